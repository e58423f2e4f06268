"""Reader of tables of separated values: it refuses them, for which column is a text, a title or a date no rule can say.

Belongs here: telling a table from prose that is full of commas, by its name and its columns together.
"""

import csv
from collections import Counter
from collections.abc import Iterator

from pipelines.errors import RejectCode
from pipelines.ingest.encoding import is_binary, latin_view
from pipelines.ingest.item import HEAD_BYTES, Item
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.records import Document

_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
_SEPARATORS = ",;\t|"
_LEAST_SHARE = 0.8  # of the rows that have as many columns as most


def is_delimited(head: bytes, name: str) -> bool:
    """Whether a file that is called a table is one: at least two rows, nearly all of one number of columns."""
    if not name.lower().split("?")[0].endswith(_SUFFIXES) or is_binary(head):
        return False
    lines = latin_view(head).splitlines()
    lines = lines[:-1] if len(head) >= HEAD_BYTES and len(lines) > 1 else lines  # the last one may be cut off
    return any(_is_even(lines, separator) for separator in _SEPARATORS)


def _is_even(lines: list[str], separator: str) -> bool:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return False
    (columns, count), *_ = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    return columns > 1 and len(rows) > 1 and count >= _LEAST_SHARE * len(rows)


def _read(_: Item) -> Iterator[Document]:
    raise Refused(
        RejectCode.UNSUPPORTED, "A table of separated values; write each row as a JSON object on a line of its own, and it is read."
    )
    yield  # a reader gives documents, this one none


READER = Reader("table of separated values", lambda item: is_delimited(item.head, item.name), _read)
