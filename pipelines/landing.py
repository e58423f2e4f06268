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
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from io import BufferedReader
from pathlib import Path

from pipelines.lake import no_room
from pipelines.records import RawFile

SIDECAR_SUFFIX = ".meta.json"
FIRST_LANDING = date(1980, 1, 1)  # a folder that is called after an earlier day is a slip of the pen, and is filed like any loose one
_SIDECAR_BYTES = 65_536
_MOVES = ".moves.json"  # moves of loose files that were begun
_NAME_BYTES = 255  # the longest name of a file that file systems take
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
    """The landing day that a folder's name says, or None where it is no day, or one before there were files to land."""
    if not _DAY.match(folder):
        return None
    with suppress(ValueError):
        day = date.fromisoformat(folder)
        return day if day >= FIRST_LANDING else None
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
    return sorted(entry.name for entry in os.scandir(raw) if not (_is_day(entry) or entry.name.startswith(".")))


def _is_day(entry: os.DirEntry[str]) -> bool:
    """Whether it is the folder of a landing day; a file or a link that is called like one is loose."""
    return parse_day(entry.name) is not None and entry.is_dir(follow_symlinks=False)


def _plan_moves(target: Path, loose: Sequence[str]) -> Iterator[tuple[str, str]]:
    """From and to, below the raw folder, of every loose entry; a sidecar gets the name of its file."""
    names, renamed, planned = set(loose), dict[str, str](), set[str]()
    for name in loose:  # sorted: a file comes before its sidecar
        main = name.removesuffix(SIDECAR_SUFFIX)
        if main != name and main in renamed:
            renamed[name] = renamed[main] + SIDECAR_SUFFIX
        else:
            renamed[name] = _free_name(target, name, name + SIDECAR_SUFFIX in names, planned)
        planned.add(renamed[name])
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


def _free_name(folder: Path, name: str, has_sidecar: bool, planned: AbstractSet[str]) -> str:
    """`name`, or `name` with a number where the folder holds it already or will; then no other file's sidecar is beside it either."""
    free, number = name, 1
    while True:
        beside = {free, free + SIDECAR_SUFFIX, free.removesuffix(SIDECAR_SUFFIX)}
        there = beside if number > 1 else {free, free + SIDECAR_SUFFIX} if has_sidecar else {free}
        if beside.isdisjoint(planned) and not any(os.path.lexists(folder / one) for one in there):
            return free
        number += 1
        free = _number_name(name, number)


def _number_name(name: str, number: int) -> str:
    """The name with a number before its suffix, cut so that it and its sidecar's are no longer than a file system takes."""
    stem, dot, suffix = name.partition(".")
    if len(os.fsencode(suffix)) > _NAME_BYTES // 2:
        stem, dot, suffix = name, "", ""
    end = f"~{number}{dot}{suffix}"
    while len(os.fsencode(stem + end + SIDECAR_SUFFIX)) > _NAME_BYTES:
        stem = stem[:-1]
    return stem + end


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
    for day_folder in sorted(entry.name for entry in os.scandir(raw) if _is_day(entry)):
        landed_on = date.fromisoformat(day_folder)
        for relative in _walk(raw, day_folder):
            with suppress(FileNotFoundError):  # gone since the folder was read: it has not landed
                yield _describe(raw, relative, landed_on, known)


def _walk(raw: Path, day_folder: str) -> Iterator[bytes]:
    """Paths below the raw folder of all that is no folder and no sidecar, sorted at each level; and of folders that cannot be read."""
    ahead = [(os.fsencode(day_folder), True)]
    while ahead:
        relative, is_folder = ahead.pop()
        held = _read_folder(raw, relative) if is_folder else None
        if held is None:
            yield relative
        else:
            ahead += reversed(held)


def _read_folder(raw: Path, folder: bytes) -> list[tuple[bytes, bool]] | None:
    """What a folder holds but for sidecars, sorted, each with whether it is a folder; None where it cannot be read."""
    try:
        with os.scandir(os.fsencode(raw) + b"/" + folder) as found:
            entries = {entry.name: entry for entry in sorted(found, key=lambda entry: entry.name)}
    except FileNotFoundError:
        return []
    except OSError:
        return None
    suffix = SIDECAR_SUFFIX.encode()

    def is_sidecar(entry: os.DirEntry[bytes]) -> bool:
        main = entries.get(entry.name.removesuffix(suffix), entry)
        return main is not entry and not main.is_dir(follow_symlinks=False) and entry.is_file(follow_symlinks=False)

    kept = [entry for name, entry in entries.items() if not (name.startswith(b".") or is_sidecar(entry))]
    return [(folder + b"/" + entry.name, entry.is_dir(follow_symlinks=False)) for entry in kept]


def _describe(raw: Path, relative: bytes, landed_on: date, known: Mapping[str, RawFile]) -> RawFile:
    path = write_name(relative)
    sidecar = _read_sidecar(raw, path)
    try:
        size = os.lstat(raw / os.fsdecode(relative)).st_size
    except FileNotFoundError:
        raise
    except OSError:  # its folder may be read but not entered, or its path is longer than the system takes
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
