"""Names as a person types them, resolved to codes: countries, blocs, issues, topics and currencies.

Belongs here: the index over reference rows and the near misses. Does not belong here: names found in running text, which
`pipelines.claims` does with the day, the case and the words around them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipelines.errors import UnknownName
from pipelines.reference import Reference, Row

_NOT_WORD = re.compile(r"(?:[^\w$¢-¥₠-⃏]|_)+")  # the signs of currencies are names


class NameKind(StrEnum):
    """What a typed name turned out to be."""

    ACTOR = "country"
    ISSUE = "issue"
    TOPIC = "topic"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Name:
    """A code and the words it is best known by."""

    kind: NameKind
    code: str
    label: str


class NameIndex:
    """Every spelling that a person may type for a code. Case, dots, hyphens and underscores do not matter."""

    def __init__(self, reference: Reference) -> None:
        """Read nothing yet: the rows of a kind are read when a name of that kind is first looked for."""
        self._reference = reference
        self._spellings: dict[NameKind, dict[str, Name]] = {}
        self._shown: dict[NameKind, dict[str, str]] = {}

    def find(self, typed: str, *kinds: NameKind) -> Name:
        """The name that was meant; kinds are tried in the order given.

        Raises:
            UnknownName: No kind knows it; carries what is spelled nearly like it.
        """
        folded = fold(typed)
        if found := self._known(folded, kinds):
            return found
        asked = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else kinds[0].value
        raise UnknownName(asked, typed, self._near(folded, kinds))

    def find_all(self, words: Sequence[str], *kinds: NameKind) -> list[tuple[str, Name]]:
        """The names that a row of words holds, each as long as can be: `south korea tariffs` is a country and an issue.

        Each comes with the words that were typed.

        Raises:
            UnknownName: No kind knows a word, alone or with those after it.
        """
        found = []
        left = list(words)
        while left:
            ends = range(len(left), 0, -1)
            end = next((end for end in ends if self._known(fold(" ".join(left[:end])), kinds)), 1)
            typed = " ".join(left[:end])
            found.append((typed, self.find(typed, *kinds)))
            left = left[end:]
        return found

    def complete(self, begun: str, *kinds: NameKind) -> list[str]:
        """Spellings that begin like `begun`, for the shell, at most 20."""
        folded = fold(begun)
        known = [(spelling, self._shown[kind][spelling]) for kind in kinds for spelling in self._of(kind)]
        return sorted({shown for spelling, shown in known if spelling.startswith(folded)})[:20]

    def _known(self, folded: str, kinds: Iterable[NameKind]) -> Name | None:
        for kind in kinds:
            for spelling in (folded, f"{folded}s", folded.removesuffix("s")):
                if folded and spelling in self._of(kind):
                    return self._of(kind)[spelling]
        return None

    def _of(self, kind: NameKind) -> dict[str, Name]:
        """Spellings of a kind; where two rows claim one spelling, the more certain row comes first and wins."""
        if kind not in self._spellings:
            self._spellings[kind], self._shown[kind] = {}, {}
            for spelling, code, label in _ROWS[kind](self._reference):
                self._spellings[kind].setdefault(fold(spelling), Name(kind, code, label))
                self._shown[kind].setdefault(fold(spelling), spelling)
        return self._spellings[kind]

    def _near(self, folded: str, kinds: Iterable[NameKind]) -> list[str]:
        from difflib import get_close_matches  # only where a name was mistyped

        shown = {spelling: self._shown[kind][spelling] for kind in kinds for spelling in self._of(kind)}
        return [shown[spelling] for spelling in get_close_matches(folded, shown, n=3, cutoff=0.7)]


def fold(name: str) -> str:
    """A spelling without case, punctuation and repeated white space: `U.S.` is `us`, `exchange_rate` is `exchange rate`."""
    return _NOT_WORD.sub(" ", name.casefold().replace(".", "").replace("'", "")).strip()


def _certainty(row: Row) -> tuple[bool, bool, bool]:
    """Sorts certain aliases first: strong before weak, names before adjectives, current before past."""
    return row["strength"] != "strong", row["kind"] not in ("name", "people"), bool(row["valid_to"])


Spelled = Iterable[tuple[str, str, str]]  # spelling, code, best-known words


def _actors(reference: Reference) -> Spelled:
    labels = {row["code"]: row["name"] for row in reference.rows("countries")}
    for code, label in labels.items():
        yield from ((code, code, label), (label, code, label))
    for row in sorted([*reference.rows("country_aliases"), *reference.rows("institutions")], key=_certainty):
        yield row["alias"], row["code"], labels.get(row["code"], row["code"])


def _issues(reference: Reference) -> Spelled:
    """Issues by code, and by a part of the code that no other issue has and that is no topic's name: `dumping`."""
    codes = [row["issue"] for row in reference.rows("issues")]
    topics = {row["topic"] for row in reference.rows("issues")}
    for code in codes:
        yield code, code, code.replace("_", " ")
    parts = [(part, code) for code in codes if not code.startswith("other_") for part in code.split("_")]
    for part, code in parts:
        if part not in topics and [known for known, _ in parts].count(part) == 1:
            yield part, code, code.replace("_", " ")


def _topics(reference: Reference) -> Spelled:
    for row in reference.rows("issues"):
        yield row["topic"], row["topic"], row["topic"]


def _currencies(reference: Reference) -> Spelled:
    labels: dict[str, str] = {}
    for row in sorted(reference.rows("currencies"), key=lambda row: row["ambiguous"] == "yes"):
        label = labels.setdefault(row["code"], row["name"])
        yield from ((row["code"], row["code"], label), (row["name"], row["code"], label))


_ROWS: dict[NameKind, Callable[[Reference], Spelled]] = {
    NameKind.ACTOR: _actors,
    NameKind.ISSUE: _issues,
    NameKind.TOPIC: _topics,
    NameKind.CURRENCY: _currencies,
}
