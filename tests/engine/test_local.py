"""Guarded workers: order, deadlines, deaths."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from toy_stages import ToyIngest

from pipelines.engine import LocalEngine
from pipelines.errors import BadReference, WrongUse
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


def test_a_large_file_is_streamed() -> None:
    """A file of many documents comes in several tables, complete."""
    with LocalEngine(1, 512, 20) as engine:
        tables = list(engine.stream(ToyIngest(), files("big", documents=2000), 1))

    assert len(tables) > 1
    assert sum(t.num_rows for t in tables) == 2000


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
        first = next(engine.stream(ToyIngest(), files(*(f"f{i:03d}" for i in range(200))), 1))
        made = engine.run(ToyIngest(), files("a", "b"))

    assert first.num_rows == 1
    assert made.column("path").to_pylist() == ["a", "b"]
