"""The page of benchmarks, and the history that it is made from."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from history import DOCS, Figure, Kept, keep, pages, read_figures, read_history

DAY = date(2026, 1, 5)


def test_page_and_picture_are_of_the_history() -> None:
    """What docs/ shows is what the kept figures give, byte for byte."""
    for name, text in pages(read_history()).items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, name


def test_every_kept_figure_is_chosen() -> None:
    """A figure that was renamed takes its history with it."""
    assert {one.figure for one in read_history()} <= {one.figure for one in read_figures()}


def test_a_run_takes_the_place_of_one_of_the_same_day(tmp_path: Path) -> None:
    """The last run of a day counts, another day is a column of its own, and rooms that were not measured keep what they had."""
    keep({"night": {"ratio_cpu_s": [1.0, 1.2, 1.5]}}, DAY, tmp_path)
    keep({"night": {"ratio_cpu_s": [1.0, 1.1, 1.2]}}, DAY, tmp_path)
    keep({}, date(2026, 1, 6), tmp_path)

    (kept,) = read_history(tmp_path)
    assert (kept.measured_on, kept.low, kept.median, kept.high) == ("2026-01-05", 1.0, 1.1, 1.2)
    assert "at most 1.3 | 1.1 (1 to 1.2) |" in (tmp_path / "benchmarks.md").read_text(encoding="utf-8")


def test_a_figure_that_is_no_longer_printed_is_an_error() -> None:
    """Nothing drops out of the history in silence; what a run says it did not measure may be missing."""
    figure = Figure("night", "ratios > cpu", "a night", "ratio", "least", "1.3")

    assert figure.read({"ratios": {"cpu": "not measured: nobody asked"}}) is None
    with pytest.raises(KeyError):
        figure.read({"ratios": {}})


@pytest.mark.parametrize(("aim", "value", "share"), [("least", 2.0, 0.5), ("most", 8.0, 0.5), ("most", 2.0, 2.0)])
def test_less_than_one_is_met_whichever_way_is_better(aim: str, value: float, share: float) -> None:
    """Speed-ups and costs stand on one axis."""
    assert Figure("", "", "", "", aim, "4").share(value) == share


def test_older_runs_stay_on_the_page() -> None:
    """Each run is a column."""
    rows = [Kept("0.1.0", day, read_figures()[0].figure, 0.1, 0.2, 0.3) for day in ("2026-01-05", "2026-01-06")]

    assert "| 0.1.0, 2026-01-05 | 0.1.0, 2026-01-06 |" in pages(rows)["benchmarks.md"]
