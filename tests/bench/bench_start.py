"""Benchmark of the command line's start: CPU of reading commands on a small database, against `import duckdb` in the same rounds.

Prints one JSON object. The least of the rounds is the figure: whatever else the machine does can only add to it.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "report")]

from ledger import LedgerMaker, random_ledger  # noqa: E402

from pipelines.settings import Settings  # noqa: E402
from pipelines.warehouse import open_reader  # noqa: E402

CLAIMS = 120
LIMIT_S = 0.3
COMMANDS = {
    "positions": ["positions", "japan"],
    "positions, words in a row": ["positions", "united", "states", "japan", "tariffs"],
    "changes": ["changes", "--from", "2025-01-01"],
    "sql": ["sql", "from build"],
    "sql as json": ["sql", "from build", "--format", "json"],
    "doctor": ["doctor"],
    "verdict --list": ["verdict", "--list"],
    "help": ["--help"],
}


def main() -> None:
    """Run every command and the floor in turn, several rounds, and print the least CPU seconds of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        maker = LedgerMaker(Path(scratch))
        random_ledger(maker, CLAIMS)
        maker.publish()
        explained = {
            "explain, claim": ["explain", maker.claims[0].claim_id],
            "explain, position": ["explain", find_position(maker.settings)],
        }
        programs = {
            name: ["-m", "assets.cli", *words, *([] if name == "help" else ["--data", scratch])]
            for name, words in (COMMANDS | explained).items()
        }
        shutil.copy2(maker.settings.database, Path(scratch) / "before.duckdb")
        programs["diff"] = ["-m", "assets.cli", "diff", str(Path(scratch) / "before.duckdb"), str(maker.settings.database)]
        programs["import duckdb"] = ["-c", "import duckdb"]
        seconds = measure(programs, asked.rounds)
    floor = seconds.pop("import duckdb")
    print(
        json.dumps(
            {
                "import_duckdb_cpu_s": floor,
                "limit_cpu_s": LIMIT_S,
                "commands": {name: {"cpu_s": found, "times_duckdb": round(found / floor, 2)} for name, found in seconds.items()},
            }
        )
    )


def find_position(settings: Settings) -> str:
    """The id of a position."""
    with open_reader(settings.database) as connection:
        row = connection.execute("select min(position_id) from positions").fetchone()
    assert row is not None
    return str(row[0])


def measure(programs: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Least CPU seconds of each program over the rounds; the first round only warms the disk's cache."""
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds + 1):
        for name, words in programs.items():
            found[name].append(cpu_of(words))
    return {name: round(min(values[1:]), 3) for name, values in found.items()}


def cpu_of(words: list[str]) -> float:
    """CPU seconds, of user and system, of one Python process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=PROJECT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
