"""The thread that keeps the children: who gets a child next, deadlines, deaths. Nobody else touches a child.

A signal is no guard, since C code is not interrupted: a child over its deadline is ended by its pid.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from queue import SimpleQueue

from pipelines.engine.child import Child
from pipelines.engine.lane import Lane, Task
from pipelines.engine.worker import write_ipc
from pipelines.errors import PipelineError, RejectCode
from pipelines.schemas import from_table, to_table

MOST_DEATHS = 3  # of children over one row, before it is the row that is blamed: one may have been ended from outside
AHEAD_CHUNKS = 2  # so many chunks for each child may be begun of a table whose owner is not the eldest


@dataclass(frozen=True, slots=True)
class Limits:
    """How many children there may be, and what each is allowed."""

    workers: int
    memory_limit_mb: int
    seconds: float  # for a document


class Keeper:
    """Children, and the lanes they work for. What other threads ask is done in the keeper's own thread, in the order of asking."""

    def __init__(self, limits: Limits, owners: Sequence[object]) -> None:
        """Start the thread; `owners` are those who may open lanes, eldest first, and may change at any time."""
        self._limits = limits
        self._owners = owners
        self._children: list[Child] = []
        self._lanes: list[Lane] = []
        self._is_ended = False
        self._asked: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ear, self._bell = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    def open(self, lane: Lane) -> None:
        """Work on a lane; the eldest owner's first."""
        self._ask(lambda: self._lanes.append(lane))

    def leave(self, lane: Lane | None) -> None:
        """Work on a lane no more, whether or not it was finished; look again at who may be served."""
        self._ask(lambda: self._leave(lane))

    def wake(self) -> None:
        """Look again at who may be served."""
        self._ask(lambda: None)

    def end(self) -> None:
        """End every child; readers that still wait are told. Returns when that is done."""
        self._ask(self._end)
        self._thread.join()

    def _ask(self, wish: Callable[[], None]) -> None:
        self._asked.put(wish)
        self._bell.send_bytes(b"!")

    def _end(self) -> None:
        self._is_ended = True

    def _leave(self, lane: Lane | None) -> None:
        for child in [child for child in self._children if child.held and child.held[0] is lane]:
            self._bury(child)
        self._lanes = [kept for kept in self._lanes if kept is not lane]

    def _keep(self) -> None:
        try:
            while not self._is_ended:
                try:
                    self._hand_out()
                    self._listen()
                except Exception as error:  # noqa: BLE001 - whoever reads would wait forever; there it is raised
                    self._break_off(error)
        finally:
            self._break_off(PipelineError("The workers have been ended."))

    def _break_off(self, error: Exception) -> None:
        """End every child, so that none keeps rows of one table for the next."""
        for lane in self._lanes:
            lane.fail(error)
        self._lanes = []
        for child in list(self._children):
            self._bury(child)

    def _bury(self, child: Child) -> None:
        child.end()
        self._children.remove(child)

    def _hand_out(self) -> None:
        """Give idle children work: the eldest owner's first, and as long as it is not through little of anyone else's."""
        owners = list(self._owners)
        lanes = [lane for owner in owners for lane in self._lanes if lane.owner is owner]
        lanes = [lane for lane in lanes if lane.stage == lanes[0].stage]  # a table for another stage waits until the children may change
        if not lanes:
            return
        for child in [child for child in self._children if child.stage != lanes[0].stage]:
            self._bury(child)
        self._start(lanes)
        for child in list(self._children):
            if child.is_ready and child.held is None:
                self._serve(child, lanes, owners[0])

    def _start(self, lanes: Sequence[Lane]) -> None:
        busy, waiting = sum(child.held is not None for child in self._children), sum(len(lane.waiting) for lane in lanes)
        while len(self._children) < min(self._limits.workers, busy + waiting):
            self._children.append(Child(lanes[0].stage, self._limits.memory_limit_mb, self._limits.seconds))

    def _serve(self, child: Child, lanes: Sequence[Lane], eldest: object) -> None:
        for lane in lanes:
            task = lane.next_task(None if lane.owner is eldest else AHEAD_CHUNKS * self._limits.workers)
            if task is None:
                continue
            try:
                child.give(lane, task)
            except OSError:  # it died idle, which is no fault of these rows
                lane.waiting.appendleft(task)
                self._bury(child)
                self._start(lanes)
            return

    def _listen(self) -> None:
        """Do what is asked, hear what children say, and end those that are over their time."""
        due = [child.deadline for child in self._children if child.is_awaited]
        timeout = max(0.0, min(due) - time.monotonic()) if due else None
        heard = wait([self._ear, *(child.pipe for child in self._children)], timeout)
        if self._ear in heard:
            self._ear.recv_bytes()
            self._asked.get()()
        for child in list(self._children):
            if child.pipe in heard:
                self._hear(child)
            elif child.is_late():
                self._lose(child, RejectCode.TIMED_OUT)

    def _hear(self, child: Child) -> None:
        try:
            message = child.pipe.recv()
        except (EOFError, OSError):  # it has died, maybe in the middle of an answer
            self._lose(child, RejectCode.CRASHED)
            return
        child.beat()
        match message[0]:
            case "ready":
                child.is_ready = True
            case "table" if child.held:
                lane, task = child.held
                lane.put(task, message[1])
            case "done" if child.held:
                (lane, task), child.held = child.held, None
                lane.put(task, message[1])
                lane.finish(task)
            case "broken":
                kind, sentence = message[1:]
                raise kind(sentence)
            case "failed":
                self._lose(child, RejectCode(message[1]))

    def _lose(self, child: Child, code: RejectCode) -> None:
        """A child is gone or over its time: its rows are tried one by one, and a row that fails alone is refused.

        Where the child has died, which says nothing of why, only after several deaths.

        Raises:
            PipelineError: The child never came up; the stage itself cannot be prepared.
        """
        self._bury(child)
        if not child.is_ready:
            raise PipelineError(f"A worker for {child.stage.target} did not start ({code}); its error stands above.")
        if child.held is None:
            return  # it was idle
        lane, task = child.held
        lane.drop(task)
        if task.rows.num_rows > 1:
            lane.split(task)
            return
        task.deaths += 1
        if code is RejectCode.CRASHED and task.deaths < MOST_DEATHS:
            lane.waiting.appendleft(task)
            return
        lane.refused += 1
        lane.put(task, self._refuse(lane, task, code))
        lane.finish(task)

    def _refuse(self, lane: Lane, task: Task, code: RejectCode) -> bytes:
        row = next(iter(from_table(lane.stage.source, task.rows)))
        reason = _REASONS[code].format(seconds=self._limits.seconds, megabytes=self._limits.memory_limit_mb)
        return write_ipc(to_table(lane.stage.target, lane.stage.refuse(row, code, reason)))


_REASONS = {
    RejectCode.TIMED_OUT: "took longer than {seconds:g} seconds",
    RejectCode.OUT_OF_MEMORY: "needed more than {megabytes} MB of memory",
    RejectCode.CRASHED: "the process that worked on it died",
}
