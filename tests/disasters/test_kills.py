"""A small version of the kill test; the large one is `python -m tests.disasters.kills 200`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.slow
def test_killed_runs_end_in_the_undisturbed_state(tmp_path: Path) -> None:
    """Eight kills over sixty documents: same lake, same rows, same pages, no reader failed, nothing left behind."""
    command = [sys.executable, "-m", "tests.disasters.kills", "8", "--documents", "60", "--part", "10", "--folder", str(tmp_path)]

    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert figures["kills"] == 8
    assert figures["reads"] > 0
