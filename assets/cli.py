"""`demarche`: the whole interface.

Belongs here: the list of commands and how errors end. A command's module is imported when it is called.
"""

import importlib
import os
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from pipelines.errors import CheckFailed, Interrupted, PipelineError, WarehouseMissing, WrongUse

SECTIONS = {
    "Ask": {
        "positions": ("positions", "What stood, for whom, on which day."),
        "changes": ("changes", "What moved, with both quotes."),
        "explain": ("explain", "A claim or position, down to the raw file."),
        "sql": ("sql", "Read-only DuckDB with the macros."),
        "report": ("report", "Build the static pages."),
    },
    "Feed": {
        "import": ("import_files", "Bring files, folders and archives into the raw folder."),
        "run": ("run", "The nightly job: land, ingest, clean, extract, publish, report."),
        "backfill": ("backfill", "Make stale parts of landing months fresh again."),
        "extract": ("extract", "Claims of single files, without a lake."),
        "forget": ("forget", "Take a document down, with everything drawn from it."),
    },
    "Look after": {
        "doctor": ("doctor", "Check machine, settings, lake, counts and published file."),
        "diff": ("diff", "Two published databases, and what moved each row."),
        "export": ("export", "Claims and positions as Parquet, CSV and JSON Lines."),
        "serve": ("serve", "The Dagster web server and daemon on this project."),
    },
    "Teach": {
        "verdict": ("verdict", "Say that a claim is right or wrong; the next training learns from it."),
        "label": ("label", "Label articles by hand or by the language model."),
        "train": ("train", "Make an extractor's model from labelled articles and verdicts."),
        "teach": ("teach", "An accurate model's answers on unlabelled articles, to train the small one with."),
        "pupil": ("pupil", "A small network taught by such answers and by labels, for the small extractor."),
        "eval": ("evaluate", "Score the extractor against labelled articles, or the project's own."),
        "ask": ("ask", "Ask the language model ahead, or estimate what that takes."),
    },
}
COMMANDS = {name: place for section in SECTIONS.values() for name, place in section.items()}
FIRST_STEPS = """\b
First steps:
  demarche import ~/newsletters && demarche run
  demarche positions japan
  demarche changes tariffs --from 2025-04-01
  demarche report --open

The help of each command ends with examples: demarche positions --help."""


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, each importing what it needs when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the sections above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"assets.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command until it is done, until nobody reads its answer any more, or until it is stopped from the keyboard."""
        try:
            with reader_may_stop():
                return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what is spelled nearly like one is told its name."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what a person wants, without importing one."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, words) for name, (_, words) in commands.items()])


@contextmanager
def reader_may_stop() -> Iterator[None]:
    """Whoever reads stdout may stop before its end (`| head`): they have what they wanted, and the command is done.

    Raises:
        Exit: With code 0, where nobody reads any more.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        if _is_read(sys.stdout.fileno()):
            raise  # another pipe broke: a worker's
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still in the buffer goes nowhere
        raise click.exceptions.Exit(0) from error


def _is_read(descriptor: int) -> bool:
    """Whether somebody still holds the other end of a pipe."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return not any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog=FIRST_STEPS)
@click.version_option(package_name="demarche")
def demarche() -> None:
    """A dated, sourced ledger of what countries have said and done about trade and currency.

    Data goes to stdout, words to stderr. Exit 0: done. 1: something in the input was refused that --strict forbids.
    2: wrong use. 3: a check failed and nothing was published. 130: stopped from the keyboard or by a signal.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every error made on purpose ends as one sentence and its exit code."""
    try:
        demarche.main(args=arguments, prog_name="demarche", standalone_mode=True)
    except PipelineError as error:
        click.echo(f"demarche: {error}", err=True)
        sys.exit(exit_code(error))


def exit_code(error: PipelineError) -> int:
    """The exit code that stands for an error."""
    if isinstance(error, CheckFailed):
        return 3
    if isinstance(error, Interrupted):
        return 130
    return 2 if isinstance(error, WrongUse | WarehouseMissing) else 1


if __name__ == "__main__":
    main()
