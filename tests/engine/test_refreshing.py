"""Batches, parts and the chain of fingerprints."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from toy_stages import EngineHere, ToyIngest

from pipelines.clean import CleanStage
from pipelines.engine import LocalEngine, ingest, refresh, register_arrivals, stale_batches, stale_parts
from pipelines.engine.arrivals import cut
from pipelines.engine.batches import documents_by_batch
from pipelines.engine.stage import Aside, Stage
from pipelines.errors import CorruptPart, NoRoom, RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Document
from pipelines.schemas import from_table, to_table

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


class LosesWorkers(EngineHere):
    """Once it refuses a file that others read, and then dies before another."""

    def stream(self, stage: Stage, table: pa.Table, chunk_rows: int, open_aside: Aside | None = None) -> Iterator[pa.Table]:
        """Outputs file by file."""
        for file in from_table(stage.source, table):
            if file.path.endswith("/c"):
                raise NoRoom("dead")
            outputs = [stage.refuse(file, RejectCode.TIMED_OUT, "")] if file.path.endswith("/a") else stage.prepare()([file])
            yield from (to_table(stage.target, rows) for rows in outputs)


def test_a_worker_lost_in_one_of_two_runs_doubles_and_loses_nothing(tmp_path: Path) -> None:
    """A file is refused in a run that is killed, and read in the next: parts of the first run do not stay beside those of the second."""
    lake, day = Lake(tmp_path / "lake"), tmp_path / "raw" / "2025-05-02"
    day.mkdir(parents=True)
    for name in "abc":
        (day / name).write_bytes(b"x" * 4)
    register_arrivals(lake, tmp_path / "raw")
    with pytest.raises(NoRoom):
        ingest(lake, ToyIngest(), None, LosesWorkers(), part_size=2)
    assert lake.parts("documents")

    ingest(lake, ToyIngest(), None, EngineHere(), part_size=2)

    rows = [row for part in lake.parts("documents") for row in lake.read("documents", part, ["path", "member"]).to_pylist()]
    assert Counter((row["path"][-1], row["member"]) for row in rows) == {(name, str(number)): 1 for name in "abc" for number in range(4)}


def test_what_was_drawn_from_a_part_that_is_made_again_goes(raw: Path, tmp_path: Path) -> None:
    """By its fingerprint it would be fresh, and might be that of other documents; what another version made waits for its stage."""
    lake = Lake(tmp_path / "lake")
    run(lake, raw)
    april, may = lake.parts("documents", ["2025-04"]), lake.parts("documents", ["2025-05"])
    for part in april + may:
        for table in ("articles", "claims"):
            lake.write(table, part, to_table(table, []), "fresh")
    lake.path("documents", april[1]).write_bytes(b"torn")

    run(lake, raw)

    assert len(april) == 3
    assert lake.parts("articles") == lake.parts("claims") == may
    run(lake, raw, "2")
    assert lake.parts("articles") == lake.parts("claims") == may


def test_part_1000_of_a_batch_stands_behind_part_999(tmp_path: Path) -> None:
    """Only the last part says that it is the last: in the order of names a large mailbox would never be whole, and be read every night."""
    lake, batch = Lake(tmp_path), Part("2025-05", "b1")
    names = [f"b1-{number:03d}" for number in range(1002)]
    lake.path("documents", batch).parent.mkdir(parents=True)
    for name in names:
        lake.path("documents", Part("2025-05", name)).touch()

    assert [part.name for part in documents_by_batch(lake)[batch]] == names


def test_parts_are_cut_by_their_rows_however_these_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row by row, as after the loss of a worker, or many at once: the same parts, none over the bytes that a part may have."""
    monkeypatch.setattr("pipelines.engine.arrivals.PART_BYTES", 10)
    sizes = [1, 9, 1, 0, 0, 12, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 7]
    rows = [Document(f"{n:02d}", "a", str(n), date(2025, 5, 2), "text/plain", size, b"x" * size) for n, size in enumerate(sizes)]

    cuts = [
        [
            (part["document_id"].to_pylist(), is_last)
            for part, is_last in cut((table.slice(at, step) for at in range(0, len(rows), step)), 6)
        ]
        for table in [to_table("documents", rows)]
        for step in (1, 2, 5, len(rows))
    ]

    assert cuts[0] == cuts[1] == cuts[2] == cuts[3]
    assert [len(ids) for ids, _ in cuts[0]] == [2, 3, 1, 3, 6, 2]
    assert [is_last for _, is_last in cuts[0]] == [False] * 5 + [True]


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
