"""The sidecar as cleaning reads it: what a person says of a file outranks what the file says of itself."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines.clean.wording import tidy
from pipelines.records import DateRival, PublishedBasis

FIELDS = ("published", "title", "source", "url", "language")
_NO_OBJECT = "sidecar is no JSON object"
_LONGEST_TOLD = 40  # characters of what a sidecar says that a warning repeats


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Fields of `<file>.meta.json`; None where not said. Its date is read in `dating`."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    problems: tuple[str, ...] = ()  # what in it could not be used, a warning each

    def warnings(self, rivals: Iterable[DateRival]) -> tuple[str, ...]:
        """What of it could not be used; with its date, where that is among those which lost."""
        lost = (rival for rival in rivals if rival.place == PublishedBasis.SIDECAR and self.problems != (_NO_OBJECT,))
        told = (f"sidecar's date {rival.text[:_LONGEST_TOLD]!r} is not used: {rival.refused_because}" for rival in lost)
        return (*self.problems, *told)


def read_sidecar(text: str | None) -> Sidecar:
    """The sidecar of a document; what cannot be used of it is noted. One that is no JSON object says nothing."""
    if not text:
        return Sidecar()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return Sidecar(problems=(_NO_OBJECT,))
    if not isinstance(said, dict):
        return Sidecar(problems=(_NO_OBJECT,))
    return Sidecar(_field(said, "title"), _field(said, "source"), _field(said, "url"), _language(said), tuple(_problems(said)))


def _problems(said: dict[str, object]) -> Iterator[str]:
    for name, value in said.items():
        if name not in FIELDS:
            meant = get_close_matches(name.lower(), FIELDS, 1)
            yield f"sidecar has {name[:_LONGEST_TOLD]!r}, which nothing reads" + (f"; {meant[0]!r} would be read" if meant else "")
        elif value is not None and not _field(said, name):
            yield f"sidecar has no text for {name!r}"
    if _field(said, "language") and _language(said) is None:
        yield "sidecar has no code such as 'en' for 'language'"


def _language(said: dict[str, object]) -> str | None:
    """The code before a region ("en-GB"); None for what is no code, so that the text itself is asked."""
    found = _LANGUAGE.fullmatch(_field(said, "language") or "")
    return found[1].lower() if found else None


_LANGUAGE = re.compile(r"([A-Za-z]{2}|und)(?:[-_]\w+)*", re.ASCII)


def _field(said: dict[str, object], name: str) -> str | None:
    value = said.get(name)
    return tidy(value) or None if isinstance(value, str) else None
