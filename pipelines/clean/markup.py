"""A page as a tree: parsed once, hidden nodes and layout tables dealt with before the text is looked for."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
_STYLED = etree.XPath("//*[@style or @hidden or @bgcolor or @color]")
_TABLES = etree.XPath("//table")
_LAYOUT_SIGN = etree.XPath(
    "boolean(.//table or @role='presentation' or @role='none' or not(.//tr[count(td | th) > 1])"
    " or .//td//*[self::p or self::div or self::h1 or self::h2 or self::h3 or self::ul or self::article])"
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.I,
)
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.I)
_WHITE = frozenset(["white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"])
_NEVER_HIDDEN = frozenset(["html", "head", "body"])
_TABLE_PARTS = frozenset(["tbody", "thead", "tfoot", "tr", "td", "th"])
_MOST_HIDDEN_SHARE = 0.5
MOSTLY_HIDDEN = "most of the page is hidden by style; kept"


def parse_page(html: str) -> tuple[HtmlElement, bool]:
    """The tree of a page, and whether the parser gave up on its depth.

    Raises:
        Refused: There is no element in it.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_LOOKUP)
    try:
        tree = document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise Refused(RejectCode.NO_TEXT, "A page without any element.") from error
    return tree, len(parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT])) > 0


@contextmanager
def as_seen(tree: HtmlElement) -> Iterator[tuple[str, ...]]:
    """For a while, the tree is what a reader sees: hidden nodes are scripts, tables that only lay out are plain blocks.

    Tags are changed and set back, which costs no copy of the tree. Yields what was noticed. Where more than half of the text is
    hidden, the page shows it by script, so nothing is taken out.
    """
    hidden = [node for node in _STYLED(tree) if node.tag not in _NEVER_HIDDEN and is_hidden(node)]
    warnings = _weigh(tree, hidden)
    if warnings == (MOSTLY_HIDDEN,):
        hidden = []
    laid_out = [part for table in _TABLES(tree) if _LAYOUT_SIGN(table) for part in _parts_of(table)]
    before = [(node, node.tag) for node in (*hidden, *laid_out)]
    try:
        for node in laid_out:
            node.tag = "div"
        for node in hidden:
            node.tag = "script"
        yield warnings
    finally:
        for node, tag in before:
            node.tag = tag


def _weigh(tree: HtmlElement, hidden: Sequence[HtmlElement]) -> tuple[str, ...]:
    """What to say of the hidden nodes, and whether they are too much of the page to be left out."""
    if not hidden:
        return ()
    known = set(hidden)
    outer = [node for node in hidden if not any(above in known for above in node.iterancestors())]
    if sum(len(node.text_content()) for node in outer) > _MOST_HIDDEN_SHARE * len(tree.text_content()):
        return (MOSTLY_HIDDEN,)
    return (f"hidden nodes dropped: {len(outer)}",)


def _parts_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """The table's own rows and cells; those of a table inside it are asked about with that one."""
    waiting = [table]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in node if child.tag in _TABLE_PARTS)


def is_hidden(node: HtmlElement) -> bool:
    """Whether the node's own attributes keep it from being seen: not displayed, no size, or white on white."""
    if node.get("hidden") is not None and node.get("hidden") != "until-found":
        return True
    style = node.get("style") or ""
    if _HIDING.search(style):
        return True
    colour = _COLOUR.search(style)
    written = colour[1] if colour else node.get("color") if node.tag == "font" else None
    return written is not None and _plain(written) in _WHITE and _stands_on_white(node)


def _stands_on_white(node: HtmlElement) -> bool:
    """Whether the nearest background is white, or none is set at all and the page's own is taken to be white."""
    current: HtmlElement | None = node
    while current is not None:
        style = current.get("style") or ""
        if "background" in style and (found := _BACKGROUND.search(style)):
            return _plain(found[1]) in _WHITE
        if "background" in style or current.get("background") is not None:
            return False
        if current.get("bgcolor"):
            return _plain(current.get("bgcolor") or "") in _WHITE
        if current.get("class") and current.tag in ("td", "div", "section", "header", "footer", "table"):
            return False  # a style sheet may colour it
        current = current.getparent()
    return True


def _plain(colour: str) -> str:
    return colour.lower().replace(" ", "").strip()
