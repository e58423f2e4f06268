"""Rules of the time grammar for numbers of units: "two years ago", "in three weeks' time", "a year earlier", "ten days".

Belongs here: patterns of such words and their reading; a stretch of time that begins nowhere falls on no day. Does not belong here:
units that are turned to without a number (`relative`).
"""

import re
from dataclasses import replace
from datetime import date

from pipelines.dating.calendar_words import NUMBERS, Granularity, shift_days, shift_months, week_start
from pipelines.dating.readings import Group, Reading, Rule, Scene
from pipelines.dating.turns import UNIT, unit_of, unit_reading

_COUNT = (
    r"(?P<count>\d{1,3}"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](?:one|two|three|four|five|six|seven|eight|nine)\b|"
    + "|".join(sorted((re.escape(word) for word in NUMBERS if word != "zero"), key=len, reverse=True))
    + ")"
)
# Before a number that moves the anchor: no rest of another number ("1,200 days", "a hundred and fifty years", "2-1/2 years"), no share
# of the unit ("half a year").
_WHOLE = (
    r"(?<![\d.,/])(?<!\d[ \u00a0\u202f])(?<![a-z]-)(?<!\bhalf )(?<!\bquarter of )"
    r"(?<!\bhundred )(?<!\bhundred and )(?<!\bthousand )(?<!\bthousand and )"
)
_ABOUT = r"(?:about|around|nearly|almost|some|over|more than|less than|just|only|exactly)"
_UNIT_CODES = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "centur": "Y"}
_UNIT_SIZES = {"fortnight": 2, "quarter": 3, "decade": 10, "centur": 100}
_COUNTED = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def count_of(words: str) -> int:
    """A number in digits or words, "thirty-five" included."""
    known = words.lower()
    if known.isdigit() or known in NUMBERS:
        return int(known) if known.isdigit() else NUMBERS[known]
    return sum(NUMBERS[part] for part in re.split("[ -]", known))


def _moved(match: re.Match[str], scene: Scene, direction: int) -> Reading:
    """The anchor moved by so many units; the value is as coarse as the unit they are counted in."""
    unit = unit_of(match)
    size, counted = direction * count_of(match["count"]) * _UNIT_SIZES.get(unit, 1), _COUNTED[_UNIT_CODES[unit]]
    return unit_reading(counted, _shift(scene.anchor, counted, size) if scene.anchor else None, direction > 0)


def _shift(anchor: date, unit: str, size: int) -> date | None:
    if unit in ("day", "week"):
        return shift_days(anchor, size) if unit == "day" else shift_days(week_start(anchor), 7 * size)
    return shift_months(anchor, size if unit == "month" else 12 * size)


def _read_ago(match: re.Match[str], scene: Scene) -> Reading | None:
    return _moved(match, scene, -1)


def _read_half_year_ago(_: re.Match[str], scene: Scene) -> Reading | None:
    return unit_reading("month", shift_months(scene.anchor, -6) if scene.anchor else None)


def _read_earlier(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "a year earlier": counted from a day the text does not name, so it falls on none."""
    return replace(_moved(match, scene, -1), on=None)


def _read_from_now(match: re.Match[str], scene: Scene) -> Reading | None:
    return _moved(match, scene, 1)


def _read_duration(match: re.Match[str], _: Scene) -> Reading | None:
    unit = unit_of(match)
    return Reading(f"P{count_of(match['count']) * _UNIT_SIZES.get(unit, 1)}{_UNIT_CODES[unit]}", Granularity.DURATION)


def _read_loose_duration(match: re.Match[str], _: Scene) -> Reading | None:
    return Reading(f"PX{_UNIT_CODES[unit_of(match)]}", Granularity.DURATION)


_AGO: Rule = (re.compile(rf"\b(?:{_ABOUT} )?{_WHOLE}{_COUNT}(?: and a half)?[ -]{UNIT} ago\b"), _read_ago)
_HALF_YEAR_AGO: Rule = (re.compile(rf"\b(?:{_ABOUT} )?half[ -]a[ -]year ago\b"), _read_half_year_ago)
_FROM_NOW: Rule = (re.compile(rf"\b{_WHOLE}{_COUNT}[ -]{UNIT} from now\b"), _read_from_now)
_IN_TIME: Rule = (re.compile(rf"\bin {_COUNT} {UNIT}'? time\b"), _read_from_now)
_EARLIER: Rule = (re.compile(rf"\b{_WHOLE}{_COUNT}[ -]{UNIT}[ -](?:earlier|before)\b"), _read_earlier)
_STRETCHES: tuple[Rule, ...] = (
    (
        re.compile(rf"\b(?:(?:the|in the) (?:past|last|next|coming|previous) )?(?<![\d.,]){_COUNT}[ -]{UNIT}\b(?! (?:ago|earlier|later))"),
        _read_duration,
    ),
    (re.compile(rf"\b(?:several|few|some|many|recent|coming)(?: recent)? {UNIT}\b(?<=s)"), _read_loose_duration),
)
GROUPS = (
    Group(re.compile(" ago"), (_AGO, _HALF_YEAR_AGO)),
    Group(re.compile(" from now"), (_FROM_NOW,)),
    Group(re.compile(" time"), (_IN_TIME,)),
    Group(re.compile("[ -](?:earlier|before)"), (_EARLIER,)),
    Group(re.compile(r"day|week|fortnight|month|quarter|year|decade|centur"), _STRETCHES),
)
