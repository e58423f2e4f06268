"""The child process: takes chunks over a pipe, runs the stage on them, sends Arrow back. Knows nothing of parts."""

import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa
from threadpoolctl import threadpool_limits

from pipelines.engine.stage import Run, Stage
from pipelines.errors import PipelineError
from pipelines.schemas import from_table, to_table

FLUSH_ROWS = 512
FLUSH_BYTES = 32 * 2**20
BEAT_SECONDS = 1.0  # a heartbeat at most so often: each one wakes the keeper, which the workers' cores pay for


def serve(pipe: Connection, stage: Stage, memory_limit_mb: int) -> None:
    """Answer chunks until the pipe closes. One answer a chunk: heartbeats, tables, then `done` with the last table, or `failed`.

    Messages out: ("ready",); ("beat",), ("table", IPC bytes), ("done", IPC bytes), ("failed", reject code); ("broken", kind of error,
    sentence) where the stage cannot go on at all, which is no fault of a document. After `broken` and `failed` the process ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run = stage.prepare()
    except PipelineError as error:
        _send_broken(pipe, error)
        return
    threadpool_limits(limits=1)  # there is a worker for each core: threads of linear algebra beside them only wait for each other
    _limit_memory(memory_limit_mb)
    with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked may have died: then there is nothing to receive either
        pipe.send(("ready",))
    while True:
        try:
            chunk = pipe.recv_bytes()
        except (EOFError, OSError):  # whoever asks has died, maybe in the middle of a chunk
            return
        try:
            _answer(pipe, run, list(from_table(stage.source, read_ipc(chunk))), stage.target)
        except MemoryError:
            pipe.send(("failed", "out_of_memory"))
            sys.exit(1)
        except PipelineError as error:
            _send_broken(pipe, error)
            return
        except (BrokenPipeError, ConnectionResetError):
            return  # whoever asked has died; its next run asks again


def _send_broken(pipe: Connection, error: PipelineError) -> None:
    pipe.send(("broken", nearest_kind(error), str(error)))


def nearest_kind(error: PipelineError) -> type[PipelineError]:
    """The nearest kind of error that a sentence alone makes, for errors that travel between processes."""
    return next(kind for kind in type(error).__mro__ if "__init__" not in vars(kind))


def _answer(pipe: Connection, run: Run, rows: Sequence[Any], target: str) -> None:
    for records, is_last in _batches(pipe, run(rows)):
        pipe.send(("done" if is_last else "table", write_ipc(to_table(target, records))))


def _batches(pipe: Connection, outputs: Any) -> Iterator[tuple[list[Any], bool]]:
    """Outputs gathered to batches of bounded size, each with whether it is the last; heartbeats between outputs, so that the deadline is
    a document's.
    """
    held: list[Any] = []
    size, beaten_at = 0, time.monotonic()
    for records in outputs:
        held.extend(records)
        size += sum(_weigh(record) for record in records)
        if (now := time.monotonic()) > beaten_at + BEAT_SECONDS:
            pipe.send(("beat",))
            beaten_at = now
        if len(held) >= FLUSH_ROWS or size >= FLUSH_BYTES:
            yield held, False
            held, size = [], 0
    yield held, True


def _weigh(record: Any) -> int:
    """Bytes of the record's long values."""
    return sum(len(value) for f in fields(record) if isinstance(value := getattr(record, f.name), (bytes, str)))


def _limit_memory(limit_mb: int) -> None:
    """Bound the address space to what the process holds now and `limit_mb` more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + limit_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def write_ipc(table: pa.Table) -> bytes:
    """A table as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def read_ipc(data: bytes) -> pa.Table:
    """The table of an Arrow IPC stream."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()
