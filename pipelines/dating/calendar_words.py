"""The words of the calendar and the arithmetic on its units; what the grammars of pages and of sentences share.

Belongs here: names of months, weekdays, units and numbers, and the day that a period starts on. Does not belong here: patterns.
"""

from datetime import date, timedelta
from enum import StrEnum

EARLIEST_YEAR = 1900
LATEST_YEAR = 2099

_ENGLISH_MONTHS = (
    "january jan",
    "february feb febr",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
MONTHS: dict[str, int] = {word: number for number, words in enumerate(_ENGLISH_MONTHS, start=1) for word in words.split()}

_ENGLISH_WEEKDAYS = (
    "monday mon",
    "tuesday tue tues",
    "wednesday wed",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
WEEKDAYS: dict[str, int] = {word: number for number, words in enumerate(_ENGLISH_WEEKDAYS) for word in words.split()}

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBERS: dict[str, int] = {word: number for number, word in enumerate(_NUMBER_WORDS.split())} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a dozen": 12,
    "half a dozen": 6,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a hundred": 100,
    "one hundred": 100,
}
ORDINALS: dict[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def words(listed: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(listed.split())


class Granularity(StrEnum):
    """How long a stretch of time an expression names."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    DURATION = "duration"
    REFERENCE = "reference"  # "recently", "now": no day can be named


SEASON_CODES: dict[str, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_STARTS: dict[str, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day or it is out of every range an article can speak of."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """A year of four digits, or of two: 69 and under belong to this century, 70 and over to the last."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def week_start(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def news_week(day: date) -> date:
    """The Monday of the week that a writer of that day calls "this week": on a Sunday, the week that begins the day after."""
    return week_start(day) if day.weekday() < SUNDAY else day + timedelta(days=1)


SUNDAY = 6


def shift_days(day: date, days: int) -> date | None:
    """The day that many days later, or None past the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> date | None:
    """The same day that many months later, or the last of that month; None past the ends of the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for number in (day.day, 30, 29, 28):
        found = make_day(year, month, min(number, day.day))
        if found is not None:
            return found
    return None


def iso_week(day: date) -> str:
    """TIMEX3 value of the day's week, e.g. 2025-W07."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(day: date) -> int:
    """Quarter of the calendar year, 1 to 4."""
    return (day.month - 1) // 3 + 1
