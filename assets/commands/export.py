"""`demarche export`: claims and positions as Parquet, CSV and JSON Lines in a folder that explains itself."""

import hashlib
import os
import shutil
from pathlib import Path

import click

from assets.commands.formats import write_csv
from assets.commands.ledger import open_ledger
from assets.commands.options import data_option, examples, quiet_option
from assets.commands.watching import watch
from assets.progress import PROGRESS
from pipelines.errors import WrongUse
from pipelines.lake import no_room


@click.command(epilog=examples("demarche export ~/ledger-2025-05-04"))
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
@quiet_option
def command(folder: Path, data: Path | None, quiet: bool) -> None:
    """Write the published claims and positions into FOLDER, which must be new: three formats, datapackage.json, a licence note."""
    from pipelines.warehouse import export
    from pipelines.warehouse.models import load_models

    ledger = open_ledger(data)
    beside = folder.with_name(f".{hashlib.sha256(os.fsencode(folder.name)).hexdigest()[:16]}.part")  # no longer than any name may be
    with no_room(f"{folder.name} cannot be written"), watch(quiet):
        if _is_there(folder):
            raise WrongUse(f"{folder} is there already; name a folder that is not.")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for done, table in enumerate(export.TABLES):
            PROGRESS.get()("tables", done, len(export.TABLES))
            export.copy_table(ledger.settings.database, table, beside)
            with (beside / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
                write_csv(*export.read_rows(ledger.connection, table), stream)
        export.write_package(export.describe_package(ledger.connection, load_models(ledger.settings.sql), beside), beside)
        beside.rename(folder)
    click.echo(f"{len(list(folder.iterdir()))} files in {folder}.", err=True)


def _is_there(folder: Path) -> bool:
    """Whether anything has this name, be it a link to nothing; a name that is too long is an OSError."""
    try:
        folder.lstat()
    except FileNotFoundError:
        return False
    return True
