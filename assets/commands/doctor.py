"""`demarche doctor`: machine, settings, lake, counts, published file."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import data_option, examples, quiet_option, told_command
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import CheckFailed, WarehouseMissing
from pipelines.lake import Lake
from pipelines.report.visible import one_line
from pipelines.schemas import RECORDS
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.engine.audit import Finding

SHOWN_FINDINGS = 20
BUILT = "select built_on, article_count, claim_count, position_count from build"


@click.command(epilog=examples("demarche doctor --deep"))
@click.option(
    "--deep",
    is_flag=True,
    help="Also read every row: hashes of raw files, quotes at their offsets, dates with evidence that stands in its document.",
)
@data_option
@quiet_option
def command(deep: bool, data: Path | None, quiet: bool) -> None:
    """Check machine, settings, lake, counts and published file; exit 3 where something does not add up."""
    settings = build_settings(data)
    for line in (*describe_machine(settings), *describe_settings(settings), *describe_lake(settings)):
        click.echo(line)
    published: list[str] = []
    with watch(quiet):
        findings = list(examine(settings, deep))
        try:
            published = list(describe_published(settings))
        except WarehouseMissing as error:
            findings.append(str(error))
    for sentence in findings[:SHOWN_FINDINGS]:
        click.echo(f"wrong     {sentence}")
    if len(findings) > SHOWN_FINDINGS:
        click.echo(f"wrong     … and {len(findings) - SHOWN_FINDINGS} more")
    if findings:
        raise CheckFailed("One thing does not add up." if len(findings) == 1 else f"{len(findings)} things do not add up.")
    for line in published:
        click.echo(line)
    click.echo("ok        counts reconcile" + (", every quote and date stands where it should" if deep else ""))


def describe_machine(settings: Settings) -> Iterator[str]:
    """Python, cores, free disk where the data folder is, or would be made."""
    place = next(folder for folder in (settings.data, *settings.data.parents) if folder.exists())
    free = shutil.disk_usage(place).free / 2**30
    yield f"machine   Python {sys.version.split()[0]}, {os.cpu_count()} cores, {free:.1f} GB free"


def describe_settings(settings: Settings) -> Iterator[str]:
    """Every threshold; paths are left out, since output is pasted into reports."""
    numbers = {f.name: getattr(settings, f.name) for f in fields(settings) if not isinstance(getattr(settings, f.name), Path)}
    yield "settings  " + ", ".join(f"{name} {'not set' if value == '' else value}" for name, value in numbers.items())


def describe_lake(settings: Settings) -> Iterator[str]:
    """Parts and rows of each table."""
    lake = Lake(settings.lake, settings.lake_url)
    for table in RECORDS:
        infos = [lake.info(table, part) for part in lake.parts(table)]
        rows = sum(info.rows for info in infos if info)
        refused = sum(int(str(info.notes.get("refused", 0))) for info in infos if info)
        lost = f", {refused} rows of the table before could not be worked on" if refused else ""
        yield f"lake      {table}: {rows} rows in {len(infos)} parts{lost}"


def describe_published(settings: Settings) -> Iterator[str]:
    """What the published file holds.

    Raises:
        WarehouseMissing: It cannot be opened, or another version built it.
    """
    import duckdb

    from pipelines.warehouse import open_reader

    if not settings.database.exists():
        yield f"published nothing yet; `{told_command('run', settings)}` does"
        return
    with open_reader(settings.database) as connection:
        try:
            found = connection.execute(BUILT).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            told = str(error).splitlines()[0]
            raise WarehouseMissing(f"{settings.database.name} was built by another version ({told}).") from error
    for day, articles, claims, positions in found:
        yield f"published on {day}: {articles} articles, {claims} claims, {positions} positions"


def examine(settings: Settings, deep: bool) -> Iterator[str]:
    """What does not add up, a sentence each."""
    from pipelines.engine.audit import audit_counts, audit_dates, audit_parts, audit_quotes, audit_raw

    lake, progress = Lake(settings.lake, settings.lake_url), PROGRESS.get()
    progress("parts", 0, 1)
    broken = [finding.sentence for finding in audit_parts(lake)]
    progress("parts", 1, 1)
    yield from broken
    if not broken:
        months = sorted({part.month for table in RECORDS for part in lake.parts(table)})
        audits = {"counts": audit_counts}
        if deep:
            from assets.evidence import audit_date_evidence  # with what opens documents

            audits |= {"quotes": audit_quotes, "dates": audit_dates, "evidence": audit_date_evidence}
        for name, audit in audits.items():
            for done, month in enumerate(months, start=1):
                yield from map(_told, audit(lake, [month]))
                progress(name, done, len(months))
        if deep:
            progress("raw files", 0, 1)
            yield from map(_told, audit_raw(lake, settings.raw))
            progress("raw files", 1, 1)


def _told(finding: "Finding") -> str:
    return one_line(f"{finding.where}: {finding.sentence}")
