"""The MIME tree of a message: its text parts, decoded, those of forwarded messages included."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from fast_mail_parser import ParseError, PyMimePart, parse_email_tree

from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.forwarded import Forwarded, strip_prefix
from pipelines.clean.limits import CleanLimits
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_TEXT_KINDS = ("text/html", "text/plain", "")


@dataclass(frozen=True, slots=True)
class Body:
    """One text part; `forwarded` is the header of the attached message it stands in, None in the message itself."""

    is_html: bool
    text: str
    forwarded: Forwarded | None = None


def read_bodies(message: bytes, limits: CleanLimits) -> Iterator[Body]:
    """Text parts in order, attachments left out.

    Raises:
        Refused: More parts than a mail has.
    """
    try:
        yield from _walk(parse_email_tree(message), limits)
    except ParseError:
        yield from _walk_broken(message_from_bytes(message), limits)


def _walk(root: PyMimePart, limits: CleanLimits) -> Iterator[Body]:
    waiting: list[tuple[PyMimePart, Forwarded | None]] = [(root, None)]
    seen = 0
    while waiting:
        part, within = waiting.pop()
        seen += 1
        _guard(seen, limits)
        inner = _header_of(part.children[0]) if part.is_message and part.children else within
        waiting.extend((child, inner) for child in reversed(part.children))
        kind = part.content_type.split(";")[0].strip().lower()
        if part.content is not None and not part.is_message and part.disposition != "attachment" and kind in _TEXT_KINDS:
            yield _body(kind, part.content, _charset_of(part.headers.get("Content-Type", [""])[0] or part.content_type), within)


def _header_of(part: PyMimePart) -> Forwarded:
    def field(name: str) -> str | None:
        return next((values[0] for key, values in part.headers.items() if key.lower() == name and values), None)

    return Forwarded(strip_prefix(field("subject")), field("from"), field("date"))


def _walk_broken(message: "Message[str, str]", limits: CleanLimits) -> Iterator[Body]:
    """The same through the standard library, which gives up on nothing."""
    for seen, part in enumerate(message.walk(), start=1):
        _guard(seen, limits)
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or kind not in _TEXT_KINDS:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _body(kind, content, _charset_of(str(part.get("Content-Type", ""))), None)


def _guard(seen: int, limits: CleanLimits) -> None:
    if seen > limits.mime_parts:
        raise Refused(RejectCode.TOO_MANY_ELEMENTS, f"A mail of more than {limits.mime_parts:,} parts.")


def _body(kind: str, content: bytes, charset: str | None, within: Forwarded | None) -> Body:
    is_html = kind == "text/html" or content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    return Body(is_html, decode(content, charset or (declared_charset(content) if is_html else None)), within)


def _charset_of(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip("\"' \t\r\n") or None if found else None
