"""Many machines: parts as tasks of a Dask scheduler. The only place that knows Dask, which is an optional extra.

Every worker host must be started with `DASK_DISTRIBUTED__WORKER__DAEMON=False`, so that guarded children may run inside its workers,
and must see the lake and the raw folder under the same paths.
"""

import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipelines.engine.local import LocalEngine
from pipelines.engine.stage import Made, Work
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 3  # a part whose host died is done again elsewhere
CONNECT_SECONDS = 5


class ClusterEngine:
    """Runs pieces of work on the workers of a Dask scheduler, each in guarded children of its worker."""

    def __init__(self, address: str, memory_limit_mb: int, document_seconds: float) -> None:
        """Connect to the scheduler.

        Raises:
            WrongUse: Dask is not installed, or nobody answers at the address.
        """
        self._limits = (memory_limit_mb, document_seconds)
        self._client = connect(address)

    def __enter__(self) -> Self:
        """An engine is a context manager."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the scheduler."""
        self._client.close()

    def map(self, work: Sequence[Work]) -> Iterator[Made]:
        """Do every piece; what each made comes back as it is finished."""
        from distributed import as_completed

        futures = self._client.map(do_guarded, work, *([limit] * len(work) for limit in self._limits), pure=False, retries=RETRIES)
        for future in as_completed(futures):
            made: Made = future.result()
            future.release()
            yield made


def connect(address: str) -> "Client":
    """A client of the scheduler.

    Raises:
        WrongUse: Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise WrongUse("DEMARCHE_ENGINE names a scheduler, but Dask is not installed: pip install 'demarche[distributed]'.") from error
    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except OSError as error:
        raise WrongUse(f"No Dask scheduler answers at {address}.") from error


class _Guards(threading.local):
    """The guarded child of each thread of a worker host; it stays for the next part, since a start costs as much as many documents."""

    engine: LocalEngine | None = None
    limits: tuple[int, float] | None = None


_GUARDS = _Guards()


def do_guarded(piece: Work, memory_limit_mb: int, document_seconds: float) -> Made:
    """One piece of work on a worker host, in a guarded child of its thread; a part of another stage gets another child."""
    limits = (memory_limit_mb, document_seconds)
    if _GUARDS.engine is None or _GUARDS.limits != limits:
        if _GUARDS.engine is not None:
            _GUARDS.engine.close()
        _GUARDS.engine, _GUARDS.limits = LocalEngine(1, *limits), limits
    made = None
    try:
        made = piece.do(_GUARDS.engine)
        return made
    finally:
        if made is None:
            _GUARDS.engine.close()  # its child may hold rows of the piece that failed
