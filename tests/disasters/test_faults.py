"""Faults of every kind, each on a copy of a published data folder: a sentence, nothing lost, nothing doubled."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bench")]

from corpus import write_corpus  # noqa: E402 - after the folder that holds it is known
from launching import DAY, PROJECT, Launcher  # noqa: E402
from made_by_run import snapshot_database, snapshot_lake, snapshot_report  # noqa: E402

pytestmark = pytest.mark.slow
DOCUMENTS = 24
needs_mount = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """The command line, warm."""
    started = Launcher(tmp_path_factory.mktemp("log") / "log", part_size=8)
    yield started
    started.close()


@pytest.fixture(scope="module")
def whole(launcher: Launcher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was published undisturbed."""
    data = tmp_path_factory.mktemp("whole")
    write_corpus(data / "raw", DOCUMENTS, months=2)
    assert launcher.run(data) == 0, launcher.said()
    return data


@pytest.fixture
def fresh(whole: Path, tmp_path: Path) -> Path:
    """The raw files alone."""
    shutil.copytree(whole / "raw", tmp_path / "data" / "raw")
    return tmp_path / "data"


@pytest.fixture
def published(whole: Path, tmp_path: Path) -> Path:
    """A copy of the published data folder."""
    return Path(shutil.copytree(whole, tmp_path / "data"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, at first of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def remount(place: Path, options: str) -> None:
    """Change the size or the mode of a disk."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def test_truncated_and_missing_parts_are_made_again(published: Path, whole: Path, launcher: Launcher) -> None:
    """Half a part, an empty part and no part, in every table that is made: the next run makes exactly these bytes again."""
    for table in ("documents", "articles", "claims"):
        first, second, third = sorted((published / "lake" / table).glob("*/*.parquet"))[:3]
        first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
        second.write_bytes(b"")
        third.unlink()

    assert launcher.run(published) == 0, launcher.said()

    assert snapshot_lake(published) == snapshot_lake(whole)
    assert snapshot_database(published) == snapshot_database(whole)


def test_a_foreign_file_in_the_lake_is_left_alone_and_told(published: Path, whole: Path, launcher: Launcher) -> None:
    """Notes that somebody put between the parts change nothing; doctor names them."""
    stranger = published / "lake" / "claims" / "notes.txt"
    stranger.write_text("do not touch")

    code = launcher.run(published)
    launcher.start("doctor", "--data", published)

    assert (code, launcher.wait()) == (0, 3)
    assert stranger.read_text() == "do not touch"
    assert "holds a file that is no part of it" in launcher.said()
    assert snapshot_database(published) == snapshot_database(whole)


def test_a_killed_worker_loses_and_doubles_nothing(fresh: Path, whole: Path, launcher: Launcher) -> None:
    """Workers are killed while they are at work; whatever becomes of that run, the next one ends in the undisturbed state."""
    pid = launcher.start("run", "--data", fresh, "--day", DAY, "--quiet")
    killed = 0
    while not launcher.has_ended(0.05):
        for worker in workers_of(pid):
            if killed < 3 and spent(worker) > 0.3:
                os.kill(worker, signal.SIGKILL)
                killed += 1
    launcher.wait()

    assert killed
    assert launcher.run(fresh) == 0, launcher.said()
    assert snapshot_database(fresh) == snapshot_database(whole)
    assert snapshot_report(fresh) == snapshot_report(whole)


def workers_of(pid: int) -> list[int]:
    """The worker processes of a run: children of its fork server."""
    return [int(child) for server in children_of(pid) for child in children_of(int(server))]


def children_of(pid: int) -> list[str]:
    """Process ids of the children of all threads."""
    try:
        return [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def spent(pid: int) -> float:
    """CPU seconds of a process; 0 where it is gone."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


@needs_mount
@pytest.mark.parametrize("size", ["1m", "4m"])
def test_a_full_disk_is_a_sentence_and_room_is_all_it_needs(fresh: Path, whole: Path, disk: Path, launcher: Launcher, size: str) -> None:
    """On a disk that is full at once, or when the database is built: exit 1 and the reason; with room the run comes through."""
    remount(disk, f"size={size}")
    shutil.copytree(fresh / "raw", disk / "data" / "raw")
    said_before = launcher.said()

    code = launcher.run(disk / "data")
    said = launcher.said().removeprefix(said_before)
    remount(disk, "size=200m")

    assert code == 1, said
    assert "Traceback" not in said
    assert "demarche: " in said
    assert launcher.run(disk / "data") == 0, launcher.said()
    assert snapshot_lake(disk / "data") == snapshot_lake(whole)
    assert snapshot_database(disk / "data") == snapshot_database(whole)


@needs_mount
def test_a_read_only_folder_is_a_sentence_and_can_still_be_read(whole: Path, disk: Path, launcher: Launcher) -> None:
    """A run that may not write says so and exits 1; what is published answers as before."""
    remount(disk, "size=200m")
    shutil.copytree(whole, disk / "data")
    remount(disk, "ro")
    said_before = launcher.said()

    code = launcher.run(disk / "data")

    said = launcher.said().removeprefix(said_before)
    assert code == 1, said
    assert "Read-only file system" in said
    assert "Traceback" not in said
    assert snapshot_database(disk / "data") == snapshot_database(whole)


@pytest.mark.parametrize("place", ["lake/claims/2023-02", "report", "."])
def test_a_lost_permission_is_a_sentence_and_giving_it_back_is_all_it_needs(
    published: Path, whole: Path, launcher: Launcher, place: str
) -> None:
    """A folder that may not be written any more, in the lake, in the report or around the database: exit 1 and the reason."""
    for part in (published / "lake" / "claims").glob("*/*.parquet"):
        part.write_bytes(b"")
    (published / "raw" / "2023-02-01").mkdir(exist_ok=True)
    (published / "raw" / "2023-02-01" / "late.txt").write_text("Late\n\nJapan ruled out a devaluation of the yen on Monday.\n")
    wanted = shutil.copytree(published, published.with_name("wanted"))
    assert launcher.run(wanted) == 0, launcher.said()
    (published / place).chmod(0o555)
    said_before = launcher.said()

    code = launcher.run(published)
    said = launcher.said().removeprefix(said_before)
    (published / place).chmod(0o755)

    assert code == 1, said
    assert "Permission denied" in said
    assert "Traceback" not in said
    assert launcher.run(published) == 0, launcher.said()
    assert snapshot_lake(published) == snapshot_lake(wanted)
    assert snapshot_database(published) == snapshot_database(wanted)


def test_a_raw_file_that_may_not_be_read_comes_in_when_it_may(fresh: Path, whole: Path, launcher: Launcher) -> None:
    """It is a refused row with its reason for one run, and a document like any other after the next."""
    shut = min(path for path in (fresh / "raw").rglob("*.html"))
    shut.chmod(0o000)

    first = launcher.run(fresh)
    said = launcher.said()
    shut.chmod(0o644)

    assert first == 0, said
    assert "unreadable" in said
    assert launcher.run(fresh) == 0, launcher.said()
    found, wanted = snapshot_database(fresh), snapshot_database(whole)
    assert {name for name in wanted if found[name] != wanted[name]} <= {"build"}  # a batch is named after what was first seen of its files


def test_beside_a_run_nobody_else_writes(fresh: Path, whole: Path, launcher: Launcher) -> None:
    """A second run and a backfill are told who is at work; the first run comes through as if alone."""
    pid = launcher.start("run", "--data", fresh, "--day", DAY, "--quiet")
    while str(pid) not in (fresh / ".lock").read_text() if (fresh / ".lock").exists() else True:
        time.sleep(0.01)
    os.kill(pid, signal.SIGSTOP)

    command = [sys.executable, "-m", "assets.cli"]
    others = [
        subprocess.run([*command, *words, "--data", str(fresh)], cwd=PROJECT, capture_output=True, text=True, check=False)
        for words in (["run", "--day", DAY], ["backfill", "--from", "2023-01", "--to", "2023-02"])
    ]
    os.kill(pid, signal.SIGCONT)

    assert [other.returncode for other in others] == [1, 1]
    assert all(f"Process {pid} is at work" in other.stderr for other in others)
    assert launcher.wait() == 0, launcher.said()
    assert snapshot_database(fresh) == snapshot_database(whole)


def test_a_clock_that_was_set_back_changes_no_row(published: Path, whole: Path, launcher: Launcher) -> None:
    """A run whose day lies before everything that landed finds nothing new; one that has to build differs in its build day alone."""
    assert launcher.run(published, day="2001-01-01") == 0, launcher.said()
    assert snapshot_lake(published) == snapshot_lake(whole)
    assert snapshot_database(published) == snapshot_database(whole)
    (published / "demarche.duckdb").unlink()

    assert launcher.run(published, day="2001-01-01") == 0, launcher.said()

    found, wanted = snapshot_database(published), snapshot_database(whole)
    assert snapshot_lake(published) == snapshot_lake(whole)
    assert {name for name in wanted if found[name] != wanted[name]} == {"build"}
