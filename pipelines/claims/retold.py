"""Who only tells or awaits another's deed, or is addressed by it: "Oslo said Lima had cut its duty", "the lobby urged Lima to cut".

Belongs here: the acts of others in a sentence that a candidate stands before or behind. Does not belong here: who is named in a phrase of
its own (`asides`), who suffers or gets something (`suffered`), and taking the acts from the scores (`barred`).
"""

from pipelines.claims.clues import View
from pipelines.claims.deeds import DEEDS, own_acts
from pipelines.claims.direction import CHARGE, MEASURES, REFUSAL, REQUEST
from pipelines.claims.lexicon_codes import Complement, Effect
from pipelines.claims.lexicon_hits import FrameHit, Span
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row

_RETOLD = DEEDS | {CHARGE, REFUSAL, REQUEST, "support"}  # what a teller may tell of another
_SPEAKER = 8  # words of a name with its office


def retold_deeds(row: Row) -> frozenset[str]:
    """The deeds of another that a candidate, named as the speaker alone, only tells of or awaits ("Oslo said Lima had cut its duty")."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    told = [(hit.speaker, hit.words) for hit in read.matches.sayings]
    told += [(hit.actor, (hit.end, len(read.tokens))) for hit in read.matches.frames if hit.actor and _awaits(hit)]
    own = [
        words
        for speaker, words in told
        if mentions and all(speaker[0] <= one.first < speaker[1] <= speaker[0] + _SPEAKER for one in mentions)
    ]
    if not own:
        return frozenset()
    first, last = max(own, key=lambda words: words[1] - words[0])
    view = View.of(read, row.candidate)
    if any(first <= at < last for at in view.pronouns):
        return frozenset()
    charges = {hit.start for hit in read.matches.deeds if hit.act == CHARGE and read.tokens.lows[hit.start].endswith("ing")}  # "dumping"
    deeds = [(hit, view.who(hit.actor)) for hit in read.matches.deeds if hit.act in _RETOLD and hit.start not in charges]
    verbs = [(hit, who if hit.actor and _names_doer(read, hit.actor) else "unknown") for hit, who in deeds if isinstance(hit, FrameHit)]
    is_others = bool(verbs) and all(who == "other" and first <= hit.start < last for hit, who in verbs)
    retold = DEEDS | {hit.act for hit, _ in verbs}
    return retold - {hit.act for hit, who in deeds if who == "own"} if is_others else frozenset()


def addressed_acts(row: Row) -> frozenset[str]:
    """What a candidate is only asked for or charged with, named as whom a verb is addressed to ("the lobby urged Lima to cut its duty")."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    found = set()
    for hit in read.matches.frames:
        if hit.act in (CHARGE, REQUEST) and hit.target and hit.actor and mentions:
            first = hit.target[0]
            if first <= mentions[0].first <= first + 1 and not any(hit.actor[0] <= one.first < hit.actor[1] for one in mentions):
                found.add(hit.act)
    return frozenset(found) - own_acts(row)


def _awaits(hit: FrameHit) -> bool:
    """Whether a verb tells what its subject expects of another ("fears Lima will cut", "expects Lima to cut")."""
    complements = hit.row.complements
    return Complement.CLAUSE in complements or (hit.row.effect is Effect.OPENS and Complement.OBJ_TO in complements)


def _names_doer(read: ReadSentence, span: Span) -> bool:
    """Whether a stretch of words names somebody, not only behind a measure: "a duty on Maltese yachts took effect" names no doer."""
    first = min((one.first for one in read.mentions if span[0] <= one.first < span[1]), default=span[1])
    return not any(span[0] <= hit.start < first for hit in read.matches.topics if hit.row.issue in MEASURES)
