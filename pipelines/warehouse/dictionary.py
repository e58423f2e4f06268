"""The data dictionary and the analysts' session as Markdown, from the headers of the SQL files and a published database.

Belongs here: turning headers and rows into pages. Does not belong here: any wording about a table; that stands in its header.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipelines.warehouse.models import Column, Kind, Macro, Model, load_macros, load_models

_CELL = 60  # characters of an example value that are shown
_EXAMPLES = 2


def write_dictionary(connection: duckdb.DuckDBPyConnection, sql: Path) -> str:
    """Every table, view and macro: what it is, its grain, where it comes from, its columns, units and example rows."""
    models = [model for model in load_models(sql) if model.kind is not Kind.STEP]
    macros = [macro for macro in load_macros(sql) if macro.is_public]
    made = {model.name for model in models}
    index = [f"- [{model.name}](#{model.name}): {_sentence(model.description)}" for model in models]
    calls = [f"- [{macro.name}](#{macro.name}): {_sentence(macro.description)}" for macro in macros]
    head = "# Data dictionary\n\nGenerated from the headers under `sql/`; example rows are from the made-up record of the tests."
    parts = [head, "## Tables", "\n".join(index), "## Macros", "\n".join(calls)]
    parts += [_model_section(connection, model, made) for model in models]
    parts += [_macro_section(connection, macro) for macro in macros]
    return "\n\n".join(parts) + "\n"


def write_session(connection: duckdb.DuckDBPyConnection, steps: Sequence[tuple[str, str]]) -> str:
    """Questions in words with their query and its real output, one after another."""
    return "\n".join(f"{words}\n\n```sql\n{query}\n```\n\n{_rows(connection, query)}\n" for words, query in steps)


def _model_section(connection: duckdb.DuckDBPyConnection, model: Model, made: set[str]) -> str:
    grain = f"One row for each {', '.join(model.grain)}." if model.grain else "One row."
    behind = [name for name in model.depends if name in made]
    origin = (
        f" Made from {', '.join(f'[{name}](#{name})' for name in behind)}." if behind else " Made from the lake and the reference tables."
    )
    types = dict(connection.execute(f"select column_name, data_type from duckdb_columns() where table_name = '{model.name}'").fetchall())  # noqa: S608
    checks = "".join(f"\n- {check.name} ({check.severity}): `{check.predicate}`" for check in model.checks)
    checked = f"\n\nEvery row satisfies:\n{checks}" if checks else ""
    examples = _rows(connection, f"from {model.name} order by all limit {_EXAMPLES}")
    return f"### {model.name}\n\n{model.description}\n\n{grain}{origin}\n\n{_columns(model.columns, types)}{checked}\n\n{examples}"


def _macro_section(connection: duckdb.DuckDBPyConnection, macro: Macro) -> str:
    call = f"```sql\nfrom {macro.name}({macro.signature})\n```"
    described = connection.execute(f"describe {macro.example}").fetchall()
    types = {row[0]: row[1] for row in described}
    examples = f"For example:\n\n```sql\n{macro.example}\n```\n\n{_rows(connection, f'from ({macro.example}) order by all')}"
    return f"### {macro.name}\n\n{macro.description}\n\n{call}\n\n{_columns(macro.columns, types)}\n\n{examples}"


def _columns(columns: Sequence[Column], types: dict[str, str]) -> str:
    lines = [f"| {column.name} | {_type(types[column.name])} | {_escape(column.description)} | {column.unit or ''} |" for column in columns]
    return "\n".join(["| column | type | what | unit |", "|---|---|---|---|", *lines])


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """The rows of a query as a Markdown table."""
    found = connection.execute(query)
    names = [column[0] for column in found.description or []]
    rows = found.fetchmany(12)
    if not rows:
        return "(no rows)"
    return "\n".join([_line(names), _line("---" for _ in names), *(_line(_cell(value) for value in row) for row in rows)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return _escape(text if len(text) <= _CELL else f"{text[: _CELL - 1]}…")


def _type(name: str) -> str:
    return _escape(name.lower() if len(name) <= _CELL else f"{name.lower()[: _CELL - 1]}…")


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    """The first sentence of a description."""
    return text.split(". ")[0].rstrip(".") + "."
