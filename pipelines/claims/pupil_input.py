"""What the small network reads of a candidate: words of its sentence, how far each is from the actor, and what stands around.

Belongs here: words and clues as numbers, and candidates of unequal length side by side. Does not belong here: the network (`pupil`,
`pupil_network`). Everything is made from the same description that the linear heads see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from pipelines.claims.candidates import CANDIDATE_KINDS
from pipelines.claims.vectors import Described
from pipelines.claims.word_vectors import WordVectors

Indexes = npt.NDArray[np.int64]

_MARKS = (*",;:-()\".'$%?!/&", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m")
SPECIAL = ("<nothing>", "<unknown>", "ACTOR", "OTHER", "#", *_MARKS)  # words without a vector; the first fills up a row
UNKNOWN, ACTOR = 1, 2
LONGEST = 80  # words of a sentence that are read
_BEFORE_ACTOR = 40  # of them before an actor who stands further back
_LONGEST_BEFORE = 60  # words of the sentence before
_LONGEST_HEADLINE = 30
FARTHEST = 12  # words from the actor up to which distances differ
DISTANCES = 2 * FARTHEST + 2  # and one where the actor is not named


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length: row i is `flat[ends[i]:ends[i + 1]]`."""

    flat: Indexes
    ends: Indexes

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Self:
        """Put rows one after another."""
        ends = np.cumsum([0, *map(len, rows)])
        return cls(np.asarray([one for row in rows for one in row], dtype=np.int64), ends)

    @classmethod
    def join(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """Rows of several, one after another."""
        ends = np.cumsum([0, *(length for part in parts for length in part.lengths.tolist())])
        return cls(np.concatenate([part.flat for part in parts]), ends)

    @property
    def lengths(self) -> Indexes:
        """Of every row."""
        return np.diff(self.ends)

    def take(self, kept: Indexes) -> "Ragged":
        """Some of the rows."""
        lengths = self.lengths[kept]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.ends[kept] - ends[:-1], lengths) + np.arange(int(ends[-1]))
        return Ragged(self.flat[places], ends)

    def padded(self) -> Indexes:
        """All rows of one length, filled up with noughts."""
        lengths = self.lengths
        longest = max(int(lengths.max(initial=0)), 1)
        table = np.zeros((len(lengths), longest), dtype=np.int64)
        table[np.arange(longest) < lengths[:, None]] = self.flat
        return table


@dataclass(frozen=True, slots=True)
class Sheet:
    """Candidates as numbers: words of the sentence, of the one before and of the headline, clues, and the kind of candidate."""

    sentence: Ragged
    before: Ragged
    headline: Ragged
    clues: Ragged
    kinds: Indexes

    def __len__(self) -> int:
        """Number of candidates."""
        return len(self.kinds)

    def take(self, kept: Indexes) -> "Sheet":
        """Some of the candidates."""
        sentence, before, headline, clues = (one.take(kept) for one in (self.sentence, self.before, self.headline, self.clues))
        return Sheet(sentence, before, headline, clues, self.kinds[kept])

    def with_clues(self, numbers: Mapping[int, int]) -> "Sheet":
        """The same with other numbers for the clues; those that have none are left out."""
        clues = [[numbers[clue] for clue in row.tolist() if clue in numbers] for row in np.split(self.clues.flat, self.clues.ends[1:-1])]
        return Sheet(self.sentence, self.before, self.headline, Ragged.of(clues), self.kinds)

    @classmethod
    def join(cls, parts: Sequence["Sheet"]) -> "Sheet":
        """Candidates of several sheets, one after another."""
        return cls(
            Ragged.join([one.sentence for one in parts]),
            Ragged.join([one.before for one in parts]),
            Ragged.join([one.headline for one in parts]),
            Ragged.join([one.clues for one in parts]),
            np.concatenate([one.kinds for one in parts]),
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Which number stands for which word and clue."""

    words: Mapping[str, int]
    clues: Mapping[str, int]

    @classmethod
    def of(cls, vectors: WordVectors, clues: Iterable[str]) -> Self:
        """The words that have vectors, after the special ones, and some clues."""
        words = {word: at + len(SPECIAL) for word, at in vectors.places.items()} | {word: at for at, word in enumerate(SPECIAL)}
        return cls(words, {clue: at for at, clue in enumerate(clues)})

    def lay_out(self, described: Sequence[Described]) -> Sheet:
        """Some candidates as numbers; clues that are not known are left out."""
        return Sheet(
            Ragged.of([self._read(cut(one["sentence"])) for one in described]),
            Ragged.of([self._read(_marked(one["context"], "p=")[:_LONGEST_BEFORE]) for one in described]),
            Ragged.of([self._read(_marked(one["context"], "h=")[:_LONGEST_HEADLINE]) for one in described]),
            Ragged.of([[self.clues[clue] for clue in clues_of(one) if clue in self.clues] for one in described]),
            np.asarray([_kind(one["shape"]) for one in described], dtype=np.int64),
        )

    def _read(self, words: Sequence[str]) -> list[int]:
        return [self.words.get(word, UNKNOWN) for word in words]


def clues_of(described: Described) -> list[str]:
    """What the lexicon and the candidate's shape say, as strings."""
    return [*described["clues"], *described["shape"]]


def cut(words: Sequence[str]) -> Sequence[str]:
    """The words of a long sentence that are read: those around the actor where it stands far back, else the first."""
    first = words.index("ACTOR") if "ACTOR" in words else 0
    start = first - _BEFORE_ACTOR if first >= LONGEST else 0
    return words[start : start + LONGEST]


def distances(words: Indexes) -> Indexes:
    """How far each word is from the nearest ACTOR of its row, as a number from nought; the last one where none is in the row."""
    at = np.arange(words.shape[1])
    far = 10 * LONGEST
    after = at - np.maximum.accumulate(np.where(words == ACTOR, at, -far), axis=1)
    before = np.minimum.accumulate(np.where(words == ACTOR, at, far)[:, ::-1], axis=1)[:, ::-1] - at
    nearest = np.clip(np.where(after <= before, after, -before), -FARTHEST, FARTHEST) + FARTHEST
    return np.where((words == ACTOR).any(axis=1, keepdims=True), nearest, DISTANCES - 1)


def _marked(strings: Sequence[str], mark: str) -> list[str]:
    return [string.removeprefix(mark) for string in strings if string.startswith(mark)]


def _kind(shape: Sequence[str]) -> int:
    kind = next((string.removeprefix("kind=") for string in shape if string.startswith("kind=")), "")
    return CANDIDATE_KINDS.index(kind) if kind in CANDIDATE_KINDS else len(CANDIDATE_KINDS)
