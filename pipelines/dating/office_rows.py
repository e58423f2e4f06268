"""Rows of data/reference/offices.csv as terms in office, read strictly.

Belongs here: what a row must obey and what it means. Does not belong here: looking terms up.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.dating.calendar_words import words
from pipelines.errors import BadReference
from pipelines.reference import Reference, Row

TABLE = "offices"
OPEN_END = date(2100, 1, 1)  # of a term that nobody has seen end
LONGEST_TERM = timedelta(days=366 * 75)
UNCERTAIN_SLACK = timedelta(days=45)  # what a row marked uncertain may be off by at either end

OFFICES = words(
    "head_of_state head_of_government finance_minister trade_minister economy_minister foreign_minister central_bank_governor "
    "trade_negotiator treasury_official commissioner_trade commissioner_economy spokesperson_chief other"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One person's stretch in one office.

    A start or end known to the month or year alone is a window: `earliest_start` to `latest_start`, `earliest_end` to
    `latest_end`. `surname` is the part that stands alone in the news. `weight` is the trust in the row, share from 0 to 1:
    what no independent list confirmed weighs less.
    """

    term_id: str
    country: str
    office: str
    title: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date
    is_end_known: bool
    is_certain: bool
    weight: float
    source: str
    dates_text: str

    def may_cover(self, day: date) -> bool:
        """Whether the person can have held the office on the day."""
        return self.earliest_start <= day <= self.latest_end

    def surely_covers(self, day: date) -> bool:
        """Whether the person held it on the day however the dates' gaps are filled."""
        return self.latest_start <= day <= self.earliest_end

    def may_touch(self, first: date, last: date) -> bool:
        """Whether the person can have held it on any day from first to last."""
        return self.earliest_start <= last and first <= self.latest_end


def read_terms(reference: Reference) -> tuple[Term, ...]:
    """All terms, by country, office and start.

    Raises:
        BadReference: A row breaks a rule; the text says which row and which rule.
    """
    terms = [_term(row) for row in reference.rows(TABLE)]
    seen: set[str] = set()
    for term in terms:
        if term.term_id in seen:
            raise BadReference(f"offices.csv: {term.term_id} stands twice.")
        seen.add(term.term_id)
    return tuple(sorted(terms, key=lambda term: (term.country, term.office, term.earliest_start, term.term_id)))


def _term(row: Row) -> Term:
    where = f"offices.csv, {row['term_id']}"
    if row["office"] not in OFFICES:
        raise BadReference(f"{where}: unknown office {row['office']!r}.")
    if not re.fullmatch(r"[A-Z]{3}|G\d{1,2}|ASEAN|BRICS|OPEC", row["country"]) or not row["name"].strip() or not row["title"].strip():
        raise BadReference(f"{where}: country, name or title is missing or malformed.")
    is_certain, is_end_known = _yes(row, "is_certain"), _yes(row, "is_end_known")
    slack = timedelta() if is_certain else UNCERTAIN_SLACK
    first, last = _window(row["start"], where)
    ends = _window(row["end"], where) if row["end"] else (OPEN_END, OPEN_END)
    if row["surname"] not in row["name"] or not row["surname"]:
        raise BadReference(f"{where}: the surname is no part of the name.")
    if ends[1] < first:
        raise BadReference(f"{where}: ends before it starts.")
    if row["end"] and ends[0] - last > LONGEST_TERM:
        raise BadReference(f"{where}: lasts longer than a life in office.")
    aliases = tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip())
    return Term(
        row["term_id"],
        row["country"],
        row["office"],
        row["title"],
        row["name"],
        row["surname"],
        aliases,
        first - slack,
        last + slack,
        ends[0] - slack if row["end"] else OPEN_END,
        ends[1] + slack if row["end"] else OPEN_END,
        is_end_known,
        is_certain,
        _weight(row, where),
        row["source"],
        f"from {row['start']} to {row['end']}" if row["end"] else f"since {row['start']}",
    )


def _yes(row: Row, column: str) -> bool:
    if row[column] not in ("yes", "no"):
        raise BadReference(f"offices.csv, {row['term_id']}: {column} is neither yes nor no.")
    return row[column] == "yes"


def _weight(row: Row, where: str) -> float:
    try:
        weight = float(row["weight"])
    except ValueError as error:
        raise BadReference(f"{where}: weight {row['weight']!r} is no number.") from error
    if not 0 < weight <= 1:
        raise BadReference(f"{where}: weight {weight} is not above 0 and at most 1.")
    return weight


def _window(text: str, where: str) -> tuple[date, date]:
    """First and last day that a date known to the day, month or year can mean."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if match is None:
        raise BadReference(f"{where}: {text!r} is no date.")
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise BadReference(f"{where}: {text!r} is no day of the calendar.") from error
