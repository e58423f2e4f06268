"""Bringing files into the raw folder."""

from pathlib import Path

import pytest

from assets.cli import demarche
from assets.commands.import_files import copy_whole
from pipelines.errors import NoRoom, WrongUse


def test_a_name_as_long_as_names_may_be_comes_in(tmp_path: Path) -> None:
    """255 bytes, most of them in letters of several bytes; nothing is left beside it."""
    name = "ü" * 127 + "x"
    (tmp_path / name).write_text("one")

    assert copy_whole(tmp_path / name, tmp_path / "raw" / name)

    assert [path.name for path in (tmp_path / "raw").iterdir()] == [name]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """The same file again is passed over; another of its name, though as long (a corrected day in a sidecar), is a sentence."""
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    assert copy_whole(tmp_path / "a", tmp_path / "raw" / "a")

    assert not copy_whole(tmp_path / "a", tmp_path / "raw" / "a")
    with pytest.raises(NoRoom, match="never overwritten"):
        copy_whole(tmp_path / "b", tmp_path / "raw" / "a")
    assert (tmp_path / "raw" / "a").read_text() == "one"


def test_an_empty_path_is_not_the_folder_one_is_in(tmp_path: Path) -> None:
    """`demarche import "$NOT_SET"` says so, and brings nothing in."""
    with pytest.raises(WrongUse, match="names nothing"):
        demarche.main(["import", "", "--data", str(tmp_path)], standalone_mode=False)

    assert list(tmp_path.iterdir()) == []
