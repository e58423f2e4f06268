"""Acts that a sentence's grammar bars for a candidate, whatever the scores make of its words.

Belongs here: what has not been ruled out is `affirm` or `threaten`, `possible`, and never a rejection; a deed that the sentence only denies
is not done; who "has been threatened" or "faces duties" does nothing by it; who declines to comment rejects nothing; what a country's
firms and dealers do, what others do in it or to it, and what it would do only in an if-clause, is none of its doing; a question tells
nothing. All are the claim guide's. Does not belong here: which of the acts left it is, which the scores say.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from pipelines.claims.asides import aside_acts, awaited_relief, excepted_acts
from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.decide import LEAST_WORTH, worth_of
from pipelines.claims.deeds import DEEDS, acts_of, may_be, names, own_acts
from pipelines.claims.direction import MEASURES, REFUSAL, STRIKES
from pipelines.claims.lexicon_codes import CLAUSES, PRIVATE, CueKind, Sense
from pipelines.claims.lexicon_hits import CueHit, FrameHit, NounHit, Span, Voice
from pipelines.claims.model import Floats
from pipelines.claims.passives import passive_subject, verb_group, verb_head
from pipelines.claims.reading import ReadSentence
from pipelines.claims.retold import addressed_acts, retold_deeds
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows
from pipelines.claims.suffered import faced_deeds, lapsed_pacts, received_acts, suffered_acts
from pipelines.claims.venues import hosted_acts, placed_acts
from pipelines.records import Modality

_LEFT_OPEN = frozenset(("affirm", "threaten"))
_UPON = frozenset(("on", "against"))
_OBJECT_REACH = 4  # words
_BY = "by"  # before who strikes
_NO = "no"  # begins a subject that is nothing
_OBJECT = 4  # words of what a verb is denied of
_RATE = 7  # words of a measure's rate
_IN_RATE = frozenset(("%", "a", "as", "between", "cent", "much", "of", "pct", "per", "percent", "to", "up"))
_IN_OBJECT = frozenset(("$", "%", "-", "'s"))
_BREAKS = (*CLAUSES, CueKind.BE, CueKind.HAVE, CueKind.AUXILIARY)
_POINTING = ("the", "these", "those")  # first word of a sentence about a measure that was told before
_HEAD = 4  # words in which it is named
_LOOKING_BACK = 3  # sentences
_ASIDE = frozenset((",", ";", "but", "though", "although"))  # begin what is told besides
_IF, _THREAT = "if", "threat"
_SPEAKER = "person"  # context of a candidate whose official spoke before
_DESCRIBED = 1  # words between a name and the firms that it describes


def bar_acts(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str], modalities: Sequence[str]) -> dict[str, Floats]:
    """The scores without what grammar bars; its chance goes to the acts that are left, in their proportion.

    Who only suffers an act, or says nothing, need hold no position: there the chance of a claim falls by that of the act.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
        modalities: The modalities in the order of the scores.
    """
    barred, suffered, opened = {}, {}, []
    for at in np.flatnonzero(worth_of(scores) >= LEAST_WORTH).tolist():
        if leaves_open(rows[at]):
            opened.append(at)
            barred[at] = frozenset(acts) - _LEFT_OPEN
        else:
            row = rows[at]
            done_by_others = (some(row) for some in _BY_OTHERS)
            suffered[at] = frozenset().union(*done_by_others, supposed_acts(row), *(some(row, acts) for some in _UNSAID))
            barred[at] = denied_deeds(row) | awaited_relief(row) | suffered[at]
    touched = [at for at, some in barred.items() if some]
    if not touched:
        return dict(scores)
    pairs = scores[PAIR][touched].reshape(len(touched), -1, len(acts)).astype(np.float64)
    lost = (pairs * _mask([suffered.get(at, frozenset()) for at in touched], acts)).sum(axis=(1, 2))
    pairs *= 1.0 - _mask([barred[at] for at in touched], acts)
    pairs /= np.maximum(pairs.sum(axis=(1, 2), keepdims=True), 1e-9)
    modality = scores["modality"].copy()
    modality[opened] = [float(name == Modality.POSSIBLE) for name in modalities]
    return {**with_rows(scores, touched, scores["claim"][touched, 1] * (1.0 - lost), pairs), "modality": modality}


def leaves_open(row: Row) -> bool:
    """Whether a candidate is who has not ruled something out, in a sentence that refuses nothing."""
    frames = row.reading.sentences[row.place].matches.frames
    found = next((hit for hit in frames if hit.row.sense is Sense.LEAVES_OPEN and hit.negations % 2 == 0), None)
    return found is not None and REFUSAL not in acts_of(row) and may_be(row, found.actor)


def denied_deeds(row: Row) -> frozenset[str]:
    """The deeds that a candidate is only said not to do; what it will not do until or unless something, it may.

    Its measure "has not been imposed", it "stopped granting waivers": there the noun tells of none either.
    """
    read = row.reading.sentences[row.place]
    matches = read.matches
    condition = max((cue.start for cue in matches.cues if cue.row.kind is CueKind.CONDITION), default=-1)
    denied = [hit for hit in matches.frames if hit.negations % 2 and not hit.is_demanded and condition < hit.end and hit.row.act in DEEDS]
    denied = [hit for hit in denied if may_be(row, hit.actor)]
    denied += [hit for hit in matches.frames if hit.row.act in DEEDS and _is_done_to_none(read, hit)]
    breaks = [cue.start for cue in matches.cues if cue.row.kind in CLAUSES]
    objects = [(hit.row.act, (hit.start, min([hit.end + _OBJECT, *(at for at in breaks if at >= hit.end)]))) for hit in denied]
    objects += [(hit.row.act, hit.actor) for hit in denied if hit.actor]
    loose = [hit for hit in matches.frames if hit.voice is Voice.UNKNOWN or hit.is_purpose]  # "in the market", "to support the won"
    told: list[FrameHit | NounHit] = [*matches.nouns, *loose]
    named = [one for one in told if any(act == one.act and first <= one.start < last for act, (first, last) in objects)]
    without = [*named, *(hit for hit in denied if hit.negations % 2 == 0)]
    return frozenset(hit.row.act for hit in denied) - acts_of(row, without)


def _is_done_to_none(read: ReadSentence, hit: FrameHit) -> bool:
    """Whether a passive verb's subject is nothing ("no waivers were granted")."""
    return hit.voice is Voice.PASSIVE and read.tokens.lows[passive_subject(read, hit)[0]] == _NO


def private_acts(row: Row) -> frozenset[str]:
    """What firms, lobbies or dealers do that are named after a candidate ("Japanese chip makers"), and no other word says it does."""
    private = [hit for hit in row.reading.sentences[row.place].matches.frames if hit.actor and _holds_firm(row, hit.actor)]
    return frozenset(hit.act for hit in private) - own_acts(row, private) if private else frozenset()


def targeted_acts(row: Row) -> frozenset[str]:
    """What strikes a candidate that is named only as whom measures are on or against ("a duty on Chinese goods"), unless it speaks."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    if not mentions or _SPEAKER in row.candidate.contexts:
        return frozenset()
    measures = _measure_ends(read)
    breaks = {cue.start for cue in read.matches.cues if cue.row.kind in _BREAKS} - {one.last for one in read.mentions}
    return STRIKES if all(_is_struck(read.tokens.lows, one.first, measures, breaks) for one in mentions) else frozenset()


def carried_acts(row: Row) -> frozenset[str]:
    """What strikes, of whom a sentence about "the duties" does not name, where others are told to have struck right before, and not it."""
    read = row.reading.sentences[row.place]
    is_measure = any(hit.row.issue in MEASURES and hit.start <= _HEAD for hit in read.matches.topics)
    if read.mentions or not is_measure or read.tokens.lows[0] not in _POINTING:
        return frozenset()
    before = row.reading.sentences[max(0, row.place - _LOOKING_BACK) : row.place]
    strikers = {one.actor for told in before for one in told.candidates if one.mentions and _strikes(told, one)}
    return STRIKES if strikers and row.candidate.actor not in strikers else frozenset()


def _strikes(read: ReadSentence, candidate: Candidate) -> bool:
    """Whether words tell of a measure of a candidate's own."""
    view = View.of(read, candidate)
    return any(hit.act in STRIKES and view.who(hit.actor) == "own" for hit in read.matches.deeds)


def supposed_acts(row: Row) -> frozenset[str]:
    """What strikes, where a candidate does it only in an if-clause: the claim is of who answers it. A threat that is told of stands."""
    read = row.reading.sentences[row.place]
    lows = read.tokens.lows
    starts = (cue.start for cue in read.matches.cues if cue.row.kind is CueKind.CONDITION and lows[cue.start] == _IF)
    first = min(starts, default=len(lows))
    supposed = [hit for hit in read.matches.frames if hit.is_hypothetical and hit.start > first and hit.actor and names(row, hit.actor)]
    if not STRIKES.intersection(hit.act for hit in supposed) or any(low.startswith(_THREAT) for low in lows):
        return frozenset()
    return STRIKES if not STRIKES & own_acts(row, supposed) else frozenset()


def asked_acts(row: Row, acts: Sequence[str]) -> frozenset[str]:
    """All acts, in a question that nobody is quoted with, but those that a noun of the candidate's own tells ("Oslo's refusal")."""
    read = row.reading.sentences[row.place]
    is_question = read.tokens.lows[-1:] == ("?",) and '"' not in read.tokens.lows
    return frozenset(acts) - own_acts(row, read.matches.frames) if is_question else frozenset()


def _holds_firm(row: Row, actor: Span) -> bool:
    """Whether a verb's actor is a private source that the candidate's name describes, one word between at most."""
    read = row.reading.sentences[row.place]
    firms = [hit for hit in read.matches.sources if hit.row.kind in PRIVATE and actor[0] <= hit.start < actor[1]]
    return any(
        one.last <= firm.start <= one.last + _DESCRIBED and all(low.isalpha() for low in read.tokens.lows[one.last : firm.start])
        for one in row.candidate.mentions
        for firm in firms
    )


def _is_struck(lows: Sequence[str], first: int, measures: AbstractSet[int], breaks: AbstractSet[int]) -> bool:
    """Whether a name's first word belongs to what a measure is on or against; of several names there all do.

    Args:
        lows: The sentence's words.
        first: The name's.
        measures: One past the last word of each measure, its rate or the verb that imposes it.
        breaks: Words that end what it is on.
    """
    for at in range(first - 1, max(-1, first - 1 - _OBJECT_REACH), -1):
        if lows[at] in _UPON:
            return at in measures
        if at in breaks or lows[at] == _BY or not (lows[at].isalnum() or lows[at] in _IN_OBJECT):
            return False
    return False


def _measure_ends(read: ReadSentence) -> frozenset[int]:
    """One past the last word of each measure, of its rate, and of the passive verb that imposes it ("duties", "of 25%", "were imposed")."""
    lows = read.tokens.lows
    ends = {hit.end for hit in read.matches.topics if hit.row.issue in MEASURES}
    for end in tuple(ends):
        rate = end
        while rate < len(lows) and rate - end < _RATE and (lows[rate] in _IN_RATE or lows[rate][0].isdigit()):
            rate += 1
        ends.add(rate)
    imposing = (hit for hit in read.matches.frames if hit.act in STRIKES and hit.voice is Voice.PASSIVE)
    return frozenset(ends) | {hit.end for hit in imposing if verb_head(read, hit.start) in ends}


def unsaid_acts(row: Row, acts: Sequence[str]) -> frozenset[str]:
    """All acts of who only declines to comment or gives no answer; a refusal that is only that, of who does something else besides."""
    matches = row.reading.sentences[row.place].matches
    stops = [cue for cue in matches.cues if cue.row.kind is CueKind.STOP]
    unsaid = [hit for hit in matches.frames if any(cue.start <= hit.start < cue.end for cue in stops)]
    silent = next((cue for cue in stops if verb_group(row, cue.start) is not None), None)
    if silent is not None:
        return _silenced(row, silent, acts)
    others = acts_of(row, unsaid)
    if unsaid and not others and all(may_be(row, hit.actor) for hit in unsaid):
        return frozenset(acts)
    return frozenset(hit.act for hit in unsaid) - others


def _silenced(row: Row, silent: CueHit, acts: Sequence[str]) -> frozenset[str]:
    """What who stays silent does not tell: nothing at all, or, where another clause follows, what is named before that alone."""
    read = row.reading.sentences[row.place]
    first = next((at for at, low in enumerate(read.tokens.lows) if at >= silent.end and low in _ASIDE), None)
    if first is None:
        return frozenset(acts) - {hit.act for hit in read.matches.deeds if hit.start < silent.start}
    others = {hit.act for hit in read.matches.deeds if not silent.start <= hit.start < first}
    return frozenset(hit.act for hit in read.matches.deeds if silent.start <= hit.start < first) - others


def _mask(some: Sequence[frozenset[str]], acts: Sequence[str]) -> Floats:
    """One where an act is among a candidate's: (rows, 1, acts)."""
    return np.asarray([[[act in one for act in acts]] for one in some], dtype=np.float32)


_BY_OTHERS = (
    suffered_acts, faced_deeds, received_acts, private_acts, placed_acts, hosted_acts, targeted_acts, carried_acts, aside_acts,
    retold_deeds, lapsed_pacts, addressed_acts,
)  # fmt: skip
_UNSAID = (unsaid_acts, asked_acts, excepted_acts)
