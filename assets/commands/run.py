"""`demarche run`: the nightly job from the command line."""

import time
from datetime import date
from pathlib import Path

import click

from assets.commands.options import LandingDay, check_place, data_option, examples, quiet_option, told_command
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.loading import loading


@click.command(epilog=examples("demarche run --day 2025-05-04"))
@click.option("--day", type=LandingDay(), default=None, help="The run's day, under which loose files are filed [default: today].")
@click.option("--show", is_flag=True, help="Also print who stands where, the latest changes, and what to type next.")
@click.option("--strict", is_flag=True, help="Exit 1 where a document of this run was refused.")
@data_option
@quiet_option
def command(day: date | None, show: bool, strict: bool, data: Path | None, quiet: bool) -> None:
    """Land, ingest, clean, extract, publish, report: whatever is new or was made by an older version."""
    with loading():
        from assets.commands.summary import Counted, print_next, print_summary, print_taste
        from assets.night import launch, plan_night
        from assets.resources import take_turn
        from pipelines.lake import Lake

    settings = build_settings(data)
    check_place(settings)
    today = day or date.today()  # noqa: DTZ011 - the command line is where the clock is read
    started = time.monotonic()
    before = Counted.read(settings)
    with take_turn(settings, "run"):
        plan = plan_night(settings, today)
        landed = Lake(settings.lake, settings.lake_url).parts("files")
        if ahead := sorted({part.month for part in landed if part.month > f"{today:%Y-%m}"}):
            click.echo(f"Files of {', '.join(ahead[:3])} landed after the run's day: are their folders named rightly?", err=True)
        if not landed:
            click.echo(f"Nothing has landed yet. Bring files in with: {told_command('import PATH', settings)}", err=True)
            return
        with watch(quiet):
            launch(settings, "nightly", plan.tags(), today)
    refused = print_summary(settings, before, time.monotonic() - started)
    if show:
        print_taste(settings)
        print_next(settings)
    if strict and refused:
        raise click.exceptions.Exit(1)
