"""Input that is wrong, ambiguous or meant to hurt: rivals with reasons, never a guess, and always soon."""

import json
import time
from datetime import date
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.expressions import find_expressions
from pipelines.dating.page import PageDate, PageSource, date_page
from pipelines.dating.stamps import find_stamps

LANDED = date(2026, 1, 5)
BODY = "Ministers of the two sides ruled out any change of the tariff schedule this quarter, and said so twice."
BOUND = 4.0  # CPU seconds; these take well under one where nothing else runs


def _page(head: str = "", above: str = "", below: str = "", lang: str = "") -> PageDate:
    raw = f"<html lang='{lang}'><head>{head}</head><body><h1>Firm</h1>{above}<p>{BODY}</p>{below}</body></html>"
    return date_page(PageSource(raw, lxml.html.fromstring(raw), None, None, None, None, None, "Firm", BODY, LANDED))


@pytest.mark.parametrize(
    "written", ["0000-01-01", "9999-12-31", "2025-02-31", "2025-13-01", "31 February 2025", "April 31, 2025", "00/00/2025"]
)
def test_what_is_no_day_is_a_rival(written: str) -> None:
    """The calendar has no such day, or no article can be of it."""
    found = _page(above=f'<p class="byline">Published {written}</p>')

    assert found.on is None
    assert all(rival.on is None for rival in found.rivals)


def test_a_number_that_fits_two_orders_is_left_open() -> None:
    """03/04/2025 on a page that says nothing else is ambiguous, and the page says so."""
    found = _page(above='<p class="byline">Published 03/04/2025</p>')

    assert found.on is None
    assert found.warnings == ("date is ambiguous",)
    assert [rival.refused_because for rival in found.rivals] == ["day and month can be read in either order"]


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({"head": '<meta name="date" content="2025-04-03">'}, date(2025, 4, 3)),
        ({"below": "<div class='related'><p>24/03/2025</p></div>"}, date(2025, 4, 3)),
        ({"below": "<div class='related'><p>03/24/2025</p></div>"}, date(2025, 3, 4)),
        ({"lang": "en-GB"}, date(2025, 4, 3)),
        ({"lang": "en-US"}, date(2025, 3, 4)),
        ({"lang": "de"}, date(2025, 4, 3)),
    ],
)
def test_other_evidence_settles_the_order(changes: dict[str, str], on: date) -> None:
    """Another date of the page, a number that can be read one way only, or the page's language decides."""
    assert _page(above='<p class="byline">Published 03/04/2025</p>', **changes).on == on


def test_the_landing_day_settles_the_order_too() -> None:
    """05/12/2025 read as the twelfth of May or the fifth of December is both past, 02/01/2026 only one of the two."""
    assert _page(above='<p class="byline">Published 02/01/2026</p>').on == date(2026, 1, 2)


def test_broken_metadata_is_passed_over() -> None:
    """JSON-LD that no parser takes, a sidecar that is no JSON, and dates that are none do not stop the page."""
    script = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-04-24",,}</script>'
    head = f'{script}<meta name="date" content="soon">'
    raw = f"<html><head>{head}</head><body><p>{BODY}</p></body></html>"

    found = date_page(PageSource(raw, lxml.html.fromstring(raw), None, "{not json", None, None, None, None, BODY, LANDED))

    assert found.on == date(2025, 4, 24)
    assert "the sidecar is no JSON" in [rival.refused_because for rival in found.rivals]


def test_a_person_corrects_a_date_with_the_sidecar() -> None:
    """The sidecar outranks everything a page says of itself."""
    sidecar = json.dumps({"published": "2025-04-23"})
    raw = f"<html><head><meta property='article:published_time' content='2025-04-24'></head><body><p>{BODY}</p></body></html>"

    found = date_page(PageSource(raw, lxml.html.fromstring(raw), None, sidecar, None, None, None, None, BODY, LANDED))

    assert found.on == date(2025, 4, 23)


@pytest.mark.parametrize(
    "raw",
    [
        BODY + "\n\n" + "2025-11-30 " * 300_000,
        BODY + "\n\n" + "Nov.30 2025\n" * 300_000,
        "2025-" * 500_000,
        "Published " * 300_000 + "2025",
        "A-B, " * 300_000,
        "TOKYO, " * 300_000,
    ],
    ids=["dates on one line", "dates on lines", "half dates", "labels", "capitals", "cities"],
)
def test_millions_of_dates_take_bounded_time(raw: str) -> None:
    """What stands behind the first few hundred dates is not read, and no pattern runs away."""
    started = time.process_time()

    date_page(PageSource(raw, None, None, None, None, None, None, None, raw[:200_000], LANDED))

    assert time.process_time() - started < BOUND


def test_a_page_of_date_elements_takes_bounded_time() -> None:
    """Fifty thousand <time> elements are a list, not bylines."""
    below = "<div><time datetime='2025-11-30'>Nov.30 2025</time></div>" * 20_000
    raw = f"<html><body><h1>Firm</h1><p>{BODY}</p>{below}</body></html>"
    tree = lxml.html.fromstring(raw)
    started = time.process_time()

    found = date_page(PageSource(raw, tree, None, None, None, None, None, "Firm", BODY, LANDED))

    assert found.on is None
    assert time.process_time() - started < BOUND


@settings(max_examples=150)
@given(st.text(alphabet="0123456789/.-, :()TZAprilMayNov\n", max_size=300), st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_expressions_stand_where_they_say_and_never_overlap(text: str, anchor: date | None) -> None:
    """Whatever the text: words at their offsets, in order, and futures after the anchor."""
    found = find_expressions(text, anchor)

    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(one.is_future for one in found if anchor and one.on and one.on > anchor)


@settings(max_examples=150)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b.%d %Y", "%d.%m.%Y", "%Y/%m/%d"]),
)
def test_every_day_is_read_back_from_every_unambiguous_style(day: date, style: str) -> None:
    """What a calendar prints is read as the day it printed."""
    found = list(find_stamps(f"Posted {day.strftime(style)} by ann"))

    assert [one.options for one in found] == [(day,)]


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=200), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_any_text_is_dated_with_words_that_are_there(raw: str, body: str, landed_on: date) -> None:
    """No document raises, no day lies after landing, and the evidence stands at its offset."""
    found = date_page(PageSource(raw, None, None, None, None, None, None, None, body, landed_on))

    assert found.on is None or found.on <= landed_on
    assert (found.on is None) == (found.evidence is None)
    if found.evidence is not None and found.evidence.offset is not None:
        assert raw.startswith(found.evidence.text, found.evidence.offset)


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("24 KASIM 2025", 11),
        ("24 N\u0130SAN 2025", 4),
        ("24 HAZ\u0130RAN 2025", 6),
        ("24 Apr\u0131l 2025", 4),
        ("24 \u017feptember 2025", 9),
    ],
)
def test_names_of_months_in_any_capitals_are_read(written: str, on: int) -> None:
    """Turkish has two letters i, and there is a long s: a page that writes them is dated like any other."""
    assert _page(above=f'<p class="byline">Published {written}</p>').on == date(2025, on, 24)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("By then, in 2024, of 3/4/2025 it", (date(2025, 3, 4), date(2025, 4, 3))),
        ("See item 4/5/10 of 3 April 2025", (date(2025, 4, 3),)),
    ],
)
def test_a_long_text_is_read_around_whole_dates(text: str, options: tuple[date, ...]) -> None:
    """Where only the surroundings of a year are read, neither the half of a date at their edge nor another number hides the date."""
    assert options in [one.options for one in find_stamps(f"{BODY} {BODY} {text}")]
    assert all("2025" in one.text for one in find_stamps(f"{BODY} {BODY} {text}"))
