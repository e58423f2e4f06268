"""Runs the models into a database file, writes their comments, and runs every check.

Belongs here: what happens between an empty file and a checked database. Does not belong here: locks, swapping, reading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.errors import CheckFailed
from pipelines.warehouse.inputs import quoted
from pipelines.warehouse.models import Assertion, Check, Column, Kind, Macro, Model, Severity, load_assertions, load_nodes

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHOWN = 5  # failing rows that a message names
_PACKED = "using compression zstd"  # of values that hardly repeat: DuckDB's own choice takes longer to write, and to read


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table or view as it was built."""

    name: str
    kind: Kind
    row_count: int | None  # None for a view, which holds no rows
    columns: tuple[tuple[str, str, str], ...]  # name, DuckDB type, comment


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found."""

    name: str  # table.check, or the assertion's name
    table: str | None
    severity: Severity
    failing_count: int
    examples: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        """No row failed."""
        return self.failing_count == 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made and what its checks found."""

    tables: tuple[TableReport, ...]
    checks: tuple[CheckResult, ...]

    def counts(self) -> dict[str, int]:
        """Rows of each table, by name."""
        return {table.name: table.row_count for table in self.tables if table.row_count is not None}


def build_models(connection: duckdb.DuckDBPyConnection, sql: Path) -> BuildReport:
    """Run every model and macro in order, then every check.

    Raises:
        CheckFailed: A header and its columns disagree, a statement fails, or a blocking check found rows; the text names them.
    """
    nodes = load_nodes(sql)
    models = [node for node in nodes if isinstance(node, Model)]
    connection.begin()  # one transaction: otherwise every comment is a write to disk of its own
    types = {node.name: _create(connection, node) for node in nodes}
    tables = tuple(_describe(connection, model, types[model.name]) for model in models if model.kind is not Kind.STEP)
    checks = tuple(_check_all(connection, models, load_assertions(sql)))
    failed = [check for check in checks if not check.is_passed and check.severity is Severity.BLOCKING]
    if failed:
        raise CheckFailed("Nothing was published. " + " ".join(_told(check) for check in failed))
    connection.commit()
    return BuildReport(tables, checks)


def _create(connection: duckdb.DuckDBPyConnection, node: Model | Macro) -> dict[str, str]:
    """Run a model or define a macro; returns names and types of the model's columns."""
    if not _NAME.fullmatch(node.name):
        raise CheckFailed(f"{node.name}.sql: the file's name is the table's, in lower case with underscores.")
    try:
        if isinstance(node, Model):
            return _create_model(connection, node)
        connection.execute(f"create macro {node.name}({node.signature}) as table {node.sql}")
        connection.execute(f"comment on macro table {node.name} is {quoted(node.description)}")
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise CheckFailed(f"{node.name}.sql does not run: {str(error).splitlines()[0]}") from error
    return {}


def _create_model(connection: duckdb.DuckDBPyConnection, model: Model) -> dict[str, str]:
    if model.kind is Kind.TABLE and model.packed:  # how to store a column is said with its type, so types are asked for first
        types = _agreed_types(connection, model, f"({model.sql})")
        columns = ", ".join(f"{name} {kind} {_PACKED if name in model.packed else ''}" for name, kind in types.items())
        connection.execute(f"create table {model.name} ({columns})")
        connection.execute(f"insert into {model.name} {model.sql}")
        return types
    kind = "temp table" if model.kind is Kind.STEP else model.kind.value
    connection.execute(f"create {kind} {model.name} as {model.sql}")
    return _agreed_types(connection, model, model.name)


def _agreed_types(connection: duckdb.DuckDBPyConnection, model: Model, rows: str) -> dict[str, str]:
    """Names and types of a model's columns, which are those of its header; `rows` is the model's table or its SQL."""
    found = connection.sql(f"from {rows}")  # bound, not run
    types = {name: str(kind) for name, kind in zip(found.columns, found.types, strict=True)}
    declared = [column.name for column in model.columns]
    if list(types) != declared:
        odd = sorted(set(types) ^ set(declared)) or ["their order"]
        raise CheckFailed(f"{model.name}.sql: header and columns disagree on {', '.join(odd)}.")
    return types


def _describe(connection: duckdb.DuckDBPyConnection, model: Model, types: Mapping[str, str]) -> TableReport:
    comments = [f"comment on {model.kind.value} {model.name} is {quoted(model.description)}"]
    comments += [f"comment on column {model.name}.{column.name} is {quoted(column.comment)}" for column in model.columns]
    connection.execute("; ".join(comments))
    columns = tuple((column.name, types[column.name], column.comment) for column in model.columns)
    return TableReport(model.name, model.kind, _count(connection, model), columns)


def _count(connection: duckdb.DuckDBPyConnection, model: Model) -> int | None:
    if model.kind is Kind.VIEW:
        return None
    return _numbers(connection, f"select count(*) from {model.name}")[0]  # noqa: S608


def _check_all(connection: duckdb.DuckDBPyConnection, models: Sequence[Model], assertions: Sequence[Assertion]) -> Iterable[CheckResult]:
    for model in models:
        if model.kind is Kind.TABLE and model.grain:
            yield _check_grain(connection, model)
        yield from _check_predicates(connection, model)
    for assertion in assertions:
        yield _result(connection, assertion.name, None, assertion.severity, assertion.sql)


def _check_grain(connection: duckdb.DuckDBPyConnection, model: Model) -> CheckResult:
    grain = ", ".join(model.grain)
    query = f"select {grain} from {model.name} group by {grain} having count(*) > 1"  # noqa: S608
    return _result(connection, f"{model.name}.grain", model.name, Severity.BLOCKING, query)


def _check_predicates(connection: duckdb.DuckDBPyConnection, model: Model) -> Iterable[CheckResult]:
    """All predicates of a model in one scan; a second one for the rows of those that fail."""
    for check, count in zip(model.checks, _count_failing(connection, model), strict=True):
        if count:
            yield _check_predicate(connection, model, check)
        else:
            yield CheckResult(f"{model.name}.{check.name}", model.name, check.severity, 0, ())


def _count_failing(connection: duckdb.DuckDBPyConnection, model: Model) -> Sequence[int]:
    if not model.checks:
        return ()
    counts = ", ".join(f"count(*) filter (where ({check.predicate}) is not true)" for check in model.checks)
    try:
        return _numbers(connection, f"select {counts} from {model.name}")  # noqa: S608
    except duckdb.ProgrammingError:
        return [1 for _ in model.checks]  # one of them does not even parse; run by itself, it names itself
    except duckdb.DataError as error:
        raise CheckFailed(f"A check of {model.name} does not run: {str(error).splitlines()[0]}") from error


def _check_predicate(connection: duckdb.DuckDBPyConnection, model: Model, check: Check) -> CheckResult:
    shown = ", ".join(model.grain) or ", ".join(_names(model.columns))
    query = f"select {shown} from {model.name} where ({check.predicate}) is not true"  # noqa: S608
    return _result(connection, f"{model.name}.{check.name}", model.name, check.severity, query)


def _names(columns: Iterable[Column]) -> list[str]:
    return [column.name for column in columns]


def _result(connection: duckdb.DuckDBPyConnection, name: str, table: str | None, severity: Severity, query: str) -> CheckResult:
    try:
        found = connection.execute(f"select * from ({query}) limit {_SHOWN}")  # noqa: S608
        names = [column[0] for column in found.description or []]
        examples = tuple(", ".join(f"{key}={value}" for key, value in zip(names, row, strict=True)) for row in found.fetchall())
        count = _numbers(connection, f"select count(*) from ({query})")[0] if examples else 0  # noqa: S608
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise CheckFailed(f"Check {name} does not run: {str(error).splitlines()[0]}") from error
    return CheckResult(name, table, severity, count, examples)


def _numbers(connection: duckdb.DuckDBPyConnection, query: str) -> Sequence[int]:
    """The one row of a query that counts."""
    row = connection.execute(query).fetchone()
    return [int(number) for number in row or ()]


def _told(check: CheckResult) -> str:
    return f"Check {check.name} found {check.failing_count} rows: {'; '.join(check.examples)}."
