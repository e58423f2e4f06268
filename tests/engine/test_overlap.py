"""Pieces of work share the children: what overlaps, how far, and what a piece that fails costs the one beside it."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pytest
from toy_stages import ToyIngest

from pipelines.engine import LocalEngine
from pipelines.engine.keeper import AHEAD_CHUNKS
from pipelines.engine.local import CHUNK_ROWS
from pipelines.engine.stage import Guard, Made
from pipelines.errors import PipelineError, WrongUse
from pipelines.records import RawFile
from pipelines.schemas import to_table

PATIENCE = 60.0


def files(count: int, name: str = "f") -> pa.Table:
    """A table of so many raw files, each of one document."""
    return to_table("files", [RawFile(f"{name}{i:04d}", date(2025, 4, 18), 1, "", None) for i in range(count)])


@dataclass(frozen=True, slots=True)
class Piece:
    """Sends a table through the children, then does what takes time after that; tells what it has seen."""

    table: pa.Table
    afterwards: Callable[[], object] = lambda: None
    seen: list[str] = field(default_factory=list)
    is_through: threading.Event = field(default_factory=threading.Event)

    def do(self, guard: Guard) -> Made:
        """Stream, and go on."""
        for table in guard.stream(ToyIngest(), self.table, CHUNK_ROWS):
            self.seen.extend(table["path"].to_pylist())
        self.is_through.set()
        self.afterwards()
        return Made(self.table.num_rows, len(self.seen), guard.refused)


def test_children_work_on_the_next_piece_while_one_is_written() -> None:
    """The second piece comes through before the first has ended; what they made is told in their order."""
    second = Piece(files(40))
    first = Piece(files(20), lambda: second.is_through.wait(PATIENCE))

    with LocalEngine(2, 512, 20) as engine:
        made = [done.rows_in for done in engine.map([first, second, Piece(files(60))])]

    assert second.is_through.is_set()
    assert made == [20, 40, 60]


def test_no_more_than_a_few_chunks_are_worked_ahead() -> None:
    """As long as a piece is not done, a kill would cost it and little of the next one."""
    second = Piece(files(400))

    def watch() -> None:
        deadline = time.monotonic() + PATIENCE
        while len(second.seen) < AHEAD_CHUNKS * CHUNK_ROWS and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)
        reached.append(len(second.seen))

    reached: list[int] = []
    with LocalEngine(1, 512, 20) as engine:
        made = list(engine.map([Piece(files(10), watch), second]))

    assert reached == [AHEAD_CHUNKS * CHUNK_ROWS]
    assert [done.rows_out for done in made] == [10, 400]


def test_a_piece_that_fails_ends_the_one_beside_it_and_none_is_begun_after() -> None:
    """The failing piece's own sentence comes out; the engine takes the next work."""
    beside, never = Piece(files(4000)), Piece(files(5))

    with LocalEngine(2, 512, 20) as engine:
        with pytest.raises(WrongUse, match="Unknown endpoint"):
            list(engine.map([Piece(files(10, "stop")), beside, never]))
        made = list(engine.map([Piece(files(30))]))

    assert not beside.is_through.is_set()
    assert not never.seen
    assert made == [Made(30, 30, 0)]


def test_whoever_stops_listening_ends_the_work() -> None:
    """Nothing is at work any more when `close` of the answers has returned."""
    second = Piece(files(4000))
    with LocalEngine(2, 512, 20) as engine:
        answers = engine.map([Piece(files(10)), second, Piece(files(10))])
        first = next(answers)
        answers.close()
        seen = len(second.seen)
        time.sleep(0.2)

    assert first == Made(10, 10, 0)
    assert len(second.seen) == seen < 4000


def test_threads_with_different_stages_share_an_engine() -> None:
    """Children change their stage when the eldest's turn is over; each thread gets its own outputs."""
    with LocalEngine(2, 512, 20) as engine, ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda n: engine.run(ToyIngest(str(n % 2)), files(50, f"t{n}-")), range(4)))

    for number, table in enumerate(made):
        assert table["path"].to_pylist() == [f"t{number}-{i:04d}" for i in range(50)]


def test_a_child_that_dies_idle_costs_nothing() -> None:
    """Its place is taken by another one, and no row is refused for it."""
    with LocalEngine(2, 512, 20) as engine:
        engine.run(ToyIngest(), files(100))
        for child in multiprocessing.active_children():
            child.kill()
        made = engine.run(ToyIngest(), files(100))

    assert made["reject_code"].null_count == 100


def test_a_guard_of_a_closed_engine_says_so() -> None:
    """A piece that still reads its source when the run is broken off gets no children."""
    engine = LocalEngine(1, 512, 20)
    with engine.guard() as guard:
        engine.close()
        with pytest.raises(PipelineError, match="workers have been ended"):
            guard.run(ToyIngest(), files(3))
