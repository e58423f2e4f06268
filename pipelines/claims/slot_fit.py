"""Learning the slots: which counterparts, currency and amount fit, and which direction goes with which position.

Belongs here: what the models of the slots are learned from. Does not belong here: filling slots (`slots`).
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from pipelines.claims.counterparts import list_counterparts
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.examples import Examples
from pipelines.claims.fitting import fit_options
from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.model import LinearModel
from pipelines.claims.options import GROUP, Decided, Option, find_amounts, list_currencies, list_sums
from pipelines.claims.reading import Reading
from pipelines.claims.slots import NO_DIRECTION
from pipelines.claims.vectors import Described

OPTION_STRENGTHS = {"counterparts": 1.0, "currency": 1.0, "amount": 4.0}
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


def fit_slots(examples: Examples, labelled: Examples, currencies: CurrencyIndex, topics: Mapping[str, str]) -> dict[str, LinearModel]:
    """The models that choose counterparts, currency and amount, learned with issue and act as labelled.

    Args:
        examples: Candidates of all articles; amounts learn from those written for the project too.
        labelled: Of them, those that were not written for it; counterparts and currencies are told no better with more.
        currencies: The index of names.
        topics: The topic of each issue.
    """
    learned = {"counterparts": labelled, "currency": labelled, "amount": examples}
    return {slot: _fit_slot(slot, learned[slot], currencies, topics) for slot in learned}


def _fit_slot(slot: str, examples: Examples, currencies: CurrencyIndex, topics: Mapping[str, str]) -> LinearModel:
    described: list[Described] = []
    truth: list[bool] = []
    for row, claims in zip(examples.rows, examples.claims, strict=True):
        for claim in claims:
            decided = Decided(row.place, row.candidate, claim.issue, topics[claim.issue], claim.act)
            for option, fits in _label_options(slot, row.reading, decided, claim, currencies):
                described.append({GROUP: option.features})
                truth.append(fits)
    return fit_options(described, truth, OPTION_STRENGTHS[slot], GROUP)


def _label_options(
    slot: str, reading: Reading, decided: Decided, claim: LabelledClaim, currencies: CurrencyIndex
) -> list[tuple[Option, bool]]:
    if slot == "counterparts":
        return [(one, one.value in claim.counterparts) for one in list_counterparts(reading, decided)]
    if slot == "currency":
        coins = list_currencies(reading, decided, currencies) if decided.topic == "currency" else []
        return [(one, one.value == claim.currency) for one in coins]
    sums = find_amounts(reading, decided, currencies)
    return [(one, sums[int(one.value)].value == claim.amount) for one in list_sums(reading, decided, sums)]
