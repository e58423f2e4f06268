"""Dates that readers of a page see: <time> elements, elements marked as date of publication, bylines, and the dates of its furniture.

Belongs here: collecting visible candidates of an HTML page and judging what each can be. Does not belong here: metadata, datelines.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.etree import XPath, _ElementUnicodeResult
from lxml.html import HtmlElement

from pipelines.dating.candidates import Candidate, Place, Role
from pipelines.dating.layout import Layout
from pipelines.dating.locate import find_words
from pipelines.dating.stamps import Stamp, find_stamps, read_stamp
from pipelines.dating.standing import Standing, standing_of
from pipelines.dating.structured import read_compact
from pipelines.dating.wording import FURNITURE_WORDS, LONGEST_BYLINE, MODIFIED_WORDS, PUBLISHED_WORDS, is_alone, is_sentence

MOST_VISIBLE = 200  # pieces of text with a year looked at on one page
_MOST_IN_A_TEXT = 5  # dates looked at in one piece of text
_AROUND = 60  # code points before a date that can label it

_OUTSIDE_CODE = "not(parent::script or parent::style or parent::noscript or parent::time)"
_TEXTS_WITH_YEAR = XPath(f"descendant::text()[(contains(., '20') or contains(., '19')) and {_OUTSIDE_CODE}]")
_TEXTS_OF_DATES = XPath(
    f"descendant::*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'created')]/text()[{_OUTSIDE_CODE}]"
)
_MARKED = XPath(  # what few elements have is asked first
    "descendant::*[@content or @title or @datetime][not(self::time)][@itemprop='datePublished' or contains(@property, 'datePublished')"
    " or contains(@property, 'dateCreated') or ((self::abbr or self::span) and contains(@class, 'published'))]"
)
_MARKS = (  # one of which a page with such elements holds; found sooner than the elements
    'itemprop="datePublished',
    "itemprop='datePublished",
    'property="schema:date',
    'property="datePublished',
    "<abbr",
    'published" title',
)
_DIGITS = re.compile(r"(?:19|20)\d\d|[./]\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d\d?[./]\d\d?[./]\d\d(?!\d)")


def from_page(tree: HtmlElement, raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Visible dates of an HTML page."""
    body = tree.find("body")
    root = tree if body is None else body
    yield from _from_time_tags(root, raw_text, layout)
    if any(mark in raw_text for mark in _MARKS):
        yield from _from_marked(_MARKED(root), raw_text, layout)
    yield from _from_texts(islice(_TEXTS_WITH_YEAR(root), MOST_VISIBLE), raw_text, layout)


def from_short_years(tree: HtmlElement, raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Dates with years of two digits in elements named as dates; asked for where a page has no other."""
    short = (node for node in _TEXTS_OF_DATES(tree) if _SHORT_YEAR.search(node))
    return _from_texts(islice(short, MOST_VISIBLE), raw_text, layout)


def _from_texts(nodes: Iterator[_ElementUnicodeResult], raw_text: str, layout: Layout) -> Iterator[Candidate]:
    cursor = layout.top
    for node in nodes:
        text = str(node)
        stamps = list(islice(find_stamps(text), _MOST_IN_A_TEXT)) if _DIGITS.search(text) else None
        parent = holder_of(node) if stamps else None
        if not stamps or parent is None:
            continue
        at = find_from(raw_text, text, cursor)
        cursor = max(cursor, at + 1)
        for stamp in stamps:
            offset = at + stamp.start if at >= 0 else find_words(raw_text, stamp.text, cursor)
            yield judge_text(stamp, parent, text, offset, layout)


def holder_of(node: _ElementUnicodeResult) -> HtmlElement | None:
    """The element a piece of text stands in; lxml hangs text behind a tag on that tag."""
    element = node.getparent()
    holder = element.getparent() if element is not None and node.is_tail else element
    return holder if isinstance(holder, HtmlElement) else None


def find_from(raw_text: str, text: str, cursor: int) -> int:
    """Where a text stands from the cursor on, else where it stands at all, else -1."""
    at = raw_text.find(text, cursor)
    return at if at >= 0 else raw_text.find(text, 0, cursor + len(text))


def _from_time_tags(root: HtmlElement, raw_text: str, layout: Layout) -> Iterator[Candidate]:
    cursor = layout.top
    lists: Counter[HtmlElement | None] = Counter()
    for element in islice(root.iter("time"), MOST_VISIBLE):
        parent = element.getparent()
        holder = parent.getparent() if parent is not None else None
        if lists[holder] >= MOST_OF_A_LIST:
            continue
        shown = element.text_content()[:LONGEST_BYLINE]
        stamp = read_compact(element.get("datetime") or element.get("content") or shown) or read_stamp(shown)
        if stamp is None:
            continue
        offset = find_words(raw_text, stamp.text, cursor)
        cursor = cursor if offset is None else max(cursor, offset + 1)
        standing = standing_of(element, offset, layout)
        lists[holder] += standing.is_furniture
        is_marked = element.get("pubdate") is not None or PUBLISHED_WORDS.search(shown) is not None
        yield judge_element(stamp, offset, standing, MODIFIED_WORDS.search(shown) is not None, is_marked)


MOST_OF_A_LIST = 8  # <time> elements read in one list of the furniture


def _from_marked(marked: Sequence[HtmlElement], raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Elements that say in an attribute that they are the date of publication."""
    for element in marked[:MOST_VISIBLE]:
        stamp = read_compact(element.get("content") or element.get("datetime") or element.get("title") or "")
        if stamp is not None:
            found = find_words(raw_text, stamp.text, layout.top)
            yield judge_element(stamp, found, standing_of(element, found, layout), False, True)


BELOW = -1  # weight of a date below the story that nothing marks
UNSURE = 1  # weight of one that is marked as its own, yet stands where other stories' dates stand


def judge_element(stamp: Stamp, offset: int | None, standing: Standing, is_changed: bool, is_marked: bool) -> Candidate:
    """What the date of a <time> or marked element can be."""
    is_own = standing.is_own_name or is_marked
    role = Role.MODIFIED if is_changed or standing.is_modified_name else Role.PUBLISHED
    if (standing.is_furniture and not (is_own and (standing.is_near or not standing.is_linked))) or (
        standing.is_below and standing.is_linked
    ):
        return Candidate(stamp.text, stamp.options, Place.FURNITURE, offset, role)
    if standing.is_below or (standing.is_furniture and not standing.is_near):
        place, weight = Place.BYLINE, UNSURE if is_own else BELOW
    else:
        place, weight = Place.TIME, 2 * standing.is_near + 2 * is_own + standing.is_head
    return Candidate(
        stamp.text, stamp.options, place, offset, role, weight, kind=standing.kind, is_utc=stamp.is_utc, is_near=standing.is_framed
    )


def judge_text(stamp: Stamp, parent: HtmlElement, text: str, offset: int | None, layout: Layout) -> Candidate:
    """What a date in visible text can be: byline, prose or furniture."""
    around = text if len(text) <= LONGEST_BYLINE else text[max(0, stamp.start - _AROUND) : stamp.end + _AROUND]
    before = text[max(0, stamp.start - _AROUND) : stamp.start]
    is_labelled = PUBLISHED_WORDS.search(before) is not None
    role = Role.MODIFIED if MODIFIED_WORDS.search(before) else Role.PUBLISHED
    standing = standing_of(parent, offset, layout)
    is_perhaps = standing.is_furniture and standing.is_named and standing.is_between
    if (standing.is_furniture and not (is_perhaps or (standing.is_own_name and standing.is_near))) or FURNITURE_WORDS.search(around):
        return Candidate(stamp.text, stamp.options, Place.FURNITURE, offset, role)
    if len(text.strip()) > LONGEST_BYLINE or is_sentence(text, stamp):
        return Candidate(stamp.text, stamp.options, Place.PROSE, offset, role)
    if standing.is_below:
        is_own = (is_labelled or standing.is_own_name) and not standing.is_linked
        return Candidate(stamp.text, stamp.options, Place.BYLINE if is_own else Place.FURNITURE, offset, role, UNSURE, kind=standing.kind)
    marks = (standing.is_own_name, is_labelled, standing.is_named, standing.is_head, standing.is_near)
    weight = UNSURE if is_perhaps and not standing.is_own_name else 2 * sum(marks) or is_alone(text, stamp)
    return Candidate(stamp.text, stamp.options, Place.BYLINE, offset, role, weight, kind=standing.kind, is_near=standing.is_framed)
