"""The typed rows of the lexicon tables, and the rules each row must obey on its own.

Belongs here: one frozen record per table, the cells that several tables share. Does not belong here: rules
between rows, finding the rows in a text (`lexicon`, `lexicon_chain`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.claims.lexicon_codes import (
    Complement,
    CueKind,
    Effect,
    Form,
    Manner,
    Mark,
    Need,
    Role,
    Scope,
    Sense,
    SourceAttribution,
    SourceKind,
    Strength,
)
from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.errors import BadReference
from pipelines.records import Modality

Phrase = tuple[str, ...]


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
    sense: Sense


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
    sense: Sense


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase of one issue's vocabulary; grain: id. `issue` and `topic` are None for blocking rows."""

    id: str
    forms: tuple[Phrase, ...]
    guards: Guards
    issue: str | None
    topic: str | None
    strength: Strength
    sense: Sense


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
