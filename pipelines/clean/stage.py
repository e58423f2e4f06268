"""The clean stage: documents in, articles out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import trafilatura

from pipelines.clean.article import reject_document
from pipelines.clean.document import clean_document
from pipelines.clean.limits import CleanLimits
from pipelines.clean.tools import TABLES, CleanTools
from pipelines.errors import RejectCode
from pipelines.records import Article, Document
from pipelines.reference import Reference

VERSION = "2"


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
        told = ("clean", VERSION, trafilatura.__version__, rows, sorted(asdict(self.limits).items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[Document]], Iterable[Sequence[Article]]]:
        """Load reference and models once; the function then cleans a chunk, one sequence of articles for each document."""
        tools = CleanTools.load(self.reference, self.limits)

        def clean(documents: Sequence[Document]) -> Iterator[Sequence[Article]]:
            for document in documents:
                yield clean_document(document, tools)

        return clean

    def refuse(self, row: Document, code: RejectCode, reason: str) -> Sequence[Article]:
        """What stands in for a document on which the worker ended."""
        return [reject_document(row, code, reason)]
