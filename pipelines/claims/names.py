"""Names of officials, found among the words of a sentence, by the day of the article.

Belongs here: the index over the holders that `dating.offices` knows for a day. Does not belong here: who held what when (see
`dating.offices`), and people that the registers do not know (see `people`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from pipelines.claims.tokens import Tokens, plain_typography

KEPT_MONTHS = 64  # indexes kept in memory; one is about 200 kB
_SURNAME_MONTHS = (0, -10, 2)  # months around the article in which a holder may be called by surname: news looks back and ahead
_FULL_NAME_MONTHS = (-60, -120)  # and in which an earlier holder may be named in full


class Holder(Protocol):
    """One way of writing an official's name."""

    @property
    def text(self) -> str:
        """The name as written."""
        ...

    @property
    def country(self) -> str:
        """Code of the country or bloc."""
        ...

    @property
    def office(self) -> str:
        """Office as in the register."""
        ...

    @property
    def is_surname(self) -> bool:
        """Whether it is a family name alone, which needs support from the text."""
        ...


class HolderSource(Protocol):
    """Whoever knows the holders of a day; `dating.offices.Offices` does."""

    def names_on(self, day: date | None) -> "Iterable[Holder]":
        """The names that may stand for their country in an article of that day; None is an undated article."""
        ...


@dataclass(frozen=True, slots=True)
class Surname:
    """One country that a family name can stand for on the day."""

    country: str
    office: str


@dataclass(frozen=True, slots=True)
class NamesOfDay:
    """The officials' names of one month: those of several words by the first (longest first), family names of one by spelling.

    `particles` are the words that begin some of the former in lower case ("von").
    """

    full: Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    surnames: Mapping[str, tuple[Surname, ...]]
    particles: frozenset[str]

    def full_name_at(self, tokens: Tokens, at: int) -> tuple[int, tuple[str, ...]] | None:
        """Number of words and countries of the longest name of several words that begins at this word."""
        is_capital = tokens.words[at][0].isupper()
        if not is_capital and tokens.words[at] not in self.particles:
            return None
        for words, countries in self.full.get(tokens.lows[at], ()):
            if tokens.lows[at : at + len(words)] == words and (is_capital or tokens.words[at + len(words) - 1][0].isupper()):
                return len(words), countries
        return None


class NameBook:
    """Officials' names by month, built when first asked for and kept."""

    def __init__(self, source: HolderSource) -> None:
        """Read nothing yet."""
        self._source = source
        self._kept: dict[tuple[int, int] | None, NamesOfDay] = {}

    def on(self, day: date | None) -> NamesOfDay:
        """The names of that day's month; None stands for an undated article."""
        key = (day.year, day.month) if day else None
        if key not in self._kept:
            if len(self._kept) >= KEPT_MONTHS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._build(day)
        return self._kept[key]

    def _build(self, day: date | None) -> NamesOfDay:
        if day is None:
            return _index(self._source.names_on(None))
        holders = [holder for months in _SURNAME_MONTHS for holder in self._source.names_on(_shifted(day, months))]
        earlier = [holder for months in _FULL_NAME_MONTHS for holder in self._source.names_on(_shifted(day, months))]
        return _index([*holders, *(holder for holder in earlier if not holder.is_surname)])


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> tuple[str, ...]:
    """A name's words in lower case; names come back month after month."""
    return Tokens.of(name).lows


def _shifted(day: date, months: int) -> date:
    """The middle of a month so many months on."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(min(max(day.year + years, date.min.year), date.max.year), month + 1, 15)


def _index(holders: Iterable[Holder]) -> NamesOfDay:
    full: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    surnames: dict[str, dict[Surname, None]] = defaultdict(dict)
    particles: set[str] = set()
    for holder in holders:
        text = plain_typography(holder.text)
        if holder.is_surname and " " not in text:
            surnames[text][Surname(holder.country, holder.office)] = None
        else:
            full[_words_of(text)][holder.country] = None
            particles |= {text.split()[0]} if text[0].islower() else set()
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for words, countries in full.items():
        by_first[words[0]].append((words, tuple(countries)))
    for listed in by_first.values():
        listed.sort(key=lambda name: -len(name[0]))
    return NamesOfDay(dict(by_first), {name: tuple(held) for name, held in surnames.items()}, frozenset(particles))
