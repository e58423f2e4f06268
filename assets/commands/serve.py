"""`demarche serve`: the Dagster web server and daemon on this project."""

import os
import sys
from pathlib import Path

import click

from assets.commands.options import data_option, examples
from assets.configuration import PROJECT, build_settings


@click.command(epilog=examples("demarche serve --port 3000"))
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; the server asks nobody for a password.")
@data_option
def command(port: int, host: str, data: Path | None) -> None:
    """Open the Dagster web server with its daemon: schedule, sensor, backfills, and the runs of the command line."""
    from assets.night import dagster_home

    settings = build_settings(data)
    environment = {**os.environ, "DAGSTER_HOME": str(dagster_home(settings)), "DEMARCHE_DATA": str(settings.data)}
    os.chdir(PROJECT)
    program = Path(sys.executable).with_name("dagster")
    os.execve(program, [str(program), "dev", "-m", "assets.definitions", "-h", host, "-p", str(port)], environment)  # noqa: S606 - fixed program, no shell
