"""From whom a decided claim is heard: the saying that it stands in, beside, or behind.

Belongs here: finding a claim's source, and when that source makes a claim its actor's own. Does not belong here: the numbers that the trees
see of it (`attribution`), who speaks where (`hearing`, `voices`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.clues import View
from pipelines.claims.hearing import Heard, Hearing, Told, hear
from pipelines.claims.lexicon_codes import CueKind, Effect, SourceAttribution, SourceKind
from pipelines.claims.lexicon_hits import SourceHit, Span
from pipelines.claims.lexicon_sayings import TELLING
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.voices import Side

_HEARER_REACH = 4  # words between such a verb and who hears it
HOLDING = ("named", "pronoun")  # manners in which the saying's words hold the claim
OF_MANY = frozenset(("delegate", "delegates"))  # who at a conference speak of each other's states
_COMMENTING = frozenset(("a", "an", "which"))  # first word of a comment on what a sentence tells
MANNERS = (*HOLDING, "quote", "carried1", "carried2", "carried3", "beside", "none")  # how the sentence has its speaker


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A decided claim and the saying that it is heard from: the one whose words hold it, else another of its sentence, else one carried on.

    `at` is the word at which the claim stands, None for anywhere; `manner` says how the sentence has its saying.
    """

    reading: Reading
    decided: Decided
    hearing: Hearing
    view: View
    at: int | None
    source: Told | None
    manner: str

    @property
    def read(self) -> ReadSentence:
        """The claim's sentence."""
        return self.reading.sentences[self.decided.place]

    @property
    def heard(self) -> Heard:
        """Whose word the claim's sentence is."""
        return self.hearing.sentences[self.decided.place]

    @property
    def words(self) -> Span | None:
        """The words of the saying that hold the claim."""
        return self.source.hit.words if self.source and self.manner in HOLDING else None

    @property
    def is_likely_own(self) -> bool:
        """Whether a third party must be likelier than not to be the claim's source."""
        return self.is_own_beside_others or self.is_told_by_officials or self.is_told_by_nobody

    @property
    def is_own_beside_others(self) -> bool:
        """Whether an official of the actor's is heard, in a sentence that names a third party besides."""
        voice = self.source.voice if self.source else None
        if voice is None or voice.side is not Side.STATE or not voice.is_of(self.decided.candidate.actor):
            return False
        others = any(one.voice.side is Side.THIRD for one in self.heard.told)
        return others or any(hit.row.attribution is SourceAttribution.THIRD_PARTY for hit in self.read.matches.sources)

    @property
    def is_told_by_nobody(self) -> bool:
        """Whether the article tells the claim in its own voice and as no rumour: no third party is heard of in the sentence or before."""
        if self.heard.is_quoted or any(cue.row.effect is Effect.DOUBTS for cue in self.read.matches.cues):
            return False
        before = range(self.decided.place)
        if any(
            of_side(self.reading.sentences[at], SourceAttribution.THIRD_PARTY)
            or any(one.voice.side is Side.THIRD for one in self.hearing.sentences[at].told)
            for at in before
        ):
            return False
        return self._is_commented or (
            self.source is None
            and not of_side(self.read, SourceAttribution.THIRD_PARTY)
            and not any(one.voice.side is Side.THIRD for one in self.heard.told)
        )

    @property
    def _is_commented(self) -> bool:
        """Whether all that is said in the sentence is said of the claim, behind a comma ("sold dollars, a move that traders expected")."""
        told, lows = self.heard.told, self.read.tokens.lows
        if not told or self.at is None or self.manner != "beside":
            return False
        first = min(min(one.hit.speaker[0], one.hit.words[0]) for one in told)
        opening = next((at + 1 for at in range(first, self.at, -1) if lows[at] == ","), None)
        sources = of_side(self.read, SourceAttribution.THIRD_PARTY)
        return opening is not None and lows[opening] in _COMMENTING and all(hit.start >= opening for hit in sources)

    @property
    def is_told_by_officials(self) -> bool:
        """Whether the claim stands in words of an official who is of no other state than the actor's."""
        if self.source is None or self.manner != "named" or self.source.voice.side is not Side.STATE:
            return False
        voice, (first, last) = self.source.voice, self.source.hit.speaker
        if OF_MANY.intersection(self.read.tokens.lows[first:last]):
            return False
        are_officials = any(hit.row.kind is SourceKind.OFFICIAL and first <= hit.start < last for hit in self.read.matches.sources)
        return are_officials and (not voice.codes or voice.is_of(self.decided.candidate.actor))

    @property
    def evidence(self) -> tuple[int, int] | None:
        """Characters of the article from first to one past the last of speaker and verb, where they are in the sentence or beside it."""
        away = 0 if self.heard.told else self.heard.away
        if self.source is None or abs(away) > 1:
            return None
        read, hit = self.reading.sentences[self.decided.place + away], self.source.hit
        first, last = min(hit.start, hit.speaker[0]), max(hit.end, hit.speaker[1])
        return read.sentence.start + read.tokens.starts[first], read.sentence.start + read.tokens.ends[last - 1]


def find_standpoints(readings: Sequence[Reading], decided: Sequence[Decided]) -> list[Standpoint]:
    """From whom each decided claim is heard; `readings` are their articles."""
    hearings: dict[int, Hearing] = {}
    found = []
    for reading, one in zip(readings, decided, strict=True):
        if id(reading) not in hearings:
            hearings[id(reading)] = hear(reading)
        hearing = hearings[id(reading)]
        read = reading.sentences[one.place]
        view = View.of(read, one.candidate)
        at = _place_of(read, one, view)
        found.append(Standpoint(reading, one, hearing, view, at, *_source_of(hearing.sentences[one.place], at)))
    return found


def of_side(read: ReadSentence, side: SourceAttribution) -> list[SourceHit]:
    """The sources of a sentence that speak for a side; who is only told something does not speak."""
    return [hit for hit in read.matches.sources if hit.row.attribution is side and not _is_hearer(read, hit)]


def _is_hearer(read: ReadSentence, source: SourceHit) -> bool:
    """Whether a source stands where somebody is told something ("told a hall of bankers")."""
    telling = max((hit.end for hit in read.matches.speech if hit.row.id in TELLING and hit.end <= source.start), default=None)
    if telling is None or source.start - telling > _HEARER_REACH:
        return False
    return not any(cue.row.kind is CueKind.BOUNDARY and telling <= cue.start < source.start for cue in read.matches.cues)


def _place_of(read: ReadSentence, decided: Decided, view: View) -> int | None:
    """The word at which the claim stands: the verb of its act that the actor does, else the actor, else any verb of its act."""
    acts = [frame for frame in read.matches.frames if frame.act == decided.act]
    own = next((frame.start for frame in acts if frame.actor and view.who(frame.actor) == "own"), None)
    if own is not None:
        return own
    if decided.candidate.mentions:
        return decided.candidate.mentions[0].first
    return next((frame.start for frame in acts), None)


def _source_of(heard: Heard, at: int | None) -> tuple[Told | None, str]:
    """The saying that a claim at a word is heard from, and how."""
    holding = [one for one in heard.told if at is None or one.hit.words[0] <= at < one.hit.words[1]]
    if holding:
        saying = max(holding, key=lambda one: one.breadth)
        return saying, "pronoun" if saying.is_pronoun else "named"
    if heard.told:
        return heard.broadest, "beside"
    if heard.carried is None:
        return None, "none"
    return heard.carried, "quote" if heard.is_quoted else f"carried{min(-heard.away, 3)}"
