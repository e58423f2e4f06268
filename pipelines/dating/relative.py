"""Rules of the time grammar for words counted from the anchor: "Tuesday", "last week", "two years ago", "the end of the year".

Belongs here: patterns of such words and their reading. Does not belong here: dates that carry their own month or year.
"""

import re
from datetime import date

from pipelines.dating.absolute import YEAR, first_of_next_year
from pipelines.dating.calendar_words import (
    NUMBERS,
    ORDINALS,
    SEASON_CODES,
    SEASON_STARTS,
    WEEKDAYS,
    Granularity,
    iso_week,
    make_day,
    news_week,
    quarter_of,
    shift_days,
    shift_months,
    week_start,
)
from pipelines.dating.readings import Reading, Rule, Scene

_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted((re.escape(word) for word in NUMBERS if word != "zero"), key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
_TURN = r"(?P<turn>this|last|next|past|previous|coming|current|the same)"
_WHEN = r"(?:(?:earlier|later|early|late|mid) )?"

_BACK = frozenset({"last", "past", "previous"})
_AHEAD = frozenset({"next", "coming"})
_STEP_OF_TURN = dict.fromkeys(_BACK, -1) | dict.fromkeys(_AHEAD, 1)

_NAMED_DAYS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "later today": 0,
    "yesterday": -1,
    "last night": -1,
    "overnight": 0,
    "the day before yesterday": -2,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_UNIT_CODES = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "centur": "Y"}
_UNIT_SIZES = {"fortnight": 2, "quarter": 3, "decade": 10, "centur": 100}


def _unit(match: re.Match[str]) -> str:
    return match["unit"].lower().removesuffix("ie").removesuffix("y") if match["unit"].lower().startswith("cent") else match["unit"].lower()


def count_of(words: str) -> int:
    """A number in digits or words."""
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def _day_reading(day: date | None, is_ahead: bool = False, fallback: str = "XXXX-XX-XX") -> Reading:
    return Reading(day.isoformat() if day else fallback, Granularity.DAY, day, points_ahead=is_ahead)


def _read_named_day(match: re.Match[str], scene: Scene) -> Reading | None:
    step = _NAMED_DAYS[match["name"].lower()]
    return _day_reading(shift_days(scene.anchor, step) if scene.anchor else None, step > 0)


def _read_weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    number = WEEKDAYS[match["weekday"].lower().rstrip(".")]
    turn = (match["turn"] or "").lower()
    is_ahead = turn in _AHEAD or (turn not in _BACK and scene.leans_ahead(match.start(), match.end()))
    if scene.anchor is None:
        return _day_reading(None, is_ahead, f"XXXX-WXX-{number + 1}")
    back = (scene.anchor.weekday() - number) % 7
    if turn in _BACK and back == 0:
        back = 7
    ahead = (number - scene.anchor.weekday()) % 7
    if turn in _AHEAD and ahead == 0:
        ahead = 7
    return _day_reading(shift_days(scene.anchor, ahead if is_ahead else -back), is_ahead)


def _read_weekend(match: re.Match[str], scene: Scene) -> Reading | None:
    turn = (match["turn"] or "").lower()
    is_ahead = turn in _AHEAD or (turn not in _BACK and scene.leans_ahead(match.start(), match.end()))
    if scene.anchor is None:
        return Reading("XXXX-WXX-WE", Granularity.WEEKEND, points_ahead=is_ahead)
    back = (scene.anchor.weekday() - 5) % 7
    if turn in _BACK and back < 2:
        back += 7
    found = shift_days(scene.anchor, (7 - back) % 7 if is_ahead else -back)
    return Reading(f"{iso_week(found)}-WE", Granularity.WEEKEND, found, points_ahead=is_ahead) if found else None


def _read_turned(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "last week", "this month", "next year", "the same quarter"."""
    unit, turn = _unit(match), match["turn"].lower()
    if turn == "the same":
        return _day_reading(None) if unit == "day" else None  # of a day or time that another sentence told
    return period_reading(unit, _STEP_OF_TURN.get(turn, 0), scene.anchor)


def period_reading(unit: str, step: int, anchor: date | None) -> Reading | None:
    """The calendar unit that lies `step` units after the anchor's own."""
    if unit == "day":
        return _day_reading(shift_days(anchor, step) if anchor else None, step > 0)
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
    value, granularity, found = _moved(scene.anchor, _unit(match), -count_of(match["count"]))
    return Reading(value, granularity, found)


def _read_earlier(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "a year earlier": counted from a day the text does not name, so it falls on none."""
    value, granularity, _ = _moved(scene.anchor, _unit(match), -count_of(match["count"]))
    return Reading(value, granularity)


def _read_from_now(match: re.Match[str], scene: Scene) -> Reading | None:
    value, granularity, found = _moved(scene.anchor, _unit(match), count_of(match["count"]))
    return Reading(value, granularity, found, points_ahead=True)


def _read_duration(match: re.Match[str], _: Scene) -> Reading | None:
    unit = _unit(match)
    return Reading(f"P{count_of(match['count']) * _UNIT_SIZES.get(unit, 1)}{_UNIT_CODES[unit]}", Granularity.DURATION)


def _read_loose_duration(match: re.Match[str], _: Scene) -> Reading | None:
    return Reading(f"PX{_UNIT_CODES[_unit(match)]}", Granularity.DURATION)


def _read_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    number = ORDINALS[match["ordinal"].lower()]
    return _part_of_year(match, scene, number, 3, "Q", Granularity.QUARTER)


def _read_half(match: re.Match[str], scene: Scene) -> Reading | None:
    number = min(2, ORDINALS[match["ordinal"].lower()])
    return _part_of_year(match, scene, number, 6, "H", Granularity.HALF)


def _year_of_part(match: re.Match[str], anchor: date | None) -> int | None:
    """The year that a quarter or half names; None where it names none."""
    if match["year"]:
        return int(match["year"])
    which = (match["which"] or "").lower()
    if which and anchor:
        return anchor.year + (-1 if which in _BACK else 1 if which in _AHEAD else 0)
    return None


def _part_of_year(match: re.Match[str], scene: Scene, number: int, months: int, code: str, granularity: Granularity) -> Reading | None:
    year = _year_of_part(match, scene.anchor)
    month = (number - 1) * months + 1
    if year is None and scene.anchor:
        this = make_day(scene.anchor.year, month, 1)
        ahead = scene.leans_ahead(match.start(), match.end())
        year = scene.anchor.year - (1 if this and this > scene.anchor and not ahead else 0)
    found = make_day(year, month, 1) if year else None
    return Reading(f"{year:04d}-{code}{number}" if year else f"XXXX-{code}{number}", granularity, found)


def _read_season(match: re.Match[str], scene: Scene) -> Reading | None:
    code = SEASON_CODES[match["season"].lower()]
    turn = (match["turn"] or "").lower()
    year = int(match["year"]) if match["year"] else scene.anchor.year if scene.anchor else None
    if year and scene.anchor and not match["year"]:
        starts = make_day(year, SEASON_STARTS[code], 1)
        if turn in _BACK and starts and starts > scene.anchor.replace(day=1):
            year -= 1
        if turn in _AHEAD and starts and starts < scene.anchor:
            year += 1
    found = make_day(year, SEASON_STARTS[code], 1) if year else None
    return Reading(f"{year:04d}-{code}" if year else f"XXXX-{code}", Granularity.SEASON, found, points_ahead=turn in _AHEAD)


def _read_bound(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "the end of the year", "year-end", "by the end of 2026", "the start of next month"."""
    if match["year"]:
        return Reading(match["year"], Granularity.YEAR, make_day(int(match["year"]), 1, 1))
    step = _STEP_OF_TURN.get((match["turn"] or "this").lower(), 0)
    reading = period_reading(_unit(match), step, scene.anchor)
    if reading is None or match["edge"].lower() != "end" or step:
        return reading
    is_ahead = scene.leans_ahead(match.start(), match.end())
    return Reading(reading.value, reading.granularity, reading.on, points_ahead=is_ahead)


def _read_year_end(match: re.Match[str], scene: Scene) -> Reading | None:
    is_ahead = scene.leans_ahead(match.start(), match.end())
    return Reading(
        f"{scene.anchor:%Y}" if scene.anchor else "XXXX",
        Granularity.YEAR,
        scene.anchor and date(scene.anchor.year, 1, 1),
        points_ahead=is_ahead,
    )


def _read_reference(match: re.Match[str], _: Scene) -> Reading | None:
    kind = match.lastgroup or "past"
    return Reading(f"{kind.upper()}_REF", Granularity.REFERENCE, points_ahead=kind == "future")


def _read_new_year(_: re.Match[str], scene: Scene) -> Reading | None:
    found = first_of_next_year(scene.anchor) if scene.anchor else None
    return Reading(f"{found:%Y}" if found else "XXXX", Granularity.YEAR, found, points_ahead=True)


_I = re.IGNORECASE
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PAST_OF = r"(?:\w+ )?(?:days?|weeks?|months?|quarters?|years?|decades?)\b"
_ABOUT = r"(?:about|around|nearly|almost|some|over|more than|less than|just|only|exactly)"
_HALF_OF = rf" of (?:the|this|last|next|(?:fiscal )?{YEAR})| (?:{YEAR})|-year"
_NAMED = "|".join(sorted(_NAMED_DAYS, key=len, reverse=True))
_SEASONS = "|".join(SEASON_CODES)
_ORDINAL = r"(?P<ordinal>" + "|".join(ORDINALS) + ")"
_OF_YEAR = (
    rf"(?:,? (?:of )?(?:the )?(?:(?P<which>this|last|next|previous|current|coming)(?: fiscal)? year|(?:fiscal )?(?P<year>{YEAR})|year))?"
)

RULES: tuple[Rule, ...] = (
    (re.compile(rf"\b(?P<name>{_NAMED})\b(?!'s (?:world|age))", _I), _read_named_day),
    (
        re.compile(
            rf"\b(?:{_WHEN}{_TURN} )?(?P<weekday>{_WEEKDAY})(?!\w)(?: (?:morning|afternoon|evening|night))?",
        ),
        _read_weekday,
    ),
    (re.compile(rf"\b(?:the )?{_WHEN}(?:{_TURN} )?week-?ends?\b", _I), _read_weekend),
    (re.compile(rf"\b(?:the )?{_WHEN}{_TURN} (?:fiscal )?(?P<unit>day|week|month|quarter|year|decade)\b(?!s)", _I), _read_turned),
    (
        re.compile(
            rf"\b(?:{_ABOUT} )?{_COUNT}(?: and a half)?[ -]{_UNIT} ago\b",
            _I,
        ),
        _read_ago,
    ),
    (re.compile(rf"\b{_COUNT}[ -]{_UNIT} from now\b", _I), _read_from_now),
    (re.compile(rf"\bin {_COUNT} {_UNIT}'? time\b", _I), _read_from_now),
    (re.compile(rf"\b(?:the )?{_ORDINAL}[ -](?:fiscal )?quarter\b{_OF_YEAR}", _I), _read_quarter),
    (
        re.compile(rf"\bQ(?P<ordinal>[1-4])(?P<which>(?!))?(?:,? (?:of )?(?P<year>{YEAR}))?\b"),
        lambda m, s: _part_of_year(m, s, int(m["ordinal"]), 3, "Q", Granularity.QUARTER),
    ),
    (
        re.compile(
            rf"\b(?:the )?(?P<ordinal>first|second|1st|2nd)[ -]half\b(?={_HALF_OF}){_OF_YEAR}",
            _I,
        ),
        _read_half,
    ),
    (re.compile(rf"\b(?:the )?(?P<turn>(?!))?(?P<season>{_SEASONS})(?: of|,)? (?P<year>{YEAR})\b", _I), _read_season),
    (re.compile(rf"\b{_TURN} (?P<season>{_SEASONS})(?P<year>(?!))?\b", _I), _read_season),
    (
        re.compile(
            rf"\b(?:the )?(?P<edge>end|start|beginning|middle|close|rest|remainder)(?:-| of )(?:the )?"
            rf"(?:(?P<turn>this|last|next|previous|coming|current) )?(?:(?P<unit>week|month|quarter|year|decade)\b|(?P<year>{YEAR})(?!\d))",
            _I,
        ),
        _read_bound,
    ),
    (re.compile(r"\b(?:the )?year(?:-| |'s )?end\b", _I), _read_year_end),
    (re.compile(r"\b(?:earlier|later) in (?P<turn>the) (?P<unit>week|month|quarter|year)\b", _I), _read_turned),
    (re.compile(rf"\b(?P<year>(?!))?(?P<which>this|last|next) year's {_ORDINAL}[ -]quarter\b", _I), _read_quarter),
    (re.compile(rf"\bthe (?P<year>{YEAR})(?P<which>(?!))? {_ORDINAL}[ -]quarter\b", _I), _read_quarter),
    (re.compile(rf"\b{_COUNT}[ -]{_UNIT}[ -](?:earlier|before)\b", _I), _read_earlier),
    (re.compile(r"\bnew year\b(?!'s)", re.ASCII), _read_new_year),
    (
        re.compile(
            rf"\b(?:(?:the|in the) (?:past|last|next|coming|previous) )?(?<![\d.,]){_COUNT}[ -]{_UNIT}\b(?! (?:ago|earlier|later))", _I
        ),
        _read_duration,
    ),
    (re.compile(rf"\b(?:several|few|some|many|recent|coming)(?: recent)? {_UNIT}\b(?<=s)", _I), _read_loose_duration),
    (
        re.compile(
            rf"\b(?:(?P<past>recently|in recent (?:days|weeks|months|years)|in the past(?! {_PAST_OF}))"
            rf"|(?P<present>now|currently|nowadays|at present|at the moment)|"
            r"(?P<future>the (?:near )?future|in future|the near term))\b",
            _I,
        ),
        _read_reference,
    ),
)
