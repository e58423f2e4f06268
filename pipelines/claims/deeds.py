"""The deeds that a sentence's words name, and whose they are.

Belongs here: what the rooms that bar and turn acts ask of a candidate's sentence. Does not belong here: finding the words (`lexicon`), how
the sentence looks to the models (`clues`).
"""

from collections.abc import Sequence

from pipelines.claims.clues import View
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span
from pipelines.claims.rows import Row

DEEDS = frozenset(("agree", "concede", "intervene", "restrict", "threaten"))  # done or not done, where the other acts are said


def acts_of(row: Row, without: Sequence[FrameHit | NounHit] = ()) -> frozenset[str]:
    """The acts that the sentence's words name."""
    return frozenset(hit.act for hit in row.reading.sentences[row.place].matches.deeds if hit not in without)


def own_acts(row: Row, without: Sequence[FrameHit | NounHit] = ()) -> frozenset[str]:
    """The acts that words name as the candidate's own."""
    read = row.reading.sentences[row.place]
    view = View.of(read, row.candidate)
    return frozenset(hit.act for hit in read.matches.deeds if hit not in without and view.who(hit.actor) == "own")


def names(row: Row, actor: Span) -> bool:
    """Whether the candidate is named among a word's actors."""
    return any(one.first < actor[1] and one.last > actor[0] for one in row.candidate.mentions)


def may_be(row: Row, actor: Span | None) -> bool:
    """Whether the candidate stands where a verb's actor does; one that the sentence does not name may be meant by any word."""
    return not row.candidate.mentions or names(row, actor or (0, 0))
