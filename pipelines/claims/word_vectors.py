"""Vectors of single words, so that a word no label has shown is read like its neighbours in meaning.

Belongs here: the table and the mean vectors of word windows. Does not belong here: making the table (`encoder_words`), which windows
there are (`features`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.claims.arrays import load_arrays, save_arrays
from pipelines.errors import BadReference

FILE_NAME = "words.npz"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """`places` of the words in lower case, their vectors in `table` (words, width), and what each weighs in a mean (rare words more)."""

    places: Mapping[str, int]
    table: Floats
    rarity: Floats

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self.table.shape[1])

    @property
    def digest(self) -> str:
        """Hash of words and vectors; a model says with it what it was learned over."""
        words = "\n".join(self.places).encode()
        return hashlib.sha256(words + self.table.tobytes() + self.rarity.tobytes()).hexdigest()[:16]

    def means(self, windows: Sequence[Sequence[str]]) -> Floats:
        """One vector of unit length a window (windows, width): the weighted mean of its known words; nought where none is known."""
        found: list[int] = []
        ends = [0]
        for window in windows:
            found += [place for place in map(self.places.get, window) if place is not None]
            ends.append(len(found))
        indices = np.asarray(found, dtype=np.int32)
        weights = sparse.csr_matrix((self.rarity[indices], indices, np.asarray(ends, dtype=np.int32)), (len(windows), len(self.table)))
        means = np.asarray(weights @ self.table, dtype=np.float32)
        lengths = np.sqrt((means**2).sum(axis=1, keepdims=True))
        return np.asarray(means / np.maximum(lengths, 1e-9), dtype=np.float32)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the table; vectors are kept as whole numbers of eight bits with one scale a column.

        Raises:
            BadReference: The file is missing or damaged.
        """
        try:
            arrays = load_arrays(path)
            words = arrays["words"].tobytes().decode().split("\n")
            table = arrays["table"].astype(np.float32) * arrays["scale"]
            rarity = arrays["rarity"].astype(np.float32)
        except (ValueError, KeyError) as error:
            raise BadReference(f"The word vectors {path.name} cannot be read: {error!r}.") from error
        if not len(words) == len(table) == len(rarity):
            raise BadReference(f"The word vectors {path.name} are damaged: {len(words)} words, {len(table)} vectors.")
        return cls({word: at for at, word in enumerate(words)}, table, rarity)


def save_vectors(path: Path, words: Sequence[str], table: Floats, rarity: Floats) -> None:
    """Write the table in eight bits a number; the same table gives the same bytes."""
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    packed = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    arrays = {
        "words": packed,
        "table": np.round(table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rarity": rarity.astype(np.float16),
    }
    save_arrays(path, arrays)
