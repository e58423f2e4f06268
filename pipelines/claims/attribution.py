"""Whether a decided claim is its actor's own, or a third party's word about it.

Belongs here: the numbers that describe who is the source of a claim, and the trees' chance that it is a third party. Does not belong
here: who speaks where (`hearing`, `voices`), learning (`attribution_fit`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.claims.candidates import DIRECT
from pipelines.claims.clues import View
from pipelines.claims.hearing import Heard, Hearing, Told, hear
from pipelines.claims.lexicon_codes import CueKind, Effect, Mark, SourceAttribution, SourceKind
from pipelines.claims.lexicon_hits import SourceHit
from pipelines.claims.mentions import Mention
from pipelines.claims.model import Floats
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.trees import Numbers
from pipelines.claims.voices import Side, Voice
from pipelines.records import Attribution, Modality

TABLE = "attribution"  # name of the trees in the model file
_SIDES = tuple(Side)
_RELATIONS = ("same", "other", "named", "nowhere", "home", "away")  # of the speaker's state to the actor
_MANNERS = ("named", "pronoun", "quote", "carried1", "carried2", "carried3", "beside", "none")  # how the sentence has its speaker
_KINDS = (*(kind.value for kind in SourceKind), "person", "country", "name")
_MENTIONS = ("name", "adjective", "demonym", "capital", "institution", "building", "official", "surname", "titled", "people")
_CANDIDATES = (DIRECT, "person", "prev1", "prev2", "prev3", "head", "top", "bloc")
_FOLLOWERS = ("possessive", "stop", "frame", "speech", "noun", "topic", "source", "other", "end", *(kind.value for kind in CueKind))
_DATELINE = 4  # words of the first sentence in which the place stands that a story is sent from
_FAR = 60  # words; stands for a word that is not there
_BEFORE = 3  # words behind a claim's own in which a rumour still bears on it
_BESIDE = 3  # words after a mention that may say whose voice it is ("U.S. officials")
_FLOOR = 1e-3  # added to a chance before its log-odds
_LOUDEST = (SourceKind.ANALYST, SourceKind.MARKET, SourceKind.MEDIA)
_POLITICS = (SourceKind.LAWMAKER, SourceKind.OPPOSITION, SourceKind.FORMER)


@dataclass(frozen=True, slots=True)
class _Source:
    """The voice that a claim is heard from: the saying whose words hold it, else another of the sentence, else one carried on."""

    voice: Voice | None
    manner: str
    saying: Told | None  # whose words hold the claim


def attribution_table(readings: Sequence[Reading], decided: Sequence[Decided], third: Floats, modality: Floats) -> Numbers:
    """What the trees see: one row a claim.

    Args:
        readings: The article of each claim.
        decided: The claims, at least one.
        third: First chance of a third party, of each claim's candidate.
        modality: First chances of each modality, one row a claim.
    """
    hearings: dict[int, Hearing] = {}
    rows = []
    for reading, one in zip(readings, decided, strict=True):
        if id(reading) not in hearings:
            hearings[id(reading)] = hear(reading)
        rows.append([*describe_source(reading, one, hearings[id(reading)])])
    chance = third.astype(np.float64)[:, None]
    logit = np.log((chance + _FLOOR) / (1.0 - chance + _FLOOR))
    return np.concatenate([np.asarray(rows, dtype=np.float64), logit, modality.astype(np.float64)], axis=1)


def third_party_scores(scores: Floats, sides: Sequence[str]) -> Floats:
    """The column of third parties among scores of attribution; zeros where nothing of theirs was ever learned."""
    return scores[:, sides.index(Attribution.THIRD_PARTY)] if Attribution.THIRD_PARTY in sides else np.zeros(len(scores), dtype=np.float32)


def describe_source(reading: Reading, decided: Decided, hearing: Hearing) -> Iterator[float]:
    """The numbers of one claim."""
    read = reading.sentences[decided.place]
    heard = hearing.sentences[decided.place]
    view = View.of(read, decided.candidate)
    at = _place_of(read, decided, view)
    source = _source_of(heard, at)
    yield from _voice(reading, decided, source)
    yield from _sayings(decided, heard)
    yield from _acts(read, decided, view, hearing)
    yield from _mention(read, decided, source)
    yield from _cues(read, at)
    yield from _sources(read, decided)
    yield decided.place
    yield decided.place / len(reading.sentences)
    yield _CANDIDATES.index(decided.candidate.kind)
    yield 0 if not (heard.is_quoted or heard.has_quote) else 1 if heard.told or not heard.is_quoted else 2
    yield from _article(hearing)


def _place_of(read: ReadSentence, decided: Decided, view: View) -> int | None:
    """The word at which the claim stands: the verb of its act that the actor does, else the actor, else any verb of its act."""
    acts = [frame for frame in read.matches.frames if frame.act == decided.act]
    own = next((frame.start for frame in acts if frame.actor and view.who(frame.actor) == "own"), None)
    if own is not None:
        return own
    if decided.candidate.mentions:
        return decided.candidate.mentions[0].first
    return next((frame.start for frame in acts), None)


def _source_of(heard: Heard, at: int | None) -> _Source:
    holding = [one for one in heard.told if at is None or one.hit.words[0] <= at < one.hit.words[1]]
    if holding:
        saying = max(holding, key=lambda one: one.breadth)
        return _Source(saying.voice, "pronoun" if saying.is_pronoun else "named", saying)
    if heard.told:
        return _Source(max(heard.told, key=lambda one: one.breadth).voice, "beside", None)
    if heard.carried is None:
        return _Source(None, "none", None)
    is_quote = heard.is_quoted
    return _Source(heard.carried, "quote" if is_quote else f"carried{max(1, min(heard.gap, 3))}", None)


def _voice(reading: Reading, decided: Decided, source: _Source) -> Iterator[float]:
    voice = source.voice
    relation = _relation(reading, voice, decided.candidate.actor) if voice else ""
    yield from (voice is not None and voice.side is side for side in _SIDES)
    yield from (relation == one for one in _RELATIONS)
    yield from (source.manner == one for one in _MANNERS)
    yield _number(_KINDS, voice.kind if voice else "")


def _relation(reading: Reading, voice: Voice, actor: str) -> str:
    """Of the speaker to the actor; a voice of a state that names none is taken to be of the place the story is sent from."""
    if voice.codes:
        return "same" if voice.is_of(actor) else "named" if actor in voice.codes else "other"
    first = reading.sentences[0].mentions
    home = next((one.code for one in first if one.first < _DATELINE and one.kind == "capital"), None)
    if voice.side is not Side.STATE or home is None:
        return "nowhere"
    return "home" if home == actor else "away"


def _sayings(decided: Decided, heard: Heard) -> Iterator[float]:
    """Sayings of the actor's own side, and of others."""
    actor, mentions = decided.candidate.actor, decided.candidate.mentions
    own = [one for one in heard.told if one.voice.is_of(actor) or any(_overlap(mention, one.hit.speaker) for mention in mentions)]
    yield any(one.voice.side is Side.STATE for one in own)
    yield any(one.voice.side is Side.THIRD for one in own)
    yield len(heard.told)
    yield sum(one.voice.side is Side.THIRD for one in heard.told)
    yield sum(one.voice.side is Side.STATE and not one.voice.is_of(actor) for one in heard.told)


def _overlap(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.first < span[1] and mention.last > span[0]


def _acts(read: ReadSentence, decided: Decided, view: View, hearing: Hearing) -> Iterator[float]:
    """Verbs and nouns of the claim's act, and whether a source or a person of no state's side does it."""
    frames = [frame for frame in read.matches.frames if frame.act == decided.act]
    near = [frame for frame in frames if view.who(frame.actor) in ("own", "pronoun", "role")]
    nouns = [noun for noun in read.matches.nouns if noun.act == decided.act]
    own = [noun for noun in nouns if view.who(noun.actor) == "own"]
    first = next(iter(near or frames), None)
    yield from (len(near), len(frames), len(nouns), len(own))
    yield _number(tuple(Modality), first.modality if first else "")
    yield _number(tuple(Mark), own[0].mark if own else "")
    doer = first.actor if first else None
    for side in (SourceAttribution.THIRD_PARTY, SourceAttribution.OWN):
        yield doer is not None and any(doer[0] <= hit.start < doer[1] for hit in _of_side(read, side))
    people = (hearing.names.get(read.tokens.words[mention.last - 1]) for mention in decided.candidate.mentions if mention.is_person)
    yield any(voice is not None and voice.side is Side.THIRD for voice in people)


def _of_side(read: ReadSentence, side: SourceAttribution) -> list[SourceHit]:
    return [hit for hit in read.matches.sources if hit.row.attribution is side]


def _mention(read: ReadSentence, decided: Decided, source: _Source) -> Iterator[float]:
    """How the actor is mentioned: its first mention in the words that the source says, else its first."""
    mentions = decided.candidate.mentions
    if not mentions:
        yield from (-1, -1, -1, -_FAR, -1, -1, len(read.mentions))
        return
    words = source.saying.hit.words if source.saying else None
    one = next((mention for mention in mentions if words and words[0] <= mention.first < words[1]), mentions[0])
    follower, effect = _follower(read, one.last)
    yield _number(_FOLLOWERS, follower)
    yield effect in (Effect.OPENS, Effect.DOUBTS)
    yield effect is Effect.PLANS
    yield one.first - words[0] if words else -_FAR
    yield one.first
    yield _number(_MENTIONS, one.kind)
    yield sum(other.first < one.first for other in read.mentions)


def _follower(read: ReadSentence, at: int) -> tuple[str, Effect]:
    """What kind of word stands at a place, adverbs passed over, and what it does to the verb after it."""
    lows, matches = read.tokens.lows, read.matches
    if at < len(lows) and lows[at].endswith("ly"):
        at += 1
    if at >= len(lows):
        return "end", Effect.NONE
    if lows[at] in ("'s", "'"):
        return "possessive", Effect.NONE
    if not lows[at][0].isalnum():
        return "stop", Effect.NONE
    cue = next((hit for hit in matches.cues if hit.start <= at < hit.end), None)
    if cue is not None:
        return cue.row.kind.value, cue.row.effect
    for name, hits in (("frame", matches.frames), ("speech", matches.speech), ("noun", matches.nouns)):
        if any(hit.start == at for hit in hits):
            return name, Effect.NONE
    for name, spans in (("topic", matches.topics), ("source", matches.sources)):
        if any(hit.start <= at < hit.end for hit in spans):
            return name, Effect.NONE
    return "other", Effect.NONE


def _cues(read: ReadSentence, at: int | None) -> Iterator[float]:
    doubts = [hit for hit in read.matches.cues if hit.row.effect is Effect.DOUBTS]
    yield len(doubts)
    yield any(at is None or hit.end <= at + _BEFORE for hit in doubts)
    yield sum(hit.row.effect is Effect.OPENS for hit in read.matches.cues)
    yield sum(hit.row.kind is CueKind.CONDITION for hit in read.matches.cues)


def _sources(read: ReadSentence, decided: Decided) -> Iterator[float]:
    """The sentence's sources, and those that stand right after the actor's mentions ("U.S. lawmakers")."""
    mentions = decided.candidate.mentions
    third, own = _of_side(read, SourceAttribution.THIRD_PARTY), _of_side(read, SourceAttribution.OWN)
    for hits in (third, own):
        yield len(hits)
        yield any(mention.last <= hit.start < mention.last + _BESIDE for mention in mentions for hit in hits)
    first = mentions[0].first if mentions else 0
    yield min((abs(hit.start - first) for hit in third), default=_FAR)
    for kinds in (_POLITICS, _LOUDEST):
        yield sum(hit.row.kind in kinds for hit in third)


def _article(hearing: Hearing) -> Iterator[float]:
    """Shares of the article's sentences that are told by each side, and by nobody."""
    total = len(hearing.sentences)
    for side in (Side.THIRD, Side.STATE, Side.UNKNOWN):
        yield sum(any(one.voice.side is side for one in heard.told) for heard in hearing.sentences) / total
    yield sum(not heard.told for heard in hearing.sentences) / total


def _number(known: Sequence[str], value: str) -> int:
    """The place of a value in a list; one past its end for what is not in it."""
    return known.index(value) if value in known else len(known)
