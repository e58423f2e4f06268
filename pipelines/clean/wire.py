"""Wire records in SGML: headline, dateline and body are elements of their own; the body is hard-wrapped text."""

import re
from html import unescape

from pipelines.clean.charset import decode
from pipelines.clean.opened import Opened, Story
from pipelines.clean.plain import paragraphs_of
from pipelines.clean.wording import tidy

_CONTROL_REFERENCE = re.compile(r"&#(?:\d|[12]\d|3[01]|127);")
_SIGN_OFF = re.compile(r"\n[ \t]*(?:REUTERS?|Reuters?|reuters?)\.?\s*\Z")
_FLASH = "***"  # a headline sent ahead of its story
_TAG = re.compile(r"</?[A-Z][^<>\n]*>")


def open_wire(payload: bytes) -> Opened:
    """The story of one record; a record without a body element is read from its text element."""
    raw_text = decode(payload)
    body = _element(raw_text, "BODY")
    if body is None:
        text = _element(raw_text, "TEXT") or ""
        for name in ("TITLE", "DATELINE", "AUTHOR"):
            text = _cut(text, name)
        body = _TAG.sub("", text)
    body = _join_dateline(_element(raw_text, "DATELINE"), _plain(body))
    title = tidy(_plain(_element(raw_text, "TITLE") or "")) or None
    paragraphs = tuple(paragraphs_of(_SIGN_OFF.sub("", body.rstrip())))
    if title is None and len(paragraphs) == 1 and paragraphs[0].startswith(_FLASH):
        title, paragraphs = paragraphs[0].lstrip("* "), ()
    story = Story(
        title=title,
        paragraphs=paragraphs,
        author=tidy(_plain(_element(raw_text, "AUTHOR") or "")) or None,
        record_date=tidy(_plain(_element(raw_text, "DATE") or "")) or None,
    )
    return Opened(raw_text, (story,))


def _element(text: str, name: str) -> str | None:
    """Content of the first element of that name."""
    found = _find(text, name)
    return text[found[0].end() : found[1].start()] if found else None


def _cut(text: str, name: str) -> str:
    """The text without the first element of that name."""
    found = _find(text, name)
    return text[: found[0].start()] + text[found[1].end() :] if found else text


def _find(text: str, name: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The tags at either end of the first element of that name."""
    begin = re.search(rf"<{name}(?:\s[^<>]*)?>", text, re.I)
    end = re.compile(rf"</{name}\s*>", re.I).search(text, begin.end()) if begin else None
    return (begin, end) if begin and end else None


def _plain(markup: str) -> str:
    """Character references resolved, those of control characters dropped."""
    return unescape(_CONTROL_REFERENCE.sub("", markup))


def _join_dateline(dateline: str | None, body: str) -> str:
    """The dateline goes before the first words of the body, as it was printed."""
    printed = tidy(_plain(dateline or ""))
    first = body.lstrip("\n")
    if not printed or tidy(first).startswith(printed):
        return body
    return f"    {printed} {first.lstrip()}"
