"""What the words before a verb make of it: voice, negation, plan, request, condition, and who its subject is.

Belongs here: the walk from a verb to its governors ("refused to rule out imposing") and the act and modality that follow. Negation
composes: an odd number of negations gives the act's negated form, an even one leaves the act open. Does not belong here: which
words are in the sentence (`lexicon`), where clauses end (`lexicon_grammar`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.claims.lexicon_codes import Complement, CueKind, Effect, Form, Role
from pipelines.claims.lexicon_grammar import Governor, Grammar
from pipelines.claims.lexicon_hits import CueHit, FrameHit, Span, Voice
from pipelines.claims.lexicon_rows import Frame
from pipelines.records import Modality

AGENT_REACH = 8  # tokens after a passive verb in which its by-phrase begins


@dataclass(slots=True)
class Chain:
    """The walk's state; `place` is one past the last token not yet read, going left."""

    place: int
    effects: list[Effect] = field(default_factory=list)
    governors: list[str] = field(default_factory=list)
    has_be: bool = False  # directly before the verb itself
    is_purpose: bool = False
    is_demanded: bool = False  # another than the subject asks for it
    doer: Span | None = None  # of whom the subject only expects it

    def take(self, governor: Governor) -> None:
        """Read a governor."""
        self.effects.append(governor.effect)
        self.governors.append(governor.id)
        self.place = governor.start


def climb(grammar: Grammar, start: int, forms: frozenset[Form]) -> Chain:
    """Walk from the verb that begins at token `start` over everything that governs it."""
    chain = Chain(start)
    is_ing = forms == frozenset({Form.ING})
    while chain.place > 0 and _step(grammar, chain, is_ing):
        is_ing = is_ing and not chain.governors
    return chain


def _step(grammar: Grammar, chain: Chain, is_ing: bool) -> bool:
    """Read one word or governor more; whether there was one."""
    place = chain.place
    word, kind = grammar.lows[place - 1], grammar.kinds.get(place - 1)
    direct = _direct_governor(grammar, place, is_ing)
    if direct:
        chain.is_demanded |= direct.effect is Effect.REQUESTS and (kind is CueKind.AUXILIARY or _is_passive(grammar, direct))
        if direct.effect is Effect.OPENS and Complement.OBJ_TO in direct.complements and not chain.governors:
            chain.doer = (direct.start + 1, place - 1)
        chain.take(direct)
    elif kind is CueKind.BE:
        chain.has_be |= not chain.governors
        chain.place -= 1
    elif kind in (CueKind.HAVE, CueKind.ADVERB) or word.endswith("ly"):
        chain.place -= 1
    elif word == "to":
        return _step_over_to(grammar, chain)
    elif is_ing and kind is CueKind.PREPOSITION:
        return _step_over_preposition(grammar, chain)
    else:
        return False
    return True


def _direct_governor(grammar: Grammar, place: int, is_ing: bool) -> Governor | None:
    """The governor that ends right before the verb: a cue, a phrase with its own "to", or one that takes this -ing form."""
    has_to = grammar.lows[place - 1] == "to"
    for governor in grammar.ending_at.get(place, ()):
        if not governor.complements or has_to or (is_ing and Complement.ING in governor.complements):
            return governor
    return None


def _step_over_to(grammar: Grammar, chain: Chain) -> bool:
    before = chain.place - 1
    for governor in grammar.ending_at.get(before, ()):
        if governor.complements & {Complement.TO, Complement.OBJ_TO}:
            chain.is_demanded |= Complement.TO not in governor.complements
            chain.take(governor)
            return True
    across = grammar.governor_across(before, Complement.OBJ_TO)
    if across is None:
        chain.is_purpose = not chain.governors
        return False
    chain.take(across)
    chain.is_demanded |= _is_passive(grammar, across)
    return True


def _is_passive(grammar: Grammar, governor: Governor) -> bool:
    """Whether a form of be stands right before: who "was asked by Washington to cut" asks nobody."""
    return grammar.kinds.get(governor.start - 1) is CueKind.BE


def _step_over_preposition(grammar: Grammar, chain: Chain) -> bool:
    before = chain.place - 1
    for governor in grammar.ending_at.get(before, ()):
        if Complement.PREP_ING in governor.complements:
            chain.take(governor)
            return True
    across = grammar.governor_across(before, Complement.OBJ_PREP_ING)
    if across:
        chain.take(across)
    return across is not None


def voice_of(grammar: Grammar, found: "RawFrame", chain: Chain) -> Voice:
    """Passive after a form of be, before a by-phrase, or where a transitive participle has no object."""
    frame = found.row
    if frame.part != "verb":
        return Voice.UNKNOWN
    if Form.PARTICIPLE not in found.forms:
        return Voice.ACTIVE
    if found.has_object_before:
        return Voice.PASSIVE
    end = found.form_end
    following = grammar.lows[end] if end < len(grammar.lows) else ""
    has_no_object = frame.target is Role.OBJECT and following != "to" and grammar.kinds.get(end) is CueKind.PREPOSITION
    if (
        chain.has_be
        or following == "by"
        or _is_set_off(grammar.lows, chain.place, end)
        or (has_no_object and chain.place == chain_origin(chain))
    ):
        return Voice.PASSIVE
    return Voice.ACTIVE


def _is_set_off(lows: Sequence[str], start: int, end: int) -> bool:
    """Whether a participle with its object and by-phrase stands between commas ("Lima, branded a dumper by Oslo, cut")."""
    stop = next((at for at in range(end, min(len(lows), end + _SET_OFF)) if lows[at] == ","), None)
    if stop is None or start == 0 or lows[start - 1] != ",":
        return False
    by = next((at for at in range(end, stop) if lows[at] in _BY), stop)
    return by + 1 < stop <= by + _AGENT and not lows[by + 1][0].isdigit()


def chain_origin(chain: Chain) -> int:
    """Where the chain stands while nothing governs the verb; -1 after that."""
    return chain.place if not chain.governors else -1


def actor_span(grammar: Grammar, chain: Chain, voice: Voice, found: "RawFrame", verbs: Sequence[int]) -> Span | None:
    """Where the actor is to be looked for.

    A passive verb's actor stands after `by`. An active verb's stands before its outermost governor: from the start of the clause,
    from a verb that takes a clause ("fears Japan will impose"), or from the last "and" after another verb. Directly after such an "and"
    the verb shares that verb's subject; after "who" or "which", or the comma that ends their clause, the actor is the phrase before;
    right after a verb of saying ("announced plans to impose") it is its speaker.
    """
    agent = grammar.after_preposition(found.end, _BY) if voice is Voice.PASSIVE else None
    if agent or (voice is Voice.PASSIVE and not chain.governors):
        return grammar.head_of(*agent) if agent else None
    if chain.is_demanded or chain.doer:
        return chain.doer
    start, last = grammar.clause_start(chain.place), chain.place
    is_participle = found.forms == frozenset({Form.ING}) and not chain.governors and last > 0 and grammar.lows[last - 1] == ","
    if is_participle and (subject := grammar.main_subject(last)):
        return subject
    if start == last:
        return grammar.antecedent(last) or grammar.speaker(last)
    if grammar.lows[last - 1] == "," and (subject := grammar.antecedent(start)):
        return subject
    for verb in verbs:  # in order of place
        if not start <= verb < last:
            continue
        joint = next((at for at in range(last - 1, verb, -1) if grammar.kinds.get(at) is CueKind.COORDINATOR), None)
        if joint is None or joint + 1 >= last:
            told = grammar.clause_after(verb)
            return (told, last) if told and told < last else (start, verb) if start < verb else None
        start = joint + 1
    return (start, last) if start < last else None


def resolve_act(frame: Frame, chain: Chain, is_hypothetical: bool, has_condition: bool) -> tuple[str, Modality]:
    """The act and modality that the chain leaves of a frame."""
    negations = chain.effects.count(Effect.NEGATES)
    ahead = {Effect.PLANS, Effect.OPENS, Effect.CONDITIONS} & set(chain.effects)
    modality = frame.modality or Modality.ASSERTED
    if Effect.OPENS in ahead or Effect.DOUBTS in chain.effects or (negations and negations % 2 == 0):
        modality = Modality.POSSIBLE
    elif Effect.PLANS in ahead:
        modality = Modality.PLANNED
    if is_hypothetical or (has_condition and ahead):
        modality = Modality.CONDITIONAL
    if Effect.REQUESTS in chain.effects:
        return "request", Modality.ASSERTED if modality is Modality.PLANNED else modality
    if negations % 2:
        return frame.act_negated, modality
    if ahead or negations or is_hypothetical or chain.is_purpose:
        return frame.act_ahead, modality
    return frame.act, modality


def build_hit(grammar: Grammar, found: "RawFrame", conditions: Sequence[CueHit], verbs: Sequence[int]) -> FrameHit:
    """A frame with all that its sentence makes of it.

    Args:
        grammar: The sentence's grammar words.
        found: The frame's words in it.
        conditions: The sentence's if, unless and until.
        verbs: Where its other frames' verbs begin.
    """
    frame = found.row
    chain = climb(grammar, found.start, found.forms)
    voice = voice_of(grammar, found, chain)
    is_hypothetical = any(_reaches(grammar, hit, found.start) for hit in conditions)
    actor = actor_span(grammar, chain, voice, found, verbs) if frame.actor is Role.SUBJECT else None
    if actor and any(place in grammar.negators for place in range(*actor)):
        chain.effects.append(Effect.NEGATES)  # "neither Japan nor Canada imposed"
    act, modality = resolve_act(frame, chain, is_hypothetical, bool(conditions))
    return FrameHit(
        row=frame,
        start=found.start,
        end=found.end,
        voice=voice,
        act=act,
        modality=modality,
        negations=chain.effects.count(Effect.NEGATES),
        governors=tuple(chain.governors),
        is_demanded=chain.is_demanded,
        is_purpose=chain.is_purpose,
        is_hypothetical=is_hypothetical,
        actor=actor,
        target=target_span(grammar, frame, chain, voice, found.form_end),
    )


def target_span(grammar: Grammar, frame: Frame, chain: Chain, voice: Voice, end: int) -> Span | None:
    """Where the target is to be looked for: after one of the row's prepositions, else the object (a passive verb's subject)."""
    after = grammar.after_preposition(end, frame.target_prepositions) if frame.target_prepositions else None
    if after or frame.target is not Role.OBJECT:
        return after
    if voice is Voice.PASSIVE:
        start = grammar.clause_start(chain.place)
        return (start, chain.place) if start < chain.place else None
    stop = grammar.clause_end(end)
    return (end, stop) if end < stop else None


@dataclass(frozen=True, slots=True)
class RawFrame:
    """A frame's words found in a sentence; `form_end` is one past the verb itself, `end` past its particle."""

    row: Frame
    start: int
    form_end: int
    end: int
    forms: frozenset[Form]
    has_object_before: bool = False  # the words that should follow stand before a participle ("the accord was reached")


def _reaches(grammar: Grammar, condition: CueHit, place: int) -> bool:
    """Whether the token stands in the clause that the condition opens."""
    return condition.end <= place and not any(word in _CLAUSE_MARKS for word in grammar.lows[condition.end : place])


_SET_OFF = 10  # words of such a phrase after its participle
_AGENT = 5  # of them after "by"
_BY = frozenset({"by"})
_CLAUSE_MARKS = frozenset({",", ";", "then"})
