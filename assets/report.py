"""Dagster asset: the static report."""

import hashlib
from pathlib import Path

import dagster as dg

import pipelines.report
from assets.progress import PROGRESS
from assets.resources import Demarche
from assets.warehouse import MODELS
from pipelines.lake import no_room
from pipelines.settings import Settings
from pipelines.warehouse import open_reader

MADE_FROM = ".made_from"  # in the report's folder: what its pages were made from, once all of them were written


@dg.asset(deps=[dg.AssetKey(["ledger", model.name]) for model in MODELS], group_name="report", kinds={"html"}, owners=["team:report"])
def report(demarche: Demarche) -> dg.MaterializeResult[None]:
    """Pages to look at: what changed, who stands where, in whose words; made again where the database or the code of the pages is new."""
    return dg.MaterializeResult(metadata=dict(refresh_report(demarche.settings())))


def refresh_report(settings: Settings) -> dict[str, int | bool]:
    """Make the report of the published database, unless all of its pages have been made already.

    Returns:
        Counts of pages, or that it is unchanged.

    Raises:
        NoRoom: The disk is full or the folder may not be written; the next run makes all pages.
    """
    wanted, note = digest_sources(settings), settings.report / MADE_FROM
    if note.is_file() and note.read_text(encoding="ascii") == wanted:
        return {"is_unchanged": True}
    with no_room("The report cannot be written"):
        note.unlink(missing_ok=True)
    counts = pipelines.report.build(settings, settings.database, PROGRESS.get())
    with no_room("The report cannot be written"):
        note.write_text(wanted, encoding="ascii")
    return dict(counts)


def digest_sources(settings: Settings) -> str:
    """Hash of what decides what the pages say: the versions of the published database, and the code that makes them."""
    with open_reader(settings.database) as connection:
        digest = hashlib.sha256(repr(connection.execute("select built_on, versions from build").fetchone()).encode())
    home = Path(pipelines.report.__file__).parent
    for path in sorted(path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
