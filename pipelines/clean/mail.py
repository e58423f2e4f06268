"""Mails: the body that a reader would see, also where it hides in a forwarded message or in broken MIME."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from fast_mail_parser import ParseError, PyMimePart, parse_email_tree

from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.limits import CleanLimits
from pipelines.clean.opened import Opened, Story
from pipelines.clean.page import open_page
from pipelines.clean.plain import paragraphs_of
from pipelines.clean.tools import CleanTools
from pipelines.dating.page import PageKind
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_LEAST_HTML_TEXT = 200


class Body(NamedTuple):
    """One text part of a message, decoded."""

    is_html: bool
    text: str


def open_mail(message: bytes, subject: str | None, tools: CleanTools) -> Opened:
    """The stories of a message.

    Raises:
        Refused: It holds no text part, or too many parts.
    """
    bodies = list(read_bodies(message, tools.limits))
    pages = [body.text for body in bodies if body.is_html and body.text.strip()]
    texts = [body.text for body in bodies if not body.is_html and body.text.strip()]
    if not pages and not texts:
        raise Refused(RejectCode.NO_TEXT, "A mail without a text part.")
    opened = _from_pages(pages, subject, tools)
    if opened is None or (texts and sum(len(p) for story in opened.stories for p in story.paragraphs) < _LEAST_HTML_TEXT):
        plain = "\n\n".join(texts) if texts else ""
        if plain or opened is None:
            opened = Opened(PageKind.MAIL, plain, (Story(subject, tuple(paragraphs_of(plain))),))
    return Opened(PageKind.MAIL, opened.raw_text, opened.stories, opened.tree, opened.site, opened.url, opened.language, opened.warnings)


def _from_pages(pages: list[str], subject: str | None, tools: CleanTools) -> Opened | None:
    """The longest HTML part, opened like any page; None where there is none that can be."""
    if not pages:
        return None
    return open_page(max(pages, key=len), tools, subject or "")


def read_bodies(message: bytes, limits: CleanLimits) -> Iterator[Body]:
    """Text parts in order, those of forwarded messages included, attachments left out."""
    try:
        yield from _walk(parse_email_tree(message), limits)
    except ParseError:
        yield from _walk_broken(message_from_bytes(message), limits)


def _walk(root: PyMimePart, limits: CleanLimits) -> Iterator[Body]:
    waiting, seen = [root], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > limits.mime_parts:
            raise Refused(RejectCode.TOO_MANY_ELEMENTS, f"A mail of more than {limits.mime_parts:,} parts.")
        waiting.extend(reversed(part.children))
        kind = part.content_type.split(";")[0].strip().lower()
        if part.content is None or part.is_message or part.disposition == "attachment" or kind not in ("text/html", "text/plain", ""):
            continue
        yield _body(kind, part.content, _charset_of(part.headers.get("Content-Type", [""])[0] or part.content_type))


def _walk_broken(message: "Message[str, str]", limits: CleanLimits) -> Iterator[Body]:
    """The same through the standard library, which gives up on nothing."""
    for seen, part in enumerate(message.walk()):
        if seen > limits.mime_parts:
            raise Refused(RejectCode.TOO_MANY_ELEMENTS, f"A mail of more than {limits.mime_parts:,} parts.")
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or kind not in ("text/html", "text/plain"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _body(kind, content, _charset_of(str(part.get("Content-Type", ""))))


def _body(kind: str, content: bytes, charset: str | None) -> Body:
    is_html = kind == "text/html" or content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    return Body(is_html, decode(content, charset or (declared_charset(content) if is_html else None)))


def _charset_of(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip("\"' \t\r\n") or None if found else None
