"""The days a claim can be about: what its own sentence says, what other sentences say, publication, or no day at all.

Belongs here: collecting the options. Does not belong here: what speaks for each (`claim_cues`) and the choice (`claim`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pipelines.dating.calendar_words import Granularity
from pipelines.dating.dateline import DATELINE
from pipelines.dating.expressions import TimeExpression, find_expressions
from pipelines.dating.readings import ExpressionBasis

MOST_BACK = 14  # sentences before the claim's own that are read for a day
MOST_AHEAD = 4  # sentences after it
HEAD = 3  # sentences at the head of the article, read from anywhere in it


class Source(StrEnum):
    """Where an option comes from."""

    OWN = "own"
    BEFORE = "before"
    AFTER = "after"
    HEAD = "head"
    PUBLICATION = "publication"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """A claim's sentence with what stands around it; `before` and `after` are in the article's order."""

    sentence: str
    quote: tuple[int, int]
    anchor: date | None
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def quoted(self) -> str:
        """The claim's own words."""
        return self.sentence[slice(*self.quote)]


@dataclass(frozen=True, slots=True)
class Option:
    """One day a claim can be about. `text` is the sentence of its expression, `gap` counts sentences between it and the claim's."""

    source: Source
    on: date | None
    expression: TimeExpression | None = None
    text: str = ""
    gap: int = 0
    rank: int = 0  # number of usable expressions nearer to the claim


def collect_options(setting: Setting) -> list[Option]:
    """Every option of a claim; `none` is always among them, publication where the article is dated."""
    found = [Option(Source.NONE, None)]
    if setting.anchor is not None:
        found.append(Option(Source.PUBLICATION, setting.anchor))
    own = usable(setting.sentence, setting.anchor)
    found += [Option(Source.OWN, made.on, made, setting.sentence, 0, rank) for rank, made in enumerate(own)]
    return found + list(_elsewhere(setting))


def _elsewhere(setting: Setting) -> Iterator[Option]:
    seen: set[tuple[date | None, Source]] = set()
    rank = 0
    for gap, source, text in _neighbours(setting):
        for made in usable(text, setting.anchor):
            if (made.on, source) not in seen:
                seen.add((made.on, source))
                yield Option(source, made.on, made, text, gap, rank)
            rank += 1


def _neighbours(setting: Setting) -> Iterator[tuple[int, Source, str]]:
    back = min(MOST_BACK, len(setting.before))
    for gap in range(1, back + 1):
        yield gap, Source.BEFORE, setting.before[-gap]
    for gap, text in enumerate(setting.after[:MOST_AHEAD], start=1):
        yield gap, Source.AFTER, text
    for number, text in enumerate(setting.before[: max(0, len(setting.before) - back)][:HEAD]):
        yield len(setting.before) - number, Source.HEAD, text


@lru_cache(maxsize=1024)
def usable(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """The expressions of a sentence that can say when something was said or done: past, of a nameable day, not a dateline's."""
    dateline = DATELINE.match(text)
    skipped = dateline.end() if dateline else 0
    return tuple(made for made in find_expressions(text, anchor) if made.start >= skipped and _can_date(made, anchor))


def _can_date(made: TimeExpression, anchor: date | None) -> bool:
    if made.on is None or made.granularity is Granularity.DECADE:
        return False
    return made.basis is ExpressionBasis.EXPLICIT if anchor is None else not made.is_future
