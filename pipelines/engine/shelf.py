"""Where the outputs of a table wait for whoever reads them: in memory up to a bound, beyond it in a file.

What one raw file unpacks to may be many times what memory holds, and none of it may be taken on before the worker is through with the file:
a worker may die at the last document, and the file is then refused whole. Does not belong here: which outputs come next (`lane`).
"""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from pipelines.engine.stage import Aside
from pipelines.lake import no_room

HELD_BYTES = 256 * 2**20  # of a table's outputs; a part that its reader writes takes as much again


@dataclass(frozen=True, slots=True)
class Extent:
    """Where in the file an output lies."""

    offset: int
    byte_count: int


Slip = bytes | Extent  # an output that waits, or where it does


class Shelf:
    """The outputs of one table. The keeper puts them here, the reader takes them, each in a thread of its own."""

    def __init__(self, open_aside: Aside | None) -> None:
        """Without a way to open a file everything waits in memory."""
        self._open_aside = open_aside
        self._file: IO[bytes] | None = None
        self._file_bytes = self._held_bytes = 0
        self._is_closed = False
        self._lock = threading.Lock()

    def put(self, output: bytes) -> Slip:
        """Keep an output.

        Raises:
            NoRoom: There is no room for the file.
        """
        with self._lock:
            if self._is_closed:
                return b""  # nobody will ask for it
            if self._open_aside is None or self._held_bytes + len(output) <= HELD_BYTES:
                self._held_bytes += len(output)
                return output
            with no_room("What the workers have read cannot be put aside"):
                self._file = self._file or self._open_aside()
                written = 0
                while written < len(output):
                    written += os.pwrite(self._file.fileno(), memoryview(output)[written:], self._file_bytes + written)
            self._file_bytes += written
            return Extent(self._file_bytes - written, written)

    def take(self, slip: Slip) -> bytes:
        """An output back; the shelf holds it no more."""
        with self._lock:
            if isinstance(slip, bytes):
                self._held_bytes -= len(slip)
                return slip
            if self._file is None:
                raise ValueError("The shelf is closed.")
            return os.pread(self._file.fileno(), slip.byte_count, slip.offset)

    def drop(self, slips: Iterable[Slip]) -> None:
        """Outputs that nobody will take."""
        with self._lock:
            self._held_bytes -= sum(len(slip) for slip in slips if isinstance(slip, bytes))

    def close(self) -> None:
        """Give the file back to the disk; what is put here afterwards is dropped."""
        with self._lock:
            self._is_closed = True
            if self._file:
                self._file.close()
                self._file = None
