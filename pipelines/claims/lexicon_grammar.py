"""The grammar words of one sentence as the chain and the actor regions read them.

Belongs here: what stands where (governors, boundaries, auxiliaries) and the walks over it. Does not belong here: acts and
modality (`lexicon_chain`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.lexicon_codes import Complement, CueKind, Effect, Scope
from pipelines.claims.lexicon_hits import CueHit, Span

REACH = 9  # tokens between a governor and the verb it governs across an object
TARGET_REACH = 24  # tokens after a frame in which its target is looked for
PHRASE_REACH = 8  # tokens before a relative word that may hold its antecedent
BRACKET_REACH = 12  # tokens that brackets inside a clause may hold
ACTOR_REACH = 40  # tokens before a frame in which its actor is looked for


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that governs a later verb; `end` is one past its last token."""

    id: str
    start: int
    end: int
    effect: Effect
    complements: frozenset[Complement]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One sentence's grammar words.

    `ending_at` holds the governors by their end; `kinds` the cue kinds by token; `said_at` the tokens of verbs of saying;
    `negators` those of words that negate a verb from within its subject ("neither", "nobody"); `phrase_ends` the prepositions that
    a noun phrase about its head does not reach over ("Japan *on* Monday", but "ministers *of* Japan"); `relatives` the words that
    stand for the phrase before them ("Japan, *which* rejected").
    """

    lows: Sequence[str]
    ending_at: dict[int, list[Governor]]
    kinds: dict[int, CueKind]
    said_at: frozenset[int]
    negators: frozenset[int]
    phrase_ends: frozenset[int]
    verbs: frozenset[int]
    relatives: frozenset[int]

    @classmethod
    def of(
        cls,
        lows: Sequence[str],
        cues: Sequence[CueHit],
        governors: Sequence[Governor],
        said_at: frozenset[int],
        verbs: frozenset[int],
    ) -> "Grammar":
        """Index the grammar words of a sentence; `verbs` are the tokens of known verbs."""
        ending_at: dict[int, list[Governor]] = {}
        kinds: dict[int, CueKind] = {}
        for governor in governors:
            ending_at.setdefault(governor.end, []).append(governor)
        for hit in cues:
            for place in range(hit.start, hit.end):
                kinds[place] = hit.row.kind
        negators = (hit.start for hit in cues if hit.row.kind is CueKind.NEGATION and hit.row.scope is Scope.RIGHT)
        phrase_ends = (hit.start for hit in cues if hit.row.kind is CueKind.PREPOSITION and hit.row.scope is not Scope.LEFT)
        relatives = (hit.start for hit in cues if hit.row.kind is CueKind.BOUNDARY and hit.row.scope is Scope.LEFT)
        return cls(lows, ending_at, kinds, said_at, frozenset(negators), frozenset(phrase_ends), verbs, frozenset(relatives))

    def is_boundary(self, place: int) -> bool:
        """Whether a clause ends at this token."""
        return place in self.said_at or self.lows[place] in _MARKS or self.kinds.get(place) in _BOUNDARIES

    def clause_start(self, place: int) -> int:
        """First token of the clause that ends before `place`."""
        start = place
        while start > max(0, place - ACTOR_REACH) and not self.is_boundary(start - 1):
            start = self._before_brackets(start - 1)
        return start

    def _before_brackets(self, place: int) -> int:
        """The token itself; where a bracket closes at it, the one that opens it."""
        if self.lows[place] != ")":
            return place
        return next((at for at in range(place - 1, max(-1, place - BRACKET_REACH), -1) if self.lows[at] == "("), place)

    def clause_end(self, place: int, reach: int = TARGET_REACH) -> int:
        """One past the last token of the clause that begins at `place`, at most `reach` tokens on."""
        end = place
        while end < min(len(self.lows), place + reach) and not self.is_boundary(end):
            end += 1
        return end

    def head_of(self, start: int, end: int) -> Span | None:
        """The phrase that begins at `start` without what prepositions add to it.

        "In Rome, Japan on Monday" is Japan: what opens with a preposition is left out up to its comma.
        """
        if start in self.phrase_ends:
            start = next((at + 1 for at in range(start, end) if self.lows[at] == ","), end)
        stop = next((at for at in range(start + 1, end) if at in self.phrase_ends), end)
        return (start, stop) if start < stop else None

    def antecedent(self, place: int) -> Span | None:
        """The phrase that the relative word right before `place` stands for; None where there is no such word."""
        if place - 1 not in self.relatives:
            return None
        end = place - 1
        while end > 0 and self.lows[end - 1] == ",":
            end -= 1
        start = end
        while start > max(0, end - PHRASE_REACH) and not self.ends_phrase(start - 1):
            start -= 1
        return (start, end) if start < end else None

    def speaker(self, place: int) -> Span | None:
        """The words before the verb of saying that stands right before `place`; None where there is none."""
        if place - 1 not in self.said_at:
            return None
        start = self.clause_start(place - 1)
        return (start, place - 1) if start < place - 1 else None

    def main_subject(self, place: int) -> Span | None:
        """The subject that a participle after a comma shares: the words before the nearest known verb before `place`."""
        verb = next((at for at in range(place - 1, max(-1, place - ACTOR_REACH), -1) if at in self.verbs or at in self.said_at), None)
        start = self.clause_start(verb) if verb is not None else place
        return (start, verb) if verb is not None and start < verb else None

    def phrase_after(self, start: int, reach: int) -> Span:
        """The noun phrase that begins at `start`, at least one token: up to a verb group, a clause end or a preposition but of, in, for."""
        end = start + 1
        while end < min(len(self.lows), start + reach) and not self.ends_phrase(end) and end not in self.phrase_ends:
            end += 1
        return start, end

    def ends_phrase(self, place: int) -> bool:
        """Whether a noun phrase cannot hold this token: clause ends, known verbs, auxiliaries, negation."""
        return place in self.verbs or self.is_boundary(place) or self.kinds.get(place) in _VERB_GROUP

    def governor_across(self, place: int, complement: Complement) -> Governor | None:
        """The nearest governor before `place` that takes an object and then this complement."""
        for end in range(place - 1, max(0, place - REACH), -1):
            for governor in self.ending_at.get(end, ()):
                if complement in governor.complements:
                    return governor
            if self.is_boundary(end - 1):
                return None
        return None

    def clause_after(self, verb: int) -> int | None:
        """Where the clause begins that the verb at this token takes without "that"; None for other verbs, and before "to"."""
        found = (one for listed in self.ending_at.values() for one in listed if one.start == verb and Complement.CLAUSE in one.complements)
        end = min((one.end for one in found), default=len(self.lows))
        return end if end < len(self.lows) and self.lows[end] not in ("to", "for") else None

    def after_preposition(self, place: int, prepositions: frozenset[str]) -> Span | None:
        """The words after the first of these prepositions that follows `place` in its clause."""
        end = self.clause_end(place)
        for at in range(place, end):
            if self.lows[at] in prepositions and at + 1 < end:
                return at + 1, end
        return None


_MARKS = frozenset({";", ":", "("})
_BOUNDARIES = frozenset({CueKind.BOUNDARY, CueKind.CONDITION, CueKind.CONCESSION})
_VERB_GROUP = frozenset({CueKind.AUXILIARY, CueKind.BE, CueKind.HAVE, CueKind.NEGATION, CueKind.CONTROL})
