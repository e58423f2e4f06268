"""The whole road with its lake in an object store: the same parts, the same database, and kills that cost nothing."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bench"), str(HERE.parent / "lake")]

from corpus import write_corpus  # noqa: E402 - after the folder that holds it is known
from launching import Launcher  # noqa: E402
from made_by_run import snapshot_database, snapshot_lake, snapshot_report  # noqa: E402
from object_store import needs_moto, serving  # noqa: E402

from pipelines.lake import Lake  # noqa: E402

pytestmark = [pytest.mark.slow, needs_moto]
DOCUMENTS = 24
PART_SIZE = 8


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that was published with its lake inside."""
    data = tmp_path_factory.mktemp("near")
    write_corpus(data / "raw", DOCUMENTS, months=2)
    launcher = Launcher(data.with_name("near-log"), PART_SIZE)
    assert launcher.run(data) == 0, launcher.said()
    launcher.close()
    return data


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Launcher]:
    """The command line, warm, with a lake in a bucket of its own."""
    with serving() as url:
        monkeypatch.setenv("DEMARCHE_LAKE_URL", url)
        started = Launcher(tmp_path / "log", PART_SIZE)
        yield started
        started.close()


def snapshot_store(url: str) -> dict[str, bytes]:
    """Every object of the lake with its bytes."""
    storage = Lake(Path("unused"), url).storage
    found = {}
    for entry in storage.list(""):
        with storage.open(entry.name) as stream:
            found[f"lake/{entry.name}"] = bytes(stream.read())
    return found


def test_killed_runs_over_an_object_store_end_in_the_state_of_a_folder(
    near: Path, launcher: Launcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed three times and resumed: every object has the bytes of its part in a folder; rows and pages are the same."""
    data = tmp_path / "data"
    write_corpus(data / "raw", DOCUMENTS, months=2)

    codes = [launcher.run(data, kill_after=seconds) for seconds in (2.0, 4.0, 6.0)]
    last = launcher.run(data)

    assert -9 in codes
    assert last == 0, launcher.said()
    assert snapshot_store(os.environ["DEMARCHE_LAKE_URL"]) == snapshot_lake(near)
    assert snapshot_database(data) == snapshot_database(near)
    assert snapshot_report(data) == snapshot_report(near)
    launcher.start("doctor", "--deep", "--data", data)
    assert launcher.wait() == 0, launcher.said()


def test_a_takedown_reaches_the_store(launcher: Launcher, tmp_path: Path) -> None:
    """A document that was taken down is in no object and in no copy on this machine."""
    data = tmp_path / "data"
    write_corpus(data / "raw", DOCUMENTS, months=2)
    assert launcher.run(data) == 0, launcher.said()
    path = min(path for path in (data / "raw").rglob("*.txt"))
    name = path.relative_to(data / "raw").as_posix()

    launcher.start("forget", name, "--reason", "asked", "--data", data)

    assert launcher.wait() == 0, launcher.said()
    assert not path.exists()
    for lake in (Lake(data / "lake", os.environ["DEMARCHE_LAKE_URL"]), Lake(data / "lake")):
        for table in ("files", "documents", "articles"):
            assert name not in {value for part in lake.parts(table) for value in lake.read(table, part, ["path"])["path"].to_pylist()}
