"""Pages nested beyond what libxml2 follows (256 levels): lexbor parses them, and a flat page of the same blocks goes on.

https://gitlab.gnome.org/GNOME/libxml2/-/blob/master/include/libxml/parserInternals.h has the limit; nothing is said when it is hit.
"""

from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.clean.blocks import HEADINGS
from pipelines.clean.limits import CleanLimits
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "section",
        "article",
        "main",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "center",
        "body",
    ]
)
_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "iframe", "svg", "head"]
)


def flatten(html: str, limits: CleanLimits) -> str:
    """The page with its head as it was and its text as a list of paragraphs, each under the body.

    Raises:
        Refused: Nested beyond `nodes_deep` levels.
    """
    page = LexborHTMLParser(html)
    head = page.head.html if page.head is not None else ""
    body = page.body
    if body is None:
        raise Refused(RejectCode.NO_TEXT, "A page without a body.")
    blocks = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in _blocks(body, limits) if text.strip())
    return f"<html>{head}<body><article>{blocks}</article></body></html>"


def _blocks(body: LexborNode, limits: CleanLimits) -> list[tuple[str, str]]:
    """Runs of text with the tag of the block each stands in, in reading order; the walk is a loop, since the depth is the problem."""
    found: list[tuple[str, list[str]]] = [("p", [])]
    node: LexborNode | None = body
    depth = 0
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            found[-1][1].append(node.text_content or "")
        elif tag in _BLOCKS:
            found.append((tag if tag in HEADINGS else "p", []))
        child = None if tag in _DROPPED else node.first_child
        if child is not None:
            node, depth = child, depth + 1
            if depth > limits.nodes_deep:
                raise Refused(RejectCode.TOO_DEEP, f"Elements nested more than {limits.nodes_deep:,} deep.")
            continue
        while node is not None and node.next is None and depth > 0:
            node, depth = node.parent, depth - 1
            if node is not None and node.tag in _BLOCKS:
                found.append(("p", []))
        node = node.next if node is not None and depth > 0 else None
    return [(tag, " ".join(" ".join(texts).split())) for tag, texts in found]
