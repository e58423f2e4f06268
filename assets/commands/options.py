"""Options that several commands share, and how their help ends."""

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import click

from assets.configuration import PROJECT
from pipelines.errors import WrongUse
from pipelines.settings import Settings

data_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder [default: DEMARCHE_DATA or data/]."
)
beside_option = click.option(
    "--beside",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help="A folder of articles labelled in haste or by other readers: they teach words, not how much to believe.",
)
written_option = click.option("--written", is_flag=True, help="Learn from the articles written for the project too: minutes more.")
quiet_option = click.option("--quiet", is_flag=True, help="No progress.")


def examples(*lines: str) -> str:
    """The end of a command's help: one example a line, which click leaves as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def told_command(words: str, settings: Settings) -> str:
    """A command to be typed next, which names the data folder where it is not the usual one; a path below the working folder is cut."""
    if settings.data == PROJECT / "data":
        return f"demarche {words}"
    here = Path.cwd()
    folder = settings.data.relative_to(here) if settings.data.is_relative_to(here) else settings.data
    return f"demarche {words} --data {shlex.quote(str(folder))}"


def check_place(settings: Settings) -> None:
    """Refuse a data folder that would have to be made inside a folder which is not there: its name is mistyped.

    Raises:
        WrongUse: The folder around it is not there.
    """
    if not settings.data.parent.is_dir():
        raise WrongUse(f"There is no folder {settings.data.parent} to make the data folder {settings.data.name} in: is --data right?")


class Day(click.ParamType[Any]):
    """A calendar day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence that says what a day looks like."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise WrongUse(f"{value!r} is no day; write one as 2025-05-03.") from error


class LandingDay(Day):
    """A day under which files can land: none before there were any, and for files that are here, none after today."""

    def __init__(self, is_past: bool = False) -> None:
        """Take whether the files are here already."""
        self.is_past = is_past

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence that says which days there are."""
        from pipelines.landing import FIRST_LANDING  # commands that only read do without the lake

        day = super().convert(value, param, ctx)
        if day < FIRST_LANDING:
            raise WrongUse(f"Nothing landed on {day}: landing days begin with {FIRST_LANDING}.")
        if self.is_past and day > date.today():  # noqa: DTZ011 - the command line is where the clock is read
            raise WrongUse(f"{day} lies ahead; files that are here landed today or before.")
        return day


class Month(click.ParamType[Any]):
    """A month as YYYY-MM."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month, or a sentence that says what a month looks like."""
        try:
            return date.fromisoformat(f"{value}-01").isoformat()[:7]
        except ValueError as error:
            raise WrongUse(f"{value!r} is no month; write one as 2025-05.") from error


class LandingMonth(Month):
    """A month in which files can land: none before there were any."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month, or a sentence that says which months there are."""
        from pipelines.landing import FIRST_LANDING

        month = super().convert(value, param, ctx)
        if month < f"{FIRST_LANDING:%Y-%m}":
            raise WrongUse(f"Nothing landed in {month}: landing days begin with {FIRST_LANDING}.")
        return month
