"""Reader of single mails: `.eml`, the files of a Maildir, saved web pages in MIME form.

The message is kept whole; its body is chosen in `clean`. Header fields are read here since they belong to the document.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from fast_mail_parser import ParseError, parse_email

from pipelines.ingest.encoding import latin_view
from pipelines.ingest.item import NO_FACTS, Facts, Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_FIELD = re.compile(r"^([!-9;-~]{1,70}):[ \t]?(.*)$")
_SAVED = re.compile(rb"^(?:Snapshot-Content-Location:|From:[ \t]*<?Saved by )", re.I | re.M)  # a browser saved a page as MHTML
_TELLING = frozenset(
    [
        "from",
        "to",
        "date",
        "subject",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "content-type",
        "delivered-to",
        "reply-to",
        "x-mailer",
        "list-id",
        "sender",
    ]
)


def is_mail(head: bytes) -> bool:
    """Whether the text begins with a header block: field lines only, at least two of them fields that mails have."""
    if head[:1] in b"<{[":
        return False
    told = set()
    for line in latin_view(head[:16_384]).lstrip("\r\n").splitlines():
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            told.add(field[1].lower())
        elif line[0] not in " \t":
            return False
    return len(told & _TELLING) >= 2 and bool(
        told & {"from", "received", "return-path", "message-id", "mime-version", "sender", "content-type"}
    )


def mail_facts(message: bytes) -> Facts:
    """Sender, subject and date of a message; what its headers do not say, or say wrongly, is None."""
    try:
        mail = parse_email(message, mode="metadata")
    except ParseError:
        return _facts_of_broken(message)
    sent_at, zone = read_date_header(mail.date)
    first = mail.headers.get("From", [""])[0]
    sender = f"{mail.from_.display_name or ''} <{mail.from_.address}>".strip() if mail.from_ else first
    return Facts(sent_at, zone, sender or None, _clean(mail.subject) or None, _archived_at(mail.headers))


def read_date_header(value: str | None) -> tuple[datetime | None, str | None]:
    """The instant in UTC and the offset as written ("+09:00"); (None, None) where the field is no date."""
    if not value:
        return None, None
    try:
        read = parsedate_to_datetime(value)
        if read.tzinfo is None:  # "-0000": the instant is UTC, the sender's zone is not told
            return read.replace(tzinfo=UTC), None
        return read.astimezone(UTC), read.strftime("%z")[:3] + ":" + read.strftime("%z")[3:5]
    except (ValueError, TypeError, OverflowError, IndexError):
        return None, None


def _facts_of_broken(message: bytes) -> Facts:
    """Header fields of a message whose structure the fast parser refuses."""
    header = BytesHeaderParser().parsebytes(message[:65_536])
    sent_at, zone = read_date_header(_field(header.get("Date")))
    found = Facts(sent_at, zone, _field(header.get("From")), _field(header.get("Subject")))
    return found if found != NO_FACTS else NO_FACTS


def _field(value: object) -> str | None:
    if value is None:
        return None
    try:
        return _clean(str(make_header(decode_header(str(value))))) or None
    except (MessageError, ValueError, LookupError):  # the first where an encoded word's charset or base64 is none
        return _clean(str(value)) or None


def _archived_at(headers: dict[str, list[str]]) -> str | None:
    """Address of the message in a web archive, or of the saved page (RFC 5064, RFC 2557)."""
    for name in ("Archived-At", "Snapshot-Content-Location", "Content-Location"):
        for value in headers.get(name, []):
            if value.strip("<> ").startswith(("http://", "https://")):
                return value.strip("<> ")
    return None


def _clean(value: str) -> str:
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _read(item: Item) -> Iterator[Document]:
    message = item.payload()
    kind = "multipart/related" if _SAVED.search(item.head[:4096]) else "message/rfc822"
    yield item.document(kind, message, mail_facts(message))


READER = Reader("mail", lambda item: is_mail(item.head), _read)
