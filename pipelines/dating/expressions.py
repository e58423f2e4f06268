"""Time expressions in running text: what they say in TIMEX3 terms and which day they fall on.

Belongs here: the order in which the grammar's rules are tried, and the record they make. The rules live in `absolute`, `relative`,
`counted` and `year_parts`. Values follow TimeML's TIMEX3 (ISO 8601 with XXXX for what is not known).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.dating import absolute, counted, relative, year_parts
from pipelines.dating.calendar_words import Granularity
from pipelines.dating.readings import ExpressionBasis, Reader, Rule, Scene


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
    if not _TRIGGER.search(text):
        return ()
    scene = Scene(text, anchor, looks_back)
    found = [made for rank, (pattern, read) in enumerate(_RULES) for made in _apply(pattern, read, scene, rank)]
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end, pair[0]))
    kept: list[TimeExpression] = []
    for _, made in found:
        if not kept or made.start >= kept[-1].end:
            kept.append(made)
    return tuple(kept)


_RULES: tuple[Rule, ...] = absolute.RULES + relative.RULES + counted.RULES + year_parts.RULES
_TRIGGER = re.compile(
    r"\d|day\b|days\b|[Ww]eek|[Mm]onth|[Yy]ear|[Qq]uarter|[Hh]alf|decade|centur|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Nn]ight|[Nn]ow\b|"
    r"[Rr]ecent|[Cc]urrent|[Pp]revious|lately|future|soon|present|moment|morning|afternoon|evening|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
)


def _apply(pattern: re.Pattern[str], read: Reader, scene: Scene, rank: int) -> Iterator[tuple[int, TimeExpression]]:
    for match in pattern.finditer(scene.text):
        reading = read(match, scene)
        if reading is not None:
            group = "it" if "it" in pattern.groupindex else 0
            start, end = match.span(group)
            is_future = reading.points_ahead or bool(reading.on and scene.anchor and reading.on > scene.anchor)
            text = scene.text[start:end]
            yield rank, TimeExpression(text, start, end, reading.value, reading.granularity, reading.on, is_future, reading.basis)
