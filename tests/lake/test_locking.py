"""The lock says who holds it and is free when its holder is dead."""

import os
import subprocess
import sys
import time
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
    """Waiting is bounded, and ends as soon as the holder is done."""
    lock = tmp_path / ".lock"
    started = time.monotonic()

    with hold(lock, "run"), pytest.raises(LockHeld), hold(lock, "run", wait_seconds=0.3):
        pass

    assert time.monotonic() - started >= 0.3
