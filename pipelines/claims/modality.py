"""Modalities that the words settle, whatever the scores make of the rest of the sentence.

Belongs here: a plain threat is asserted, and so are talks that were held, and what somebody said where only a noun tells of it; all are
the claim guide's. Does not belong here: which modality it is else, which the scores say.
"""

from pipelines.claims.clues import View
from pipelines.claims.lexicon_codes import Sense
from pipelines.claims.lexicon_hits import FrameHit, NounHit
from pipelines.claims.options import Decided
from pipelines.claims.reading import ReadSentence
from pipelines.records import Modality

_TALKS = "consult"
_PAST = frozenset(("began", "held", "met", "spoke"))
_SAID = frozenset(("accuse", "reject", "request", "support"))  # acts that are done by saying them


def settle_modality(read: ReadSentence, decided: Decided, likeliest: str) -> str:
    """The modality of a decided claim.

    Args:
        read: Its sentence.
        decided: Actor, issue and act.
        likeliest: What the scores say. What is tied to a condition stays so.
    """
    view = View.of(read, decided.candidate)
    frames = [hit for hit in read.matches.frames if hit.act == decided.act and view.who(hit.actor) == "own"]
    nouns = [hit for hit in read.matches.nouns if hit.act == decided.act and view.who(hit.actor) == "own"]
    own: list[FrameHit | NounHit] = [*frames, *nouns]
    is_threat = any(hit.row.sense is Sense.THREATENS for hit in own)
    first = min((hit.start for hit in frames), default=len(read.tokens.lows))
    is_told = decided.act in _SAID and any(hit.modality is Modality.ASSERTED and hit.start < first for hit in nouns)
    is_ahead = any(hit.modality is Modality.PLANNED and not hit.is_purpose for hit in frames)
    if likeliest == Modality.PLANNED and decided.act == _TALKS and not is_ahead and any(_is_past(read, hit) for hit in frames):
        return Modality.ASSERTED
    if (likeliest == Modality.PLANNED and is_threat) or (likeliest in (Modality.PLANNED, Modality.POSSIBLE) and is_told):
        return Modality.ASSERTED
    return likeliest


def _is_past(read: ReadSentence, hit: FrameHit) -> bool:
    """Whether a verb tells what was: "met to discuss" is no plan."""
    low = read.tokens.lows[hit.start]
    return (
        hit.modality is Modality.ASSERTED
        and not hit.governors
        and not hit.is_purpose
        and (low in _PAST or (low.endswith("ed") and low != "scheduled"))
    )
