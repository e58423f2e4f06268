"""What a verb undoes: who delays, lifts or cuts a measure concedes, who ends an exemption or purchases restricts, who ends a pact
rejects, and so does who opposes a measure.

Belongs here: giving the chance of what such a verb's object names ("postponed plans to impose a duty") to what undoing it is, for the
models go by the words of both. Does not belong here: acts that grammar bars without saying which it is instead (`barred`).
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np

from pipelines.claims.clues import View
from pipelines.claims.decide import LEAST_WORTH, worth_of
from pipelines.claims.direction import CONCESSION, ENDINGS, FAVOURS, MEASURES, REFUSAL, RESTRICTION, STRIKES
from pipelines.claims.lexicon_codes import CLAUSES, CueKind, Effect, Mark, Sense
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span, Voice
from pipelines.claims.model import Floats
from pipelines.claims.passives import owns_measure, passive_head, passive_subject
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

_NOT_ENDING = {
    RESTRICTION: frozenset((CONCESSION,)),
    REFUSAL: frozenset(("agree", "support", CONCESSION)),
    CONCESSION: frozenset(("accuse",)),
}
_REACH = 9  # words of an object
_RATE_REACH = 15  # words after a verb in which the rate stands that it raises to
_DOERS = ("own", "pronoun", "role")  # who a deed's actor is that is, or may be, the candidate
_FINITE = frozenset((CueKind.AUXILIARY, CueKind.BE, CueKind.HAVE))
_RELATIVE = frozenset(("that", "which"))
_NEAR = 3  # words after an insertion in which the main verb begins
_ASKED = frozenset(("accuse", "request"))
_ANSWERS = frozenset(("agree", CONCESSION, REFUSAL))
_BESIDE = 4  # words between an answer and the noun of what it answers
_CHARGES = frozenset(("accusation", "accusations", "allegation", "allegations", "charge", "charges", "claim", "claims", "complaint"))
_BLAMES = frozenset(("dumping_subsidies", "manipulation"))  # issues that somebody is accused of


def undo_acts(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str]) -> dict[str, Floats]:
    """The scores, where the chance of an act that a candidate undoes is that of undoing it.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
    """
    likely = np.flatnonzero(worth_of(scores) >= LEAST_WORTH).tolist()
    undone = {at: some for at in likely if (some := _replaced(rows[at]))}
    if not undone:
        return dict(scores)
    touched = list(undone)
    pairs = scores[PAIR][touched].reshape(len(touched), -1, len(acts)).astype(np.float64)
    for place, (not_done, instead) in enumerate(undone.values()):
        lost = [acts.index(act) for act in not_done]
        pairs[place, :, acts.index(instead)] += pairs[place][:, lost].sum(axis=1)
        pairs[place][:, lost] = 0.0
    return with_rows(scores, touched, scores["claim"][touched, 1].astype(np.float64), pairs)


def _replaced(row: Row) -> tuple[AbstractSet[str], str] | None:
    """The acts that are not a candidate's, and the one that is instead, by the first rule that tells one; None where nothing is undone."""
    undone = undone_acts(row)
    relieved = (undone, RESTRICTION if CONCESSION in undone else CONCESSION) if undone else None
    ended = ended_acts(row)
    told = [ended, relieved] if ended and ended[1] != CONCESSION else [relieved, ended]
    found = [one for one in (*told, lapsed_acts(row), opposed_acts(row), answered_acts(row)) if one]
    instead = found[0][1] if found else ""
    return (frozenset().union(*(acts for acts, act in found if act == instead)), instead) if found else None


def opposed_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What strikes, where a candidate only opposes it ("voted against the duties"), and the refusal that this is; else None."""
    read = row.reading.sentences[row.place]
    if not any(hit.row.sense is Sense.OPPOSES for hit in read.matches.frames):
        return None
    view = View.of(read, row.candidate)
    own = [hit for hit in read.matches.deeds if view.who(hit.actor) == "own"]
    is_opposed = any(hit.row.sense is Sense.OPPOSES and hit.act == REFUSAL for hit in own)
    return (STRIKES, REFUSAL) if is_opposed and not any(hit.act in STRIKES for hit in own) else None


def ended_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What a candidate does not do that ends a favour, purchases or a pact by a verb of its own, and what it does.

    It grants nothing, and of a pact it agrees to nothing. None where no such verb is its own, or two say different things.
    """
    read = row.reading.sentences[row.place]
    ending = [hit for hit in read.matches.frames if hit.row.sense is Sense.ENDS and hit.act in (hit.row.act, hit.row.act_ahead)]
    if not ending:
        return None
    view = View.of(read, row.candidate)
    own = [hit for hit in ending if view.who(hit.actor) == "own"]
    acts = {(hit.row.act, hit.act) for hit in own}
    ended, done = acts.pop() if len(acts) == 1 else ("", "")
    if ended == CONCESSION and _says_elsewhere(read, view, own):
        return None
    return (_NOT_ENDING[ended], done) if ended in _NOT_ENDING else None


def lapsed_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What is no more where a measure or a favour lapses that a candidate is named with ("Oslo's levy expired", "let the waiver lapse").

    What is only to lapse and is told something else of stands: "Oslo's levy, due to expire in May, was extended".
    """
    read = row.reading.sentences[row.place]
    for hit in read.matches.frames:
        if hit.row.sense is not Sense.LAPSES or hit.negations % 2:
            continue
        if hit.actor and View.of(read, row.candidate).who(hit.actor) == "own":
            first, last = hit.actor
            is_favour = not FAVOURS.isdisjoint(read.tokens.lows[first:last])
            if not is_favour and not _is_measure(read, hit.actor):
                continue
            lapsed, done = (frozenset((CONCESSION,)), RESTRICTION) if is_favour else (STRIKES, CONCESSION)
            if not _is_told_aside(read, hit):
                return lapsed, done
            outlived, stands = (STRIKES, CONCESSION) if is_favour else (frozenset((CONCESSION,)), RESTRICTION)
            is_over = _is_past(read, hit) or any(one.act == done for one in read.matches.frames if one.start > hit.start)
            return None if is_over else (outlived, stands)
    return None


def _is_measure(read: ReadSentence, actor: Span) -> bool:
    """Whether a subject is a measure itself, not what is under one or described by it ("imports under the quota", "quota imports")."""
    first, last = actor
    lows = read.tokens.lows
    inner = {cue.start for cue in read.matches.cues if cue.row.kind is CueKind.PREPOSITION and lows[cue.start] != "of"}
    heads = {cue.start for cue in read.matches.cues} | {
        at for at in range(first, last) if lows[at].endswith("ed") or not lows[at].isalpha()
    }
    named = [one for one in read.matches.topics if one.row.issue in MEASURES and first <= one.start < last]
    return any(inner.isdisjoint(range(first, one.start)) and (one.end >= last or one.end in heads) for one in named)


def _is_told_aside(read: ReadSentence, hit: FrameHit) -> bool:
    """Whether a verb stands in a phrase set off from its subject, before the main verb ("the levy, which expires in May, was raised")."""
    lows, last = read.tokens.lows, hit.actor[1] if hit.actor else hit.start
    between = lows[last - 1 : hit.start]
    verbs = {cue.start for cue in read.matches.cues if cue.row.kind in _FINITE} | {one.start for one in read.matches.frames}
    if "," in between:
        comma = next((at for at in range(hit.end, len(lows)) if lows[at] == ","), len(lows))
        return not verbs.isdisjoint(range(comma + 1, comma + 1 + _NEAR))
    return not _RELATIVE.isdisjoint(between) and not verbs.isdisjoint(range(hit.end, len(lows)))


def _is_past(read: ReadSentence, hit: FrameHit) -> bool:
    return read.tokens.lows[hit.start].endswith("ed") or read.tokens.lows[hit.start] == "ran"


def answered_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What others ask or charge whom a candidate answers, and its answer ("bowed to Danish demands", "called the charge baseless")."""
    read = row.reading.sentences[row.place]
    is_asked = any(noun.act in _ASKED for noun in read.matches.nouns)
    if not is_asked and not any(hit.row.sense is Sense.DENIES for hit in read.matches.frames):
        return None
    view = View.of(read, row.candidate)
    own = [hit for hit in read.matches.frames if view.who(hit.actor) == "own" and hit.act in _ANSWERS and hit.act == hit.row.act]
    for noun in read.matches.nouns:
        asker = max((one for one in read.mentions if noun.actor[0] <= one.first < noun.actor[1]), key=lambda one: one.last, default=None)
        if noun.act in _ASKED and asker is not None and asker.code != row.candidate.actor:
            answer = next((hit for hit in own if hit.start < noun.start and hit.end >= noun.start - _BESIDE), None)
            if answer:
                return frozenset((noun.act,)), answer.act
    charges = [at for at, low in enumerate(read.tokens.lows) if low in _CHARGES]
    denials = [hit for hit in read.matches.frames if hit.row.sense is Sense.DENIES and hit.act == REFUSAL]
    is_denied = any(hit.row.effect is Effect.NEGATES and view.who(hit.actor) == "own" for hit in denials)  # "cleared Peru of dumping"
    is_denied = is_denied or any(abs(hit.start - at) <= _REACH for hit in denials for at in charges)
    blames = any(hit.act == "accuse" and view.who(hit.actor) == "own" for hit in read.matches.frames)
    return (frozenset(("accuse",)), REFUSAL) if is_denied and not blames else None


def _says_elsewhere(read: ReadSentence, view: View, ending: Sequence[FrameHit]) -> bool:
    """Whether a candidate complains by a word that is not in what it ends ("withdrew its complaint" is no complaint)."""
    said = [hit for hit in read.matches.deeds if hit.act in _NOT_ENDING[CONCESSION]]
    inside = [hit for hit in said if any(one.start < hit.start < one.end + _REACH for one in ending)]
    blames = inside or any(
        one.start < hit.start < one.end + _REACH for one in ending for hit in read.matches.topics if hit.row.issue in _BLAMES
    )
    return not blames or any(view.who(hit.actor) == "own" for hit in said if hit not in inside)


def undone_acts(row: Row) -> AbstractSet[str]:
    """Measures where a candidate undoes one, a concession where it ends a favour; nothing where it does so elsewhere in the sentence."""
    read = row.reading.sentences[row.place]
    view = View.of(read, row.candidate)
    undoing = list(_undoing(read, view))
    undone = next((some for hit, span in undoing if (some := _undone_by(read, hit, span))), frozenset[str]())
    if not undone:
        return undone
    spans = [(min(hit.start, first), max(hit.end, last)) for hit, (first, last) in undoing]
    others = [hit for hit in read.matches.deeds if not any(first <= hit.start < last for first, last in spans)]
    means = {hit.start - 1 for hit, _ in undoing} | {hit.start for hit, _ in undoing}  # "signed an order ending": one deed
    return frozenset() if any(hit.act in undone and hit.end not in means and view.who(hit.actor) == "own" for hit in others) else undone


def _undoing(read: ReadSentence, view: View) -> Iterator[tuple[FrameHit | NounHit, Span]]:
    """The candidate's words of relief, each with the words of its object."""
    breaks = [cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES]
    for hit in read.matches.deeds:
        if not (_undoes(hit) or _announces_relief(read, hit)):
            continue
        who = view.who(hit.actor)
        if isinstance(hit, FrameHit) and hit.voice is Voice.PASSIVE:
            subject = passive_subject(read, hit)
            is_plain = who == "none" and passive_head(read, hit.start) is not None
            if who in _DOERS or (is_plain and owns_measure(read, view, subject)):
                yield hit, subject
        elif who in _DOERS:
            yield hit, (hit.start + 1, min([*(at for at in breaks if at >= hit.end), hit.end + _REACH, len(read.tokens.lows)]))


def _undoes(hit: FrameHit | NounHit) -> bool:
    """Whether a word tells of relief by itself, and its actor is not only named in what is relieved ("the removal of American duties")."""
    if hit.row.effect is not Effect.NONE or hit.row.act != CONCESSION or hit.act != CONCESSION:
        return False
    return hit.negations % 2 == 0 if isinstance(hit, FrameHit) else hit.mark is not Mark.OF


def _announces_relief(read: ReadSentence, hit: FrameHit | NounHit) -> bool:
    """Whether a verb that strikes has a word of relief before what would strike ("ordered the removal of tariffs")."""
    return isinstance(hit, FrameHit) and hit.act in STRIKES and not ENDINGS.isdisjoint(read.tokens.lows[hit.start + 1 : hit.end])


def _undone_by(read: ReadSentence, hit: FrameHit | NounHit, span: Span) -> AbstractSet[str]:
    """What a word of relief undoes by the words of its object."""
    first, last = span
    if FAVOURS.intersection(read.tokens.lows[first:last]):
        return frozenset((CONCESSION,)) if hit.row.sense is Sense.ENDS else frozenset()
    is_raised = hit.row.sense is Sense.RAISES and _tells_rate(read.tokens.lows[hit.end : hit.end + _RATE_REACH])
    named = (one.start for one in read.matches.topics if one.row.issue in MEASURES)
    struck = (one.start for one in read.matches.nouns if one.act == RESTRICTION)
    has_measure = any(first <= at < last for at in (*named, *struck))
    return STRIKES if has_measure and not is_raised else frozenset()


def _tells_rate(words: Sequence[str]) -> bool:
    return any(low == "to" and following[:1].isdigit() for low, following in pairwise(words))
