"""Reader of plain text: whatever is text in some encoding and nothing else."""

from collections.abc import Iterator

from pipelines.ingest.encoding import is_binary
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document


def _read(item: Item) -> Iterator[Document]:
    yield item.document("text/plain", item.payload())


READER = Reader("plain text", lambda item: not is_binary(item.head), _read)
