"""One guarded child process as its keeper sees it. Does not belong here: what goes on inside it (`worker`)."""

import multiprocessing
import time

from pipelines.engine.lane import Lane, Task
from pipelines.engine.stage import Stage
from pipelines.engine.worker import BEAT_SECONDS, serve, write_ipc

START_SECONDS = 120.0
_PRELOAD = ["pipelines.engine.worker"]


class Child:
    """A process from the fork server (0.03 s each once that runs), and the task it holds."""

    def __init__(self, stage: Stage, memory_limit_mb: int, seconds: float) -> None:
        """Start it; it is ready when it says so."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        self.stage = stage
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, stage, memory_limit_mb), daemon=True)
        self.process.start()
        theirs.close()
        self.held: tuple[Lane, Task] | None = None
        self.is_ready = False
        self.deadline = time.monotonic() + START_SECONDS
        self._seconds = seconds

    @property
    def is_late(self) -> bool:
        """Whether it owes something, has not sent it, and its time is over."""
        return self.is_awaited and time.monotonic() >= self.deadline and not self.pipe.poll()

    @property
    def is_awaited(self) -> bool:
        """Whether it owes something: an answer, or word that it is ready."""
        return self.held is not None or not self.is_ready

    def give(self, lane: Lane, task: Task) -> None:
        """Send a task; its deadline starts now.

        Raises:
            OSError: The child has died before; the task is not held.
        """
        self.pipe.send_bytes(write_ipc(task.rows))
        self.held = lane, task
        self.beat()

    def beat(self) -> None:
        """The child has shown life: its document has the full time, and what may lie between two beats."""
        self.deadline = time.monotonic() + self._seconds + BEAT_SECONDS

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
