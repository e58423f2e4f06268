"""Reader of PDF files. The file is kept whole; its text is drawn out in `clean`."""

from collections.abc import Iterator

from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document


def _read(item: Item) -> Iterator[Document]:
    yield item.document("application/pdf", item.payload())


READER = Reader("PDF file", lambda item: b"%PDF-" in item.head[:1024], _read)
