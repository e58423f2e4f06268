"""Progress of long work, as a terminal and as a pipe see it."""

import io
import sys

import pytest
from rich.console import Console
from rich.progress import Progress

from assets.commands.bars import RateColumn
from assets.commands.watching import wait, watch
from assets.progress import PROGRESS


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_a_terminal_sees_what_is_done_and_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that reports through PROGRESS is shown with done and total; with --quiet, and in a pipe, not a character is written."""
    shown = {}
    for name, stream, quiet in (("terminal", Terminal(), False), ("quiet", Terminal(), True), ("pipe", io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with watch(quiet):
            PROGRESS.get()("articles", 3, 7)
        shown[name] = stream.getvalue()

    assert "articles" in shown["terminal"]
    assert "3/7" in shown["terminal"]
    assert shown["quiet"] == shown["pipe"] == ""


def test_whoever_waits_is_told_for_what(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows how much is left, the words and the time so far are shown; a pipe sees nothing."""
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        monkeypatch.setattr(sys, "stderr", stream)
        with wait("Learning"):
            pass

    assert "Learning" in terminal.getvalue()
    assert pipe.getvalue() == ""


@pytest.mark.parametrize(("done", "told"), [(0, ""), (3, "6.0/min"), (90, "3.0/s"), (6000, "200/s")])
def test_a_rate_is_told_in_the_unit_that_says_most(done: int, told: str) -> None:
    """Thirty seconds of work are told a second where that is one or more, else a minute."""
    now = 0.0
    bars = Progress(console=Console(file=io.StringIO()), get_time=lambda: now)
    number = bars.add_task("parts", total=10_000)
    bars.update(number, completed=1)
    now = 30.0
    bars.update(number, completed=1 + done)

    rendered = RateColumn().render(bars.tasks[0])

    assert rendered.plain == told
