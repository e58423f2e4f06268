"""Who does what in a passive: "Peru was accused by Chile" is Chile's claim, and so is what Peru was asked to do.

Belongs here: giving the scores of a passive's subject to whoever the by-phrase names, for the models go by the order of names. Does not
belong here: finding passives (`lexicon_chain`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.claims.clues import View
from pipelines.claims.direction import MEASURES, RESTRICTION, STRIKES
from pipelines.claims.lexicon_codes import CLAUSES, CueKind, Role
from pipelines.claims.lexicon_hits import CueHit, FrameHit, Span, Voice
from pipelines.claims.mentions import Mention
from pipelines.claims.model import Floats
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

_DETERMINED = 2  # words before a name in which a preposition shows that it only belongs to the subject ("on the euro")
_SUBJECT = 8  # words of a subject after its owner's name
_SUBJECT_REACH = 9  # words before a passive verb
_DESCRIBED = 3  # words between an owner's name and its measure ("Egypt's raw sugar export ban")
_GOODS = 5  # words of a subject after its owner's name, the verb's among them ("Peru's refined copper")
_TIES = (*CLAUSES, CueKind.PREPOSITION)  # kinds of cues after which another phrase stands
_BREAKS = frozenset((CueKind.AUXILIARY, CueKind.BE, CueKind.BOUNDARY, CueKind.COORDINATOR, CueKind.HAVE))
_VERB_GROUP = frozenset((CueKind.ADVERB, CueKind.AUXILIARY, CueKind.BE, CueKind.HAVE, CueKind.NEGATION))


@dataclass(frozen=True, slots=True)
class Turned:
    """What an actor is the subject of in a passive: the act, whose act it is, and the acts that are asked of the subject with it."""

    act: str
    agent: str
    asked: frozenset[str]


def turn_passives(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str]) -> dict[str, Floats]:
    """The scores, where those of a passive's subject and of its agent change places when the subject seems to do what is done to it.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
    """
    places = {(id(row.reading), row.place, row.candidate.actor): at for at, row in enumerate(rows)}
    claim, likeliest = scores["claim"][:, 1], scores[PAIR].argmax(axis=1) % len(acts)
    order = np.arange(len(rows))
    asked: list[tuple[int, int, int]] = []  # candidates whose act is the other one of two: they ask for it
    for at, row in enumerate(rows):
        seems = acts[likeliest[at]]
        for one in turned(row):
            agent = places[id(row.reading), row.place, one.agent]
            if seems in {one.act, *one.asked} and claim[at] > claim[agent] and order[at] == at and order[agent] == agent:
                order[at], order[agent] = agent, at
                asked += [(agent, likeliest[at], acts.index(one.act))] if seems != one.act else []
    if (order == np.arange(len(rows))).all():
        return dict(scores)
    kept = {head: table[order] for head, table in scores.items()}
    if not asked:
        return kept
    touched = [at for at, _, _ in asked]
    pairs = kept[PAIR][touched].reshape(len(touched), -1, len(acts)).astype(np.float64)
    for place, (_, done, wanted) in enumerate(asked):
        pairs[place, :, wanted] += pairs[place, :, done]
        pairs[place, :, done] = 0.0
    return with_rows(kept, touched, kept["claim"][touched, 1].astype(np.float64), pairs)


def turned(row: Row) -> Iterator[Turned]:
    """The passive verbs that a candidate is the subject of, where the by-phrase names another first who is a candidate too.

    And the measures of others that it faces ("was slapped with a Chilean duty").
    """
    read = row.reading.sentences[row.place]
    others = {one.actor for one in read.candidates} - {row.candidate.actor}
    for hit in read.matches.frames:
        if hit.actor and is_subject(row, hit):
            agent = _first_in(hit.actor, read.mentions)
            if agent is not None and agent.code in others:
                asked = frozenset(one.row.act for one in read.matches.frames if one.is_demanded and one.act == hit.act)
                yield Turned(hit.act, agent.code, asked)
    if (faced := facing(row)) and (striker := _striker(read, faced.end)) in others:
        yield Turned(RESTRICTION, striker, frozenset())


def facing(row: Row) -> CueHit | FrameHit | None:
    """The words of suffering, without a doer of their own, whose subject is the candidate or something of its ("faces")."""
    matches = row.reading.sentences[row.place].matches
    told: list[CueHit | FrameHit] = [cue for cue in matches.cues if cue.row.kind is CueKind.SUFFERING]
    told += [hit for hit in matches.frames if hit.row.actor is Role.NONE and hit.row.act == RESTRICTION]
    return next((hit for hit in told if verb_group(row, hit.start) is not None or has_goods(row, hit.start)), None)


def _striker(read: ReadSentence, at: int) -> str:
    """Whose measure is named within a few words of a place ("with a 50% Danish tariff"); empty where nobody's is."""
    starts = [hit.start for hit in read.matches.topics if hit.row.issue in MEASURES and at <= hit.start <= at + _SUBJECT]
    named = [one for one in read.mentions if at <= one.first and any(one.last <= start <= one.last + _DETERMINED for start in starts)]
    breaks = {cue.start for cue in read.matches.cues if cue.row.kind in _TIES}
    owner = named[0] if named else None
    return owner.code if owner and breaks.isdisjoint(range(at, owner.first)) else ""


def has_goods(row: Row, at: int) -> bool:
    """Whether the subject of a verb is something that the candidate's name describes, and no measure ("Peruvian copper")."""
    read = row.reading.sentences[row.place]
    head = verb_head(read, at)
    owner = max((one for one in row.candidate.mentions if one.last < head and not one.is_person), key=lambda one: one.last, default=None)
    if owner is None or head - owner.last > _GOODS:
        return False
    words = range(owner.last + (read.tokens.lows[owner.last] == "'s"), head)
    known = {place for cue in read.matches.cues for place in range(cue.start, cue.end)}
    known |= {place for hit in read.matches.topics if hit.row.issue in MEASURES for place in range(hit.start, hit.end)}
    known |= {place for one in read.mentions for place in range(one.first, one.last)}
    ties = {cue.end for cue in read.matches.cues if cue.row.kind is CueKind.PREPOSITION}
    is_tied = not ties.isdisjoint(range(owner.first - 1, owner.first + 1))
    return not is_tied and bool(words) and all(place not in known and read.tokens.lows[place].isalpha() for place in words)


def passive_subject(read: ReadSentence, hit: FrameHit) -> Span:
    """The words in which a passive verb's subject is named, "the duties that Oslo imposed" among them."""
    told = {one.end for one in read.matches.topics if one.row.issue in MEASURES}  # what "that" after them tells is told of them
    breaks = (cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES)
    return max([*(at for at in breaks if at < hit.start and at not in told), hit.start - _SUBJECT_REACH, 0]), hit.start


def owns_measure(read: ReadSentence, view: View, subject: Span) -> bool:
    """Whether the subject of a verb that names no doer is a measure of the candidate's ("Oslo's levy was cut", "the levy Oslo imposed")."""
    first, last = subject
    if any(first <= hit.start < last and hit.act in STRIKES and view.who(hit.actor) == "own" for hit in read.matches.deeds):
        return True
    starts = [hit.start for hit in read.matches.topics if hit.row.issue in MEASURES and first <= hit.start < last]
    ties = {cue.start for cue in read.matches.cues if cue.row.kind in _TIES}
    return any(
        one.last <= at <= one.last + _DESCRIBED and one.first - 1 not in ties and not ties.intersection(range(one.last, at))
        for one in view.candidate.mentions
        for at in starts
    )


def is_subject(row: Row, hit: FrameHit) -> bool:
    """Whether the candidate is a passive verb's subject: no preposition before it, only the verb's group, with a form of be, between.

    What somebody should not suffer is not told as suffered.
    """
    told_by = hit.voice is Voice.UNKNOWN and "by" in row.reading.sentences[row.place].tokens.lows[hit.start : hit.end]
    if hit.is_demanded or not (hit.voice is Voice.PASSIVE or told_by):
        return False
    between = verb_group(row, hit.start)
    return (between is not None and CueKind.BE in between) or _is_described(row, hit) or _owns_subject(row, hit)


def _is_described(row: Row, hit: FrameHit) -> bool:
    """Whether a participle tells of the candidate in a phrase of its own: "Peru, accused by Chile of", "Accused by Chile, Peru"."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    lows = read.tokens.lows
    if hit.start == 0:
        comma = next((at for at, low in enumerate(lows) if low == ","), len(lows))
        first = min((one for one in read.mentions if one.first > comma), key=lambda one: one.first, default=None)
        return first is not None and first.code == row.candidate.actor and not any(one.first < comma for one in mentions)
    return lows[hit.start - 1] == "," and any(one.last == hit.start - 1 for one in mentions)


def _owns_subject(row: Row, hit: FrameHit) -> bool:
    """Whether the subject is something of the candidate's ("Peru's offer was rejected by Chile"); its own agent may be it."""
    read = row.reading.sentences[row.place]
    agent = _first_in(hit.actor, read.mentions) if hit.actor else None
    if agent is None or agent.code == row.candidate.actor:
        return False
    head = passive_head(read, hit.start)
    if head is None:
        return False
    owners = [one for one in row.candidate.mentions if one.last <= head and (one.kind == "adjective" or read.tokens.lows[one.last] == "'s")]
    return any(head - one.last <= _SUBJECT and not _is_broken(read, one.last, head) for one in owners)


def passive_head(read: ReadSentence, at: int) -> int | None:
    """Where the verb group begins that ends in a participle at a word; None where it holds no form of be ("goods imported to")."""
    head = verb_head(read, at)
    is_passive = any(cue.row.kind is CueKind.BE and head <= cue.start < at for cue in read.matches.cues)
    return head if is_passive else None


def verb_head(read: ReadSentence, at: int) -> int:
    """Where the verb group begins that ends before a word; the word itself where none does."""
    kinds = {place: cue.row.kind for cue in read.matches.cues for place in range(cue.start, cue.end)}
    while at and (kinds.get(at - 1) in _VERB_GROUP or read.tokens.lows[at - 1].endswith("ly")):
        at -= 1
    return at


def _is_broken(read: ReadSentence, first: int, last: int) -> bool:
    """Whether another clause or another's name stands between two words."""
    breaks = any(first <= cue.start < last and cue.row.kind in _BREAKS for cue in read.matches.cues)
    return breaks or any(first <= one.first < last for one in read.mentions)


def verb_group(row: Row, at: int) -> list[CueKind | None] | None:
    """What the words between a candidate and a verb at a word are, where nothing but the verb's group is and no preposition before it."""
    read = row.reading.sentences[row.place]
    kinds = {place: cue.row.kind for cue in read.matches.cues for place in range(cue.start, cue.end)}
    named = max((one for one in row.candidate.mentions if one.last <= at), key=lambda one: one.last, default=None)
    if named is None or any(kinds.get(place) is CueKind.PREPOSITION for place in range(max(0, named.first - _DETERMINED), named.first)):
        return None
    group = range(named.last, at)
    is_group = all(kinds.get(place) in _VERB_GROUP or read.tokens.lows[place].endswith("ly") for place in group)
    return [kinds.get(place) for place in group] if is_group else None


def _first_in(span: Span, mentions: Sequence[Mention]) -> Mention | None:
    return next((one for one in mentions if span[0] <= one.first < span[1]), None)
