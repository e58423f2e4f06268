"""Units of the calendar counted from the anchor, and the words that turn to one: "this", "last", "next".

Belongs here: what the rules of `relative`, `counted` and `year_parts` share. Does not belong here: any rule.
"""

import re
from datetime import date

from pipelines.dating.calendar_words import Granularity, iso_week, make_day, news_week, quarter_of, shift_days, shift_months
from pipelines.dating.readings import Reading

UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
TURN = r"(?P<turn>this|last|next|past|previous|coming|current|the same)"
BACK = frozenset({"last", "past", "previous"})
AHEAD = frozenset({"next", "coming"})
STEP_OF_TURN = dict.fromkeys(BACK, -1) | dict.fromkeys(AHEAD, 1)


def unit_of(match: re.Match[str]) -> str:
    """The unit a match names, without its plural; a century as "centur"."""
    return match["unit"].lower().removesuffix("ie").removesuffix("y") if match["unit"].lower().startswith("cent") else match["unit"].lower()


def day_reading(day: date | None, is_ahead: bool = False, fallback: str = "XXXX-XX-XX") -> Reading:
    """A single day, or the value that stands for one that cannot be named."""
    return Reading(day.isoformat() if day else fallback, Granularity.DAY, day, points_ahead=is_ahead)


def unit_reading(unit: str, day: date | None, is_ahead: bool = False) -> Reading:
    """The calendar unit that a day lies in, with a value as coarse as the unit; `on` is the day itself, None where it cannot be named."""
    if unit == "day":
        return day_reading(day, is_ahead)
    granularity, unknown = _UNITS[unit]
    return Reading(_value(unit, day) if day else unknown, granularity, day, points_ahead=is_ahead)


def period_reading(unit: str, step: int, anchor: date | None) -> Reading | None:
    """The calendar unit that lies `step` units after the anchor's own; None for units that nobody turns to."""
    unit = "week" if unit == "fortnight" else unit
    if unit != "day" and unit not in _UNITS:
        return None
    return unit_reading(unit, _first_day(unit, step, anchor) if anchor else None, step > 0)


_UNITS = {
    "week": (Granularity.WEEK, "XXXX-WXX"),
    "month": (Granularity.MONTH, "XXXX-XX"),
    "quarter": (Granularity.QUARTER, "XXXX-QX"),
    "year": (Granularity.YEAR, "XXXX"),
    "decade": (Granularity.DECADE, "XXX"),
}


def _value(unit: str, day: date) -> str:
    if unit == "week":
        return iso_week(day)
    if unit == "quarter":
        return f"{day.year:04d}-Q{quarter_of(day)}"
    if unit == "decade":
        return f"{day.year // 10}"
    return f"{day:%Y-%m}" if unit == "month" else f"{day:%Y}"


def _first_day(unit: str, step: int, anchor: date) -> date | None:
    if unit in ("day", "week"):
        return shift_days(anchor, step) if unit == "day" else shift_days(news_week(anchor), 7 * step)
    if unit in ("month", "quarter"):
        months = 1 if unit == "month" else 3
        return shift_months(date(anchor.year, (anchor.month - 1) // months * months + 1, 1), months * step)
    return make_day(anchor.year + step, 1, 1) if unit == "year" else make_day((anchor.year // 10 + step) * 10, 1, 1)
