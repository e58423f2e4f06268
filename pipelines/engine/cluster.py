"""Many machines: parts as tasks of a Dask scheduler. The only place that knows Dask, which is an optional extra.

Every worker host must be started with `DASK_DISTRIBUTED__WORKER__DAEMON=False`, so that guarded children may run inside its workers,
and must see the lake and the raw folder under the same paths.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipelines.engine.local import LocalEngine, PieceGuard
from pipelines.engine.stage import Made, Work
from pipelines.engine.worker import nearest_kind
from pipelines.errors import PipelineError, StoreSilent, WrongUse

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

RETRIES = 3  # a part whose host died is done again elsewhere
CONNECT_SECONDS = 5
POLL_SECONDS = 0.05
LOOK_SECONDS = 5.0
HOSTLESS_SECONDS = 60.0
TASK = "demarche-part"  # begins the key of every task


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a host answers where the work itself cannot be done: as a value, since Dask would try an error again."""

    kind: type[PipelineError]
    sentence: str


class ClusterEngine:
    """Runs pieces of work on the workers of a Dask scheduler, each in guarded children of its worker.

    Hosts go on with the parts they hold when a run dies. So whoever comes next, and whoever leaves, waits until no host is at work on
    one: nobody writes to the lake after its turn.
    """

    def __init__(self, address: str, memory_limit_mb: int, document_seconds: float) -> None:
        """Connect to the scheduler, and wait until hosts have ended what a dead run left them.

        Raises:
            WrongUse: Dask is not installed, or nobody answers at the address.
        """
        self._limits = (memory_limit_mb, document_seconds)
        self._client = connect(address)
        self._wait_until_idle()

    def __enter__(self) -> Self:
        """An engine is a context manager."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the scheduler."""
        self._client.close()

    def map(self, work: Sequence[Work]) -> Generator[Made, None, None]:
        """Do every piece; what each made comes back as it is finished.

        Raises:
            PipelineError: What a piece raised on purpose, or the hosts or the scheduler have gone; parts done so far are whole and stay.
        """
        spread = ([limit] * len(work) for limit in self._limits)
        futures = self._client.map(do_guarded, work, *spread, key=TASK, pure=False, retries=RETRIES)
        with _told():
            try:
                for answer in self._answers(futures):
                    if isinstance(answer, Stopped):
                        raise answer.kind(answer.sentence)
                    yield answer
            finally:
                self._client.cancel(futures)
                self._wait_until_idle()

    def _answers(self, futures: "Sequence[Future[Made | Stopped]]") -> Iterator[Made | Stopped]:
        """Answers as they come, while there are hosts."""
        from distributed import as_completed

        finished, seen_at, look_at = as_completed(futures), time.monotonic(), 0.0
        while not finished.is_empty():
            if (now := time.monotonic()) > look_at:
                look_at = now + LOOK_SECONDS
                seen_at = now if self._client.scheduler_info(n_workers=1)["workers"] else seen_at
            if now > seen_at + HOSTLESS_SECONDS:
                raise PipelineError(f"The scheduler has had no worker host for {HOSTLESS_SECONDS:g} seconds; start one and run again.")
            for future in finished.next_batch(block=False):
                if future.status == "error":
                    raise _describe(future.exception())
                if future.status == "lost":  # its host has died with the answer, which another one makes again
                    finished.add(future)
                    continue
                yield future.result(HOSTLESS_SECONDS)
                future.release()
            time.sleep(POLL_SECONDS)

    def _wait_until_idle(self) -> None:
        while any(self._client.run(count_tasks, on_error="ignore").values()):
            time.sleep(POLL_SECONDS)


def _describe(error: BaseException) -> PipelineError:
    """What ended a task, as a sentence."""
    from distributed import KilledWorker

    if isinstance(error, PipelineError):
        return error
    if isinstance(error, KilledWorker):
        return PipelineError("A part has ended one worker host after another; their logs say how.")
    return PipelineError(f"A worker host failed on a part ({type(error).__name__}); its log says where.")


@contextmanager
def _told() -> Iterator[None]:
    """Turn the silence of scheduler or hosts into a sentence.

    Raises:
        PipelineError: The scheduler is gone, or the host that holds an answer.
    """
    from distributed.client import FutureCancelledError

    try:
        yield
    except (FutureCancelledError, OSError) as error:
        raise PipelineError("The Dask scheduler does not answer any more; run again when it does.") from error


def count_tasks(dask_worker: "Worker") -> int:
    """Parts that a worker host is at work on, also those that nobody waits for any more."""
    return sum(str(task.key).startswith(TASK) for task in dask_worker.state.executing)


def connect(address: str) -> "Client":
    """A client of the scheduler.

    Raises:
        WrongUse: Dask is not installed, the address is none, or nobody answers there.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise WrongUse("DEMARCHE_ENGINE names a scheduler, but Dask is not installed: pip install 'demarche[distributed]'.") from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it would tell in tracebacks we say in a sentence
    try:
        # we knock first: a client that fails to start blocks whichever thread collects it, for ten seconds
        socket.create_connection(get_address_host_port(address), timeout=CONNECT_SECONDS).close()
        return Client(address, timeout=CONNECT_SECONDS)
    except OSError as error:
        raise WrongUse(f"No Dask scheduler answers at {address}.") from error
    except ValueError as error:
        told = "DEMARCHE_ENGINE must be local or the address of a Dask scheduler, such as tcp://host:8786"
        raise WrongUse(f"{told}; {address!r} is none: {error}.") from error


class _Host:
    """The guarded children of a worker host, as many as it has threads; they stay for the next part, since a start costs as much as
    many documents, and the parts that the host holds share them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: LocalEngine | None = None
        self._limits: tuple[int, float] | None = None

    def guard(self, limits: tuple[int, float]) -> PieceGuard:
        """A guard for a part under these limits; other ones belong to another run, which is over."""
        from distributed import get_worker

        with self._lock:
            if self._engine is None or self._limits != limits:
                if self._engine is not None:
                    self._engine.close()
                os.environ.pop("MALLOC_TRIM_THRESHOLD_", None)  # Dask sets it low: children would give memory back all the time
                self._engine, self._limits = LocalEngine(get_worker().state.nthreads, *limits), limits
            return self._engine.guard()


_HOST = _Host()


def do_guarded(piece: Work, memory_limit_mb: int, document_seconds: float) -> Made | Stopped:
    """One piece of work on a worker host, in the guarded children of the host; parts of another stage get others."""
    try:
        with _HOST.guard((memory_limit_mb, document_seconds)) as guard:
            return piece.do(guard)
    except StoreSilent:
        raise  # waiting may heal it: Dask tries again
    except PipelineError as error:
        return Stopped(nearest_kind(error), str(error))
