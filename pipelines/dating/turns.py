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


def period_reading(unit: str, step: int, anchor: date | None) -> Reading | None:
    """The calendar unit that lies `step` units after the anchor's own."""
    if unit == "day":
        return day_reading(shift_days(anchor, step) if anchor else None, step > 0)
    if unit in ("week", "fortnight"):
        found = shift_days(news_week(anchor), 7 * step) if anchor else None
        return Reading(iso_week(found) if found else "XXXX-WXX", Granularity.WEEK, found, points_ahead=step > 0)
    if unit == "month":
        found = shift_months(anchor.replace(day=1), step) if anchor else None
        return Reading(f"{found:%Y-%m}" if found else "XXXX-XX", Granularity.MONTH, found, points_ahead=step > 0)
    if unit == "quarter":
        found = shift_months(date(anchor.year, 3 * quarter_of(anchor) - 2, 1), 3 * step) if anchor else None
        return Reading(f"{found.year:04d}-Q{quarter_of(found)}" if found else "XXXX-QX", Granularity.QUARTER, found, points_ahead=step > 0)
    if unit == "year":
        found = make_day(anchor.year + step, 1, 1) if anchor else None
        return Reading(f"{found:%Y}" if found else "XXXX", Granularity.YEAR, found, points_ahead=step > 0)
    if unit == "decade":
        found = make_day((anchor.year // 10 + step) * 10, 1, 1) if anchor else None
        return Reading(f"{found.year // 10}" if found else "XXX", Granularity.DECADE, found, points_ahead=step > 0)
    return None
