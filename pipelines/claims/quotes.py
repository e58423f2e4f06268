"""The run of words that carries a claim.

Belongs here: trimming a sentence to the clause that holds actor, act and issue, where it holds several. Does not belong here: whether
there is a claim.
"""

import re
from itertools import pairwise

from pipelines.claims.lexicon_hits import Span
from pipelines.claims.reading import ReadSentence
from pipelines.claims.slots import Filled
from pipelines.dating.dateline import skip_dateline

_DATELINE = r"(?:[A-Z][A-Z.,' /-]{2,60}?(?:,?\s+[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2})?\s*(?:\([\w .&]{2,30}\))?\s+[-–—]{1,2}\s+(?=[A-Z\"“]))?"
_CONNECTIVE = r"(?:But|And|However|Meanwhile|Moreover|Still|Also|Separately|In addition|Earlier(?=,)|Yet)\b,?\s+"
_PLACE = re.compile(_DATELINE)
_LEAD = re.compile(_DATELINE + rf"(?:[-*•]\s+|{_CONNECTIVE})*")
_JOINTS = frozenset(("and", "but", "while", "whereas", "although"))


def find_quote(read: ReadSentence, filled: Filled) -> tuple[int, int]:
    """First character of the quote in the sentence, and one past its last; never empty, never beyond the sentence.

    A clause stands for the sentence only where it alone holds words of actor, issue and act; what is unsure keeps the sentence.
    """
    needed = _needed(read, filled)
    if needed:
        for first, last in _clauses(read):
            if all(first <= start and end <= last for start, end in needed) and (first, last) != (0, len(read.tokens)):
                return read.tokens.starts[first], read.tokens.ends[last - 1]
    lead = _LEAD.match(read.text)
    return (lead.end() if lead and lead.end() < len(read.text) else 0), len(read.text)


def skip_place(read: ReadSentence) -> int:
    """The character of a sentence at which it begins to tell: behind its dateline, whose place says where news is from, not whose it is."""
    place = _PLACE.match(read.text)
    return max(skip_dateline(read.text), place.end() if place else 0)


def _needed(read: ReadSentence, filled: Filled) -> list[Span]:
    """The words a clause must hold; empty where the lexicon knows no words of issue and act, or the actor is not named."""
    decided = filled.decided
    issue = [(hit.start, hit.end) for hit in read.matches.topics if hit.row.issue == decided.issue]
    act = [(hit.start, hit.end) for hit in read.matches.frames if hit.act == decided.act]
    if not (decided.candidate.mentions and issue and act):
        return []
    actor = [(mention.first, mention.last) for mention in decided.candidate.mentions]
    named = [span for slot, span in filled.spans if slot in ("counterparts", "amount", "currency")]
    return [*actor, *issue, *act, *named]


def _clauses(read: ReadSentence) -> list[Span]:
    """Stretches between semicolons, and between commas before a conjunction."""
    lows = read.tokens.lows
    cuts = [(0, 0)]
    for at, low in enumerate(lows):
        if low == ";":
            cuts.append((at, at + 1))
        elif low == "," and at + 1 < len(lows) and lows[at + 1] in _JOINTS:
            cuts.append((at, at + 2))
    cuts.append((len(lows), len(lows)))
    return [(start, end) for (_, start), (end, _) in pairwise(cuts) if end > start]
