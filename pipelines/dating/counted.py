"""Rules of the time grammar for numbers of units: "two years ago", "in three weeks' time", "a year earlier", "ten days".

Belongs here: patterns of such words and their reading; a stretch of time that begins nowhere falls on no day. Does not belong here:
units that are turned to without a number (`relative`).
"""

import re
from datetime import date

from pipelines.dating.calendar_words import NUMBERS, Granularity, iso_week, shift_days, shift_months, week_start
from pipelines.dating.readings import Reading, Rule, Scene
from pipelines.dating.turns import UNIT, unit_of

_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted((re.escape(word) for word in NUMBERS if word != "zero"), key=len, reverse=True)) + ")"
_ABOUT = r"(?:about|around|nearly|almost|some|over|more than|less than|just|only|exactly)"
_UNIT_CODES = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "centur": "Y"}
_UNIT_SIZES = {"fortnight": 2, "quarter": 3, "decade": 10, "centur": 100}


def count_of(words: str) -> int:
    """A number in digits or words."""
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def _moved(anchor: date | None, unit: str, count: int) -> tuple[str, Granularity, date | None]:
    """Value, granularity and day of the anchor moved by so many units; the value is as coarse as the unit."""
    size = count * _UNIT_SIZES.get(unit, 1)
    if _UNIT_CODES[unit] == "D":
        found = shift_days(anchor, size) if anchor else None
        return (found.isoformat() if found else "XXXX-XX-XX"), Granularity.DAY, found
    if _UNIT_CODES[unit] == "W":
        found = shift_days(week_start(anchor), 7 * size) if anchor else None
        return (iso_week(found) if found else "XXXX-WXX"), Granularity.WEEK, found
    if _UNIT_CODES[unit] == "M":
        found = shift_months(anchor, size) if anchor else None
        return (f"{found:%Y-%m}" if found else "XXXX-XX"), Granularity.MONTH, found
    found = shift_months(anchor, 12 * size) if anchor else None
    return (f"{found:%Y}" if found else "XXXX"), Granularity.YEAR, found


def _read_ago(match: re.Match[str], scene: Scene) -> Reading | None:
    value, granularity, found = _moved(scene.anchor, unit_of(match), -count_of(match["count"]))
    return Reading(value, granularity, found)


def _read_earlier(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "a year earlier": counted from a day the text does not name, so it falls on none."""
    value, granularity, _ = _moved(scene.anchor, unit_of(match), -count_of(match["count"]))
    return Reading(value, granularity)


def _read_from_now(match: re.Match[str], scene: Scene) -> Reading | None:
    value, granularity, found = _moved(scene.anchor, unit_of(match), count_of(match["count"]))
    return Reading(value, granularity, found, points_ahead=True)


def _read_duration(match: re.Match[str], _: Scene) -> Reading | None:
    unit = unit_of(match)
    return Reading(f"P{count_of(match['count']) * _UNIT_SIZES.get(unit, 1)}{_UNIT_CODES[unit]}", Granularity.DURATION)


def _read_loose_duration(match: re.Match[str], _: Scene) -> Reading | None:
    return Reading(f"PX{_UNIT_CODES[unit_of(match)]}", Granularity.DURATION)


_I = re.IGNORECASE

RULES: tuple[Rule, ...] = (
    (
        re.compile(
            rf"\b(?:{_ABOUT} )?{_COUNT}(?: and a half)?[ -]{UNIT} ago\b",
            _I,
        ),
        _read_ago,
    ),
    (re.compile(rf"\b{_COUNT}[ -]{UNIT} from now\b", _I), _read_from_now),
    (re.compile(rf"\bin {_COUNT} {UNIT}'? time\b", _I), _read_from_now),
    (re.compile(rf"\b{_COUNT}[ -]{UNIT}[ -](?:earlier|before)\b", _I), _read_earlier),
    (
        re.compile(
            rf"\b(?:(?:the|in the) (?:past|last|next|coming|previous) )?(?<![\d.,]){_COUNT}[ -]{UNIT}\b(?! (?:ago|earlier|later))", _I
        ),
        _read_duration,
    ),
    (re.compile(rf"\b(?:several|few|some|many|recent|coming)(?: recent)? {UNIT}\b(?<=s)", _I), _read_loose_duration),
)
