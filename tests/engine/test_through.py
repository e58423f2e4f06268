"""What may be published is what has come through every stage."""

from pathlib import Path

from toy_stages import ToyIngest

from pipelines.engine import LocalEngine, ingest, parts_through, register_arrivals
from pipelines.engine.audit import audit_counts
from pipelines.lake import Lake
from pipelines.schemas import RECORDS, to_table


def make_lake(folder: Path) -> Lake:
    """Two landing months, each a file of nine documents in three parts, with empty articles and claims for every part."""
    lake = Lake(folder / "lake")
    for month in ("2025-04", "2025-05"):
        (folder / "raw" / f"{month}-02").mkdir(parents=True)
        (folder / "raw" / f"{month}-02" / "file").write_bytes(b"x" * 9)
    register_arrivals(lake, folder / "raw")
    with LocalEngine(1, 512, 20) as engine:
        ingest(lake, ToyIngest(), None, engine, part_size=4)
    for part in lake.parts("documents"):
        for table in ("articles", "claims"):
            lake.write(table, part, to_table(table, []), table)
    return lake


def test_a_whole_lake_is_through(tmp_path: Path) -> None:
    """Every part of every table, and nothing waits."""
    lake = make_lake(tmp_path)

    paths, waiting = parts_through(lake)

    assert paths == {table: lake.part_paths(table) for table in RECORDS}
    assert waiting == []


def test_a_batch_with_a_part_missing_anywhere_waits_whole(tmp_path: Path) -> None:
    """One missing part of documents, articles or claims keeps the whole batch out, and its neighbour in."""
    for table in ("documents", "articles", "claims"):
        lake = make_lake(tmp_path / table)
        lake.remove(table, lake.parts(table, ["2025-04"])[1])

        paths, waiting = parts_through(lake)

        assert [batch.month for batch in waiting] == ["2025-04"]
        assert {path.parent.name for found in paths.values() for path in found} == {"2025-05"}


def test_a_part_that_waits_is_told_in_a_sentence(tmp_path: Path) -> None:
    """The audit names it instead of failing on the file that is not there."""
    lake = make_lake(tmp_path)
    part = lake.parts("claims")[0]
    lake.remove("claims", part)

    told = [finding.where for finding in audit_counts(lake) if "not come through" in finding.sentence]

    assert told == [str(part)]
