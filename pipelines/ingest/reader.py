"""What a reader is. Each format is one file with one `READER`; `table` lists them in the order in which they are asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.ingest.item import Item
from pipelines.records import Document


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    `matches` looks at an item's `head` and `name`, and decides by content; the name may only settle a doubt.
    `read` yields the documents of an item; it may raise `Refused` or one of the errors that `refusal.BROKEN` lists.
    """

    format: str
    matches: Callable[[Item], bool]
    read: Callable[[Item], Iterator[Document]]
