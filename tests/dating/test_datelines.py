"""Datelines: found with and without an agency, and given a year only where something bears it out."""

from datetime import date

import pytest

from pipelines.dating.dateline import find_agency
from pipelines.dating.page import PageDate, PageSource, date_page

BODY = "Japan has ruled out the sale of its holdings in talks on tariffs, an official said after the meeting."
SIDEBAR = "\n\nRead next\n\nNov.30 2025\n\nNov.29 2025\n"


def _date(dateline: str, landed_on: date, below: str = "") -> PageDate:
    body = f"{dateline} {BODY}"
    return date_page(PageSource(body + below, None, None, None, None, None, None, None, body, landed_on))


@pytest.mark.parametrize(
    "dateline",
    [
        "TOKYO, April 24 (Reuters) -",
        "TOKYO, April 24 -",
        "TOKYO, Apr. 24 (AP) --",
        "TOKYO (April 24) –",
        "WASHINGTON, D.C., April 24 /PRNewswire/ --",
        "Kuala Lumpur, 24 April -",
        "BEIJING, Thursday, April 24 (Xinhua) --",
    ],
)
def test_a_fresh_dateline_dates_its_story(dateline: str) -> None:
    """Marked by an agency or by a dash alone, it names its day, and the year is the one it landed in."""
    found = _date(dateline, date(2025, 4, 25))

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.place == "dateline"
    assert found.warnings == ("year of the dateline taken from the landing day",)


def test_an_older_dateline_takes_the_year_its_page_bears_out() -> None:
    """Months after, the year comes from what else the page is dated with, though that is furniture."""
    assert _date("TOKYO, April 24 (Reuters) -", date(2026, 1, 5), SIDEBAR).on == date(2025, 4, 24)


def test_an_older_dateline_without_any_year_stays_undated() -> None:
    """A story from a drawer could be of any year: no year is made up for it."""
    found = _date("TOKYO, April 24 (Reuters) -", date(2026, 1, 5))

    assert found.on is None
    assert [rival.refused_because for rival in found.rivals] == ["its year is not stated, and nothing in the document bears one out"]


def test_a_year_in_prose_bears_nothing_out() -> None:
    """A plan for 2025 does not make a story of an unknown year one of 2025."""
    assert _date("TOKYO, April 24 (Reuters) - The plan named Steel 2025 goes on.", date(2026, 1, 5)).on is None


def test_a_fresh_looking_dateline_of_another_time_stays_undated() -> None:
    """A story that speaks of 1986 and of no later year did not happen last week, though its dateline falls there."""
    assert _date("TOKYO, April 24 (Reuters) - The pact of 1986 holds.", date(2025, 4, 25)).on is None


def test_a_look_back_does_not_make_a_story_one_of_another_time() -> None:
    """A look back, as in "the highest since 1990", can be said in any later year."""
    found = _date("TOKYO, April 24 (Reuters) - The yen was the firmest since the autumn of 1990.", date(2025, 4, 25))

    assert found.on == date(2025, 4, 24)


def test_a_year_in_a_readers_comment_says_nothing_of_the_story() -> None:
    """Only the story's own words can tell that it is from another time."""
    assert _date("TOKYO, April 24 (Reuters) -", date(2025, 4, 25), "\n\nP. Hale wrote: I had one in 1971.").on == date(2025, 4, 24)


@pytest.mark.parametrize(
    ("weekday", "on"),
    [("Tuesday, April 22", date(2025, 4, 24)), ("Tuesday 22 April", date(2025, 4, 24)), ("Wednesday, April 22", None)],
)
def test_a_day_with_its_weekday_tells_the_year(weekday: str, on: date | None) -> None:
    """A weekday that fits the year outweighs old years in prose, and one that does not fit refuses a fresh dateline."""
    prose = "The mill, listed in 2004, said so" if on else "The mill said so"

    found = _date(f"TOKYO, April 24 (Reuters) - {prose} on {weekday}.", date(2025, 4, 25))

    assert found.on == on


def test_a_weekday_alone_dates_no_story_from_a_drawer() -> None:
    """One year in seven has the same weekdays: months after landing that bears nothing out."""
    assert _date("TOKYO, April 24 (Reuters) - It ended on Tuesday, April 22.", date(2026, 1, 5)).on is None


def test_a_dateline_broken_over_two_lines_is_pointed_at() -> None:
    """The evidence has its offset in the document though the cleaned text joined its lines."""
    body = f"NEW YORK, April 24 (Reuters) - {BODY}"
    raw = body.replace("April 24", "April\n24")

    found = date_page(PageSource(raw, None, None, None, None, None, None, None, body, date(2025, 4, 25)))

    assert found.evidence is not None and found.evidence.offset == raw.index("April")


def test_a_dateline_just_after_landing_is_not_put_a_year_back() -> None:
    """A dateline ahead of the day the file landed is refused as such, not taken for the same day a year before."""
    found = _date("TOKYO, April 24 (Reuters) -", date(2025, 4, 23))

    assert found.on is None
    assert [(rival.on, rival.refused_because) for rival in found.rivals] == [(date(2025, 4, 24), "lies after the day the file landed")]


@pytest.mark.parametrize(
    "opening", ["In May 1987 - as before -", "The G-7 met on April 24 - and", "Model T-24 (Ford) -", "TOKYO, April 31 (Reuters) -"]
)
def test_prose_and_impossible_days_are_no_datelines(opening: str) -> None:
    """Only a place, a day of the calendar and a mark behind it make a dateline."""
    assert _date(opening, date(2025, 4, 25)).on is None


def test_hyphens_without_end_are_read_in_no_time() -> None:
    """A line of hyphened capitals does not send the pattern into its combinations."""
    assert _date("A-B-" * 2000, date(2025, 4, 25)).on is None


@pytest.mark.parametrize("note", ["Corrected", "Corrects Second Paragraph", "UPDATED", "Refiles", "Recasts", "Adds Quotes", "Correction"])
def test_a_note_of_the_desk_is_no_agency(note: str) -> None:
    """What the brackets of a dateline say of the story's own versions names nobody; an agency there is still found."""
    assert find_agency(f"OTTAWA, April 24 ({note}) - {BODY}") is None
    assert find_agency(f"OTTAWA ({note}) - {BODY}") is None
    assert find_agency(f"OTTAWA, April 24 (Northern Wire) - {BODY}") == "Northern Wire"


def test_a_dateline_is_pointed_at_where_it_stands() -> None:
    """The same day named above the story does not take the place of the dateline's words."""
    raw = f"Since April 24 the hall is shut.\n\nTOKYO, April 24 (Reuters) - {BODY}"

    found = date_page(PageSource(raw, None, None, None, None, None, None, None, raw.partition("\n\n")[2], date(2025, 4, 25)))

    assert found.evidence is not None and found.evidence.offset == raw.index("TOKYO, ") + len("TOKYO, ")
