"""The verbs of a claim's act: where its sentence says what the actor does.

Belongs here: which of the lexicon's hits are the actor's own, for whoever writes the claim down and dates it. Does not belong here: which
act a claim is of (`decide`).
"""

from dataclasses import dataclass

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.reading import ReadSentence

_NEARNESS = ("own", "pronoun", "role", "unknown")  # who does it, likeliest first; what another does is not the claim's


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of a claim's act, without its object, and the words that may name who does it, in characters of the sentence."""

    verb: tuple[int, int]
    doer: str


def find_deeds(read: ReadSentence, candidate: Candidate, act: str) -> tuple[Deed, ...]:
    """The verbs by which a candidate does what its claim is of, in their order.

    All that are as near to it as the nearest, but for infinitives and nouns that go with another; empty where the lexicon knows none.
    """
    view = View.of(read, candidate)
    whose = [(view.who(hit.actor), hit) for hit in read.matches.frames if hit.act == act]
    nearest = next((who for who in _NEARNESS if any(who == one for one, _ in whose)), None)
    found = [hit for who, hit in whose if who == nearest]
    nouns = {hit.start for hit in read.matches.nouns}
    kept = [hit for hit in found if hit is found[0] or not (read.tokens.lows[hit.start - 1] == "to" or hit.start in nouns)]
    return tuple(Deed(_characters(read, (hit.start, hit.start + 1)), _words(read, hit.actor)) for hit in kept)


def _characters(read: ReadSentence, span: Span) -> tuple[int, int]:
    return read.tokens.starts[span[0]], read.tokens.ends[span[1] - 1]


def _words(read: ReadSentence, span: Span | None) -> str:
    return read.text[slice(*_characters(read, span))] if span and span[0] < span[1] else ""
