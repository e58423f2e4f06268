"""Feature strings to rows: the vocabulary, its weights, and the matrix of a batch.

Belongs here: which strings a model knows and how a row is scaled. Does not belong here: what the strings say (`features`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.claims.word_vectors import WordVectors

Described = Mapping[str, Sequence[str]]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """How one group of features enters the matrix.

    `scale` multiplies it; `is_text` groups are weighted by inverse document frequency and made unit length, the others are
    ones; `least` is the number of candidates a string must occur in, `most` the number of strings kept, most frequent first.
    """

    name: str
    scale: float
    is_text: bool
    least: int
    most: int


PLANS = (
    GroupPlan("words", 1.0, True, 2, 120_000),
    GroupPlan("letters", 0.7, True, 3, 40_000),
    GroupPlan("context", 0.5, True, 2, 20_000),
    GroupPlan("near", 0.12, False, 3, 60_000),
    GroupPlan("shape", 0.12, False, 3, 5_000),
    GroupPlan("clues", 0.12, False, 3, 40_000),
)
WINDOWS = ("right", "left", "sentence", "next", "after_next")  # groups whose words enter as the mean of their vectors
WINDOW_SCALE = 0.25


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known strings of every group, in column order, with their weights; then, where there are vectors, those of every window."""

    plans: tuple[GroupPlan, ...]
    columns: Mapping[str, Mapping[str, int]]
    weights: Floats
    vectors: WordVectors | None = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.weights) + (len(WINDOWS) * self.vectors.width if self.vectors else 0)

    @classmethod
    def learn(cls, described: Sequence[Described], plans: Sequence[GroupPlan] = PLANS, vectors: WordVectors | None = None) -> Self:
        """Keep the frequent strings of some candidates."""
        columns: dict[str, dict[str, int]] = {}
        weights: list[float] = []
        for plan in plans:
            counts = Counter(string for one in described for string in set(one[plan.name]))
            kept = sorted((string for string, count in counts.items() if count >= plan.least), key=lambda string: (-counts[string], string))
            kept = kept[: plan.most]
            columns[plan.name] = {string: len(weights) + at for at, string in enumerate(kept)}
            weights += [_rarity(counts[string], len(described)) if plan.is_text else 1.0 for string in kept]
        return cls(tuple(plans), columns, np.asarray(weights, dtype=np.float32), vectors)

    def matrix(self, described: Iterable[Described]) -> Any:
        """One row a candidate, as a SciPy CSR matrix of float32."""
        rows = list(described)
        blocks = [self._block(plan, [row[plan.name] for row in rows]) for plan in self.plans]
        total = blocks[0]
        for block in blocks[1:]:
            total = total + block
        if self.vectors is None:
            return total.tocsr()
        means = [self.vectors.means([row[window] for row in rows]) * WINDOW_SCALE for window in WINDOWS]
        return sparse.hstack([total, *map(sparse.csr_matrix, means)], format="csr", dtype=np.float32)

    def _block(self, plan: GroupPlan, rows: Sequence[Sequence[str]]) -> Any:
        """One group's share of the matrix, over all columns."""
        known = self.columns[plan.name]
        found: list[int] = []
        ends = [0]
        for row in rows:
            found += [column for column in map(known.get, row) if column is not None]
            ends.append(len(found))
        indices = np.asarray(found, dtype=np.int32)
        block = sparse.csr_matrix(
            (np.ones(len(found), dtype=np.float32), indices, np.asarray(ends, dtype=np.int32)), (len(rows), len(self.weights))
        )
        block.sum_duplicates()
        if plan.is_text:
            block.data = (1 + np.log(block.data)) * self.weights[block.indices]
            lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
            block.data *= np.repeat(plan.scale / np.maximum(lengths, 1e-9), np.diff(block.indptr)).astype(np.float32)
        else:
            block.data = np.full(len(block.data), plan.scale, dtype=np.float32)
        return block


def _rarity(count: int, total: int) -> float:
    """Smoothed inverse document frequency."""
    return float(np.log((1 + total) / (1 + count)) + 1)
