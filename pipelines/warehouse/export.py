"""Claims and positions as files that others can use: Parquet and JSON Lines, and a description of every column of them.

Belongs here: what goes out, in which order, and datapackage.json (Data Package, version 2). Does not belong here: CSV, which the command
line writes as it writes all CSV.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipelines.lake import no_room
from pipelines.warehouse.inputs import quoted
from pipelines.warehouse.models import Model

TABLES = {"claims": "claim_id", "positions": "position_id"}  # table and the key it is ordered by
MEDIA = {".parquet": "application/vnd.apache.parquet", ".csv": "text/csv", ".jsonl": "application/jsonl"}
LICENCE_NOTE = """\
# Who may do what with these files

The codings in these files (who, what, toward whom, when, how sure) were made by a program from published articles. They are statements of
fact about texts and may be used freely; say where they come from and on which day they were built.

The columns `quote` and `time_expression` hold short passages of the articles themselves. They belong to whoever published them. They are
here as evidence: quote them as one quotes, and do not republish them as a collection without asking.

A claim says what an article said. It can be wrong in two ways: the article erred, or the program misread it. `confidence` is about the
second only. Open the article before you rely on a row.
"""
_WHOLE = ("BIGINT", "INTEGER", "HUGEINT", "UBIGINT", "UINTEGER", "SMALLINT", "TINYINT")
_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "FLOAT": "number",
    **dict.fromkeys(_WHOLE, "integer"),
}


def copy_table(database: Path, table: str, folder: Path) -> None:
    """Write `<table>.parquet` and `<table>.jsonl` into the folder, ordered by key, so that the same database gives the same rows.

    Raises:
        NoRoom: The disk is full or the folder may not be written.
    """
    with no_room(f"{folder.name} cannot be written"), duckdb.connect(config={"threads": "2"}) as connection:
        connection.execute(f"attach {quoted(str(database))} as published (read_only)")
        rows = f"(from published.{table} order by {TABLES[table]})"
        connection.execute(f"copy {rows} to {quoted(str(folder / f'{table}.parquet'))} (format parquet, compression zstd)")
        connection.execute(f"copy {rows} to {quoted(str(folder / f'{table}.jsonl'))} (format json)")


def read_rows(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Names of the columns and the rows of a table, in the order of its key, a thousand at a time."""
    found = connection.execute(f"from {table} order by {TABLES[table]}")
    return [column[0] for column in found.description or ()], _fetch(found)


def _fetch(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(1000):
        yield from rows


def describe_package(connection: duckdb.DuckDBPyConnection, models: Iterable[Model], folder: Path) -> dict[str, Any]:
    """The content of datapackage.json for the files that lie in the folder: sizes, hashes, and every column with type and meaning."""
    row = connection.execute("select built_on, versions from build").fetchone()
    built_on, versions = row if row else (None, {})
    described = {model.name: model for model in models if model.name in TABLES}
    files = sorted(path for path in folder.iterdir() if path.suffix in MEDIA)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "demarche-ledger",
        "title": "Claims and positions of countries on trade and currency",
        "description": "Dated, sourced codings of published articles; LICENCE.md says what may be done with them.",
        "version": str(built_on),
        "sources": [{"title": f"{name} {value}"} for name, value in sorted(versions.items())],
        "resources": [_describe_file(connection, described[path.stem], path) for path in files],
    }


def _describe_file(connection: duckdb.DuckDBPyConnection, model: Model, path: Path) -> dict[str, Any]:
    types = {row[0]: row[1] for row in connection.execute(f"describe {model.name}").fetchall()}
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    fields = [
        {"name": column.name, "type": _type_of(types[column.name], path.suffix), "description": column.comment} for column in model.columns
    ]
    return {
        "name": f"{model.name}-{path.suffix[1:]}",
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": MEDIA[path.suffix],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "description": model.description,
        "schema": {"fields": fields, "primaryKey": [TABLES[model.name]]},
    }


def _type_of(duckdb_type: str, suffix: str) -> str:
    """The type in the words of Table Schema; in CSV lists and records are text."""
    if duckdb_type.endswith("[]") or duckdb_type.startswith("STRUCT"):
        is_text = suffix == ".csv"
        return "string" if is_text else "array" if duckdb_type.endswith("[]") else "object"
    return _TYPES[duckdb_type.split("(")[0]]


def write_package(package: dict[str, Any], folder: Path) -> None:
    """Write datapackage.json and the licence note."""
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "LICENCE.md").write_text(LICENCE_NOTE, encoding="utf-8")
