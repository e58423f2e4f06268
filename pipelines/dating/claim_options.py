"""The days a claim can be about: what its own sentence says, what other sentences say, publication, or no day at all.

Belongs here: what is known of a claim and its story, and collecting the options. Does not belong here: what speaks for each
(`claim_cues`) and the choice (`claim`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipelines.dating.dateline import DATELINE
from pipelines.dating.expressions import TimeExpression, find_expressions
from pipelines.dating.readings import ExpressionBasis

MOST_BACK = 14  # sentences before the claim's own that are read for a day
MOST_AHEAD = 4  # sentences after it
HEAD = 3  # sentences at the head of the article, read from anywhere in it
_SINCE = r"(?: [\w'.%-]+){0,6}? since(?: early| late| mid)?[ -]\Z"  # before a day
_MEASURED_FROM = re.compile(  # "the strongest fixing since March": that is another's day, far behind
    r"\b(?:(?:strong|weak|firm|high|low|larg|bigg|great|small|sharp|steep|deep|heavi|broad|tough|fast|few)est|best|worst"
    r"|most(?! of)|(?<!at )least|(?<!at )first(?! two| three)|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th) time)"
    rf"{_SINCE}",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(  # "has not devalued since 1991": nothing was done then
    r"(?:\b(?:has|have|had) (?:not|never|yet to)|\b(?:has|have|had)n['’]t)" + _SINCE.replace("0,6", "1,9"), re.IGNORECASE
)
_REACH = 70  # characters
DEEDS = frozenset(("agree", "concede", "consult", "intervene", "restrict"))  # done on a day, where the other acts are said on one


class Source(StrEnum):
    """Where an option comes from."""

    OWN = "own"
    BEFORE = "before"
    AFTER = "after"
    HEAD = "head"
    PUBLICATION = "publication"
    NONE = "none"


class Named(NamedTuple):
    """A country, bloc or person of one in a sentence: characters start to end, and the code it stands for."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """An article's sentences in their order, its publication date, who is named in each, and the number of the paragraph each stands in.

    `named` and `paragraphs` are as long as `sentences`, or empty where nobody looked. Compared by identity, for much is computed once for a
    story: make one for all claims of an article.
    """

    sentences: tuple[str, ...]
    anchor: date | None
    named: tuple[tuple[Named, ...], ...] = ()
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a claim besides its words, as codes of the claim guide."""

    actor: str
    act: str
    modality: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A claim in its story: `place` is the number of its sentence, `quote` where its words begin and end in it.

    `deeds` are where the verbs of its act do, in their order; empty where nobody looked or knows. `within` are the first and
    the last day in office of the government that did it, where its time is over.
    """

    story: Story
    place: int
    quote: tuple[int, int]
    facts: Facts | None = None
    deeds: tuple[tuple[int, int], ...] = ()
    within: tuple[date, date] | None = None

    @property
    def sentence(self) -> str:
        """The claim's sentence."""
        return self.story.sentences[self.place]

    @property
    def anchor(self) -> date | None:
        """The article's publication date."""
        return self.story.anchor

    @property
    def before(self) -> tuple[str, ...]:
        """The sentences before the claim's, in their order."""
        return self.story.sentences[: self.place]

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

    def place(self, setting: Setting) -> int:
        """The number of the sentence that holds the option's words."""
        return setting.place + (self.gap if self.source is Source.AFTER else -self.gap)


class Kind(NamedTuple):
    """What options have in common for which a claim's own words speak alike: the source, and for one in the claim's sentence its place."""

    source: Source
    place: str = ""


def kind_of(option: Option, setting: Setting) -> Kind:
    """The kind of an option: one of the claim's own sentence stands inside its quote, before or after it."""
    made = option.expression
    if option.source is not Source.OWN or made is None:
        return Kind(option.source)
    start, end = setting.quote
    return Kind(option.source, "inside" if start <= made.start and made.end <= end else "before" if made.end <= start else "after")


def collect_options(setting: Setting) -> list[Option]:
    """Every option of a claim, whatever grammar says of it; `none` is always among them, publication where the article is dated."""
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
    sentences, place = setting.story.sentences, setting.place
    back = min(MOST_BACK, place)
    for gap in range(1, back + 1):
        yield gap, Source.BEFORE, sentences[place - gap]
    for gap, text in enumerate(sentences[place + 1 : place + 1 + MOST_AHEAD], start=1):
        yield gap, Source.AFTER, text
    for number, text in enumerate(sentences[: place - back][:HEAD]):
        yield place - number, Source.HEAD, text


@lru_cache(maxsize=2048)
def usable(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """The expressions of a sentence that can say when something was said or done: of a nameable day, not ahead, not a dateline's.

    "Tuesday" in a clause about the future is among them as the Tuesday behind; `leaning` tells which those are.
    """
    dateline = DATELINE.match(text)
    skipped = dateline.end() if dateline else 0
    return tuple(
        made for made in find_expressions(text, anchor, looks_back=True) if made.start >= skipped and _can_date(made, text, anchor)
    )


@lru_cache(maxsize=2048)
def leaning(text: str, anchor: date | None) -> frozenset[int]:
    """Where the usable expressions begin that their clause puts ahead."""
    return frozenset(made.start for made in find_expressions(text, anchor) if made.is_future)


def _can_date(made: TimeExpression, text: str, anchor: date | None) -> bool:
    start = max(0, made.start - _REACH)
    if made.on is None or _MEASURED_FROM.search(text, start, made.start) or _NOT_DONE.search(text, start, made.start):
        return False
    return made.basis is ExpressionBasis.EXPLICIT if anchor is None else not made.is_future
