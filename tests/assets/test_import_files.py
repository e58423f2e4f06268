"""Bringing files into the raw folder."""

from pathlib import Path

import pytest

from assets.cli import demarche, main
from assets.commands.import_files import Ended, copy_whole
from pipelines.errors import WrongUse


def test_a_name_as_long_as_names_may_be_comes_in(tmp_path: Path) -> None:
    """255 bytes, most of them in letters of several bytes; nothing is left beside it."""
    name = "ü" * 127 + "x"
    (tmp_path / name).write_text("one")

    assert copy_whole(tmp_path / name, tmp_path / "raw" / name) is Ended.BROUGHT

    assert [path.name for path in (tmp_path / "raw").iterdir()] == [name]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """The same file again is passed over; another of its name, though as long (a corrected day in a sidecar), is left where it is."""
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    (tmp_path / "raw" / "folder").mkdir(parents=True)

    assert copy_whole(tmp_path / "a", tmp_path / "raw" / "a") is Ended.BROUGHT
    assert copy_whole(tmp_path / "a", tmp_path / "raw" / "a") is Ended.THERE
    assert copy_whole(tmp_path / "b", tmp_path / "raw" / "a") is Ended.OTHER
    assert copy_whole(tmp_path / "b", tmp_path / "raw" / "folder") is Ended.OTHER
    assert (tmp_path / "raw" / "a").read_text() == "one"


def test_a_name_that_is_taken_stops_no_other_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All others come in and are counted; the sentence names both files and what to do; exit 1."""
    raw = tmp_path / "data" / "raw" / "2025-07-02"
    raw.mkdir(parents=True)
    (raw / "2.txt").write_text("another")
    (raw / "4.txt").write_text("4")
    files = [tmp_path / f"{number}.txt" for number in (1, 2, 3, 4)]
    for file in files:
        file.write_text(file.stem)

    with pytest.raises(SystemExit) as end:
        main(["import", *map(str, files), "--landed", "2025-07-02", "--data", str(tmp_path / "data")])

    told = capsys.readouterr()
    assert end.value.code == 1
    assert told.out == "2 files brought in under 2025-07-02, 1 were there already.\n"
    assert f"{files[1]} is not 2025-07-02/2.txt" in told.err and "--landed DAY" in told.err
    assert {path.name: path.read_text() for path in raw.iterdir()} == {"1.txt": "1", "2.txt": "another", "3.txt": "3", "4.txt": "4"}


def test_an_empty_path_is_not_the_folder_one_is_in(tmp_path: Path) -> None:
    """`demarche import "$NOT_SET"` says so, and brings nothing in."""
    with pytest.raises(WrongUse, match="names nothing"):
        demarche.main(["import", "", "--data", str(tmp_path)], standalone_mode=False)

    assert list(tmp_path.iterdir()) == []
