"""Closed months are merged: to the very bytes of a lake that read all their files at once, whenever the one who does it dies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from test_forgetting import draw_article, draw_claim
from toy_stages import EngineHere, ToyIngest

from pipelines.engine import ingest, parts_through, refresh, register_arrivals
from pipelines.engine.compaction import compact
from pipelines.engine.forgetting import find_documents, forget
from pipelines.engine.replaced import is_merged
from pipelines.engine.stage import Run
from pipelines.errors import NoRoom, RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Article, Claim, Document

PART_SIZE = 40


@dataclass(frozen=True, slots=True)
class ToyClean:
    """An article a document."""

    version: str = "1"
    source: str = "documents"
    target: str = "articles"

    @property
    def fingerprint(self) -> str:
        """The version."""
        return f"clean {self.version}"

    def prepare(self) -> Run:
        """Nothing to load."""
        return lambda rows: [[draw_article(row.document_id, row.path)] for row in rows]

    def refuse(self, row: Document, code: RejectCode, reason: str) -> Sequence[Article]:
        """Never asked."""
        return []


@dataclass(frozen=True, slots=True)
class ToyExtract:
    """A claim an article."""

    source: str = "articles"
    target: str = "claims"
    fingerprint: str = "extract 1"

    def prepare(self) -> Run:
        """Nothing to load."""
        return self._run

    def _run(self, rows: Sequence[Article]) -> Iterable[Sequence[Claim]]:
        return [[draw_claim(row)] for row in rows]

    def refuse(self, row: Article, code: RejectCode, reason: str) -> Sequence[Claim]:
        """Never asked."""
        return []


FINGERPRINTS = (ToyIngest().fingerprint, ToyClean().fingerprint, ToyExtract().fingerprint)


class DyingLake(Lake):
    """A lake whose writer dies at the n-th change."""

    __slots__ = ()
    changes_left = 0

    def write(self, table: str, part: Part, data: pa.Table, fingerprint: str, notes: Mapping[str, object] | None = None) -> None:
        """Write, or die."""
        DyingLake.count()
        Lake.write(self, table, part, data, fingerprint, notes)

    def remove(self, table: str, part: Part) -> None:
        """Remove, or die."""
        DyingLake.count()
        Lake.remove(self, table, part)

    @classmethod
    def count(cls) -> None:
        """Die where nothing is left."""
        if cls.changes_left == 0:
            raise NoRoom("dead")
        cls.changes_left -= 1


def land(data: Path, names: Iterable[str], size: int = 4) -> None:
    """Files of one night, each of `size` documents."""
    for name in names:
        (data / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (data / "raw" / name).write_bytes(b"x" * size)


def run(data: Path, version: str = "1", url: str = "") -> Lake:
    """One night without the compaction."""
    lake = Lake(data / "lake", url)
    register_arrivals(lake, data / "raw")
    ingest(lake, ToyIngest(), None, EngineHere(), PART_SIZE)
    refresh(lake, ToyClean(version), None, EngineHere())
    refresh(lake, ToyExtract(), None, EngineHere())
    return lake


def nights(data: Path, count: int, url: str = "") -> Lake:
    """So many nights of one month, and one of the next."""
    for night in range(count):
        land(data, [f"2025-04-{night + 1:02d}/{name}" for name in "ab"])
        run(data, url=url)
    land(data, ["2025-05-01/a"])
    return run(data, url=url)


def snapshot(lake: Lake, tables: Sequence[str] = ("files", "documents", "articles", "claims")) -> dict[str, bytes]:
    """Every part with its bytes."""
    return {str(path.relative_to(lake.root)): path.read_bytes() for table in tables for path in lake.part_paths(table)}


def test_merged_parts_are_those_of_a_lake_that_read_all_files_at_once(tmp_path: Path) -> None:
    """Three nights of eight documents become one batch of twenty-four, byte for byte; the open month stays; nothing is stale."""
    lake = nights(tmp_path / "slow", 3)
    land(tmp_path / "once", [f"2025-04-{night:02d}/{name}" for night in (1, 2, 3) for name in "ab"] + ["2025-05-01/a"])
    once = run(tmp_path / "once")

    assert compact(lake, FINGERPRINTS, "2025-05", PART_SIZE) == 2

    made = ("documents", "articles", "claims")
    assert snapshot(lake, made) == snapshot(once, made)
    assert lake.parts("files") == once.parts("files")
    before = snapshot(lake)
    run(tmp_path / "slow")
    assert snapshot(lake) == before
    assert compact(lake, FINGERPRINTS, "2025-05", PART_SIZE) == 0


def test_what_does_not_fit_into_one_part_goes_into_several(tmp_path: Path) -> None:
    """Twelve nights of eight documents at forty a part: five, five and two together, however often it is asked."""
    lake = nights(tmp_path, 12)

    compact(lake, FINGERPRINTS, "2025-05", PART_SIZE)

    rows = sorted(lake.check("documents", part).rows for part in lake.parts("documents", ["2025-04"]))
    assert rows == [16, 40, 40]
    assert compact(lake, FINGERPRINTS, "2025-05", PART_SIZE) == 0


def test_what_is_stale_or_unfinished_is_left_alone(tmp_path: Path) -> None:
    """Parts of another version, or without their claims, are made first and merged later."""
    lake = nights(tmp_path, 2)
    before = snapshot(lake)

    assert compact(lake, (FINGERPRINTS[0], "clean 2", FINGERPRINTS[2]), "2025-05", PART_SIZE) == 0
    lake.remove("claims", lake.parts("claims")[0])
    assert compact(lake, FINGERPRINTS, "2025-05", PART_SIZE) == 0

    run(tmp_path)
    assert snapshot(lake) == before


@pytest.mark.parametrize("changes", (0, 1, 3, 4, 5, 8, 9, 11))
def test_a_compaction_that_died_is_finished_by_the_next(tmp_path: Path, changes: int) -> None:
    """Dead after any number of changes: what could be published meanwhile is every document once, and the end is as if undisturbed."""
    whole, torn = nights(tmp_path / "whole", 3), nights(tmp_path / "torn", 3)
    compact(whole, FINGERPRINTS, "2025-05", PART_SIZE)
    DyingLake.changes_left = changes

    with pytest.raises(NoRoom):
        compact(DyingLake(torn.root), FINGERPRINTS, "2025-05", PART_SIZE)
    run(tmp_path / "torn")
    paths, waiting = parts_through(torn)
    rows = [lake_rows(torn, table) for table in ("documents", "articles", "claims")]
    compact(torn, FINGERPRINTS, "2025-05", PART_SIZE)

    assert waiting == []
    assert len(paths["documents"]) == len(paths["claims"])
    assert rows == [28, 28, 28]
    assert snapshot(torn) == snapshot(whole)


def test_a_file_that_landed_again_is_not_taken_for_a_replaced_one(tmp_path: Path) -> None:
    """Merged, taken down and brought again under its old name: its batch is called as before, and is there to stay."""
    for name in ("2025-04-01/a", "2025-04-02/b"):
        land(tmp_path, [name])
        lake = run(tmp_path)
    compact(lake, FINGERPRINTS, "2025-05", PART_SIZE)
    forget(lake, tmp_path / "raw", find_documents(lake, "2025-04-01/a", date(2025, 6, 1), "asked"))
    land(tmp_path, ["2025-04-01/a"])

    run(tmp_path)

    assert register_arrivals(lake, tmp_path / "raw") == []
    assert len(lake.parts("files")) == 2


def lake_rows(lake: Lake, table: str) -> int:
    """Rows of a table."""
    return sum(lake.check(table, part).rows for part in lake.parts(table))


def test_a_merged_batch_says_so(tmp_path: Path) -> None:
    """The times of its parts tell nothing of how long a stage takes."""
    lake = nights(tmp_path, 2)
    compact(lake, FINGERPRINTS, "2025-05", PART_SIZE)

    assert [is_merged(lake, batch) for batch in lake.parts("files")] == [True, False]


def test_in_an_object_store_the_same_nights_leave_the_same_bytes(tmp_path: Path) -> None:
    """Landing, three stages, a merger and a takedown over fsspec's memory: what is stored is what a folder would hold, and no more."""
    url = f"fsspec+memory:/{tmp_path}/store"
    near, far = nights(tmp_path / "near", 3), nights(tmp_path / "far", 3, url)
    for data, lake in ((tmp_path / "near", near), (tmp_path / "far", far)):
        compact(lake, FINGERPRINTS, "2025-05", PART_SIZE)
        forget(lake, data / "raw", find_documents(lake, "2025-04-02/b", date(2025, 6, 1), "asked"))

    stored = {entry.name: far.storage.open(entry.name).read() for entry in far.storage.list("")}
    assert stored == snapshot(near)
    paths, waiting = parts_through(far)
    assert waiting == []
    assert all(path.is_file() for found in paths.values() for path in found)
    assert sum(far.check("documents", part).rows for part in far.parts("documents")) == 24
