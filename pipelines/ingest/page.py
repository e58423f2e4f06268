"""Reader of HTML and XHTML pages. The bytes are kept as they are; decoding and parsing happen in `clean`.

Most of what lands are pages, and most of those say so in their first bytes: `SURE` takes them before any other reader has looked.
"""

import re
from collections.abc import Iterator

from pipelines.ingest.encoding import latin_view
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_OPENING = re.compile(
    r"^(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|html|head|body|title|meta|table|div|article|section|center|p)\b",
    re.I | re.S,
)
_SURE_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.I)
_MARKUP = re.compile(r"</?(?:p|div|br|a|td|tr|table|span|h[1-6]|li|ul|article|body|font)\b[^>]{0,400}>", re.I)
_BEGINNING = 4_096
_SAMPLE = 20_000
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")


def is_page(head: bytes, name: str) -> bool:
    """Whether the beginning is that of a page: an opening tag first, or markup throughout."""
    if _OPENING.match(latin_view(head[:_BEGINNING])):
        return True
    text = latin_view(head[:_SAMPLE])
    tags = len(_MARKUP.findall(text))
    return tags >= (1 if name.lower().endswith(_SUFFIXES) else 8)


def _read(item: Item) -> Iterator[Document]:
    yield item.document("text/html", item.payload())


SURE = Reader("HTML page", lambda item: _SURE_OPENING.match(item.head) is not None, _read)
READER = Reader("HTML page", lambda item: is_page(item.head, item.name), _read)
