"""What a stage, a piece of work and an engine are. Belongs here: the contracts between them, and nothing that runs."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol

import pyarrow as pa

from pipelines.errors import RejectCode

Run = Callable[[Sequence[Any]], Iterable[Sequence[Any]]]
Aside = Callable[[], IO[bytes]]  # opens a file of no name that is gone when it is closed


class Stage(Protocol):
    """A pure function from records of one table to records of the next, as a picklable object.

    It holds paths and numbers only; `prepare` loads what is heavy, once in each worker process.
    """

    @property
    def source(self) -> str:
        """Lake table it reads."""
        ...

    @property
    def target(self) -> str:
        """Lake table it writes."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of its version, its reference tables and its model."""
        ...

    def prepare(self) -> Run:
        """The function itself: takes a chunk of records and yields their outputs in order, one sequence a record or more."""
        ...

    def refuse(self, row: Any, code: RejectCode, reason: str) -> Sequence[Any]:
        """What stands in for a record on which a worker timed out, ran out of memory or crashed."""
        ...


class Guard(Protocol):
    """Runs a stage over a table of records in guarded processes."""

    @property
    def refused(self) -> int:
        """Records of the last table on which a worker timed out, ran out of memory or crashed."""
        ...

    def run(self, stage: Stage, table: pa.Table) -> pa.Table:
        """All outputs, in the order of the rows."""
        ...

    def stream(self, stage: Stage, table: pa.Table, chunk_rows: int, open_aside: Aside | None = None) -> Iterator[pa.Table]:
        """The same, chunk by chunk; outputs that memory should not hold wait in a file, where one can be opened."""
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """Rows read and rows written by a piece of work, and how many of those read were refused by the guard."""

    rows_in: int
    rows_out: int
    refused: int


class Work(Protocol):
    """Something to be done once, picklable, harmless to do again."""

    def do(self, guard: Guard) -> Made:
        """Do it, with the stage running under guard."""
        ...


class Engine(Protocol):
    """Gets work done: here, or on many machines."""

    def map(self, work: Sequence[Work]) -> Generator[Made, None, None]:
        """Do every piece; what each made comes back as it is finished. Whoever stops listening closes it: then nothing more is begun."""
        ...
