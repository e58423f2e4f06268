"""What a rule of the time grammar gets and gives, and which way an undirected expression leans.

Belongs here: the scene a rule reads in, the reading it makes, tense cues around a match. Does not belong here: the rules.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pipelines.dating.calendar_words import Granularity
from pipelines.dating.starts import INTO_FORCE


class ExpressionBasis(StrEnum):
    """Whether the words name a full day by themselves, or lean on the anchor."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words mean: a TIMEX3 value, the first day of it where one can be named, and whether they point ahead by themselves."""

    value: str
    granularity: Granularity
    on: date | None = None
    basis: ExpressionBasis = ExpressionBasis.RELATIVE
    points_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """The text a rule reads in and the day that relative words are counted from, where there is one.

    `looks_back` reads every undirected expression as one of the past, whatever its clause says, but where something is to be from it on.
    """

    text: str
    anchor: date | None
    looks_back: bool = False

    def leans_ahead(self, start: int, end: int) -> bool:
        """Whether the words around an expression put it in the future.

        A preposition right before it ("by", "until") decides, unless the clause says "had"; else the nearest verb before it in
        its clause; else the first behind it in its clause.
        """
        before = self.text[max(0, start - _REACH) : start]
        before = before[_last_break(before) :]
        if self.looks_back:
            return _STARTING.search(before) is not None
        cues = list(_CUES.finditer(before))
        found = _CUES.search(_BREAK.split(self.text[end : end + _REACH], maxsplit=1)[0])
        if _DIRECT.search(before):
            near = cues[-2:] or ([found] if found else [])
            return all(cue.group().lower() != "had" for cue in near)
        if cues:
            return _is_ahead(cues)
        return found is not None and found.lastgroup == "ahead"

    def is_soon(self, day: date | None) -> bool:
        """Whether a day ahead is so near that words without a year mean it rather than the same day a year before."""
        return not self.looks_back and day is not None and self.anchor is not None and 0 < (day - self.anchor).days <= _SOON_DAYS

    def is_far(self, day: date | None) -> bool:
        """Whether a day ahead is so far that words without a year mean the one just past, even where a clause looks ahead."""
        return day is not None and self.anchor is not None and (day - self.anchor).days > _FAR_DAYS


Reader = Callable[[re.Match[str], Scene], Reading | None]
Rule = tuple[re.Pattern[str], Reader]


class Group(NamedTuple):
    """Rules none of which matches a text without the words `needed`; in the order in which they win over each other.

    All read the text in lower case, for a pattern that ignores case takes up to five times as long, or the text as written.
    """

    needed: re.Pattern[str]
    rules: tuple[Rule, ...]
    as_written: bool = False


_REACH = 90
_BREAK = re.compile(r"[;:\n]|[.!?][\"'”)]* +(?=[A-Z])|[\"“”]")
_SOON_DAYS = 45
_FAR_DAYS = 300
_DIRECT = re.compile(
    r"\b(?:by|until|till|no later than|as (?:soon|early) as|ahead of|next|coming|payable|expires?)(?: on| from| in)? $"
    r"|\b(?:until|till|next|coming) the $",
    re.IGNORECASE,
)
_STARTING = re.compile(
    rf"\b(?:(?<!to )(?:{INTO_FORCE})"
    r"|will (?:[\w'%-]+ ){1,8}?(?:from|as of|starting|beginning))(?: on| from| as of| at midnight on)? $"
    r"|\b(?:resumes|opens|starts|begins|flies|travels|arrives|convenes|leaves for|meets|kicks off"
    r"|(?<!the )(?<!at )(?:resume|open|start|begin|meet))(?: [\w'.-]+){0,6}?(?: on| from)? $"
    r"|\b(?:invite[sd]?|call(?:s|ed) for|propose[sd]|offer(?:s|ed))(?: (?!at |after |during |in )[\w'.-]+){1,8}?"
    r" (?:talks|negotiations|meeting|summit|conference|visit)(?: in| for| on)? $",
    re.IGNORECASE,
)
_CUES = re.compile(
    r"\b(?:(?P<ahead>will|shall|would|won't|'ll|due|scheduled|slated|poised|expected|expects?|plans? to|planned|set (?:to|for)|about to|"
    r"going to|supposed to|hopes? to|is to|are to|to (?:be|take effect|meet|begin|start|end|expire|visit|hold|attend|announce|impose)|"
    r"planning to|upcoming|deadline|takes? effect|payable)|"
    r"(?P<behind>said|says|told|met|took|came|went|began|held|made|gave|put|cut|fell|rose|was|were|had|has|have|did|since|after|"
    r"following|last|previous|earlier|agreed|guaranteed|(?-i:(?!hundred)[a-z]{2,}[a-df-z]ed)))\b",
    re.IGNORECASE,
)


def _last_break(text: str) -> int:
    ends = [found.end() for found in _BREAK.finditer(text)]
    return ends[-1] if ends else 0


def _is_ahead(cues: list[re.Match[str]]) -> bool:
    last = cues[-1]
    if last.lastgroup == "ahead":
        return True
    opened = len(cues) > 1 and cues[-2].lastgroup == "ahead" and last.start() - cues[-2].end() <= _PARTICIPLE_GAP
    return opened and last.group().lower() not in _NO_PARTICIPLES


_NO_PARTICIPLES = frozenset({"said", "told", "was", "were", "has", "have", "had", "did", "after", "since", "last", "following"})
_PARTICIPLE_GAP = 12  # "will be imposed on Friday": the participle belongs to the auxiliary before it
