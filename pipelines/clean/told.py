"""What a document tells, read as cleaning reads it: escapes of JSON and character references resolved, a count of seconds written out.

Belongs here: the texts in which words must stand that cleaning took from a document where no offset can point at them. Does not belong
here: where a quote stands in the raw document (`trace`).
"""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from pipelines.clean.record import told_date
from pipelines.clean.trace import raw_texts
from pipelines.clean.wording import tidy
from pipelines.records import Document


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
