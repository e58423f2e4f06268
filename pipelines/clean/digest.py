"""One issue with several headed stories becomes several stories; a page with one story under subheads stays one.

An issue is told from an article by this: its sections have headings of one rank, hardly anything stands before the first of them, and
something marks the sections as stories of their own: a title such as "Morning briefing", numbers, links to more, or a container each.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.clean.blocks import Block
from pipelines.clean.furniture import is_furniture
from pipelines.clean.opened import Story
from pipelines.clean.tools import CleanTools

_LONGEST_HEADING = 180
_LEAST_SECTION = 60  # characters of running text
_MOST_LEAD = 400  # characters before the first heading
_NEVER = 99
_LINK_BLOCK = 0.8  # a block that is link to this share is a teaser or a button
_NUMBERED = re.compile(r"^(?:#\s?)?\(?\d{1,2}[.):]\s+")
_DATELINE = re.compile(r"^[A-Z][A-Z.' -]{2,30}(?:,[^—–]{1,40})?\s?(?:\([A-Z][\w ]{1,20}\)\s?)?(?:—|–|--|-)\s")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    paragraphs: tuple[str, ...]
    has_link: bool  # to more of the same, or the heading itself is one
    container: int
    is_ruled: bool

    @property
    def length(self) -> int:
        """Characters of running text."""
        return sum(len(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a page before its blocks are looked at; `titles` are its headline, its title element, its mail's subject."""

    titles: tuple[str, ...] = ()
    is_mail: bool = False  # newsletters come as mails
    is_article: bool = False  # it says of itself that it is one article
    has_boxes: bool = False  # a web page, with columns beside its story


@dataclass(frozen=True, slots=True)
class Issue:
    """The stories of an issue, none where the page is one story, and how much text before the first was left out."""

    stories: tuple[Story, ...] = ()
    lead: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an analyst should know of the split."""
        return (f"issue split; greeting of {self.lead} characters left out",) if self.stories and self.lead else ()


def split_issue(blocks: Sequence[Block], origin: Origin, tools: CleanTools) -> Issue:
    """The stories of an issue, as far as enough marks them as stories of their own."""
    level = _story_level(blocks)
    if level is None:
        return Issue()
    lead, sections = _cut(blocks, level, tools)
    sections = [section for section in sections if section.paragraphs and not is_furniture(section.title, tools)]
    stories = [section for section in sections if section.length >= _LEAST_SECTION]
    is_titled = any(tools.digest_titles.fullmatch(title) for title in origin.titles)
    if len(stories) < (2 if origin.is_mail and is_titled else 3) or lead > _MOST_LEAD:
        return Issue()
    if is_titled + _signs(stories) < _signs_needed(origin, is_titled):
        return Issue()
    return Issue(tuple(Story(_NUMBERED.sub("", section.title), section.paragraphs) for section in sections), lead)


def _signs_needed(origin: Origin, is_titled: bool) -> int:
    """A mail needs one sign; a page, with its columns and boxes, more; one that says it is an article a title that says otherwise."""
    if origin.is_article and not is_titled:
        return _NEVER
    return 1 if origin.is_mail or (is_titled and not origin.has_boxes) else 2 if is_titled else 3


def _story_level(blocks: Sequence[Block]) -> int | None:
    """The rank of heading under which most sections have running text; of two, the higher."""
    counts: Counter[int] = Counter()
    for block, after in pairwise(blocks):
        if _is_heading(block) and not _is_heading(after) and len(after.text) >= _LEAST_SECTION // 2:
            counts[block.level] += 1
        elif block.lead and len(block.lead) < _LONGEST_HEADING and len(block.text) - len(block.lead) >= _LEAST_SECTION:
            counts[0] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or 9))
    return ranked[0][0] if ranked and ranked[0][1] >= 2 else None


def _is_heading(block: Block) -> bool:
    return block.level > 0 and len(block.text) <= _LONGEST_HEADING


@dataclass(slots=True)
class _Cutter:
    """Collects sections while the blocks pass by; furniture and link blocks are in none."""

    tools: CleanTools
    lead: int = 0  # characters of running text before the first section
    sections: list[Section] = field(default_factory=list)
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    has_link: bool = False
    container: int = 0
    is_ruled: bool = False

    def begin(self, title: str, block: Block) -> None:
        """Close the section at hand and begin another; an empty title begins none."""
        if self.title:
            self.sections.append(Section(self.title, tuple(self.paragraphs), self.has_link, self.container, self.is_ruled))
        self.title, self.paragraphs, self.has_link, self.container = title, [], block.link_share > 0, block.container
        self.is_ruled = block.is_after_rule

    def take(self, text: str, block: Block) -> None:
        """Add running text to the section at hand."""
        if not text:
            return
        if is_furniture(text, self.tools) or block.link_share >= _LINK_BLOCK:
            self.has_link = True
        elif self.title:
            self.paragraphs.append(text)
        elif not block.level:
            self.lead += len(text)


def _cut(blocks: Sequence[Block], level: int, tools: CleanTools) -> tuple[int, list[Section]]:
    """Characters before the first section, and the sections under headings of this rank; a higher heading ends one."""
    cutter = _Cutter(tools)
    headed = [block.is_after_rule for block in blocks if _heading_of(block, level)[0]]
    is_ruled = sum(headed) * 2 > len(headed)  # stories are parted by rules, so what follows the last one is none
    for block in blocks:
        heading, rest = _heading_of(block, level)
        if heading:
            cutter.begin(heading, block)
            cutter.take(rest, block)
        elif (_is_heading(block) and block.level < level) or (is_ruled and block.is_after_rule):
            cutter.begin("", block)
        else:
            cutter.take(rest, block)
    if cutter.title:
        cutter.begin("", blocks[-1])
    return cutter.lead, cutter.sections


def _heading_of(block: Block, level: int) -> tuple[str, str]:
    """The heading that begins a section at this block, and the running text of the block."""
    if level and block.level == level and _is_heading(block):
        return block.text, ""
    if level == 0 and block.lead and len(block.lead) < _LONGEST_HEADING and len(block.text) - len(block.lead) >= _LEAST_SECTION:
        return block.lead.rstrip(" :.–—-"), block.text[len(block.lead) :].lstrip(" :.–—-")
    return "", block.text


def _signs(stories: Sequence[Section]) -> int:
    """How many things mark the sections as stories of their own."""
    half = len(stories) / 2
    return sum(
        (
            sum(bool(_NUMBERED.match(section.title)) for section in stories) > half,
            sum(section.has_link for section in stories) > half,
            len({section.container for section in stories}) > half,
            sum(section.is_ruled for section in stories) > half,
            sum(bool(_DATELINE.match(section.paragraphs[0])) for section in stories) > half,
        )
    )
