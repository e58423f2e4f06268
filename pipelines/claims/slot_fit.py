"""Learning the slots: which counterparts, currency and amount fit, and which direction goes with which position.

Belongs here: what the models of the slots are learned from. Does not belong here: filling slots (`slots`).
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.examples import Examples
from pipelines.claims.fitting import fit_options
from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.model import LinearModel
from pipelines.claims.money import find_sums
from pipelines.claims.options import GROUP, Decided, Option, list_counterparts, list_currencies, list_sums
from pipelines.claims.rows import Row
from pipelines.claims.slots import NO_DIRECTION

OPTION_STRENGTH = 1.0
_MODALITY_SMOOTHING = 5.0  # claims spread as in the whole
_RAREST = 1e-3  # share that a modality without a label is given
_MODALITY_LIFT = 0.5  # exponents, chosen on unseen articles
_MODALITY_RARITY = 0.25
_SMOOTHING = 0.5  # added to each count of direction by issue and act


def direction_prior(examples: Examples, main: LinearModel) -> npt.NDArray[np.float32]:
    """How often each direction goes with each pair of issue and act, smoothed by the issue's topic alone where the pair is rare."""
    issues, acts, directions = main.classes("issue"), main.classes("act"), main.classes("direction")
    counts: Counter[tuple[str, str, str]] = Counter()
    for claims in examples.claims:
        counts.update((claim.issue, claim.act, claim.direction or NO_DIRECTION) for claim in claims)
    table = np.asarray([[[counts[i, a, d] for d in directions] for a in acts] for i in issues], dtype=np.float32)
    by_issue = table.sum(axis=1, keepdims=True)
    smoothed = table + _SMOOTHING * by_issue / np.maximum(by_issue.sum(axis=2, keepdims=True), 1)
    return np.asarray(smoothed / np.maximum(smoothed.sum(axis=2, keepdims=True), 1e-9), dtype=np.float32)


def modality_prior(examples: Examples, main: LinearModel) -> npt.NDArray[np.float32]:
    """What to multiply each modality's chance by, by act: rare modalities gain, and so do those that the act goes with."""
    acts, modalities = main.classes("act"), main.classes("modality")
    counts = Counter((claim.act, claim.modality) for claims in examples.claims for claim in claims)
    table = np.asarray([[counts[act, modality] for modality in modalities] for act in acts], dtype=np.float64)
    whole = np.maximum(table.sum(axis=0) / max(table.sum(), 1.0), _RAREST)
    by_act = table + _MODALITY_SMOOTHING * whole
    lift = by_act / by_act.sum(axis=1, keepdims=True) / whole
    return np.asarray(lift**_MODALITY_LIFT * whole**-_MODALITY_RARITY, dtype=np.float32)


def fit_slots(examples: Examples, currencies: CurrencyIndex, topics: Mapping[str, str]) -> dict[str, LinearModel]:
    """The models that choose counterparts, currency and amount, learned with issue and act as labelled."""
    listed: dict[str, list[tuple[Option, bool]]] = {"counterparts": [], "currency": [], "amount": []}
    for row, claims in zip(examples.rows, examples.claims, strict=True):
        for claim in claims:
            decided = Decided(row.place, row.candidate, claim.issue, topics[claim.issue], claim.act)
            for slot, pairs in _label_options(row, decided, claim, currencies).items():
                listed[slot] += pairs
    return {
        slot: fit_options([{GROUP: option.features} for option, _ in pairs], [fits for _, fits in pairs], OPTION_STRENGTH, GROUP)
        for slot, pairs in listed.items()
    }


def _label_options(row: Row, decided: Decided, claim: LabelledClaim, currencies: CurrencyIndex) -> dict[str, Any]:
    reading, read = row.reading, row.reading.sentences[row.place]
    sums = find_sums(read.tokens, currencies.find(read.text, read.tokens, reading.day, reading.counts))
    coins = list_currencies(reading, decided, currencies) if decided.topic == "currency" else []
    return {
        "counterparts": [(one, one.value in claim.counterparts) for one in list_counterparts(reading, decided)],
        "currency": [(one, one.value == claim.currency) for one in coins],
        "amount": [(one, sums[int(one.value)].value == claim.amount) for one in list_sums(reading, decided, sums)],
    }
