"""Reader of Markdown, with or without front matter. Plain text that happens to hold an asterisk stays plain text."""

import re
from collections.abc import Iterator

from pipelines.ingest.encoding import is_binary, latin_view
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_FRONT_MATTER = re.compile(r"^\s*(---|\+\+\+)[ \t]*\r?\n(?:[^\n]*\n){1,60}?\1[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"^(?:title|date|author|published|url|slug|tags|layout|draft|description)\s*[:=]", re.I | re.M)
_SIGNS = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"(?<!!)\[[^\]\n]{1,200}\]\((?:https?://|/|mailto:)[^)\s]{1,500}\)"),
    re.compile(r"(?<![*\w])\*\*[^*\n]{2,200}\*\*(?![*\w])"),
    re.compile(r"^!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)", re.M),
    re.compile(r"^[^\n]{3,120}\n(?:={3,}|-{3,})[ \t]*$", re.M),
)
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def is_markdown(head: bytes, name: str) -> bool:
    """Front matter with fields that posts have, or two kinds of Markdown signs; one is enough where the name says so."""
    if is_binary(head):
        return False
    text = latin_view(head).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    if front and _FIELD.search(front[0]):
        return True
    signs = sum(1 for sign in _SIGNS if sign.search(text))
    return signs >= (1 if name.lower().endswith(_SUFFIXES) else 2)


def _read(item: Item) -> Iterator[Document]:
    yield item.document("text/markdown", item.payload())


READER = Reader("Markdown file", lambda item: is_markdown(item.head, item.name), _read)
