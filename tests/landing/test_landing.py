"""Landing: days, names, sidecars."""

import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import NoRoom
from pipelines.landing import file_loose, list_raw, open_raw, read_name, to_os_path, write_name

DAY = date(2025, 4, 18)


@given(st.binary(min_size=1, max_size=255))
def test_any_file_name_survives_being_written_down(name: bytes) -> None:
    """A name of any bytes comes back from its text, and its text holds no control character."""
    text = write_name(name)

    assert read_name(text) == name
    assert not any(ord(c) < 32 for c in text)


def test_loose_files_are_filed_under_the_day_of_the_run(tmp_path: Path) -> None:
    """A loose file and its sidecar move together; a file of the same name is never overwritten."""
    (tmp_path / "2025-04-18").mkdir()
    (tmp_path / "2025-04-18" / "a.html").write_text("old")
    (tmp_path / "a.html").write_text("new")
    (tmp_path / "a.html.meta.json").write_text("{}")

    moved = file_loose(tmp_path, DAY)

    assert moved == 2
    assert (tmp_path / "2025-04-18" / "a.html").read_text() == "old"
    found = {f.path: f.sidecar for f in list_raw(tmp_path, {})}
    assert found == {"2025-04-18/a.html": None, "2025-04-18/a~2.html": "{}"}


def test_a_known_file_is_not_read_again_but_its_sidecar_is(tmp_path: Path) -> None:
    """A changed sidecar is seen although the file itself is trusted."""
    folder = tmp_path / "2025-04-18"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    before = {f.path: f for f in list_raw(tmp_path, {})}
    (folder / "a.txt.meta.json").write_text('{"published": "2025-04-16"}')

    after = list(list_raw(tmp_path, before))

    assert after[0].sidecar == '{"published": "2025-04-16"}'
    assert after[0].sha256 == before["2025-04-18/a.txt"].sha256


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_links_and_pipes_are_never_followed(tmp_path: Path, kind: str) -> None:
    """A link out of the folder or a pipe is listed, so that it can be refused, and is never opened."""
    folder = tmp_path / "2025-04-18"
    folder.mkdir()
    if kind == "link":
        (folder / "x").symlink_to("/etc/hostname")
    else:
        os.mkfifo(folder / "x")

    found = list(list_raw(tmp_path, {}))

    assert [f.sha256 for f in found] == [""]
    with pytest.raises(OSError):
        open_raw(tmp_path, "2025-04-18/x")


def test_a_name_cannot_lead_outside(tmp_path: Path) -> None:
    """The written form of a name points back to the same file."""
    assert to_os_path(tmp_path, write_name(b"2025-04-18/a\nb\xff")) == tmp_path / os.fsdecode(b"2025-04-18/a\nb\xff")


class Killed(Exception):
    """Stands for kill -9."""


def test_a_killed_move_is_finished_as_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after each of its renames and finished by a run of the next day: sidecars lie beside their own files, under the first day."""
    wanted = {"2025-04-18/a.html": None, "2025-04-18/a~2.html": '{"title": "a"}', "2025-04-18/b.html": '{"title": "b"}'}
    for allowed in range(6):
        raw = tmp_path / str(allowed)
        (raw / "2025-04-18").mkdir(parents=True)
        (raw / "2025-04-18" / "a.html").write_text("old")
        for name in "ab":
            (raw / f"{name}.html").write_text(name)
            (raw / f"{name}.html.meta.json").write_text(f'{{"title": "{name}"}}')

        with monkeypatch.context() as patch:
            made = []

            def rename(source: Path, target: Path, real=Path.rename, made=made, allowed=allowed) -> Path:  # type: ignore[no-untyped-def]
                if len(made) == allowed:
                    raise Killed
                made.append(target)
                return real(source, target)

            patch.setattr(Path, "rename", rename)
            try:
                file_loose(raw, DAY)
            except Killed:
                assert len(made) == allowed
        file_loose(raw, date(2025, 4, 19))

        assert {file.path: file.sidecar for file in list_raw(raw, {})} == wanted
        assert [path.name for path in raw.iterdir()] == ["2025-04-18"]


def test_what_could_not_be_read_is_read_when_it_can_be(tmp_path: Path) -> None:
    """A permission that was missing for a night: the file is tried again, though its size is the same."""
    folder = tmp_path / "2025-04-18"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    (found,) = list_raw(tmp_path, {})
    unread = replace(found, sha256="")

    assert list(list_raw(tmp_path, {found.path: unread})) == [found]


def test_a_raw_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A file stands where the day's folder should be made; the loose file stays where it is."""
    (tmp_path / "2025-04-18").write_text("in the way")
    (tmp_path / "a.txt").write_text("one")

    with pytest.raises(NoRoom, match="The raw folder cannot be written"):
        file_loose(tmp_path, DAY)

    assert (tmp_path / "a.txt").exists()


def test_no_file_takes_the_name_or_the_sidecar_of_another(tmp_path: Path) -> None:
    """Names that numbering makes may be there already, in the folder or on their way to it; sidecars that belong to nothing stay alone."""
    day = tmp_path / "2025-04-18"
    day.mkdir()
    for name in ("a.html", "c.html", "c~2.html", "d.html.meta.json"):
        (day / name).write_text("old")
    loose = ("a.html", "a~2.html", "a~2.html.meta.json", "b.html", "c.html.meta.json", "d.html", "d.html.meta.json")
    (day / "c.html.meta.json").write_text("old")
    for name in loose:
        (tmp_path / name).write_text(name)

    moved = file_loose(tmp_path, DAY)

    landed = {
        (tmp_path / file.path).read_text(): file.sidecar
        for file in list_raw(tmp_path, {})
        if "old" not in (tmp_path / file.path).read_text()
    }
    assert moved == len(loose)
    assert landed == {
        "a.html": None,
        "a~2.html": "a~2.html.meta.json",
        "b.html": None,
        "c.html.meta.json": None,
        "d.html": "d.html.meta.json",
    }


@pytest.mark.parametrize("name", ["x" * 250 + ".html", "é" * 127, "x." + "y" * 253])
def test_a_name_of_full_length_that_is_taken_gets_a_number_too(tmp_path: Path, name: str) -> None:
    """Something of it is cut away; the run does not end at a name that the file system refuses, that day and every day after."""
    (tmp_path / "2025-04-18").mkdir()
    for folder in (tmp_path / "2025-04-18", tmp_path):
        (folder / name).write_text(str(folder))

    assert file_loose(tmp_path, DAY) == 1
    assert {(tmp_path / file.path).read_text() for file in list_raw(tmp_path, {})} == {str(tmp_path / "2025-04-18"), str(tmp_path)}


@pytest.mark.parametrize(("depth", "name"), [(1500, "d"), (25, "d" * 200)])
def test_folders_however_deep_are_walked_or_named(tmp_path: Path, depth: int, name: str) -> None:
    """A file far down is found; where its path is longer than the system takes, the folder is told as one that cannot be read."""
    folder = os.open(tmp_path, os.O_DIRECTORY)
    for step in ["2025-04-18", *[name] * depth]:
        os.mkdir(step, dir_fd=folder)
        folder, above = os.open(step, os.O_DIRECTORY, dir_fd=folder), folder
        os.close(above)
    os.close(os.open("f", os.O_CREAT, dir_fd=folder))
    os.close(folder)

    (found,) = list_raw(tmp_path, {})
    subprocess.run(["rm", "-rf", tmp_path / "2025-04-18"], check=True)  # pytest would go down by recursion

    assert found.path.endswith("/f") is (name == "d")
    assert bool(found.sha256) is (name == "d")


def test_what_is_called_like_a_day_and_is_no_folder_is_loose(tmp_path: Path) -> None:
    """A file or a link with the name of a day is filed and read, or refused, and not passed over for ever."""
    (tmp_path / "2025-04-16").symlink_to("/etc")
    (tmp_path / "2025-04-17").write_text("words")

    file_loose(tmp_path, DAY)

    assert [(file.path, bool(file.sha256)) for file in list_raw(tmp_path, {})] == [
        ("2025-04-18/2025-04-16", False),
        ("2025-04-18/2025-04-17", True),
    ]


def test_a_folder_called_after_a_day_without_files_is_loose(tmp_path: Path) -> None:
    """A slip of the pen in a folder's year loses nothing: its files land on the day of the run."""
    for slip in ("0205-05-20", "1979-12-31"):
        (tmp_path / slip).mkdir()
        (tmp_path / slip / "a.txt").write_text("words")

    file_loose(tmp_path, DAY)

    assert [file.path for file in list_raw(tmp_path, {})] == ["2025-04-18/0205-05-20/a.txt", "2025-04-18/1979-12-31/a.txt"]


def test_only_a_file_beside_a_file_is_a_sidecar(tmp_path: Path) -> None:
    """What is called like one and cannot be applied is listed: a folder, a link, what lies beside a folder."""
    day = tmp_path / "2025-04-18"
    (day / "a.meta.json").mkdir(parents=True)
    (day / "a.meta.json" / "inside").write_text("words")
    (day / "folder").mkdir()
    for name in ("a", "b", "c", "c.meta.json", "folder.meta.json"):
        (day / name).write_text("{}")
    (day / "b.meta.json").symlink_to("c.meta.json")

    found = {file.path.removeprefix("2025-04-18/"): file.sidecar for file in list_raw(tmp_path, {})}

    assert found == {"a": None, "a.meta.json/inside": None, "b": None, "b.meta.json": None, "c": "{}", "folder.meta.json": None}
