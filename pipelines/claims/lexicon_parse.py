"""Lines of the lexicon tables made into typed rows, and refused where they are wrong.

Belongs here: one reader per table, and the rules between the rows of a table (unique ids, no two rows that say different things of
the same words). Does not belong here: what the rows mean in a text (`lexicon`, `lexicon_chain`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from pipelines.claims import lexicon_codes as coded
from pipelines.claims import lexicon_rows as rows
from pipelines.claims.lexicon_rows import Phrase, guards, phrases, split_cell, verb_forms
from pipelines.errors import BadReference
from pipelines.records import Modality
from pipelines.reference import Reference, Row

TABLES = ("frames", "act_nouns", "topics", "cues", "speech_sources", "speech_verbs")


class HasId(Protocol):
    """Any row of a lexicon table."""

    @property
    def id(self) -> str:
        """Unique in its table."""
        ...


R = TypeVar("R", bound=HasId)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Codes:
    """What the act and issue columns may hold."""

    acts: frozenset[str]
    topics: Mapping[str, str]  # issue → topic

    @classmethod
    def load(cls, reference: Reference) -> "Codes":
        """The codes of `acts.csv` and `issues.csv`."""
        return cls(
            frozenset(row["act"] for row in reference.rows("acts")), {row["issue"]: row["topic"] for row in reference.rows("issues")}
        )

    def act(self, code: str) -> str:
        """The code itself; KeyError where nobody knows it."""
        if code not in self.acts:
            raise KeyError(code)
        return code

    def issue(self, code: str) -> str | None:
        """The code itself, None for an empty cell; KeyError where nobody knows it."""
        if code and code not in self.topics:
            raise KeyError(code)
        return code or None


def read_table(reference: Reference, table: str, parse: Callable[[Row], R]) -> tuple[R, ...]:
    """Every row of a table as its record.

    Raises:
        BadReference: A code is unknown, a cell is malformed, or an id stands twice.
    """
    found: dict[str, R] = {}
    for line, row in enumerate(reference.rows(table), start=2):
        try:
            record = parse(row)
        except (KeyError, ValueError) as error:
            raise BadReference(f"{table}.csv, line {line} ({row.get('id', '?')}): {error} is not legal here.") from error
        if record.id in found:
            raise BadReference(f"{table}.csv, line {line}: the id {record.id!r} stands twice.")
        found[record.id] = record
    return tuple(found.values())


def frame_reader(codes: Codes) -> Callable[[Row], rows.Frame]:
    """A reader of lines of `frames.csv`."""

    def read(row: Row) -> rows.Frame:
        return rows.Frame(
            id=row["id"],
            lemma=row["lemma"],
            part=row["part"],
            forms=verb_forms(row),
            after=phrases(row["after"]),
            gap=int(row["gap"] or 0),
            guards=guards(row),
            act=codes.act(row["act"]),
            act_ahead=codes.act(row["act_ahead"]),
            act_negated=codes.act(row["act_negated"]),
            effect=coded.Effect(row["effect"] or "none"),
            complements=_several(coded.Complement, row["complements"]),
            actor=coded.Role(row["actor"]),
            target=_target_role(row),
            target_prepositions=_target_prepositions(row),
            needs=coded.Need(row["needs"] or "nothing"),
            issue=codes.issue(row["issue"]),
            modality=_modality(row),
            sense=coded.Sense(row["sense"] or "plain"),
        )

    return read


def noun_reader(codes: Codes) -> Callable[[Row], rows.ActNoun]:
    """A reader of lines of `act_nouns.csv`."""

    def read(row: Row) -> rows.ActNoun:
        return rows.ActNoun(
            id=row["id"],
            lemma=row["lemma"],
            forms=_phrases(row),
            guards=guards(row),
            act=codes.act(row["act"]),
            act_negated=codes.act(row["act_negated"]),
            effect=coded.Effect(row["effect"] or "none"),
            complements=_several(coded.Complement, row["complements"]),
            marks=_several(coded.Mark, row["marks"]),
            light_verbs=frozenset(split_cell(row["light_verbs"])),
            target_prepositions=frozenset(split_cell(row["target"])),
            needs=coded.Need(row["needs"] or "nothing"),
            issue=codes.issue(row["issue"]),
            modality=_modality(row),
            sense=coded.Sense(row["sense"] or "plain"),
        )

    return read


def topic_reader(codes: Codes) -> Callable[[Row], rows.Topic]:
    """A reader of lines of `topics.csv`; only blocking rows are about no issue."""

    def read(row: Row) -> rows.Topic:
        issue, strength = codes.issue(row["issue"]), coded.Strength(row["strength"])
        if (issue is None) != (strength is coded.Strength.BLOCKING):
            raise ValueError("an issue on a blocking row, or none on another")
        sense = coded.Sense(row["sense"] or "plain")
        return rows.Topic(row["id"], _phrases(row), guards(row), issue, codes.topics[issue] if issue else None, strength, sense)

    return read


def read_cue(row: Row) -> rows.Cue:
    """A line of `cues.csv`."""
    return rows.Cue(
        row["id"],
        coded.CueKind(row["kind"]),
        _phrases(row),
        guards(row),
        coded.Effect(row["effect"] or "none"),
        coded.Scope(row["scope"]),
    )


def read_source(row: Row) -> rows.SpeechSource:
    """A line of `speech_sources.csv`."""
    return rows.SpeechSource(
        row["id"], coded.SourceKind(row["kind"]), _phrases(row), guards(row), coded.SourceAttribution(row["attribution"])
    )


def speech_verb_reader(codes: Codes) -> Callable[[Row], rows.SpeechVerb]:
    """A reader of lines of `speech_verbs.csv`."""

    def read(row: Row) -> rows.SpeechVerb:
        act = codes.act(row["act"]) if row["act"] else None
        return rows.SpeechVerb(row["id"], row["lemma"], coded.Manner(row["manner"]), _phrases(row), guards(row), act)

    return read


def refuse_clashes(table: str, claims: Iterable[tuple[Phrase, object, str]]) -> None:
    """Stop where two rows of a table hold the same words under the same conditions.

    Args:
        table: Name of the table, for the message.
        claims: (words, conditions, id) of every form of every row.

    Raises:
        BadReference: Two rows clash.
    """
    owners: dict[tuple[Phrase, object], str] = {}
    for words, conditions, owner in claims:
        other = owners.setdefault((words, conditions), owner)
        if other != owner:
            raise BadReference(f"{table}.csv: the rows {other!r} and {owner!r} both hold {' '.join(words)!r}.")


def _phrases(row: Row) -> tuple[Phrase, ...]:
    found = phrases(row["forms"])
    if not found:
        raise ValueError("a row without a form")
    return found


def _several(kind: type[E], cell: str) -> frozenset[E]:
    return frozenset(kind(entry) for entry in split_cell(cell))


def _modality(row: Row) -> Modality | None:
    return Modality(row["modality"]) if row["modality"] else None


def _target_role(row: Row) -> coded.Role:
    """`object` may stand alone or beside prepositions ("object;for")."""
    return coded.Role.OBJECT if coded.Role.OBJECT.value in split_cell(row["target"]) else coded.Role.NONE


def _target_prepositions(row: Row) -> frozenset[str]:
    return frozenset(split_cell(row["target"])) - {coded.Role.OBJECT.value, coded.Role.NONE.value}
