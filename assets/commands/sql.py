"""`demarche sql`: any question to the published database, read-only, with no way to files or network."""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assets.commands.ledger import Ledger, open_ledger
from assets.commands.options import data_option, examples
from assets.commands.show import Look, Shown, format_option, note, show
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    import duckdb

TABLE_ROWS = 1000  # rows that a terminal table shows; the other formats have all
_COMMENT = re.compile(r"--[^\s=]*\s")  # how a query begins that begins with a comment
_NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL")

EXAMPLES = examples(
    "demarche sql \"from positions_on('2025-05-03') where actor = 'JPN'\"",
    "demarche sql --format csv < question.sql",
    'demarche sql "show tables"',
)


class QueryCommand(click.Command):
    """A command whose argument may begin as an SQL comment does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, taking words that begin with `--` and hold white space for the query: no option's name does."""
        queries = [word for word in args if _COMMENT.match(word)]
        return super().parse_args(ctx, [*(word for word in args if word not in queries), *(["--", *queries] if queries else [])])


@click.command(cls=QueryCommand, epilog=EXAMPLES)
@click.argument("query", required=False)
@format_option
@data_option
def command(query: str | None, format_: str, data: Path | None) -> None:
    """Ask the database in SQL, with its macros; from stdin where QUERY is missing or `-`."""
    text = _read_query(query)
    ledger = open_ledger(data)
    columns, rows = _ask(ledger, text, TABLE_ROWS + 1 if format_ == "table" else None)
    show(columns, rows[:TABLE_ROWS] if format_ == "table" else rows, format_)
    if format_ == "table" and len(rows) > TABLE_ROWS:
        note(f"The first {TABLE_ROWS} rows; --format csv or json gives all.")
    elif not rows:
        note("No rows.")


def _read_query(query: str | None) -> str:
    """The question from the argument or from stdin.

    Raises:
        WrongUse: There is none.
    """
    if query in (None, "-"):
        if query is None and sys.stdin.isatty():
            raise WrongUse("Give a query, or send one to stdin. `show tables` lists what there is.")
        query = sys.stdin.read()
    if not query or not query.strip():
        raise WrongUse("The query is empty.")
    return query


def _ask(ledger: Ledger, text: str, limit: int | None) -> tuple[list[Shown], list[tuple[Any, ...]]]:
    """Columns and rows of the answer, at most `limit` of them.

    Raises:
        WrongUse: DuckDB refuses it, at once or on the way to a later row; the text is DuckDB's, which points at the place. Or it holds
            several questions, of which only the last one's answer would be seen.
    """
    import duckdb

    try:
        statements = ledger.connection.extract_statements(text)
        if not statements:
            raise WrongUse("The query is empty.")
        if any(one.expected_result_type == [duckdb.ExpectedResultType.QUERY_RESULT] for one in statements[:-1]):
            raise WrongUse(f"One question at a time: this holds {len(statements)}, and only the last one's answer would be seen.")
        found = ledger.connection.execute(text)
        columns = [_column(name, kind) for name, kind in _described(found)]
        return columns, found.fetchall() if limit is None else found.fetchmany(limit)
    except duckdb.Error as error:
        raise WrongUse(f"The query does not run.\n{error}") from error


def _described(found: "duckdb.DuckDBPyConnection") -> list[tuple[str, str]]:
    """Names and types of the columns; a name that comes again gets a number, so that no format loses a column."""
    described: list[tuple[str, str]] = []
    taken: Counter[str] = Counter()
    for name, kind, *_ in found.description or ():
        taken[name] += 1
        described.append((name if taken[name] == 1 else f"{name}_{taken[name]}", str(kind)))
    return described


def _column(name: str, kind: str) -> Shown:
    look: Any = Look.NUMBER if any(number in kind.upper() for number in _NUMBERS) and "[" not in kind else Look.TEXT
    return Shown(name, Look.SHORT if kind == "DATE" else look)
