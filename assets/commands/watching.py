"""Progress of long work on stderr: parts done, rate and time left. Silent where stderr is no terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from assets.progress import PROGRESS


@contextmanager
def watch(quiet: bool) -> Iterator[None]:
    """Show progress while the body runs, unless told to be quiet or nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(table: str, done: int, total: int) -> None:
            if table not in tasks:
                tasks[table] = bars.add_task(table, total=total)
            bars.update(tasks[table], completed=done, total=total)

        token = PROGRESS.set(show)
        try:
            yield
        finally:
            PROGRESS.reset(token)
