"""The lexicon: reviewed rows about the words of trade and currency news, found in a sentence with what they mean there.

Belongs here: loading the tables, the index by first word, matching. Does not belong here: typed rows (`lexicon_rows`), reading
lines (`lexicon_parse`), what governs a verb (`lexicon_chain`, `lexicon_grammar`), who marks a noun (`lexicon_nouns`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.claims import lexicon_parse as parse
from pipelines.claims.lexicon_chain import RawFrame, build_hit
from pipelines.claims.lexicon_grammar import Governor, Grammar
from pipelines.claims.lexicon_hits import CueHit, Matches, SourceHit, SpeechHit, TopicHit
from pipelines.claims.lexicon_nouns import RawNoun, build_noun_hit
from pipelines.claims.lexicon_rows import (
    ActNoun,
    Cue,
    CueKind,
    Effect,
    Form,
    Frame,
    Guards,
    Need,
    Phrase,
    Scope,
    SpeechSource,
    SpeechVerb,
    Strength,
    Topic,
)
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference

NEED_REACH = 16  # tokens on either side of a frame or noun in which a topic that it needs must stand

H = TypeVar("H", RawNoun, TopicHit, CueHit, SourceHit, SpeechHit)
OBJECT_GAP = 3  # a row that allows such a gap names the verb's object in `after`, not its particle
OBJECT_REACH = 12  # tokens before a passive verb in which its object may stand
Entry = Frame | ActNoun | Topic | Cue | SpeechSource | SpeechVerb


@dataclass(frozen=True, slots=True)
class Pattern:
    """One surface form of one row."""

    words: Phrase
    row: Entry
    forms: frozenset[Form] = frozenset()


@dataclass(slots=True)
class _Found:
    """Raw finds of one sentence, by table."""

    frames: list[RawFrame] = field(default_factory=list)
    nouns: list[RawNoun] = field(default_factory=list)
    topics: list[TopicHit] = field(default_factory=list)
    cues: list[CueHit] = field(default_factory=list)
    sources: list[SourceHit] = field(default_factory=list)
    speech: list[SpeechHit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _GrammarWords:
    """Words that scanning needs before the sentence's cues are known."""

    determiners: frozenset[str]
    be: frozenset[str]
    gap_ends: frozenset[str]  # a noun phrase does not reach over them

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> "_GrammarWords":
        """The first words of the grammar cues."""
        ends = [cue for cue in cues if cue.kind in _GAP_ENDS and cue.scope is Scope.CLAUSE]
        return cls(
            _first_words(cues, CueKind.DETERMINER),
            _first_words(cues, CueKind.BE),
            frozenset(words[0] for cue in ends for words in cue.forms if len(words) == 1),
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows, ready to be matched; holds no state of any text."""

    frames: tuple[Frame, ...]
    nouns: tuple[ActNoun, ...]
    topics: tuple[Topic, ...]
    cues: tuple[Cue, ...]
    sources: tuple[SpeechSource, ...]
    verbs: tuple[SpeechVerb, ...]
    _index: dict[str, tuple[Pattern, ...]] = field(repr=False, compare=False)
    _words: "_GrammarWords" = field(repr=False, compare=False)

    @classmethod
    def load(cls, reference: Reference) -> "Lexicon":
        """Read and validate the six tables.

        Raises:
            BadReference: A row is malformed, an id stands twice, or two rows clash.
        """
        codes = parse.Codes.load(reference)
        frames = parse.read_table(reference, "frames", parse.frame_reader(codes))
        nouns = parse.read_table(reference, "act_nouns", parse.noun_reader(codes))
        topics = parse.read_table(reference, "topics", parse.topic_reader(codes))
        cues = parse.read_table(reference, "cues", parse.read_cue)
        sources = parse.read_table(reference, "speech_sources", parse.read_source)
        verbs = parse.read_table(reference, "speech_verbs", parse.speech_verb_reader(codes))
        _refuse_all_clashes(
            frames, (("act_nouns", nouns), ("topics", topics), ("cues", cues), ("speech_sources", sources), ("speech_verbs", verbs))
        )
        index = _index_of(frames, (*nouns, *topics, *cues, *sources, *verbs))
        return cls(frames, nouns, topics, cues, sources, verbs, index, _GrammarWords.of(cues))

    def match(self, tokens: Tokens, about: frozenset[str] = frozenset()) -> Matches:
        """Everything the rows say about one sentence.

        Args:
            tokens: The sentence's words; offsets are those of the text that was cut.
            about: Topics (`trade`, `currency`) of the text around it; a row that needs one of them fires without a topic near it.
        """
        found = self._scan(tokens.lows)
        _keep_longest(found)
        cues = tuple(found.cues)
        grammar = Grammar.of(tokens.lows, cues, _governors(found), frozenset(hit.start for hit in found.speech))
        conditions = [hit for hit in cues if hit.row.kind is CueKind.CONDITION]
        subjects = _subjects(found)
        frames = [(raw, near) for raw in found.frames if (near := _is_met(raw, subjects)) or _is_about(raw.row.needs, about)]
        nouns = [(raw, near) for raw in found.nouns if (near := _is_met(raw, subjects)) or _is_about(raw.row.needs, about)]
        verbs = [raw.start for raw, _ in frames if raw.row.part == "verb"]
        noun_hits = (build_noun_hit(grammar, tokens.words, raw, near) for raw, near in nouns)
        return Matches(
            frames=tuple(build_hit(grammar, raw, near, conditions, verbs) for raw, near in frames),
            nouns=tuple(hit for hit in noun_hits if hit),
            topics=tuple(found.topics),
            cues=cues,
            sources=tuple(found.sources),
            speech=tuple(found.speech),
        )

    def _scan(self, lows: Sequence[str]) -> _Found:
        found = _Found()
        index = self._index
        for place, word in enumerate(lows):
            for pattern in index.get(word, ()):
                end = place + len(pattern.words)
                if tuple(lows[place:end]) == pattern.words and _is_free(pattern.row.guards, lows, place, end):
                    self._keep(found, pattern, place, end, lows)
        return found

    def _keep(self, found: _Found, pattern: Pattern, start: int, end: int, lows: Sequence[str]) -> None:
        row = pattern.row
        if isinstance(row, Frame):
            if row.part == "verb" and self._is_noun_there(pattern.forms, lows, start):
                return
            past = _after(row, lows, end, self._words.gap_ends)
            has_object_before = past is None and Form.PARTICIPLE in pattern.forms and self._has_object_before(row, lows, start, end)
            if past is not None or has_object_before:
                found.frames.append(RawFrame(row, start, end, past or end, pattern.forms, has_object_before))
        elif isinstance(row, Topic):
            found.topics.append(TopicHit(row, start, end))
        elif isinstance(row, Cue):
            found.cues.append(CueHit(row, start, end))
        elif isinstance(row, ActNoun):
            found.nouns.append(RawNoun(row, start, end))
        elif isinstance(row, SpeechSource):
            found.sources.append(SourceHit(row, start, end))
        else:
            found.speech.append(SpeechHit(row, start, end))

    def _has_object_before(self, row: Frame, lows: Sequence[str], start: int, end: int) -> bool:
        """Whether a participle follows one of the nouns that the row wants after an active verb ("the accord was reached")."""
        is_passive = any(word in self._words.be for word in lows[max(0, start - 3) : start])
        reach = OBJECT_REACH if is_passive or (end < len(lows) and lows[end] == "by") else 2
        before = lows[max(0, start - reach) : start]
        return row.gap >= OBJECT_GAP and any(words[-1] in before for words in row.after)

    def _is_noun_there(self, forms: frozenset[Form], lows: Sequence[str], start: int) -> bool:
        """After a determiner or a possessive a word is no verb; "it's" before an -ing form is a verb group."""
        before = lows[start - 1] if start else ""
        return before in self._words.determiners or (before == "'s" and forms != frozenset({Form.ING}))


def _index_of(
    frames: Iterable[Frame], others: Iterable[ActNoun | Topic | Cue | SpeechSource | SpeechVerb]
) -> dict[str, tuple[Pattern, ...]]:
    """Patterns by their first word, longest first."""
    patterns = [Pattern(words, frame, forms) for frame in frames for words, forms in frame.forms]
    patterns += [Pattern(words, row) for row in others for words in row.forms]
    index: dict[str, list[Pattern]] = {}
    for pattern in sorted(patterns, key=lambda pattern: -len(pattern.words)):
        index.setdefault(pattern.words[0], []).append(pattern)
    return {word: tuple(listed) for word, listed in index.items()}


def _refuse_all_clashes(
    frames: Sequence[Frame], others: Sequence[tuple[str, Sequence[ActNoun | Topic | Cue | SpeechSource | SpeechVerb]]]
) -> None:
    parse.refuse_clashes(
        "frames", ((words, (after, row.guards), row.id) for row in frames for words, _ in row.forms for after in row.after or ((),))
    )
    for table, rows in others:
        parse.refuse_clashes(table, ((words, row.guards, row.id) for row in rows for words in row.forms))


def _first_words(cues: Sequence[Cue], kind: CueKind) -> frozenset[str]:
    return frozenset(words[0] for cue in cues if cue.kind is kind for words in cue.forms)


def _is_free(guards: Guards, lows: Sequence[str], start: int, end: int) -> bool:
    """Whether the neighbours are as the row wants them."""
    before = lows[start - 1] if start else ""
    if before in guards.not_before or (guards.before and before not in guards.before):
        return False
    return not (guards.not_after and end < len(lows) and lows[end] in guards.not_after)


def _after(row: Frame, lows: Sequence[str], end: int, gap_ends: frozenset[str]) -> int | None:
    """One past the words that the row asks for; `end` where it asks for none, None where they are not there.

    Punctuation and the words of `gap_ends` end the search, unless they are asked for.
    """
    if not row.after:
        return end
    for start in range(end, end + row.gap + 1):
        for words in row.after:
            if tuple(lows[start : start + len(words)]) == words:
                return start + len(words)
        if start < len(lows) and (lows[start] in _GAP_MARKS or lows[start] in gap_ends):
            return None
    return None


def _keep_longest(found: _Found) -> None:
    """Among finds of one table that share words keep the longest; blocking topics then go."""
    found.topics = [hit for hit in _longest(found.topics) if hit.row.strength is not Strength.BLOCKING]
    found.sources = _longest(found.sources)
    found.speech = _longest(found.speech)
    found.cues = _longest(found.cues)
    found.frames = _longest_from_each_verb(found.frames)
    found.nouns = _longest(found.nouns)


def _longest(hits: list[H]) -> list[H]:
    """Without every find that overlaps a longer one; of finds with the same span all stay."""
    kept: list[H] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start or (hit.start, hit.end) == (other.start, other.end) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _longest_from_each_verb(frames: Sequence[RawFrame]) -> list[RawFrame]:
    """Of the frames that begin at one verb the longest; none that begins inside another's set phrase."""
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for raw in frames:
        ends[raw.start] = max(ends.get(raw.start, 0), raw.end)
        inside.update(range(raw.start + 1, raw.form_end))
    return [raw for raw in frames if raw.end == ends[raw.start] and raw.start not in inside]


def _governors(found: _Found) -> list[Governor]:
    governors = [
        Governor(hit.row.id, hit.start, hit.end, hit.row.effect, frozenset())
        for hit in found.cues
        if hit.row.effect is not Effect.NONE and hit.row.kind in _CHAIN_KINDS
    ]
    for named in (found.frames, found.nouns):
        governors += [Governor(raw.row.id, raw.start, raw.end, raw.row.effect, raw.row.complements) for raw in named if raw.row.complements]
    return governors


def _subjects(found: _Found) -> list[tuple[int, int, str | None]]:
    """Where the sentence is about trade or currency: its topics, and the words that are about an issue by themselves."""
    own = [(raw.start, raw.end, None) for raw in found.frames if raw.row.needs is Need.NOTHING and raw.row.issue]
    own += [(raw.start, raw.end, None) for raw in found.nouns if raw.row.needs is Need.NOTHING and raw.row.issue]
    return [*((hit.start, hit.end, hit.row.topic) for hit in found.topics), *own]


def _is_about(needs: Need, about: frozenset[str]) -> bool:
    return bool(about) if needs is Need.ANY else needs.value in about


def _is_met(raw: RawFrame | RawNoun, subjects: Sequence[tuple[int, int, str | None]]) -> bool:
    """Whether a topic of the kind that a row needs stands near it."""
    needs = raw.row.needs
    if needs is Need.NOTHING:
        return True
    return any(
        start < raw.end + NEED_REACH and end > raw.start - NEED_REACH and (needs is Need.ANY or topic == needs.value)
        for start, end, topic in subjects
    )


_CHAIN_KINDS = frozenset({CueKind.AUXILIARY, CueKind.NEGATION, CueKind.CONTROL, CueKind.RUMOUR})
_GAP_ENDS = frozenset({CueKind.BOUNDARY, CueKind.PREPOSITION})
_GAP_MARKS = frozenset({",", ".", ";", ":", "?", "!", '"'})
