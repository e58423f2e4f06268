"""The ingest stage: raw files in, documents out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.errors import RejectCode
from pipelines.ingest.item import Bounds, Budget, Item
from pipelines.ingest.limits import IngestLimits
from pipelines.ingest.table import read_item
from pipelines.landing import open_raw
from pipelines.records import Document, RawFile

VERSION = "2"
_BATCH_DOCUMENTS = 64
_BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class IngestStage:
    """Opens every raw file, whatever its format; one row for each document in it."""

    raw: Path
    limits: IngestLimits = IngestLimits()

    source = "files"
    target = "documents"

    @property
    def fingerprint(self) -> str:
        """Changes when the readers or their limits do."""
        return hashlib.sha256(f"ingest {VERSION} {sorted(asdict(self.limits).items())}".encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[RawFile]], Iterable[Sequence[Document]]]:
        """The function a worker runs; it yields short sequences, so that a large mailbox is never held whole."""

        def ingest(files: Sequence[RawFile]) -> Iterator[Sequence[Document]]:
            for file in files:
                yield from _batches(read_documents(self.raw, file, self.limits))

        return ingest

    def refuse(self, row: RawFile, code: RejectCode, reason: str) -> Sequence[Document]:
        """What stands in for a raw file on which the worker ended."""
        place = f"{row.sha256}\0{row.path}\0worker\0{code}"
        return [
            Document(
                document_id=hashlib.sha256(place.encode()).hexdigest()[:16],
                path=row.path,
                member=None,
                landed_on=row.landed_on,
                media_type="application/octet-stream",
                byte_count=row.byte_count,
                payload=b"",
                sidecar=row.sidecar,
                reject_code=code,
                reject_reason=reason,
            )
        ]


def read_documents(raw: Path, file: RawFile, limits: IngestLimits) -> Iterator[Document]:
    """Every document of one raw file, in order; at least one, and never an exception for bad content."""
    try:
        with open_raw(raw, file.path) as stream:
            yield from read_item(Item(Bounds(file, limits, Budget(limits, file.byte_count), read_item), stream))
    except OSError as error:
        yield from IngestStage(raw, limits).refuse(
            file, RejectCode.UNREADABLE, f"The file cannot be opened: {error.strerror or type(error).__name__}."
        )


def _batches(documents: Iterable[Document]) -> Iterator[Sequence[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.payload)
        if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
