"""Guarded processes on this machine: each document has a deadline and a memory limit, and a killed worker costs that document alone.

Pieces of work share the children. While the last rows of one piece are worked on, and while it writes its part, the children go on with the
next one's. Belongs here: pieces, each in a thread of its own, and their way to the children. Does not belong here: the children (`keeper`).
"""

import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipelines.engine.keeper import Keeper, Limits
from pipelines.engine.lane import Lane
from pipelines.engine.stage import Aside, Made, Stage, Work
from pipelines.errors import PipelineError
from pipelines.schemas import to_table

CHUNK_ROWS = 32  # each chunk that comes and goes takes a core from the workers for a moment
PIECES = 2  # so many at a time: one that is worked on, and one that reads its source or writes its part


class LocalEngine:
    """Runs stages over tables in `workers` guarded child processes. Every method may be called from any thread."""

    def __init__(self, workers: int, memory_limit_mb: int, document_seconds: float) -> None:
        """Nothing is started until the first table comes."""
        self._limits = Limits(workers, memory_limit_mb, document_seconds)
        self._guards: list[PieceGuard] = []  # eldest first
        self._keeper: Keeper | None = None
        self._lock = threading.Lock()
        self.refused = 0  # records of the table that was last `run` on which a worker timed out, ran out of memory or crashed

    def __enter__(self) -> Self:
        """An engine is a context manager: children end with it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End every child."""
        self.close()

    def close(self) -> None:
        """End every child; guards that are still at work are told. The engine can be used again."""
        with self._lock:
            self._guards.clear()
            if self._keeper:
                self._keeper.end()
            self._keeper = None

    def map(self, work: Sequence[Work]) -> Generator[Made, None, None]:
        """Do pieces of work, two at a time; what they made comes in their order. The workers share each one's documents."""
        begun: deque[Future[Made]] = deque()
        with ThreadPoolExecutor(PIECES, "piece") as threads:
            try:
                for piece in work:
                    begun.append(threads.submit(_do, piece, self.guard()))
                    if len(begun) == PIECES:
                        yield begun[0].result()
                        begun.popleft()
                while begun:
                    yield begun[0].result()
                    begun.popleft()
            finally:
                if begun:
                    self.close()  # broken off: whoever still waits for children ends, whoever has all outputs may write them

    def guard(self) -> "PieceGuard":
        """A guard for a piece of work; those made before it are served before it."""
        with self._lock:
            self._guards.append(guard := PieceGuard(self))
            return guard

    def leave(self, guard: "PieceGuard") -> None:
        """A guard is needed no more, whether or not its table was read to the end: the one made after it is the eldest."""
        with self._lock:
            if guard in self._guards:
                self._guards.remove(guard)
            if self._keeper:
                self._keeper.leave(guard.lane)

    def read(self, lane: Lane) -> Iterator[pa.Table]:
        """Send a guard's table through the children; their outputs in the order of its rows.

        Raises:
            PipelineError: What stops the stage as a whole, as it raised it in a worker; or the engine was closed.
        """
        with self._lock:
            if lane.owner not in self._guards:
                raise PipelineError("The workers have been ended.")
            self._keeper = keeper = self._keeper or Keeper(self._limits, self._guards)
            keeper.open(lane)
        try:
            yield from lane.read(keeper.wake)
        finally:
            keeper.leave(lane)

    def run(self, stage: Stage, table: pa.Table) -> pa.Table:
        """All outputs of one table of records, in the order of its rows."""
        with self.guard() as guard:
            made = guard.run(stage, table)
        self.refused = guard.refused
        return made


class PieceGuard:
    """The children as one piece of work has them."""

    def __init__(self, engine: LocalEngine) -> None:
        """Made by the engine."""
        self._engine = engine
        self.lane: Lane | None = None  # of its last table

    def __enter__(self) -> Self:
        """A guard is a context manager: it is held as long as the piece is not done."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the next one come first."""
        self._engine.leave(self)

    @property
    def refused(self) -> int:
        """Records of the last table on which a worker timed out, ran out of memory or crashed."""
        return self.lane.refused if self.lane else 0

    def run(self, stage: Stage, table: pa.Table) -> pa.Table:
        """All outputs of a table of records, in the order of its rows."""
        return pa.concat_tables([to_table(stage.target, []), *self.stream(stage, table, CHUNK_ROWS)])

    def stream(self, stage: Stage, table: pa.Table, chunk_rows: int, open_aside: Aside | None = None) -> Iterator[pa.Table]:
        """Outputs of a table of records, chunk by chunk, in the order of its rows; those that memory should not hold wait in a file."""
        self.lane = Lane(self, stage, table, chunk_rows, open_aside)
        yield from self._engine.read(self.lane)


def _do(piece: Work, guard: PieceGuard) -> Made:
    with guard:
        return piece.do(guard)
