"""Progress of long work as rich draws it: bars where the end is known, a spinner where it is not. Loaded where somebody watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from assets.progress import PROGRESS


class RateColumn(ProgressColumn):
    """How many a second, or a minute where that says more."""

    def render(self, task: Task) -> Text:
        """The rate of the last half minute; nothing before there is one."""
        rate = task.finished_speed or task.speed
        if not rate:
            return Text("")
        return Text(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.1f}/min", style="dim")


@contextmanager
def show_bars() -> Iterator[None]:
    """A bar for each table that the body reports."""
    columns = (
        TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
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


@contextmanager
def show_spinner(words: str) -> Iterator[None]:
    """The words, and for how long already."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bars.add_task(words, total=None)
        yield
