"""Tasks of a build: after what they need, side by side where they can, and none begun once one has failed."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest
from ledger_lake import ROOT

from pipelines.errors import CheckFailed
from pipelines.warehouse.lanes import Connection, Task, count_heirs, open_lanes, run_tasks
from pipelines.warehouse.models import load_assertions, load_nodes, waits_for

PATIENCE_S = 30


@pytest.fixture
def database() -> Iterator[Connection]:
    """A database in memory that two threads work on."""
    with duckdb.connect(config={"threads": "2"}) as connection:
        yield connection


def _run(database: Connection, *tasks: Task) -> None:
    with open_lanes(database) as lanes:
        run_tasks(tasks, lanes)


def test_a_task_sees_what_it_depends_on(database: Connection) -> None:
    """What one task has committed, of tables that last and of steps, is there for those after it, in whatever order they are given."""
    found: list[object] = []

    def make(table: str, lane: Connection) -> None:
        lane.execute(f"create table {table} as select 1 as one")

    def read(lane: Connection) -> None:
        found.extend(lane.execute("from lasting natural join passing").fetchall())

    _run(
        database,
        Task("read", ["lasting", "step"], read),
        Task("lasting", [], partial(make, "lasting")),
        Task("step", ["lasting"], partial(make, "steps.passing")),
    )

    assert found == [(1,)]


def test_what_most_wait_for_goes_first() -> None:
    """Those that wait through others count once; nobody waits for the last."""
    tasks = [Task(name, depends, lambda _: None) for name, depends in (("d", ["b", "c"]), ("c", ["a"]), ("b", ["a"]), ("a", []), ("x", []))]

    assert count_heirs(tasks) == {"a": 3, "b": 1, "c": 1, "d": 0, "x": 0}


def test_two_tasks_run_side_by_side(database: Connection) -> None:
    """Two tasks that need nothing of each other run at the same time: each can wait for the other."""
    meeting = threading.Barrier(2)

    def meet(_: Connection) -> None:
        meeting.wait(PATIENCE_S)

    _run(database, Task("here", [], meet), Task("there", [], meet))

    assert not meeting.broken


def test_one_thread_runs_one_task_at_a_time() -> None:
    """A database of one thread has one lane, and tasks run in the order in which they are given."""
    ran: list[str] = []

    def note(name: str, _: Connection) -> None:
        ran.append(name)

    with duckdb.connect(config={"threads": "1"}) as database:
        _run(database, *(Task(name, [], partial(note, name)) for name in ("b", "a", "c")))

    assert ran == ["b", "a", "c"]


def test_a_failure_ends_what_runs_beside_it(database: Connection) -> None:
    """The error of a task comes out, the query beside it is interrupted, and what waits for either is not begun."""
    begun = threading.Event()
    ended: list[str] = []

    def fail(_: Connection) -> None:
        begun.wait(PATIENCE_S)
        raise CheckFailed("no good")

    def last(lane: Connection) -> None:
        begun.set()
        lane.execute("select count(*) from range(1e12::bigint) as numbers (n) where hash(n) = 0")
        ended.append("last")

    def follow(_: Connection) -> None:
        ended.append("follow")

    with pytest.raises(CheckFailed, match="no good"):
        _run(database, Task("fail", [], fail), Task("last", [], last), Task("follow", ["fail"], follow))

    assert ended == []


def test_a_header_may_put_others_before_its_model(tmp_path: Path) -> None:
    """A model waits for those that its header puts before it, though it reads nothing of them, and is listed where it was."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models/early.sql").write_text("-- Early by name.\n-- after: late\n-- column: one | A number\nselect 1 as one\n")
    (tmp_path / "models/late.sql").write_text("-- Late by name.\n-- column: one | A number\nselect 1 as one\n")

    early, late = load_nodes(tmp_path)

    assert (early.name, early.depends, waits_for(early), waits_for(late)) == ("early", (), ("late",), ())


def test_every_file_says_what_it_reads() -> None:
    """A model, macro or check depends on just what it reads: with less it could run before a table is there."""
    nodes = load_nodes(ROOT / "sql")
    names = {node.name for node in nodes}

    for one in [*nodes, *load_assertions(ROOT / "sql")]:
        own = set(re.findall(r"\b(\w+) as (?:materialized )?\(", one.sql))
        read = set(re.findall(r"\b(?:from|join) (\w+)\b(?!\.)", one.sql)) - own
        assert read & names == set(one.depends), one.name
