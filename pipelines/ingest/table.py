"""The table of readers, and how an item finds its reader. A new format is one file beside this one and one line here."""

import lzma
import zlib
from collections.abc import Iterator

from pipelines.errors import RejectCode
from pipelines.ingest import mail, mailbox, page, plain
from pipelines.ingest.encoding import latin_view
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.records import Document

READERS: tuple[Reader, ...] = (
    mailbox.READER,
    mail.READER,
    page.READER,
    plain.READER,
)

# What the libraries under the readers raise on content that is not what it claims to be.
BROKEN = (OSError, EOFError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RuntimeError, zlib.error, lzma.LZMAError)


def choose_reader(item: Item) -> Reader:
    """The first reader that knows the content.

    Raises:
        Refused: None does.
    """
    for reader in READERS:
        if reader.matches(item):
            return reader
    raise Refused(RejectCode.UNSUPPORTED, "Neither text nor a format that any reader knows.")


def read_item(item: Item) -> Iterator[Document]:
    """The documents of an item, at least one: where nothing can be read, a rejected one that says why."""
    if not latin_view(item.head).strip("\0 \t\r\n\f\v"):
        yield item.reject(RejectCode.EMPTY, "No bytes, or white space only.")
        return
    try:
        reader = choose_reader(item)
    except Refused as refusal:
        yield item.reject(refusal.code, str(refusal))
        return
    count = 0
    try:
        for document in reader.read(item):
            count += 1
            yield document
    except Refused as refusal:
        yield item.reject(refusal.code, str(refusal))
    except BROKEN as error:
        yield item.reject(RejectCode.UNREADABLE, f"Looks like a {reader.format}, but cannot be read: {_say(error)}")
    else:
        if not count:
            yield item.reject(RejectCode.EMPTY, f"A {reader.format} with nothing in it.")


def _say(error: Exception) -> str:
    """An error of a library in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
