"""Files under data/raw: which day each landed on, how its name is written down, and how it is opened safely.

Belongs here: walking, filing loose files, hashing, escaping names. Does not belong here: anything that looks at content.
"""

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from io import BufferedReader
from pathlib import Path

from pipelines.lake import no_room
from pipelines.records import RawFile

SIDECAR_SUFFIX = ".meta.json"
_SIDECAR_BYTES = 65_536
_MOVES = ".moves.json"  # moves of loose files that were begun
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_UNSAFE = re.compile(rb"[\x00-\x1f\x7f\\]")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def write_name(name: bytes) -> str:
    r"""A file name as text: control characters, backslashes and undecodable bytes become `\xNN`. Reversible by `read_name`."""
    return _UNSAFE.sub(lambda m: b"\\x%02x" % m.group()[0], name).decode("utf-8", "backslashreplace")


def read_name(text: str) -> bytes:
    """The bytes behind a name written by `write_name`."""
    return _ESCAPED.sub(lambda m: bytes([int(m.group(1), 16)]), text.encode("utf-8"))


def to_os_path(raw: Path, path: str) -> Path:
    """Where a `RawFile.path` lies on this machine."""
    return raw / os.fsdecode(read_name(path))


def open_raw(raw: Path, path: str) -> BufferedReader:
    """Open a raw file for reading: regular files only, no link followed, never blocking on a pipe.

    Raises:
        OSError: It is gone, may not be read, or is a link, pipe, socket or device.
    """
    descriptor = os.open(to_os_path(raw, path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file", path)
    return os.fdopen(descriptor, "rb")


def parse_day(folder: str) -> date | None:
    """The landing day that a folder's name says, or None where it is no day."""
    if not _DAY.match(folder):
        return None
    with suppress(ValueError):
        return date.fromisoformat(folder)
    return None


def file_loose(raw: Path, day: date) -> int:
    """Move everything that is not yet under a landing day into the folder of `day`; never overwrites.

    Where each goes is written down before the first is moved, so that a killed move is finished as it was meant and no sidecar
    comes to lie under another day, or beside another file, than its own.

    Returns:
        How many entries were moved. A sidecar moves along with its file.

    Raises:
        NoRoom: The raw folder may not be written.
    """
    with no_room("The raw folder cannot be written"):
        raw.mkdir(parents=True, exist_ok=True)
        moved = _finish_moves(raw)
        loose = list_loose(raw)
        if loose:
            _write_moves(raw, _plan_moves(raw / day.isoformat(), loose))
            moved += _finish_moves(raw)
    return moved


def list_loose(raw: Path) -> list[str]:
    """Names of files and folders that are not yet under a landing day, sorted; those that begin with a dot are passed over."""
    return sorted(entry.name for entry in os.scandir(raw) if parse_day(entry.name) is None and not entry.name.startswith("."))


def _plan_moves(target: Path, loose: Sequence[str]) -> Iterator[tuple[str, str]]:
    """From and to, below the raw folder, of every loose entry; a sidecar gets the name of its file."""
    renamed: dict[str, str] = {}
    for name in loose:  # sorted: a file comes before its sidecar
        main = name.removesuffix(SIDECAR_SUFFIX)
        renamed[name] = renamed[main] + SIDECAR_SUFFIX if main != name and main in renamed else _free_name(target, name)
        yield name, f"{target.name}/{renamed[name]}"


def _write_moves(raw: Path, moves: Iterable[tuple[str, str]]) -> None:
    beside = raw / f"{_MOVES}.part"
    with beside.open("w", encoding="ascii") as stream:
        json.dump([[write_name(os.fsencode(name)) for name in move] for move in moves], stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(raw / _MOVES)


def _finish_moves(raw: Path) -> int:
    """Make the moves that are written down and were not made yet; returns how many."""
    try:
        moves = json.loads((raw / _MOVES).read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0
    made = 0
    for source, target in ((to_os_path(raw, source), to_os_path(raw, target)) for source, target in moves):
        if os.path.lexists(source) and not os.path.lexists(target):
            target.parent.mkdir(exist_ok=True)
            source.rename(target)
            made += 1
    (raw / _MOVES).unlink()
    return made


def _free_name(folder: Path, name: str) -> str:
    """`name`, or `name` with a number before its suffix where the folder holds it already."""
    stem, dot, suffix = name.partition(".")
    number, free = 1, name
    while os.path.lexists(folder / free):
        number += 1
        free = f"{stem}~{number}{dot}{suffix}"
    return free


def list_raw(raw: Path, known: Mapping[str, RawFile]) -> Iterator[RawFile]:
    """Every file under a landing day, in path order.

    Args:
        raw: The raw folder.
        known: Files seen before, by path. One whose size is the same is not read again: raw files are never modified. Its sidecar
            is, and so is a file that could not be read.

    Yields:
        One RawFile a file. What cannot be read has an empty sha256; ingest says why. Names that begin with a dot are passed over.
    """
    if not raw.is_dir():
        return
    for day_folder in sorted(entry.name for entry in os.scandir(raw) if entry.is_dir(follow_symlinks=False)):
        landed_on = parse_day(day_folder)
        if landed_on is not None:
            for relative in _walk(raw, day_folder):
                with suppress(FileNotFoundError):  # gone since the folder was read: it has not landed
                    yield _describe(raw, relative, landed_on, known)


def _walk(raw: Path, folder: str) -> Iterator[bytes]:
    """Paths below the raw folder of everything that is no folder and no sidecar, sorted at each level."""
    try:
        entries = sorted(os.scandir(os.fsencode(raw / os.fsdecode(folder))), key=lambda entry: entry.name)
    except PermissionError:
        yield os.fsencode(folder)
        return
    except FileNotFoundError:
        return
    names = {entry.name for entry in entries}
    suffix = SIDECAR_SUFFIX.encode()
    for entry in entries:
        if entry.name.startswith(b".") or (entry.name.endswith(suffix) and entry.name.removesuffix(suffix) in names):
            continue
        relative = os.fsencode(folder) + b"/" + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(raw, os.fsdecode(relative))
        else:
            yield relative


def _describe(raw: Path, relative: bytes, landed_on: date, known: Mapping[str, RawFile]) -> RawFile:
    path = write_name(relative)
    sidecar = _read_sidecar(raw, path)
    try:
        size = os.lstat(raw / os.fsdecode(relative)).st_size
    except PermissionError:  # its folder may be read but not entered
        size = 0
    before = known.get(path)
    if before is not None and before.byte_count == size and before.sha256:
        return before if before.sidecar == sidecar else RawFile(path, landed_on, size, before.sha256, sidecar)
    try:
        with open_raw(raw, path) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""
    return RawFile(path, landed_on, size, digest, sidecar)


def _read_sidecar(raw: Path, path: str) -> str | None:
    try:
        with open_raw(raw, path + SIDECAR_SUFFIX) as stream:
            return stream.read(_SIDECAR_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
