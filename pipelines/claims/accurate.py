"""The accurate extractor: the small model and the base-size encoder together; slower, and right more often.

Belongs here: joining the encoder to the local extractor, and its stage. Torch is imported when a model is loaded, not before. Does
not belong here: how the two are blended (see `encoder`).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.claims.calibration import Calibration
from pipelines.claims.decide import Decider
from pipelines.claims.encoder import HEADS, Encoder, add_opinion
from pipelines.claims.extractor import Extractor, load_decider
from pipelines.claims.model import Bundle, Floats, load_bundle
from pipelines.claims.rows import Row
from pipelines.claims.stage import ExtractStage
from pipelines.claims.vectors import Described
from pipelines.claims.version import model_path
from pipelines.errors import RejectCode, WrongUse
from pipelines.records import Article, Claim
from pipelines.reference import Reference

VERSION = "accurate-1"
FILES = ("encoder.json", "encoder.safetensors", "tokenizer.json")  # of a trained model's folder


class AccurateExtractor(Extractor):
    """The local extractor with a second opinion on every candidate that the small models do not rule out."""

    def __init__(self, reference: Reference, bundle: Bundle, encoder: Encoder) -> None:
        """Take both; threshold and calibration are those of the two together, where training measured them."""
        decider = load_decider(bundle)
        super().__init__(reference, bundle, VERSION, calibrated(decider, encoder.calibration) if encoder.calibration else decider)
        self._encoder = encoder
        self._classes = {head: self._main.classes(head) for head in HEADS}

    def _look_again(self, rows: Sequence[Row], described: Sequence[Described], scores: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The small models' scores with the article in view, and the encoder's beside them."""
        return add_opinion(rows, super()._look_again(rows, described, scores), self._encoder, self._classes)


def calibrated(decider: Decider, found: Calibration) -> Decider:
    """A decider with the threshold and curve of the accurate mode."""
    return Decider(decider.issues, decider.acts, found.threshold, found.table())


def load_accurate(reference: Path, folder: Path) -> AccurateExtractor:
    """The accurate extractor over the shipped small model and a trained encoder's folder.

    Raises:
        BadReference: A table or the small model is missing or wrong.
        WrongUse: There is no trained encoder, or the extra `accurate` is not installed.
    """
    tables = Reference(reference)
    return AccurateExtractor(tables, load_bundle(model_path(reference)), Encoder.load(folder, tables))


def train_accurate(
    folder: Path, reference: Path, places: tuple[Path, Path, Path | None], notice: Callable[[int, int, float], None]
) -> Calibration | None:
    """Train the encoder on a folder of labelled articles and write it; the calibration it ends with, None without articles for one.

    Args:
        folder: Holds docs/ and labels/.
        reference: The reference tables.
        places: The folder of the published weights, whole or in their parts (see `encoder_weights`); that of the trained model, from
            whose checkpoint a stopped run goes on; and one of articles labelled in haste.
        notice: Called after every step with its number, the number of steps and the loss.

    Raises:
        WrongUse: Articles, weights or the extra `accurate` are missing.
    """
    try:
        from pipelines.claims.encoder_learn import Places, learn_folder
    except ModuleNotFoundError as error:
        raise WrongUse(f"The accurate mode needs {error.name}: install the extra `accurate`.") from error
    return learn_folder(folder, Reference(reference), Places(*places), lambda at: notice(at.step, at.steps, at.loss)).calibration


@dataclass(frozen=True, slots=True)
class AccurateStage:
    """articles → claims by the accurate extractor. Holds paths only; what is heavy is loaded by `prepare`, once in each worker.

    `reference` is the folder of reference tables, which holds the small model, `folder` that of the trained encoder.
    """

    reference: Path
    folder: Path

    source = "articles"
    target = "claims"

    @property
    def fingerprint(self) -> str:
        """Hash of version, of all that the small stage rests on, and of the encoder's files."""
        digest = hashlib.sha256(f"{VERSION}\0{ExtractStage(self.reference).fingerprint}".encode())
        for name in FILES:
            with (self.folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[Article]], Iterable[Sequence[Claim]]]:
        """The function that reads a chunk of articles, one by one: the worker's deadline is an article's, and the encoder takes seconds."""
        extractor = load_accurate(self.reference, self.folder)
        return lambda articles: (extractor.extract([article])[0] for article in articles)

    def refuse(self, row: Article, code: RejectCode, reason: str) -> Sequence[Claim]:
        """An article that cannot be read gives no claims; the worker's report keeps code and reason."""
        del row, code, reason
        return ()
