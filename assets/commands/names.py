"""Names as a person types them, resolved to codes: countries, blocs, issues, topics and currencies.

Belongs here: the index over reference rows and the near misses. Does not belong here: names found in running text, which
`pipelines.claims` does with the day, the case and the words around them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipelines.errors import UnknownName
from pipelines.reference import Reference, Row

_NOT_WORD = re.compile(r"[\W_]+")


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
        """Index the reference rows; where two rows claim one spelling, the more certain row wins."""
        self._spellings: dict[NameKind, dict[str, Name]] = {kind: {} for kind in NameKind}
        self._shown: dict[NameKind, dict[str, str]] = {kind: {} for kind in NameKind}
        self._add_actors(reference)
        self._add_issues(reference.rows("issues"))
        self._add_currencies(reference.rows("currencies"))

    def find(self, typed: str, *kinds: NameKind) -> Name:
        """The name that was meant; kinds are tried in the order given.

        Raises:
            UnknownName: No kind knows it; carries what is spelled nearly like it.
        """
        folded = fold(typed)
        for kind in kinds:
            for spelling in (folded, f"{folded}s", folded.removesuffix("s")):
                if spelling in self._spellings[kind]:
                    return self._spellings[kind][spelling]
        raise UnknownName(" or ".join(kinds), typed, self._near(folded, kinds))

    def label(self, kind: NameKind, code: str) -> str:
        """The best-known words for a code; the code itself where no row has it."""
        found = self._spellings[kind].get(fold(code))
        return found.label if found else code

    def complete(self, begun: str, *kinds: NameKind) -> list[str]:
        """Spellings that begin like `begun`, for the shell, at most 20."""
        folded = fold(begun)
        return sorted({shown for kind in kinds for spelling, shown in self._shown[kind].items() if spelling.startswith(folded)})[:20]

    def _add_actors(self, reference: Reference) -> None:
        labels = {row["code"]: row["name"] for row in reference.rows("countries")}
        for code, label in labels.items():
            self._add(NameKind.ACTOR, code, code, label)
            self._add(NameKind.ACTOR, label, code, label)
        aliases = [*reference.rows("country_aliases"), *reference.rows("institutions")]
        for row in sorted(aliases, key=_certainty):
            self._add(NameKind.ACTOR, row["alias"], row["code"], labels.get(row["code"], row["code"]))

    def _add_issues(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        for row in rows:
            self._add(NameKind.ISSUE, row["issue"], row["issue"], row["issue"].replace("_", " "))
            self._add(NameKind.TOPIC, row["topic"], row["topic"], row["topic"])
        parts = [(part, row["issue"]) for row in rows for part in row["issue"].split("_") if not part.startswith("other")]
        for part, issue in parts:
            if [known for known, _ in parts].count(part) == 1:
                self._add(NameKind.ISSUE, part, issue, issue.replace("_", " "))

    def _add_currencies(self, rows: Iterable[Row]) -> None:
        labels: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: row.get("ambiguous") == "yes"):
            label = labels.setdefault(row["code"], row["name"])
            self._add(NameKind.CURRENCY, row["code"], row["code"], label)
            self._add(NameKind.CURRENCY, row["name"], row["code"], label)

    def _add(self, kind: NameKind, spelling: str, code: str, label: str) -> None:
        self._spellings[kind].setdefault(fold(spelling), Name(kind, code, label))
        self._shown[kind].setdefault(fold(spelling), spelling)

    def _near(self, folded: str, kinds: Iterable[NameKind]) -> list[str]:
        from difflib import get_close_matches  # only where a name was mistyped

        shown = {spelling: shown for kind in kinds for spelling, shown in self._shown[kind].items()}
        return [shown[spelling] for spelling in get_close_matches(folded, shown, n=3, cutoff=0.7)]


def fold(name: str) -> str:
    """A spelling without case, punctuation and repeated white space: `U.S.` is `us`, `exchange_rate` is `exchange rate`."""
    return _NOT_WORD.sub(" ", name.casefold().replace(".", "").replace("'", "")).strip()


def _certainty(row: Row) -> tuple[bool, bool, bool]:
    """Sorts certain aliases first: strong before weak, names before adjectives, current before past."""
    return row["strength"] != "strong", row["kind"] not in ("name", "people"), bool(row["valid_to"])
