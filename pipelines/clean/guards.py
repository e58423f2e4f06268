"""What is refused before a parser sees it, because parsers written in C cannot be interrupted."""

import re
from collections.abc import Iterator

from pipelines.clean.limits import CleanLimits
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_EMBEDDED = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s%]{256,}")
_ELEMENT = re.compile(r"<[A-Za-z]")
_TAG = re.compile(r"""</?[A-Za-z!?](?:[^>"']|"[^"]*"|'[^']*')*+>""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")


def guard_page(html: str, limits: CleanLimits) -> str:
    """The page without embedded images, fit to be parsed.

    Raises:
        Refused: Too large, too many elements, or a tag with thousands of attributes.
    """
    if ";base64," in html:
        html = _EMBEDDED.sub("", html)
    if len(html) > limits.html_bytes:
        raise Refused(RejectCode.TOO_LARGE, f"A page of {len(html):,} characters; the limit is {limits.html_bytes:,}.")
    if html.count("<") > limits.elements and (elements := len(_ELEMENT.findall(html))) > limits.elements:
        raise Refused(RejectCode.TOO_MANY_ELEMENTS, f"A page of {elements:,} elements; the limit is {limits.elements:,}.")
    if html.count("=") > limits.page_attributes:
        _guard_tags(html, limits)
    for piece in _long_pieces(html, limits.tag_bytes):
        if begin := _ELEMENT.search(piece):
            _guard_tag(piece[begin.start() :], limits)
    return html


def _long_pieces(html: str, length: int) -> Iterator[str]:
    """What stands between two `>` and is longer than `length`: a tag ends at the first of them, unless one stands in quotes.

    Steps from the last `>` within reach to the last one within reach of that, so most of the page is not looked at.
    """
    at = 0
    while len(html) - at > length:
        near = html.rfind(">", at, at + length + 1)
        if near < 0:
            near = html.find(">", at)
            near = near if near >= 0 else len(html)
            yield html[at:near]
        at = near + 1


def _guard_tags(html: str, limits: CleanLimits) -> None:
    """Every tag, quotes minded; the scan is linear and never looks back."""
    at = html.find("<")
    while at >= 0:
        tag = _TAG.match(html, at)
        end = tag.end() if tag else len(html) if html[at + 1 : at + 2].isalpha() else at + 1
        _guard_tag(html[at:end], limits)
        at = html.find("<", end)


def _guard_tag(tag: str, limits: CleanLimits) -> None:
    """Attributes are counted outside quotes, and only in tags long enough to hold too many."""
    if len(tag) > limits.tag_bytes and len(_QUOTED.sub("", tag).split()) > limits.tag_attributes:
        raise Refused(RejectCode.TOO_MANY_ELEMENTS, f"One tag of {len(tag):,} characters with thousands of attributes.")
