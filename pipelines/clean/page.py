"""Pages: one tree for metadata, text and dates."""

import re

from lxml import etree
from lxml.html import HtmlElement

from pipelines.clean.blocks import read_blocks
from pipelines.clean.body import extract_paragraphs
from pipelines.clean.deep import flatten
from pipelines.clean.digest import Issue, Origin, split_issue
from pipelines.clean.guards import guard_page
from pipelines.clean.limits import CleanLimits
from pipelines.clean.markup import as_seen, parse_page
from pipelines.clean.metadata import read_facts
from pipelines.clean.opened import Opened, Story
from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import repair_mojibake

_LEAST_HEADINGS = 2
_HEADINGS = etree.XPath("count(//h1 | //h2 | //h3 | //h4)")
_CONTROLS = re.compile(b"\xc2[\x80-\x9f]")  # as UTF-8, where a search is ten times faster than among characters
_BOLD = etree.XPath("count(//b | //strong | //*[contains(@style, 'font-')])")


def open_page(html: str, tools: CleanTools, subject: str | None = None) -> Opened:
    """The story of a page, or the stories of an issue. `subject` is that of the mail the page came in, None for a page by itself.

    Raises:
        Refused: The page is beyond the limits, or holds no element.
    """
    whole = guard_page(_reread(html), tools.limits)
    tree, warnings = _parse(whole, tools.limits)
    facts = read_facts(tree)
    titles = tuple(title for title in (subject, facts.title, facts.page_title) if title)
    with as_seen(tree) as noticed:
        issue = _split(tree, Origin(titles, subject is not None, facts.is_article, has_boxes=subject is None), tools)
        stories = issue.stories or (Story(subject or facts.title, extract_paragraphs(tree, whole, tools.limits), facts.author),)
    opened = Opened(html, stories, tree, facts.site, url=facts.url)
    return opened.noting(*warnings, *noticed, *issue.warnings)


def _reread(html: str) -> str:
    """Mojibake is read back before the parser drops the control characters by which it is known."""
    return html if html.isascii() or not _CONTROLS.search(html.encode("utf-8", "replace")) else repair_mojibake(html)


def _split(tree: HtmlElement, origin: Origin, tools: CleanTools) -> Issue:
    """The stories of an issue; the page is read block by block only where it has headings enough for one."""
    if origin.is_article and not any(tools.digest_titles.fullmatch(title) for title in origin.titles):
        return Issue()
    if _HEADINGS(tree) < _LEAST_HEADINGS and (not origin.is_mail or _BOLD(tree) < _LEAST_HEADINGS):
        return Issue()
    return split_issue(read_blocks(tree), origin, tools)


def _parse(html: str, limits: CleanLimits) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree; of a page too deep for the parser, the tree of its flattened form."""
    tree, is_cut = parse_page(html)
    if not is_cut:
        return tree, ()
    return parse_page(flatten(html, limits))[0], ("nested too deep; read as a flat page",)
