"""Values as a reader sees them on a page: days, codes, sums, quotes.

Belongs here: wording. Does not belong here: layout (see `templates/`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from pipelines.report.visible import has_hidden, is_hidden, name_hidden, one_line

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CHANGE_WORDS = {
    "hardened": "toward conflict",
    "softened": "toward cooperation",
    "reversed": "turned round",
    "walked_back": "taken back within days",
    "firmed": "held more firmly",
    "loosened": "held less firmly",
    "restated": "put another way",
    "reaffirmed": "said again after a silence",
}
USE_WORDS = {
    "utterance": "moves a position",
    "duplicate": "reprint: an earlier article says it already",
    "superseded": "taken back by a correction",
    "third_party": "told by a third party",
    "undated": "no day could be found",
    "ahead_of_article": "its day is later than its article",
    "below_threshold": "too unsure to move a position",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of codes, from the database's own dimensions."""

    countries: Mapping[str, str]
    topics: Mapping[str, str]
    abouts: Mapping[str, str]
    acts: Mapping[str, float]

    def country(self, code: str | None) -> str:
        """Name of a country or bloc; the code where nobody named it; `everyone` for none."""
        return "everyone" if code is None else self.countries.get(code, code)

    def countries_of(self, codes: list[str]) -> str:
        """Several names as one text."""
        return ", ".join(self.country(code) for code in codes)


def say_day(day: date | None) -> str:
    """A day as `3 Apr 2025`; an open end as a dash."""
    return "–" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_month(day: date) -> str:
    """A month as `Apr 2025`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def say_code(code: str) -> str:
    """A code as words: `walked_back` is `walked back`."""
    return code.replace("_", " ")


def say_amount(amount: float | None, unit: str | None) -> str:
    """A rate or sum as people write it: `25%`, `550 billion USD`; empty for none."""
    if amount is None:
        return ""
    if unit == "%":
        return f"{amount:g}%"
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"{amount / size:.4g} {word} {unit or ''}".rstrip()
    return f"{amount:,.10g} {unit or ''}".rstrip()


def say_score(score: float) -> str:
    """A score with its sign, `−0.8`, with a true minus."""
    return "0" if score == 0 else f"{score:+.1f}".replace("-", "−")


def band(score: float) -> str:
    """Colour class of a score, from conflict to cooperation."""
    if score == 0:
        return "b0"
    if score < 0:
        return "n2" if score <= -0.5 else "n1"
    return "p2" if score >= 0.5 else "p1"


def show_text(text: str) -> Markup:
    """Text for a page, with every run of one hidden character as a small marked escape that names it."""
    if not has_hidden(text):
        return escape(text)
    parts: list[Markup] = []
    for character, run in groupby(text, key=lambda character: character if is_hidden(character) else ""):
        words = "".join(run)
        parts.append(_hidden(character, len(words)) if character else escape(words))
    return Markup("").join(parts)


def show_quote(text: str, limit: int = 320) -> str:
    """A quote on one line, cut to fit a list."""
    return one_line(text, limit)


def _hidden(character: str, count: int) -> Markup:
    times = f"×{count}" if count > 1 else ""
    return Markup('<span class="hidden" title="{}">{}</span>').format(name_hidden(character), f"U+{ord(character):04X}{times}")
