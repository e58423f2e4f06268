"""The lock says who holds it and is free when its holder is dead."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipelines.errors import LockHeld
from pipelines.locking import hold

HOLDER = """
import sys, time
from pathlib import Path
from pipelines.locking import hold
with hold(Path(sys.argv[1]), "backfill"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_told_who_the_first_is_and_death_frees_the_lock(tmp_path: Path) -> None:
    """The message names process and purpose; after a kill the lock can be taken at once."""
    lock = tmp_path / ".lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()

    with pytest.raises(LockHeld, match=rf"Process {holder.pid} is at work \(backfill\)"), hold(lock, "run"):
        pass

    holder.kill()
    holder.wait()
    holder.stdout.close()
    with hold(lock, "run"):
        assert str(os.getpid()) in lock.read_text()


def test_a_waiter_gets_the_lock_when_it_is_given_back(tmp_path: Path) -> None:
    """Waiting ends as soon as the holder is done."""
    lock, is_held, may_end = tmp_path / ".lock", threading.Event(), threading.Event()

    def hold_for_a_while() -> None:
        with hold(lock, "backfill"):
            is_held.set()
            may_end.wait()

    with ThreadPoolExecutor(1) as threads:
        holder = threads.submit(hold_for_a_while)
        is_held.wait()
        threading.Timer(0.3, may_end.set).start()
        with hold(lock, "run", wait_seconds=60):
            assert may_end.is_set()
            assert '"run"' in lock.read_text()
        holder.result()


def test_waiting_is_bounded(tmp_path: Path) -> None:
    """Whoever holds the lock longer is named."""
    lock = tmp_path / ".lock"
    started = time.monotonic()

    with hold(lock, "backfill"), pytest.raises(LockHeld, match="backfill"), hold(lock, "run", wait_seconds=0.3):
        pass

    assert time.monotonic() - started >= 0.3


@pytest.mark.parametrize("left", [b"", b"{", b"[1]", b"7", b"{}", b"\xff"])
def test_a_lock_file_that_says_nothing_is_held_all_the_same(tmp_path: Path, left: bytes) -> None:
    """Somebody else's words in it cost the name of the holder and nothing more."""
    lock = tmp_path / ".lock"

    with hold(lock, "backfill"):
        lock.write_bytes(left)
        with pytest.raises(LockHeld, match="at work"), hold(lock, "run"):
            pass
