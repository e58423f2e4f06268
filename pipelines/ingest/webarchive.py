"""Reader of WARC files, packed or not (ISO 28500): one document for each page that was fetched, dated by nothing but its own words.

The record's time stamp says when a page was fetched; it is kept as `sent_at` and never taken for a publication date.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.errors import RejectCode
from pipelines.ingest.compressed import GZIP, unpack_gzip
from pipelines.ingest.item import Facts, Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PIECE = 1 << 16
_CHARSET = re.compile(r"^[\w.:-]{2,40}$")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding", re.I)


def is_web_archive(head: bytes) -> bool:
    """Whether the bytes, or what they unpack to, begin with a WARC record."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith((b"WARC/1.", b"WARC/0."))


class _Forward:
    """A stream as fastwarc asks for it: piece after piece, so that all before a damaged place is read, and how far it has got.

    A stream that cannot say the latter, as those of packed members, makes fastwarc stop the whole process.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int) -> bytes:
        piece: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        self._place += len(piece)
        return piece

    def tell(self) -> int:
        return self._place


def _read(item: Item) -> Iterator[Document]:
    packed = item.stream()
    stream = unpack_gzip(packed) if item.head.startswith(GZIP) else packed
    records = ArchiveIterator(cast(BinaryIO, _Forward(stream)), record_types=_KINDS, parse_http=True, auto_decode="all", strict_mode=False)
    for number, record in enumerate(records, start=1):
        yield from _read_record(item, record, str(number))


def _read_record(item: Item, record: WarcRecord, number: str) -> Iterator[Document]:
    url = record.headers.get("WARC-Target-URI")
    facts = Facts(sent_at=_fetched_at(record), url=url.strip("<>") if url else None)
    status = record.http_headers.status_code if record.is_http and record.http_headers is not None else None
    if status is not None and not 200 <= status < 300:
        yield item.reject(RejectCode.NO_TEXT, f"The server answered {status} instead of a page.", number)
        return
    payload = _read_at_most(record, item.limits.document_bytes + 1)
    item.bounds.budget.spend(len(payload))
    if len(payload) > item.limits.document_bytes:
        yield item.reject(RejectCode.TOO_LARGE, f"Larger than {item.limits.document_bytes:,} bytes.", number)
    elif _is_cut(record, payload):
        yield item.reject(RejectCode.TRUNCATED, "The archive ends inside this record.", number)
    elif record.is_http and (record.http_content_type or "").startswith(("text/html", "application/xhtml")) and payload.strip():
        yield item.document(_media_type(record, payload), payload, facts, number)
    else:
        yield from item.held(number, payload, facts)


def _read_at_most(record: WarcRecord, byte_count: int) -> bytes:
    """The body in pieces: fastwarc sets aside, and clears, as much memory as it is asked for."""
    pieces: list[bytes] = []
    while byte_count > 0 and (piece := record.reader.read(min(_PIECE, byte_count))):
        pieces.append(piece)
        byte_count -= len(piece)
    return b"".join(pieces)


def _is_cut(record: WarcRecord, payload: bytes) -> bool:
    """Whether bytes are missing that the record's head announces; an encoded body's length says nothing."""
    headers = record.http_headers if record.is_http else None
    is_encoded = headers is not None and any(name in headers for name in ("Content-Encoding", "Transfer-Encoding"))
    return not is_encoded and len(payload) < record.content_length


def _media_type(record: WarcRecord, payload: bytes) -> str:
    """text/html, with the server's charset where the page itself declares none and is not UTF-8."""
    charset = record.http_charset
    if not charset or not _CHARSET.match(charset) or _META_CHARSET.search(payload[:4096]):
        return "text/html"
    return f"text/html; charset={charset.lower()}"


def _fetched_at(record: WarcRecord) -> datetime | None:
    try:
        at = record.record_date
        return at.astimezone(UTC) if at is not None else None
    except (ValueError, OverflowError):
        return None


READER = Reader("web archive", lambda item: is_web_archive(item.head), _read)
