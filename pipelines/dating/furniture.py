"""What on a page is furniture: sidebars, teasers, comments, footers, lists of other stories.

Belongs here: judging an element by itself and by what it stands in. Does not belong here: dates.
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_TAGS = frozenset({"aside", "nav", "footer", "form", "select", "button", "iframe", "table", "option"})
_NAMES = re.compile(
    r"sidebar|side-bar|related|recommend|popular|most-?(?:read|viewed|shared|recent)|trending|teaser|promo|widget|comment|footer|copyright|"
    r"newsletter|latest|recent|archive|calendar|ticker|more-(?:news|stories|from)|also-?like|menu|breadcrumb|banner|disqus|reply|replies|"
    r"carousel|slider|playlist|upcoming|event-|read-?next|read-?more|see-?also|outbrain|taboola|sponsor|advert|cookie|pagination|"
    r"(?:^|[\s_-])(?:rail|aside|nav|ads?|feed|similar|next|prev|previous|topics|tags|top-?stories)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_FURNITURE = re.compile(
    r"comment-?count|has-sidebar|no-sidebar|with-sidebar|sidebar-(?:left|right|none)|footer-meta|entry-footer|post-footer|article-footer",
    re.IGNORECASE,
)
DEEPEST = 60  # ancestors looked at
MOST_NAMES = 1_000  # code points of names that are judged and remembered, so that ten thousand of them take no more than megabytes


def is_furniture(element: HtmlElement, story: frozenset[HtmlElement]) -> bool:
    """Whether the element or anything it stands in is furniture.

    `story` holds the elements that the story's own words stand in: what wraps the story is no furniture, whatever its name.
    """
    current: HtmlElement | None = element
    for _ in range(DEEPEST):
        if current is None or current in story or current.tag in ("body", "html"):
            return False
        if current.tag in _TAGS:
            return True
        if current.tag not in ("article", "main"):
            names = f"{current.get('class') or ''} {current.get('id') or ''}"[:MOST_NAMES]
            if len(names) > 1 and _names_furniture(names):
                return True
        current = current.getparent()
    return False


@lru_cache(maxsize=10_000)  # the elements of a list have the same names, and so have the pages of a site
def _names_furniture(names: str) -> bool:
    return _NAMES.search(names) is not None and not _NOT_FURNITURE.search(names)


def names_of(element: HtmlElement, levels: int) -> str:
    """Classes, ids and item properties of the element and so many ancestors."""
    found: list[str] = []
    current: HtmlElement | None = element
    for _ in range(levels):
        if current is None:
            break
        found.extend(current.get(name) or "" for name in ("class", "id", "itemprop"))
        current = current.getparent()
    return " ".join(found)[:MOST_NAMES]
