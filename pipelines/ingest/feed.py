"""Reader of RSS and Atom files: one document for each entry, as a record with the entry's title, address, date, author and HTML."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from pipelines.errors import RejectCode
from pipelines.ingest.encoding import latin_view
from pipelines.ingest.item import Facts, Item
from pipelines.ingest.jsonrecords import MEDIA_TYPE
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.records import Document

_OPENING = re.compile(r"^(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*+<(?:\w+:)?(?:rss|feed|RDF)\b", re.S)


def is_feed(head: bytes) -> bool:
    """Whether the first element is that of RSS or Atom."""
    return _OPENING.match(latin_view(head[:8192])) is not None


def _read(item: Item) -> Iterator[Document]:
    parsed = feedparser.parse(io.BytesIO(item.payload()), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        reason = "A feed that cannot be parsed." if parsed.bozo else "A feed without entries."
        raise Refused(RejectCode.UNREADABLE if parsed.bozo else RejectCode.EMPTY, reason)
    source = _text(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, start=1):
        record = _record(entry, source)
        payload = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        yield item.document(MEDIA_TYPE, payload, Facts(subject=record.get("title"), url=record.get("url")), str(number))


def _record(entry: Any, source: str | None) -> dict[str, str]:
    """The entry's fields under the names that records have; what it lacks is left out."""
    contents = [content.get("value") or "" for content in entry.get("content", ())] or [entry.get("summary") or ""]
    fields = {
        "title": _text(entry.get("title")),
        "url": _text(entry.get("link")),
        "date": _text(entry.get("published") or entry.get("updated")),
        "author": _text(entry.get("author")),
        "source": source,
        "html": max(contents, key=len),
    }
    return {name: value for name, value in fields.items() if value}


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


READER = Reader("feed", lambda item: is_feed(item.head), _read)
