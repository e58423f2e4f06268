"""Rules of the time grammar for parts of a year and edges of a unit: "the third quarter", "last summer", "the end of the month".

Belongs here: patterns of such words and their reading. Does not belong here: months (`absolute`).
"""

import re
from dataclasses import replace
from datetime import date

from pipelines.dating.absolute import YEAR
from pipelines.dating.calendar_words import ORDINALS, SEASON_CODES, SEASON_STARTS, Granularity, make_day
from pipelines.dating.readings import Group, Reading, Rule, Scene
from pipelines.dating.turns import AHEAD, BACK, STEP_OF_TURN, TURN, period_reading, unit_of


def _read_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    number = ORDINALS[match["ordinal"].lower()]
    return _part_of_year(match, scene, number, 3, "Q", Granularity.QUARTER)


def _read_half(match: re.Match[str], scene: Scene) -> Reading | None:
    number = min(2, ORDINALS.get(match["ordinal"].lower(), 2))
    return _part_of_year(match, scene, number, 6, "H", Granularity.HALF)


def _year_of_part(match: re.Match[str], anchor: date | None) -> int | None:
    """The year that a quarter or half names; None where it names none."""
    if match["year"]:
        return int(match["year"])
    which = (match["which"] or "").lower()
    if which and anchor:
        return anchor.year + (-1 if which in BACK else 1 if which in AHEAD else 0)
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
    year = int(match["year"]) if match["year"] else _year_of_season(SEASON_STARTS[code], turn, scene.anchor) if scene.anchor else None
    found = make_day(year, SEASON_STARTS[code], 1) if year else None
    return Reading(f"{year:04d}-{code}" if year else f"XXXX-{code}", Granularity.SEASON, found, points_ahead=turn in AHEAD)


def _year_of_season(month: int, turn: str, anchor: date) -> int:
    """The year in which the season begins: of the last one that is over, of the next one to come, or of the one going on."""
    begun = anchor.year - (anchor.month < month)
    is_going_on = (anchor.month - month) % 12 < _SEASON_MONTHS
    if turn in BACK:
        return begun - is_going_on
    return begun + 1 if turn in AHEAD else begun if is_going_on else anchor.year


_SEASON_MONTHS = 3


def _read_bound(match: re.Match[str], scene: Scene) -> Reading | None:
    """ "the end of the year", "year-end", "by the end of 2026", "the start of next month"."""
    is_end = match["edge"].lower() in _ENDS
    if match["year"]:
        is_ahead = is_end and scene.anchor is not None and int(match["year"]) == scene.anchor.year
        return Reading(match["year"], Granularity.YEAR, make_day(int(match["year"]), 1, 1), points_ahead=is_ahead and scene.looks_back)
    step = STEP_OF_TURN.get((match["turn"] or "this").lower(), 0)
    reading = period_reading(unit_of(match), step, scene.anchor)
    return reading if reading is None or not is_end or step else _leaning(reading, match, scene)


def _read_year_end(match: re.Match[str], scene: Scene) -> Reading | None:
    return _leaning(period_reading("year", 0, scene.anchor), match, scene)


def _leaning(reading: Reading | None, match: re.Match[str], scene: Scene) -> Reading | None:
    """An end that lies ahead where its clause looks ahead; of a period that is going on it can be no day behind."""
    return reading and replace(reading, points_ahead=scene.looks_back or scene.leans_ahead(match.start(), match.end()))


_ENDS = frozenset(("end", "close", "rest", "remainder"))


def _read_new_year(_: re.Match[str], scene: Scene) -> Reading | None:
    return period_reading("year", 1, scene.anchor)


_HALF_OF = rf" of (?:the|this|last|next|(?:fiscal )?{YEAR})| (?:{YEAR})|-year"
_SEASONS = "|".join(SEASON_CODES)
_ORDINAL = r"(?P<ordinal>" + "|".join(ORDINALS) + ")"
_OF_YEAR = (
    rf"(?:,? (?:of )?(?:the )?(?:(?P<which>this|last|next|previous|current|coming)(?: fiscal)? year|(?:fiscal )?(?P<year>{YEAR})|year))?"
)

_PARTS: tuple[Rule, ...] = (
    (re.compile(rf"\b(?:the )?{_ORDINAL}[ -](?:fiscal )?quarter\b{_OF_YEAR}"), _read_quarter),
    (re.compile(rf"\b(?:the )?(?P<ordinal>first|second|1st|2nd|last|final)[ -]half\b(?={_HALF_OF}){_OF_YEAR}"), _read_half),
    (re.compile(rf"\b(?P<year>(?!))?(?P<which>this|last|next) year's {_ORDINAL}[ -]quarter\b"), _read_quarter),
    (re.compile(rf"\bthe (?P<year>{YEAR})(?P<which>(?!))? {_ORDINAL}[ -]quarter\b"), _read_quarter),
)
_SEASON_RULES: tuple[Rule, ...] = (
    (re.compile(rf"\b(?:the )?(?P<turn>(?!))?(?P<season>{_SEASONS})(?: of|,)? (?P<year>{YEAR})\b"), _read_season),
    (re.compile(rf"\b{TURN} (?P<season>{_SEASONS})(?P<year>(?!))?\b"), _read_season),
)
_BOUND: Rule = (
    re.compile(
        rf"\b(?:the )?(?P<edge>end|start|beginning|middle|close|rest|remainder)(?:-| of )(?:the )?"
        rf"(?:(?P<turn>this|last|next|previous|coming|current) )?(?:(?P<unit>week|month|quarter|year|decade)\b|(?P<year>{YEAR})(?!\d))"
    ),
    _read_bound,
)
_YEAR_END: Rule = (re.compile(r"\b(?:the )?year(?:-| |'s )?end\b"), _read_year_end)
_QUARTER: Rule = (
    re.compile(rf"\bQ(?P<ordinal>[1-4])(?P<which>(?!))?(?:,? (?:of )?(?P<year>{YEAR}))?\b"),
    lambda m, s: _part_of_year(m, s, int(m["ordinal"]), 3, "Q", Granularity.QUARTER),
)
_NEW_YEAR: Rule = (re.compile(r"\bnew year\b(?!'s)", re.ASCII), _read_new_year)  # a capital makes it a holiday
GROUPS = (
    Group(re.compile("quarter|half"), _PARTS),
    Group(re.compile(_SEASONS), _SEASON_RULES),
    Group(re.compile("(?:end|start|beginning|middle|close|rest|remainder)(?:-| of )"), (_BOUND,)),
    Group(re.compile("year.{0,3}end"), (_YEAR_END,)),
    Group(re.compile("Q[1-4]"), (_QUARTER,), as_written=True),
    Group(re.compile("new year"), (_NEW_YEAR,), as_written=True),
)
