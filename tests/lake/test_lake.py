"""Parts are written whole or not at all, and say what they were made from."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.errors import CorruptPart, LakeError, NoRoom, RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Document, RawFile
from pipelines.schemas import from_table, to_table

PART = Part("2025-04", "b01")
ROWS = [RawFile("2025-04-18/a.txt", date(2025, 4, 18), 3, "ab", None)]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake with one part."""
    lake = Lake(tmp_path)
    lake.write("files", PART, to_table("files", ROWS), "f1", {"last": True})
    return lake


def test_a_part_gives_back_its_rows_and_its_fingerprint(lake: Lake) -> None:
    """What was written is what is read."""
    assert list(from_table("files", lake.read("files", PART))) == ROWS
    assert lake.check("files", PART).fingerprint == "f1"
    assert lake.parts("files") == [PART]


def test_the_same_rows_make_the_same_bytes(lake: Lake, tmp_path: Path) -> None:
    """Parts are functions of their rows: nothing of the clock or the machine gets in."""
    other = Lake(tmp_path / "other")
    other.write("files", PART, to_table("files", ROWS), "f1", {"last": True})

    assert lake.path("files", PART).read_bytes() == other.path("files", PART).read_bytes()


def test_a_torn_part_counts_as_missing_and_is_named_when_read(lake: Lake) -> None:
    """A truncated file is made again by a run, and named to a person who reads it."""
    path = lake.path("files", PART)
    path.write_bytes(path.read_bytes()[:-20])

    assert lake.info("files", PART) is None
    with pytest.raises(CorruptPart, match=r"lake/files/2025-04/b01\.parquet"):
        lake.read("files", PART)


def test_a_part_of_a_newer_schema_is_refused_by_name(lake: Lake) -> None:
    """A part that another version wrote is never read as ours."""
    path = lake.path("files", PART)
    table = pq.read_table(path, partitioning=None)
    pq.write_table(table.replace_schema_metadata({b"demarche.schema": b"99"}), path)

    with pytest.raises(CorruptPart, match="of schema 99"):
        lake.read("files", PART)


def test_a_folder_that_may_not_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    """Where the folder cannot be made, or is none, the caller learns which part and why."""
    (tmp_path / "files").write_text("a file where a folder should be")
    lake = Lake(tmp_path / "files")

    with pytest.raises(NoRoom, match="cannot be written"):
        lake.write("files", PART, to_table("files", ROWS), "f1")
    with pytest.raises(NoRoom, match=r"lake/files/2025-04/b01\.parquet cannot be removed"):
        lake.remove("files", PART)


@contextmanager
def shut(folder: Path) -> Iterator[None]:
    """A folder that may not be read, not even by root, who becomes somebody else for it."""
    folder.chmod(0o000)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_what_may_not_be_read_is_not_taken_for_missing(lake: Lake) -> None:
    """A listing without the parts of a shut folder, or a part that counts as torn, would have everything made again."""
    with shut(lake.path("files", PART).parent):
        for months in (None, [PART.month]):
            with pytest.raises(LakeError, match=r"^lake/files.* cannot be listed: Permission denied\.$"):
                lake.parts("files", months)
        with pytest.raises(LakeError, match=r"^lake/files/2025-04/b01\.parquet may not be read"):
            lake.info("files", PART)

    assert lake.parts("files") == [PART]
    assert lake.parts("claims") == []


def test_debris_of_a_killed_writer_is_swept_and_never_listed(lake: Lake) -> None:
    """A half-written file is no part."""
    debris = lake.path("files", PART).with_name(".tmp-b02.parquet")
    debris.write_bytes(b"half")

    assert lake.parts("files") == [PART]
    assert lake.sweep() == 1
    assert not debris.exists()


def test_a_copy_that_somebody_made_beside_a_part_is_no_part(lake: Lake) -> None:
    """Whatever the tools of a desktop call it: it is a stranger, and doubles no row."""
    path = lake.path("files", PART)
    for name in ("b01 copy.parquet", "b01 (1).parquet", "b01-copy.parquet", "b01.parquet~", ".b01.parquet"):
        path.with_name(name).write_bytes(path.read_bytes())

    assert lake.parts("files") == [PART]
    assert len(lake.strangers()) == 5


def test_only_the_columns_that_are_asked_for_are_read(lake: Lake) -> None:
    """In the order in which they are named; one that the table does not have is no column of ours."""
    rows = lake.read("files", PART, ["sha256", "path"])

    assert rows.to_pylist() == [{"sha256": "ab", "path": "2025-04-18/a.txt"}]
    with pytest.raises(KeyError):
        lake.read("files", PART, ["payload"])


def test_two_writers_of_one_part_never_show_a_half_one(lake: Lake) -> None:
    """A host that was given up and the one that does its part again: each writes whole, readers see whole, nothing stays beside."""
    rows = to_table("files", [RawFile(f"2025-04-18/{number}", date(2025, 4, 18), number, "ab", None) for number in range(3000)])
    seen = []

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(lambda: [lake.write("files", PART, rows, "f1") for _ in range(15)]) for _ in range(2)]
        while not all(writer.done() for writer in writers):
            seen.append(lake.read("files", PART).num_rows)

    assert [len(writer.result()) for writer in writers] == [15, 15]
    assert set(seen) <= {1, 3000}
    assert [path.name for path in lake.path("files", PART).parent.iterdir()] == ["b01.parquet"]


def test_a_torn_part_hides_no_payload_of_another(lake: Lake) -> None:
    """A document is found beside a torn part; one that may have stood in it is told with the name of the file."""
    document = Document("0a", "2025-04-18/a.txt", None, date(2025, 4, 18), "text/plain", 5, b"words")
    for name in ("b01", "b02"):
        lake.write("documents", Part("2025-04", name), to_table("documents", [document]), "d1")
    path = lake.path("documents", PART)
    path.write_bytes(path.read_bytes()[:-20])

    assert lake.payload("0a", "2025-04") == ("text/plain", b"words")
    with pytest.raises(CorruptPart, match=r"lake/documents/2025-04/b01\.parquet"):
        lake.payload("0b", "2025-04")


def test_a_refused_document_has_no_payload_to_show(lake: Lake) -> None:
    """A row that was refused holds no text of an article, under an id that another row may have as well."""
    refused = Document("0a", "a.txt", None, date(2025, 4, 18), "text/plain", 5, b"first", reject_code=RejectCode.TOO_LARGE)
    taken = Document("0a", "b.txt", None, date(2025, 4, 18), "text/plain", 5, b"words")

    lake.write("documents", PART, to_table("documents", [refused, taken]), "d1")

    assert lake.payload("0a", "2025-04") == ("text/plain", b"words")
