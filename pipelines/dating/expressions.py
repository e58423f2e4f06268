"""Time expressions in running text: what they say in TIMEX3 terms and which day they fall on.

Belongs here: the order in which the grammar's rules are tried, and the record they make. The rules live in `absolute`, `relative`,
`counted` and `year_parts`. Values follow TimeML's TIMEX3 (ISO 8601 with XXXX for what is not known).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.dating import absolute, counted, relative, year_parts
from pipelines.dating.calendar_words import Granularity
from pipelines.dating.readings import ExpressionBasis, Group, Reader, Scene


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression; `text` stands at [start, end) of the text it was found in.

    `on` is the first day of the stretch it names (a week's Monday, a weekend's Saturday, a month's first), and None where
    no day can be named: no anchor, an ambiguous order of day and month, a duration, "recently".
    """

    text: str
    start: int
    end: int
    value: str
    granularity: Granularity
    on: date | None
    is_future: bool
    basis: ExpressionBasis


def find_expressions(text: str, anchor: date | None, looks_back: bool = False) -> list[TimeExpression]:
    """All time expressions of a text in their order, not overlapping.

    Args:
        text: One sentence or more; offsets of the result count its code points.
        anchor: The day that relative words are counted from, or None; such words then fall on no day.
        looks_back: Whether words that can mean a day behind or ahead ("Tuesday") mean the one behind, whatever their clause says.
    """
    return list(_find(text, anchor, looks_back))


@lru_cache(maxsize=1024)
def _find(text: str, anchor: date | None, looks_back: bool) -> tuple[TimeExpression, ...]:
    scene = Scene(text, anchor, looks_back)
    found = [made for match, read in _match_rules(text) if (made := _read(match, read, scene))]
    found.sort(key=lambda made: (made.start, -made.end))
    kept: list[TimeExpression] = []
    for made in found:
        if not kept or made.start >= kept[-1].end:
            kept.append(made)
    return tuple(kept)


_GROUPS: tuple[Group, ...] = absolute.GROUPS + relative.GROUPS + counted.GROUPS + year_parts.GROUPS


_LOOKALIKES = str.maketrans("ıİſ\u212a", "iIsK")  # what a pattern that ignores case takes for i, s and k (the last is the sign of kelvins)


@lru_cache(maxsize=256)
def _match_rules(text: str) -> tuple[tuple[re.Match[str], Reader], ...]:
    """Where each rule matches, in the order of the rules; the same for every anchor and either way of looking."""
    text = text.translate(_LOOKALIKES)
    low = text.lower()
    shapes = [(text if group.as_written else low, group) for group in _GROUPS]
    rules = [(shape, rule) for shape, group in shapes if group.needed.search(shape) for rule in group.rules]
    return tuple((match, read) for shape, (pattern, read) in rules for match in pattern.finditer(shape))


def _read(match: re.Match[str], read: Reader, scene: Scene) -> TimeExpression | None:
    reading = read(match, scene)
    if reading is None:
        return None
    start, end = match.span("it" if "it" in match.re.groupindex else 0)
    is_future = reading.points_ahead or bool(reading.on and scene.anchor and reading.on > scene.anchor)
    return TimeExpression(scene.text[start:end], start, end, reading.value, reading.granularity, reading.on, is_future, reading.basis)
