"""`demarche import`: copy files, folders and archives into the raw folder, under a landing day."""

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from assets.commands.options import LandingDay, check_place, data_option, examples, quiet_option
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import WrongUse
from pipelines.lake import no_room
from pipelines.report.visible import one_line

SHOWN = 12  # files that were not brought in, at most


class Place(click.Path):
    """A path of at least one character: the empty one, which an unset variable leaves, would mean the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as click converts it.

        Raises:
            WrongUse: It is empty.
        """
        if value == "":
            raise WrongUse("An empty path names nothing; the folder you are in is a dot.")
        return super().convert(value, param, ctx)


@click.command("import", epilog=examples("demarche import ~/newsletters --landed 2025-04-18"))
@click.argument("paths", nargs=-1, required=True, type=Place(path_type=Path))
@click.option("--landed", type=LandingDay(is_past=True), default=None, help="Landing day [default: today].")
@data_option
@quiet_option
def command(paths: tuple[Path, ...], landed: date | None, data: Path | None, quiet: bool) -> None:
    """Bring files, folders and archives into the raw folder; nothing that is there is overwritten. Exit 1 where a name is taken by another
    file; all others are brought in."""
    settings = build_settings(data)
    check_place(settings)
    folder = settings.raw / (landed or date.today()).isoformat()  # noqa: DTZ011 - the command line is where the clock is read
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise WrongUse(f"There is no {', '.join(missing)}.")
    files = [found for path in paths for found in _files(path)]
    ended: dict[Ended, list[tuple[Path, Path]]] = {end: [] for end in Ended}
    with no_room("The raw folder cannot be written"), watch(quiet):
        for done, (source, relative) in enumerate(files, start=1):
            ended[copy_whole(source, folder / relative)].append((source, relative))
            PROGRESS.get()("files", done, len(files))
    click.echo(f"{len(ended[Ended.BROUGHT])} files brought in under {folder.name}, {len(ended[Ended.THERE])} were there already.")
    if ended[Ended.OTHER]:
        _tell_others(ended[Ended.OTHER], folder)
        raise click.exceptions.Exit(1)


def _tell_others(others: Sequence[tuple[Path, Path]], folder: Path) -> None:
    """Say which files were not brought in since another one has their name, and what to do about it."""
    told = "One file was" if len(others) == 1 else f"{len(others)} files were"
    click.echo(f"{told} not brought in: raw files are never overwritten, and others of the same name are there.", err=True)
    for source, relative in others[:SHOWN]:
        click.echo(one_line(f"  {source} is not {folder.name}/{relative}"), err=True)
    if len(others) > SHOWN:
        click.echo(f"  … and {len(others) - SHOWN} more", err=True)
    click.echo("Import them under another landing day (--landed DAY), or from a folder of another name.", err=True)


def _files(path: Path) -> Iterator[tuple[Path, Path]]:
    """Every regular file at or under a path, with the place it gets; links and files whose name begins with a dot are left."""
    if path.is_file():
        yield path, Path(path.name)
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(folder) / name
            if not name.startswith(".") and found.is_file() and not found.is_symlink():
                yield found, Path(path.resolve().name) / found.relative_to(path)


class Ended(StrEnum):
    """What became of a file that was to be brought in."""

    BROUGHT = "brought"
    THERE = "there"  # the same file lies there already
    OTHER = "other"  # another one of its name lies there


def copy_whole(source: Path, target: Path) -> Ended:
    """Copy a file beside its target and move it in, unless a file of that name is there."""
    if target.exists():
        return Ended.THERE if target.is_file() and filecmp.cmp(source, target, shallow=False) else Ended.OTHER
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}.part")  # names may be full
    shutil.copyfile(source, beside)
    beside.replace(target)
    return Ended.BROUGHT
