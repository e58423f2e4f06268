"""Which day it is near midnight: the source's own clock decides, not Greenwich and not ours."""

from datetime import UTC, date, datetime

import lxml.html
import pytest

from pipelines.dating.page import PageDate, PageSource, date_page

LANDED = date(2026, 1, 5)
BODY = "Ministers of the two sides ruled out any change of the tariff schedule this quarter, and said so twice."


def _date_html(head: str, above: str, url: str | None = None) -> PageDate:
    raw = f"<html><head>{head}</head><body><h1>Ministers hold firm</h1>{above}<p>{BODY}</p></body></html>"
    return date_page(PageSource(raw, lxml.html.fromstring(raw), url, None, None, None, None, "Ministers hold firm", BODY, LANDED))


def _date_text(raw: str, body: str, sent_at: datetime | None = None, zone: str | None = None, record: str | None = None) -> PageDate:
    return date_page(PageSource(raw, None, None, None, sent_at, zone, record, None, body, LANDED))


@pytest.mark.parametrize(
    ("sent_at", "zone", "on"),
    [
        (datetime(2025, 4, 23, 16, 30, tzinfo=UTC), "+09:00", date(2025, 4, 24)),
        (datetime(2025, 4, 25, 3, 30, tzinfo=UTC), "-0400", date(2025, 4, 24)),
        (datetime(2025, 4, 24, 23, 59, tzinfo=UTC), "+00:00", date(2025, 4, 24)),
        (datetime(2025, 4, 24, 23, 59, tzinfo=UTC), None, date(2025, 4, 24)),
    ],
)
def test_a_mail_is_of_the_day_on_its_senders_wall(sent_at: datetime, zone: str | None, on: date) -> None:
    """The offset that the header wrote turns Greenwich time into the sender's day."""
    assert _date_text(BODY, BODY, sent_at, zone).on == on


def test_a_byline_in_local_time_outranks_the_stamp_in_greenwich_time() -> None:
    """Half past eleven at night in New York is the next day in the page's metadata; the day printed is the source's."""
    found = _date_html(
        '<meta property="article:published_time" content="2025-04-25T03:30:00Z">', '<p class="byline">April 24, 2025 11:30 PM ET</p>'
    )

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.place == "byline"


def test_an_address_in_local_time_outranks_the_stamp_in_greenwich_time() -> None:
    """So is the day in the address."""
    found = _date_html(
        '<meta property="article:published_time" content="2025-04-25T03:30:00Z">', "", "https://news.example/2025/04/24/firm"
    )

    assert found.on == date(2025, 4, 24)


def test_a_stamp_with_the_sources_own_offset_is_taken_as_it_is_written() -> None:
    """One in the morning in Tokyo is of the day that Tokyo writes, whatever the day in Greenwich."""
    found = _date_html('<meta property="article:published_time" content="2025-04-24T01:00:00+09:00">', "")

    assert found.on == date(2025, 4, 24)


def test_a_wire_stamp_in_eastern_time_is_of_its_own_day() -> None:
    """A line "Apr 24, 2025 2343 ET (0343 GMT)" above a plain story names the day in New York."""
    raw = f"Apr 24, 2025 2343 ET (0343 GMT)\n\n{BODY}"

    assert _date_text(raw, BODY).on == date(2025, 4, 24)


def test_a_dateline_a_day_ahead_of_the_wires_stamp_is_the_day_it_was_filed() -> None:
    """The wire stamped the evening before; the story was written on the Tokyo morning that its dateline names."""
    body = f"TOKYO, April 25 (Reuters) - {BODY}"

    found = _date_text(body, body, record="24-APR-2025 21:14:36.32")

    assert found.on == date(2025, 4, 25)
    assert found.evidence is not None and found.evidence.place == "dateline"
    assert date(2025, 4, 24) in [rival.on for rival in found.rivals]


def test_a_dateline_of_another_day_does_not_move_the_header() -> None:
    """A dateline that lies before its header's day, or far ahead of it, is a rival."""
    for day in ("April 22", "April 28"):
        body = f"TOKYO, {day} (Reuters) - {BODY}"

        assert _date_text(body, body, record="24-APR-2025 21:14:36.32").on == date(2025, 4, 24)


@pytest.mark.parametrize("record", ["2025-04-25T03:30:00Z", "20250425T033000Z", "Fri, 25 Apr 2025 03:30:00 GMT"])
def test_a_record_in_greenwich_time_gives_way_to_its_address(record: str) -> None:
    """A feed's field in Greenwich time is a day ahead of the New York evening that the address names."""
    source = PageSource(BODY, None, "https://news.example/2025/04/24/firm", None, None, None, record, None, BODY, LANDED)

    assert date_page(source).on == date(2025, 4, 24)


@pytest.mark.parametrize("sent_at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_a_clock_that_is_not_believed_gives_a_dateline_no_year(sent_at: datetime) -> None:
    """A dateline beside a stamp that was never set, or lies ahead of the landing, is of the year it landed in and says so."""
    body = f"TOKYO, Jan 3 (Reuters) - {BODY}"

    found = _date_text(body, body, sent_at)

    assert found.on == date(2026, 1, 3)
    assert found.warnings == ("year of the dateline taken from the landing day",)


def test_a_full_dateline_is_no_clock() -> None:
    """The last day of the sixties, where a reporter wrote it, is the day of the story; in a header it is a clock that was never set."""
    body = f"TOKYO, Dec. 31, 1969 (Reuters) - {BODY}"

    assert _date_text(body, body).on == date(1969, 12, 31)
    assert _date_text(BODY, BODY, record="1969-12-31T19:00:00-05:00").on is None
