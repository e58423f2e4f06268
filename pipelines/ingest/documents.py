"""One raw file to its documents, whatever its format. Does not belong here: any format (`table` lists them)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.errors import RejectCode
from pipelines.ingest.item import Bounds, Budget, Item
from pipelines.ingest.limits import IngestLimits
from pipelines.ingest.stage import IngestStage
from pipelines.ingest.table import read_item
from pipelines.landing import open_raw
from pipelines.records import Document, RawFile

_BATCH_DOCUMENTS = 64
_BATCH_BYTES = 8_000_000


def read_documents(raw: Path, file: RawFile, limits: IngestLimits) -> Iterator[Document]:
    """Every document of one raw file, in order; at least one, and never an exception for bad content."""
    try:
        with open_raw(raw, file.path) as stream:
            yield from read_item(Item(Bounds(file, limits, Budget(limits, file.byte_count), read_item), stream))
    except OSError as error:
        yield from IngestStage(raw, limits).refuse(
            file, RejectCode.UNREADABLE, f"The file cannot be opened: {error.strerror or type(error).__name__}."
        )


def read_batches(raw: Path, file: RawFile, limits: IngestLimits) -> Iterator[Sequence[Document]]:
    """The same in short sequences, bounded in number and in bytes."""
    batch: list[Document] = []
    size = 0
    for document in read_documents(raw, file, limits):
        batch.append(document)
        size += len(document.payload)
        if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
