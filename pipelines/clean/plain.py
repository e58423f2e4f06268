"""Plain text: headline, paragraphs, hard-wrapped lines joined.

A headline is a first line that is followed by a blank one. Wire copy of the 1980s is wrapped at 60 to 75 columns and indents its
paragraphs; web text has one line a paragraph; which of the two a text is, its line lengths tell.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.clean.opened import Opened, Story
from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import tidy
from pipelines.dating.page import PageKind

_LONGEST_HEADLINE = 300
_WIDEST_WRAP = 100
_INDENT = re.compile(r"^(?: {2,}|\t)")
_LIST_ITEM = re.compile(r"^\s*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_SENTENCE_END = re.compile(r"""[.!?:]["'”’)\]]*\s*$""")
_RULE = re.compile(r"^\s*[-=_*~#.]{3,}\s*$")
_COLUMNS = re.compile(r"\S {3,}\S")


def open_text(text: str, tools: CleanTools) -> Opened:
    """One story of a plain text, its headline taken off; furniture above the headline does not hide it."""
    title, body = split_headline(text)
    while title and tools.head_furniture.fullmatch(title):
        title, body = split_headline(body)
    return Opened(PageKind.TEXT, text, (Story(title, tuple(paragraphs_of(body))),))


def split_headline(text: str) -> tuple[str | None, str]:
    """The headline and the rest; the headline is None where no line stands alone at the top."""
    lines = text.lstrip("\ufeff\r\n\t ").splitlines()
    if len(lines) > 2 and not lines[1].strip() and len(lines[0]) <= _LONGEST_HEADLINE and any(line.strip() for line in lines[2:]):
        return tidy(lines[0]), "\n".join(lines[2:])
    return None, "\n".join(lines)


def paragraphs_of(text: str) -> Iterator[str]:
    """The paragraphs in order, tidied, none empty."""
    lines = text.splitlines()
    width = wrap_width(lines)
    for block in _blocks(lines):
        pieces = _unwrap(block, width) if width else block
        for piece in pieces:
            paragraph = tidy(piece)
            if paragraph and not _RULE.match(paragraph):
                yield paragraph


def wrap_width(lines: Sequence[str]) -> int | None:
    """Column at which the text is wrapped by hand; None where a line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 3 or lengths[-1 - len(lengths) // 50] > _WIDEST_WRAP:
        return None
    width = lengths[-1 - len(lengths) // 10]
    runs_on = sum(
        1
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and len(line.rstrip()) > 0.6 * width and not _SENTENCE_END.search(line)
    )
    return width if width >= 40 and runs_on * 4 >= len(lengths) else None


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank ones."""
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _unwrap(block: Sequence[str], width: int) -> Iterator[str]:
    """Join what was wrapped: a paragraph begins with an indent, a list item, or after a line that ends early at a full stop."""
    margin = min(len(line) - len(line.lstrip()) for line in block)
    joined: list[str] = []
    for line in block:
        if joined and _begins(line, joined[-1], margin, width):
            yield " ".join(joined)
            joined = []
        joined.append(line.strip())
    yield " ".join(joined)


def _begins(line: str, before: str, margin: int, width: int) -> bool:
    if _INDENT.match(line[margin:]) or _LIST_ITEM.match(line):
        return True
    if _COLUMNS.search(line.strip()) and _COLUMNS.search(before):
        return True
    return len(before) < 0.7 * width and _SENTENCE_END.search(before) is not None
