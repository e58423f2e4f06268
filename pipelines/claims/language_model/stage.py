"""The stage that turns kept answers of a language model into claims, as engines run it. It holds no address and no key."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.claims.language_model.confidence import measured_path
from pipelines.claims.language_model.extractor import VERSION, LanguageModelExtractor
from pipelines.claims.language_model.guide import Guide
from pipelines.claims.stage import ExtractStage
from pipelines.errors import RejectCode
from pipelines.records import Article, Claim
from pipelines.reference import Reference


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything of a language model is kept: a folder, and the model's name."""

    folder: Path
    model: str


@dataclass(frozen=True, slots=True)
class LanguageModelStage:
    """articles → claims, from answers that were asked for ahead of it. Holds paths and a name only.

    `reference` is the folder of reference tables, `place` where the answers are kept.
    """

    reference: Path
    place: Place

    source = "articles"
    target = "claims"

    @property
    def fingerprint(self) -> str:
        """Hash of version, instructions, model and measured shares, and of all that the small stage rests on."""
        version = Guide.load(Reference(self.reference)).version
        measured = measured_path(self.place.folder, self.place.model, version)
        shares = measured.read_bytes() if measured.exists() else b""
        told = (VERSION, version, self.place.model, hashlib.sha256(shares).hexdigest(), ExtractStage(self.reference).fingerprint)
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[Article]], Iterable[Sequence[Claim]]]:
        """The function that reads a chunk of articles."""
        return self.load().extract

    def load(self) -> LanguageModelExtractor:
        """The extractor that it runs."""
        return LanguageModelExtractor(self.reference, self.place.folder, self.place.model)

    def refuse(self, row: Article, code: RejectCode, reason: str) -> Sequence[Claim]:
        """No claims for an article that a worker could not get through, as with every extractor.

        Raises:
            EndpointError: The worker ended because nobody has asked about the article: it must not pass for one without claims.
        """
        del code, reason
        self.load().demand_answer(row)
        return ()
