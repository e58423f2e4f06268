"""The command line from the tests' side: started in a process of its own by the launcher, waited for, killed."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DAY = "2024-06-01"
HANG_SECONDS = 1800  # no run of these tests takes so long, however busy the machine


def at_once() -> bool:
    """Nothing is waited for."""
    return True


class Launcher:
    """The command line, started from a process that has everything imported; one command at a time."""

    def __init__(self, log: Path, part_size: int) -> None:
        """Start the launcher; the first command waits until it is ready."""
        environment = {**os.environ, "DEMARCHE_PART_SIZE": str(part_size), "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, str(Path(__file__).with_name("kill_launcher.py")), str(log)]
        self._log = log
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=PROJECT,
            env=environment,
        )

    def start(self, *arguments: object) -> int:
        """Start a command; returns its process id, which is also its process group."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(argument) for argument in arguments]) + "\n")
        return int(self._process.stdout.readline())

    def has_ended(self, seconds: float) -> bool:
        """Whether the command ends within so many seconds."""
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def wait(self) -> int:
        """The command's exit code, or minus the signal that ended it; one that does not end is an error of its own."""
        assert self._process.stdout is not None
        assert self.has_ended(HANG_SECONDS), f"the command hangs: {self.said()[-2000:]}"
        return int(self._process.stdout.readline())

    def run(
        self, data: Path, kill_after: float | None = None, is_whole_group: bool = True, day: str = DAY, begins: Callable[[], bool] = at_once
    ) -> int:
        """A nightly run on a data folder; returns the exit code, -9 where it was killed in time.

        Args:
            data: The data folder.
            kill_after: Seconds after which it is killed; never where None.
            is_whole_group: Whether its children are killed with it.
            day: The run's day.
            begins: Asked until it says yes; only then the seconds begin.
        """
        pid = self.start("run", "--data", data, "--day", day, "--quiet")
        if kill_after is not None:
            is_over = False
            while not is_over and not begins():
                is_over = self.has_ended(0.02)
            if not is_over and not self.has_ended(kill_after):
                kill(pid, is_whole_group)
        return self.wait()

    def said(self) -> str:
        """What all commands so far have said, stdout and stderr together."""
        return self._log.read_text()

    def close(self) -> None:
        """End the launcher."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def kill(pid: int, is_whole_group: bool) -> None:
    """End a process at once, with its children or leaving them orphaned."""
    try:
        (os.killpg if is_whole_group else os.kill)(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has not yet got a group of its own
        os.kill(pid, signal.SIGKILL)
