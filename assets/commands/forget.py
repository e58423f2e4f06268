"""`demarche forget`: a document and everything drawn from it leave the lake, the published database and the report, for good."""

from datetime import date
from pathlib import Path

import click

from assets.commands.options import Day, data_option, examples, quiet_option, told_command
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import UnknownName, WrongUse
from pipelines.lake import Lake
from pipelines.report.visible import one_line


@click.command(epilog=examples("demarche forget 2025-05-04/letters/issue-7.eml --reason 'asked for by the publisher'"))
@click.argument("name", metavar="DOCUMENT_ID|PATH")
@click.option("--reason", required=True, help="Why, for the log.")
@click.option("--day", type=Day(), default=None, help="The day of the takedown [default: today].")
@data_option
@quiet_option
def command(name: str, reason: str, day: date | None, data: Path | None, quiet: bool) -> None:
    """Take a document down: by its id, or every document of a raw file by its path below the raw folder."""
    from assets.commands.watching import watch
    from assets.learned import forget_words
    from assets.publishing import publish_lake
    from assets.resources import build_engine, take_turn
    from assets.vetting import vet
    from pipelines import report
    from pipelines.engine.forgetting import find_documents, forget

    settings = build_settings(data)
    now = date.today()  # noqa: DTZ011 - the command line is where the clock is read
    lake, today = Lake(settings.lake, settings.lake_url), day or now
    if not reason.strip():
        raise WrongUse("--reason is empty; the log keeps why a document was taken down.")
    if today > now:
        raise WrongUse(f"{today} lies ahead; a takedown is of today or before.")
    with take_turn(settings, "forget"), build_engine(settings):  # hosts may still be at work on parts for a run that has died
        takedowns = find_documents(lake, name, today, reason)
        if not takedowns:
            raise UnknownName("document id or raw file", name)
        gone = {takedown.document_id for takedown in takedowns}
        forget_words(settings, gone)
        with watch(quiet):
            PROGRESS.get()("lake", 0, 1)
            cleared = forget(lake, settings.raw, takedowns)
            PROGRESS.get()("lake", 1, 1)
            publish_lake(settings, today, is_takedown=True)
            report.build(settings, settings.database, PROGRESS.get())
            refused = vet(settings, lake)
    told = "One document is" if len(gone) == 1 else f"{len(gone)} documents are"
    click.echo(f"{told} gone from lake, database and report.", err=True)
    if refused:
        told = (
            f"{one_line(refused[0].sentence)} Parts with such faults are left out of what is published now; `doctor --deep` names them all."
        )
        click.echo(told, err=True)
    for path in cleared.removed:
        click.echo(f"removed {path}")
    for path in sorted({takedown.path for takedown in takedowns} - set(cleared.removed)):
        click.echo(f"kept    {path}")
        if not cleared.waiting:
            click.echo(f"{path} holds other documents too and stays in the raw folder, with the bytes of this one.", err=True)
    if cleared.waiting:
        batches = ", ".join(str(batch) for batch in cleared.waiting)
        told = "Parts of these batches are missing or torn"
        run = told_command("run", settings)
        click.echo(f"{told}: {batches}. The takedown is not done before `{run}` has made them and was run once more.", err=True)
