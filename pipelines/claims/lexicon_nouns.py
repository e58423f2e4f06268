"""Act nouns and what marks their actor ("Japan's refusal", "a protest by the EU", "made an offer").

Belongs here: finding the mark and where the actor stands. Does not belong here: verbs (`lexicon_chain`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.claims.lexicon_chain import climb
from pipelines.claims.lexicon_codes import CueKind, Effect, Mark
from pipelines.claims.lexicon_grammar import Grammar
from pipelines.claims.lexicon_hits import NounHit, Span
from pipelines.claims.lexicon_rows import ActNoun
from pipelines.records import Modality

MARK_REACH = 5  # tokens before a noun that may hold its possessive or adjective
AGENT_REACH = 9  # tokens after it in which "by" or "from" may stand
PHRASE_REACH = 24  # tokens of the phrase after it
LIGHT_REACH = 6  # tokens before it in which its light verb may stand


@dataclass(frozen=True, slots=True)
class RawNoun:
    """A noun's words found in a sentence."""

    row: ActNoun
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A noun in its sentence; `words` as written."""

    grammar: Grammar
    words: Sequence[str]
    noun: RawNoun


def build_noun_hit(grammar: Grammar, words: Sequence[str], raw: RawNoun) -> NounHit | None:
    """The noun with its actor, None where nothing marks one."""
    place = _Place(grammar, words, raw)
    for mark, find in _FINDERS.items():
        actor = find(place) if mark in raw.row.marks else None
        if actor:
            act, modality = _resolve(place)
            target = grammar.after_preposition(raw.end, raw.row.target_prepositions)
            return NounHit(raw.row, raw.start, raw.end, mark, act, modality, actor, target)
    return None


def _possessive(place: _Place) -> Span | None:
    lows, start = place.grammar.lows, place.noun.start
    for at in range(start - 1, max(-1, start - 1 - MARK_REACH), -1):
        if lows[at] in _OWNERS:
            return at, at + 1
        if lows[at] == "'s" or (lows[at] == "'" and at and lows[at - 1].endswith("s")):
            return _phrase_before(place.grammar, at)
        if _ends_phrase(place.grammar, at):
            return None
    return None


def _adjective(place: _Place) -> Span | None:
    """A capitalised word in the noun's own phrase; the first word of a sentence counts unless it is a grammar word."""
    start = place.noun.start
    first = start
    while first > max(0, start - MARK_REACH) and not _ends_phrase(place.grammar, first - 1):
        first -= 1
    for at in range(start - 1, first - 1, -1):
        if place.words[at][0].isupper() and at not in place.grammar.kinds:
            return first, start
    return None


def _after_words(*prepositions: str) -> Callable[[_Place], Span | None]:
    wanted = frozenset(prepositions)

    def find(place: _Place) -> Span | None:
        grammar, end = place.grammar, place.noun.end
        stop = grammar.clause_end(end, AGENT_REACH)
        for at in range(end, stop):
            if grammar.lows[at] in wanted and at + 1 < len(grammar.lows):
                return grammar.phrase_after(at + 1, PHRASE_REACH)
        return None

    return find


def _of(place: _Place) -> Span | None:
    grammar, end = place.grammar, place.noun.end
    if end + 1 < len(grammar.lows) and grammar.lows[end] == "of":
        return grammar.phrase_after(end + 1, PHRASE_REACH)
    return None


def _light(place: _Place) -> Span | None:
    at = _light_verb(place)
    if at is None:
        return None
    last = climb(place.grammar, at, frozenset()).place
    start = place.grammar.clause_start(last)
    return (start, last) if start < last else None


def _light_verb(place: _Place) -> int | None:
    grammar, start = place.grammar, place.noun.start
    for at in range(start - 1, max(-1, start - 1 - LIGHT_REACH), -1):
        if grammar.lows[at] in place.noun.row.light_verbs:
            return at
        if grammar.is_boundary(at):
            return None
    return None


def _resolve(place: _Place) -> tuple[str, Modality]:
    """Act and modality after "no" before the noun and after the chain of its light verb."""
    row, at = place.noun.row, _light_verb(place)
    effects = climb(place.grammar, at, frozenset()).effects if at is not None else []
    before = range(max(0, place.noun.start - 2), place.noun.start)
    negations = effects.count(Effect.NEGATES) + sum(place.grammar.lows[at] == "no" for at in before)
    modality = row.modality or Modality.ASSERTED
    if Effect.OPENS in effects or Effect.DOUBTS in effects:
        modality = Modality.POSSIBLE
    elif Effect.PLANS in effects:
        modality = Modality.PLANNED
    return (row.act_negated if negations % 2 else row.act), modality


def _phrase_before(grammar: Grammar, end: int) -> Span | None:
    """The noun phrase that ends before `end`."""
    start = end
    while start > max(0, end - MARK_REACH) and not _ends_phrase(grammar, start - 1):
        start -= 1
    return (start, end) if start < end else None


def _ends_phrase(grammar: Grammar, at: int) -> bool:
    """Whether a noun phrase, read leftwards, cannot hold this token."""
    return grammar.ends_phrase(at) or grammar.kinds.get(at) is CueKind.PREPOSITION


_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "your", "whose"})
_FINDERS: dict[Mark, Callable[[_Place], Span | None]] = {
    Mark.POSSESSIVE: _possessive,
    Mark.BY: _after_words("by"),
    Mark.FROM: _after_words("from"),
    Mark.BETWEEN: _after_words("between", "among"),
    Mark.LIGHT: _light,
    Mark.ADJECTIVE: _adjective,
    Mark.OF: _of,
}
