"""Bringing files into the raw folder."""

from pathlib import Path

import pytest

from assets.commands.import_files import copy_whole
from pipelines.errors import NoRoom


def test_a_name_as_long_as_names_may_be_comes_in(tmp_path: Path) -> None:
    """255 bytes, most of them in letters of several bytes; nothing is left beside it."""
    name = "ü" * 127 + "x"
    (tmp_path / name).write_text("one")

    assert copy_whole(tmp_path / name, tmp_path / "raw" / name)

    assert [path.name for path in (tmp_path / "raw").iterdir()] == [name]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """The same file again is passed over; another one of its name is a sentence."""
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("other")
    assert copy_whole(tmp_path / "a", tmp_path / "raw" / "a")

    assert not copy_whole(tmp_path / "a", tmp_path / "raw" / "a")
    with pytest.raises(NoRoom, match="never overwritten"):
        copy_whole(tmp_path / "b", tmp_path / "raw" / "a")
    assert (tmp_path / "raw" / "a").read_text() == "one"
