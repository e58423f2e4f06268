"""The stage that reads articles into claims, as engines run it."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.claims.version import TABLES, VERSION, model_path
from pipelines.dating.claim_weights import fingerprint_weights
from pipelines.errors import RejectCode
from pipelines.records import Article, Claim
from pipelines.reference import Reference

_RARELY = (100_000, 20, 50)  # objects made, and rounds, between two looks for garbage


@dataclass(frozen=True, slots=True)
class ExtractStage:
    """articles → claims. Holds paths only; what is heavy is loaded by `prepare`, once in each worker.

    `reference` is the folder of reference tables, which holds the shipped model; `model` is the file of another one.
    """

    reference: Path
    model: Path | None = None

    source = "articles"
    target = "claims"

    @property
    def fingerprint(self) -> str:
        """Hash of version, reference tables, model file and the weights by which days are chosen."""
        tables = Reference(self.reference).fingerprint(TABLES)
        with (self.model or model_path(self.reference)).open("rb") as file:
            model = hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.sha256(f"{VERSION}\0{tables}\0{model}\0{fingerprint_weights()}".encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[Article]], Iterable[Sequence[Claim]]]:
        """The function that reads a chunk of articles."""
        from pipelines.claims.extractor import load_extractor  # with all that reading takes

        extract = load_extractor(self.reference, self.model).extract
        gc.freeze()  # what was loaded stays: to look for garbage in it, again and again, takes a twentieth of the time
        gc.set_threshold(*_RARELY)  # and so does looking through a chunk that is being read: none of it is garbage yet
        return extract

    def refuse(self, row: Article, code: RejectCode, reason: str) -> Sequence[Claim]:
        """An article that cannot be read gives no claims; the worker's report keeps code and reason."""
        del row, code, reason
        return ()
