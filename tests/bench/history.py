"""The chosen figures of every `make bench`, by version and day, and the page that shows them beside what is asked.

`figures.csv` chooses them: where each stands in its benchmark's JSON, which way is better, and what is asked, if anything. Kept are
low, median and high. Belongs here: keeping and showing. Does not belong here: measuring (`bench_*`).
"""

import csv
import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from pipelines.evaluation.picture import FRAME, INK, draw_svg

HERE = Path(__file__).parent
FIGURES = HERE / "figures.csv"
DOCS = HERE.parents[1] / "docs"
HISTORY, PAGE, PICTURE = "benchmarks.csv", "benchmarks.md", "benchmarks.svg"
STEP = " > "  # between the keys of a path
BOUNDS = {"least": "at most", "most": "at least"}  # what is asked, by which way is better
_BEFORE = "#a9bfd0"  # the colour of older runs
_LABEL = "Every figure as a share of what is asked; left of the line it is met"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is kept: in which benchmark's JSON, where in it, and what is asked of it; nothing where `asked` is empty."""

    room: str
    path: str
    figure: str
    unit: str
    aim: str
    asked: str

    def read(self, measured: Any) -> tuple[float, float, float] | None:
        """Low, median and high; None where the run did not measure it.

        Raises:
            KeyError: The benchmark no longer prints what is chosen.
        """
        for key in self.path.split(STEP):
            measured = measured[key]
        if isinstance(measured, str):  # why it was not measured
            return None
        values = [float(value) for value in (measured if isinstance(measured, list) else [measured])]
        return min(values), median(values), max(values)

    def share(self, value: float) -> float:
        """A value as a share of what is asked, turned so that one is met and less is better."""
        return value / float(self.asked) if self.aim == "least" else float(self.asked) / value


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure of one version on one day."""

    version: str
    measured_on: str
    figure: str
    low: float
    median: float
    high: float

    @property
    def run(self) -> str:
        """The run that it is of, as the page's columns are called."""
        return f"{self.version}, {self.measured_on}"


def keep(measured: Mapping[str, Any], day: date, docs: Path = DOCS) -> None:
    """Add what benchmarks have printed, by room, to the history, in the place of an earlier run of the day, and write the page."""
    version = importlib.metadata.version("demarche")
    found = {figure.figure: figure.read(measured[figure.room]) for figure in read_figures() if figure.room in measured}
    made = [Kept(version, str(day), name, *(round(value, 3) for value in values)) for name, values in found.items() if values]
    again = {(one.run, one.figure) for one in made}
    older = [one for one in read_history(docs) if (one.run, one.figure) not in again]
    history = sorted([*older, *made], key=lambda one: one.measured_on)
    (docs / HISTORY).write_text(write_history(history), encoding="utf-8")
    for name, text in pages(history).items():
        (docs / name).write_text(text, encoding="utf-8")


def read_figures() -> list[Figure]:
    """The chosen figures."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return [Figure(**row) for row in csv.DictReader(file)]


def read_history(docs: Path = DOCS) -> list[Kept]:
    """All that was kept, oldest first; nothing before the first run."""
    if not (docs / HISTORY).exists():
        return []
    with (docs / HISTORY).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Kept(row["version"], row["measured_on"], row["figure"], float(row["low"]), float(row["median"]), float(row["high"])) for row in rows
    ]


def write_history(history: Iterable[Kept]) -> str:
    """The history as CSV."""
    target = StringIO()
    writer = csv.DictWriter(target, [field.name for field in fields(Kept)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in history)
    return target.getvalue()


def pages(history: Sequence[Kept]) -> dict[str, str]:
    """The page and its picture, by file name."""
    figures, runs = read_figures(), list(dict.fromkeys(one.run for one in history))
    of = {(one.figure, one.run): one for one in history}
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`: each figure with its spread, by version and day, beside what is asked. Ratios are of things measured in",
        "one run; what each benchmark does is said in its own head and in [scaling](scaling.md). A busy machine shows in the spread.",
        "",
        f"![{_LABEL}]({PICTURE})",
        "",
        "| figure | asked | " + " | ".join(runs) + " |",
        "|---|---|" + "---|" * len(runs),
    ]
    for figure in figures:
        bound = f"{BOUNDS[figure.aim]} {figure.asked}" if figure.asked else ""
        cells = [_cell(of.get((figure.figure, run))) for run in runs]
        lines.append(f"| {figure.figure}, {figure.unit} | {bound} | " + " | ".join(cells) + " |")
    return {PAGE: "\n".join(lines) + "\n", PICTURE: draw(figures, history)}


def _cell(kept: Kept | None) -> str:
    if kept is None:
        return ""
    spread = f" ({kept.low:g} to {kept.high:g})" if kept.low != kept.high else ""
    return f"{kept.median:g}{spread}"


def draw(figures: Sequence[Figure], history: Sequence[Kept]) -> str:
    """What is asked of figures and how they stand to it; the last run dark, those before it light."""
    asked = [figure for figure in figures if figure.asked and any(one.figure == figure.figure for one in history)][::-1]
    last = history[-1].run if history else ""

    def plot(axes: Any) -> None:
        axes.axvline(1.0, color=FRAME, linewidth=1, linestyle="--", gid="asked")
        for height, figure in enumerate(asked):
            for one in (one for one in history if one.figure == figure.figure):
                color = INK if one.run == last else _BEFORE
                axes.plot([figure.share(one.low), figure.share(one.high)], [height, height], color=color, linewidth=3, alpha=0.6)
                axes.plot([figure.share(one.median)], [height], "o", color=color)
        axes.set(yticks=range(len(asked)), yticklabels=[one.figure for one in asked], xlabel="share of what is asked; less is better")
        axes.set_xlim(left=0.0)

    return draw_svg((9.0, 0.8 + 0.34 * len(asked)), (0.5, 0.14, 0.47, 0.82), _LABEL, plot)
