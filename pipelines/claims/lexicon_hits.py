"""What the lexicon finds in a sentence.

Belongs here: the hits that matching hands to features and slots. Does not belong here: how they are found (`lexicon`,
`lexicon_chain`), what decides on them.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipelines.claims.lexicon_codes import Mark
from pipelines.claims.lexicon_rows import ActNoun, Cue, Frame, SpeechSource, SpeechVerb, Topic
from pipelines.records import Modality

Span = tuple[int, int]  # tokens of the sentence, the second one past the last


class Voice(StrEnum):
    """Whether the actor of a verb is its subject."""

    ACTIVE = "active"
    PASSIVE = "passive"
    UNKNOWN = "unknown"  # no verb


@dataclass(frozen=True, slots=True)
class FrameHit:
    """A frame in a sentence, with what its neighbours make of it; `end` includes the particle that the row asks for."""

    row: Frame
    start: int
    end: int
    voice: Voice
    act: str  # after plans, negation and requests
    modality: Modality
    negations: int  # in its chain
    governors: tuple[str, ...]  # ids of the rows that govern it, nearest first
    is_demanded: bool  # someone else is asked for it: the actor asks, it does not do
    is_purpose: bool  # an infinitive that no known word governs
    is_hypothetical: bool  # inside an if, unless or until
    actor: Span | None  # where the actor is to be looked for
    target: Span | None


@dataclass(frozen=True, slots=True)
class NounHit:
    """An act noun whose actor is marked."""

    row: ActNoun
    start: int
    end: int
    mark: Mark
    act: str
    modality: Modality
    actor: Span
    target: Span | None


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic phrase."""

    row: Topic
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue."""

    row: Cue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceHit:
    """A kind of speaker."""

    row: SpeechSource
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpeechHit:
    """A verb of saying."""

    row: SpeechVerb
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SayingHit:
    """A verb of saying with its speaker and what is said; `source` is None where the speaker is of no known kind."""

    row: SpeechVerb
    start: int
    end: int
    speaker: Span
    words: Span
    source: SourceHit | None


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything the lexicon knows about one sentence, each list by place."""

    frames: tuple[FrameHit, ...]
    nouns: tuple[NounHit, ...]
    topics: tuple[TopicHit, ...]
    cues: tuple[CueHit, ...]
    sources: tuple[SourceHit, ...]
    speech: tuple[SpeechHit, ...]
    sayings: tuple[SayingHit, ...] = ()

    @property
    def deeds(self) -> tuple[FrameHit | NounHit, ...]:
        """Verbs and nouns that name an act."""
        return *self.frames, *self.nouns
