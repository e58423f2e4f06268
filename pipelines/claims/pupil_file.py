"""A taught small network in its file, with its answers on the labelled articles, which training learns threshold and attribution from.

Belongs here: writing and reading that file. Does not belong here: teaching (`pupil_learn`), answering (`pupil`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.claims.arrays import load_arrays, save_arrays
from pipelines.claims.decide import worth_of
from pipelines.claims.examples import Examples
from pipelines.claims.lessons import Answers
from pipelines.claims.model import Floats
from pipelines.claims.pupil import ASKED, CLAIM, Pupil, blend
from pipelines.claims.word_vectors import WordVectors
from pipelines.errors import WrongUse


@dataclass(frozen=True, slots=True)
class TaughtPupil:
    """The network, and answers on labelled articles by networks that had not seen their labels."""

    pupil: Pupil
    answers: Answers

    def blend(self, examples: Examples, scores: Mapping[str, Floats], classes: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
        """Scores with the share of networks that had not seen the labels, of candidates that hold a claim or are worth asking about.

        Candidates that the file has no answer on, such as those of a few articles that were labelled later, keep the scores they have.

        Raises:
            WrongUse: It has none on most of them.
        """
        place_of = {key: at for at, key in enumerate(self.answers.keys)}
        asked = np.flatnonzero(np.asarray([bool(claims) for claims in examples.claims]) | (worth_of(scores) >= ASKED))
        keys = [(examples.names[at], examples.rows[at].place, examples.rows[at].candidate.actor) for at in asked]
        places = np.asarray([place_of.get(key, -1) for key in keys], dtype=np.intp)
        known = places >= 0
        if 2 * known.sum() < len(asked):
            raise WrongUse(f"The pupil knows {known.sum()} of {len(asked)} candidates, labelled or likely; teach it from the same folder.")
        claim = self.answers.claim[places[known]]
        told = {head: table[places[known]] for head, table in self.answers.chances.items()}
        told[CLAIM] = np.stack([1.0 - claim, claim], axis=1)
        return blend(scores, told, asked[known], (self.answers.classes, classes))


def save_pupil(taught: TaughtPupil, path: Path) -> None:
    """Write network and answers as plain arrays."""
    save_arrays(path, {**taught.pupil.tables(), **taught.answers.arrays()})


def load_pupil(path: Path, vectors: WordVectors) -> TaughtPupil:
    """Read them back.

    Raises:
        WrongUse: The file is missing, damaged, or over other word vectors.
    """
    answers = Answers.load(path)
    try:
        return TaughtPupil(Pupil.of(load_arrays(path), vectors), answers)
    except (ValueError, KeyError) as error:
        raise WrongUse(f"The pupil {path.name} cannot be read: {error!r}.") from error
