"""Mails: the body that a reader would see, also where it hides in a forwarded message or in broken MIME."""

import re
from dataclasses import replace

from pipelines.clean.forwarded import Forwarded, strip_prefix, unforward
from pipelines.clean.mime import Body, read_bodies
from pipelines.clean.opened import Opened, Story
from pipelines.clean.page import open_page
from pipelines.clean.plain import open_text, paragraphs_of
from pipelines.clean.tools import CleanTools
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_LEAST_TEXT = 200  # characters of HTML text under which the plain alternative is asked
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_LONGEST_SIGNATURE = 800


def open_mail(message: bytes, subject: str | None, tools: CleanTools) -> Opened:
    """The stories of a message.

    Raises:
        Refused: It holds no text part, or too many parts.
    """
    bodies = [body for body in read_bodies(message, tools.limits) if body.text.strip()]
    pages = [body for body in bodies if body.is_html]
    texts = [body for body in bodies if not body.is_html]
    if not bodies:
        raise Refused(RejectCode.NO_TEXT, "A mail without a text part.")
    title = strip_prefix(subject)
    opened = _open_page(max(pages, key=lambda body: len(body.text)), title, tools) if pages else None
    if opened is None or (texts and _length(opened) < _LEAST_TEXT):
        plain = _open_text(max(texts, key=lambda body: len(body.text)), title, tools) if texts else None
        opened = plain if plain is not None and (opened is None or _length(plain) > 2 * _length(opened)) else opened
    if opened is None:
        raise Refused(RejectCode.NO_TEXT, "A mail without a text part.")
    return opened


def _length(opened: Opened) -> int:
    return sum(len(paragraph) for story in opened.stories for paragraph in story.paragraphs)


def _open_page(body: Body, title: str | None, tools: CleanTools) -> Opened:
    opened = replace(open_page(body.text, tools, title or ""), is_mail=True)
    if len(opened.stories) != 1:
        return _told_by(opened, body.forwarded)
    story = opened.stories[0]
    forwarded, rest = unforward(story.paragraphs)
    return _told_by(replace(opened, stories=(replace(story, paragraphs=tuple(rest)),)), forwarded or body.forwarded)


def _open_text(body: Body, title: str | None, tools: CleanTools) -> Opened:
    forwarded, lines = unforward(body.text.splitlines())
    text = _without_signature("\n".join(lines))
    opened = open_text(text, tools, title)
    if len(opened.stories) == 1:
        opened = replace(opened, stories=(Story(title, tuple(paragraphs_of(text))),))
    return _told_by(replace(opened, is_mail=True, raw_text=body.text), forwarded or body.forwarded)


def _told_by(opened: Opened, forwarded: Forwarded | None) -> Opened:
    """A forwarded message is told of by its own header: its subject, its sender, its date."""
    if forwarded is None:
        return opened
    stories = tuple(
        replace(story, title=forwarded.subject or story.title if len(opened.stories) == 1 else story.title, record_date=forwarded.date)
        for story in opened.stories
    )
    return replace(opened, stories=stories, sender=forwarded.sender).noting("forwarded; told by the inner header")


def _without_signature(text: str) -> str:
    """The text before the signature line, where what follows is short (RFC 3676, 4.3)."""
    found = next(reversed(list(_SIGNATURE.finditer(text))), None)
    if found is None or len(text) - found.end() > _LONGEST_SIGNATURE or found.start() < len(text) / 4:
        return text
    return text[: found.start()]
