"""A lake that lies elsewhere keeps every promise of one in a folder: an S3-compatible server, and file systems that fsspec reaches."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from object_store import needs_moto, serving
from pyarrow import fs

from pipelines.errors import CorruptPart, LakeError, StoreSilent, WrongUse
from pipelines.lake import Lake, Part
from pipelines.lake.elsewhere import Elsewhere, connect
from pipelines.records import Document, RawFile
from pipelines.schemas import from_table, to_table

PART = Part("2025-04", "b01")
DAY = date(2025, 4, 18)
ROWS = [RawFile("2025-04-18/a.txt", DAY, 3, "ab", None)]


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An S3-compatible server."""
    with serving() as url:
        yield url


@pytest.fixture(params=[pytest.param("s3", marks=needs_moto), "memory", "file"])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Lake:
    """A lake elsewhere, empty, one of each kind: an object store, fsspec's memory, and a file system with renames."""
    if request.param == "s3":
        url = request.getfixturevalue("bucket").replace("/lake?", f"/{tmp_path.name}?")
    else:
        url = f"fsspec+{request.param}://{tmp_path}/elsewhere"
    return Lake(tmp_path / "copies", url)


def put(lake: Lake, name: str, data: bytes) -> None:
    """Bytes in the lake that no writer of ours made."""
    lake.storage.write(name, lambda stream: stream.write(data))


def stored(lake: Lake, table: str, part: Part) -> bytes:
    """The bytes of a part."""
    with lake.storage.open(f"{table}/{part.month}/{part.name}.parquet") as stream:
        return bytes(stream.read())


def test_a_part_elsewhere_is_the_part_of_a_folder_byte_for_byte(lake: Lake, tmp_path: Path) -> None:
    """What was written is what is read, and it is what a folder would hold."""
    near = Lake(tmp_path / "near")
    for place in (near, lake):
        place.write("files", PART, to_table("files", ROWS), "f1", {"last": True})

    assert list(from_table("files", lake.read("files", PART))) == ROWS
    assert lake.check("files", PART).fingerprint == "f1"
    assert lake.parts("files") == lake.parts("files", ["2025-04"]) == [PART]
    assert lake.parts("files", ["2025-05"]) == lake.parts("claims") == []
    assert stored(lake, "files", PART) == near.path("files", PART).read_bytes()


def test_a_torn_or_foreign_file_is_told_and_a_removed_part_is_gone(lake: Lake) -> None:
    """Torn counts as missing and is named when read; a stranger is listed and is no part; removing twice is no error."""
    lake.write("files", PART, to_table("files", ROWS), "f1")
    put(lake, "files/2025-04/b02.parquet", stored(lake, "files", PART)[:-20])
    put(lake, "files/notes.txt", b"do not touch")

    assert lake.info("files", Part("2025-04", "b02")) is None
    with pytest.raises(CorruptPart, match=r"lake/files/2025-04/b02\.parquet"):
        lake.read("files", Part("2025-04", "b02"))
    assert lake.strangers() == ["files/notes.txt"]
    lake.remove("files", PART)
    lake.remove("files", PART)
    assert lake.info("files", PART) is None
    assert lake.parts("files") == [Part("2025-04", "b02")]


class _Dead:
    """A file system that takes half of what is written and then fails."""

    type_name = "s3"

    def __init__(self, system: fs.FileSystem) -> None:
        self._system = system

    def open_output_stream(self, path: str, compression: str | None) -> "_Dead":
        """A stream onto nothing."""
        return self

    def write(self, data: object) -> None:
        """Fail."""
        raise OSError("When uploading part: AWS Error NETWORK_CONNECTION: broken (Request ID: 7)")


def test_a_write_that_fails_leaves_the_old_part_and_says_so(lake: Lake) -> None:
    """The store breaks off in the middle: the older part stands, and the sentence names the part and no request."""
    lake.write("files", PART, to_table("files", ROWS), "f1")
    storage = lake.storage
    assert isinstance(storage, Elsewhere)
    broken = Elsewhere(_Dead(storage.system), storage.root)  # type: ignore[arg-type]

    with pytest.raises(StoreSilent, match=r"lake/files/2025-04/b01\.parquet cannot be written: .*broken\.$"):
        broken.write("files/2025-04/b01.parquet", lambda stream: stream.write(b"new"))

    assert lake.check("files", PART).fingerprint == "f1"


def test_rows_that_cannot_be_made_into_a_file_leave_no_object(lake: Lake) -> None:
    """A writer that dies half-way through a part has put nothing there."""

    def die(stream: object) -> None:
        stream.write(b"half")  # type: ignore[attr-defined]
        raise MemoryError

    with pytest.raises(MemoryError):
        lake.storage.write("files/2025-04/b01.parquet", die)

    assert lake.storage.list("files") == []


def test_readers_of_files_get_copies_without_payloads_once(lake: Lake) -> None:
    """A copy has every row and no payload; it is fetched again when its part is written again, and goes when its part goes."""
    document = Document("0a", "2025-04-18/a.txt", None, DAY, "text/plain", 5, b"words")
    lake.write("documents", PART, to_table("documents", [document]), "d1")

    (copy,) = lake.files("documents", [PART])
    made_at = copy.stat().st_mtime_ns
    lake.files("documents", [PART])

    assert pq.read_table(copy, partitioning=None).select(["document_id", "byte_count", "payload"]).to_pylist() == [
        {"document_id": "0a", "byte_count": 5, "payload": b""}
    ]
    assert copy.stat().st_mtime_ns == made_at
    lake.write("documents", PART, to_table("documents", []), "d1")
    assert pq.read_table(lake.files("documents", [PART])[0], partitioning=None).num_rows == 0
    lake.remove("documents", PART)
    assert not copy.exists()


def test_debris_of_a_killed_writer_is_swept(lake: Lake) -> None:
    """Where a file is written beside its place, what a kill left there is no part and goes; an object store never has any."""
    storage = lake.storage
    assert isinstance(storage, Elsewhere)
    if storage.system.type_name == "s3" or "memory" in storage.system.type_name:
        assert lake.sweep() == 0
        return
    storage.system.create_dir(f"{storage.root}/files/2025-04")
    with storage.system.open_output_stream(f"{storage.root}/files/2025-04/.tmp-b01.parquet") as stream:
        stream.write(b"half")

    assert lake.parts("files") == []
    assert lake.sweep() == 1
    assert storage.list("") == []


@pytest.mark.parametrize("url", ["nowhere://bucket/lake", "s3://key:secret@bucket/lake", "s3://key:secret@[bucket/lake"])
def test_an_address_that_is_none_or_holds_a_password_is_wrong_use(url: str) -> None:
    """It is said in a sentence; a password is not repeated in it."""
    with pytest.raises(WrongUse) as caught:
        connect(url)

    assert "secret" not in str(caught.value)


@needs_moto
def test_a_store_that_does_not_answer_is_no_torn_part(bucket: str, tmp_path: Path) -> None:
    """A server that is gone is an error of the lake; taken for missing parts, everything would be made again."""
    gone = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:9", bucket)

    with pytest.raises(StoreSilent, match=r"b01\.parquet cannot be opened"):
        Lake(tmp_path, gone).info("files", PART)
    with pytest.raises(LakeError, match=r"cannot be written: .*NO_SUCH_BUCKET"):
        Lake(tmp_path, bucket.replace("s3://archive/", "s3://no-such-bucket/")).write("files", PART, to_table("files", ROWS), "f1")


def test_a_payload_is_read_where_the_parts_lie(lake: Lake) -> None:
    """The bytes of one document come from the store, whatever the copies on this machine hold; of a month without it comes nothing."""
    documents = [Document(f"{number:02x}", f"{number}.txt", None, DAY, "text/plain", 5, b"words %d" % number) for number in range(40)]
    lake.write("documents", PART, to_table("documents", documents), "d1")
    lake.files("documents", [PART])

    found = [lake.payload(document.document_id, "2025-04") for document in documents]

    assert found == [("text/plain", document.payload) for document in documents]
    assert lake.payload("ff", "2025-04") is None
    assert lake.payload("01", "2025-05") is None
