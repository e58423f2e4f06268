"""Guarded workers: order, deadlines, deaths."""

import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import IO

import pyarrow as pa
import pytest
from toy_stages import ToyIngest

from pipelines.engine import LocalEngine
from pipelines.engine.child import Child
from pipelines.engine.lane import Lane, Task
from pipelines.errors import BadReference, WrongUse
from pipelines.lake import Lake, Part
from pipelines.records import RawFile
from pipelines.schemas import to_table

DAY = date(2025, 4, 18)


def files(*names: str, documents: int = 1) -> pa.Table:
    """A table of raw files, each of `documents` documents."""
    return to_table("files", [RawFile(name, DAY, documents, "", None) for name in names])


def test_outputs_come_in_the_order_of_the_rows() -> None:
    """Two workers give what one would give."""
    table = files(*(f"f{i:03d}" for i in range(200)))

    with LocalEngine(2, 512, 20) as engine:
        made = engine.run(ToyIngest(), table)

    assert made.column("path").to_pylist() == table.column("path").to_pylist()


def test_a_killed_worker_costs_its_one_document() -> None:
    """Documents that hang, crash, crash while they answer or eat memory are refused by name; a hundred neighbours come through."""
    table = files(*(f"f{i:03d}" for i in range(50)), "hang", "die", "midway", "memory", *(f"g{i:03d}" for i in range(50)))

    with LocalEngine(2, 512, 2) as engine:
        made = engine.run(ToyIngest(), table)

    assert made.column("path").to_pylist() == table.column("path").to_pylist()
    assert Counter(made.column("reject_code").to_pylist()) == {None: 100, "timed_out": 1, "crashed": 2, "out_of_memory": 1}
    assert engine.refused == 4


def test_a_worker_that_was_ended_once_is_held_against_no_document(tmp_path: Path) -> None:
    """Whoever ends workers from outside, memory's own killer too, costs nothing but a second try."""
    with LocalEngine(1, 512, 20) as engine:
        made = engine.run(ToyIngest(), files(f"once {tmp_path / 'ended'}"))

    assert made.column("reject_code").to_pylist() == [None]
    assert engine.refused == 0


def test_a_large_file_is_streamed() -> None:
    """A file of many documents comes in several tables, complete."""
    with LocalEngine(1, 512, 20) as engine, engine.guard() as guard:
        tables = list(guard.stream(ToyIngest(), files("big", documents=2000), 1))

    assert len(tables) > 1
    assert sum(t.num_rows for t in tables) == 2000


def test_a_file_whose_worker_dies_at_its_end_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Thousands of its documents had come, and waited in a file by then; it is refused, and its neighbours' outputs are those of memory."""
    monkeypatch.setattr("pipelines.engine.shelf.HELD_BYTES", 20_000)
    lake, part = Lake(tmp_path), Part("2025-04", "b01")
    opened: list[IO[bytes]] = []

    def open_aside() -> IO[bytes]:
        opened.append(lake.open_aside("documents", part))
        return opened[-1]

    with LocalEngine(1, 512, 20) as engine, engine.guard() as guard:
        made = pa.concat_tables(guard.stream(ToyIngest(), files("a", "last", "b", documents=1500), 3, open_aside))
        expected = engine.run(ToyIngest(), files("a", "b", documents=1500))

    is_last = [path == "last" for path in made["path"].to_pylist()]
    assert made.filter(pa.array(is_last))["reject_code"].to_pylist() == ["crashed"]
    assert made.filter(pa.array([not found for found in is_last])) == expected
    assert [file.closed for file in opened] == [True]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_error_that_nobody_has_foreseen_ends_the_run_and_not_the_keeper() -> None:
    """Whoever waits for outputs gets it as it was raised; the engine takes the next table."""
    with LocalEngine(1, 512, 20) as engine:
        with pytest.raises(ZeroDivisionError):
            engine.run(ToyIngest(), files("die-odd"))
        made = engine.run(ToyIngest(), files("a"))

    assert made["path"].to_pylist() == ["a"]


def test_time_in_which_a_worker_waits_for_a_core_is_no_fault_of_its_document() -> None:
    """Over its time is who sleeps, or who has had the time of a core; not who wants one and did not get it."""
    children = {name: Child(ToyIngest(), 512, 600) for name in ("hang", "spin")}
    for name, child in children.items():
        assert child.pipe.poll(600)
        assert child.pipe.recv() == ("ready",)
        child.is_ready = True
        child.give(Lane(None, ToyIngest(), files(name), 1), Task(0, files(name)))
    while _state_of(children["hang"]) != "S" or _state_of(children["spin"]) != "R":
        time.sleep(0.05)

    late = []
    for child in children.values():
        child.deadline = 0.0
        late.append(child.is_late())
    children["spin"].deadline = children["spin"]._allowed = 0.0
    late.append(children["spin"].is_late())
    for child in children.values():
        child.end()

    assert late == [True, False, True]


def _state_of(child: Child) -> str:
    return Path(f"/proc/{child.process.pid}/stat").read_text().rpartition(") ")[2][0]


def test_bad_reference_data_stops_the_run_with_its_sentence() -> None:
    """A worker that cannot load its facts is no bad document."""
    with LocalEngine(1, 512, 20) as engine, pytest.raises(BadReference, match=r"A row is wrong\."):
        engine.run(ToyIngest("broken"), files("a"))


def test_what_stops_a_running_stage_is_its_sentence_and_no_crash(capfd: pytest.CaptureFixture[str]) -> None:
    """No row is refused for it and no traceback printed; the engine has forgotten the table and takes the next one."""
    with LocalEngine(2, 512, 20) as engine:
        with pytest.raises(WrongUse, match=r"^Unknown endpoint: 'nobody'\.$"):
            engine.run(ToyIngest(), files(*(f"f{i:03d}" for i in range(50)), "stop"))
        made = engine.run(ToyIngest(), files("a", "b"))

    assert made.column("path").to_pylist() == ["a", "b"]
    assert made.column("reject_code").null_count == 2
    assert "Traceback" not in capfd.readouterr().err


def test_a_table_that_nobody_reads_to_its_end_leaves_nothing_behind() -> None:
    """Whoever breaks off, as a full disk does, gets the next table alone from the same engine."""
    with LocalEngine(2, 512, 20) as engine:
        with engine.guard() as guard:
            first = next(guard.stream(ToyIngest(), files(*(f"f{i:03d}" for i in range(200))), 1))
        made = engine.run(ToyIngest(), files("a", "b"))

    assert first.num_rows == 1
    assert made.column("path").to_pylist() == ["a", "b"]
