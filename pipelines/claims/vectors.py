"""Feature strings to rows: the vocabulary, its weights, and the matrix of a batch.

Belongs here: which strings a model knows and how a row is scaled. Does not belong here: what the strings say (`features`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.claims.letters import letter_grams
from pipelines.claims.word_vectors import WordVectors

Described = Mapping[str, Sequence[str]]  # strings by group
Floats = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.intp]


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


KEPT_WORDS = 50_000  # whose letters are not looked up again
LETTERS = "letters"  # a group of words that enter by their letters
PLANS = (
    GroupPlan("words", 1.0, True, 2, 120_000),
    GroupPlan(LETTERS, 0.7, True, 3, 40_000),
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
    words: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)  # columns of the letters of words seen lately

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
            counts = Counter(string for one in described for string in set(_strings_of(one, plan.name)))
            kept = sorted((string for string, count in counts.items() if count >= plan.least), key=lambda string: (-counts[string], string))
            kept = kept[: plan.most]
            columns[plan.name] = {string: len(weights) + at for at, string in enumerate(kept)}
            weights += [_rarity(counts[string], len(described)) if plan.is_text else 1.0 for string in kept]
        return cls(tuple(plans), columns, np.asarray(weights, dtype=np.float32), vectors)

    def matrix(self, described: Iterable[Described]) -> Any:
        """One row a candidate, as a SciPy CSR matrix of float32."""
        rows = list(described)
        blocks = [self._block(plan, [row[plan.name] for row in rows]) for plan in self.plans]
        if self.vectors is not None:
            blocks += [_window(self.vectors, [row[window] for row in rows]) for window in WINDOWS]
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    def _block(self, plan: GroupPlan, lists: Sequence[Sequence[str]]) -> Any:
        """One group's columns of the matrix."""
        distinct, which = _distinct(lists)
        found: list[int] = []
        ends = [0]
        for strings in distinct:
            found += self._find_letters(strings) if plan.name == LETTERS else _known(self.columns[plan.name], strings)
            ends.append(len(found))
        first, width = next(iter(self.columns[plan.name].values()), 0), len(self.columns[plan.name])
        places = np.asarray(found, dtype=np.int32) - np.int32(first)
        block = sparse.csr_matrix((np.ones(len(found), dtype=np.float32), places, np.asarray(ends, dtype=np.int32)), (len(distinct), width))
        block.sum_duplicates()
        if plan.is_text:
            block.data = (1 + np.log(block.data)) * self.weights[first:][block.indices]
            lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
            block.data *= np.repeat(plan.scale / np.maximum(lengths, 1e-9), np.diff(block.indptr)).astype(np.float32)
        else:
            block.data = np.full(len(block.data), plan.scale, dtype=np.float32)
        return block[which]

    def _find_letters(self, words: Sequence[str]) -> list[int]:
        """Columns of the known letters of some words."""
        if len(self.words) > KEPT_WORDS:
            self.words.clear()
        for word in words:
            if word not in self.words:
                self.words[word] = _known(self.columns[LETTERS], letter_grams(word))
        return list(chain.from_iterable(map(self.words.__getitem__, words)))


def _window(vectors: WordVectors, windows: Sequence[Sequence[str]]) -> Any:
    """The mean vectors of some windows as columns of the matrix."""
    distinct, which = _distinct(windows)
    return sparse.csr_matrix(vectors.means(distinct) * WINDOW_SCALE)[which]


def _distinct(lists: Sequence[Sequence[str]]) -> tuple[list[Sequence[str]], Indexes]:
    """Every list once, and which of them each is: candidates share the lists of what they have in common (see `features`)."""
    known = {id(one): one for one in lists}
    place = {key: at for at, key in enumerate(known)}
    return list(known.values()), np.asarray([place[id(one)] for one in lists], dtype=np.intp)


def _strings_of(described: Described, group: str) -> Iterable[str]:
    """What a candidate is counted by: its strings, or the letters of its words."""
    return chain.from_iterable(map(letter_grams, described[group])) if group == LETTERS else described[group]


def _known(columns: Mapping[str, int], strings: Iterable[str]) -> list[int]:
    return [column for column in map(columns.get, strings) if column is not None]


def _rarity(count: int, total: int) -> float:
    """Smoothed inverse document frequency."""
    return float(np.log((1 + total) / (1 + count)) + 1)
