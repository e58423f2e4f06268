"""Plain text: headline, paragraphs, hard-wrapped lines joined.

A headline is a first line that is followed by a blank one. Wire copy of the 1980s is wrapped at 60 to 75 columns and indents its
paragraphs; web text has one line a paragraph; which of the two a text is, its line lengths tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.clean.blocks import Block
from pipelines.clean.digest import Origin, split_issue
from pipelines.clean.opened import Opened, Story
from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import tidy

_LONGEST_HEADLINE = 300
_MOST_ABOVE = 12  # lines of furniture above a headline
_LONGEST_SUBHEAD = 110
_LONGEST_SIGN_OFF = 200
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_PLAINLY_BROKEN = 3  # sentences that go on in the next line, from which on one long line does not tell that lines are paragraphs
_INDENT = re.compile(r"^(?: {2,}|\t)")
_LIST_ITEM = re.compile(r"^\s*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_BULLET = re.compile(r"^[-*•·–]")
_SENTENCE_END = re.compile(r"""[.!?:]["'”’)\]]*\s*$""")
_RULE = re.compile(r"^\s*[-=_*~#.`]{3,}\s*$")
_COLUMNS = re.compile(r"\S {3,}\S")


def open_text(text: str, tools: CleanTools, subject: str | None = None) -> Opened:
    """The story of a plain text, its headline taken off, or the stories of an issue.

    Furniture above the headline does not hide it. `subject` is that of the mail the text came in.
    """
    title, body = split_headline(text)
    for _ in range(_MOST_ABOVE):
        if title and tools.head_furniture.fullmatch(title):
            title, body = split_headline(body)
    body = _without_sign_off(body, tools)
    titles = tuple(said for said in (subject, title) if said)
    issue = split_issue(_text_blocks(body), Origin(titles, is_mail=subject is not None), tools)
    stories = tuple(replace(story, paragraphs=(story.title or "", *story.paragraphs), is_title_guessed=True) for story in issue.stories)
    return Opened(text, stories or (Story(title, tuple(paragraphs_of(body))),), warnings=issue.warnings)


def _without_sign_off(body: str, tools: CleanTools) -> str:
    """The text without last lines that only close it, such as an agency's name; taken off before lines are joined."""
    lines = body.rstrip().splitlines()
    while len(lines) > 1 and len(lines[-1]) <= _LONGEST_SIGN_OFF and tools.tail_furniture.fullmatch(tidy(lines[-1])):
        lines.pop()
    return "\n".join(lines)


def _text_blocks(body: str) -> list[Block]:
    """Paragraphs as blocks; a short one that stands alone and ends without a stop has the look of a heading."""
    return [Block(paragraph, _level(paragraph), "", 0.0, 0) for paragraph in paragraphs_of(body)]


def _level(paragraph: str) -> int:
    is_short = 3 < len(paragraph) <= _LONGEST_SUBHEAD and not _BULLET.match(paragraph)
    return 7 if is_short and not paragraph.rstrip("\"'”’)").endswith((".", ",", ":", ";", "!")) else 0


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
    """Column at which the text is wrapped by hand; None where a line is a paragraph.

    Words that no hand can wrap, as addresses are, make no line long; nor does one line of a text whose sentences plainly go on from line
    to line, such as a footer that a list adds.
    """
    lengths = sorted(length for line in lines if (length := _length(line)))
    broken = sum(_goes_on(line, after) for line, after in pairwise(lines))
    strays = sum(length > _WIDEST_WRAP for length in lengths)
    if strays > max(len(lengths) // 50, int(broken >= _PLAINLY_BROKEN)) or len(lengths) - strays < 2:
        return None
    lengths = lengths[: len(lengths) - strays]
    width = lengths[-1 - len(lengths) // 10]
    if broken:
        return max(width, _NARROWEST_WRAP)
    runs_on = sum(
        1
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and len(line.rstrip()) > 0.6 * width and not _SENTENCE_END.search(line)
    )
    return width if width >= _NARROWEST_WRAP and runs_on * 4 >= len(lengths) else None


def _length(line: str) -> int:
    """Columns of a line without its words that are longer than any hand-wrapped line is short."""
    stripped = line.rstrip()
    if len(stripped) <= _WIDEST_WRAP:
        return len(stripped)
    return len(" ".join(word for word in stripped.split(" ") if len(word) <= _NARROWEST_WRAP).rstrip())


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence is plainly broken between two lines: no stop, then a small letter."""
    begin = after.strip()[:1]
    return len(line.rstrip()) >= _NARROWEST_WRAP and begin.islower() and not _SENTENCE_END.search(line)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank ones and rules."""
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip() and not _RULE.match(line):
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
