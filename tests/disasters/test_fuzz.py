"""A small version of the fuzzed road; the large one is `python -m tests.disasters.fuzz 100000`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.slow
def test_every_broken_file_is_accounted_for() -> None:
    """Three hundred broken files of every format and under hostile names: none is lost, doubled or without reason."""
    command = [sys.executable, "-m", "tests.disasters.fuzz", "300"]

    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert figures["refused_at_ingest"]
    assert figures["rows"]["articles"] > 0
