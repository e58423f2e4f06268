"""A table of records on its way through the pool, cut to tasks. Belongs here: the order of its rows, and how far ahead may be worked."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue

import pyarrow as pa

from pipelines.engine.shelf import Shelf, Slip
from pipelines.engine.stage import Aside, Stage
from pipelines.engine.worker import read_ipc

WINDOW_CHUNKS = 32  # no chunk further than this from the next one that its reader takes is begun: outputs that wait take room


@dataclass(slots=True, eq=False)
class Task:
    """Rows on their way through a child; `place` is the number of the first one among all of its table."""

    place: int
    rows: pa.Table
    outputs: deque[Slip] = field(default_factory=deque)  # tables as the child sent them
    deaths: int = 0  # children that died over these rows when there was one row alone


class Lane:
    """Tasks of one table. Two threads meet here: the keeper hands out and finishes them, the reader takes their outputs."""

    def __init__(self, owner: object, stage: Stage, table: pa.Table, chunk_rows: int, open_aside: Aside | None = None) -> None:
        """Cut the table; nothing is copied. Outputs wait in memory where no file can be opened for them."""
        self.owner = owner  # whose table it is
        self.stage = stage
        self.refused = 0  # rows on which a child timed out, ran out of memory or crashed
        self.waiting = deque(Task(at, table.slice(at, chunk_rows)) for at in range(0, table.num_rows, chunk_rows))
        self._chunk_rows = chunk_rows
        self._rows = table.num_rows
        self._taken = 0  # rows whose outputs the reader has taken
        self._shelf = Shelf(open_aside)
        self._finished: SimpleQueue[Task | Exception] = SimpleQueue()

    def next_task(self, ahead_chunks: int | None) -> Task | None:
        """The next task that may be begun; one of the first `ahead_chunks` chunks where a number is given."""
        limit = self._taken + WINDOW_CHUNKS * self._chunk_rows
        if ahead_chunks is not None:
            limit = min(limit, ahead_chunks * self._chunk_rows)
        return self.waiting.popleft() if self.waiting and self.waiting[0].place < limit else None

    def put(self, task: Task, output: bytes) -> None:
        """Keep what a child has sent of a task's outputs.

        Raises:
            NoRoom: There is no room for it.
        """
        task.outputs.append(self._shelf.put(output))

    def drop(self, task: Task) -> None:
        """Forget what was sent of a task's outputs: its child is gone."""
        self._shelf.drop(task.outputs)
        task.outputs.clear()

    def split(self, task: Task) -> None:
        """The task has ended its child: its rows are tried one by one, before all others."""
        singles = [Task(task.place + row, task.rows.slice(row, 1)) for row in range(task.rows.num_rows)]
        self.waiting.extendleft(reversed(singles))

    def finish(self, task: Task) -> None:
        """All outputs of the task are there."""
        self._finished.put(task)

    def fail(self, error: Exception) -> None:
        """Nothing more will come; the reader is told why."""
        self._finished.put(error)

    def read(self, wake: Callable[[], None]) -> Iterator[pa.Table]:
        """Outputs in the order of the rows, whole chunks or single rows alike; calls `wake` when more may be begun.

        Raises:
            PipelineError: What stops the stage as a whole.
            Exception: Whatever else the keeper met, such as an OSError where no child can be started.
        """
        held: dict[int, Task] = {}
        try:
            while self._taken < self._rows:
                got = self._finished.get()
                if isinstance(got, Exception):
                    raise got
                held[got.place] = got
                while due := held.pop(self._taken, None):
                    while due.outputs:
                        yield read_ipc(self._shelf.take(due.outputs.popleft()))
                    self._taken += due.rows.num_rows
                wake()
        finally:
            self._shelf.close()
