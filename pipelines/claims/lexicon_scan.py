"""Finding the surface forms of lexicon rows in a sentence.

Belongs here: the index by first word, the rows' neighbour rules, the words a verb asks for after it, keeping the longest find.
Does not belong here: what a find means among the others (`lexicon`, `lexicon_chain`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TypeVar

from pipelines.claims.lexicon_chain import RawFrame
from pipelines.claims.lexicon_codes import CueKind, Form, Scope, Strength
from pipelines.claims.lexicon_hits import CueHit, SourceHit, SpeechHit, TopicHit
from pipelines.claims.lexicon_nouns import RawNoun
from pipelines.claims.lexicon_rows import ActNoun, Cue, Frame, Guards, Phrase, SpeechSource, SpeechVerb, Topic

OBJECT_GAP = 3  # a row that allows such a gap names the verb's object in `after`, not its particle
OBJECT_REACH = 12  # tokens before a passive verb in which its object may stand
REDUCED_REACH = 2  # tokens before a participle without a form of be in which its object may stand

NounLike = ActNoun | Topic | Cue | SpeechSource | SpeechVerb
H = TypeVar("H", RawNoun, TopicHit, CueHit, SourceHit, SpeechHit)


@dataclass(slots=True)
class Found:
    """Finds of one sentence, by table, in order of place."""

    frames: list[RawFrame] = field(default_factory=list)
    nouns: list[RawNoun] = field(default_factory=list)
    topics: list[TopicHit] = field(default_factory=list)
    cues: list[CueHit] = field(default_factory=list)
    sources: list[SourceHit] = field(default_factory=list)
    speech: list[SpeechHit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One surface form of one row: its words after the first, which the index holds, and by first word what the row asks for after it."""

    rest: Phrase
    row: Frame | NounLike
    forms: frozenset[Form] = frozenset()
    after: Mapping[str, Sequence[Phrase]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scanner:
    """All patterns by first and second word (None where there is none), longest first, and the grammar words that scanning needs."""

    index: dict[str, dict[str | None, tuple[_Pattern, ...]]]
    determiners: frozenset[str]
    be: frozenset[str]
    gap_ends: frozenset[str]  # a noun phrase does not reach over them
    prepositions: frozenset[str]  # without "to", which stands before infinitives

    @classmethod
    def of(cls, frames: Sequence[Frame], cues: Sequence[Cue], others: Iterable[NounLike]) -> "Scanner":
        """Index the rows; `others` are those of all other tables."""
        patterns = [
            (words[0], _Pattern(words[1:], frame, forms, _by_word(frame.after))) for frame in frames for words, forms in frame.forms
        ]
        patterns += [(words[0], _Pattern(words[1:], row)) for row in (*cues, *others) for words in row.forms]
        index: dict[str, dict[str | None, list[_Pattern]]] = {}
        for first, pattern in sorted(patterns, key=lambda pair: -len(pair[1].rest)):
            index.setdefault(first, {}).setdefault(next(iter(pattern.rest), None), []).append(pattern)
        ends = [cue for cue in cues if cue.kind is CueKind.BOUNDARY or (cue.kind is CueKind.PREPOSITION and cue.scope is Scope.CLAUSE)]
        return cls(
            {word: {second: tuple(listed) for second, listed in seconds.items()} for word, seconds in index.items()},
            _first_words(cues, CueKind.DETERMINER),
            _first_words(cues, CueKind.BE),
            frozenset(words[0] for cue in ends for words in cue.forms if len(words) == 1),
            _first_words(cues, CueKind.PREPOSITION) - {"to"},
        )

    def scan(self, lows: Sequence[str]) -> Found:
        """Every row whose words stand in the sentence; of overlapping finds of one table the longest."""
        found = Found()
        for place, (word, second) in enumerate(zip_longest(lows, lows[1:], fillvalue="")):
            seconds = self.index.get(word)
            if seconds is None:
                continue
            for pattern in (*seconds.get(second, ()), *seconds.get(None, ())):
                end = place + 1 + len(pattern.rest)
                if tuple(lows[place + 1 : end]) == pattern.rest and is_free(pattern.row.guards, lows, place, end):
                    self._keep(found, pattern, place, end, lows)
        _keep_longest(found)
        return found

    def _keep(self, found: Found, pattern: _Pattern, start: int, end: int, lows: Sequence[str]) -> None:
        row = pattern.row
        if isinstance(row, Frame):
            if row.part == "verb" and self._is_noun_there(pattern.forms, lows, start):
                return
            past = self._after(pattern.after, row.gap, lows, end)
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

    def _after(self, wanted: Mapping[str, Sequence[Phrase]], gap: int, lows: Sequence[str], end: int) -> int | None:
        """One past the words that the row asks for; `end` where it asks for none, None where they are not there.

        Punctuation and the words of `gap_ends` end the search, unless they are asked for.
        """
        if not wanted:
            return end
        for start in range(end, min(end + gap + 1, len(lows))):
            word = lows[start]
            for words in wanted.get(word, ()):
                if tuple(lows[start : start + len(words)]) == words:
                    return start + len(words)
            if word in _GAP_MARKS or word in self.gap_ends:
                return None
        return None

    def _has_object_before(self, row: Frame, lows: Sequence[str], start: int, end: int) -> bool:
        """Whether a participle follows one of the nouns that the row wants after an active verb ("the accord was reached")."""
        is_passive = any(word in self.be for word in lows[max(0, start - 3) : start])
        reach = OBJECT_REACH if is_passive or (end < len(lows) and lows[end] == "by") else REDUCED_REACH
        before = lows[max(0, start - reach) : start]
        return row.gap >= OBJECT_GAP and any(words[-1] in before for words in row.after)

    def _is_noun_there(self, forms: frozenset[Form], lows: Sequence[str], start: int) -> bool:
        """After a determiner a word is no verb; after a possessive or a preposition only an -ing form is ("it's buying", "by buying")."""
        before = lows[start - 1] if start else ""
        is_ing = forms == frozenset({Form.ING})
        return before in self.determiners or (not is_ing and (before == "'s" or before in self.prepositions))


def _by_word(phrases: Sequence[Phrase]) -> Mapping[str, Sequence[Phrase]]:
    """Some phrases by their first word, in their order."""
    found: dict[str, list[Phrase]] = {}
    for words in phrases:
        found.setdefault(words[0], []).append(words)
    return found


def _first_words(cues: Sequence[Cue], kind: CueKind) -> frozenset[str]:
    return frozenset(words[0] for cue in cues if cue.kind is kind for words in cue.forms)


def is_free(guards: Guards, lows: Sequence[str], start: int, end: int) -> bool:
    """Whether the neighbours are as the row wants them."""
    before = lows[start - 1] if start else ""
    if before in guards.not_before or (guards.before and before not in guards.before):
        return False
    return not (guards.not_after and end < len(lows) and lows[end] in guards.not_after)


def _keep_longest(found: Found) -> None:
    """Among finds of one table that share words keep the longest; blocking topics then go."""
    found.topics = [hit for hit in _longest(found.topics) if hit.row.strength is not Strength.BLOCKING]
    found.sources = _longest(found.sources)
    found.speech = _longest(found.speech)
    found.cues = _longest(found.cues)
    found.frames = _best_from_each_verb(found.frames)
    found.nouns = _longest(found.nouns)


def _longest(hits: list[H]) -> list[H]:
    """Without every find that overlaps a longer one; of finds with the same span all stay."""
    if all(one.end <= other.start for one, other in pairwise(hits)):
        return hits
    taken: dict[int, tuple[int, int]] = {}
    kept: list[H] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        span = (hit.start, hit.end)
        if all(taken.get(place, span) == span for place in range(*span)):
            taken.update(dict.fromkeys(range(*span), span))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _best_from_each_verb(frames: Sequence[RawFrame]) -> list[RawFrame]:
    """Of the frames that begin at one verb the longest form, then the nearest of the words asked for; none inside another's form."""
    best: dict[int, tuple[int, bool, int]] = {}
    inside: set[int] = set()
    for raw in frames:
        best[raw.start] = max(best.get(raw.start, (0, False, 0)), _rank(raw))
        inside.update(range(raw.start + 1, raw.form_end))
    return [raw for raw in frames if _rank(raw) == best[raw.start] and raw.start not in inside]


def _rank(raw: RawFrame) -> tuple[int, bool, int]:
    return raw.form_end, bool(raw.row.after), -raw.end


_GAP_MARKS = frozenset({",", ".", ";", ":", "?", "!", '"'})
