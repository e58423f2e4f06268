"""How commands start: their help, what the shell completes, and what they do not load."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_runs import Command
from ledger import LedgerMaker

from assets.cli import COMMANDS

HEAVY = (
    "dagster", "jinja2", "lxml", "matplotlib", "numpy", "pandas", "pyarrow", "pyarrow.compute", "pyarrow.dataset", "pypdf", "rich.progress",
    "scipy", "sklearn", "trafilatura",
)  # fmt: skip
PARQUET = {"numpy", "pyarrow"}  # what opening a part takes
READING = {
    "positions": (["positions", "japan"], set()),
    "changes": (["changes"], set()),
    "sql": (["sql", "select 1"], set()),
    "explain": (["explain", "CLAIM"], PARQUET),
    "diff": (["diff", "COPY", "DATABASE"], set()),
    "doctor": (["doctor"], PARQUET),
    "verdict": (["verdict", "--list"], PARQUET),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(demarche: Command, command: str) -> None:
    """The help of every command ends with lines that can be typed as they stand, whatever the width of the terminal."""
    ran = demarche(command, "--help")

    assert f"\n    demarche {command}" in ran.out.partition("Examples:")[2]


@pytest.mark.parametrize("command", READING)
def test_reading_commands_load_nothing_heavy(made: LedgerMaker, tmp_path: Path, command: str) -> None:
    """To read the ledger DuckDB is enough; what looks into the lake too adds the reader of Parquet, and none of its computing."""
    program = (
        "import sys\nfrom assets.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    shutil.copy2(made.settings.database, tmp_path / "copy.duckdb")
    places = {"CLAIM": made.claims[0].claim_id, "COPY": str(tmp_path / "copy.duckdb"), "DATABASE": str(made.settings.database)}
    arguments, allowed = READING[command]
    words = [places.get(word, word) for word in arguments] + ([] if command == "diff" else ["--data", str(made.settings.data)])

    ran = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])

    assert set(ast.literal_eval(ran.stderr.splitlines()[-1])) <= allowed


@pytest.mark.parametrize(("typed", "offered"), [("jap", "Japan"), ("tar", "tariffs"), ("yua", "yuan")])
def test_the_shell_completes_names(monkeypatch: pytest.MonkeyPatch, demarche: Command, typed: str, offered: str) -> None:
    """After `demarche positions`, the shell offers countries, issues and currencies that begin like what was typed."""
    monkeypatch.setenv("_DEMARCHE_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", f"demarche positions {typed}")
    monkeypatch.setenv("COMP_CWORD", "2")

    ran = demarche()

    assert offered in ran.out.splitlines()
