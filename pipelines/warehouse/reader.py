"""The analysts' connection: the published file, read-only, with no way to files, network or extensions."""

from pathlib import Path

import duckdb

from pipelines.errors import WarehouseMissing

_SAFE = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def open_reader(path: Path, threads: int = 2, memory_limit: str = "4GB") -> duckdb.DuckDBPyConnection:
    """Open the published database for questions; its macros are in the file.

    The file is never changed in place, so the connection goes on answering from the build it opened, even after a later one is
    published. Within one process DuckDB gives the same build to everyone who opens the path while one connection is open.

    Raises:
        WarehouseMissing: There is no published database, or another version of DuckDB wrote it.
    """
    if not path.is_file():
        raise WarehouseMissing(f"There is no database at {path.name}; publish one first.")
    config: dict[str, str | bool | int | float | list[str]] = {**_SAFE, "threads": str(threads), "memory_limit": memory_limit}
    try:
        connection = duckdb.connect(str(path), read_only=True, config=config)
        _settle(connection)
        return connection
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise WarehouseMissing(f"{path.name} cannot be opened: {str(error).splitlines()[0]}") from error


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep DuckDB's own progress off the terminal, and lock the configuration; whoever has the same build open has locked it already."""
    row = connection.execute("select current_setting('lock_configuration')").fetchone()
    if row == (False,):
        connection.execute("set enable_progress_bar = false")
        connection.execute("set lock_configuration = true")
