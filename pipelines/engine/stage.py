"""What a stage is. Belongs here: the contract between stages and engines, and nothing that runs."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from pipelines.errors import RejectCode

Run = Callable[[Sequence[Any]], Iterable[Sequence[Any]]]


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
