"""Who held which office on which day.

Belongs here: looking up terms by office, by name and by day. Does not belong here: the wording of notes (`office_notes`), reading
of rows (`office_rows`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipelines.dating import office_notes
from pipelines.dating.office_checks import check_overlaps
from pipelines.dating.office_notes import OfficeNote
from pipelines.dating.office_rows import Term, read_terms
from pipelines.reference import Reference


@dataclass(frozen=True, slots=True)
class HolderName:
    """A wording that can stand for an official on a day."""

    text: str
    country: str
    office: str
    is_surname: bool


@dataclass(frozen=True, slots=True)
class Offices:
    """The register of office terms."""

    terms: tuple[Term, ...]
    _by_office: Mapping[tuple[str, str], tuple[Term, ...]]
    _by_name: Mapping[str, tuple[Term, ...]]
    _titles: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def load(cls, reference: Reference) -> "Offices":
        """Read and check the register.

        Raises:
            BadReference: A row breaks a rule, or two rows contradict each other.
        """
        terms = read_terms(reference)
        check_overlaps(terms)
        by_name: list[tuple[str, Term]] = [(fold_name(name), term) for term in terms for name in (term.name, *term.aliases)]
        return cls(terms, _grouped(((term.country, term.office), term) for term in terms), _grouped(by_name), _titles_by_country(terms))

    def holder(self, office: str, country: str, day: date) -> Term | None:
        """Who held the office on the day: the surest term, on a day of change the newer one; None where nobody is known."""
        return best_holder(self._by_office.get((country, office), ()), day)

    def terms_of_office(self, office: str, country: str) -> tuple[Term, ...]:
        """Every known term of one office."""
        return self._by_office.get((country, office), ())

    def titles_of(self, country: str) -> Mapping[str, frozenset[str]]:
        """The offices of a country by folded title."""
        return self._titles.get(country, {})

    def terms_of(self, name: str) -> tuple[Term, ...]:
        """Every known term of a person, by full name or alias; case, accents' dots and points do not matter."""
        return self._by_name.get(fold_name(name), ())

    def names_on(self, day: date | None) -> tuple[HolderName, ...]:
        """Wordings for everyone in office that day. Without a day: full names of everyone, since surnames need their time."""
        found: list[HolderName] = []
        for term in self.terms:
            if day is None or term.may_cover(day):
                found += [HolderName(name, term.country, term.office, " " not in name) for name in (term.name, *term.aliases)]
                if day is not None and term.surname != term.name:
                    found.append(HolderName(term.surname, term.country, term.office, True))
        return tuple(dict.fromkeys(found))

    def check_title(
        self, name: str, title: str, country: str | None, day: date | None, window: tuple[date, date] | None = None
    ) -> OfficeNote | None:
        """Whether the named person held the office that the title words name.

        Args:
            name: As in the sentence, in full or a surname.
            title: The words before or behind the name ("Japanese Prime Minister").
            country: Whose office it is, where the text says so.
            day: The day of the claim, or None.
            window: For an undated article, the first and last day on which it can stand (`office_notes.possible_days`).
        """
        return office_notes.check_title(self, name, title, country, (day, day) if day else window)

    def bounds(self, holders: Iterable[tuple[str, str, str]]) -> str | None:
        """A note on when an undated article can be from, by its officeholders: (name, office, country). Never a date."""
        return office_notes.bounds(self, holders)


def best_holder(terms: Sequence[Term], day: date) -> Term | None:
    """The surest of the terms that can cover the day; the newer one on a day of change."""
    possible = [term for term in terms if term.may_cover(day)]
    return max(possible, key=lambda term: (term.surely_covers(day), term.earliest_start, term.weight), default=None)


def fold_name(name: str) -> str:
    """A name in lower case, with points, double spaces and apostrophe shapes out of the way."""
    return re.sub(r"[\s.]+", " ", name.replace("’", "'")).strip().lower()


def _titles_by_country(terms: Iterable[Term]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for term in terms:
        title = office_notes.fold_title(term.title)
        found[term.country][title] = found[term.country].get(title, frozenset()) | {term.office}
    return found


_Key = TypeVar("_Key")


def _grouped(pairs: Iterable[tuple[_Key, Term]]) -> Mapping[_Key, tuple[Term, ...]]:
    found: dict[_Key, list[Term]] = defaultdict(list)
    for key, term in pairs:
        if term not in found[key]:
            found[key].append(term)
    return {key: tuple(terms) for key, terms in found.items()}
