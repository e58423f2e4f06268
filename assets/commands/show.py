"""Rows shown in the format that was asked for; in a terminal as a table that fits, coloured from conflict to cooperation.

Belongs here: widths, colours, `--format`. Does not belong here: what the rows are (each command's own) and the formats for programs.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

import click

from assets.commands.formats import plain, write_csv, write_json, write_markdown
from pipelines.report.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

PIPE_WIDTH = 160  # columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise
MOST_DIGITS = 6  # of a number of columns that can be meant
TEXT_WIDTH = 26  # columns that a quote needs; where they are not there, each row is a block of lines instead

Writer = Callable[[Sequence[str], Iterable[Sequence[Any]], TextIO], None]
WRITERS: dict[str, Writer] = {"json": write_json, "csv": write_csv, "markdown": write_markdown}
FORMATS = ["table", *WRITERS]

format_option = click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How rows are written to stdout."
)


class Look(StrEnum):
    """How a column is shown in a terminal."""

    SHORT = "short"  # codes and days: never broken
    TEXT = "text"  # quotes and names: takes the room that is left
    NUMBER = "number"  # right-aligned
    ACT = "act"  # coloured by the row's score


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a command's answer."""

    name: str
    look: Look = Look.SHORT
    is_in_table: bool = True  # programs get every column, people the ones that fit
    label: str = ""  # said before its value in a block of lines, where the value does not speak for itself
    beside: "Beside | None" = None  # what people see after its value, for which the other columns of the row have no room


Beside = Callable[[Mapping[str, Any]], str]  # of a row by its columns' names
Columns = Sequence[tuple[int, Shown]]  # with their place in a row
Rows = Sequence[Sequence[Any]]
Narrow = Callable[["Console", Columns, Rows, int | None], None]


def show(columns: Sequence[Shown], rows: Sequence[Sequence[Any]], format_: str, narrow: Narrow | None = None) -> None:
    """Write rows to stdout.

    Args:
        columns: Name and look of every value of a row, in order.
        rows: The answer; what "no row" means is said by the command, on stderr.
        format_: One of `FORMATS`.
        narrow: How rows look where a table does not fit the terminal; by default one line a value, after its column's name.
    """
    if format_ in WRITERS:
        WRITERS[format_]([column.name for column in columns], rows, sys.stdout)
    elif rows:
        console = make_console()
        kept = [(at, column) for at, column in enumerate(columns) if column.is_in_table]
        rows = [_told_beside(columns, row) for row in rows]
        (_show_table if _fits(console.width, kept, rows) else narrow or _show_records)(console, kept, rows, _score_at(columns))


def _told_beside(columns: Sequence[Shown], row: Sequence[Any]) -> Sequence[Any]:
    """A row as people see it: after a value what is said beside it."""
    if not any(column.beside for column in columns):
        return row
    named = {column.name: value for column, value in zip(columns, row, strict=True)}
    told = [column.beside(named) if column.beside and value is not None else "" for column, value in zip(columns, row, strict=True)]
    return [f"{value} {more}" if more else value for value, more in zip(row, told, strict=True)]


def tell_figure(amount: str, unit: str, contested: str = "") -> Beside:
    """What is said beside an act: its rate or sum, and a star where it is contested. Takes the names of the columns that tell."""

    def tell(row: Mapping[str, Any]) -> str:
        from pipelines.report.words import say_amount

        return say_amount(row[amount], row[unit]) + ("*" if contested and row[contested] else "")

    return tell


def note_contested(columns: Sequence[Shown], rows: Sequence[Sequence[Any]], format_: str) -> None:
    """Say on stderr what the star means, where one was shown."""
    at = next(at for at, column in enumerate(columns) if column.name == "is_contested")
    if format_ == "table" and any(row[at] for row in rows):
        note("* contested: another act pointed the other way that day, or most publishers gave no such figure.")


def make_console() -> "Console":
    """A console on stdout that never colours a pipe, obeys NO_COLOR and is as wide as the terminal."""
    from rich.console import Console

    is_terminal = sys.stdout.isatty()
    said = os.environ.get("COLUMNS", "")
    told = int(said) if said.isdecimal() and len(said) < MOST_DIGITS else PIPE_WIDTH  # a shell may leave it empty
    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if is_terminal else told
    return Console(width=max(width, 20), highlight=False, markup=False, emoji=False, force_terminal=is_terminal)


def make_grid(width: int | None = None) -> "Table":
    """Lines of a name and what it stands for, which goes on below itself; `width` keeps several grids in line."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim", min_width=width)
    grid.add_column(overflow="fold")
    return grid


def print_lines(console: "Console", *parts: Any, indent: int = 0) -> None:
    """Print without blanks at the ends of lines, which a table leaves and a pipe has no use for."""
    from rich.padding import Padding

    with console.capture() as captured:
        for part in parts:
            console.print(Padding(part, (0, 0, 0, indent)) if indent else part, overflow="fold")
    for line in captured.get().splitlines():
        sys.stdout.write(line.rstrip(" ") + "\n")


def style_of(score: float | None) -> str:
    """A colour for a score, from conflict (orange) to cooperation (blue); the sign is always printed too."""
    if score is None or score == 0:
        return ""
    if score < 0:
        return "bold dark_orange3" if score <= -0.5 else "dark_orange3"
    return "bold deep_sky_blue3" if score >= 0.5 else "deep_sky_blue3"


def note(words: str) -> None:
    """Words for the person, on stderr."""
    click.echo(words, err=True)


def _fits(width: int, columns: Sequence[tuple[int, Shown]], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether every short value fits on a line beside texts of a readable width."""
    needed = 0
    for at, column in columns:
        longest = max(len(column.name), *(len(one_line(plain(row[at]))) for row in rows))
        needed += 3 + (min(longest, TEXT_WIDTH) if column.look is Look.TEXT else longest)
    return needed <= width + 3


def _show_table(console: "Console", columns: Columns, rows: Rows, score_at: int | None) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for _, column in columns:
        is_text = column.look is Look.TEXT
        table.add_column(
            column.name.replace("_", " "),
            justify="right" if column.look is Look.NUMBER else "left",
            no_wrap=not is_text,
            min_width=min(len(column.name), TEXT_WIDTH) if is_text else None,
            overflow="fold" if is_text else "ellipsis",
        )
    for row in rows:
        table.add_row(*(_cell(row[at], column, _score(row, score_at)) for at, column in columns))
    print_lines(console, table)


def show_cards(console: "Console", columns: Columns, rows: Rows, score_at: int | None) -> None:
    """One block a row: the short values on a line, each text below. For answers whose values speak for themselves."""
    for row in rows:
        score = _score(row, score_at)
        short = [_named_cell(row[at], column, score) for at, column in columns if column.look is not Look.TEXT and row[at] is not None]
        print_lines(console, *_filled(short, console.width))
        for at, column in columns:
            if column.look is Look.TEXT and row[at] is not None:
                print_lines(console, _named_cell(row[at], column, score), indent=2)
        print_lines(console, "")


def _filled(cells: Sequence["Text"], width: int) -> list["Text"]:
    """Cells put on as few lines as they need; a line ends between two cells and never inside one that fits."""
    from rich.text import Text

    lines: list[Text] = []
    for cell in cells:
        if lines and lines[-1].cell_len + 2 + cell.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], "  ", cell)
        else:
            lines.append(cell)
    return lines


def _show_records(console: "Console", columns: Columns, rows: Rows, score_at: int | None) -> None:
    """One block a row: each value on a line of its own after its column's name; nothing for null."""
    from rich.text import Text

    for row in rows:
        grid = make_grid(max(len(column.name) for _, column in columns))
        for at, column in columns:
            if row[at] is not None:
                grid.add_row(Text(column.name), _cell(row[at], column, _score(row, score_at)))
        print_lines(console, grid, "")


def _named_cell(value: Any, column: Shown, score: float | None) -> "Text":
    from rich.text import Text

    cell = _cell(value, column, score)
    return Text.assemble((f"{column.label} ", "dim"), cell) if column.label else cell


def _cell(value: Any, column: Shown, score: float | None) -> "Text":
    from rich.text import Text

    if column.name in ("score", "score_before", "score_after") and value is not None:
        return Text(f"{value:+.1f}", style=style_of(value))
    if column.name == "confidence" and value is not None:
        return Text(f"{value:.2f}")
    return Text(one_line(plain(value)), style=style_of(score) if column.look is Look.ACT else "")


def _score_at(columns: Sequence[Shown]) -> int | None:
    return next((at for at, column in enumerate(columns) if column.name == "score"), None)


def _score(row: Sequence[Any], score_at: int | None) -> float | None:
    return None if score_at is None else row[score_at]
