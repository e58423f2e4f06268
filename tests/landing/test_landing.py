"""Landing: days, names, sidecars."""

import os
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
