"""`demarche backfill`: make stale parts of a range of landing months fresh again; resumes where it was stopped."""

import time
from datetime import date
from pathlib import Path

import click

from assets.commands.options import LandingMonth, check_place, data_option, examples, quiet_option
from assets.commands.watching import watch
from assets.configuration import build_settings
from pipelines.errors import WrongUse


@click.command(epilog=examples("demarche backfill --from 1987-01 --to 1987-12 --stage claims --dry-run"))
@click.option("--from", "first", type=LandingMonth(), required=True, help="First landing month.")
@click.option("--to", "last", type=LandingMonth(), required=True, help="Last landing month.")
@click.option("--stage", type=click.Choice(["documents", "articles", "claims"]), default=None, help="Only this stage [default: all three].")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and how long it would take.")
@data_option
@quiet_option
def command(first: str, last: str, stage: str | None, dry_run: bool, data: Path | None, quiet: bool) -> None:
    """Make stale parts of landing months fresh again, then publish."""
    if first > last:
        raise WrongUse(f"--from {first} is after --to {last}.")
    settings = build_settings(data)
    check_place(settings)
    from assets.backfill import describe_backfill, run_backfill
    from assets.commands.summary import Counted, print_summary
    from assets.resources import take_turn

    if dry_run:
        with take_turn(settings, "backfill --dry-run"):
            for line in describe_backfill(settings, first, last, stage):
                click.echo(line)
        return
    started, before = time.monotonic(), Counted.read(settings)
    with take_turn(settings, "backfill"), watch(quiet):
        lines = run_backfill(settings, first, last, stage, day=date.today())  # noqa: DTZ011 - the command line is where the clock is read
    for line in lines:
        click.echo(line)
    if stage is None and settings.database.exists():
        print_summary(settings, before, time.monotonic() - started)
