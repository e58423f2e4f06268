"""Modalities that the words settle, whatever the scores make of the rest of the sentence.

Belongs here: a plain threat is asserted, and so are talks that were held, and what somebody said where only a noun tells of it; all are
the claim guide's. Does not belong here: which modality it is else, which the scores say.
"""

from datetime import date

from pipelines.claims.clues import View
from pipelines.claims.lexicon_codes import Sense
from pipelines.claims.lexicon_hits import FrameHit, NounHit
from pipelines.claims.options import Decided
from pipelines.claims.reading import ReadSentence
from pipelines.dating.claim_deeds import is_scheduled
from pipelines.dating.claim_edges import starts_ahead
from pipelines.dating.claim_options import DEEDS
from pipelines.dating.expressions import find_expressions
from pipelines.records import Modality

_TALKS = "consult"
_PAST = frozenset(("began", "held", "met", "spoke"))
_RESTRICTS = "restrict"
_SAID = frozenset(("accuse", "reject", "request", "support"))  # acts that are done by saying them


def settle_modality(read: ReadSentence, decided: Decided, likeliest: str, day: date | None = None) -> str:
    """The modality of a decided claim.

    Args:
        read: Its sentence.
        decided: Actor, issue and act.
        likeliest: What the scores say. What is tied to a condition stays so.
        day: That of the article; without one nothing is known to be to come.
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
    if likeliest == Modality.ASSERTED and day is not None and decided.act in DEEDS and _is_to_come(read, view, decided.act, day):
        return Modality.PLANNED
    return likeliest


def _is_to_come(read: ReadSentence, view: View, act: str, day: date) -> bool:
    """Whether what is done starts on a day to come: "doubles its duty on Friday", "a duty that takes effect on July 1"."""
    verbs = [
        (read.tokens.starts[hit.start], read.tokens.ends[hit.start])
        for hit in read.matches.frames
        if hit.act == act and view.who(hit.actor) not in ("other", "none")
    ]
    days = find_expressions(read.text, day, looks_back=True)
    if any(is_scheduled(made, read.text, verb, day) for made in days for verb in verbs):
        return True
    return act == _RESTRICTS and any(_is_of_nearest(read, view, made.end) for made in starts_ahead(read.text, day))


def _is_of_nearest(read: ReadSentence, view: View, end: int) -> bool:
    """Whether the last words of an act before some place restrict, and the last whose actor is known are not another's."""
    hits = sorted((hit for hit in read.matches.deeds if read.tokens.starts[hit.start] < end), key=lambda hit: hit.start)
    known = next((who for hit in reversed(hits) if (who := _whose(read, view, hit)) in ("own", "other")), "own")
    return known == "own" and (not hits or hits[-1].act == _RESTRICTS)


def _whose(read: ReadSentence, view: View, hit: FrameHit | NounHit) -> str:
    """As `View.who`, but unknown where the words name both the candidate and another."""
    who, (first, last) = view.who(hit.actor), hit.actor or (0, 0)
    is_shared = who == "own" and any(first <= one.first < last and one.code != view.candidate.actor for one in read.mentions)
    return "unknown" if is_shared else who


def _is_past(read: ReadSentence, hit: FrameHit) -> bool:
    """Whether a verb tells what was: "met to discuss" is no plan."""
    low = read.tokens.lows[hit.start]
    return (
        hit.modality is Modality.ASSERTED
        and not hit.governors
        and not hit.is_purpose
        and (low in _PAST or (low.endswith("ed") and low != "scheduled"))
    )
