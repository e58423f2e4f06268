"""Runs the models into a database file, writes their comments, and runs every check.

Belongs here: what happens between an empty file and a checked database. Does not belong here: locks, swapping, reading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

import duckdb

from pipelines.errors import CheckFailed
from pipelines.warehouse.inputs import quoted
from pipelines.warehouse.lanes import STEPS, Task, open_lanes, run_tasks
from pipelines.warehouse.models import Assertion, Kind, Macro, Model, Severity, load_assertions, load_nodes, waits_for

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHOWN = 5  # failing rows that a message names


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule of one model: how the rows that break it are counted beside those of the other rules, and which they are."""

    name: str
    severity: Severity
    count: str  # an expression over the model's rows
    broken: str  # a query


def build_models(connection: duckdb.DuckDBPyConnection, sql: Path) -> BuildReport:
    """Run every model and macro after those it depends on, and every check, side by side where they can.

    Each is committed by itself: what a failed build leaves is for nobody. Rows of steps lie beside the database.

    Raises:
        CheckFailed: A header and its columns disagree, a statement fails, or a blocking check found rows; the text names them.
    """
    nodes, assertions = load_nodes(sql), load_assertions(sql)
    models = [node for node in nodes if isinstance(node, Model)]
    found = _Found()
    tasks = [Task(node.name, waits_for(node), partial(found.create, node)) for node in nodes]
    tasks += [Task(f"rules of {model.name}", [model.name], partial(found.look_over, model)) for model in models]
    tasks += [Task(f"check {one.name}", one.depends, partial(found.ask, one)) for one in assertions]
    with open_lanes(connection) as lanes:
        run_tasks(tasks, lanes)
    tables = tuple(_report(model, found.types[model.name], found.rows[model.name]) for model in models if model.kind is not Kind.STEP)
    checks = (*chain.from_iterable(found.rules[model.name] for model in models), *(found.asked[one.name] for one in assertions))
    failed = [check for check in checks if not check.is_passed and check.severity is Severity.BLOCKING]
    if failed:
        raise CheckFailed("Nothing was published. " + " ".join(_told(check) for check in failed))
    return BuildReport(tables, checks)


@dataclass(frozen=True, slots=True)
class _Found:
    """What each task of a build has made or seen, by name of model or assertion."""

    types: dict[str, Mapping[str, str]] = field(default_factory=dict)
    rows: dict[str, int | None] = field(default_factory=dict)
    rules: dict[str, Sequence[CheckResult]] = field(default_factory=dict)
    asked: dict[str, CheckResult] = field(default_factory=dict)

    def create(self, node: Model | Macro, connection: duckdb.DuckDBPyConnection) -> None:
        connection.begin()  # with its comments: each would be a commit of its own
        self.types[node.name] = _create(connection, node)
        if isinstance(node, Model):
            _comment(connection, node)
        connection.commit()

    def look_over(self, model: Model, connection: duckdb.DuckDBPyConnection) -> None:
        self.rows[model.name], self.rules[model.name] = _look_over(connection, model)

    def ask(self, one: Assertion, connection: duckdb.DuckDBPyConnection) -> None:
        self.asked[one.name] = _result(connection, one.name, None, one.severity, one.sql)


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
    storage = dict.fromkeys(model.plain, "uncompressed") | dict.fromkeys(model.packed, "zstd")
    if model.kind is Kind.TABLE and storage:  # how to store a column is said with its type, so types are asked for first
        types = _agreed_types(connection, model, f"({model.sql})")
        asked = {name: f"using compression {method}" for name, method in storage.items()}
        columns = ", ".join(f"{name} {kind} {asked.get(name, '')}" for name, kind in types.items())
        connection.execute(f"create table {model.name} ({columns})")
        connection.execute(f"insert into {model.name} {model.sql}")
        return types
    table = f"table {STEPS}.{model.name}" if model.kind is Kind.STEP else f"{model.kind.value} {model.name}"
    connection.execute(f"create {table} as {model.sql}")
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


def _comment(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Say in the database what the header says; a step is gone before anybody asks."""
    if model.kind is Kind.STEP:
        return
    comments = [f"comment on {model.kind.value} {model.name} is {quoted(model.description)}"]
    comments += [f"comment on column {model.name}.{column.name} is {quoted(column.comment)}" for column in model.columns]
    connection.execute("; ".join(comments))


def _report(model: Model, types: Mapping[str, str], row_count: int | None) -> TableReport:
    return TableReport(model.name, model.kind, row_count, tuple((c.name, types[c.name], c.comment) for c in model.columns))


def _look_over(connection: duckdb.DuckDBPyConnection, model: Model) -> tuple[int | None, list[CheckResult]]:
    """Rows of a model (None for a view) and what its own rules find: all in one query, and one more for each rule that is broken."""
    rules = list(_rules(model))
    row_count, *failing = _counts(connection, model, rules)
    results = [
        _result(connection, f"{model.name}.{rule.name}", model.name, rule.severity, rule.broken)
        if count
        else CheckResult(f"{model.name}.{rule.name}", model.name, rule.severity, 0, ())
        for rule, count in zip(rules, failing, strict=True)
    ]
    return None if model.kind is Kind.VIEW else row_count, results


def _rules(model: Model) -> Iterable[_Rule]:
    """Its grain, if it is a table, and the predicates of its header."""
    grain = ", ".join(model.grain)
    if model.kind is Kind.TABLE and grain:
        repeated = f"select {grain} from {model.name} group by {grain} having count(*) > 1"  # noqa: S608
        yield _Rule("grain", Severity.BLOCKING, f"(select count(*) from ({repeated}))", repeated)  # noqa: S608
    shown = grain or ", ".join(column.name for column in model.columns)
    for check in model.checks:
        broken = f"({check.predicate}) is not true"
        query = f"select {shown} from {model.name} where {broken}"  # noqa: S608
        yield _Rule(check.name, check.severity, f"count(*) filter (where {broken})", query)


def _counts(connection: duckdb.DuckDBPyConnection, model: Model, rules: Sequence[_Rule]) -> Sequence[int]:
    """Rows of a model, and of them those that break each rule; a view without rules is not read."""
    if model.kind is not Kind.TABLE and not rules:
        return [0]
    counts = ", ".join(["count(*)", *(rule.count for rule in rules)])
    try:
        return _numbers(connection, f"select {counts} from {model.name}")  # noqa: S608
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        check = next((f"Check {model.name}.{rule.name}" for rule in rules if not _is_bound(connection, rule)), f"A check of {model.name}")
        raise CheckFailed(f"{check} does not run: {str(error).splitlines()[0]}") from error


def _is_bound(connection: duckdb.DuckDBPyConnection, rule: _Rule) -> bool:
    """Its query parses, and the columns are there; asked without running it, since a failed statement has ended the transaction."""
    try:
        connection.sql(rule.broken)
    except duckdb.ProgrammingError:
        return False
    return True


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
