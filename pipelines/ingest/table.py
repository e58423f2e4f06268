"""The table of readers, and how an item finds its reader. A new format is one file beside this one and one line here."""

from collections.abc import Iterator

from pipelines.errors import RejectCode
from pipelines.ingest import (
    compressed,
    delimited,
    feed,
    jsonrecords,
    mail,
    mailbox,
    markdown,
    page,
    pdf,
    plain,
    program,
    tarred,
    webarchive,
    wirerecords,
    zipped,
)
from pipelines.ingest.encoding import latin_view
from pipelines.ingest.item import HEAD_BYTES, Item
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import BROKEN, Exhausted, Refused, say
from pipelines.records import Document

# They know text that is no article, and say no.
REFUSERS: tuple[Reader, ...] = (delimited.READER, program.READER)

# Asked in this order: pages that say so at once, containers by their magic bytes, then formats from the most to the least telling.
READERS: tuple[Reader, ...] = (
    page.SURE,
    webarchive.READER,
    compressed.READER,
    zipped.READER,
    tarred.READER,
    pdf.READER,
    mailbox.READER,
    wirerecords.READER,
    feed.READER,
    jsonrecords.READER,
    mail.READER,
    *REFUSERS,
    page.READER,
    markdown.READER,
    plain.READER,
)


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
    """The documents of an item, at least one: where nothing can be read, a rejected one that says why.

    Raises:
        Exhausted: The raw file around the item may unpack no more; caught where the item is the raw file.
    """
    format_name, count = "file", 0
    try:
        if len(item.head) < HEAD_BYTES and _is_blank(item.head):
            raise Refused(RejectCode.EMPTY, "No bytes, or white space only.")
        reader = choose_reader(item)
        format_name = reader.format
        for document in reader.read(item):
            count += 1
            yield document
        if not count:
            raise Refused(RejectCode.EMPTY, f"A {reader.format} with nothing in it.")
    except Exhausted as refusal:
        if item.trail:
            raise
        yield item.reject(refusal.code, str(refusal))
    except Refused as refusal:
        yield item.reject(refusal.code, str(refusal))
    except EOFError as error:
        yield item.reject(RejectCode.TRUNCATED, f"A {format_name} that ends too early: {say(error)}")
    except BROKEN as error:
        yield item.reject(RejectCode.UNREADABLE, f"Looks like a {format_name}, but cannot be read: {say(error)}")


def _is_blank(head: bytes) -> bool:
    """Whether there is nothing but white space, in any encoding."""
    return not head[:64].strip(b"\0 \t\r\n\f\v\xff\xfe\xef\xbb\xbf") and not latin_view(head).strip("\0 \t\r\n\f\v")
