"""Batches, parts and the chain of fingerprints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from toy_stages import ToyIngest

from pipelines.clean import CleanStage
from pipelines.engine import LocalEngine, ingest, refresh, register_arrivals, stale_batches, stale_parts
from pipelines.errors import CorruptPart
from pipelines.lake import Lake

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Raw files of two months, one of them with nine documents (the toy stage makes one a byte)."""
    for day, name, size in [("2025-04-18", "a", 1), ("2025-04-18", "b", 9), ("2025-05-02", "c", 2)]:
        folder = tmp_path / "raw" / day
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * size)
    return tmp_path / "raw"


def snapshot(lake: Lake) -> dict[str, bytes]:
    """Every file of the lake with its bytes."""
    return {str(p.relative_to(lake.root)): p.read_bytes() for p in sorted(lake.root.rglob("*")) if p.is_file()}


def run(lake: Lake, raw: Path, version: str = "1") -> int:
    """One ingest; returns how many batches were made."""
    register_arrivals(lake, raw)
    with LocalEngine(1, 512, 20) as engine:
        return ingest(lake, ToyIngest(version), None, engine, part_size=4).parts_made


def test_files_become_parts_once(raw: Path, tmp_path: Path) -> None:
    """A second run finds nothing to do; a new file touches its own batch alone."""
    lake = Lake(tmp_path / "lake")

    assert run(lake, raw) == 2
    assert run(lake, raw) == 0
    (raw / "2025-05-02" / "d").write_bytes(b"xxx")
    assert run(lake, raw) == 1
    assert sum(lake.check("documents", part).rows for part in lake.parts("documents")) == 15


def test_a_run_killed_anywhere_resumes_to_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    """Whatever subset of parts a dead run left, the next one ends where an undisturbed one does."""
    whole = Lake(tmp_path / "whole")
    run(whole, raw)
    expected = snapshot(whole)

    for missing in expected:
        (whole.root / missing).unlink()
        (whole.root / missing).with_name(".tmp-x.parquet").write_bytes(b"half")
        whole.sweep()
        run(whole, raw)
        assert snapshot(whole) == expected


def test_a_new_version_makes_every_part_stale(raw: Path, tmp_path: Path) -> None:
    """Fingerprints decide, not file times."""
    lake = Lake(tmp_path / "lake")
    run(lake, raw)

    assert len(stale_batches(lake, ToyIngest("2"))) == 2
    assert run(lake, raw, "2") == 2


def test_a_changed_sidecar_makes_its_batch_stale(raw: Path, tmp_path: Path) -> None:
    """A person corrects a date by editing the sidecar, and the next run takes it up."""
    lake = Lake(tmp_path / "lake")
    run(lake, raw)
    (raw / "2025-05-02" / "c.meta.json").write_text('{"published": "2025-05-01"}')

    assert run(lake, raw) == 1


def test_document_parts_whose_batch_is_gone_go_too(raw: Path, tmp_path: Path) -> None:
    """A list of files that was deleted and noted anew in another batch doubles no document."""
    lake = Lake(tmp_path / "lake")
    run(lake, raw)
    (raw / "2025-05-02" / "d").write_bytes(b"xxx")
    for part in lake.parts("files"):
        lake.remove("files", part)

    run(lake, raw)

    names = {part.name.rpartition("-")[0] for part in lake.parts("documents")}
    assert names == {part.name for part in lake.parts("files")}


def test_a_torn_source_is_stale_until_it_is_made_again_and_named_when_read(raw: Path, tmp_path: Path) -> None:
    """Planning goes on; a stage that would read the torn part says which file it is."""
    lake = Lake(tmp_path / "lake")
    run(lake, raw)
    torn = lake.parts("documents")[0]
    lake.path("documents", torn).write_bytes(b"")

    stale, _ = stale_parts(lake, CleanStage(REFERENCE), None)

    assert (torn, "") in stale
    with LocalEngine(1, 512, 20) as engine, pytest.raises(CorruptPart, match=torn.name):
        refresh(lake, CleanStage(REFERENCE), None, engine)


def test_a_batch_that_has_lost_its_only_file_comes_out_empty_and_whole(raw: Path, tmp_path: Path) -> None:
    """A file that could never be read and is there no more leaves no row, and is not asked for every night."""
    lake = Lake(tmp_path / "lake")
    link = raw / "2025-06-01" / "gone"
    link.parent.mkdir()
    link.symlink_to("nowhere")
    run(lake, raw)
    link.unlink()

    assert run(lake, raw) == 1
    assert run(lake, raw) == 0
    assert run(lake, raw, "2") == 3
    assert not stale_batches(lake, ToyIngest("2"))
    assert sum(lake.check("documents", part).rows for part in lake.parts("documents", ["2025-06"])) == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from toy_stages import ToyIngest
from pipelines.engine import LocalEngine, ingest
from pipelines.lake import Lake

def strike(table, done, total):
    if done == 5:
        os.kill(os.getpid(), signal.SIGKILL)

with LocalEngine(1, 512, 20) as engine:
    ingest(Lake(Path(sys.argv[1])), ToyIngest(), None, engine, 16, strike)
"""


def test_a_resumed_run_makes_no_part_again_that_was_done(tmp_path: Path) -> None:
    """kill -9 after five of twelve parts: they, and a sixth if it was just written, stay the files they are, and the rest is made."""
    for month in range(1, 13):
        folder = tmp_path / "raw" / f"2025-{month:02d}-10"
        folder.mkdir(parents=True)
        (folder / "a").write_bytes(b"x")
    lake = Lake(tmp_path / "lake")
    register_arrivals(lake, tmp_path / "raw")
    environment = {**os.environ, "PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[2]}"}
    subprocess.run([sys.executable, "-c", KILLED, str(lake.root)], env=environment, check=False)
    done = {part: lake.path("documents", part).stat().st_ino for part in lake.parts("documents")}

    with LocalEngine(1, 512, 20) as engine:
        resumed = ingest(lake, ToyIngest(), None, engine, part_size=16)

    assert 5 <= len(done) == resumed.parts_fresh <= 6
    assert resumed.parts_made == 12 - len(done)
    assert all(lake.path("documents", part).stat().st_ino == inode for part, inode in done.items())
