"""`demarche import`: copy files, folders and archives into the raw folder, under a landing day."""

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from assets.commands.options import LandingDay, data_option, examples, quiet_option
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import NoRoom, WrongUse
from pipelines.lake import no_room


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
    """Bring files, folders and archives into the raw folder; nothing that is there is overwritten."""
    settings = build_settings(data)
    folder = settings.raw / (landed or date.today()).isoformat()  # noqa: DTZ011 - the command line is where the clock is read
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise WrongUse(f"There is no {', '.join(missing)}.")
    copied = skipped = 0
    files = [found for path in paths for found in _files(path)]
    with no_room("The raw folder cannot be written"), watch(quiet):
        for source, relative in files:
            if copy_whole(source, folder / relative):
                copied += 1
            else:
                skipped += 1
            PROGRESS.get()("files", copied + skipped, len(files))
    click.echo(f"{copied} files brought in under {folder.name}, {skipped} were there already.")


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


def copy_whole(source: Path, target: Path) -> bool:
    """Copy a file beside its target and move it in; returns False where the target exists.

    Raises:
        NoRoom: A file of that name with other content is there already.
    """
    if target.exists():
        if not filecmp.cmp(source, target, shallow=False):
            raise NoRoom(f"{target.name} is there already with other content; raw files are never overwritten.")
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}.part")  # names may be full
    shutil.copyfile(source, beside)
    beside.replace(target)
    return True
