"""Dates that machines wrote for machines: sidecar, mail and record headers, JSON-LD, meta tags, the address.

Belongs here: collecting candidates from metadata. Does not belong here: dates that readers of the page see.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from lxml.html import HtmlElement

from pipelines.dating.calendar_words import make_day, words
from pipelines.dating.candidates import SURE_META, Candidate, Place, Role
from pipelines.dating.locate import find_words
from pipelines.dating.stamps import Stamp, read_stamp

MOST_STRUCTURED = 40  # scripts, tags and nested objects looked at on one page

_SURE_META = words(
    "article:published_time og:article:published_time article:published og:published_time og:pubdate parsely-pub-date sailthru.date "
    "datepublished article.published cxenseparse:recs:publishtime bt:pubdate article_date_original published_at publish_date "
    "published_date publication_date publicationdate citation_publication_date rnews:datepublished gentime originalpublicationdate "
    "pubdate dc.date.issued dcterms.issued ptime article:post_date published"
)
_LOOSE_META = words(
    "dc.date dc.date.created dcterms.created dcterms.date datecreated article.created created date dcsext.articlefirstpublished "
    "timestamp release_date doc_date"
)
_PUBLISHED_META = dict.fromkeys(_LOOSE_META, SURE_META - 1) | dict.fromkeys(_SURE_META, SURE_META)
_MODIFIED_META = words(
    "article:modified_time og:updated_time og:article:modified_time datemodified article:modified last-modified lastmod modified "
    "dcterms.modified dc.date.modified updated revised article.updated date.modified modificationdate"
)
_META_NAMES = ("property", "name", "itemprop", "http-equiv", "pubdate")
_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<cut>[/_-]?)(?P<month>0[1-9]|1[0-2]|[a-z]{3})(?P=cut)(?P<day>[0-3]\d)(?!\d)"
    r"|/(?P<y2>(?:19|20)\d\d)/(?P<m2>\d)/(?P<d2>\d\d?)/"
    r"|(?<!\d)(?P<d3>[0-3]\d)-(?P<m3>0[1-9]|1[0-2])-(?P<y3>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_OTHER_TYPES = re.compile(r"Event|Offer|Comment|Answer|Question|Product|Person|Organi[sz]ation|JobPosting|Episode|Song", re.ASCII)


def from_sidecar(sidecar: str | None) -> Iterator[Candidate]:
    """The `published` of `<file>.meta.json`; the only word that a person can put in."""
    if not sidecar:
        return
    try:
        said = json.loads(sidecar)
    except (ValueError, RecursionError):
        yield Candidate(sidecar[:80], (), Place.SIDECAR, None, problem="the sidecar is no JSON")
        return
    published = said.get("published") if isinstance(said, dict) else None
    if isinstance(published, str) and published.strip():
        stamp = read_compact(published)
        yield Candidate(published, stamp.options if stamp else (), Place.SIDECAR, None)


def from_headers(sent_at: datetime | None, sent_zone: str | None, record_date: str | None) -> Iterator[Candidate]:
    """The mail's own clock on its own wall, and the date field of an archive record."""
    if record_date:
        stamp = read_compact(record_date)
        is_utc = stamp is not None and stamp.is_utc
        yield Candidate(record_date, stamp.options if stamp else (), Place.HEADER, None, weight=1, is_utc=is_utc)
    if sent_at is not None:
        local = (sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)).astimezone(UTC) + zone_offset(sent_zone)
        day = make_day(local.year, local.month, local.day)
        yield Candidate(f"{local.replace(tzinfo=None).isoformat()} {sent_zone or '+00:00'}", (day,) if day else (), Place.HEADER, None)


def zone_offset(zone: str | None) -> timedelta:
    """The offset that a header wrote, e.g. +09:00 or -0500; none where it wrote none."""
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", zone.strip()) if zone else None
    if match is None:
        return timedelta()
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return ahead if match[1] == "+" else -ahead


def from_tree(tree: HtmlElement, raw_text: str) -> Iterator[Candidate]:
    """JSON-LD and meta tags of a page."""
    counts = {"script": 0, "meta": 0}
    for element in tree.iter("script", "meta"):  # in one walk over the page
        tag = str(element.tag)
        counts[tag] += 1
        if counts[tag] > 10 * MOST_STRUCTURED:
            continue
        if tag == "meta":
            yield from _from_meta(element, raw_text)
        elif "ld+json" in (element.get("type") or "").lower():
            yield from _from_json_ld(element.text or "", raw_text)
    yield from _from_canonical(tree, raw_text)


def _from_canonical(tree: HtmlElement, raw_text: str) -> Iterator[Candidate]:
    """A full day in the address the page gives as its own."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield from from_url(link.get("href"), raw_text)
            return


def _from_meta(meta: HtmlElement, raw_text: str) -> Iterator[Candidate]:
    content = meta.get("content") or meta.get("datetime") or ""
    if not _DIGIT.search(content):
        return
    for attribute in _META_NAMES:
        name = (meta.get(attribute) or "").strip().lower()
        role = Role.PUBLISHED if name in _PUBLISHED_META else Role.MODIFIED if name in _MODIFIED_META else None
        if role is not None:
            stamp = read_compact(content)
            if stamp is not None:
                yield Candidate(
                    stamp.text,
                    stamp.options,
                    Place.META,
                    locate(raw_text, content, stamp),
                    role,
                    _PUBLISHED_META.get(name, 0),
                    is_utc=stamp.is_utc,
                )
            return


_DIGIT = re.compile(r"\d")
_COMPACT = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6})?(?P<utc>Z)?\b")


def read_compact(content: str) -> Stamp | None:
    """A date of a machine's field, also as YYYYMMDD."""
    match = _COMPACT.match(content)
    if match is None:
        return read_stamp(content)
    found = make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    start, end = match.start("year"), match.end("day")
    return Stamp(content[start:end], start, end, (found,) if found else (), is_utc=match["utc"] is not None)


def locate(raw_text: str, content: str, stamp: Stamp, start: int = 0) -> int | None:
    """Where the stamp's words stand in the document; the whole field is looked for first, so that the right one is found."""
    at = raw_text.find(content, start)
    return at + stamp.start if at >= 0 else find_words(raw_text, stamp.text, start)


_LD_DATE = re.compile(r'"(?P<name>datePublished|dateCreated|uploadDate|dateModified)"\s*:\s*"(?P<value>[^"]{6,60})"')
_LD_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?P<type>[^"]{2,60})"')
_LD_ROLES = {"datePublished": Role.PUBLISHED, "dateCreated": Role.PUBLISHED, "uploadDate": Role.OTHER, "dateModified": Role.MODIFIED}


def _from_json_ld(text: str, raw_text: str) -> Iterator[Candidate]:
    """Dates of one JSON-LD script, read from its text: many pages write JSON that no parser takes."""
    types = [(match.start(), match["type"]) for match in _LD_TYPE.finditer(text)]
    base = raw_text.find(text[:200]) if text else -1
    for number, match in enumerate(_LD_DATE.finditer(text)):
        if number >= MOST_STRUCTURED:
            return
        stamp = read_compact(match["value"])
        if stamp is None:
            continue
        kind = _nearest_type(types, match.start())
        is_article = kind is None or _OTHER_TYPES.search(kind) is None
        role = _LD_ROLES[match["name"]] if is_article else Role.OTHER
        weight = 2 * (match["name"] == "datePublished") + (kind is not None and kind != "WebPage")
        offset = base + match.start("value") + stamp.start if base >= 0 else locate(raw_text, match["value"], stamp)
        if offset is None or not raw_text.startswith(stamp.text, offset):
            offset = locate(raw_text, match["value"], stamp)
        yield Candidate(stamp.text, stamp.options, Place.JSON_LD, offset, role, weight, is_utc=stamp.is_utc)


def _nearest_type(types: list[tuple[int, str]], at: int) -> str | None:
    """The type written last before the date; JSON-LD of news puts it first in its object."""
    found = None
    for start, kind in types:
        if start > at:
            break
        if kind not in _INNER_TYPES:
            found = kind
    return found


_INNER_TYPES = frozenset(
    {"ImageObject", "Person", "Organization", "WebSite", "NewsMediaOrganization", "Brand", "ListItem", "BreadcrumbList"}
)


_SCRIPT_DATE = re.compile(
    r'\\?"(?:datePublished|publishedAt|published_at|publishedDate|publishDate|createdAt|firstPublished)\\?"\s*:\s*\\?"'
    r"(?P<value>(?:19|20)\d\d-\d\d-\d\d[^\"\\\\]{0,30})"
)


def from_scripts(raw_text: str) -> Iterator[Candidate]:
    """The one day that a page's own data call its publication; none where they name several. Asked for where a page has no other."""
    found = [(match.start("value"), read_compact(match["value"])) for match in islice(_SCRIPT_DATE.finditer(raw_text), MOST_STRUCTURED)]
    stamps = [(start, stamp) for start, stamp in found if stamp is not None]
    if stamps and len({stamp.options for _, stamp in stamps}) == 1:
        start, stamp = stamps[0]
        yield Candidate(stamp.text, stamp.options, Place.SCRIPT, start + stamp.start, is_utc=stamp.is_utc)


def from_url(url: str | None, raw_text: str) -> Iterator[Candidate]:
    """A full day in the address."""
    match = _URL_DAY.search(url) if url else None
    if url is None or match is None:
        return
    day = url_day(match)
    if day is not None:
        text = url[match.start() : match.end()].strip("/")
        at = raw_text.find(text)
        yield Candidate(text, (day,), Place.URL, at if at >= 0 else None)


def url_day(match: re.Match[str]) -> date | None:
    """The day of a match of an address, with months as numbers or as three letters."""
    if match["y2"]:
        return make_day(int(match["y2"]), int(match["m2"]), int(match["d2"]))
    if match["y3"]:
        return make_day(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    if match["month"].isdigit():
        return make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    stamp = read_stamp(f"{match['day']} {match['month']} {match['year']}")
    return stamp.on if stamp else None
