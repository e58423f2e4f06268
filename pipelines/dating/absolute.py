"""Rules of the time grammar for words that carry their own month or year: "April 3", "3 April 2025", "2025-04-03", "the 1990s".

Belongs here: patterns of calendar dates and the reading of each. Does not belong here: words counted from the anchor ("last week").
"""

import re
from datetime import date

from pipelines.dating.calendar_words import MONTHS, NUMBERS, WEEKDAYS, Granularity, full_year, make_day
from pipelines.dating.readings import ExpressionBasis, Group, Reading, Rule, Scene
from pipelines.dating.turns import STEP_OF_TURN

MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Febr?|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
YEAR = r"(?:1[89]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_SIDE = r"(?:the )?(?:[Ee]arly|[Ll]ate|(?P<mid>[Mm]id))[ -]"
_PART = rf"(?:{_SIDE}|(?:the )?(?:beginning|start|middle|end) of (?:the )?(?:month of )?)?"
_OPEN = r"(?<![\w$£€/#.,-])"
_SHUT = r"(?:-\d\d?)?(?![\w%/]|[.,:]\d|-\d)"


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _explicit(day: date | None) -> Reading | None:
    if day is None:
        return None
    return Reading(day.isoformat(), Granularity.DAY, day, ExpressionBasis.EXPLICIT)


def _read_full(match: re.Match[str], _: Scene) -> Reading | None:
    return _explicit(make_day(full_year(match["year"]), _month(match["month"]), int(match["day"])))


def _read_span(match: re.Match[str], _: Scene) -> Reading | None:
    """ "March 30 to April 2, 2019": the year that ends the span, or the one before it where its first month is the later one."""
    month = _month(match["month"])
    return _explicit(make_day(int(match["year"]) - (month > _month(match["last"])), month, int(match["day"])))


def _read_iso(match: re.Match[str], _: Scene) -> Reading | None:
    return _explicit(make_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _read_numeric(match: re.Match[str], _: Scene) -> Reading | None:
    """Numbers alone: where both orders give a day, neither is taken."""
    first, second, year = int(match["first"]), int(match["second"]), full_year(match["year"])
    american, british = make_day(year, first, second), make_day(year, second, first)
    if american and british and american != british:
        return Reading(f"{year:04d}-XX-XX", Granularity.DAY, None, ExpressionBasis.EXPLICIT)
    return _explicit(american or british)


def nearest_year(scene: Scene, month: int, day: int, is_ahead: bool) -> date | None:
    """The latest such day on or before the anchor, or where the words point ahead the first on or after it."""
    if scene.anchor is None:
        return None
    steps = (0, 1, 2, 3, 4, 5, 6, 7, 8) if is_ahead else (0, -1, -2, -3, -4, -5, -6, -7, -8)  # 29 February can be eight years off
    for step in steps:
        found = make_day(scene.anchor.year + step, month, day)
        if found is not None and (found >= scene.anchor if is_ahead else found <= scene.anchor):
            return found
    return None


def _read_yearless(match: re.Match[str], scene: Scene) -> Reading | None:
    month, day = _month(match["month"]), int(match["day"])
    if make_day(2000, month, day) is None:
        return None
    coming = nearest_year(scene, month, day, is_ahead=True)
    is_ahead = scene.is_soon(coming) or (scene.leans_ahead(match.start(), match.end()) and not scene.is_far(coming))
    found = _on_weekday(match["weekday"], month, day, scene) or (coming if is_ahead else nearest_year(scene, month, day, is_ahead=False))
    value = found.isoformat() if found else f"XXXX-{month:02d}-{day:02d}"
    return Reading(value, Granularity.DAY, found, ExpressionBasis.RELATIVE, is_ahead)


def _on_weekday(weekday: str | None, month: int, day: int, scene: Scene) -> date | None:
    """The day that falls on the weekday written before it, within a year of the anchor; None where no weekday or no such year."""
    if weekday is None or scene.anchor is None:
        return None
    near = (make_day(scene.anchor.year + step, month, day) for step in (0, -1, 1))
    return next((found for found in near if found and found.weekday() == WEEKDAYS[weekday.lower().rstrip(".")]), None)


def _read_month_of_year(match: re.Match[str], _: Scene) -> Reading | None:
    year, month = full_year(match["year"]), _month(match["month"])
    found = make_day(year, month, 1)
    return Reading(f"{year:04d}-{month:02d}", Granularity.MONTH, _middle(match, found), ExpressionBasis.RELATIVE) if found else None


def _middle(match: re.Match[str], first: date | None) -> date | None:
    """The day a month stands for: its first, and its fifteenth where the words say "mid"."""
    return first.replace(day=_MIDDLE) if first and match.groupdict().get("mid") else first


_MIDDLE = 15


def _read_month(match: re.Match[str], scene: Scene) -> Reading | None:
    month, turn = _month(match["month"]), (match["turn"] or "").lower()
    soon = not turn and scene.is_soon(nearest_year(scene, month, 1, is_ahead=True))
    is_ahead = turn in ("next", "coming") or soon or (not turn and scene.leans_ahead(match.start("month"), match.end()))
    found = nearest_year(scene, month, 1, is_ahead)
    if scene.anchor and (turn == "this" or scene.anchor.month == month):
        found = make_day(scene.anchor.year + STEP_OF_TURN.get(turn, 0), month, 1)
    value = f"{found.year:04d}-{month:02d}" if found else f"XXXX-{month:02d}"
    return Reading(value, Granularity.MONTH, _middle(match, found), ExpressionBasis.RELATIVE, is_ahead)


def _read_year(match: re.Match[str], _: Scene) -> Reading | None:
    found = make_day(int(match["year"]), 1, 1)
    return Reading(match["year"], Granularity.YEAR, found, ExpressionBasis.RELATIVE) if found else None


def _read_month_of_turned_year(match: re.Match[str], scene: Scene) -> Reading | None:
    month, step = _month(match["month"]), {"last": -1, "this": 0, "next": 1}[match["turn"]]
    found = make_day(scene.anchor.year + step, month, 1) if scene.anchor else None
    return Reading(f"{found:%Y-%m}" if found else f"XXXX-{month:02d}", Granularity.MONTH, _middle(match, found), points_ahead=step > 0)


def _read_spelled_year(match: re.Match[str], _: Scene) -> Reading | None:
    """ "nineteen ninety-seven", as broadcasters write it."""
    year = 1900 + {"eighty": 80, "ninety": 90}[match["tens"].lower()] + (NUMBERS[match["ones"].lower()] if match["ones"] else 0)
    return Reading(str(year), Granularity.YEAR, make_day(year, 1, 1))


def _read_decade(match: re.Match[str], _: Scene) -> Reading | None:
    digits = match["year"]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Reading(f"{year // 10}", Granularity.DECADE, make_day(year, 1, 1), ExpressionBasis.RELATIVE)


_WEEKDAY_FIRST = rf"(?:(?P<weekday>{WEEKDAY_NAME}),? )?"
_BARE_MONTH = (
    r"(?:January|February|April|June|July|August|September|October|November|December|(?:Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.(?= ))"
)
_CUED_MONTH = r"(?:March|May)"
_MONTH_CUE = (
    r"(?:\b(?:in|In|Since|since|until|till|by|from|through|during|of|to|for|between|and|before|after|early|late|mid|as of)[ -](?:the )?)"
)
_YEAR_CUE = (
    r"(?:\b(?:in|In|since|Since|of|by|By|from|until|till|to|through|during|During|In both|both|before|after|for|late|early|mid|"
    r"between|and|year|fiscal|or|around|as of|beginning|than|into|due|For)[ -])"
)
_CLOCK = r"(?:hours|hrs|GMT|UTC|EST|EDT|ET|local time)\b"
_NO_YEAR = (
    r"(?![\d%]|[.,:/]\d|-\d\d\d| (?:points|jobs|people|workers|dollars|dlrs|euros|marks|yen|yuan|pounds|pct|percent|tons|tonnes|barrels|"
    r"bags|bales|ounces|cars|vehicles|units|shares|contracts|lots|miles|km|mln|million|bln|billion)\b"
    rf"| (?:(?:and|to|until|-) \d{{4}} )?{_CLOCK})"
)
_NO_OTHER_YEAR = rf"(?!,? ?[12]\d{{3}}(?![\d%]|[.,:]\d)(?! {_CLOCK}))"  # a full date that the calendar lacks is not one of a near year

_TO = r"(?: ?[-–—] ?| (?:and|or|to|through|until|till) )"  # between the days of a span that its year stands behind
_OTHER_MONTH = rf"(?:(?:{WEEKDAY_NAME}),? )?(?P<last>{MONTH_NAME})"
_WITH_YEAR = rf",? (?P<year>{YEAR})(?!\d)"

_MONTH_RULES: tuple[Rule, ...] = (
    (re.compile(rf"\b{_WEEKDAY_FIRST}{_PART}(?P<month>{MONTH_NAME}) ?(?P<day>{_DAY}){_TH},? ?(?P<year>{YEAR})(?!\d)"), _read_full),
    (
        re.compile(rf"{_OPEN}{_WEEKDAY_FIRST}(?:the )?(?P<day>{_DAY}){_TH}(?: of)?[ -](?P<month>{MONTH_NAME}),?[ -](?P<year>{YEAR})(?!\d)"),
        _read_full,
    ),
    (
        re.compile(rf"\b{_WEEKDAY_FIRST}(?P<month>{MONTH_NAME}) ?(?P<day>{_DAY}){_TH}{_TO}{_DAY}{_TH}{_WITH_YEAR}"),
        _read_full,
    ),
    (
        re.compile(rf"{_OPEN}(?P<day>{_DAY}){_TH}{_TO}{_DAY}{_TH}(?: of)? (?P<month>{MONTH_NAME}){_WITH_YEAR}"),
        _read_full,
    ),
    (
        re.compile(rf"\b{_WEEKDAY_FIRST}(?P<month>{MONTH_NAME}) ?(?P<day>{_DAY}){_TH},?(?={_TO}{_OTHER_MONTH} ?{_DAY}{_TH}{_WITH_YEAR})"),
        _read_span,
    ),
    (
        re.compile(rf"{_OPEN}(?P<day>{_DAY}){_TH}(?: of)? (?P<month>{MONTH_NAME})(?={_TO}{_DAY}{_TH} {_OTHER_MONTH}{_WITH_YEAR})"),
        _read_span,
    ),
    (
        re.compile(
            rf"\b{_WEEKDAY_FIRST}(?P<month>{MONTH_NAME}) (?P<day>{_DAY}){_TH}{_SHUT}{_NO_OTHER_YEAR}"
            r"(?! (?:pct|percent|per cent|mln|million|bln|billion)\b)"
        ),
        _read_yearless,
    ),
    (
        re.compile(rf"{_OPEN}{_WEEKDAY_FIRST}(?:the )?(?P<day>{_DAY}){_TH}(?: of)? (?P<month>{MONTH_NAME})(?!\w){_NO_OTHER_YEAR}"),
        _read_yearless,
    ),
    (re.compile(rf"\b{_PART}(?P<month>{MONTH_NAME})(?:,| of)? (?P<year>{YEAR})(?!\d)"), _read_month_of_year),
    (re.compile(rf"\b{_PART}(?P<month>{MONTH_NAME})(?: of)? (?P<turn>last|this|next) year\b"), _read_month_of_turned_year),
    (re.compile(rf"\b{_PART}(?:(?P<turn>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past|[Cc]oming) )(?P<month>{MONTH_NAME})(?!\w| \d)"), _read_month),
    (re.compile(rf"\b{_PART}(?P<turn>(?!))?(?P<month>{_BARE_MONTH})(?!\w| \d)"), _read_month),
    (re.compile(rf"\b{_SIDE}(?P<turn>(?!))?(?P<month>{_CUED_MONTH})(?!\w| \d| [A-Z])"), _read_month),
    (re.compile(rf"{_MONTH_CUE}(?P<turn>(?!))?(?P<it>(?P<month>{_CUED_MONTH}))(?!\w| \d| [A-Z])"), _read_month),
)
_NUMERIC_RULES: tuple[Rule, ...] = (
    (re.compile(rf"{_OPEN}(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=T\d\d|(?![\w-]))"), _read_iso),
    (re.compile(rf"{_OPEN}(?P<year>{YEAR})[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<day>{_DAY})(?![\w/])"), _read_iso),
    (re.compile(rf"{_OPEN}(?P<first>{_DAY})/(?P<second>{_DAY})/(?P<year>{YEAR}|\d\d)(?![\w/])"), _read_numeric),
    (re.compile(rf"{_OPEN}(?P<first>{_DAY})\.(?P<second>{_DAY})\.(?P<year>{YEAR})(?![\w.]\w)"), _read_numeric),
    (re.compile(rf"{_OPEN}(?P<first>{_DAY})-(?P<second>{_DAY})-(?P<year>{YEAR})(?![\w-])"), _read_numeric),
)
_YEAR_RULES: tuple[Rule, ...] = (
    (re.compile(rf"{_YEAR_CUE}(?P<it>(?P<year>{YEAR})){_NO_YEAR}"), _read_year),
    (re.compile(rf"(?:\b(?:the|its|their|his|her|our|a)|'s|s') (?P<it>(?P<year>{YEAR}))(?= [a-z]){_NO_YEAR}"), _read_year),
)
_DECADE: Rule = (re.compile(r"\b(?:the )?(?:(?:early|late|mid)[ -])?(?P<year>(?:1[89]|20)\d0|(?<=')\d0)'?s\b"), _read_decade)
_SPELLED_YEAR: Rule = (
    re.compile(r"\bnineteen (?P<tens>eighty|ninety)(?:[ -](?P<ones>one|two|three|four|five|six|seven|eight|nine))?\b"),
    _read_spelled_year,
)
GROUPS = (
    Group(
        re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"),
        _MONTH_RULES,
        as_written=True,
    ),
    Group(re.compile(r"\d[/.-]\d"), _NUMERIC_RULES, as_written=True),
    Group(re.compile(r"\d\d\d\d"), _YEAR_RULES, as_written=True),
    Group(re.compile("0'?s"), (_DECADE,), as_written=True),
    Group(re.compile("nineteen"), (_SPELLED_YEAR,)),
)
