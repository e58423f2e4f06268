"""Nouns that stand for a country's side without naming it, and phrases that stand for a bloc.

Belongs here: the tables `role_nouns` and `bloc_cues` and their matchers. Does not belong here: named institutions (see `aliases`).
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference

PRONOUNS = {
    **dict.fromkeys(("he", "she", "his", "him", "her"), "he"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "their", "them"), "they"),
    **dict.fromkeys(("we", "our", "us", "i", "my"), "we"),
}
_DETERMINERS = frozenset(("the", "its", "their", "his", "her", "our", "this", "these", "both", "two"))
_REACH = 3  # words between a determiner and its noun, at most


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A definite description: the noun at word `at` with role title, body, measure, group or person."""

    at: int
    noun: str
    role: str


class Roles:
    """Both tables, indexed."""

    def __init__(self, nouns: dict[str, str], cues: dict[str, str]) -> None:
        """Take role by noun and bloc by phrase, both in lower case."""
        self._nouns = {noun: role for noun, role in nouns.items() if " " not in noun}
        self._pairs = {tuple(noun.split()): role for noun, role in nouns.items() if " " in noun}
        phrases: dict[str, list[str]] = defaultdict(list)
        for phrase, bloc in cues.items():
            phrases[bloc].append(re.escape(phrase.lower()))
        self._cues = [(bloc, re.compile(rf"\b(?:{'|'.join(listed)})\b")) for bloc, listed in phrases.items()]

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Read both tables."""
        nouns = {row["noun"]: row["role"] for row in reference.rows("role_nouns")}
        return cls(nouns, {row["phrase"]: row["bloc"] for row in reference.rows("bloc_cues")})

    def is_title(self, low: str) -> bool:
        """Whether a word in lower case is a title that makes a capitalised name an official."""
        return self._nouns.get(low) in ("title", "person")

    def is_role_noun(self, low: str) -> bool:
        """Whether a capitalised word is more likely a role than a name."""
        return low in self._nouns

    def find(self, tokens: Tokens) -> list[RoleHit]:
        """Role nouns that a determiner makes definite ("the ministry", "the two sides"), in order."""
        hits: list[RoleHit] = []
        reach = -1
        for at, low in enumerate(tokens.lows):
            if low in _DETERMINERS:
                reach = at + _REACH
            elif at <= reach:
                role = self._nouns.get(low) or self._pairs.get(tokens.lows[at : at + 2])
                if role:
                    hits.append(RoleHit(at, low, role))
        return hits

    def blocs_in(self, text: str) -> list[str]:
        """Blocs that a sentence points to without naming them."""
        low = text.lower()  # four times as quick as a pattern that ignores case
        return [bloc for bloc, pattern in self._cues if pattern.search(low)]
