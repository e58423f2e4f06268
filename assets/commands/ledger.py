"""Questions to the published database: opening it, asking it, and naming what a person typed.

Belongs here: what every reading command does before it shows rows. Does not belong here: how rows look (see `show`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.commands.names import Name, NameIndex, NameKind, fold
from assets.commands.options import told_command
from assets.commands.show import note
from assets.configuration import build_settings
from pipelines.errors import WarehouseMissing, WrongUse
from pipelines.reference import Reference
from pipelines.settings import Settings

if TYPE_CHECKING:
    import click
    import duckdb


@dataclass(frozen=True, slots=True)
class Ledger:
    """The published database, open for reading."""

    settings: Settings
    connection: "duckdb.DuckDBPyConnection"
    names: NameIndex

    def ask(self, sql: str, values: Mapping[str, Any] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Names of the columns and all rows of a question of ours.

        Raises:
            WarehouseMissing: The database lacks what the question needs: another version built it.
        """
        import duckdb

        try:
            found = self.connection.execute(sql, dict(values or {}))
            return [column[0] for column in found.description or ()], found.fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            told = str(error).splitlines()[0]
            raise WarehouseMissing(
                f"{self.settings.database} was built by another version ({told}). {say_rebuild(self.settings)}"
            ) from error

    def about(self, typed: str) -> Name:
        """The issue, topic or currency that a person typed."""
        return self.names.find(typed, NameKind.ISSUE, NameKind.TOPIC, NameKind.CURRENCY)


def say_rebuild(settings: Settings) -> str:
    """How a database comes about that is not there, or is of another version."""
    return f"Run `{told_command('run', settings)}` to build it."


def open_ledger(data: Path | None) -> Ledger:
    """Open the published database of a data folder.

    Raises:
        WarehouseMissing: There is none, it is empty, or another version built it; says what to do.
    """
    settings = build_settings(data)
    from pipelines.warehouse.reader import open_reader

    if not settings.database.is_file():
        raise WarehouseMissing(f"There is no database at {settings.database}. {say_rebuild(settings)}")
    try:
        connection = open_reader(settings.database)
    except WarehouseMissing as error:
        raise WarehouseMissing(f"{error} {say_rebuild(settings)}") from error
    return Ledger(settings, connection, NameIndex(Reference(settings.reference)))


def newest_day(ledger: Ledger) -> Any:
    """The last day that the corpus can know: what `now` means in questions, since the ledger asks no clock.

    Raises:
        WarehouseMissing: The database holds no article.
    """
    _, rows = ledger.ask("select last_known_on from build")
    if not rows or rows[0][0] is None:
        bring, run = (told_command(words, ledger.settings) for words in ("import PATH", "run"))
        raise WarehouseMissing(f"{ledger.settings.database} is empty: no article has come in. Import some with `{bring}` and run `{run}`.")
    return rows[0][0]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: codes of countries, and issues, topics or currencies."""

    actor: str | None
    counterpart: str | None
    abouts: Sequence[Name]


def read_subject(ledger: Ledger, words: Sequence[str], counterpart: str | None, issue: str | None) -> Subject:
    """What the words of a question and its options name; says on stderr how words were read that are not the first country.

    Args:
        ledger: Knows the names.
        words: A country, after which a second one is the counterpart; issues, topics and currencies.
        counterpart: From the option.
        issue: From the option.

    Raises:
        UnknownName: Nobody knows one of them.
        WrongUse: More than one counterpart.
    """
    found = ledger.names.find_all(words, NameKind.ACTOR, NameKind.ISSUE, NameKind.TOPIC, NameKind.CURRENCY)
    actors = [(typed, name) for typed, name in found if name.kind is NameKind.ACTOR]
    toward = [name.code for _, name in actors[1:]] + ([] if counterpart is None else [ledger.names.find(counterpart, NameKind.ACTOR).code])
    if len(toward) > 1:
        raise WrongUse(f"One country and one counterpart at a time; {' and '.join(toward)} are more.")
    for typed, name in actors[1:]:
        note(f"Reading {typed!r} as the counterpart {name.label}.")
    abouts = [name for _, name in found if name.kind is not NameKind.ACTOR]
    for typed, name in found:
        if name in abouts and (not actors or fold(typed) != fold(name.label)):
            note(f"Reading {typed!r} as the {name.kind} {name.label}.")
    actor = actors[0][1].code if actors else None
    return Subject(actor, toward[0] if toward else None, abouts if issue is None else [*abouts, ledger.about(issue)])


def about_condition(abouts: Sequence[Name], values: dict[str, Any], columns: Mapping[str, str]) -> list[str]:
    """SQL conditions for issues, topics and currencies.

    Args:
        abouts: What a person asked about.
        values: Gets the value of each condition.
        columns: The column that holds each kind of name.
    """
    conditions = []
    for at, about in enumerate(abouts):
        values[f"about{at}"] = about.code
        conditions.append(f"{columns[about.kind]} = $about{at}")
    return conditions


def complete_subject(_context: "click.Context", parameter: "click.Parameter", begun: str) -> list[str]:
    """For the shell: names that begin like what was typed, of the kinds that the argument or option takes."""
    index = NameIndex(Reference(build_settings().reference))
    abouts = (NameKind.ISSUE, NameKind.TOPIC, NameKind.CURRENCY)
    kinds = {"issue": abouts, "counterpart": (NameKind.ACTOR,)}.get(str(parameter.name), (NameKind.ACTOR, *abouts))
    return index.complete(begun, *kinds)
