"""Stages for tests of the engine: small, picklable, and some of them murderous."""

import gc
import hashlib
import os
import struct
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa

from pipelines.engine.stage import Aside, Made, Run, Stage, Work
from pipelines.errors import BadReference, RejectCode, UnknownName
from pipelines.records import Document, RawFile
from pipelines.schemas import from_table, to_table


@dataclass(frozen=True, slots=True)
class ToyIngest:
    """A file becomes one document for each line of its path's last digit; a path may ask for a disaster."""

    version: str = "1"
    source: str = "files"
    target: str = "documents"

    @property
    def fingerprint(self) -> str:
        """The version."""
        return self.version

    def prepare(self) -> Run:
        """Nothing to load, except where the version is bad."""
        if self.version == "broken":
            raise BadReference("A row is wrong.")
        return self._run

    def _run(self, files: Sequence[RawFile]) -> Iterable[Sequence[Document]]:
        for file in files:
            yield from self._one(file)

    def _one(self, file: RawFile) -> Iterator[Sequence[Document]]:
        if "hang" in file.path:
            time.sleep(600)
        if "die" in file.path:
            os._exit(9)
        if file.path.startswith("once ") and not (marker := Path(file.path.removeprefix("once "))).exists():
            marker.touch()
            os._exit(9)
        if "midway" in file.path:
            die_while_speaking()
        if "memory" in file.path:
            bytearray(8 * 2**30)
        if "stop" in file.path:
            raise UnknownName("endpoint", "nobody")
        if "slow" in file.path:
            time.sleep(3)
        while "spin" in file.path:
            pass
        for number in range(file.byte_count):
            yield [self._document(file, number)]
        if "last" in file.path:
            os._exit(9)

    def _document(self, file: RawFile, number: int) -> Document:
        name = hashlib.sha256(f"{file.path}{number}".encode()).hexdigest()[:16]
        return Document(name, file.path, str(number), file.landed_on, "text/plain", 1, b"x")

    def refuse(self, row: RawFile, code: RejectCode, reason: str) -> Sequence[Document]:
        """One rejected document, unless the path asks for what nobody has foreseen."""
        if "odd" in row.path:
            raise ZeroDivisionError
        return [replace(self._document(row, 0), member=None, payload=b"", reject_code=code, reject_reason=reason)]


def die_while_speaking() -> None:
    """Send the beginning of a message and end, as a worker does that the kernel kills while it sends a large table."""
    for pipe in [held for held in gc.get_objects() if isinstance(held, Connection)]:
        os.write(pipe.fileno(), struct.pack("!i", 1000) + b"half")
    os._exit(9)


class EngineHere:
    """Runs stages in this process, unguarded: for tests of what lies around them."""

    refused = 0

    def map(self, work: Sequence[Work]) -> Generator[Made, None, None]:
        """Do every piece."""
        for piece in work:
            yield piece.do(self)

    def run(self, stage: Stage, table: pa.Table) -> pa.Table:
        """All outputs."""
        return pa.concat_tables([to_table(stage.target, []), *self.stream(stage, table, 8)])

    def stream(self, stage: Stage, table: pa.Table, chunk_rows: int, open_aside: Aside | None = None) -> Iterator[pa.Table]:
        """Outputs record by record."""
        for outputs in stage.prepare()(list(from_table(stage.source, table))):
            yield to_table(stage.target, outputs)


@dataclass(frozen=True, slots=True)
class OddWork:
    """Work that fails in a way nobody has foreseen."""

    def do(self, guard: object) -> Made:
        """Fail."""
        raise OSError(5, "input/output error", "/secret/place")
