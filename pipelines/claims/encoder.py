"""The accurate mode: the encoder's opinion on candidates, in the form of the small model's scores, and the two made one.

Belongs here: which candidates the encoder is asked about, its answers under the small model's head names, and the blend. Imports torch
only when a model is loaded. Does not belong here: thresholds and decisions (see `decide`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from pipelines.claims.calibration import Calibration
from pipelines.claims.encoder_input import Sequencer
from pipelines.claims.encoder_targets import COUNT
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.errors import WrongUse
from pipelines.reference import Reference

if TYPE_CHECKING:
    from pipelines.claims.encoder_model import EncoderModel

CLAIM = "claim"
SEVERAL = "several"
HEADS = ("issue", "act", "modality", "attribution", "direction")  # of both models, with classes
GATE = 0.02  # candidates to which the small model gives a smaller chance of a claim are not shown to the encoder
MOST_ASKED = 200  # candidates of one article; about ten seconds of a core
SHARE = 0.6  # of the encoder in the blend

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The encoder's answers on some candidates, in their order.

    `scores` are probabilities by head; `claim` and `several` have two columns, no and yes. `counterparts` give each other country
    that the sentence names, with the chance that a claim is toward it.
    """

    scores: Mapping[str, Floats]
    counterparts: tuple[Mapping[str, float], ...]


class Encoder:
    """A trained encoder that answers for candidates of a reading."""

    def __init__(self, model: "EncoderModel", sequencer: Sequencer) -> None:
        """Take a loaded model and the sequencer over its tokenizer."""
        self._model = model
        self._sequencer = sequencer

    @property
    def calibration(self) -> Calibration | None:
        """Threshold and curve of the blend; None where training kept no articles apart."""
        return self._model.calibration

    @property
    def learned_from(self) -> frozenset[str]:
        """Names of the labelled articles it was trained on."""
        return frozenset(self._model.facts.learned_from)

    @classmethod
    def load(cls, folder: Path, reference: Reference) -> Self:
        """Read a folder that training wrote.

        Raises:
            WrongUse: There is no model, it is of another format, or the extra `accurate` is not installed.
        """
        try:
            from pipelines.claims.encoder_model import EncoderModel, encoder_of, markers_of, use_one_thread
        except ModuleNotFoundError as error:
            raise WrongUse(f"The accurate mode needs {error.name}: install the extra `accurate`.") from error
        model = EncoderModel.load(folder)
        use_one_thread()
        names = {row["code"]: row["name"] for row in reference.rows("countries")}
        return cls(model, Sequencer(encoder_of(model.tokenizer), markers_of(model.tokenizer), names))

    def judge(self, rows: Sequence[Row], classes: Mapping[str, Sequence[str]]) -> Opinion:
        """Answers on some candidates.

        Args:
            rows: The candidates, of one article or several.
            classes: The wanted order of classes by head; heads that the encoder does not have are left out.
        """
        self._sequencer.forget()
        found = self._model.answers([self._sequencer.lay_out(row.reading, row.reading.sentences[row.place], row.candidate) for row in rows])
        counts = found.by_question[COUNT]
        scores = {CLAIM: _pair(1.0 - counts[:, 0]), SEVERAL: _pair(counts[:, 2] / np.maximum(1.0 - counts[:, 0], 1e-6))}
        known = self._model.facts.answers
        for head in classes.keys() & known.keys():
            scores[head] = reorder(found.by_question[head], known[head], classes[head])
        return Opinion(scores, tuple(_likeliest(pairs) for pairs in found.counterparts))


def worth_asking(scores: Mapping[str, Floats], owners: Sequence[str]) -> NDArray[np.intp]:
    """Rows of the candidates that the small model does not rule out, in order; of one article the likeliest, so that time is bounded.

    Args:
        scores: The small model's probabilities.
        owners: The article of each row.
    """
    chance = scores[CLAIM][:, 1]
    room = Counter(dict.fromkeys(owners, MOST_ASKED))
    kept: list[int] = []
    for row in np.argsort(-chance, kind="stable"):
        if chance[row] >= GATE and room[owners[row]] > 0:
            room[owners[row]] -= 1
            kept.append(int(row))
    return np.asarray(sorted(kept), dtype=np.intp)


def blend(small: Mapping[str, Floats], encoder: Mapping[str, Floats], rows: NDArray[np.intp], share: float = SHARE) -> dict[str, Floats]:
    """The weighted mean of both models' probabilities, the encoder weighing `share`; outside `rows` it was not asked.

    Heads that only one of them has are the small model's. Joint chances of issue and act are, of the encoder, the product of the two.
    """
    opinion = dict(encoder)
    if PAIR in small:
        pairs = encoder["issue"][:, :, None] * encoder["act"][:, None, :]
        opinion[PAIR] = pairs.reshape(len(pairs), -1)
    joined = {head: table.copy() for head, table in small.items()}
    for head in small.keys() & opinion.keys():
        joined[head][rows] = (1.0 - share) * small[head][rows] + share * opinion[head]
    return joined


def add_opinion(
    rows: Sequence[Row], small: Mapping[str, Floats], encoder: Encoder, classes: Mapping[str, Sequence[str]]
) -> dict[str, Floats]:
    """The small models' scores blended with the encoder's, which is asked where it is worth it."""
    asked = worth_asking(small, [row.reading.article.article_id for row in rows])
    if not len(asked):
        return dict(small)
    return blend(small, encoder.judge([rows[at] for at in asked], classes).scores, asked)


def reorder(table: Floats, have: Sequence[str], wanted: Sequence[str]) -> Floats:
    """Columns in another order; a class that the table does not have gets probability nought."""
    places = {name: at for at, name in enumerate(have)}
    missing = np.zeros(len(table), dtype=np.float32)
    columns = [table[:, places[name]] if name in places else missing for name in wanted]
    return np.stack(columns, axis=1)


def _pair(chance: Floats) -> Floats:
    return np.stack([1.0 - chance, chance], axis=1).astype(np.float32)


def _likeliest(pairs: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The highest chance of each country, which a sentence may name more than once."""
    found: dict[str, float] = {}
    for code, chance in pairs:
        found[code] = max(chance, found.get(code, 0.0))
    return found
