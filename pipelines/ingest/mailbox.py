"""Reader of mbox files, streamed: one message is held at a time, however large the mailbox.

A separator is a line "From " with a time of day and a year in it and a header field after (RFC 4155); the empty line before it is
not asked for, since many exporters leave it out. ">From " inside a message loses one bracket, as the mboxrd convention has it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.errors import RejectCode
from pipelines.ingest.item import Item
from pipelines.ingest.mail import mail_facts
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_CHUNK = 1 << 20
_SEPARATOR = re.compile(rb"^From (?=[^\n]{,1100}\n(?:[!-9;-~]{1,70}:|>From ))[^\n]*\d:\d\d[^\n]*\d{4}[^\n]*\n", re.M)
_QUOTED = re.compile(rb"^>(>*From )", re.M)
_LONGEST_SEPARATOR = 1200


def is_mailbox(head: bytes) -> bool:
    """Whether the bytes begin with an mbox separator line and a header field."""
    return _SEPARATOR.match(head.lstrip(b"\r\n")) is not None


def split_mailbox(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages in order, without their separator lines; None for one that is longer than `limit`."""
    held, looked_at, is_dropping, is_first = b"", 0, False, True
    while True:
        chunk = stream.read(_CHUNK)
        held += chunk
        at = 0
        for separator in _SEPARATOR.finditer(held, looked_at):
            if not is_first:
                yield None if is_dropping else _unquote(held[at : separator.start()])
            is_first, is_dropping, at = False, False, separator.end()
        held = held[at:]
        if not chunk:
            break
        if is_dropping or len(held) > limit:
            is_dropping, held = True, held[-_LONGEST_SEPARATOR:]
        looked_at = max(0, len(held) - _LONGEST_SEPARATOR)  # a separator may have come in half
    if not is_first:
        yield None if is_dropping else _unquote(held)


def _unquote(message: bytes) -> bytes:
    message = message.rstrip(b"\r\n") + b"\n"
    return _QUOTED.sub(rb"\1", message) if b"\n>" in message else message


def _read(item: Item) -> Iterator[Document]:
    for number, message in enumerate(split_mailbox(item.stream(), item.limits.document_bytes), start=1):
        if message is None:
            yield item.reject(RejectCode.TOO_LARGE, f"A message of more than {item.limits.document_bytes:,} bytes.", str(number))
        elif not message.strip():
            yield item.reject(RejectCode.EMPTY, "A separator line without a message.", str(number))
        else:
            yield item.document("message/rfc822", message, mail_facts(message), str(number))


READER = Reader("mailbox", lambda item: is_mailbox(item.head), _read)
