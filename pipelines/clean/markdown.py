"""Markdown: front matter to facts, headings kept apart, marks taken out of the running text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.clean.blocks import Block
from pipelines.clean.digest import Origin, split_issue
from pipelines.clean.opened import Opened, Story
from pipelines.clean.plain import paragraphs_of
from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import tidy

_FRONT_MATTER = re.compile(r"^\s*(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_-]{2,30})[ \t]*[:=](.*)$", re.M)
_QUOTED = re.compile(r"""^["']|["']$""")
_FENCES = ("```", "~~~")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*)$", re.M)
_UNDERLINED = re.compile(r"^([^\S\n]*\S[^\n]*)\n(={3,}|-{3,})[ \t]*$", re.M)
_TARGET = r"(?:\([^)\n]{0,1000}\)|\[[^\[\]\n]*\])"
_IMAGE = re.compile(rf"!\[[^\[\]\n]*\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]\n]*)\]{_TARGET}")
_REFERENCE = re.compile(r"^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.M)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(?<!`)`+([^`\n]+)`+")
_QUOTE = re.compile(r"^[ \t]{0,3}>[ \t]?", re.M)
_BULLET = re.compile(r"^[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+", re.M)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def open_markdown(text: str, tools: CleanTools) -> Opened:
    """One story, its headline from the front matter or the first heading; or the stories of an issue under headings of one rank."""
    text = text.replace("\r\n", "\n")
    fields, body = read_front_matter(text)
    blocks = list(_blocks(body))
    title = fields.get("title")
    if title is None and blocks and blocks[0][0] == 1:
        title = blocks.pop(0)[1]
    story = Story(
        title=title,
        paragraphs=tuple(block for _, block in blocks),
        author=fields.get("author"),
        url=fields.get("url") or fields.get("canonical_url"),
        record_date=fields.get("date") or fields.get("published"),
    )
    marked = [Block(block, level, "", 0.0, 0) for level, block in blocks]
    issue = split_issue(marked, Origin((title,) if title else ()), tools)
    stories = tuple(replace(one, author=story.author, url=story.url, record_date=story.record_date) for one in issue.stories)
    return Opened(text, stories or (story,), warnings=issue.warnings)


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Fields of the block between two rules at the top (lower-case names, single lines only), and what follows it."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    fields = {name.lower(): _QUOTED.sub("", tidy(value)) for name, value in _FIELD.findall(found[2])}
    return {name: value for name, value in fields.items() if value}, text[found.end() :]


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Headings with their level and paragraphs with level 0, in order, free of marks."""
    body = _without_comments(_without_fences(body))
    body = _UNDERLINED.sub(lambda found: f"{'#' if found[2][0] == '=' else '##'} {found[1].strip()}", body)
    at = 0
    for heading in _HEADING.finditer(body):
        yield from ((0, paragraph) for paragraph in paragraphs_of(_strip_marks(body[at : heading.start()])))
        title = tidy(_strip_marks(heading[2].rstrip().rstrip("#")))
        if title:
            yield len(heading[1]), title
        at = heading.end()
    yield from ((0, paragraph) for paragraph in paragraphs_of(_strip_marks(body[at:])))


def _without_fences(body: str) -> str:
    """The text without blocks of code; a fence that nothing closes hides nothing."""
    lines = body.split("\n")
    last = {line.rstrip(" \t"): number for number, line in enumerate(lines)}
    kept: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.rstrip(" \t") == fence else fence
        elif line.startswith(_FENCES) and last.get(line[:3], -1) > number:
            fence = line[:3]
            kept.append("")
        else:
            kept.append(line)
    return "\n".join(kept)


def _without_comments(body: str) -> str:
    """The text without comments; one that nothing closes hides nothing."""
    kept, at = [], 0
    while (begin := body.find("<!--", at)) >= 0 and (end := body.find("-->", begin)) >= 0:
        kept.append(body[at:begin])
        at = end + len("-->")
    return "".join((*kept, body[at:]))


def _strip_marks(text: str) -> str:
    text = _REFERENCE.sub("", _IMAGE.sub("", text))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _CODE.sub(r"\1", _TAG.sub("", _QUOTE.sub("", text)))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", _BULLET.sub("- ", text)))
    return _ESCAPE.sub(r"\1", text)
