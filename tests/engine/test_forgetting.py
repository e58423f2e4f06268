"""Takedowns: what must go goes, from every table and from the raw folder, whenever the one who does it dies."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from toy_stages import ToyIngest

from pipelines.engine import LocalEngine, ingest, register_arrivals
from pipelines.engine.forgetting import Cleared, find_documents, finish_takedowns, forget, forgotten_ids, log_path
from pipelines.errors import CorruptPart, LakeError, NoRoom, RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Article, Claim
from pipelines.schemas import from_table, to_table

DAY = date(2025, 6, 1)


class DyingLake(Lake):
    """A lake whose writer dies at the n-th part that it writes."""

    __slots__ = ()
    writes_left = 0

    def write(self, table: str, part: Part, data: pa.Table, fingerprint: str, notes: Mapping[str, object] | None = None) -> None:
        """Write, or die."""
        if DyingLake.writes_left == 0:
            raise NoRoom("dead")
        DyingLake.writes_left -= 1
        Lake.write(self, table, part, data, fingerprint, notes)


def make_lake(folder: Path) -> Lake:
    """A file `alone` of one document and a file `archive` of six, in two parts, with an article and a claim for each document."""
    raw, lake = folder / "raw", Lake(folder / "lake")
    (raw / "2025-05-02").mkdir(parents=True)
    (raw / "2025-05-02" / "alone").write_bytes(b"x")
    (raw / "2025-05-02" / "alone.meta.json").write_text("{}")
    (raw / "2025-05-02" / "archive").write_bytes(b"xxxxxx")
    land(lake, raw)
    for part in lake.parts("documents"):
        articles = [draw_article(row.document_id, row.path) for row in from_table("documents", lake.read("documents", part))]
        lake.write("articles", part, to_table("articles", articles), "a", {"rows_in": 4})
        lake.write("claims", part, to_table("claims", [draw_claim(article) for article in articles]), "c")
    return lake


def land(lake: Lake, raw: Path) -> None:
    """Whatever is new in the raw folder becomes documents."""
    register_arrivals(lake, raw)
    with LocalEngine(1, 512, 20) as engine:
        ingest(lake, ToyIngest(), None, engine, part_size=4)


def draw_article(document_id: str, path: str) -> Article:
    """An article of a document."""
    return Article(f"{document_id}-0", document_id, path, None, 0, None, "A text.", "en", "unknown", landed_on=DAY, known_on=DAY)


def draw_claim(article: Article) -> Claim:
    """A claim of an article."""
    return Claim(
        article.document_id,
        article.article_id,
        0,
        "A text.",
        0,
        7,
        "JPN",
        None,
        (),
        "tariffs",
        "trade",
        "restrict",
        -0.8,
        "asserted",
        "own",
    )  # type: ignore[arg-type]


def ids_in(lake: Lake, table: str, column: str = "document_id") -> set[str]:
    """All values of a column."""
    return {value for part in lake.parts(table) for value in lake.read(table, part).column(column).to_pylist()}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes, but for hidden ones."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")}


def test_a_file_of_which_nothing_is_left_goes_with_its_sidecar(tmp_path: Path) -> None:
    """Files, documents, articles, claims and the raw folder know it no more; its neighbours are as they were."""
    lake = make_lake(tmp_path)
    (takedown,) = find_documents(lake, "2025-05-02/alone", DAY, "asked")

    removed = forget(lake, tmp_path / "raw", [takedown]).removed

    assert removed == ("2025-05-02/alone",)
    assert sorted(path.name for path in (tmp_path / "raw" / "2025-05-02").iterdir()) == ["archive"]
    assert ids_in(lake, "files", "path") == {"2025-05-02/archive"}
    for table in ("documents", "articles"):
        assert takedown.document_id not in ids_in(lake, table)
    assert len(ids_in(lake, "claims", "claim_id")) == 6


def test_a_document_inside_an_archive_leaves_a_row_without_content(tmp_path: Path) -> None:
    """The row says that it was taken down; its bytes, articles and claims are gone, and the archive's other documents are not."""
    lake = make_lake(tmp_path)
    takedown = find_documents(lake, "2025-05-02/archive", DAY, "asked")[2]

    removed = forget(lake, tmp_path / "raw", [takedown]).removed

    rows = {row.document_id: row for part in lake.parts("documents") for row in from_table("documents", lake.read("documents", part))}
    assert removed == ()
    assert (rows[takedown.document_id].payload, rows[takedown.document_id].reject_code) == (b"", RejectCode.FORGOTTEN)
    assert sum(row.reject_code is None for row in rows.values()) == 6
    assert takedown.document_id not in ids_in(lake, "articles") | ids_in(lake, "claims", "claim_id")


def test_a_file_goes_with_the_last_of_its_documents_however_many_times_were_asked(tmp_path: Path) -> None:
    """One by one, over two parts: the raw file goes at the last, and no empty row of it stays behind."""
    lake = make_lake(tmp_path)
    takedowns = find_documents(lake, "2025-05-02/archive", DAY, "asked")

    removed = [forget(lake, tmp_path / "raw", [takedown]).removed for takedown in takedowns]

    assert removed == [(), (), (), (), (), ("2025-05-02/archive",)]
    assert sorted(path.name for path in (tmp_path / "raw" / "2025-05-02").iterdir()) == ["alone", "alone.meta.json"]
    for table in ("files", "documents", "articles"):
        assert ids_in(lake, table, "path") == {"2025-05-02/alone"}


def test_a_name_that_ends_a_line_does_not_end_one_of_the_log(tmp_path: Path) -> None:
    """Unicode has more ends of lines than a log has; a file may be called by them."""
    lake, raw = Lake(tmp_path / "lake"), tmp_path / "raw"
    (raw / "2025-05-02").mkdir(parents=True)
    (raw / "2025-05-02" / "a\u2028b\u0085c\nd").write_bytes(b"x")
    land(lake, raw)
    (path,) = ids_in(lake, "files", "path")

    assert forget(lake, raw, find_documents(lake, path, DAY, "one\r\ntwo\u2029three")).removed == (path,)
    assert len(forgotten_ids(lake)) == 1


def test_what_was_taken_down_never_comes_in_again(tmp_path: Path) -> None:
    """A lake made anew from the raw files, by a new version or from nothing, holds the document without content."""
    lake = make_lake(tmp_path)
    takedown = find_documents(lake, "2025-05-02/archive", DAY, "asked")[0]
    forget(lake, tmp_path / "raw", [takedown])
    for part in lake.parts("documents"):
        lake.remove("documents", part)

    land(lake, tmp_path / "raw")

    rows = [row for part in lake.parts("documents") for row in from_table("documents", lake.read("documents", part))]
    assert [row.payload for row in rows if row.document_id == takedown.document_id] == [b""]
    assert forgotten_ids(lake) == {takedown.document_id}


def test_the_log_says_when_and_why(tmp_path: Path) -> None:
    """One line a document with day and reason, one line when it was done."""
    lake = make_lake(tmp_path)

    forget(lake, tmp_path / "raw", find_documents(lake, "2025-05-02/alone", DAY, "asked by the publisher"))

    asked, done = [json.loads(line) for line in log_path(lake).read_text().splitlines()]
    assert (asked["day"], asked["reason"], asked["path"]) == ("2025-06-01", "asked by the publisher", "2025-05-02/alone")
    assert done == {"done": [asked["document_id"]]}


@pytest.mark.parametrize("writes", range(7))
def test_a_takedown_that_died_is_finished_by_the_next_run(tmp_path: Path, writes: int) -> None:
    """Dead after any number of writes: the next look at the raw folder ends in the state of an undisturbed takedown."""
    states = []
    for name in ("whole", "torn"):
        lake = make_lake(tmp_path / name)
        takedowns = [*find_documents(lake, "2025-05-02/alone", DAY, "asked"), find_documents(lake, "2025-05-02/archive", DAY, "asked")[5]]
        DyingLake.writes_left = 99 if name == "whole" else writes
        try:
            forget(DyingLake(lake.root), tmp_path / name / "raw", takedowns)
        except NoRoom:
            register_arrivals(lake, tmp_path / name / "raw")
        states.append(snapshot(tmp_path / name))

    assert states[0] == states[1]


def tear(lake: Lake, table: str, part: Part) -> None:
    """A part loses its end, as on a disk that failed."""
    lake.path(table, part).write_bytes(lake.path(table, part).read_bytes()[:-20])


@pytest.mark.parametrize("asked", ["some", "all"])
def test_a_raw_file_stays_as_long_as_a_part_that_may_hold_others_of_it_is_torn(tmp_path: Path, asked: str) -> None:
    """The takedown waits for the part to be made again; only then it is known whether the file goes, and it is done."""
    lake, raw = make_lake(tmp_path), tmp_path / "raw"
    first, second = lake.parts("documents")
    found = find_documents(lake, "2025-05-02/archive", DAY, "asked")
    readable = set(lake.read("documents", first, ["document_id"])["document_id"].to_pylist())
    takedowns = [takedown for takedown in found if asked == "all" or takedown.document_id in readable]
    tear(lake, "documents", second)

    cleared = forget(lake, raw, takedowns)

    assert (cleared.removed, [batch.name + "-001" for batch in cleared.waiting]) == ((), [second.name])
    assert (raw / "2025-05-02" / "archive").exists()
    land(lake, raw)
    register_arrivals(lake, raw)
    assert (raw / "2025-05-02" / "archive").exists() == (asked == "some")
    assert ids_in(lake, "documents", "path") == ({"2025-05-02/alone"} if asked == "all" else {"2025-05-02/alone", "2025-05-02/archive"})
    assert json.loads(log_path(lake).read_text().splitlines()[-1]) == {"done": sorted(t.document_id for t in takedowns)}


@pytest.mark.parametrize("table", ["articles", "claims"])
def test_what_is_torn_goes_whole_and_is_drawn_again(tmp_path: Path, table: str) -> None:
    """Nobody can take one document out of it; claims whose articles are torn go too, since the next run would find them fresh."""
    lake = make_lake(tmp_path)
    part = lake.parts("documents")[0]
    (takedown,) = find_documents(lake, "2025-05-02/alone", DAY, "asked")
    tear(lake, table, part)

    cleared = forget(lake, tmp_path / "raw", [takedown])

    assert cleared == Cleared(("2025-05-02/alone",))
    assert part not in lake.parts(table)
    assert part not in lake.parts("claims")
    assert takedown.document_id not in ids_in(lake, "articles") | ids_in(lake, "claims", "claim_id")


def test_nobody_is_told_that_a_document_is_unknown_while_a_part_is_torn(tmp_path: Path) -> None:
    """The part may hold it; its name is said, and what makes it anew."""
    lake = make_lake(tmp_path)
    part = lake.parts("documents")[1]
    tear(lake, "documents", part)

    with pytest.raises(CorruptPart, match=rf"{part.name}.* Nothing was taken down"):
        find_documents(lake, "2025-05-02/alone", DAY, "asked")


def test_nothing_asked_costs_nothing(tmp_path: Path) -> None:
    """Without a log there is nothing to finish and nothing is written."""
    lake = make_lake(tmp_path)
    before = snapshot(tmp_path)

    assert finish_takedowns(lake, tmp_path / "raw") == Cleared()
    assert snapshot(tmp_path) == before


def test_a_log_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    """Nothing runs past it: what it says of takedowns would be passed over."""
    lake = make_lake(tmp_path)
    log_path(lake).write_text('{"done": []}\nhalf a li')

    with pytest.raises(LakeError, match=r"forgotten\.jsonl, line 2"):
        forgotten_ids(lake)
