"""The typed rows of the lexicon tables, and the rules each row must obey on its own.

Belongs here: one frozen record per table, how a line of CSV becomes one, which codes are legal. Does not belong here: rules
between rows, finding the rows in a text (`lexicon`, `lexicon_chain`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.errors import BadReference
from pipelines.records import Attribution, Modality

Phrase = tuple[str, ...]


class Form(StrEnum):
    """Which inflection a verb form is; a form such as `cut` may be several."""

    BASE = "base"
    THIRD = "third"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"


class Effect(StrEnum):
    """What a word does to the act that it governs ("refused to impose": refuse negates impose)."""

    NONE = "none"
    KEEPS = "keeps"  # began to, agreed to: the act stands as it is
    PLANS = "plans"  # will, vowed to: the act lies ahead
    OPENS = "opens"  # may, is considering: the act is possible
    NEGATES = "negates"  # not, refused to, stopped short of
    REQUESTS = "requests"  # urged to, must: the speaker asks for the act
    CONDITIONS = "conditions"  # if, unless: the act hangs on something
    DOUBTS = "doubts"  # reportedly, analysts expect: not from the actor's own side
    PAST = "past"  # previously: background


class Complement(StrEnum):
    """How the governed act stands beside a governing word."""

    TO = "to"  # refused to cut
    ING = "ing"  # considers cutting
    PREP_ING = "prep_ing"  # thought of cutting
    OBJ_TO = "obj_to"  # urged Japan to cut
    OBJ_PREP_ING = "obj_prep_ing"  # barred Japan from cutting


class Role(StrEnum):
    """Where the actor or target of a frame stands."""

    SUBJECT = "subject"  # of an active verb; the by-phrase where the verb is passive
    OBJECT = "object"
    NONE = "none"


class Mark(StrEnum):
    """What ties an act noun to its actor."""

    POSSESSIVE = "possessive"  # Japan's refusal
    ADJECTIVE = "adjective"  # the Japanese refusal
    BY = "by"  # a refusal by Japan
    FROM = "from"  # a protest from Japan
    OF = "of"  # the refusal of Japan
    BETWEEN = "between"  # talks between Japan and Canada
    LIGHT = "light"  # Japan made an offer


class Strength(StrEnum):
    """How far a topic phrase alone shows that a text is on the issue."""

    STRONG = "strong"
    WEAK = "weak"
    BLOCKING = "blocking"  # looks like a topic and is none; swallows the phrases inside it


class CueKind(StrEnum):
    """What a cue does in a sentence."""

    AUXILIARY = "auxiliary"
    NEGATION = "negation"
    CONTROL = "control"
    ADVERB = "adverb"
    CONDITION = "condition"
    RUMOUR = "rumour"
    QUESTION = "question"
    STOP = "stop"
    BACKGROUND = "background"
    CONCESSION = "concession"
    BE = "be"
    HAVE = "have"
    DETERMINER = "determiner"
    BOUNDARY = "boundary"
    COORDINATOR = "coordinator"
    PREPOSITION = "preposition"


class Scope(StrEnum):
    """Which words a cue bears on."""

    CHAIN = "chain"  # the verb group it stands in
    LEFT = "left"
    RIGHT = "right"
    CLAUSE = "clause"
    SENTENCE = "sentence"


class SourceKind(StrEnum):
    """Who is made to speak."""

    OFFICIAL = "official"
    INSTITUTION = "institution"
    ANALYST = "analyst"
    MARKET = "market"
    COMPANY = "company"
    INDUSTRY = "industry"
    MEDIA = "media"
    ACADEMIC = "academic"
    UNNAMED = "unnamed"
    LAWMAKER = "lawmaker"
    OPPOSITION = "opposition"
    FORMER = "former"
    SUBNATIONAL = "subnational"
    INTERNATIONAL = "international"
    PERSONAL = "personal"
    PUBLIC = "public"


class SourceAttribution(StrEnum):
    """Whether what a source says counts as its country's own; `none` where the country decides nothing about it."""

    OWN = Attribution.OWN.value
    THIRD_PARTY = Attribution.THIRD_PARTY.value
    NONE = "none"


class Manner(StrEnum):
    """How a verb of saying reports."""

    NEUTRAL = "neutral"
    CLAIM = "claim"
    ASK = "ask"
    ADMIT = "admit"
    DENY = "deny"
    WARN = "warn"
    PRAISE = "praise"
    BLAME = "blame"
    PREDICT = "predict"
    THINK = "think"
    PROMISE = "promise"
    HINT = "hint"
    REPORT = "report"


class Need(StrEnum):
    """Which topic must stand near a frame for it to fire."""

    NOTHING = "nothing"
    ANY = "any"
    TRADE = "trade"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Guards:
    """Words that must or must not stand directly beside a phrase; each entry is one lower-case token."""

    before: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb, adjective or set phrase that names an act; grain: id."""

    id: str
    lemma: str
    part: str  # verb, adjective, phrase
    forms: tuple[tuple[Phrase, frozenset[Form]], ...]
    after: tuple[Phrase, ...]  # one of these must follow; empty where nothing must
    gap: int  # tokens that may stand between the form and `after`
    guards: Guards
    act: str  # done or held
    act_ahead: str  # planned, possible or conditional
    act_negated: str
    effect: Effect  # on the act that it governs
    complements: frozenset[Complement]
    actor: Role
    target: Role
    target_prepositions: frozenset[str]
    needs: Need
    issue: str | None
    modality: Modality | None


@dataclass(frozen=True, slots=True)
class ActNoun:
    """A noun that names an act where its actor is marked; grain: id."""

    id: str
    lemma: str
    forms: tuple[Phrase, ...]
    guards: Guards
    act: str
    act_negated: str
    effect: Effect
    complements: frozenset[Complement]
    marks: frozenset[Mark]
    light_verbs: frozenset[str]
    target_prepositions: frozenset[str]
    needs: Need
    issue: str | None
    modality: Modality | None


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase of one issue's vocabulary; grain: id. `issue` and `topic` are None for blocking rows."""

    id: str
    forms: tuple[Phrase, ...]
    guards: Guards
    issue: str | None
    topic: str | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that bends the reading of others; grain: id."""

    id: str
    kind: CueKind
    forms: tuple[Phrase, ...]
    guards: Guards
    effect: Effect
    scope: Scope


@dataclass(frozen=True, slots=True)
class SpeechSource:
    """A kind of speaker; grain: id."""

    id: str
    kind: SourceKind
    forms: tuple[Phrase, ...]
    guards: Guards
    attribution: SourceAttribution


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of saying; grain: id."""

    id: str
    lemma: str
    manner: Manner
    forms: tuple[Phrase, ...]
    guards: Guards
    act: str | None  # act that the report itself may amount to


def split_cell(cell: str) -> tuple[str, ...]:
    """The entries of a semicolon-separated cell, in order, without empty ones."""
    return tuple(entry.strip() for entry in cell.split(";") if entry.strip())


def phrases(cell: str) -> tuple[Phrase, ...]:
    """The entries of a cell as lower-case token sequences."""
    return tuple(Tokens.of(plain_typography(entry)).lows for entry in split_cell(cell))


def guards(row: Mapping[str, str]) -> Guards:
    """The row's neighbour rules; tables without such a column have none."""
    cells = (frozenset(split_cell(row.get(name, ""))) for name in ("before", "not_before", "not_after"))
    return Guards(*cells)


def verb_forms(row: Mapping[str, str]) -> tuple[tuple[Phrase, frozenset[Form]], ...]:
    """Every surface form with the inflections it may be.

    Verbs list base, third person, -ing, past, participle in that order, once per spelling; other parts of speech list phrases.

    Raises:
        BadReference: A verb's forms are not a multiple of five.
    """
    found: dict[Phrase, set[Form]] = {}
    entries = phrases(row["forms"])
    if row["part"] != "verb":
        return tuple((phrase, frozenset[Form]()) for phrase in entries)
    if not entries or len(entries) % len(Form):
        raise BadReference(f"frames.csv, {row['id']}: a verb needs base, third person, -ing, past and participle for each spelling.")
    for position, phrase in enumerate(entries):
        found.setdefault(phrase, set()).add(tuple(Form)[position % len(Form)])
    return tuple((phrase, frozenset(kinds)) for phrase, kinds in found.items())
