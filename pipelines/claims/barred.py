"""Acts that a sentence's grammar bars for a candidate, whatever the scores make of its words.

Belongs here: what has not been ruled out is `affirm` or `threaten`, `possible`, and never a rejection; a deed that the sentence only denies
is not done; who "has been threatened" or "faces duties" does nothing by it; who declines to comment rejects nothing; what a country's
firms and dealers do, what others do in it or to it, and what it would do only in an if-clause, is none of its doing; a question tells
nothing. All are the claim guide's. Does not belong here: which of the acts left it is, which the scores say.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.decide import LEAST_WORTH, worth_of
from pipelines.claims.direction import REFUSAL, STRIKES
from pipelines.claims.lexicon_codes import CueKind, Sense, SourceKind
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span
from pipelines.claims.mentions import Mention
from pipelines.claims.model import Floats
from pipelines.claims.passives import is_subject, verb_group
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows
from pipelines.claims.undone import CLAUSES, MEASURES
from pipelines.records import Modality

_LEFT_OPEN = frozenset(("affirm", "threaten"))
_DEEDS = frozenset(("agree", "concede", "intervene", "restrict", "threaten"))  # done or not done, where the other acts are said
_EXPECTED = "affirm"  # what others do who expect something of the subject
_PRIVATE = frozenset((SourceKind.COMPANY, SourceKind.INDUSTRY, SourceKind.MARKET))
_CAPITAL = "capital"  # kind of a mention
_PLACES = ("name", _CAPITAL)
_TOGETHER = frozenset(("agree", "concede", "consult"))  # acts of several at a venue
_WITHIN, _OWNS = (("in",), ("in", "the")), ("'s",)
_UPON = frozenset(("on", "against"))
_OBJECT_REACH = 4  # words
_IN_OBJECT = frozenset(("$", "%", "-", "'s"))
_BREAKS = (*CLAUSES, CueKind.BE, CueKind.HAVE, CueKind.AUXILIARY)
_POINTING = ("the", "these", "those")  # first word of a sentence about a measure that was told before
_HEAD = 4  # words in which it is named
_LOOKING_BACK = 3  # sentences
_IF, _THREAT = "if", "threat"
_ASKING = frozenset(("ask", "asked", "asking", "know", "see", "unsure", "wonder", "wondered"))  # before an if that sets no condition
_SPEAKER = "person"  # context of a candidate whose official spoke before
_PLURAL = ("s", "people")  # ends of the word before the place; one alone there ("the opposition in Lima") may be a body of the state
_POLITICAL = frozenset(SourceKind) - _PRIVATE - {SourceKind.ANALYST, SourceKind.PUBLIC}
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
            suffered[at] = frozenset().union(*done_by_others, supposed_acts(row), unsaid_acts(row, acts), asked_acts(row, acts))
            barred[at] = denied_deeds(row) | suffered[at]
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
    return found is not None and REFUSAL not in _acts_of(row) and _may_be(row, found.actor)


def denied_deeds(row: Row) -> frozenset[str]:
    """The deeds that a candidate is only said not to do; what it will not do until or unless something, it may."""
    matches = row.reading.sentences[row.place].matches
    condition = max((cue.start for cue in matches.cues if cue.row.kind is CueKind.CONDITION), default=-1)
    denied = (hit for hit in matches.frames if hit.negations % 2 and not hit.is_demanded and condition < hit.end)
    return frozenset(hit.row.act for hit in denied if hit.row.act in _DEEDS and _may_be(row, hit.actor)) - _acts_of(row)


def suffered_acts(row: Row) -> frozenset[str]:
    """The acts that are done to a candidate, named right before a passive verb, and by no other word of the sentence.

    Who "is expected to" do something is spared: that says what it may do itself.
    """
    suffered = [hit for hit in row.reading.sentences[row.place].matches.frames if is_subject(row, hit)]
    return frozenset(hit.act for hit in suffered) - _acts_of(row, suffered) - {_EXPECTED}


def faced_deeds(row: Row) -> frozenset[str]:
    """The deeds that a candidate does not do for it only faces them, is hit by them or spared; what it does in another clause, it does."""
    read = row.reading.sentences[row.place]
    cues = read.matches.cues
    faced = next((cue for cue in cues if cue.row.kind is CueKind.SUFFERING and verb_group(row, cue.start) is not None), None)
    if faced is None:
        return frozenset()
    breaks = [cue.start for cue in cues if cue.row.kind in CLAUSES and cue.start >= faced.end]
    breaks += [at for at, low in enumerate(read.tokens.lows) if low in (",", ";") and at >= faced.end]
    first = min(breaks, default=len(read.tokens.lows))
    return _DEEDS - _own_acts(row, [hit for hit in read.matches.frames if faced.start <= hit.start < first])


def private_acts(row: Row) -> frozenset[str]:
    """What firms, lobbies or dealers do that are named after a candidate ("Japanese chip makers"), and no other word says it does."""
    private = [hit for hit in row.reading.sentences[row.place].matches.frames if hit.actor and _holds_firm(row, hit.actor)]
    return frozenset(hit.act for hit in private) - _own_acts(row, private) if private else frozenset()


def placed_acts(row: Row) -> frozenset[str]:
    """What several without a name do in a candidate's country or capital ("traders in Lima"), where it is named for nothing else.

    What a ministry or a party does there is not barred; and what the place's name describes is its own ("in Peru's policy").
    """
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    if not mentions or not all(one.kind in _PLACES and _is_within(read.tokens.lows, one) for one in mentions):
        return frozenset()
    matches = read.matches
    owned = {hit.start for hit in matches.nouns} | {hit.start for hit in matches.topics}
    if any(one.last in owned for one in mentions):
        return frozenset()
    bodies = [hit.start for hit in matches.sources if hit.row.kind in _POLITICAL]
    placed = [
        hit for hit in matches.deeds if hit.actor and _names(row, hit.actor) and not any(hit.actor[0] <= at < hit.actor[1] for at in bodies)
    ]
    return frozenset(hit.act for hit in placed) - _own_acts(row, placed)


def hosted_acts(row: Row) -> frozenset[str]:
    """What two others do together in a capital of a candidate that nothing else names ("Lima and Quito signed a pact in London")."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    if not mentions or not all(one.kind == _CAPITAL and _is_venue(read.tokens.lows, one) for one in mentions):
        return frozenset()
    guests = {one.code for one in read.mentions if one.first < mentions[0].first} - {row.candidate.actor}
    return _TOGETHER - _own_acts(row, ()) if len(guests) > 1 else frozenset()


def targeted_acts(row: Row) -> frozenset[str]:
    """What strikes a candidate that is named only as whom measures are on or against ("a duty on Chinese goods"), unless it speaks."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    if not mentions or _SPEAKER in row.candidate.contexts:
        return frozenset()
    measures = {hit.end for hit in read.matches.topics if hit.row.issue in MEASURES}
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
    starts = [cue.start for cue in read.matches.cues if cue.row.kind is CueKind.CONDITION and lows[cue.start] == _IF]
    first = min((at for at in starts if not at or lows[at - 1] not in _ASKING), default=len(lows))
    supposed = [hit for hit in read.matches.frames if hit.is_hypothetical and hit.start > first and hit.actor and _names(row, hit.actor)]
    if not STRIKES.intersection(hit.act for hit in supposed) or any(low.startswith(_THREAT) for low in lows):
        return frozenset()
    return STRIKES if not STRIKES & _own_acts(row, supposed) else frozenset()


def asked_acts(row: Row, acts: Sequence[str]) -> frozenset[str]:
    """All acts, in a question that nobody is quoted with, but those that a noun of the candidate's own tells ("Oslo's refusal")."""
    read = row.reading.sentences[row.place]
    is_question = read.tokens.lows[-1:] == ("?",) and '"' not in read.tokens.lows
    return frozenset(acts) - _own_acts(row, read.matches.frames) if is_question else frozenset()


def _holds_firm(row: Row, actor: Span) -> bool:
    """Whether a verb's actor is a private source that the candidate's name describes, one word between at most."""
    read = row.reading.sentences[row.place]
    firms = [hit for hit in read.matches.sources if hit.row.kind in _PRIVATE and actor[0] <= hit.start < actor[1]]
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
        measures: One past the last word of each measure.
        breaks: Words that end what it is on.
    """
    for at in range(first - 1, max(-1, first - 1 - _OBJECT_REACH), -1):
        if lows[at] in _UPON:
            return at in measures
        if at in breaks or not (lows[at].isalnum() or lows[at] in _IN_OBJECT):
            return False
    return False


def _names(row: Row, actor: Span) -> bool:
    """Whether the candidate is named among a word's actors."""
    return any(one.first < actor[1] and one.last > actor[0] for one in row.candidate.mentions)


def _is_venue(lows: Sequence[str], place: Mention) -> bool:
    """Whether a place is only where something happens."""
    return lows[max(0, place.first - 1) : place.first] == ("in",) and lows[place.last : place.last + 1] != _OWNS


def _is_within(lows: Sequence[str], place: Mention) -> bool:
    """Whether several are told to be in a place that is named there: "traders in Lima", or "In Lima traders" at the head of a sentence."""
    starts = [place.first - len(words) for words in _WITHIN if lows[max(0, place.first - len(words)) : place.first] == words]
    if not starts or lows[place.last : place.last + 1] == _OWNS:
        return False
    several = lows[starts[0] - 1 : starts[0]] if starts[0] else lows[place.last : place.last + 1]
    return any(word.endswith(_PLURAL) for word in several)


def unsaid_acts(row: Row, acts: Sequence[str]) -> frozenset[str]:
    """All acts of who only declines to comment or gives no answer; a refusal that is only that, of who does something else besides."""
    matches = row.reading.sentences[row.place].matches
    stops = [cue for cue in matches.cues if cue.row.kind is CueKind.STOP]
    unsaid = [hit for hit in matches.frames if any(cue.start <= hit.start < cue.end for cue in stops)]
    others = _acts_of(row, unsaid)
    if unsaid and not others and all(_may_be(row, hit.actor) for hit in unsaid):
        return frozenset(acts)
    return frozenset(hit.act for hit in unsaid) - others


def _acts_of(row: Row, without: Sequence[FrameHit] = ()) -> frozenset[str]:
    """The acts that the sentence's words name."""
    return frozenset(hit.act for hit in row.reading.sentences[row.place].matches.deeds if hit not in without)


def _own_acts(row: Row, without: Sequence[FrameHit | NounHit] = ()) -> frozenset[str]:
    """The acts that words name as the candidate's own."""
    read = row.reading.sentences[row.place]
    view = View.of(read, row.candidate)
    return frozenset(hit.act for hit in read.matches.deeds if hit not in without and view.who(hit.actor) == "own")


def _may_be(row: Row, actor: Span | None) -> bool:
    """Whether the candidate stands where a verb's actor does; one that the sentence does not name may be meant by any word."""
    return not row.candidate.mentions or _names(row, actor or (0, 0))


def _mask(some: Sequence[frozenset[str]], acts: Sequence[str]) -> Floats:
    """One where an act is among a candidate's: (rows, 1, acts)."""
    return np.asarray([[[act in one for act in acts]] for one in some], dtype=np.float32)


_BY_OTHERS = (suffered_acts, faced_deeds, private_acts, placed_acts, hosted_acts, targeted_acts, carried_acts)
