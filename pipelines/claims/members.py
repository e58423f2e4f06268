"""Which countries were members of a bloc on a day.

Belongs here: the index over `bloc_members`. Does not belong here: what a member's word is worth (`settled`).
"""

from collections import defaultdict
from datetime import date
from typing import Self

from pipelines.reference import Reference

Term = tuple[date, date]  # first day, and the day from which it was none


class Members:
    """The members of every bloc; without terms nobody is one."""

    def __init__(self, terms: dict[tuple[str, str], list[Term]] | None = None) -> None:
        """Take the terms by the codes of bloc and member."""
        self._terms = terms or {}

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Read the table; a bloc that was renamed has the code of today."""
        terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for row in reference.rows("bloc_members"):
            left = date.fromisoformat(row["left_on"]) if row["left_on"] else date.max
            terms[row["coded_as"], row["member"]].append((date.fromisoformat(row["joined_on"]), left))
        return cls(dict(terms))

    def has(self, bloc: str, code: str, day: date | None) -> bool:
        """Whether a country is a member on a day; with no day, whether it ever was."""
        return any(day is None or joined <= day < left for joined, left in self._terms.get((bloc, code), ()))
