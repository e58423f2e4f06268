"""What the lexicon says of a sentence, told from one candidate's point of view.

Belongs here: feature strings from frames, act nouns, topics, cues, sources and verbs of saying, with the candidate as actor, target
or bystander. Does not belong here: other features (`features`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.claims.candidates import DIRECT, Candidate
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span, SpeechHit
from pipelines.claims.reading import ReadSentence

_SUBJECT_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))
_SPEAKER_BEFORE = 6  # words before a verb of saying in which its speaker stands
_SPEAKER_AFTER = 5


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as a candidate sees it: its own words, others' words, and words that may stand for either."""

    read: ReadSentence
    candidate: Candidate
    own: tuple[Span, ...]

    @classmethod
    def of(cls, read: ReadSentence, candidate: Candidate) -> "View":
        """How the sentence looks from the candidate."""
        return cls(read, candidate, tuple([(mention.first, mention.last) for mention in candidate.mentions]))

    @property
    def tag(self) -> str:
        """D where the candidate is named in the sentence, else C."""
        return "D" if self.candidate.kind == DIRECT else "C"

    @property
    def pronouns(self) -> tuple[int, ...]:
        """Where the sentence's subject pronouns stand."""
        return _find_pronouns(self.read.tokens.lows)

    def who(self, span: Span | None) -> str:
        """Who stands in a stretch of words: own, other, pronoun, role, somebody unknown, or none where there is no stretch."""
        if span is None:
            return "none"
        start, end = span
        if any(first < end and last > start for first, last in self.own):
            return "own"
        if any(one.first < end and one.last > start and one.code != self.candidate.actor for one in self.read.mentions):
            return "other"
        if any(start <= at < end for at in self.pronouns):
            return "pronoun"
        return "role" if any(start <= hit.at < end for hit in self.read.roles) else "unknown"

    def distance(self, start: int, end: int) -> int | None:
        """Words between a hit and the candidate's nearest mention."""
        return min((start - last if start >= last else max(0, first - end) for first, last in self.own), default=None)


@lru_cache(maxsize=256)
def _find_pronouns(lows: tuple[str, ...]) -> tuple[int, ...]:
    """Where a sentence's subject pronouns stand; asked again for each of its candidates."""
    return tuple(at for at, low in enumerate(lows) if low in _SUBJECT_PRONOUNS)


def describe_clues(read: ReadSentence, candidate: Candidate, previous: ReadSentence | None) -> Iterator[str]:
    """Feature strings of one candidate; `previous` is the sentence before, whose topics count where this one has none."""
    view = View.of(read, candidate)
    for frame in read.matches.frames:
        yield from _frame(view, frame)
    for noun in read.matches.nouns:
        yield from _noun(view, noun)
    yield from _topics(view, read, previous)
    for cue in read.matches.cues:
        yield f"cue={cue.row.id}"
        yield f"cue_kind={cue.row.kind}"
    for source in read.matches.sources:
        yield f"source={source.row.id}"
        yield f"source_kind={source.row.kind}"
        yield f"source_side={source.row.attribution}"
    for verb in read.matches.speech:
        yield from _speech(view, read, verb)


def _frame(view: View, hit: FrameHit) -> Iterator[str]:
    actor = f"{view.tag}{view.who(hit.actor)}"
    target = view.who(hit.target)
    yield f"frame={hit.row.id}"
    yield f"frame={hit.row.id}&{actor}"
    yield f"act={hit.act}"
    yield f"act={hit.act}&{actor}"
    yield f"act={hit.act}&{actor}&to_{target}"
    yield f"act={hit.act}&{hit.modality}&{actor}"
    yield f"modality={hit.modality}&{actor}"
    yield f"frame_actor={actor}"
    if hit.is_demanded:
        yield f"demanded&{actor}"
        yield f"demanded={hit.act}&{actor}"
    if hit.is_purpose:
        yield f"purpose&{actor}"
    if hit.is_hypothetical:
        yield f"hypothetical&{actor}"
    if hit.negations:
        yield f"negated={hit.row.act}&{actor}"
    yield from (f"governor={governor}&{actor}" for governor in hit.governors[:2])
    if hit.row.issue:
        yield f"frame_issue={hit.row.issue}"


def _noun(view: View, hit: NounHit) -> Iterator[str]:
    actor = f"{view.tag}{view.who(hit.actor)}"
    yield f"noun={hit.row.id}"
    yield f"noun={hit.row.id}&{actor}"
    yield f"noun_act={hit.act}&{actor}"
    yield f"noun_act={hit.act}&to_{view.who(hit.target)}"
    yield f"noun_mark={hit.mark}&{actor}"
    yield f"noun_modality={hit.modality}&{actor}"


def _topics(view: View, read: ReadSentence, previous: ReadSentence | None) -> Iterator[str]:
    topics = read.matches.topics
    issues: Counter[str] = Counter()
    for hit in topics:
        issues[hit.row.issue or "any"] += 1
        yield f"topic={hit.row.id}"
        yield f"issue={hit.row.issue}&{hit.row.strength}"
        distance = view.distance(hit.start, hit.end)
        if distance is not None:
            yield f"issue={hit.row.issue}&{min(distance // 4, 5)}"
    yield f"topics={min(4, len(topics))}"
    yield f"issues={min(4, len(issues))}"
    yield f"frames={min(4, len(read.matches.frames))}"
    yield f"nouns={min(3, len(read.matches.nouns))}"
    if not topics:
        yield f"no_topic&{min(2, len(read.matches.frames))}&{view.tag}"
        if previous is not None:
            yield from (f"earlier_issue={hit.row.issue}" for hit in previous.matches.topics)


def _speech(view: View, read: ReadSentence, hit: SpeechHit) -> Iterator[str]:
    before = (max(0, hit.start - _SPEAKER_BEFORE), hit.start)
    after = (hit.end, hit.end + _SPEAKER_AFTER)
    yield f"says={hit.row.id}"
    yield f"says_manner={hit.row.manner}"
    yield f"says_act={hit.row.act}"
    yield f"speaker_before={view.who(before)}&{view.tag}"
    yield f"speaker_after={view.who(after)}&{view.tag}"
    for source in read.matches.sources:
        if _inside(source.start, (before, after)):
            yield f"speaker_kind={source.row.kind}"
            yield f"speaker_side={source.row.attribution}&{view.tag}"


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(first <= at < last for first, last in spans)
