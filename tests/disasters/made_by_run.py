"""What a run has made, in a form that can be compared: bytes of the lake, rows of the database, bytes of the report."""

import hashlib
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.schemas import RECORDS
from pipelines.warehouse import open_reader

STAGES = ("landing", *list(RECORDS)[1:], "database", "report")


def snapshot_lake(data: Path) -> dict[str, bytes]:
    """Every file of the lake with its bytes, debris included."""
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted((data / "lake").rglob("*")) if path.is_file()}


def snapshot_report(data: Path) -> dict[str, str]:
    """Every page of the report with its hash."""
    pages = sorted(path for path in (data / "report").rglob("*") if path.is_file())
    return {str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in pages}


def snapshot_database(data: Path) -> dict[str, tuple[int, str]]:
    """Rows of every table: their number, and a hash of all of them in order."""
    with open_reader(data / "demarche.duckdb") as connection:
        names = [row[0] for row in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        found = {}
        for name in names:
            rows = sorted(repr(row) for row in connection.execute(f"from {name}").fetchall())
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def find_debris(data: Path) -> list[str]:
    """Half-written files that nobody has removed."""
    return [str(path.relative_to(data)) for pattern in ("lake/*/*/.tmp-*", ".build-*") for path in data.glob(pattern)]


def count_parts(data: Path) -> dict[str, int]:
    """Parts of each table."""
    return {table: len([p for p in (data / "lake" / table).glob("*/*.parquet") if not p.name.startswith(".")]) for table in RECORDS}


def count_rows(data: Path) -> dict[str, int]:
    """Rows of each table; a merger of small parts leaves their number as it was."""
    found = {}
    for table in RECORDS:
        paths = [p for p in (data / "lake" / table).glob("*/*.parquet") if not p.name.startswith(".")]
        found[table] = sum(_rows_of(path) for path in paths)
    return found


def _rows_of(path: Path) -> int:
    try:
        return _rows_in(path, path.stat().st_ino)
    except FileNotFoundError:  # a merger has removed it
        return 0


@cache
def _rows_in(path: Path, inode: int) -> int:
    """Rows by the footer of a file; a part that is written again has another inode."""
    return int(pq.read_metadata(path).num_rows)


def stage_reached(data: Path, whole: dict[str, int], old_database: int) -> str:
    """The stage in which a run was stopped, told from what lies in the folder.

    Args:
        data: The data folder.
        whole: Rows of each table when all is done.
        old_database: Inode of the database as it was published before.
    """
    rows = count_rows(data)
    for table, stage in zip(RECORDS, STAGES, strict=False):
        if rows[table] < whole[table]:
            return stage
    return "database" if (data / "demarche.duckdb").stat().st_ino == old_database else "report"
