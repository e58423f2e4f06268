"""One guarded child process as its keeper sees it. Does not belong here: what goes on inside it (`worker`)."""

import multiprocessing
import os
import time
from pathlib import Path

from pipelines.engine.lane import Lane, Task
from pipelines.engine.stage import Stage
from pipelines.engine.worker import BEAT_SECONDS, serve, write_ipc

START_SECONDS = 120.0
_TICKS = os.sysconf("SC_CLK_TCK")  # of processor time, in a second
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
        self._seconds = seconds
        self._allowed = self._used_before = self.deadline = 0.0
        self._allow(START_SECONDS)

    def is_late(self) -> bool:
        """Whether it owes something, has not sent it, and its time is over. Time in which it waited for a core is given back to it."""
        if not self.is_awaited or time.monotonic() < self.deadline or self.pipe.poll():
            return False
        is_runnable, used = _read_usage(self.process.pid)
        missing = self._allowed - (used - self._used_before)
        if is_runnable and missing > 0:
            self.deadline = time.monotonic() + missing
            return False
        return True

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
        self._allow(self._seconds + BEAT_SECONDS)

    def _allow(self, seconds: float) -> None:
        self._allowed = seconds
        self._used_before = _read_usage(self.process.pid)[1]
        self.deadline = time.monotonic() + seconds

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _read_usage(pid: int | None) -> tuple[bool, float]:
    """Whether a process runs or waits for a core, which is no fault of its document, and the processor time it has had, in seconds."""
    try:
        state, *numbers = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has died, which its pipe tells
        return False, 0.0
    return state == "R", (int(numbers[10]) + int(numbers[11])) / _TICKS
