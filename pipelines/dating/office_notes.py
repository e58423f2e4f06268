"""What the register says about a name with a title: who did hold the office, and what officeholders say of an undated article.

Belongs here: comparing words of a text with terms in office, and wording the note. A note is shown beside a claim; nothing in the
text is ever changed by it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pipelines.dating.office_rows import OPEN_END, Term
from pipelines.records import DateRival


@dataclass(frozen=True, slots=True)
class OfficeNote:
    """One sentence for a person; `is_anachronism` where the named holder cannot have held the office on the day."""

    text: str
    is_anachronism: bool


class Register(Protocol):
    """What of the register of terms the notes need."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term."""

    def holder(self, office: str, country: str, day: date) -> Term | None:
        """Who held the office on the day."""

    def terms_of_office(self, office: str, country: str) -> tuple[Term, ...]:
        """Every term of one office."""

    def titles_of(self, country: str) -> Mapping[str, frozenset[str]]:
        """The offices of a country by folded title."""

    def terms_of(self, name: str) -> tuple[Term, ...]:
        """Every term of a person."""


_NOT_NOW = re.compile(
    r"\b(?:former|ex|then|late|future|incoming|designate|elect|nominee|outgoing|one-time|deputy|vice|acting|shadow|assistant|under)\b",
    re.IGNORECASE,
)
_GENERIC_TITLES = {
    "prime minister": "head_of_government",
    "premier": "head_of_government",
    "finance minister": "finance_minister",
    "foreign minister": "foreign_minister",
    "trade minister": "trade_minister",
    "economy minister": "economy_minister",
}


def possible_days(published_on: date | None, rivals: Sequence[DateRival], landed_on: date) -> tuple[date, date] | None:
    """First and last day on which an article can stand.

    A dated article stands on its day. An undated one is placed by the dates its page shows beside it, from the earliest of
    them to the landing day; None where its page shows none.
    """
    if published_on is not None:
        return published_on, published_on
    shown = [rival.on for rival in rivals if rival.on is not None and rival.place == "furniture" and rival.on <= landed_on]
    return (min(shown), landed_on) if shown else None


def check_title(register: Register, name: str, title: str, country: str | None, days: tuple[date, date] | None) -> OfficeNote | None:
    """A note where the person named did not hold the office named on any of the days; None where nothing is wrong or known."""
    if days is None or _NOT_NOW.search(title):
        return None
    person = [term for term in register.terms_of(name) if country is None or term.country == country]
    if not person:
        return None
    named = {home: found for home in sorted({term.country for term in person}) if (found := offices_named(register, title, home))}
    if not named or any(term.may_touch(*days) and term.office in named.get(term.country, ()) for term in person):
        return None
    home = next((term.country for term in person if term.office in named.get(term.country, ())), min(named))
    return _compare(register, person, named[home], home, days)


def offices_named(register: Register, title: str, country: str) -> frozenset[str]:
    """The offices of a country that title words can name; the longest title that stands in the words decides."""
    words, known = f" {fold_title(title)} ", register.titles_of(country)
    standing = [one for one in {*known, *_GENERIC_TITLES} if f" {one} " in words]
    longest = max(map(len, standing), default=0)
    chosen = [one for one in standing if len(one) == longest]
    return frozenset(office for one in chosen for office in known.get(one) or (_GENERIC_TITLES[one],))


def fold_title(title: str) -> str:
    """A title in lower case, with nothing but single spaces between its words."""
    return re.sub(r"[^\w]+", " ", title.lower()).strip()


def _compare(
    register: Register, person: Sequence[Term], offices: frozenset[str], country: str, days: tuple[date, date]
) -> OfficeNote | None:
    held = [term for term in person if term.office in offices and term.country == country]
    office = sorted(offices & {term.office for term in held} or offices)[0]
    actual = _holders(register, office, country, days)
    if not actual:
        return None  # in a gap of the register the person named may have held it after all
    named = " and ".join(f"{term.name} ({term.dates_text})" for term in actual)
    parts = [_own_part(person, held, days), f"{_span(days)} {actual[0].title} of {country} was {named}"]
    sure = min(term.weight for term in (*held, *actual))
    tail = "." if sure >= _SURE else "; the register's rows are not confirmed by a second source."
    return OfficeNote("; ".join(parts) + tail, is_anachronism=True)


_SURE = 0.8


def _own_part(person: Sequence[Term], held: Sequence[Term], days: tuple[date, date]) -> str:
    if held:
        terms = " and ".join(term.dates_text for term in held)
        return f"{held[0].name} was {held[0].title} {terms}, not {_span(days)}"
    other = [term for term in person if term.may_touch(*days)] or list(person)
    return f"{other[0].name} is known as {other[0].title} {other[0].dates_text}"


def _holders(register: Register, office: str, country: str, days: tuple[date, date]) -> list[Term]:
    if days[0] == days[1]:
        holder = register.holder(office, country, days[0])
        return [holder] if holder else []
    return [term for term in register.terms_of_office(office, country) if term.may_touch(*days)][:3]


def _span(days: tuple[date, date]) -> str:
    return f"on {days[0]}" if days[0] == days[1] else f"between {days[0]} and {days[1]}"


def bounds(register: Register, holders: Iterable[tuple[str, str, str]]) -> str | None:
    """When people named with their offices held them all: (name, office, country). A note, never a date."""
    first, last, names = date.min, OPEN_END, []
    for name, office, country in sorted(set(holders)):
        terms = [term for term in register.terms_of(name) if (term.office, term.country) == (office, country)]
        if not terms:
            continue
        names.append(terms[0].name)
        first = max(first, min(term.earliest_start for term in terms))
        last = min(last, max(term.latest_end for term in terms))
    if not names:
        return None
    who = " and ".join(dict.fromkeys(names))
    if first > last:
        return f"No day fits all officeholders named: {who}."
    return f"Between {first} and {last}, by the terms of {who}." if last < OPEN_END else f"Not before {first}, by the terms of {who}."
