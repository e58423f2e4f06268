"""What a document tells, read as cleaning reads it: escapes of JSON and character references resolved, a count of seconds written out.

Belongs here: the texts in which words must stand that cleaning took from a document where no offset can point at them. Does not belong
here: where a quote stands in the raw document (`trace`).
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

from pipelines.clean.trace import raw_texts
from pipelines.clean.wording import tidy
from pipelines.records import Document

_MILLISECONDS = 10_000_000_000  # a time stamp beyond this counts milliseconds


def told_texts(document: Document) -> Iterator[str]:
    """Each text of the document as a reader of it has it: of a record its values one by one, else the whole, in single spaces."""
    if document.media_type.partition(";")[0] == "application/json":
        for value in _values(document.payload):
            yield value
            yield tidy(unescape(value))
        return
    for raw in raw_texts(document):
        yield tidy(raw)
        yield tidy(unescape(raw))


def _values(payload: bytes) -> Iterator[str]:
    """Every value of a record, at any depth, as the date of a record is read; nothing where it is no JSON."""
    try:
        waiting: list[Any] = [json.loads(payload.decode("utf-8", "replace"), strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if told := told_date(value):
            yield told


def as_text(value: Any) -> str:
    """A string, a list of strings, or an object with a name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(said for one in value[:20] if (said := as_text(one)))
    if isinstance(value, dict):
        return as_text(value.get("name") or value.get("title") or value.get("$date"))
    return ""


def told_date(value: Any) -> str | None:
    """A date field as told: its text in single spaces; a count of seconds or milliseconds since 1970 is written out in UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > _MILLISECONDS / 100:
        try:
            return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    return tidy(as_text(value)) or None
