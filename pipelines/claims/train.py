"""Makes the extractor's model from a folder of labelled articles.

Belongs here: what is learned from what, and the file it becomes. Does not belong here: the learner (`fitting`), deciding (`decide`).
Deterministic: the same folder, tables and libraries give the same file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decider, Thresholds
from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.fitting import fit_head, fit_options
from pipelines.claims.folds import assign_folds, group_texts
from pipelines.claims.labelled import LabelledClaim, read_folder
from pipelines.claims.model import Bundle, Floats, LinearModel, linear_model, save_bundle
from pipelines.claims.money import find_sums
from pipelines.claims.options import GROUP, Decided, Option, list_counterparts, list_currencies, list_sums
from pipelines.claims.reading import Reader
from pipelines.claims.slots import NO_DIRECTION, Row
from pipelines.claims.vectors import Vocabulary
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.reference import Reference

FOLDS = 5
LEAST_CLAIMS = 20  # labelled claims without which there is nothing to learn from
CLAIM_WEIGHT = 1.5  # of a candidate with a claim against one without, in training
STRENGTHS = {"claim": 3.0, "several": 1.0, "issue": 6.0, "act": 6.0, "modality": 6.0, "attribution": 6.0, "direction": 6.0}
OPTION_STRENGTH = 1.0
THRESHOLDS = {"second": 0.5, "third_party": 0.5, "counterparts": 0.5, "currency": 0.4, "amount": 0.5}
_GRID = tuple(round(0.2 + 0.02 * step, 2) for step in range(26))
_SMOOTHING = 0.5  # added to each count of direction by issue and act


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What training saw and what it made, for a person."""

    articles: int
    claims: int
    claims_without_candidate: int
    candidates: int
    threshold: float
    strict_share: float
    path: Path
    byte_count: int


def train(folder: Path, reference: Path, out: Path) -> TrainingReport:
    """Train on a folder of labelled articles and write the model.

    Args:
        folder: Holds docs/ and labels/.
        reference: The reference tables.
        out: The file to write.

    Raises:
        WrongUse: The folder holds too little to learn from, or is not in the layout.
    """
    tables = Reference(reference)
    articles = read_folder(folder)
    examples = make_examples(articles, Reader.load(tables, Offices.load(tables)))
    if examples.label_count < LEAST_CLAIMS:
        raise WrongUse(f"{folder} holds {examples.label_count} labelled claims; at least {LEAST_CLAIMS} are needed.")
    folds = assign_folds(group_texts({one.name: one.article.text for one in articles}), FOLDS, keeps_apart=False)
    bundle = fit_bundle(examples, folds, tables)
    save_bundle(bundle, out)
    return TrainingReport(
        articles=len(articles),
        claims=examples.label_count,
        claims_without_candidate=examples.missed,
        candidates=len(examples.rows),
        threshold=bundle.facts["thresholds"]["claim"],
        strict_share=bundle.facts["strict_share"],
        path=out,
        byte_count=out.stat().st_size,
    )


def fit_bundle(examples: Examples, folds: Mapping[str, int], reference: Reference) -> Bundle:
    """All models of the extractor; thresholds and calibration from scores of articles that the scoring model did not see."""
    main = fit_main(examples)
    issues, acts = main.classes("issue"), main.classes("act")
    scores = cross_scores(examples, folds, (issues, acts))
    threshold = _choose_threshold(examples, scores)
    decider = Decider(issues, acts, Thresholds(threshold, THRESHOLDS["second"]), np.asarray([[0, 1], [0, 1]], dtype=np.float32))
    calibration, share = _calibrate(examples, decider, scores)
    topics = {row["issue"]: row["topic"] for row in reference.rows("issues")}
    models = {"main": main, **fit_slots(examples, CurrencyIndex.load(reference), topics)}
    facts = {
        "articles": len(set(examples.names)),
        "claims": examples.label_count,
        "issues": list(issues),
        "acts": list(acts),
        "thresholds": {"claim": threshold, **THRESHOLDS},
        "strict_share": share,
    }
    return Bundle(models, {"calibration": calibration, "direction": _direction_prior(examples, main)}, facts)


def fit_main(examples: Examples) -> LinearModel:
    """The heads over a candidate's features: is there a claim, several; and of what issue, act, modality, attribution, direction."""
    vocabulary = Vocabulary.learn(examples.described)
    matrix = vocabulary.matrix(examples.described)
    has_claim = ["yes" if claims else "no" for claims in examples.claims]
    weights = np.asarray([CLAIM_WEIGHT if claims else 1.0 for claims in examples.claims])
    heads = [fit_head("claim", matrix, has_claim, STRENGTHS["claim"], weights)]
    holders = [at for at, claims in enumerate(examples.claims) if claims]
    several = ["yes" if len(examples.claims[at]) > 1 else "no" for at in holders]
    heads.append(fit_head("several", matrix[holders], several, STRENGTHS["several"]))
    pairs = [(at, claim) for at in holders for claim in examples.claims[at]]
    rows = matrix[[at for at, _ in pairs]]
    shares = np.asarray([1.0 / len(examples.claims[at]) for at, _ in pairs])
    for name in ("issue", "act", "modality", "attribution", "direction"):
        labels = [getattr(claim, name) or NO_DIRECTION for _, claim in pairs]
        heads.append(fit_head(name, rows, labels, STRENGTHS[name], shares))
    return linear_model(vocabulary, heads)


def cross_scores(examples: Examples, folds: Mapping[str, int], classes: tuple[Sequence[str], Sequence[str]]) -> dict[str, Floats]:
    """Scores of every candidate by a model that saw no article of its fold."""
    fold_of = np.asarray([folds[name] for name in examples.names])
    found: dict[str, Floats] = {}
    for fold in sorted(set(fold_of.tolist())):
        model = fit_main(examples.take(np.flatnonzero(fold_of != fold).tolist()))
        unseen = np.flatnonzero(fold_of == fold)
        part = model.scores([examples.described[at] for at in unseen])
        aligned = {name: _align(scores, model.classes(name), name, classes) for name, scores in part.items()}
        for name, scores in aligned.items():
            found.setdefault(name, np.zeros((len(examples.rows), scores.shape[1]), dtype=np.float32))[unseen] = scores
    return found


def _align(scores: Floats, own: Sequence[str], name: str, classes: tuple[Sequence[str], Sequence[str]]) -> Floats:
    """Columns in the order of the full model: a fold may lack a rare class."""
    wanted = {"issue": classes[0], "act": classes[1]}.get(name, own)
    columns = np.zeros((len(scores), len(wanted)), dtype=np.float32)
    for at, one in enumerate(own):
        columns[:, list(wanted).index(one)] = scores[:, at]
    return columns


def _choose_threshold(examples: Examples, scores: Mapping[str, Floats]) -> float:
    """The chance from which claims are made: best F1 of candidates plus best F1 of candidates with issue and act right."""
    chance = scores["claim"][:, 1]
    issue_names = sorted({claim.issue for claims in examples.claims for claim in claims})
    act_names = sorted({claim.act for claims in examples.claims for claim in claims})
    best = [(issue_names[i], act_names[a]) for i, a in zip(scores["issue"].argmax(1), scores["act"].argmax(1), strict=True)]
    holds = np.asarray([bool(claims) for claims in examples.claims])
    right = np.asarray([pair in {(claim.issue, claim.act) for claim in claims} for pair, claims in zip(best, examples.claims, strict=True)])
    total = examples.label_count + examples.missed

    def quality(threshold: float) -> float:
        made = chance >= threshold
        return float((2 * (holds & made).sum() + 2 * (right & made).sum()) / (made.sum() + total))

    return max(_GRID, key=quality)


def _calibrate(examples: Examples, decider: Decider, scores: Mapping[str, Floats]) -> tuple[npt.NDArray[np.float32], float]:
    """Joint score against the share that proved right, monotone; and that share over all decisions."""
    decisions = decider.decide(scores)
    joint = np.asarray([one.confidence for one in decisions])
    right = np.asarray([any((c.issue, c.act) == (one.issue, one.act) for c in examples.claims[one.row]) for one in decisions], dtype=float)
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(joint, right)
    return np.asarray([fitted.X_thresholds_, fitted.y_thresholds_], dtype=np.float32), round(float(right.mean()), 4)


def _direction_prior(examples: Examples, main: LinearModel) -> npt.NDArray[np.float32]:
    """How often each direction goes with each pair of issue and act, smoothed by the issue's topic alone where the pair is rare."""
    issues, acts, directions = main.classes("issue"), main.classes("act"), main.classes("direction")
    counts: Counter[tuple[str, str, str]] = Counter()
    for claims in examples.claims:
        counts.update((claim.issue, claim.act, claim.direction or NO_DIRECTION) for claim in claims)
    table = np.asarray([[[counts[i, a, d] for d in directions] for a in acts] for i in issues], dtype=np.float32)
    by_issue = table.sum(axis=1, keepdims=True)
    smoothed = table + _SMOOTHING * by_issue / np.maximum(by_issue.sum(axis=2, keepdims=True), 1)
    return np.asarray(smoothed / np.maximum(smoothed.sum(axis=2, keepdims=True), 1e-9), dtype=np.float32)


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
