"""Currencies named in a sentence.

Belongs here: the index over `currencies` and the choice among several a name may mean. Does not belong here: sums (`money`), and
which currency a claim is about (`slots`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference, Row


@dataclass(frozen=True, slots=True)
class CurrencyName:
    """One row of `currencies`."""

    words: tuple[str, ...]
    surface: str
    code: str
    issuer: str
    valid_from: date
    valid_to: date
    is_ambiguous: bool
    default: str  # always: whatever the article speaks of; usually: unless it speaks of another issuer alone; no
    is_case_sensitive: bool

    @property
    def is_sign(self) -> bool:
        """Whether it is no word but a sign ($, €)."""
        return len(self.surface) == 1 and not self.surface.isalnum()


@dataclass(frozen=True, slots=True)
class CurrencyHit:
    """A currency named at words first to last (exclusive)."""

    first: int
    last: int
    code: str


class CurrencyIndex:
    """Names of currencies by first word, longest first."""

    def __init__(self, names: Iterable[CurrencyName]) -> None:
        """Index the rows; order among names of one length is kept."""
        self._by_first: dict[str, list[CurrencyName]] = defaultdict(list)
        self._own: dict[str, list[CurrencyName]] = defaultdict(list)
        for name in names:
            self._by_first[name.words[0]].append(name)
            self._own[name.issuer].append(name)
        for listed in self._by_first.values():
            listed.sort(key=lambda name: -len(name.words))

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Read the table."""
        return cls(name for row in reference.rows("currencies") for name in _with_plural(_read(row), row["kind"]))

    def own_of(self, country: str, day: date | None) -> str | None:
        """The currency a country issued on a day; the last one where no day is given."""
        valid = [name.code for name in self._own.get(country, ()) if day is None or name.valid_from <= day <= name.valid_to]
        return (valid[0] if day else valid[-1]) if valid else None

    def find(self, text: str, tokens: Tokens, day: date | None, counts: Counter[str]) -> list[CurrencyHit]:
        """All currencies named; `counts` says which countries the article speaks of."""
        hits: list[CurrencyHit] = []
        at = 0
        while at < len(tokens.words):
            fitting = self._fitting(text, tokens, at, day) if tokens.lows[at] in self._by_first else []
            chosen = _choose(fitting, counts, at > 0 and tokens.words[at - 1][0].isdigit()) if fitting else None
            if chosen:
                hits.append(CurrencyHit(at, at + len(chosen.words), chosen.code))
            at += len(chosen.words) if chosen else 1
        return hits

    def _fitting(self, text: str, tokens: Tokens, at: int, day: date | None) -> list[CurrencyName]:
        fitting: list[CurrencyName] = []
        for name in self._by_first[tokens.lows[at]]:
            if fitting and len(name.words) < len(fitting[0].words):
                break
            last = at + len(name.words)
            if tokens.lows[at:last] != name.words or not (day is None or name.valid_from <= day <= name.valid_to):
                continue
            if name.is_sign and _is_glued(tokens, at):
                continue
            if not name.is_case_sensitive or _is_spelled(name, text[tokens.starts[at] : tokens.ends[last - 1]]):
                fitting.append(name)
        return fitting


def _is_glued(tokens: Tokens, at: int) -> bool:
    """Whether letters stand right before a sign: "XY$" is the money of whoever writes it so, and never plain dollars."""
    return at > 0 and tokens.ends[at - 1] == tokens.starts[at] and tokens.lows[at - 1].isalpha()


def _is_spelled(name: CurrencyName, written: str) -> bool:
    """Whether words are the name's, capitals too; but the last of several may have one, for headlines write "U.S. Dollars"."""
    first = len(name.surface) - len(name.words[-1]) if len(name.words) > 1 else len(name.surface)
    return written[:first] == name.surface[:first] and written.lower() == name.surface.lower()


def _choose(fitting: list[CurrencyName], counts: Counter[str], follows_number: bool) -> CurrencyName | None:
    """The plain name; else the default; else the one whose issuer the article mentions most. None where nothing supports it."""
    plain = [name for name in fitting if not name.is_ambiguous]
    if plain:
        return plain[0]
    spoken = max(fitting, key=lambda name: counts[name.issuer])
    defaults = [name for name in fitting if name.default != "no"]
    if defaults:
        keeps = defaults[0].default == "always" or counts[defaults[0].issuer] or not counts[spoken.issuer]
        return defaults[0] if keeps else spoken
    return spoken if counts[spoken.issuer] or follows_number else None


def _with_plural(name: CurrencyName, kind: str) -> Iterator[CurrencyName]:
    """A name, and where it has several words the same with an s: Canadian dollars are no plain dollars. Plurals of one word have rows."""
    yield name
    if len(name.words) > 1 and kind != "abbreviation":
        yield replace(name, words=(*name.words[:-1], f"{name.words[-1]}s"), surface=f"{name.surface}s")


def _read(row: Row) -> CurrencyName:
    surface = row["name"]
    return CurrencyName(
        words=Tokens.of(surface).lows,
        surface=surface,
        code=row["code"],
        issuer=row["issuer"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        is_ambiguous=row["ambiguous"] == "yes",
        default=row["default"],
        is_case_sensitive=row["kind"] == "abbreviation" or surface[:1].isupper(),
    )
