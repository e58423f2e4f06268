"""Which direction goes with a claim's likely issues and acts, with what it refuses and with what it talks about.

Belongs here: what issue and act say of a direction. Does not belong here: what the words say (`model`), what trading does to a currency
(`deals`), choosing (`slots`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.lexicon_codes import CueKind, Sense
from pipelines.claims.lexicon_hits import FrameHit, Matches, Voice
from pipelines.claims.model import Floats
from pipelines.claims.reading import ReadSentence
from pipelines.claims.second_look import PAIR

CHARGE, CONCESSION, REFUSAL, REQUEST, RESTRICTION, TALKS = "accuse", "concede", "reject", "request", "restrict", "consult"
STRIKES = frozenset((RESTRICTION, "threaten"))
LEAST_SHARE = 0.02  # of the labels of a pair of issue and act, below which a direction is none of theirs
_SHARED = frozenset(("quotas",))  # producers ask for them to share a market out, which closes none
_STANDING = frozenset(("his", "its", "that", "the", "their"))  # before a measure that is there already
_ASKED = 8  # words after a refusal in which stands what is asked for, or whose relief is refused
_DENIED = 12  # words of a subject that is nothing
_NAMED = 3  # words between a verb and the measure that is its object
MEASURES = frozenset(("tariffs", "quotas", "export_controls", "sanctions"))  # issues whose topics strike somebody
FAVOURS = frozenset(
    (
        "concession",
        "concessions",
        "exclusion",
        "exclusions",
        "exempt",
        "exemption",
        "exemptions",
        "free",
        "preference",
        "preferences",
        "preferential",
        "waiver",
        "waivers",
    )
)
ENDINGS = frozenset(
    (
        "cut",
        "cuts",
        "delay",
        "easing",
        "end",
        "extension",
        "halt",
        "lifting",
        "lower",
        "pause",
        "reduced",
        "reduction",
        "reductions",
        "relief",
        "remission",
        "removal",
        "repeal",
        "reprieve",
        "rollback",
        "suspension",
    )
)
RELIEF = FAVOURS | ENDINGS  # words of what a measure's victim gets
_BEFORE = 2  # words: "not to"
_OPENING = frozenset((CONCESSION,))


def refused_way(matches: Matches) -> str | None:
    """Where a refusal over trade leads: not to close is open, not to open protects; None where no verb says what is refused, or two differ.

    What is refused may be what somebody asks for ("rejected a demand to cut its duty").
    The claim guide applies the act before it asks for the direction, and a refused deed looks like the deed itself to a model of words.
    """
    refused = {hit.row.act for hit in matches.frames if hit.act == REFUSAL}
    first = min((hit.end for hit in matches.frames if hit.act == REFUSAL and hit.row.act == REFUSAL), default=None)
    if first is not None:
        refused |= {
            hit.row.act for hit in matches.frames if hit.act == REQUEST and first <= hit.start <= first + _ASKED and not hit.is_demanded
        }
    opens, closes = bool(refused & _OPENING), bool(refused & STRIKES)
    return None if opens == closes else "open" if closes else "protect"


def named_way(read: ReadSentence, act: str) -> str | None:
    """Where a refusal of a measure, or a request for one, leads that is named right after it ("ruled out duties", "demanded an embargo").

    None where a verb says what is refused or asked for, or where the measure's relief is ("demanded an end to the embargo").
    """
    if act == REFUSAL and (way := _denied_way(read)):
        return way
    hits = [hit for hit in read.matches.frames if hit.act == act and hit.row.act == act]
    if not hits or any(hit.row.act in _OPENING | STRIKES for hit in read.matches.frames):
        return None
    lows = read.tokens.lows
    measures = [hit for hit in read.matches.topics if hit.row.issue in MEASURES - (_SHARED if act == REQUEST else frozenset())]
    named = [(hit, one) for hit in hits for one in measures if hit.end <= one.start <= hit.end + _ASKED or hit.start < one.start < hit.end]
    if any(not RELIEF.isdisjoint(lows[hit.start : one.end]) for hit, one in named):
        return "protect" if act == REFUSAL else None
    named = [(hit, one) for hit, one in named if one.start <= hit.end + _NAMED]
    if not named:
        return None
    if act == REQUEST and any(not _STANDING.isdisjoint(lows[hit.start : one.start]) for hit, one in named):
        return None
    return "open" if act == REFUSAL else "protect"


def _denied_way(read: ReadSentence) -> str | None:
    """Where a passive leads whose subject is nothing: "no waivers were granted" protects, "no duties were imposed" opens; else None."""
    lows = read.tokens.lows
    done = [hit for hit in read.matches.frames if hit.voice is Voice.PASSIVE and hit.row.act in _OPENING | STRIKES]
    denied = {hit.row.act in _OPENING for hit in done if "no" in lows[max(0, hit.start - _DENIED) : hit.start]}
    return None if len(denied) != 1 else "protect" if denied.pop() else "open"


def talked_way(matches: Matches) -> str | None:
    """Where talks about trade lead: open where they are on freer trade or on what opens it, else None; most talks tell nothing of it."""
    is_freeing = any(hit.row.sense is Sense.FREES for hit in matches.topics)
    return "open" if is_freeing or any(hit.act in _OPENING for hit in matches.deeds) else None


def asked_way(matches: Matches) -> str | None:
    """Where a request over trade leads that asks for a deed: to open or not to close is open, the reverse protects.

    None where no verb says what is asked for, or two differ. The guide codes what is asked for, and most requests ask to open.
    """
    deeds = [hit for hit in matches.frames if hit.act == REQUEST and hit.row.act in _OPENING | STRIKES]
    deeds = [hit for hit in deeds if not any(hit.start < one.start < hit.end for one in deeds)]  # "stop restricting exports"
    closes = {(hit.row.act in STRIKES) == (_denials(matches, hit) % 2 == 0) for hit in deeds}
    return None if len(closes) != 1 else "protect" if closes.pop() else "open"


def _denials(matches: Matches, hit: FrameHit) -> int:
    """How often a verb that is asked for is denied, "not" before it too, which its own count leaves out ("urged Rome not to impose")."""
    return hit.negations + sum(cue.row.kind is CueKind.NEGATION and hit.start - _BEFORE <= cue.start < hit.start for cue in matches.cues)


def expected_shares(shares: Floats, scores: Mapping[str, Floats]) -> Floats:
    """The shares of the directions over all pairs of issue and act, each pair as likely as the scores make it; one row a candidate.

    Args:
        shares: How often each direction goes with a pair: (issues, acts, directions).
        scores: Of the candidates; joint chances of the pairs are used where there are some, else those of issue and act alone.
    """
    issues, acts, directions = shares.shape
    if PAIR in scores:
        return np.asarray(scores[PAIR] @ shares.reshape(issues * acts, directions), dtype=np.float32)
    return np.asarray(np.einsum("ni,na,iad->nd", scores["issue"], scores["act"], shares), dtype=np.float32)


def possible_ways(shares: Floats, issues: Sequence[int], acts: Sequence[int]) -> Floats:
    """One for each direction that goes with a decided pair of issue and act, zero for those that hardly ever do: (rows, directions)."""
    return np.asarray(shares[list(issues), list(acts)] >= LEAST_SHARE, dtype=np.float32)
