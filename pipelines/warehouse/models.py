"""SQL files and their headers: models, macros, checks and questions, and the order in which they run.

Belongs here: reading `sql/` and saying what each file declares. Does not belong here: anything that opens DuckDB, so that an
orchestrator can list the tables without it.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pipelines.errors import CheckFailed


class Kind(StrEnum):
    """What a model becomes in the database."""

    TABLE = "table"
    VIEW = "view"
    STEP = "step"  # a table that later models need and analysts do not; gone before publication


class Severity(StrEnum):
    """Whether a failing check stops publication."""

    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Column:
    """One `-- column:` line."""

    name: str
    description: str
    unit: str | None = None

    @property
    def comment(self) -> str:
        """What a database client shows for the column."""
        return f"{self.description} [{self.unit}]" if self.unit else self.description


@dataclass(frozen=True, slots=True)
class Check:
    """One `-- check:` line: a predicate that every row of the model must satisfy; null does not satisfy it."""

    name: str
    severity: Severity
    predicate: str


@dataclass(frozen=True, slots=True)
class Model:
    """One file of sql/models: a table, a view, or a step towards one."""

    name: str
    description: str
    kind: Kind
    grain: tuple[str, ...]  # columns that together are unique; empty for a table of one row
    depends: tuple[str, ...]
    after: tuple[str, ...]  # models that are made before it, though it reads nothing of them
    columns: tuple[Column, ...]
    checks: tuple[Check, ...]
    plain: tuple[str, ...]  # columns of ids, which never repeat: stored as they are
    packed: tuple[str, ...]  # text columns whose values hardly repeat: paths, prose
    sql: str


@dataclass(frozen=True, slots=True)
class Macro:
    """One file of sql/macros: a table macro, called as `from name(...)`."""

    name: str
    description: str
    signature: str  # as written between the parentheses of its definition
    depends: tuple[str, ...]
    columns: tuple[Column, ...]
    example: str
    is_public: bool
    sql: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """One file of sql/checks: a query over several tables that must return no row."""

    name: str
    description: str
    severity: Severity
    depends: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Question:
    """One file of sql/queries: a question in the header, the answer below."""

    name: str
    question: str
    sql: str


@dataclass(frozen=True, slots=True)
class _Header:
    path: Path
    text: str
    fields: dict[str, list[str]]
    sql: str

    def one(self, key: str, default: str | None = None) -> str:
        values = self.fields.get(key, [default] if default is not None else [])
        if len(values) != 1:
            raise CheckFailed(f"{self.path.name}: the header needs exactly one `-- {key}:` line.")
        return values[0]

    def listed(self, key: str) -> tuple[str, ...]:
        return tuple(name.strip() for line in self.fields.get(key, []) for name in line.split(",") if name.strip())


_KEYS = {"grain", "depends", "after", "column", "check", "kind", "plain", "packed", "severity", "signature", "example", "audience"}


def load_models(sql: Path) -> list[Model]:
    """Every model under `sql/models`, each after those it depends on, ties by name.

    Raises:
        CheckFailed: A header is incomplete, or the models depend on each other in a circle.
    """
    nodes = load_nodes(sql)
    by_name = {node.name: node for node in nodes}
    return [replace(node, depends=_models_behind(node, by_name)) for node in nodes if isinstance(node, Model)]


def load_nodes(sql: Path) -> list[Model | Macro]:
    """Every model and macro, each after those it depends on.

    Raises:
        CheckFailed: As `load_models`.
    """
    models: list[Model | Macro] = [_model(header) for header in _headers(sql / "models")]
    return in_order([*models, *load_macros(sql)])


def load_macros(sql: Path) -> list[Macro]:
    """Every macro under `sql/macros`, by name."""
    return [_macro(header) for header in _headers(sql / "macros")]


def load_assertions(sql: Path) -> list[Assertion]:
    """Every assertion under `sql/checks`, by name.

    Raises:
        CheckFailed: A header is incomplete, or names what no file makes.
    """
    assertions = [
        Assertion(header.path.stem, header.text, Severity(header.one("severity", "blocking")), header.listed("depends"), header.sql)
        for header in _headers(sql / "checks")
    ]
    made = {path.stem for folder in ("models", "macros") for path in (sql / folder).glob("*.sql")}
    for assertion in assertions:
        _check_depends(assertion, made)
    return assertions


def load_questions(sql: Path) -> list[Question]:
    """Every question of the cookbook under `sql/queries`, by name."""
    return [Question(header.path.stem, header.text, header.sql) for header in _headers(sql / "queries")]


def in_order(nodes: Sequence[Model | Macro]) -> list[Model | Macro]:
    """Nodes such that each comes after those it depends on; independent ones by name, so that the order is always the same.

    Raises:
        CheckFailed: A dependency does not exist, or there is a circle; the text names it.
    """
    known = {node.name: node for node in sorted(nodes, key=lambda node: node.name)}
    for node in known.values():
        _check_depends(node, known)
    try:
        TopologicalSorter({node.name: waits_for(node) for node in known.values()}).prepare()
    except CycleError as error:
        raise CheckFailed(f"These depend on each other in a circle: {' → '.join(error.args[1])}.") from error
    sorter = TopologicalSorter({node.name: node.depends for node in known.values()})
    sorter.prepare()
    ordered: list[Model | Macro] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered.extend(known[name] for name in ready)
        sorter.done(*ready)
    return ordered


def waits_for(node: Model | Macro | Assertion) -> tuple[str, ...]:
    """What must be there before a node is run: what it reads, and what its header puts before it."""
    return (*node.depends, *node.after) if isinstance(node, Model) else node.depends


def _check_depends(node: Model | Macro | Assertion, known: Container[str]) -> None:
    missing = [name for name in waits_for(node) if name not in known]
    if missing:
        raise CheckFailed(f"{node.name} depends on {', '.join(missing)}, which no file under sql/ makes.")


def _models_behind(node: Model | Macro, by_name: Mapping[str, Model | Macro]) -> tuple[str, ...]:
    """The models a node reads; what stands behind macros and steps too, since those are not to be seen in the database."""
    found: dict[str, None] = {}
    for name in node.depends:
        other = by_name[name]
        if isinstance(other, Model):
            found[name] = None
        if not isinstance(other, Model) or other.kind is Kind.STEP:
            found.update(dict.fromkeys(_models_behind(other, by_name)))
    return tuple(found)


def _model(header: _Header) -> Model:
    columns = tuple(_column(header.path, line) for line in header.fields.get("column", []))
    checks = tuple(_check(header.path, line) for line in header.fields.get("check", []))
    grain, plain, packed = header.listed("grain"), header.listed("plain"), header.listed("packed")
    unknown = {*grain, *plain, *packed} - {column.name for column in columns}
    if not columns or unknown:
        raise CheckFailed(
            f"{header.path.name}: every column has its `-- column:` line, grain, plain and packed ones too ({', '.join(sorted(unknown))})."
        )
    kind = Kind(header.one("kind", "table"))
    depends, after = header.listed("depends"), header.listed("after")
    return Model(header.path.stem, header.text, kind, grain, depends, after, columns, checks, plain, packed, header.sql)


def _macro(header: _Header) -> Macro:
    columns = tuple(_column(header.path, line) for line in header.fields.get("column", []))
    is_public = header.one("audience", "analysts") == "analysts"
    signature, example = header.one("signature", ""), header.one("example", "")
    return Macro(header.path.stem, header.text, signature, header.listed("depends"), columns, example, is_public, header.sql)


def _column(path: Path, line: str) -> Column:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (2, 3) or not all(parts):
        raise CheckFailed(f"{path.name}: a column line reads `name | description` or `name | description | unit`, not {line!r}.")
    return Column(parts[0], parts[1], parts[2] if len(parts) == 3 else None)


def _check(path: Path, line: str) -> Check:
    head, _, predicate = line.partition("|")
    words = head.split()
    if len(words) != 2 or words[1] not in set(Severity) or not predicate.strip():
        raise CheckFailed(f"{path.name}: a check line reads `name blocking | predicate` or `name warning | predicate`, not {line!r}.")
    return Check(words[0], Severity(words[1]), predicate.strip())


def _headers(folder: Path) -> Iterable[_Header]:
    for path in sorted(folder.glob("*.sql")):
        yield _read_header(path)


def _read_header(path: Path) -> _Header:
    """The comment lines at the top of the file: prose, then `-- key: value` lines; a comment after the first statement is SQL."""
    lines = path.read_text(encoding="utf-8").splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    prose: list[str] = []
    fields: dict[str, list[str]] = {}
    for line in (line.removeprefix("--").strip() for line in lines[:count]):
        key, colon, value = line.partition(":")
        if colon and key in _KEYS:
            fields.setdefault(key, []).append(value.strip())
        elif line:
            prose.append(line)
    sql = "\n".join(lines[count:]).strip().removesuffix(";")
    if not prose or not sql:
        raise CheckFailed(f"{path.name}: the file opens with a sentence that says what it is, and SQL follows.")
    return _Header(path, " ".join(prose), fields, sql)
