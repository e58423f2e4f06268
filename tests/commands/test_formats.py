"""Rows as CSV, JSON, Markdown and as a table of any width, with text that tries to be more than text."""

import csv
import io
import json
import re

import pytest
from command_runs import HOSTILE_QUOTE, Command
from ledger import LedgerMaker

from assets.commands.formats import plain
from pipelines.report.visible import show_hidden

MOVES_A_CURSOR = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_csv_cells_are_harmless_and_columns_line_up(demarche: Command, made: LedgerMaker) -> None:
    """A quote that a spreadsheet would run begins with an apostrophe, hidden characters are escapes, numbers stay numbers."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--format", "csv", "--data", made.settings.data)

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    [hostile] = [row for row in rows if row["counterpart"] == "USA"]
    assert hostile["quote"] == "'" + show_hidden(HOSTILE_QUOTE)
    assert hostile["score"] == "-0.4"
    assert not any(None in row for row in rows)
    assert demarche("sql", "select '%' as unit, '%a' as run", "--format", "csv", "--data", made.settings.data).out == "unit,run\n%,'%a\n"


def test_json_gives_the_quote_back_unchanged(demarche: Command, made: LedgerMaker) -> None:
    """JSON holds no character that moves a cursor, and a parser gets the very quote."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--counterpart", "us", "--format", "json", "--data", made.settings.data)

    assert not MOVES_A_CURSOR.search(ran.out)
    assert [row["quote"] for row in json.loads(ran.out)] == [HOSTILE_QUOTE]


def test_markdown_shows_markup_as_text(demarche: Command, made: LedgerMaker) -> None:
    """Bars, links, stars and tags of a quote are escaped, so that a row stays a row."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--counterpart", "us", "--format", "markdown", "--data", made.settings.data)

    header, rule, row = ran.out.splitlines()
    assert header.count("|") == rule.count("|") == len(re.findall(r"(?<!\\)\|", row))
    assert r"\[here\](javascript:1), \*now\*" in row
    assert r"\<b\>" in row


def test_a_line_of_values_ends_between_two_of_them(demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the values of a row need several lines, a label stays beside what it labels."""
    monkeypatch.setenv("COLUMNS", "50")

    ran = demarche("positions", "japan", "--data", made.settings.data)

    lines = ran.out.splitlines()
    for label in ("since", "last said", "sources"):
        assert any(re.search(rf"\b{label} \d", line) for line in lines)
        assert not any(line.endswith(label) for line in lines)


@pytest.mark.parametrize("width", [40, 80, 100, 160, 240])
def test_a_table_is_never_wider_than_the_terminal(
    demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Whatever the width, no line is longer, no line ends in blanks, a pipe gets no colour, and the words are all there."""
    monkeypatch.setenv("COLUMNS", str(width))

    ran = demarche("positions", "japan", "--issue", "tariffs", "--data", made.settings.data)

    assert max(len(line) for line in ran.out.splitlines()) <= width
    assert not any(line.endswith(" ") for line in ran.out.splitlines())
    assert not MOVES_A_CURSOR.search(ran.out.replace("\n", ""))
    assert "javascript:1" in "".join(ran.out.split())


@pytest.mark.parametrize("columns", ["", "abc", "-3", "0", "1e9", "9" * 40])
def test_a_width_that_is_none_is_not_obeyed(demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """`COLUMNS=` as a shell leaves it, words and impossible numbers: the answer comes all the same."""
    monkeypatch.setenv("COLUMNS", columns)

    ran = demarche("positions", "--data", made.settings.data)

    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert ran.out


@pytest.mark.parametrize(
    ("value", "told"),
    [(1234567.0, "1234567"), (-7.0, "-7"), (550e9, "550000000000"), (12345.6789, "12345.6789"), (0.1 + 0.2, "0.3"), (1e-7, "1e-07")],
)
def test_a_number_is_not_cut_to_six_digits(value: float, told: str) -> None:
    """Neither in a table nor in Markdown; what no fraction is has none."""
    assert plain(value) == told
    assert plain([value, None]) == f"{told}, "


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_a_number_of_no_length_is_told_all_the_same(value: float) -> None:
    """What is no number, and what would fill a line."""
    assert plain(value) in ("nan", "inf", "1e+300")
