"""Whether a decided claim is its actor's own, or a third party's word about it.

Belongs here: the numbers that describe who is the source of a claim, and the trees' chance that it is a third party. Does not belong
here: who speaks where (`hearing`, `voices`), learning (`attribution_fit`).
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.claims.candidates import CANDIDATE_KINDS
from pipelines.claims.hearing import Heard, Hearing
from pipelines.claims.lexicon_codes import CueKind, Effect, Mark, SourceAttribution, SourceKind
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.mentions import MENTION_KINDS, Mention
from pipelines.claims.model import Floats
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.standpoints import MANNERS, Standpoint, of_side
from pipelines.claims.trees import Numbers
from pipelines.claims.voices import Side, Voice
from pipelines.records import Attribution, Modality

TABLE = "attribution"  # name of the trees in the model file
_SIDES = tuple(Side)
_RELATIONS = ("same", "other", "named", "nowhere", "home", "away")  # of the speaker's state to the actor
_KINDS = (*(kind.value for kind in SourceKind), "person", "country", "name")
_FOLLOWERS = ("possessive", "stop", "frame", "speech", "noun", "topic", "source", "other", "end", *(kind.value for kind in CueKind))
_DATELINE = 4  # words of the first sentence in which the place stands that a story is sent from
_FAR = 60  # words; stands for a word that is not there
_BEFORE = 3  # words behind a claim's own in which a rumour still bears on it
_BESIDE = 3  # words after a mention that may say whose voice it is ("U.S. officials")
_FLOOR = 1e-3  # added to a chance before its log-odds
_LOUDEST = (SourceKind.ANALYST, SourceKind.MARKET, SourceKind.MEDIA)
_POLITICS = (SourceKind.LAWMAKER, SourceKind.OPPOSITION, SourceKind.FORMER)


def attribution_table(standpoints: Sequence[Standpoint], third: Floats, modality: Floats) -> Numbers:
    """What the trees see: one row a claim.

    Args:
        standpoints: The claims, at least one.
        third: First chance of a third party, of each claim's candidate.
        modality: First chances of each modality, one row a claim.
    """
    rows = np.asarray([[*describe_source(one)] for one in standpoints], dtype=np.float64)
    chance = third.astype(np.float64)[:, None]
    logit = np.log((chance + _FLOOR) / (1.0 - chance + _FLOOR))
    return np.concatenate([rows, logit, modality.astype(np.float64)], axis=1)


def third_party_scores(scores: Floats, sides: Sequence[str]) -> Floats:
    """The column of third parties among scores of attribution; zeros where nothing of theirs was ever learned."""
    return scores[:, sides.index(Attribution.THIRD_PARTY)] if Attribution.THIRD_PARTY in sides else np.zeros(len(scores), dtype=np.float32)


def describe_source(standpoint: Standpoint) -> Iterator[float]:
    """The numbers of one claim."""
    decided, heard, read = standpoint.decided, standpoint.heard, standpoint.read
    yield from _voice(standpoint)
    yield from _sayings(decided, heard)
    yield from _acts(standpoint)
    yield from _mention(read, decided, standpoint.words)
    yield from _cues(read, standpoint.at)
    yield from _sources(read, decided)
    yield decided.place
    yield decided.place / len(standpoint.reading.sentences)
    yield CANDIDATE_KINDS.index(decided.candidate.kind)
    yield 0 if not (heard.is_quoted or heard.has_quote) else 1 if heard.told or not heard.is_quoted else 2
    yield from _article(standpoint.hearing)


def _voice(standpoint: Standpoint) -> Iterator[float]:
    voice = standpoint.source.voice if standpoint.source else None
    relation = _relation(standpoint.reading, voice, standpoint.decided.candidate.actor) if voice else ""
    yield from (voice is not None and voice.side is side for side in _SIDES)
    yield from (relation == one for one in _RELATIONS)
    yield from (standpoint.manner == one for one in MANNERS)
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


def _overlap(mention: Mention, span: Span) -> bool:
    return mention.first < span[1] and mention.last > span[0]


def _acts(standpoint: Standpoint) -> Iterator[float]:
    """Verbs and nouns of the claim's act, and whether a source or a person of no state's side does it."""
    read, decided, view = standpoint.read, standpoint.decided, standpoint.view
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
        yield doer is not None and any(doer[0] <= hit.start < doer[1] for hit in of_side(read, side))
    people = (
        standpoint.hearing.names.get(read.tokens.words[mention.last - 1]) for mention in decided.candidate.mentions if mention.is_person
    )
    yield any(voice is not None and voice.side is Side.THIRD for voice in people)


def _mention(read: ReadSentence, decided: Decided, words: Span | None) -> Iterator[float]:
    """How the actor is mentioned: its first mention in the words of the saying, else its first."""
    mentions = decided.candidate.mentions
    if not mentions:
        yield from (-1, -1, -1, -_FAR, -1, -1, len(read.mentions))
        return
    one = next((mention for mention in mentions if words and words[0] <= mention.first < words[1]), mentions[0])
    follower, effect = _follower(read, one.last)
    yield _number(_FOLLOWERS, follower)
    yield effect in (Effect.OPENS, Effect.DOUBTS)
    yield effect is Effect.PLANS
    yield one.first - words[0] if words else -_FAR
    yield one.first
    yield _number(MENTION_KINDS, one.kind)
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
    third, own = of_side(read, SourceAttribution.THIRD_PARTY), of_side(read, SourceAttribution.OWN)
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
