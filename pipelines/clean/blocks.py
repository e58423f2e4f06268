"""A page as a reader sees it: blocks of text in order, each with what marks it as a heading, a link line or a story's edge.

Used where a page may hold several stories; the running text of a page with one story is found by `body`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipelines.clean.wording import tidy

_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "form",
        "button",
        "select",
        "iframe",
        "svg",
        "object",
        "embed",
        "textarea",
        "figure",
        "title",
    ]
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BOLD = frozenset(["b", "strong"])
_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d{2})(?:\.\d+)?px", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_LEAST_HEADING_SIZE = 18
_BREAK = "\u2028"  # stands for <br> until the block is cut
_TWO_BREAKS = re.compile(r"\u2028\s*\u2028[\s\u2028]*")
_BY_LOOK = 7


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text.

    `level` is 1 to 6 for a heading, 7 for a short block that is bold throughout or set large, 0 for running text. `lead` is the
    bold beginning of a block that goes on plain. `container` is the number of the
    block element it stands in, the same for all its children.
    """

    text: str
    level: int
    lead: str
    link_share: float
    container: int
    is_after_rule: bool = False  # a horizontal rule stands between it and the block before


def read_blocks(tree: HtmlElement) -> list[Block]:
    """The visible blocks in reading order, empty ones left out."""
    body = tree.find("body")
    return list(_Walk().blocks(body if body is not None else tree))


@dataclass(slots=True)
class _Run:
    """Text of the block being read."""

    pieces: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)  # what stands in bold before anything plain
    length: int = 0
    bold: int = 0
    linked: int = 0


@dataclass(slots=True)
class _Walk:
    """One pass over a tree without recursion; text is cut where a block element begins or ends, and at two line breaks."""

    run: _Run = field(default_factory=_Run)
    owners: list[HtmlElement] = field(default_factory=list)
    numbers: list[int] = field(default_factory=lambda: [0])
    count: int = 0
    has_rule: bool = False

    def blocks(self, root: HtmlElement) -> Iterator[Block]:
        """Blocks below `root` in order."""
        stack: list[tuple[HtmlElement, bool]] = [(root, False)]
        while stack:
            node, is_leaving = stack.pop()
            if node.tag in _SKIPPED or not isinstance(node.tag, str):
                self._add(node.tail, node.getparent())
            elif is_leaving:
                yield from self._leave(node)
                if node is not root:
                    self._add(node.tail, node.getparent())
            else:
                yield from self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node))

    def _enter(self, node: HtmlElement) -> Iterator[Block]:
        if node.tag in _BLOCK_TAGS:
            yield from self._cut()
            self.has_rule = self.has_rule or node.tag == "hr"
            self.count += 1
            self.owners.append(node)
            self.numbers.append(self.count)
        elif node.tag == "br":
            self.run.pieces.append(_BREAK)
        self._add(node.text, node)

    def _leave(self, node: HtmlElement) -> Iterator[Block]:
        if node.tag in _BLOCK_TAGS:
            yield from self._cut()
            self.owners.pop()
            self.numbers.pop()

    def _add(self, text: str | None, within: HtmlElement | None) -> None:
        if not text or within is None:
            return
        run, length = self.run, len(text.strip())
        if length:
            is_bold, is_linked = _marks(within)
            if is_bold and run.bold == run.length:
                run.lead.append(text)
            run.bold += length if is_bold else 0
            run.linked += length if is_linked else 0
            run.length += length
        run.pieces.append(text)

    def _cut(self) -> Iterator[Block]:
        run, self.run = self.run, _Run()
        if not run.length or not self.owners:
            return
        is_bold = run.bold == run.length
        level = _level(self.owners, is_bold)
        lead = "" if is_bold else tidy("".join(run.lead))
        for part in _TWO_BREAKS.split("".join(run.pieces)):
            text = tidy(part)
            if text:
                yield Block(text, level, lead, run.linked / run.length, self.numbers[-2], self.has_rule)
                lead, self.has_rule = "", False


def _level(owners: list[HtmlElement], is_bold: bool) -> int:
    """Of the innermost heading around the text; else whether its look makes it one."""
    for node in reversed(owners[-3:]):
        if node.tag in HEADINGS:
            return int(node.tag[1])
    size = _FONT_SIZE.search(owners[-1].get("style") or "")
    return _BY_LOOK if is_bold or (size and int(size[1]) >= _LEAST_HEADING_SIZE) else 0


def _marks(node: HtmlElement | None) -> tuple[bool, bool]:
    """Whether text directly in this node is bold, and whether it is a link, asking inline ancestors up to the block."""
    is_bold = is_linked = False
    while node is not None:
        is_bold = is_bold or node.tag in _BOLD or _BOLD_STYLE.search(node.get("style") or "") is not None
        is_linked = is_linked or node.tag == "a"
        if node.tag in _BLOCK_TAGS:
            break
        node = node.getparent()
    return is_bold, is_linked
