"""The sidecar as cleaning reads it: what a person says of a file outranks what the file says of itself."""

import json
import re
from dataclasses import dataclass

from pipelines.clean.wording import tidy


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Fields of `<file>.meta.json`; None where not said. Its date is read in `dating`."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    is_broken: bool = False


def read_sidecar(text: str | None) -> Sidecar:
    """The sidecar of a document; one that is no JSON object says nothing and is noted."""
    if not text:
        return Sidecar()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return Sidecar(is_broken=True)
    if not isinstance(said, dict):
        return Sidecar(is_broken=True)
    return Sidecar(_field(said, "title"), _field(said, "source"), _field(said, "url"), _language(said))


def _language(said: dict[str, object]) -> str | None:
    """The code before a region ("en-GB"); None for what is no code, so that the text itself is asked."""
    found = _LANGUAGE.fullmatch(_field(said, "language") or "")
    return found[1].lower() if found else None


_LANGUAGE = re.compile(r"([A-Za-z]{2}|und)(?:[-_]\w+)*", re.ASCII)


def _field(said: dict[str, object], name: str) -> str | None:
    value = said.get(name)
    return tidy(value) or None if isinstance(value, str) else None
