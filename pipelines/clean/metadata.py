"""What a page says of itself: headline, byline, site, address. Dates are read in `dating`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipelines.clean.wording import fold, tidy

_JSON_LD = etree.XPath("//script[@type='application/ld+json']/text()")
_META = etree.XPath("//meta[@content and (@property or @name or @itemprop)]")
_CANONICAL = etree.XPath("string((//link[@rel='canonical']/@href)[1])")
_BYLINES = (
    etree.XPath(
        "(//*[@rel='author' or @itemprop='author' or (contains(@class, 'author') and contains(concat(' ', @class, ' '), ' author '))])[1]"
    ),
    etree.XPath("(//*[contains(@class, 'byline') and contains(concat(' ', @class, ' '), ' byline ')])[1]"),
)
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|Newsletter", re.I)
_SEPARATED = re.compile(r"\s+[|\-–—·»:]\s+")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BY = re.compile(r"^(?:written |posted |reported )?by:?\s+", re.I)
_DATED = re.compile(
    rf"[\s|·•,–—-]+(?:on |published |updated )?(?:\w+day,? )?(?:\d{{1,2}} )?(?:{_MONTHS})[a-z]*\.? \d.*$|\s+\d{{4}}-\d\d.*$", re.I
)
_LONGEST_AUTHOR = 120
_LONGEST_JSON = 200_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the head and the first heading of a page say; None where they do not."""

    title: str | None
    page_title: str | None  # the title element as it stands
    author: str | None
    site: str | None
    url: str | None
    is_article: bool  # says of itself that it is one article


def read_facts(tree: HtmlElement) -> PageFacts:
    """The page's own facts, structured ones before visible ones."""
    meta = _read_meta(tree)
    linked = next(_linked_articles(tree), {})
    url = _web_address(_CANONICAL(tree)) or _web_address(meta.get("og:url"))
    page_title = next((tidy(node.text_content()) for node in tree.iter("title")), "")
    headings = [text for node in tree.iter("h1") if (text := tidy(node.text_content()))]
    named = meta.get("og:site_name") or meta.get("application-name") or _name_of(linked.get("publisher"))
    site = named or _site_in_title(page_title, headings, host_of(url))
    structured = (tidy(str(linked.get("headline") or "")), meta.get("og:title", ""), meta.get("twitter:title", ""))
    told = [heading for heading in headings if page_title.startswith(heading)]
    candidates = (*structured, *told, *(headings if len(headings) == 1 else ()), page_title, *headings[:1])
    return PageFacts(
        title=next((title for candidate in candidates if (title := _without_site(candidate, site, host_of(url)))), None),
        page_title=page_title or None,
        author=_author(tree, meta, linked),
        site=site or None,
        url=url,
        is_article=bool(linked) or meta.get("og:type") == "article",
    )


def _site_in_title(title: str, headings: list[str], host: str | None) -> str | None:
    """The site's name at the end of the title element, where the rest is the page's own heading or the name is that of the host."""
    pieces = _SEPARATED.split(title)
    if len(pieces) < 2:
        return None
    names = {_squeezed(host), _squeezed(host.split(".")[0])} if host else set()
    rest = title[: title.rfind(pieces[-1])].rstrip(" |-–—·»:")
    return pieces[-1] if rest in headings or _squeezed(pieces[-1]) in names else None


def host_of(url: str | None) -> str | None:
    """Host of an address without `www.`; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in _META(tree):
        for attribute in ("property", "name", "itemprop"):
            name = node.get(attribute)
            if name:
                found.setdefault(name.lower(), tidy(node.get("content") or ""))
    return found


def _linked_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Article objects of the page's JSON-LD, in order."""
    for script in _JSON_LD(tree):
        if "headline" not in script or len(script) > _LONGEST_JSON:
            continue
        try:
            yield from _articles_in(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue


def _articles_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < 4:
        for item in value:
            yield from _articles_in(item, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        if _ARTICLE_TYPES.search(str(value.get("@type"))) and value.get("headline"):
            yield value
        yield from _articles_in(value.get("@graph"), depth + 1)


def _without_site(title: str, site: str | None, host: str | None) -> str:
    """ "Headline | The Site" without the site's name."""
    names = {_squeezed(name) for name in (site, host, host and host.split(".")[0]) if name}
    pieces = _SEPARATED.split(title)
    if len(pieces) > 1 and _squeezed(pieces[-1]) in names:
        return title[: title.rfind(pieces[-1])].rstrip(" |-–—·»:")
    return "" if _squeezed(title) in names else title


def _squeezed(name: str) -> str:
    return fold(name).removeprefix("the ").replace(" ", "")


def _author(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    named = _name_of(linked.get("author")) or meta.get("author") or meta.get("article:author") or meta.get("parsely-author") or ""
    if not named or named.startswith("http"):
        node = next((found[0] for path in _BYLINES if (found := path(tree))), None)
        named = tidy(node.text_content()) if node is not None else ""
    named = _DATED.sub("", _BY.sub("", named[: 4 * _LONGEST_AUTHOR]))
    return named if 2 < len(named) <= _LONGEST_AUTHOR and not named.startswith("http") else None


def _name_of(value: Any) -> str:
    """Name of a person or publisher as JSON-LD gives it: a string, an object or a list of either."""
    if isinstance(value, list):
        return ", ".join(name for item in value[:5] if (name := _name_of(item)))
    if isinstance(value, dict):
        value = value.get("name")
    return tidy(value) if isinstance(value, str) else ""


def _web_address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None
