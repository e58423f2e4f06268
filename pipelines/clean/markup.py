"""A page as a tree: parsed once, hidden nodes and layout tables dealt with before the text is looked for."""

import re
from copy import copy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
_STYLED = etree.XPath("//*[@style or @hidden or @bgcolor or @color]")
_TABLES = etree.XPath("//table")
_LAYOUT_SIGN = etree.XPath(
    "boolean(ancestor::table or .//table or @role='presentation' or @role='none' or not(.//tr[count(td | th) > 1])"
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
_TABLE_PARTS = frozenset(["table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"])
_MOST_HIDDEN_SHARE = 0.5


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
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def prepare(tree: HtmlElement) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree without what a reader cannot see and without tables that only lay out; a copy where anything had to change.

    Returns:
        The tree and what was noticed. Where more than half of the text is hidden, the page shows it by script, so nothing is dropped.
    """
    hidden = [node for node in _STYLED(tree) if node.tag not in _NEVER_HIDDEN and is_hidden(node)]
    tables = [table for table in _TABLES(tree) if _LAYOUT_SIGN(table)]
    if not hidden and not tables:
        return tree, ()
    for node in hidden:
        node.set("data-hidden", "1")
    for table in tables:
        table.set("data-layout", "1")
    changed = copy(tree)
    for node in (*hidden, *tables):
        node.attrib.pop("data-hidden", None)
        node.attrib.pop("data-layout", None)
    warnings = _drop_hidden(changed)
    for table in changed.xpath("//table[@data-layout]"):
        _unwrap(table)
    return changed, warnings


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


def _drop_hidden(tree: HtmlElement) -> tuple[str, ...]:
    nodes = [node for node in tree.xpath("//*[@data-hidden]") if not any("data-hidden" in above.attrib for above in node.iterancestors())]
    if not nodes:
        return ()
    lengths = [len(node.text_content()) for node in nodes]
    if sum(lengths) > _MOST_HIDDEN_SHARE * len(tree.text_content()):
        return ("most of the page is hidden by style; kept",)
    for node in nodes:
        node.drop_tree()
    return (f"hidden nodes dropped: {len(nodes)}",)


def _unwrap(table: HtmlElement) -> None:
    """Rows and cells of a layout table become plain blocks; data tables inside it stay."""
    for node in table.iter(*_TABLE_PARTS):
        if node is table or _owner(node) is table:
            node.tag = "div"


def _owner(node: HtmlElement) -> HtmlElement | None:
    """The table a row or cell belongs to, whichever of its ancestors are already unwrapped."""
    for above in node.iterancestors():
        if above.tag == "table" or "data-layout" in above.attrib:
            return None if above.tag == "table" and "data-layout" not in above.attrib else above
    return None
