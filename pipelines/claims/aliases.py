"""Names of countries, blocs and their institutions, found among the words of a sentence.

Belongs here: the index over `country_aliases`, `institutions` and `alias_blockers`, and what makes a row of them valid on a day.
Does not belong here: people (see `names`) and what a mention means in its article (see `mentions`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.errors import BadReference
from pipelines.reference import Reference, Row

CAPITAL = "capital"  # kind of an alias
ANY_CAPITAL = "{capital}"  # at the head of a blocked phrase


@dataclass(frozen=True, slots=True)
class Alias:
    """One row of `country_aliases` or `institutions`; `code` is empty for a blocked phrase."""

    surface: str
    words: tuple[str, ...]
    code: str
    kind: str
    is_strong: bool
    is_default: bool
    valid_from: date
    valid_to: date
    is_case_sensitive: bool


@dataclass(frozen=True, slots=True)
class AliasHit:
    """A name at words first to last (exclusive); several codes where the rows leave it open, in file order."""

    first: int
    last: int
    codes: tuple[str, ...]
    kind: str
    is_strong: bool
    has_default: bool = False  # the first code stands where the article names none of them


class AliasIndex:
    """All aliases by their first and second word ("" where there is none), longest first."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        """Index the rows; order among rows of one length is kept."""
        self._by_words: dict[str, dict[str, list[Alias]]] = defaultdict(lambda: defaultdict(list))
        for alias in sorted(aliases, key=lambda alias: -len(alias.words)):
            self._by_words[alias.words[0]][next(iter(alias.words[1:]), "")].append(alias)

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Read the three tables.

        Raises:
            BadReference: A row names an unknown code, or two strong rows give one name to two codes at one time.
        """
        known = {row["code"] for row in reference.rows("countries")}
        aliases = [_read_alias(row, known) for table in ("country_aliases", "institutions") for row in reference.rows(table)]
        _refuse_clashes(aliases)
        capitals = {alias.words for alias in aliases if alias.kind == CAPITAL}
        blocked = [blocker for row in reference.rows("alias_blockers") for blocker in _blockers(row["phrase"], capitals)]
        return cls([*blocked, *aliases])

    def surfaces(self) -> set[str]:
        """Every name in lower case, for a gate in front of everything else."""
        listed = (alias for seconds in self._by_words.values() for rows in seconds.values() for alias in rows)
        return {alias.surface.lower() for alias in listed if alias.code}

    def find(self, text: str, tokens: Tokens, day: date | None) -> list[AliasHit]:
        """All names, longest first at each place, none inside another; `day` None accepts every period."""
        hits: list[AliasHit] = []
        at = 0
        while at < len(tokens.words):
            fitting = self._fitting(text, tokens, at, day) if tokens.lows[at] in self._by_words else []
            if fitting and fitting[0].code:
                codes = tuple(dict.fromkeys(alias.code for alias in fitting))
                best = fitting[0]
                hits.append(AliasHit(at, at + len(best.words), codes, best.kind, best.is_strong, best.is_default))
            at += len(fitting[0].words) if fitting else 1
        return hits

    def _fitting(self, text: str, tokens: Tokens, at: int, day: date | None) -> list[Alias]:
        """The longest aliases that stand at this word; a blocked phrase alone where one of that length or longer does."""
        fitting: list[Alias] = []
        seconds = self._by_words[tokens.lows[at]]
        for alias in (*seconds.get(next(iter(tokens.lows[at + 1 : at + 2]), ""), ()), *seconds.get("", ())):
            if fitting and len(alias.words) < len(fitting[0].words):
                break
            if tokens.lows[at : at + len(alias.words)] == alias.words and _stands(alias, text, tokens, at, day):
                if not alias.code:
                    return [alias]
                fitting.append(alias)
        return fitting


def _stands(alias: Alias, text: str, tokens: Tokens, at: int, day: date | None) -> bool:
    surface = text[tokens.starts[at] : tokens.ends[at + len(alias.words) - 1]]
    if alias.is_case_sensitive:
        if surface != alias.surface:
            return False
    elif not (surface[0].isupper() or alias.surface[0].islower()):
        return False
    return day is None or alias.valid_from <= day <= alias.valid_to


def _read_alias(row: Row, known: set[str]) -> Alias:
    if row["code"] not in known:
        raise BadReference(f"Alias {row['alias']!r} names the unknown code {row['code']!r}.")
    surface = plain_typography(row["alias"])
    return Alias(
        surface=surface,
        words=Tokens.of(surface).lows,
        code=row["code"],
        kind=row["kind"],
        is_strong=row["strength"] == "strong",
        is_default=row["strength"] == "default",
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        is_case_sensitive=row["case_sensitive"] == "yes",
    )


def _blockers(phrase: str, capitals: Iterable[tuple[str, ...]]) -> list[Alias]:
    """A blocked phrase; for one that begins with ANY_CAPITAL one after the words of each capital."""
    words = Tokens.of(phrase.removeprefix(ANY_CAPITAL)).lows
    before = capitals if phrase.startswith(ANY_CAPITAL) else [()]
    return [Alias(phrase, (*first, *words), "", "blocker", True, False, date.min, date.max, False) for first in before]


def _refuse_clashes(aliases: Iterable[Alias]) -> None:
    strong: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        if alias.is_strong:
            strong[alias.surface.lower()].append(alias)
    for surface, rows in strong.items():
        for one in rows:
            for other in rows:
                if one.code != other.code and one.valid_from <= other.valid_to and other.valid_from <= one.valid_to:
                    raise BadReference(f"Two strong aliases clash: {surface!r} stands for {one.code} and {other.code} at one time.")
