"""Dates that readers of a page see: <time> elements, bylines, date lines of plain text, and the dates of its furniture.

Belongs here: collecting visible candidates and telling bylines from furniture and prose. Does not belong here: metadata, datelines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipelines.dating.candidates import Candidate, Place, Role
from pipelines.dating.furniture import is_furniture, names_of
from pipelines.dating.stamps import Stamp, find_stamps, read_stamp
from pipelines.dating.structured import read_compact

MOST_VISIBLE = 200  # pieces of text with a year looked at on one page
_LONGEST_BYLINE = 160

_TEXTS_WITH_YEAR = XPath(
    "//body//text()[(contains(., '20') or contains(., '19')) and not(parent::script or parent::style or parent::noscript)]"
)
_DATE_NAMES = re.compile(r"date|publi|byline|meta|posted|time|entry-|pubdate|author|dateline|credit|info|head", re.IGNORECASE)
_PUBLISHED_WORDS = re.compile(
    r"\b(?:publi\w*|posted|first published|date|issued|released|written|filed|erstellt|veröffentlicht|vom|publié|publicado)\b",
    re.IGNORECASE,
)
_MODIFIED_WORDS = re.compile(
    r"\b(?:updated|modified|last (?:changed|edited|update)|aktualisiert|mis à jour|actualizado|corrected)\b", re.IGNORECASE
)
_FURNITURE_WORDS = re.compile(
    r"copyright|©|\(c\)|all rights reserved|comments?\b|\bexpires?\b|retrieved|accessed|founded|since", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the story stands in the decoded document, in code points; `title` and `start` are -1 where they were not found."""

    title: int
    start: int
    end: int

    def is_head(self, offset: int) -> bool:
        """Above the story, or between its headline and its first words."""
        return self.start < 0 or offset < self.start

    def is_inside(self, offset: int) -> bool:
        """Between the story's first and last words."""
        return 0 <= self.start <= offset <= self.end

    def nearness(self, offset: int) -> int:
        """Code points to the headline or the first words, whichever is nearer."""
        marks = [mark for mark in (self.title, self.start) if mark >= 0]
        return min((abs(offset - mark) for mark in marks), default=0)


def find_layout(raw_text: str, title: str | None, body: str) -> Layout:
    """Find headline and story in the document by their own words."""
    paragraphs = [paragraph for paragraph in body.split("\n\n") if len(paragraph) > 40] or ([body] if body else [])
    start = next((at for at in (raw_text.find(p[:40]) for p in paragraphs[:5]) if at >= 0), -1)
    end = next((at + 30 for at in (raw_text.rfind(p[-30:]) for p in reversed(paragraphs[-5:])) if at >= 0), start)
    headline = -1
    if title:
        headline = raw_text.rfind(title[:60], 0, start) if start > 0 else raw_text.rfind(title[:60])
    return Layout(headline, start, max(start, end))


def from_page(tree: HtmlElement, raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Visible dates of an HTML page."""
    yield from _from_time_tags(tree, raw_text, layout)
    cursor = 0
    for node in islice(_TEXTS_WITH_YEAR(tree), MOST_VISIBLE):
        parent = node.getparent()
        if parent is None:
            continue
        at = raw_text.find(str(node), cursor)
        if at >= 0:
            cursor = at + 1
        if parent.tag == "time":
            continue
        for stamp in islice(find_stamps(str(node)), 5):
            offset = at + stamp.start if at >= 0 else _after(raw_text, stamp.text, cursor)
            yield _judge(stamp, parent, str(node), offset, layout)


def _after(raw_text: str, text: str, cursor: int) -> int | None:
    at = raw_text.find(text, cursor)
    if at < 0:
        at = raw_text.find(text)
    return at if at >= 0 else None


def _from_time_tags(tree: HtmlElement, raw_text: str, layout: Layout) -> Iterator[Candidate]:
    cursor = 0
    for element in islice(tree.iter("time"), MOST_VISIBLE):
        written = element.get("datetime") or element.get("content") or element.text_content()[:_LONGEST_BYLINE]
        stamp = read_compact(written) or read_stamp(element.text_content()[:_LONGEST_BYLINE])
        if stamp is None:
            continue
        offset = _after(raw_text, stamp.text, cursor)
        cursor = offset + 1 if offset is not None and offset >= cursor else cursor
        names = names_of(element, 3)
        words = f"{names} {element.text_content()[:60]}"
        role = Role.MODIFIED if _MODIFIED_WORDS.search(words) or "modif" in words.lower() or "update" in names.lower() else Role.PUBLISHED
        if is_furniture(element) or not _may_be_own(offset, layout):
            yield Candidate(stamp.text, stamp.options, Place.FURNITURE, offset, role)
        else:
            weight = 2 * ("publi" in words.lower() or element.get("pubdate") is not None) + (offset is not None and layout.is_head(offset))
            yield Candidate(stamp.text, stamp.options, Place.TIME, offset, role, weight)


def _may_be_own(offset: int | None, layout: Layout) -> bool:
    """A date below the story belongs to something else."""
    return offset is None or layout.start < 0 or offset <= layout.end


def _judge(stamp: Stamp, parent: HtmlElement, text: str, offset: int | None, layout: Layout) -> Candidate:
    """Where a visible date stands: byline, prose or furniture."""
    around = text if len(text) <= _LONGEST_BYLINE else text[max(0, stamp.start - 60) : stamp.end + 40]
    before = around[: around.find(stamp.text)]
    is_labelled = _PUBLISHED_WORDS.search(before) is not None
    role = Role.MODIFIED if _MODIFIED_WORDS.search(before) else Role.PUBLISHED
    if is_furniture(parent) or _FURNITURE_WORDS.search(around):
        return Candidate(stamp.text, stamp.options, Place.FURNITURE, offset, role)
    if len(text.strip()) > _LONGEST_BYLINE or _is_sentence(text, stamp):
        return Candidate(stamp.text, stamp.options, Place.PROSE, offset, role)
    if not is_labelled and not _may_be_own(offset, layout):
        return Candidate(stamp.text, stamp.options, Place.FURNITURE, offset, role)
    is_named = _DATE_NAMES.search(names_of(parent, 3)) is not None
    is_head = offset is not None and layout.is_head(offset)
    weight = 2 * is_labelled + 2 * is_named + 2 * is_head
    return Candidate(stamp.text, stamp.options, Place.BYLINE, offset, role, weight)


def _is_sentence(text: str, stamp: Stamp) -> bool:
    """Whether the date is part of running prose rather than a line of its own."""
    rest = f"{text[: stamp.start]} {text[stamp.end :]}"
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) > _MOST_BYLINE_WORDS


_MOST_BYLINE_WORDS = 14


_DATE_LINE = re.compile(
    r"(?:(?:by|from|von|par)\s+[^\n]{2,60}?[,|·•-]\s*)?(?:(?:first\s+)?(?:published|posted|updated|date|issued|released|sent)(?:\s+on)?\s*:?\s*)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def from_plain_text(raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Dates of a plain text: a line of its own above the story is a byline, one below it or a bare list of them is furniture."""
    for stamp in find_stamps(raw_text):
        line_start = raw_text.rfind("\n", 0, stamp.start) + 1
        line_end = raw_text.find("\n", stamp.end)
        line = raw_text[line_start : line_end if line_end >= 0 else len(raw_text)]
        before = line[: stamp.start - line_start]
        if len(line.strip()) > _LONGEST_BYLINE or _is_sentence(
            line, Stamp(stamp.text, stamp.start - line_start, stamp.end - line_start, ())
        ):
            yield Candidate(stamp.text, stamp.options, Place.PROSE, stamp.start)
            continue
        is_line = _DATE_LINE.fullmatch(before.strip() + " " if before.strip() else "") is not None
        is_above = 0 <= stamp.start < layout.start or layout.start < 0
        role = Role.MODIFIED if _MODIFIED_WORDS.search(before) else Role.PUBLISHED
        if is_line and is_above and not _FURNITURE_WORDS.search(line):
            yield Candidate(stamp.text, stamp.options, Place.BYLINE, stamp.start, role, 4)
        else:
            yield Candidate(stamp.text, stamp.options, Place.FURNITURE, stamp.start, role)
