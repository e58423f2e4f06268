"""The publication date of one page, mail, text or archive record: candidates ranked, one winner, and every rival with its reason."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lxml.html import HtmlElement

from pipelines.dating.candidates import BASIS, NEVER, POINTED_AT, RANK, SURE_META, Candidate, Place, Role
from pipelines.dating.dateline import from_dateline
from pipelines.dating.day_order import settle, settle_order
from pipelines.dating.layout import Layout, find_layout
from pipelines.dating.plain import from_plain_text
from pipelines.dating.structured import from_headers, from_scripts, from_sidecar, from_tree, from_url
from pipelines.dating.visible import from_page, from_short_years
from pipelines.records import DateEvidence, DateRival, PublishedBasis


@dataclass(frozen=True, slots=True)
class PageSource:
    """One story as it arrived, before and after cleaning.

    `raw_text` is the decoded document, and offsets of evidence count its code points. `tree` is the parsed page before
    anything was pruned; it is read and never changed. `body` is the cleaned article text. `sent_at` is in UTC and
    `sent_zone` is the offset its header wrote. `record_date` is the text of an archive record's own date field. `issue_on` is the day
    of the issue that the story stands in, which settles the year of its dateline and dates nothing itself. `is_issue` says that the body
    holds several stories: where the issue has a day of its own, no story's dateline moves it.
    """

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
    issue_on: date | None = None
    is_issue: bool = False


@dataclass(frozen=True, slots=True)
class PageDate:
    """The article's own day with its evidence, or none, and what else was found."""

    on: date | None
    basis: PublishedBasis
    evidence: DateEvidence | None
    rivals: tuple[DateRival, ...]
    warnings: tuple[str, ...]


def date_page(page: PageSource) -> PageDate:
    """Choose the article's publication date among all dates found in its document.

    Returns:
        The best-placed candidate that is a single day not after the landing day, with every rival and why it lost. `on` is
        None where only furniture or prose is dated, where the words are ambiguous, or where nothing is dated at all.
    """
    layout = find_layout(page.raw_text, page.title, page.body, page.tree)
    candidates = collect(page, layout)
    found = choose(candidates, page)
    if found.on is None and page.tree is not None:
        more = (*from_short_years(page.tree, page.raw_text, layout), *from_scripts(page.raw_text))
        return choose([*candidates, *more], page) if more else found
    return found


def collect(page: PageSource, layout: Layout) -> list[Candidate]:
    """Every date of the document, in no order."""
    found = list(from_sidecar(page.sidecar))
    found += from_headers(page.sent_at, page.sent_zone, page.record_date)
    if page.tree is not None:
        found += from_tree(page.tree, page.raw_text)
        found += from_page(page.tree, page.raw_text, layout)
    else:
        found += from_plain_text(page.raw_text, layout)
    found += from_url(page.url, page.raw_text)
    stamped_on = stamp_of(found, page)
    if not (page.is_issue and stamped_on):
        found += from_dateline(page.body, page.raw_text, page.landed_on, stamped_on)
    return found


def stamp_of(candidates: Sequence[Candidate], page: PageSource) -> date | None:
    """The day that the story's own header may claim, else that of its issue: what settles the year of a dateline."""
    headers = (one for one in candidates if one.place in (Place.SIDECAR, Place.HEADER) and refusal(one, page.landed_on) is None)
    return next((one.options[0] for one in headers), page.issue_on)


def choose(candidates: Sequence[Candidate], page: PageSource) -> PageDate:
    """Rank the candidates and explain the losers."""
    is_stamped = stamp_of(candidates, page) is not None  # as it was when the dateline was read
    candidates = part_lists(settle(candidates, page.landed_on))
    eligible = [one for one in candidates if refusal(one, page.landed_on) is None]
    if not eligible:
        candidates = settle_order(candidates, page.tree)
        eligible = [one for one in candidates if refusal(one, page.landed_on) is None]
    first = min(eligible, key=_order, default=None) or lone_day(candidates, page.landed_on)
    winner = first and next((one for rule in CORRECTIONS if (one := rule(first, eligible))), first)
    kept = tuple(dict.fromkeys(_rival(one, winner, page.landed_on) for one in candidates if one is not winner))
    warnings = _warnings(candidates, winner, len(kept), is_stamped)
    if winner is None:
        return PageDate(None, PublishedBasis.NONE, None, kept[:MOST_RIVALS], warnings)
    evidence = DateEvidence(winner.text, winner.place.value, winner.offset)
    return PageDate(winner.options[0], BASIS[winner.place], evidence, kept[:MOST_RIVALS], warnings)


def part_lists(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Send dates to the furniture where the same kind of element shows several days: that is a list of stories, not a byline.

    What stands where bylines stand is spared, as long as only one day does.
    """
    days: dict[str, set[tuple[date, ...]]] = defaultdict(set)
    spared: dict[str, set[tuple[date, ...]]] = defaultdict(set)
    for one in candidates:
        if one.place in (Place.BYLINE, Place.TIME) and one.kind:
            (spared if one.is_near else days)[one.kind].add(one.options)
    listed = {kind for kind in (*days, *spared) if len(days[kind] | spared[kind]) > 1}
    kept = {kind for kind in listed if len(spared[kind]) == 1}
    return [
        replace(one, place=Place.FURNITURE) if one.kind in listed and not (one.kind in kept and one.is_near) else one for one in candidates
    ]


def outvoting(first: Candidate, eligible: Sequence[Candidate]) -> Candidate | None:
    """The best candidate of another day that two further places agree on, where the first stands alone with its day."""
    if first.place not in (Place.JSON_LD, Place.META):
        return None
    places: dict[date, set[Place]] = defaultdict(set)
    for one in eligible:
        places[one.options[0]].add(one.place)
    if len(places[first.options[0]]) > 1:
        return None
    others = [one for one in eligible if len(places[one.options[0]]) > 1]
    return min(others, key=_order, default=None)


def lone_day(candidates: Sequence[Candidate], landed_on: date) -> Candidate | None:
    """Where no date is marked well enough: the only day that stands outside furniture and prose, or the only one marked at all."""
    visible = [one for one in candidates if one.place in (Place.BYLINE, Place.TIME) and refusal(one, landed_on) in (None, UNMARKED)]
    marked = [one for one in visible if one.weight >= ONE_MARK]
    for some in (marked, visible):
        if len({one.options[0] for one in some}) == 1:
            return min((one for one in some if one.weight > 0), key=_order, default=None)
    return None


# Where calendars of computers begin, the second in America.
UNSET_CLOCKS = frozenset({date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1)})
WRITTEN_BY_HAND = frozenset({Place.SIDECAR, Place.DATELINE})
ONE_MARK = 2
UNMARKED = "nothing marks it as the article's own"


def older_address(first: Candidate, eligible: Sequence[Candidate]) -> Candidate | None:
    """The day in the address, where it is earlier than what the page's metadata say: a page is dated anew more often than it is moved."""
    shown = [one for one in eligible if one.place in (Place.TIME, Place.BYLINE) and one.is_near and one.options == first.options]
    if first.place not in (Place.JSON_LD, Place.META) or shown:
        return None
    return next((one for one in eligible if one.place is Place.URL and one.options[0] < first.options[0]), None)


def local_twin(first: Candidate, eligible: Sequence[Candidate]) -> Candidate | None:
    """The candidate that says in the source's own time what the first says in Greenwich time: a neighbouring day, elsewhere on the page."""
    if not first.is_utc:
        return None
    day = first.options[0]
    twins = [
        one for one in eligible if not one.is_utc and abs(one.options[0] - day) == timedelta(days=1) and one.place is not Place.DATELINE
    ]
    same = any(one.options[0] == day and not one.is_utc and one.place is not first.place for one in eligible)
    return None if same else min(twins, key=_order, default=None)


def dateline_ahead(first: Candidate, eligible: Sequence[Candidate]) -> Candidate | None:
    """The dateline's day where it is one ahead of the stamp in the story's header: the story was filed from a city ahead of the wire."""
    if first.place is not Place.HEADER:
        return None
    ahead = first.options[0] + timedelta(days=1)
    return next((one for one in eligible if one.place is Place.DATELINE and one.options == (ahead,)), None)


CORRECTIONS = (dateline_ahead, older_address, outvoting, local_twin)


def _order(one: Candidate) -> tuple[float, int, float]:
    rank = RANK[one.place] + (LOOSE if one.place is Place.META and one.weight < SURE_META else 0)
    return rank, -one.weight, one.offset if one.offset is not None else float("inf")


def refusal(one: Candidate, landed_on: date) -> str | None:
    """Why a candidate cannot be the answer whatever else is found; None where it can."""
    if one.problem:
        return one.problem
    if one.place is Place.FURNITURE:
        return "stands in the page's furniture"
    if one.place is Place.PROSE:
        return "stands in running text"
    if one.offset is None and one.place in POINTED_AT:
        return "its words cannot be pointed at in the document"
    if not one.options:
        return "is no day of the calendar"
    if one.options[0] in UNSET_CLOCKS and one.place not in WRITTEN_BY_HAND:
        return "is what a clock shows that was never set"
    if len(one.options) > 1:
        return "day and month can be read in either order"
    if one.options[0] > landed_on:
        return "lies after the day the file landed"
    if one.role is Role.MODIFIED:
        return "says when the page was changed"
    if one.role is Role.OTHER:
        return "dates something else than the article"
    if one.place in (Place.BYLINE, Place.TIME) and one.weight < (BYLINE_FLOOR if one.place is Place.BYLINE else 0):
        return UNMARKED
    return None


def _rival(one: Candidate, winner: Candidate | None, landed_on: date) -> DateRival:
    reason = refusal(one, landed_on)
    if reason is None and winner is not None:
        same = one.options[0] == winner.options[0]
        reason = f"says the same as the {winner.place.value}" if same else f"the {winner.place.value} is believed first"
    return DateRival(one.text, one.options[0] if len(one.options) == 1 else None, one.place.value, reason or "")


def _warnings(candidates: Sequence[Candidate], winner: Candidate | None, rival_count: int, is_stamped: bool) -> tuple[str, ...]:
    found = []
    if winner is None and any(len(one.options) > 1 and one.place not in NEVER for one in candidates):
        found.append("date is ambiguous")
    if rival_count > MOST_RIVALS:
        found.append(f"{rival_count - MOST_RIVALS} more dates refused")
    if winner is not None and winner.place is Place.DATELINE and not is_stamped and not re.search(r"\d{4}", winner.text):
        found.append("year of the dateline taken from the landing day")
    return tuple(found)


LOOSE = RANK[Place.BYLINE] - RANK[Place.META] + 0.5  # a tag called "date" may date anything: a byline is believed before it
MOST_RIVALS = 40
BYLINE_FLOOR = 4
