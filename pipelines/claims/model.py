"""The learned model: vocabulary, linear heads, and one file without pickle that holds both.

Belongs here: the model's parts, loading and saving, scores of a matrix. Does not belong here: training (`train`), deciding (`decide`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.vectors import Described, Vocabulary

FORMAT = 1
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """A linear classifier: one column of weights a class, or one for two classes (the second's log-odds)."""

    name: str
    classes: tuple[str, ...]
    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Vocabulary and heads; `scores` of a batch are probabilities by head."""

    vocabulary: Vocabulary
    heads: tuple[Head, ...]

    def scores(self, described: Sequence[Described]) -> dict[str, Floats]:
        """Class probabilities by head, one row a candidate."""
        matrix = self.vocabulary.matrix(described)
        stacked = np.concatenate([head.weights for head in self.heads], axis=1)
        raw = matrix @ stacked
        found: dict[str, Floats] = {}
        at = 0
        for head in self.heads:
            width = head.weights.shape[1]
            found[head.name] = probabilities(raw[:, at : at + width] + head.bias)
            at += width
        return found

    def classes(self, head: str) -> tuple[str, ...]:
        """Class names of a head, in the order of its scores."""
        return next(one.classes for one in self.heads if one.name == head)


def probabilities(logits: Floats) -> Floats:
    """Softmax over classes; a single column is the log-odds of the second of two."""
    if logits.shape[1] == 1:
        logits = np.concatenate([np.zeros_like(logits), logits], axis=1)
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)
