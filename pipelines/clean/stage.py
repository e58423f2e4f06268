"""The clean stage: documents in, articles out.

Belongs here: what the stage is and what its fingerprint rests on. Does not belong here: cleaning (`document`), which a worker loads and an
empty night does not.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from pipelines.clean.limits import CleanLimits
from pipelines.errors import RejectCode
from pipelines.records import Article, Document
from pipelines.reference import Reference

VERSION = "7"
TABLES = ("boilerplate_cues", "digest_titles", "furniture_lines", "correction_marks", "function_words", "record_fields", "sender_lines")


@dataclass(frozen=True, slots=True)
class CleanStage:
    """Finds the stories of every document: title, text, language, source, date, identity."""

    reference: Path
    limits: CleanLimits = CleanLimits()

    source = "documents"
    target = "articles"

    @property
    def fingerprint(self) -> str:
        """Changes when the code's version, a limit, a reference row or trafilatura does."""
        rows = Reference(self.reference).fingerprint(TABLES)
        told = ("clean", VERSION, version("trafilatura"), rows, sorted(asdict(self.limits).items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[Document]], Iterable[Sequence[Article]]]:
        """Load reference and models once; the function then cleans a chunk, one sequence of articles for each document."""
        from pipelines.clean.document import clean_document  # with the parsers of all formats
        from pipelines.clean.tools import CleanTools

        tools = CleanTools.load(self.reference, self.limits)

        def clean(documents: Sequence[Document]) -> Iterator[Sequence[Article]]:
            for document in documents:
                yield clean_document(document, tools)

        return clean

    def refuse(self, row: Document, code: RejectCode, reason: str) -> Sequence[Article]:
        """What stands in for a document on which the worker ended."""
        from pipelines.clean.article import reject_document

        return [reject_document(row, code, reason)]
