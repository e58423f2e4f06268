"""Heads of state and government whose time is over: what their governments did, they did while it lasted.

Belongs here: which words name such a head or their government, and the days between which they can have acted. Does not belong here: who
held which office when (`offices`), which days that leaves a claim (`claim_deeds`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Self

from pipelines.dating.office_rows import Term

_HEADS = frozenset(("head_of_state", "head_of_government"))
_GOVERNMENT = r"(?:['’]s?)? (?:administration|cabinet|government|presidency|White House)\b"
_TITLED = r"\b(?:(?:[Ff]ormer |[Tt]hen-)?(?:President|Prime Minister|Premier|Chancellor))(?: [A-Z][\w.]*){0,2} "


Time = tuple[date, date]  # first and last day


class PastHeads:
    """Family names of heads by country, each with the days on which its first bearer became one and its last left the last office."""

    def __init__(self, times: Mapping[str, Mapping[str, Time]]) -> None:
        """Take first and last days by country and family name."""
        self._times = times

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Self:
        """Read the terms of everybody; a name that an officeholder of unknown end bears too is left out."""
        borne: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for term in terms:
            borne[term.country][term.surname].append(term)
        return cls(
            {
                country: {
                    name: (
                        min(term.earliest_start for term in held if term.office in _HEADS),
                        max(term.latest_end for term in held),
                    )
                    for name, held in names.items()
                    if any(term.office in _HEADS for term in held) and all(term.is_end_known for term in held)
                }
                for country, names in borne.items()
            }
        )

    def time_of(self, words: str, country: str, day: date, by_name: bool = False) -> Time | None:
        """First and last day in office of the past head whose government some words name, and no head's who may still be in office.

        Args:
            words: Who does something: "the Quispe administration".
            country: Whose head it is.
            day: The day of the article.
            by_name: Whether the head's own name with a title will do ("President Quispe"), who may do other things out of office.
        """
        names = self._times.get(country, {})
        found = [time for name, time in names.items() if name in words and _pattern(name, by_name).search(words)]
        return joined(found) if found and all(last < day for _, last in found) else None


def joined(times: Sequence[Time]) -> Time:
    """The time from the first of some days to the last."""
    return min(first for first, _ in times), max(last for _, last in times)


@lru_cache(maxsize=512)
def _pattern(name: str, by_name: bool) -> re.Pattern[str]:
    government = rf"\b{re.escape(name)}{_GOVERNMENT}"
    return re.compile(rf"{government}|{_TITLED}{re.escape(name)}\b" if by_name else government)
