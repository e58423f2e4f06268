"""Guarded processes on this machine: each document has a deadline and a memory limit, and a killed worker costs that document alone.

Children come from a fork server (0.03 s each once it runs). A signal is no guard, since C code is not interrupted: a child over its
deadline is ended by its pid.
"""

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from pipelines.engine.stage import Made, Stage, Work
from pipelines.engine.worker import read_ipc, serve, write_ipc
from pipelines.errors import PipelineError, RejectCode
from pipelines.schemas import from_table, to_table

CHUNK_ROWS = 16
START_SECONDS = 120.0
_PRELOAD = ["pipelines.engine.worker"]


@dataclass(slots=True)
class _Task:
    """Rows on their way through a worker; `place` is the number of the first one among all."""

    place: int
    rows: pa.Table
    tables: list[pa.Table] = field(default_factory=list)


class _Child:
    """One worker process and the task it holds."""

    def __init__(self, stage: Stage, memory_limit_mb: int, seconds: float) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, stage, memory_limit_mb), daemon=True)
        self.process.start()
        theirs.close()
        self.seconds = seconds
        self.task: _Task | None = None
        self.is_ready = False
        self.deadline = time.monotonic() + START_SECONDS

    def give(self, task: _Task) -> None:
        """Send a task; its deadline starts now."""
        task.tables.clear()
        self.task = task
        self.beat()
        self.pipe.send_bytes(write_ipc(task.rows))

    def beat(self) -> None:
        """The child has shown life: its next document has the full time."""
        self.deadline = time.monotonic() + self.seconds

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class LocalEngine:
    """Runs stages over tables in `workers` guarded child processes."""

    def __init__(self, workers: int, memory_limit_mb: int, document_seconds: float) -> None:
        """Nothing is started until the first table comes."""
        self._workers = workers
        self._memory_limit_mb = memory_limit_mb
        self._seconds = document_seconds
        self._children: list[_Child] = []
        self._stage: Stage | None = None
        self.refused = 0  # records of the last table on which a worker timed out, ran out of memory or crashed

    def __enter__(self) -> Self:
        """An engine is a context manager: children end with it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End every child."""
        self.close()

    def close(self) -> None:
        """End every child; the engine can be used again."""
        for child in self._children:
            child.end()
        self._children = []
        self._stage = None

    def map(self, work: Sequence[Work]) -> Iterator[Made]:
        """Do pieces of work one after another; the workers share each one's documents."""
        for piece in work:
            yield piece.do(self)

    def run(self, stage: Stage, table: pa.Table) -> pa.Table:
        """All outputs of a table of records, in the order of its rows."""
        return pa.concat_tables([to_table(stage.target, []), *self.stream(stage, table, CHUNK_ROWS)])

    def stream(self, stage: Stage, table: pa.Table, chunk_rows: int) -> Iterator[pa.Table]:
        """Outputs of a table of records, chunk by chunk, in the order of its rows; memory stays bounded by the chunks in flight.

        Raises:
            PipelineError: What stops the stage as a whole, as it raised it in a worker.
        """
        if self._stage != stage:
            self.close()
            self._stage = stage
        self.refused = 0
        waiting = deque(_Task(at, table.slice(at, chunk_rows)) for at in range(0, table.num_rows, chunk_rows))
        order = _Order(chunk_rows, table.num_rows)
        try:
            while waiting or any(child.task for child in self._children):
                self._hand_out(stage, waiting, order)
                for done in self._collect(stage, waiting):
                    yield from order.add(done)
        finally:
            if waiting or any(child.task for child in self._children):
                self.close()  # broken off: no child may keep rows of this table for the next one

    def _hand_out(self, stage: Stage, waiting: "deque[_Task]", order: "_Order") -> None:
        idle = [child for child in self._children if child.task is None]
        while len(self._children) < min(self._workers, len(waiting) + len(self._children) - len(idle)):
            child = _Child(stage, self._memory_limit_mb, self._seconds)
            self._children.append(child)
            idle.append(child)
        for child in idle:
            if child.is_ready and waiting and order.is_near(waiting[0]):
                child.give(waiting.popleft())

    def _collect(self, stage: Stage, waiting: "deque[_Task]") -> Iterator[_Task]:
        """Read what children have to say, and end those that are over their time; yields tasks that are finished."""
        now = time.monotonic()
        pending = [child for child in self._children if child.task or not child.is_ready]
        timeout = max(0.0, min((child.deadline for child in pending), default=now + 1.0) - now)
        heard: list[Any] = wait([child.pipe for child in pending], timeout)
        for child in pending:
            if child.pipe in heard or child.pipe.poll():  # it may have spoken while another was dealt with
                yield from self._hear(child, stage, waiting)
            elif time.monotonic() >= child.deadline:
                yield from self._lose(child, RejectCode.TIMED_OUT, stage, waiting)

    def _hear(self, child: _Child, stage: Stage, waiting: "deque[_Task]") -> Iterator[_Task]:
        try:
            message = child.pipe.recv()
        except (EOFError, ConnectionResetError):
            yield from self._lose(child, RejectCode.CRASHED, stage, waiting)
            return
        child.beat()
        match message[0]:
            case "ready":
                child.is_ready = True
            case "table" if child.task:
                child.task.tables.append(read_ipc(message[1]))
            case "done" if child.task:
                done, child.task = child.task, None
                yield done
            case "broken":
                kind, sentence = message[1:]
                raise kind(sentence)
            case "failed":
                yield from self._lose(child, RejectCode(message[1]), stage, waiting)

    def _lose(self, child: _Child, code: RejectCode, stage: Stage, waiting: "deque[_Task]") -> Iterator[_Task]:
        """A child is gone or over its time: its rows are tried one by one, and a row that fails alone is refused.

        Raises:
            PipelineError: The child never came up; the stage itself cannot be prepared.
        """
        child.end()
        self._children.remove(child)
        task = child.task
        if task is None:
            raise PipelineError(f"A worker for {stage.target} did not start ({code}); its error stands above.")
        if task.rows.num_rows > 1:
            singles = [_Task(task.place + i, task.rows.slice(i, 1)) for i in range(task.rows.num_rows)]
            waiting.extendleft(reversed(singles))
            return
        self.refused += 1
        row = next(iter(from_table(stage.source, task.rows)))
        reason = _REASONS[code].format(seconds=self._seconds, megabytes=self._memory_limit_mb)
        task.tables.append(to_table(stage.target, stage.refuse(row, code, reason)))
        yield task


_REASONS = {
    RejectCode.TIMED_OUT: "took longer than {seconds:g} seconds",
    RejectCode.OUT_OF_MEMORY: "needed more than {megabytes} MB of memory",
    RejectCode.CRASHED: "the process that worked on it died",
}


class _Order:
    """Gives finished tasks back in the order of their rows, whole chunks or single rows alike."""

    def __init__(self, chunk_rows: int, rows: int) -> None:
        self._next = 0
        self._rows = rows
        self._held: dict[int, _Task] = {}
        self._window = chunk_rows * 64

    def is_near(self, task: _Task) -> bool:
        """Whether the task lies close enough to the next one due that holding its outputs costs little."""
        return task.place < self._next + self._window

    def add(self, task: _Task) -> Iterator[pa.Table]:
        """Take a finished task; yield the tables that are now due."""
        self._held[task.place] = task
        while self._next in self._held:
            due = self._held.pop(self._next)
            self._next += due.rows.num_rows
            yield from due.tables
