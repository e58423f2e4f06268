"""What is doubtful about the register of offices as a whole: terms that overlap, and stretches without a holder.

Belongs here: checks over several rows. Does not belong here: rules of one row (`office_rows`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipelines.dating.office_rows import OPEN_END, Term
from pipelines.errors import BadReference

SINGLE = frozenset({"head_of_state", "head_of_government", "finance_minister", "foreign_minister", "central_bank_governor"})
HANDOVER = timedelta(days=31)  # what two terms may overlap or leave open at a change


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two known holders of an office in which nobody is known to have held it."""

    country: str
    office: str
    title: str
    first: date
    last: date


def check_overlaps(terms: Sequence[Term]) -> None:
    """Refuse a register in which two people held one title at once, unless the rows say that both dates are certain.

    Raises:
        BadReference: Two terms of one title surely overlap by more than a handover, and one of them is uncertain.
    """
    for earlier, later in _neighbours(terms):
        overlap = min(earlier.earliest_end, later.earliest_end) - later.latest_start
        is_open = earlier.latest_end == OPEN_END and not earlier.is_end_known
        if overlap > HANDOVER and not is_open and not (earlier.is_certain and later.is_certain):
            raise BadReference(f"offices.csv: {earlier.term_id} and {later.term_id} overlap by {overlap.days} days, and one is uncertain.")


def find_gaps(terms: Sequence[Term]) -> list[Gap]:
    """Stretches longer than a handover in which an office that always has one holder has none."""
    found = []
    for earlier, later in _neighbours(terms):
        if earlier.latest_end != OPEN_END and later.earliest_start - earlier.latest_end > HANDOVER:
            found.append(Gap(earlier.country, earlier.office, earlier.title, earlier.latest_end, later.earliest_start))
    return found


def _neighbours(terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """Terms of one title that follow each other."""
    titles: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if term.office in SINGLE:
            titles[term.country, term.office, term.title].append(term)
    for held in titles.values():
        held.sort(key=lambda term: (term.earliest_start, term.term_id))
        yield from pairwise(held)
