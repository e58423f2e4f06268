"""How an element of a page stands to the story: near its headline, below it, in the furniture, named as a date of publication.

Belongs here: facts about one element that the judgement of its date rests on. Does not belong here: the judgement (`visible`).
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.dating.furniture import is_furniture, names_of
from pipelines.dating.layout import Layout
from pipelines.dating.wording import DATE_NAMES, MODIFIED_NAMES, OWN_NAMES


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts about an element that holds a date. `kind` is the same for the dates of one list."""

    kind: str
    is_furniture: bool
    is_near: bool
    is_between: bool
    is_framed: bool
    is_head: bool
    is_below: bool
    is_linked: bool
    is_named: bool
    is_own_name: bool
    is_modified_name: bool


def standing_of(element: HtmlElement, offset: int | None, layout: Layout) -> Standing:
    """Look at an element whose date stands at `offset` of the decoded document."""
    is_named, is_own_name, is_modified_name = _told_by_names(names_of(element, 3))
    return Standing(
        kind=_kind_of(element),
        is_furniture=is_furniture(element, layout.wrappers),
        is_near=offset is not None and layout.is_near(offset),
        is_between=offset is not None and layout.is_between(offset),
        is_framed=offset is not None and (layout.is_between(offset) if layout.title >= 0 else layout.is_near(offset)),
        is_head=offset is not None and layout.is_head(offset),
        is_below=not layout.may_be_own(offset),
        is_linked=_is_linked(element, _HEADLINE if is_own_name else 1),
        is_named=is_named,
        is_own_name=is_own_name,
        is_modified_name=not is_own_name and is_modified_name,
    )


@lru_cache(maxsize=10_000)  # the elements of a list have the same names, and so have the pages of a site
def _told_by_names(names: str) -> tuple[bool, bool, bool]:
    """Whether names are those of dates, of dates of publication, of dates of change."""
    return DATE_NAMES.search(names) is not None, OWN_NAMES.search(names) is not None, MODIFIED_NAMES.search(names) is not None


def _kind_of(element: HtmlElement) -> str:
    parent = element.getparent()
    own = f"{element.tag!s}.{element.get('class') or ''}"
    return own if parent is None else f"{own}<{parent.tag!s}.{parent.get('class') or ''}"


_HEADLINE = 25  # code points of a link's text that make it a headline


def _is_linked(element: HtmlElement, shortest: int) -> bool:
    """Whether a link with a text of that length shares the element's place: then the date is another story's."""
    parent = element.getparent()
    if parent is None or "a" in (element.tag, parent.tag):
        return element.tag == "a" or parent is not None
    return any(len(link.text_content().strip()) >= shortest for link in islice(parent.iter("a"), _MOST_LINKS))


_MOST_LINKS = 20
