"""The publication date of one page, mail, text or archive record: candidates ranked, one winner, and every rival with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from lxml.html import HtmlElement

from pipelines.dating.candidates import BASIS, NEVER, RANK, Candidate, Place, Role
from pipelines.dating.dateline import from_dateline
from pipelines.dating.structured import from_headers, from_sidecar, from_tree, from_url
from pipelines.dating.visible import find_layout, from_page, from_plain_text
from pipelines.records import DateEvidence, DateRival, PublishedBasis


class PageKind(StrEnum):
    """What a document is, which decides the places where its date can stand."""

    HTML = "html"
    TEXT = "text"
    MAIL = "mail"
    RECORD = "record"  # of an archive that carries its own header, e.g. SGML with <DATE>


@dataclass(frozen=True, slots=True)
class PageSource:
    """One story as it arrived, before and after cleaning.

    `raw_text` is the decoded document, and offsets of evidence count its code points. `tree` is the parsed page before
    anything was pruned; it is read and never changed. `body` is the cleaned article text. `sent_at` is in UTC and
    `sent_zone` is the offset its header wrote. `record_date` is the text of an archive record's own date field.
    """

    kind: str
    raw_text: str
    tree: HtmlElement | None
    url: str | None
    sidecar: str | None
    sent_at: datetime | None
    sent_zone: str | None
    record_date: str | None
    title: str | None
    body: str
    landed_on: date


@dataclass(frozen=True, slots=True)
class PageDate:
    """The article's own day with its evidence, or none, and what else was found."""

    on: date | None
    basis: PublishedBasis
    evidence: DateEvidence | None
    rivals: tuple[DateRival, ...]
    modified_on: date | None
    warnings: tuple[str, ...]


def date_page(page: PageSource) -> PageDate:
    """Choose the article's publication date among all dates found in its document.

    Returns:
        The best-placed candidate that is a single day not after the landing day, with every rival and why it lost. `on` is
        None where only furniture or prose is dated, where the words are ambiguous, or where nothing is dated at all.
    """
    return choose(collect(page), page)


def collect(page: PageSource) -> list[Candidate]:
    """Every date of the document, in no order."""
    layout = find_layout(page.raw_text, page.title, page.body)
    found = list(from_sidecar(page.sidecar))
    found += from_headers(page.sent_at, page.sent_zone, page.record_date)
    if page.tree is not None:
        found += from_tree(page.tree, page.raw_text)
        found += from_page(page.tree, page.raw_text, layout)
    else:
        found += from_plain_text(page.raw_text, layout)
    found += from_url(page.url, page.raw_text)
    found += from_dateline(page.body, page.raw_text, page.landed_on)
    return found


def choose(candidates: Sequence[Candidate], page: PageSource) -> PageDate:
    """Rank the candidates and explain the losers."""
    candidates = settle(candidates, page)
    eligible = [one for one in candidates if refusal(one, page.landed_on) is None]
    winner = min(eligible, key=_order, default=None)
    rivals = [_rival(one, winner, page.landed_on) for one in candidates if one is not winner]
    kept = tuple(dict.fromkeys(rivals))
    warnings = _warnings(candidates, winner, len(kept))
    modified = [one.options[0] for one in candidates if one.role is Role.MODIFIED and len(one.options) == 1 and one.place not in NEVER]
    modified_on = max((day for day in modified if day <= page.landed_on), default=None)
    if winner is None:
        return PageDate(None, PublishedBasis.NONE, None, kept[:MOST_RIVALS], modified_on, warnings)
    evidence = DateEvidence(winner.text, winner.place.value, winner.offset)
    return PageDate(winner.options[0], BASIS[winner.place], evidence, kept[:MOST_RIVALS], modified_on, warnings)


def _order(one: Candidate) -> tuple[int, int, float]:
    return RANK[one.place], -one.weight, one.offset if one.offset is not None else float("inf")


def refusal(one: Candidate, landed_on: date) -> str | None:
    """Why a candidate cannot be the answer whatever else is found; None where it can."""
    if one.problem:
        return one.problem
    if one.place is Place.FURNITURE:
        return "stands in the page's furniture"
    if one.place is Place.PROSE:
        return "stands in running text"
    if not one.options:
        return "is no day of the calendar"
    if len(one.options) > 1:
        return "day and month can be read in either order"
    if one.options[0] > landed_on:
        return "lies after the day the file landed"
    if one.role is Role.MODIFIED:
        return "says when the page was changed"
    if one.role is Role.OTHER:
        return "dates something else than the article"
    if one.place is Place.BYLINE and one.weight < BYLINE_FLOOR:
        return "nothing marks it as the article's own"
    return None


def _rival(one: Candidate, winner: Candidate | None, landed_on: date) -> DateRival:
    reason = refusal(one, landed_on)
    if reason is None and winner is not None:
        same = one.options[0] == winner.options[0]
        reason = f"says the same as the {winner.place.value}" if same else f"the {winner.place.value} is believed first"
    return DateRival(one.text, one.options[0] if len(one.options) == 1 else None, one.place.value, reason or "")


def _warnings(candidates: Sequence[Candidate], winner: Candidate | None, rival_count: int) -> tuple[str, ...]:
    found = []
    if winner is None and any(len(one.options) > 1 and one.place not in NEVER for one in candidates):
        found.append("date is ambiguous")
    if rival_count > MOST_RIVALS:
        found.append(f"{rival_count - MOST_RIVALS} more dates refused")
    if winner is not None and winner.place is Place.DATELINE and not re.search(r"\d{4}", winner.text):
        found.append("year of the dateline taken from the landing day")
    return tuple(found)


def settle(candidates: Sequence[Candidate], page: PageSource) -> list[Candidate]:
    """Settle ambiguous orders of day and month by the landing day and by what other candidates say."""
    known = {one.options[0] for one in candidates if len(one.options) == 1 and one.place is not Place.FURNITURE}
    settled = []
    for one in candidates:
        if len(one.options) > 1:
            possible = tuple(day for day in one.options if day <= page.landed_on)
            agreed = tuple(day for day in possible if day in known)
            one = replace(one, options=agreed if len(agreed) == 1 else possible or one.options)
        settled.append(one)
    return settled


MOST_RIVALS = 40
BYLINE_FLOOR = 4
