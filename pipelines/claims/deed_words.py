"""The verbs of a claim's act: where its sentence says what the actor does.

Belongs here: which of the lexicon's hits are the actor's own, for whoever writes the claim down and dates it. Does not belong here: which
act a claim is of (`decide`).
"""

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.reading import ReadSentence

_NEARNESS = ("own", "pronoun", "role", "unknown")  # who does it, likeliest first; what another does is not the claim's


def find_deed_words(read: ReadSentence, candidate: Candidate, act: str) -> tuple[Span, ...]:
    """The verbs by which a candidate does what its claim is of, without their objects, in their order.

    All that are as near to it as the nearest, but for infinitives and nouns that go with another; empty where the lexicon knows none.
    """
    view = View.of(read, candidate)
    whose = [(view.who(hit.actor), (hit.start, hit.start + 1)) for hit in read.matches.frames if hit.act == act]
    nearest = next((who for who in _NEARNESS if any(who == one for one, _ in whose)), None)
    found = [span for who, span in whose if who == nearest]
    nouns = {hit.start for hit in read.matches.nouns}
    return tuple(span for span in found if span == found[0] or not (read.tokens.lows[span[0] - 1] == "to" or span[0] in nouns))
