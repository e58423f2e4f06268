"""`make bench`: run every benchmark beside this file in a process of its own, one after another, and keep what they print: all of it in
build/bench/, the chosen figures in docs/benchmarks.csv and on its page (`history`).

A benchmark is a script `bench_<room>.py` that prints one JSON object: figures as ratios to a floor or a peer measured in the same run.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.history import keep

HERE = Path(__file__).parent
BUILD = HERE.parent.parent / "build" / "bench"


def main(wanted: list[str]) -> int:
    """Run the wanted benchmarks, or all of them; returns how many failed."""
    BUILD.mkdir(parents=True, exist_ok=True)
    failed, measured = 0, {}
    for script in sorted(HERE.glob("bench_*.py")):
        room = script.stem.removeprefix("bench_")
        if wanted and room not in wanted:
            continue
        print(f"== {room}", flush=True)
        done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, check=False)
        if done.returncode:
            failed += 1
            continue
        figures = measured[room] = json.loads(done.stdout)
        (BUILD / f"{room}.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")
        print(json.dumps(figures, indent=1))
    keep(measured, datetime.now(tz=UTC).date())
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
