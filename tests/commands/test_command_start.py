"""How commands start: their help, what the shell completes, and what they do not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from command_runs import Command
from ledger import LedgerMaker

from assets.cli import COMMANDS

HEAVY = ("dagster", "pandas", "numpy", "pyarrow", "matplotlib", "jinja2", "sklearn", "scipy", "lxml", "trafilatura")
PARQUET = {"numpy", "pyarrow"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(demarche: Command, command: str) -> None:
    """The help of every command ends with lines that can be typed as they stand, whatever the width of the terminal."""
    ran = demarche(command, "--help")

    assert f"\n    demarche {command}" in ran.out.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments", [["positions", "japan"], ["changes"], ["sql", "select 1"], ["explain", "CLAIM"]], ids=lambda words: words[0]
)
def test_reading_commands_load_nothing_heavy(made: LedgerMaker, arguments: list[str]) -> None:
    """To read the ledger DuckDB is enough; `explain`, which opens the raw document in the lake too, adds the reader of Parquet."""
    program = (
        "import sys\nfrom assets.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    words = [made.claims[0].claim_id if word == "CLAIM" else word for word in arguments]

    ran = subprocess.run(
        [sys.executable, "-c", program, *words, "--data", str(made.settings.data)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert set(ast.literal_eval(ran.stderr.splitlines()[-1])) <= (PARQUET if words[0] == "explain" else set())


@pytest.mark.parametrize(("typed", "offered"), [("jap", "Japan"), ("tar", "tariffs"), ("yua", "yuan")])
def test_the_shell_completes_names(monkeypatch: pytest.MonkeyPatch, demarche: Command, typed: str, offered: str) -> None:
    """After `demarche positions`, the shell offers countries, issues and currencies that begin like what was typed."""
    monkeypatch.setenv("_DEMARCHE_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", f"demarche positions {typed}")
    monkeypatch.setenv("COMP_CWORD", "2")

    ran = demarche()

    assert offered in ran.out.splitlines()
