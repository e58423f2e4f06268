"""One at a time: a lock file that says who holds it and that the kernel frees when its holder dies."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import LockHeld
from pipelines.lake import no_room

_POLL_SECONDS = 0.2


@contextmanager
def hold(path: Path, purpose: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock while the body runs.

    Args:
        path: The lock file; it stays behind, empty of meaning once nobody holds it.
        purpose: What the holder does, for the message that others get.
        wait_seconds: How long to wait for another holder.

    Raises:
        LockHeld: Another process holds it still; the text says which, and what it does.
        NoRoom: The lock file cannot be written.
    """
    with no_room(f"The lock {path.name} cannot be taken"):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, wait_seconds)
        with no_room(f"The lock {path.name} cannot be written"):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps({"process": os.getpid(), "purpose": purpose}).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, wait_seconds: float) -> None:
    limit = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= limit:
                raise LockHeld(_describe_holder(descriptor)) from error
            time.sleep(_POLL_SECONDS)
        else:
            return


def _describe_holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
        return f"Process {holder['process']} is at work ({holder['purpose']}); try again when it is done."
    except (ValueError, KeyError, TypeError):  # not written yet, or not by us
        return "Another process is at work."
