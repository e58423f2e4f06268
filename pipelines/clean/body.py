"""The running text of a page, through trafilatura on the shared tree: fast first, full where fast finds little.

Fast mode is trafilatura's own cascade put together from its parts, with the same text for less work: what only its later stages need,
copies of the tree and a measure of all text on the page, is made where one of them has its say.
"""

import re
from collections.abc import Sequence
from copy import copy
from functools import cache

from lxml.etree import Element, SubElement, _Element, strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.baseline import html2txt
from trafilatura.core import ESCALATION_ACCEPT_RATIO, ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import delete_element, xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from pipelines.clean.limits import CleanLimits
from pipelines.clean.wording import tidy

# What trafilatura prunes first, and words of which an id or class has one where there is something to prune. Its expressions ask a
# regular expression about each element, which costs a tenth of the whole, and hardly any element has such a name.
APPENDED = RAW_TREE_PRUNE_XPATH
COMMENTS = REMOVE_COMMENTS_AND_LISTS_XPATH
_NAMES = re.compile("(?P<appended>mvp-post-add-|infinite-?scroll|elementor-share-buttons)|omment|comol|disqus_thread")
_NAMED_TAGS = ("div", "list", "section", "details", "ol", "ul", "aside")
_UNCOUNTED = ("head", "script", "style", "svg", "template", "aside", "footer", "fencedframe")  # where trafilatura counts no text
_FORUM = "DiscussionForumPosting"  # pages whose comments are their content


def extract_paragraphs(tree: HtmlElement, html: str, limits: CleanLimits) -> tuple[str, ...]:
    """Paragraphs of the page's main text in order; empty where there is none. `html` is what the tree was parsed from."""
    text = extract_fast(tree, html)
    if len(text) < limits.retry_below:
        text = max(_extract_whole(tree, is_fast=False), text, key=len)
    return tuple(paragraph for line in text.split("\n") if (paragraph := tidy(line)))


def extract_fast(tree: HtmlElement, html: str) -> str:
    """The text that trafilatura finds in fast mode without comments; the tree stays as it is."""
    options = _options(is_fast=True)
    if _FORUM in html:
        return _extract_whole(tree, is_fast=True)
    try:
        body, text = _extract_first(_prune(tree), options)
        if len(text) < options.min_extracted_size:
            return _extract_whole(tree, is_fast=True)
        if _covers_little(text, tree):
            more, more_text = _extract_first(_prune(tree), _options(is_fast=True, is_greedy=True))
            body = more if len(more_text) > ESCALATION_ACCEPT_RATIO * len(text) else body
        found: str = xmltotxt(body, options.formatting)
        return found
    except (TypeError, ValueError):  # what trafilatura raises on odd trees; its own call says what comes of it
        return _extract_whole(tree, is_fast=True)


def _prune(tree: HtmlElement) -> HtmlElement:
    """A copy without what trafilatura takes out before all else."""
    pruned: HtmlElement = copy(tree)
    named = _find_named(pruned)
    if any(is_appended for _, is_appended in named):
        named = _find_named(prune_unwanted_nodes(pruned, APPENDED))
    for box in _comment_boxes([element for element, _ in named]):
        delete_element(box)
    return pruned


def _find_named(tree: HtmlElement) -> list[tuple[HtmlElement, bool]]:
    """Elements with such a word in their id or class, and whether it is one of appended stories."""
    return [
        (element, found["appended"] is not None)
        for element in tree.iter(*_NAMED_TAGS)
        if (found := _NAMES.search(f"{element.get('id', '')} {element.get('class', '')}"))
    ]


def _comment_boxes(named: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Those that trafilatura takes for comments: its expression is asked about stand-ins of the same names."""
    boxes, root = {}, Element("body")
    for element in named:
        boxes[SubElement(root, element.tag, {name: element.get(name, "") for name in ("id", "class")})] = element
    return [boxes[found] for expression in COMMENTS for found in expression(root)] if boxes else []


def _extract_first(pruned: HtmlElement, options: Extractor) -> tuple[_Element, str]:
    """Body and text of the first stage, which takes the tree apart."""
    found: tuple[_Element, str] = extract_content(convert_tags(tree_cleaning(pruned, options), options), options)
    return found


def _covers_little(text: str, tree: HtmlElement) -> bool:
    """Whether a short text is so small a share of the page that trafilatura looks again; its own measure is asked only in doubt."""
    if len(text) >= ESCALATION_MAX_LENGTH or len(text) >= ESCALATION_PAGE_SHARE * _count_text(tree):
        return False
    return bool(len(text) < ESCALATION_PAGE_SHARE * len(html2txt(_prune(tree))))


def _count_text(tree: HtmlElement) -> int:
    """Characters of all text on the page, code and boxes beside it left out: as many as trafilatura counts, or more."""
    seen = copy(tree)
    strip_elements(seen, *_UNCOUNTED, with_tail=False)
    return sum(len(" ".join(text.split())) + 1 for text in seen.itertext() if not text.isspace())


def _extract_whole(tree: HtmlElement, is_fast: bool) -> str:
    """The text of the whole cascade."""
    found = bare_extraction(tree, options=_options(is_fast))
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""


@cache
def _options(is_fast: bool, is_greedy: bool = False) -> Extractor:
    """Shared by all calls: trafilatura reads it and never writes to it."""
    return Extractor(output_format="python", fast=is_fast, recall=is_greedy, comments=False, tables=True)
