"""Rules of the time grammar for days and units beside the anchor: "yesterday", "Tuesday", "the weekend", "last week", "now".

Belongs here: patterns of such words and their reading. Does not belong here: numbers of units (`counted`), parts of a year
(`year_parts`), and dates that carry their own month or year (`absolute`).
"""

import re

from pipelines.dating.calendar_words import WEEKDAYS, Granularity, iso_week, shift_days, week_start
from pipelines.dating.readings import Group, Reading, Rule, Scene
from pipelines.dating.turns import AHEAD, BACK, STEP_OF_TURN, TURN, day_reading, period_reading, unit_of

_WHEN = r"(?:(?:earlier|later|early|late|mid) )?"
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


def _read_named_day(match: re.Match[str], scene: Scene) -> Reading | None:
    step = _NAMED_DAYS[match["name"].lower()]
    return day_reading(shift_days(scene.anchor, step) if scene.anchor else None, step > 0)


def _read_weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    number = WEEKDAYS[match["weekday"].lower().rstrip(".")]
    turn = (match["turn"] or "").lower()
    is_ahead = turn in AHEAD or (turn not in BACK and scene.leans_ahead(match.start(), match.end()))
    if scene.anchor is None:
        return day_reading(None, is_ahead, f"XXXX-WXX-{number + 1}")
    back = (scene.anchor.weekday() - number) % 7
    if turn in BACK and back == 0:
        back = 7
    ahead = (number - scene.anchor.weekday()) % 7
    if turn in AHEAD and ahead == 0:
        ahead = 7
    return day_reading(shift_days(scene.anchor, ahead if is_ahead else -back), is_ahead)


def _read_weekend(match: re.Match[str], scene: Scene) -> Reading | None:
    turn = (match["turn"] or "").lower()
    is_ahead = turn in AHEAD or (turn not in BACK and scene.leans_ahead(match.start(), match.end()))
    if scene.anchor is None:
        return Reading("XXXX-WXX-WE", Granularity.WEEKEND, points_ahead=is_ahead)
    back = (scene.anchor.weekday() - 5) % 7
    if turn in BACK and back < 2:
        back += 7
    ahead = 7 - back if turn in AHEAD else (7 - back) % 7
    found = shift_days(scene.anchor, ahead if is_ahead else -back)
    return Reading(f"{iso_week(found)}-WE", Granularity.WEEKEND, found, points_ahead=is_ahead) if found else None


def _read_turned(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "last week", "this month", "next year", "the same quarter"."""
    unit, turn = unit_of(match), match["turn"].lower()
    if turn == "the same":
        return day_reading(None) if unit == "day" else None  # of a day or time that another sentence told
    if scene.looks_back and scene.anchor and (unit, turn) == ("week", "this"):
        found = week_start(scene.anchor)
        return Reading(iso_week(found), Granularity.WEEK, found)
    return period_reading(unit, STEP_OF_TURN.get(turn, 0), scene.anchor)


def _read_reference(match: re.Match[str], _: Scene) -> Reading | None:
    kind = match.lastgroup or "past"
    return Reading(f"{kind.upper()}_REF", Granularity.REFERENCE, points_ahead=kind == "future")


_WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_HOLIDAY = "".join(rf"(?<!\b{word} )" for word in ["Black", "Good", "Ash", "Holy", "Maundy", "Palm", "Easter", "Whit", "Cyber", "Super"])
_PAST_OF = r"(?:\w+ )?(?:days?|weeks?|months?|quarters?|years?|decades?)\b"
_NAMED = "|".join(sorted(_NAMED_DAYS, key=len, reverse=True))

_NAMED_DAY: Rule = (re.compile(rf"\b(?P<name>{_NAMED})\b(?!'s (?:world|age))"), _read_named_day)
_WEEKDAY: Rule = (
    re.compile(
        rf"\b(?:(?i:{_WHEN}{TURN}) )?{_NO_HOLIDAY}(?P<weekday>{_WEEKDAY_NAME})(?!\w)(?: (?:morning|afternoon|evening|night))?",
    ),
    _read_weekday,
)
_WEEKEND: Rule = (re.compile(rf"\b(?:the )?{_WHEN}(?:{TURN} )?week-?ends?\b"), _read_weekend)
_TURNED: tuple[Rule, ...] = (
    (re.compile(rf"\b(?:the )?{_WHEN}{TURN} (?:fiscal )?(?P<unit>day|week|month|quarter|year|decade)\b(?!s)"), _read_turned),
    (re.compile(r"\b(?:earlier|later) in (?P<turn>the) (?P<unit>week|month|quarter|year)\b"), _read_turned),
)
_REFERENCE: Rule = (
    re.compile(
        rf"\b(?:(?P<past>recently|in recent (?:days|weeks|months|years)|in the past(?! {_PAST_OF}))"
        rf"|(?P<present>now|currently|nowadays|at present|at the moment)|"
        r"(?P<future>the (?:near )?future|in future|the near term))\b",
    ),
    _read_reference,
)
GROUPS = (
    Group(re.compile(r"day|night|morning|afternoon|evening|morrow"), (_NAMED_DAY,)),
    Group(re.compile(_WEEKDAY_NAME), (_WEEKDAY,), as_written=True),
    Group(re.compile("week-?end"), (_WEEKEND,)),
    Group(re.compile("day|week|month|quarter|year|decade"), _TURNED),
    Group(re.compile("recent|in the past|now|current|at present|moment|future|near term"), (_REFERENCE,)),
)
