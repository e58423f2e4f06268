"""Starts the command line in processes of their own, from a process that has everything imported: a start costs a fork, not four seconds.

Each line on stdin is a JSON list of arguments. Answers are two lines: the process id, which is also its process group, and the exit code
when it has ended. What the command says goes to the file named first on our own command line.
"""

import ctypes
import json
import os
import sys

OBEYS = "--obeys-modes"


def main() -> None:
    """Answer until stdin closes."""
    from assets.cli import main as run_command

    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            run_and_leave(run_command, json.loads(line))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def run_and_leave(run_command, arguments: list[str]) -> None:
    """Run the command in this process and end it, never returning."""
    try:
        run_command(arguments)
    except SystemExit as error:
        sys.stdout.flush()
        os._exit(error.code if isinstance(error.code, int) else 1)
    os._exit(0)


def obey_modes() -> None:
    """Start again without the right to pass over the modes of files, which root has (Linux, CAP_DAC_OVERRIDE and _READ_SEARCH)."""
    if OBEYS in sys.argv:
        return
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # out of the bounding set: lost with the next exec
    os.execv(sys.executable, [sys.executable, *sys.argv, OBEYS])


if __name__ == "__main__":
    obey_modes()
    main()
