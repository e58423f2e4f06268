"""Publishing: build beside, check, swap. Whoever opens the published file finds the old one or the new one, whole.

Belongs here: the lock, the debris of killed builders, and the swap. Does not belong here: what is built.
"""

import errno
import os
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from pipelines.errors import CheckFailed, CorruptPart, NoRoom
from pipelines.lake import no_room, sync_folder
from pipelines.locking import hold
from pipelines.reference import Reference
from pipelines.settings import Settings
from pipelines.warehouse.build import BuildReport, build_models
from pipelines.warehouse.inputs import Parts, Run, attach_inputs, check_parts, find_broken, quoted, told_place
from pipelines.warehouse.thresholds import Thresholds

_READ_ONLY = 0o444
_ABSOLUTE = re.compile(r'"/[^"\n]*/')  # folders of this machine have no place in a message
_MEMORY_GB = 6  # beyond it DuckDB spills beside the file that it builds
_GROUP_ROWS = 30_720  # rows that lie together: full groups are written as they come, by every thread, the rest at the very end by one


def publish(
    settings: Settings, parts: Parts, built_on: date, versions: Mapping[str, str], thresholds: Thresholds | None = None
) -> BuildReport:
    """Build the database from the given parts and put it in place of the published one.

    Args:
        settings: Where the database, the models and the reference rows are; its `min_confidence` holds unless `thresholds` says else.
        parts: Files of each lake table; see `Lake.part_paths`.
        built_on: The day of the run.
        versions: What made it, for the `build` table.
        thresholds: What counts; by default those of the class, with the settings' confidence.

    Raises:
        LakeError: The lake is empty.
        CorruptPart: A part is broken or of another schema; names the file.
        CheckFailed: A blocking check found rows.
        LockHeld: Another builder is at work.
        NoRoom: The disk is full or the folder may not be written.
    In every case the published file stays as it was.
    """
    check_parts(parts)
    held = thresholds or Thresholds(settings.min_confidence)
    folder = settings.database.parent
    with no_room(f"{settings.database.name} cannot be written"):
        folder.mkdir(parents=True, exist_ok=True)
        with hold(settings.database.with_name(f".{settings.database.name}.lock"), f"building {settings.database.name}"):
            _sweep(folder)
            beside = folder / f".build-{os.getpid()}.duckdb"
            run = Run(built_on, versions, held, _claims_published(settings.database))
            try:
                report = _build(settings, parts, run, beside)
                _swap(beside, settings.database)
            finally:
                _sweep(folder)
    return report


def _claims_published(database: Path) -> int:
    """Claims of the published database; 0 where there is none, or none that this version can read.

    Read under another name: in one process DuckDB keeps one instance a path, and somebody may be reading.
    """
    if not database.is_file():
        return 0
    previous = database.with_name(f".build-{os.getpid()}-previous.duckdb")
    try:
        _link_or_copy(database, previous)
        with duckdb.connect(str(previous), read_only=True) as connection:
            row = connection.execute("select claim_count from build").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.IOException, duckdb.SerializationException):
        return 0
    finally:
        previous.unlink(missing_ok=True)
    return int(row[0]) if row else 0


def _link_or_copy(file: Path, other: Path) -> None:
    """Give a file another name; a copy where the file system has no links, or lets only the file's owner make one."""
    try:
        other.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, other)


def _build(settings: Settings, parts: Parts, run: Run, beside: Path) -> BuildReport:
    spill = beside.with_suffix(".spill")
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(spill),
        "threads": str(max(1, settings.workers)),
        "memory_limit": f"{_memory_gb():.1f}GB",
        "autoinstall_known_extensions": "false",
    }
    try:
        with duckdb.connect(config=config) as connection:
            connection.execute("set enable_progress_bar = false")
            connection.execute(f"attach {quoted(str(beside))} as ledger (row_group_size {_GROUP_ROWS}, recovery_mode no_wal_writes)")
            connection.execute("use ledger")
            attach_inputs(connection, parts, Reference(settings.reference), run)
            report = build_models(connection, settings.sql)
            connection.execute("detach input")
            connection.execute("checkpoint")
    except (duckdb.Error, CheckFailed) as error:
        raise _explained(error, parts) from error
    return report


def _memory_gb() -> float:
    """What a build may hold: four fifths of the machine's memory, but never more than the limit."""
    present = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return min(_MEMORY_GB, 0.8 * present)


def _explained(error: duckdb.Error | CheckFailed, parts: Parts) -> Exception:
    """What really went wrong: no room, or a part that is broken inside; else the error itself."""
    cause = error if isinstance(error, duckdb.Error) else error.__cause__
    if cause is None:
        return error
    text = _ABSOLUTE.sub('"', str(cause))
    if any(os.strerror(code) in text for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)) or "max_temp_directory_size" in text:
        return NoRoom(f"The database cannot be built: {text.splitlines()[0]}")
    broken = find_broken(parts)
    return CorruptPart(f"{told_place(broken)} cannot be read: {text.splitlines()[0]}") if broken else error


def _swap(beside: Path, database: Path) -> None:
    with beside.open("rb") as stream:
        os.fsync(stream.fileno())
    beside.chmod(_READ_ONLY)
    beside.replace(database)
    sync_folder(database.parent)


def _sweep(folder: Path) -> None:
    """Remove what a dead builder left; only the holder of the lock may call it."""
    for path in folder.glob(".build-*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
