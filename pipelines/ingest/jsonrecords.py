"""Reader of JSON: one article a line (JSON Lines), one article a file, a list of articles, or a feed in JSON.

A record is kept as its own JSON text; which of its fields hold the title, the text and the date is decided in `clean`, by the rows of
data/reference/record_fields.csv.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.errors import RejectCode
from pipelines.ingest.encoding import latin_view, wide_encoding
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.records import Document

_OPENING = re.compile(r'^\s*(?:\[\s*)?\{\s*(?:"|\})|^\s*\[\s*\]')
_LONG_VALUE = 200
MEDIA_TYPE = "application/json"


def is_json(head: bytes) -> bool:
    """Whether the text begins as an object or as a list of objects."""
    return _OPENING.match(latin_view(head[:4096])) is not None


def _read(item: Item) -> Iterator[Document]:
    yield from _read_lines(item) if _has_a_record_a_line(item.head) else _read_whole(item)


def _has_a_record_a_line(head: bytes) -> bool:
    """Whether the first line is an object by itself, or is broken and followed by another one; a file of one line counts."""
    first, newline, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or wide_encoding(head):
        return False
    return not newline or isinstance(_parse(first), dict) or rest.lstrip().startswith(b"{")


def _read_lines(item: Item) -> Iterator[Document]:
    """One record a line; a line that is no record costs only itself."""
    for number, line in enumerate(_lines(item.stream(), item.limits.document_bytes), start=1):
        part = str(number)
        if line is None:
            yield item.reject(RejectCode.TOO_LARGE, f"A line of more than {item.limits.document_bytes:,} bytes.", part)
            continue
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        record = _parse(line)
        records = _records_in(record)
        if records is not None:
            yield from _entries(item, records, f"{part}.")
        elif isinstance(record, dict):
            yield item.document(MEDIA_TYPE, line, part=part)
        else:
            yield item.reject(RejectCode.UNREADABLE, "The line is no JSON object.", part)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines in order; None for one that is longer than `limit`, of which no more than that is ever held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        yield None


def _read_whole(item: Item) -> Iterator[Document]:
    payload = item.payload()
    wide = wide_encoding(payload)
    text = payload.decode(wide, "replace").removeprefix("\ufeff") if wide else payload.decode("utf-8-sig", "replace")
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise Refused(RejectCode.TOO_DEEP, "JSON nested more deeply than it can be read.") from error
    records = value if isinstance(value, list) else _records_in(value)
    if records is None:
        yield item.document(MEDIA_TYPE, text.encode("utf-8", "replace"))
        return
    yield from _entries(item, records, "")


def _entries(item: Item, records: list[Any], prefix: str) -> Iterator[Document]:
    for number, record in enumerate(records, start=1):
        part = f"{prefix}{number}"
        if isinstance(record, dict):
            yield item.document(MEDIA_TYPE, json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"), part=part)
        else:
            yield item.reject(RejectCode.UNREADABLE, "The entry is no JSON object.", part)


def _records_in(value: Any) -> list[Any] | None:
    """The list of records inside an envelope; None where the object is a record itself."""
    if not isinstance(value, dict) or any(isinstance(field, str) and len(field) > _LONG_VALUE for field in value.values()):
        return None
    lists = [field for field in value.values() if isinstance(field, list) and field and all(isinstance(entry, dict) for entry in field)]
    return max(lists, key=len) if lists and max(len(str(entry)) for entry in lists[0]) > _LONG_VALUE else None


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


READER = Reader("JSON file", lambda item: is_json(item.head), _read)
