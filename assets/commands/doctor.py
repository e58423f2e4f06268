"""`demarche doctor`: machine, settings, lake, counts, published file."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from assets.commands.options import data_option
from assets.configuration import build_settings
from pipelines.errors import CheckFailed, PipelineError
from pipelines.lake import Lake
from pipelines.schemas import RECORDS
from pipelines.settings import Settings

SHOWN_FINDINGS = 20


@click.command(epilog="Example: demarche doctor --deep")
@click.option("--deep", is_flag=True, help="Also read every row: hashes of raw files, quotes at their offsets, dates with evidence.")
@data_option
def command(deep: bool, data: Path | None) -> None:
    """Check machine, settings, lake, counts and published file; exit 3 where something does not add up."""
    settings = build_settings(data)
    for line in (*describe_machine(settings), *describe_settings(settings), *describe_lake(settings)):
        click.echo(line)
    findings = list(examine(settings, deep))
    for sentence in findings[:SHOWN_FINDINGS]:
        click.echo(f"wrong     {sentence}")
    if findings:
        raise CheckFailed(f"{len(findings)} things do not add up.")
    click.echo("ok        counts reconcile" + (", every quote and date stands where it should" if deep else ""))


def describe_machine(settings: Settings) -> Iterator[str]:
    """Python, cores, free disk below the data folder."""
    place = settings.data if settings.data.exists() else settings.data.parent
    free = shutil.disk_usage(place).free / 2**30
    yield f"machine   Python {sys.version.split()[0]}, {os.cpu_count()} cores, {free:.1f} GB free"


def describe_settings(settings: Settings) -> Iterator[str]:
    """Every threshold; paths are left out, since output is pasted into reports."""
    numbers = {f.name: getattr(settings, f.name) for f in fields(settings) if not isinstance(getattr(settings, f.name), Path)}
    yield "settings  " + ", ".join(f"{name} {value}" for name, value in numbers.items())


def describe_lake(settings: Settings) -> Iterator[str]:
    """Parts and rows of each table."""
    lake = Lake(settings.lake, settings.lake_url)
    for table in RECORDS:
        infos = [lake.info(table, part) for part in lake.parts(table)]
        rows = sum(info.rows for info in infos if info)
        refused = sum(int(str(info.notes.get("refused", 0))) for info in infos if info)
        lost = f", {refused} rows of the table before could not be worked on" if refused else ""
        yield f"lake      {table}: {rows} rows in {len(infos)} parts{lost}"


def examine(settings: Settings, deep: bool) -> Iterator[str]:
    """What does not add up, a sentence each."""
    from pipelines.engine.audit import audit_counts, audit_dates, audit_parts, audit_quotes, audit_raw

    lake = Lake(settings.lake, settings.lake_url)
    broken = [finding.sentence for finding in audit_parts(lake)]
    yield from broken
    if not broken:
        audits = [audit_counts(lake)]
        if deep:
            audits += [audit_quotes(lake), audit_dates(lake), audit_raw(lake, settings.raw)]
        yield from (f"{finding.where}: {finding.sentence}" for audit in audits for finding in audit)
    if settings.database.exists():
        yield from _examine_database(settings)


def _examine_database(settings: Settings) -> Iterator[str]:
    from pipelines.warehouse import open_reader

    try:
        with open_reader(settings.database) as connection:
            connection.execute("select count(*) from build").fetchone()
    except PipelineError as error:
        yield str(error)
