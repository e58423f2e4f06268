"""Reader of wire archives in SGML, the markup in which agency stories of 1987 are kept: one `<REUTERS>` record a story.

The record is kept whole; its DATE, TITLE, DATELINE and BODY are read in `clean`.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.errors import RejectCode
from pipelines.ingest.item import Facts, Item
from pipelines.ingest.names import MemberNames
from pipelines.ingest.reader import Reader
from pipelines.records import Document

MEDIA_TYPE = "application/sgml"
_CHUNK = 1 << 20
_BEGIN = re.compile(rb"<REUTERS[\s>]", re.I)
_END = re.compile(rb"</REUTERS\s*>", re.I)
_NUMBER = re.compile(rb"""NEWID\s*=\s*["']?(\d{1,12})""", re.I)
_TITLE = re.compile(rb"<TITLE>([^<]{1,400})</TITLE>", re.I)
_LONGEST_OPENING = 16


def _read(item: Item) -> Iterator[Document]:
    names = MemberNames()
    for ordinal, record in enumerate(split_records(item.stream(), item.limits.document_bytes), start=1):
        if record is None:
            yield item.reject(RejectCode.TRUNCATED, "A record without its end.", names.claim(f"record {ordinal}"))
            continue
        number, title = _NUMBER.search(record[:500]), _TITLE.search(record)
        subject = " ".join(title[1].decode("latin-1").replace("&lt;", "<").replace("&amp;", "&").split()) if title else None
        yield item.document(MEDIA_TYPE, record, Facts(subject=subject), names.claim(number[1].decode() if number else f"record {ordinal}"))


def split_records(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The records in order, what lies between them left out; None for one that has no end within `limit` bytes."""
    held = b""
    while chunk := stream.read(_CHUNK):
        held += chunk
        at = 0
        while (begin := _BEGIN.search(held, at)) and (end := _END.search(held, begin.end())):
            again = [one.start() for one in _BEGIN.finditer(held, begin.end(), end.start())]
            yield from (None for _ in again)
            yield held[again[-1] if again else begin.start() : end.end()]
            at = end.end()
        held = held[begin.start() :] if begin else held[max(at, len(held) - _LONGEST_OPENING) :]
        if len(held) > limit:
            yield None
            held = held[-_LONGEST_OPENING:]
    if _BEGIN.search(held):
        yield None


READER = Reader("wire archive", lambda item: _BEGIN.search(item.head[:8192]) is not None, _read)
