"""Pages: one tree for metadata, text and dates."""

from lxml.html import HtmlElement

from pipelines.clean.body import extract_paragraphs
from pipelines.clean.deep import flatten
from pipelines.clean.guards import guard_page
from pipelines.clean.limits import CleanLimits
from pipelines.clean.markup import parse_page, prepare
from pipelines.clean.metadata import read_facts
from pipelines.clean.opened import Opened, Story
from pipelines.clean.tools import CleanTools
from pipelines.dating.page import PageKind


def open_page(html: str, tools: CleanTools) -> Opened:
    """The story of a page.

    Raises:
        Refused: The page is beyond the limits, or holds no element.
    """
    tree, warnings = _parse(guard_page(html, tools.limits), tools.limits)
    facts = read_facts(tree)
    visible, noticed = prepare(tree)
    story = Story(facts.title, extract_paragraphs(visible, tools.limits), facts.author)
    return Opened(PageKind.HTML, html, (story,), tree, facts.site, facts.url, facts.language, (*warnings, *noticed))


def _parse(html: str, limits: CleanLimits) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree; of a page too deep for the parser, the tree of its flattened form."""
    tree, is_cut = parse_page(html)
    if not is_cut:
        return tree, ()
    return parse_page(flatten(html, limits))[0], ("nested too deep; read as a flat page",)
