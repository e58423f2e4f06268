"""Where the story stands in its document: found by its own words, so that what wraps it, precedes it and follows it can be told apart.

Belongs here: positions of headline and story. Does not belong here: dates.
"""

from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

_NEAR_TITLE = 400  # code points before a headline in which a byline can stand
_NEAR_START = 900  # code points before the first words where no headline was found
_MOST_PARAGRAPHS = 200
_INTO = 500  # code points of the story in which its byline can still stand: cleaning may keep it
_PROBE = 40  # code points of a paragraph that find it again
_TEXT_WITH = XPath("(descendant::text()[contains(., $words) and not(parent::script or parent::style)])[1]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Marks in the decoded document, in code points: where its body opens, its headline, and the story's first and last words.

    `title` and `start` are -1 where they were not found. `wrappers` are the elements that hold the story's first words.
    """

    top: int
    title: int
    start: int
    end: int
    wrappers: frozenset[HtmlElement] = field(default_factory=frozenset, compare=False)

    def is_head(self, offset: int) -> bool:
        """Above the story, or between its headline and its first words."""
        return self.start < 0 or offset < self.start

    def is_near(self, offset: int) -> bool:
        """Where bylines stand: between headline and story, or just before either."""
        if self.title >= 0:
            return self.title - _NEAR_TITLE <= offset and (self.start < 0 or offset < max(self.start + _INTO, self.title + _NEAR_START))
        return self.start >= 0 and self.start - _NEAR_START <= offset < self.start + _INTO

    def is_between(self, offset: int) -> bool:
        """Below the headline and not beyond the first words, where other stories' dates hardly ever stand."""
        return 0 <= self.title <= offset < self.start + _INTO

    def may_be_own(self, offset: int | None) -> bool:
        """A date below the story belongs to something else."""
        return offset is None or self.start < 0 or offset <= self.end


def find_layout(raw_text: str, title: str | None, body: str, tree: HtmlElement | None) -> Layout:
    """Find headline and story in the document."""
    top = max(0, raw_text.find("<body")) if tree is not None else 0
    paragraphs = [paragraph for paragraph in body.split("\n\n") if len(paragraph) > _PROBE] or ([body] if body else [])
    found = next(((at, p[:_PROBE]) for p in paragraphs[:5] if (at := raw_text.find(p[:_PROBE], top)) >= 0), None)
    start = found[0] if found else -1
    end = next((at + 30 for at in (raw_text.rfind(p[-30:], top) for p in reversed(paragraphs[-5:])) if at >= 0), start)
    headline = -1
    if title:
        headline = raw_text.rfind(title[:60], top, start) if start > 0 else raw_text.find(title[:60], top)
    return Layout(top, headline, start, max(start, end), _wrappers(tree, found[1]) if found and tree is not None else frozenset())


def _wrappers(tree: HtmlElement, words: str) -> frozenset[HtmlElement]:
    """The elements that hold the words; a headline or paragraph that opens with them is looked for first, which is fast."""
    body = tree.find("body")
    root = tree if body is None else body
    opening = words.lstrip()
    for element in islice(root.iter("h1", "p"), _MOST_PARAGRAPHS):
        if element.text and element.text.lstrip().startswith(opening):
            return frozenset((element, *element.iterancestors()))
    for node in _TEXT_WITH(root, words=words):
        parent = node.getparent()
        if parent is not None:
            return frozenset((parent, *parent.iterancestors()))
    return frozenset()
