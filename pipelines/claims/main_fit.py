"""Learning the first look at a candidate: the heads over its features, and their scores on articles they did not see.

Belongs here: what the heads are learned from, and what each lesson weighs. Does not belong here: the learner (`fitting`), the second
look (`second_fit`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from pipelines.claims.examples import Examples
from pipelines.claims.fitting import fit_head
from pipelines.claims.lessons import NO_LESSONS, Lessons
from pipelines.claims.model import Floats, Head, LinearModel, linear_model
from pipelines.claims.seeds import SEED, WEIGHT_FIRST
from pipelines.claims.slots import NO_DIRECTION
from pipelines.claims.vectors import Vocabulary
from pipelines.claims.word_vectors import WordVectors

CLAIM_WEIGHT = 1.5  # of a candidate with a claim against one without, in training
LESSON_WEIGHT = 1.0  # of a teacher's answer against a label
STRENGTHS = {"claim": 0.5, "several": 1.0, "issue": 6.0, "act": 6.0, "modality": 6.0, "attribution": 6.0, "direction": 6.0}
_FIRST = 2  # answers of a teacher that are learned from, a candidate and head
_LEAST_CHANCE = 0.1  # of an answer that is learned from
_LEAST_CLAIM = 0.3  # chance of a claim from which on its codes are learned from
_SURELY_NONE = 0.02  # chance of a claim below which none is learned


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one head learns from: rows of a matrix, the class of each, and its weight."""

    rows: Any
    labels: list[str]
    weights: list[float]

    def fit(self, name: str, more: "_Sheet | None" = None) -> Head:
        """The head."""
        if more is None or not more.labels:
            return fit_head(name, self.rows, self.labels, STRENGTHS[name], np.asarray(self.weights))
        rows = sparse.vstack([self.rows, more.rows], format="csr")
        return fit_head(name, rows, self.labels + more.labels, STRENGTHS[name], np.asarray(self.weights + more.weights))


def fit_main(examples: Examples, lessons: Lessons = NO_LESSONS, vectors: WordVectors | None = None) -> LinearModel:
    """The heads over a candidate's features: is there a claim, several; and of what issue, act, modality, attribution, direction."""
    vocabulary = Vocabulary.learn([*examples.described, *lessons.described], vectors=vectors)
    matrix = vocabulary.matrix(examples.described)
    taught = vocabulary.matrix(lessons.described) if lessons.described else None
    worth = [WEIGHT_FIRST if name.startswith(SEED) else 1.0 for name in examples.names]
    heads = [_claims(examples, matrix, worth).fit("claim", None if taught is None else _taught_claims(lessons, taught))]
    holders = [at for at, claims in enumerate(examples.claims) if claims]
    several = ["yes" if len(examples.claims[at]) > 1 else "no" for at in holders]
    heads.append(_Sheet(matrix[holders], several, [worth[at] for at in holders]).fit("several"))
    pairs = [(at, claim) for at in holders for claim in examples.claims[at]]
    rows = matrix[[at for at, _ in pairs]]
    shares = [worth[at] / len(examples.claims[at]) for at, _ in pairs]
    for name in ("issue", "act", "modality", "attribution", "direction"):
        sheet = _Sheet(rows, [getattr(claim, name) or NO_DIRECTION for _, claim in pairs], shares)
        heads.append(sheet.fit(name, None if taught is None else _taught_codes(lessons, taught, name)))
    return linear_model(vocabulary, heads)


def _claims(examples: Examples, matrix: Any, worth: Sequence[float]) -> _Sheet:
    labels = ["yes" if claims else "no" for claims in examples.claims]
    return _Sheet(matrix, labels, [CLAIM_WEIGHT * one if claims else one for claims, one in zip(examples.claims, worth, strict=True)])


def _taught_claims(lessons: Lessons, matrix: Any) -> _Sheet:
    """Every candidate twice: as one that holds a claim and as one that holds none, by the teacher's chance."""
    chance = lessons.claim
    likely = np.flatnonzero(chance >= _SURELY_NONE)
    weights = np.concatenate([LESSON_WEIGHT * CLAIM_WEIGHT * chance[likely], LESSON_WEIGHT * (1.0 - chance)])
    labels = ["yes"] * len(likely) + ["no"] * len(chance)
    return _Sheet(sparse.vstack([matrix[likely], matrix], format="csr"), labels, weights.tolist())


def _taught_codes(lessons: Lessons, matrix: Any, head: str) -> _Sheet:
    """Every likely claim once for each of the teacher's likeliest classes, by their chance."""
    chances, classes = lessons.chances[head], lessons.classes[head]
    places: list[int] = []
    labels: list[str] = []
    weights: list[float] = []
    for at in np.flatnonzero(lessons.claim >= _LEAST_CLAIM):
        for one in np.argsort(-chances[at], kind="stable")[:_FIRST]:
            if chances[at, one] >= _LEAST_CHANCE:
                places.append(int(at))
                labels.append(classes[one])
                weights.append(LESSON_WEIGHT * float(lessons.claim[at] * chances[at, one]))
    return _Sheet(matrix[places], labels, weights)


def cross_scores(
    examples: Examples,
    folds: Mapping[str, int],
    classes: tuple[Sequence[str], Sequence[str]],
    lessons: Lessons = NO_LESSONS,
    vectors: WordVectors | None = None,
) -> dict[str, Floats]:
    """Scores of every candidate by a model that saw no article of its fold."""
    fold_of = np.asarray([folds[name] for name in examples.names])
    found: dict[str, Floats] = {}
    for fold in sorted(set(fold_of.tolist())):
        model = fit_main(examples.take(np.flatnonzero(fold_of != fold).tolist()), lessons, vectors)
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
