"""Archives: members become documents, and what is built to do harm is refused with its code."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ingesting import Ingest
from packing import PACKERS, PAGE, TEXT, make_tar, make_zip

from pipelines.errors import RejectCode
from pipelines.ingest import IngestLimits


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_file_is_read_as_what_it_holds(ingest: Ingest, suffix: str) -> None:
    """Whatever a page is packed with, its bytes come out."""
    (document,) = ingest(PACKERS[suffix](PAGE), f"page.html.{suffix}")

    assert document.media_type == "text/html"
    assert document.payload == PAGE
    assert document.member == "page.html"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_cut_file_is_refused_as_truncated(ingest: Ingest, suffix: str) -> None:
    """A download that broke off says so."""
    packed = PACKERS[suffix](PAGE + bytes(range(256)) * 40)

    (document,) = ingest(packed[: len(packed) // 2], f"page.{suffix}")

    assert document.reject_code in (RejectCode.TRUNCATED, RejectCode.UNREADABLE)


def test_members_of_a_zip_are_documents_and_its_sidecars_are_applied(ingest: Ingest) -> None:
    """Members keep their names; `<member>.meta.json` belongs to its member and is no document."""
    documents = ingest(make_zip({"a/page.html": PAGE, "a/page.html.meta.json": b'{"source": "Quay"}', "b.txt": TEXT}), "x.zip")

    assert [(document.member, document.media_type) for document in documents] == [("a/page.html", "text/html"), ("b.txt", "text/plain")]
    assert documents[0].sidecar == '{"source": "Quay"}'
    assert documents[1].sidecar is None


@pytest.mark.parametrize("pack", [make_tar, lambda members: gzip.compress(make_tar(members)), make_zip])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_sidecar_is_applied_wherever_it_stands_in_its_archive(
    ingest: Ingest, pack: Callable[[dict[str, bytes]], bytes], is_first: bool
) -> None:
    """Before its member or far behind it, in a tar, a packed tar or a zip; the sidecar of the archive itself holds for all others."""
    members = {"a.html": PAGE, "b.txt": TEXT, "a.html.meta.json": b'{"source": "Quay"}'}
    ordered = dict(sorted(members.items(), reverse=is_first))

    documents = ingest(pack(ordered), "x", sidecar='{"source": "Wharf"}')

    said = {(document.member or "").rpartition("!")[2]: document.sidecar for document in documents}
    assert said == {"a.html": '{"source": "Quay"}', "b.txt": '{"source": "Wharf"}'}


@pytest.mark.parametrize("pack", [make_tar, make_zip])
def test_a_sidecar_that_cannot_be_applied_is_a_reject_and_never_silence(ingest: Ingest, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    """One of more than 64 kB is refused under its own name, and its member comes through without it."""
    documents = ingest(pack({"a.html": PAGE, "a.html.meta.json": b'{"source": "' + b"Q" * 70_000 + b'"}'}), "x")

    assert {document.member: document.reject_code for document in documents} == {"a.html": None, "a.html.meta.json": RejectCode.TOO_LARGE}
    assert [document.sidecar for document in documents] == [None, None]


def test_a_sidecar_too_far_behind_its_member_says_so(ingest: Ingest) -> None:
    """Documents of a streamed archive wait for their sidecars, but not for ever: memory is bounded."""
    limits = IngestLimits(waiting_bytes=2 * len(PAGE))
    members = {
        "a.html": PAGE,
        "b.html": PAGE + b" ",
        "c.html": PAGE + b"  ",
        "a.html.meta.json": b"{}",
        "c.html.meta.json": b'{"source": "Quay"}',
    }

    documents = ingest(make_tar(members), "x.tar", limits)

    said = {document.member: (document.reject_code, document.sidecar) for document in documents}
    assert said["a.html"] == said["b.html"] == (None, None)
    assert said["a.html.meta.json"][0] is RejectCode.UNSUPPORTED
    assert said["c.html"] == (None, '{"source": "Quay"}')


def test_a_sidecar_without_its_member_is_a_member_by_itself(ingest: Ingest) -> None:
    """As beside files: what belongs to nothing is read for what it is."""
    documents = ingest(make_tar({"gone.html.meta.json": b'{"title": "Quota", "text": "Peru set a quota on fishmeal."}'}), "x.tar")

    assert [(document.member, document.media_type) for document in documents] == [("gone.html.meta.json!1", "application/json")]


def test_what_was_read_of_an_archive_that_breaks_off_is_kept(ingest: Ingest) -> None:
    """Documents that still waited for a sidecar come out before the reject that says where the archive ends."""
    whole = make_tar({"a.html": PAGE, "b.html": PAGE, "c.html": PAGE + b" " * 400_000})

    documents = ingest(whole[:-200_000], "x.tar")

    assert [document.member for document in documents if document.payload] == ["a.html", "b.html"]
    assert documents[-1].reject_code in (RejectCode.TRUNCATED, RejectCode.UNREADABLE)


def test_archives_inside_archives_are_opened_to_a_limit(ingest: Ingest) -> None:
    """A zip in a packed tar is read; five levels are not."""
    nested = gzip.compress(make_tar({"inner.zip": make_zip({"page.html": PAGE})}))
    too_deep = make_zip({"4": make_zip({"3": make_zip({"2": make_zip({"1": make_zip({"page.html": PAGE})})})})})

    (document,) = ingest(nested, "x.tar.gz")
    (refused,) = ingest(too_deep, "y.zip")

    assert document.member == "x.tar!inner.zip!page.html"
    assert refused.reject_code is RejectCode.TOO_NESTED
    assert refused.member == "4!3!2!1!page.html"


def test_a_name_that_points_outside_is_refused_and_nothing_is_written(ingest: Ingest, tmp_path: Path) -> None:
    """Zip slip in all its spellings costs that member only, and no file appears anywhere."""
    names = ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt"]

    documents = ingest(make_zip({**dict.fromkeys(names, TEXT), "good.txt": TEXT}), "slip.zip")
    tarred = ingest(make_tar({"../evil.txt": TEXT, "good.txt": TEXT}), "slip.tar")

    assert [document.reject_code for document in documents] == [RejectCode.BAD_PATH] * 4 + [None]
    assert [document.reject_code for document in tarred] == [RejectCode.BAD_PATH, None]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["slip.tar", "slip.zip"]


def test_links_and_devices_are_refused(ingest: Ingest) -> None:
    """A link in an archive is never followed."""
    out = io.BytesIO(make_tar({"good.txt": TEXT}, links={"passwd": "/etc/passwd"}))
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert [document.reject_code for document in ingest(out.getvalue(), "a.tar")] == [None, RejectCode.BAD_PATH]
    assert [document.reject_code for document in ingest(packed.getvalue(), "a.zip")] == [RejectCode.BAD_PATH]


def test_an_encrypted_member_says_so(ingest: Ingest) -> None:
    """A locked member is named as such; its neighbour comes through."""
    archive = bytearray(make_zip({"locked.txt": TEXT, "open.txt": TEXT}))
    first = archive.find(b"PK\x01\x02")
    archive[first + 8] |= 1

    documents = ingest(bytes(archive), "a.zip")

    assert [document.reject_code for document in documents] == [RejectCode.ENCRYPTED, None]


BOMBS = {
    "packed": gzip.compress,
    "zipped": lambda data: make_zip({"a.txt": data}),
    "twice": lambda data: make_zip({"a.gz": gzip.compress(data)}),
    "tarred": lambda data: gzip.compress(make_tar({"a.txt": data[:1000], "b.txt": data})),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_stopped_by_its_ratio(ingest: Ingest, kind: str) -> None:
    """What unpacks to hundreds of times its size is left where the bound was passed."""
    limits = IngestLimits(ratio_free_bytes=1_000_000, document_bytes=50_000_000)

    documents = ingest(BOMBS[kind](b"tariff " * 5_000_000), "bomb", limits)

    assert documents[-1].reject_code is RejectCode.ARCHIVE_BOMB
    assert len(documents[-1].payload) == 0
    assert len(documents) == (2 if kind == "tarred" else 1)


def test_a_sidecar_counts_as_unpacked_whenever_it_is(ingest: Ingest) -> None:
    """It is opened to see whether it can be, and again for its member; both are work that a bomb would cause."""
    members = {f"{number}{suffix}": b" " * size for number in range(20) for suffix, size in {"": 1, ".meta.json": 60_000}.items()}

    documents = ingest(make_zip(members), "x.zip", IngestLimits(ratio_free_bytes=1_300_000, expansion_ratio=50))

    assert documents[-1].reject_code is RejectCode.ARCHIVE_BOMB


def test_an_archive_of_too_many_members_is_refused(ingest: Ingest) -> None:
    """The count is read before the list is built; a tar is left at the limit."""
    limits = IngestLimits(member_count=1000)
    members = {f"{number}.txt": b"" for number in range(1200)}

    assert [document.reject_code for document in ingest(make_zip(members), "a.zip", limits)] == [RejectCode.TOO_MANY_MEMBERS]
    assert ingest(make_tar(members), "a.tar", limits)[-1].reject_code is RejectCode.TOO_MANY_MEMBERS


def test_two_members_of_one_name_keep_their_places_apart(ingest: Ingest) -> None:
    """Path and member stay a key."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for payload in (TEXT, PAGE):
            entry = tarfile.TarInfo("same")
            entry.size = len(payload)
            archive.addfile(entry, io.BytesIO(payload))

    assert [document.member for document in ingest(out.getvalue(), "a.tar")] == ["same", "same#2"]


def test_no_spelling_of_a_name_takes_the_place_of_another(ingest: Ingest) -> None:
    """A member may be called like what numbering makes of a name, or like a place inside an archive beside it."""
    out = io.BytesIO()
    held = [
        *((name, TEXT) for name in ("a", "a", "a#2", "a#2", "a#3")),
        ("b.zip", make_zip({"page.html": PAGE})),
        ("b.zip!page.html", PAGE),
    ]
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, payload in held:
            entry = tarfile.TarInfo(name)
            entry.size = len(payload)
            archive.addfile(entry, io.BytesIO(payload))

    members = [document.member for document in ingest(out.getvalue(), "a.tar")]

    assert members == ["a", "a#2", "a#2#2", "a#2#3", "a#3", "b.zip!page.html", r"b.zip\x21page.html"]


def test_an_office_document_is_unsupported(ingest: Ingest) -> None:
    """A word processor's file is one document to a person, so it is one reject and not twenty."""
    (document,) = ingest(make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "a.docx")

    assert document.reject_code is RejectCode.UNSUPPORTED


def test_a_zip_that_lies_about_its_size_is_unreadable(ingest: Ingest) -> None:
    """A member whose checksum does not fit is refused; no exception gets out."""
    archive = bytearray(make_zip({"a.txt": TEXT * 50}, zipfile.ZIP_STORED))
    at = archive.find(TEXT)
    archive[at] ^= 0xFF

    (document,) = ingest(bytes(archive), "a.zip")

    assert document.reject_code is RejectCode.UNREADABLE


@pytest.mark.parametrize("damaged", ["a.html", "a.html.meta.json"])
def test_a_member_that_cannot_be_unpacked_costs_only_itself(ingest: Ingest, damaged: str) -> None:
    """Its packed bytes are nonsense from the first: its neighbours come through, and so does the member of a sidecar."""
    archive = bytearray(make_zip({"a.html": PAGE, "a.html.meta.json": b'{"source": "Quay"}', "b.txt": TEXT}))
    at = archive.find(damaged.encode()) + len(damaged)  # what is packed stands behind the name
    archive[at : at + 2] = b"\xff\xff"

    documents = ingest(bytes(archive), "a.zip")

    refused = [(document.member, document.reject_code) for document in documents if document.reject_code]
    assert refused == [(damaged, RejectCode.UNREADABLE)]
    assert [document.member for document in documents if document.payload] == [name for name in ("a.html", "b.txt") if name != damaged]


def test_padding_after_a_gzip_member_is_no_damage(ingest: Ingest) -> None:
    """Tapes and block devices fill up with zeros."""
    (document,) = ingest(gzip.compress(PAGE) + bytes(1000), "page.html.gz")

    assert document.payload == PAGE
