"""kill -9 at random moments of `demarche run`, each followed by a resumed run, until one comes through; then all must be as if nothing
had happened. Prints a JSON object; exit 1 where anything differs or a reader failed.

python -m tests.disasters.kills KILLS [--documents N] [--part N] [--seed N] [--minutes N] [--folder DIR]

A corpus lands in two deliveries. The first is published undisturbed: that is what readers see. A life begins with a copy of that state
and the second delivery; its runs are killed, the whole process group or the main process alone, until one comes through. Lives follow
one another until so many kills have struck. A run that ends by itself is no kill. No stage takes more than a quarter of the kills: once
it has, runs are killed in later stages alone. A folder that an earlier start has left is gone on with, where nothing in it is stale by now.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bench")]

from launching import PROJECT, Launcher  # noqa: E402 - after the folder that holds it is known
from made_by_run import STAGES, count_parts, count_rows, find_debris, snapshot_database, snapshot_lake, snapshot_report, stage_reached  # noqa: E402

SHARE = 0.3  # half of the runs are killed within so much of the time that the undisturbed one took
MOST = 0.25  # share of the kills that a stage may take
AIMED_SECONDS = 3.0  # the others within so many seconds after the stage has begun that was struck least so far


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    kills: int = 0
    lives: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    reads: int = 0
    failed_reads: list[str] = field(default_factory=list)
    ends_at: float = float("inf")  # monotonic seconds; no kill after it

    @property
    def is_over(self) -> bool:
        """Whether the time for kills is over."""
        return time.monotonic() > self.ends_at


@contextmanager
def reading(database: Path, stop: Path, tally: Tally, allowed: Sequence[str]) -> Iterator[None]:
    """A reader in a process of its own while the body runs; its failures and mixed answers go to the tally."""
    stop.unlink(missing_ok=True)
    command = [sys.executable, str(HERE / "kill_reader.py"), str(database), str(stop)]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)})
    try:
        yield
    finally:
        stop.touch()
        seen = json.loads(reader.communicate()[0])
        tally.reads += seen["opened"]
        tally.failed_reads += seen["failed"]
        tally.failed_reads += [f"mixed answer {answer}" for answer in seen["answers"] if answer[0] not in allowed]


def prepare(folder: Path, documents: int, launcher: Launcher) -> tuple[Path, Path, float]:
    """The state before the second delivery, and the state that every life must end in.

    Returns:
        Folders `before` (first delivery published, second one landed) and `whole` (both published), and the seconds the second run took.
    """
    from corpus import make_files

    before, whole, note = folder / "before", folder / "whole", folder / f"prepared-{documents}"
    if note.exists():
        wanted = snapshot_lake(whole)
        assert launcher.run(whole) == 0, "the state left by an earlier start does not come through"
        assert snapshot_lake(whole) == wanted, "the state left by an earlier start is of another version"
        return before, whole, float(note.read_text())
    files = list(make_files(documents))
    for number, (path, content) in enumerate(files):
        if number < len(files) // 10:
            write(before / "raw" / path, content)
    assert launcher.run(before) == 0, "the first delivery does not come through"
    for path, content in files[len(files) // 10 :]:
        write(before / "raw" / path, content)
    copy_state(before, whole)
    started = time.monotonic()
    assert launcher.run(whole) == 0, "the undisturbed run does not come through"
    seconds = time.monotonic() - started
    note.write_text(str(seconds))
    return before, whole, seconds


def write(path: Path, content: bytes) -> None:
    """Write a file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def copy_state(source: Path, target: Path) -> None:
    """A data folder again; raw files are never modified, so links to them do."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source / "raw", target / "raw", copy_function=os.link)
    for name in ("lake", "report", ".dagster"):
        shutil.copytree(source / name, target / name)
    shutil.copy2(source / "demarche.duckdb", target / "demarche.duckdb")


def inputs_of(data: Path) -> str:
    """What the published database was made from, as one hash."""
    from pipelines.warehouse import open_reader

    with open_reader(data / "demarche.duckdb") as connection:
        return str(connection.execute("select versions['inputs'] from build").fetchone()[0])  # type: ignore[index]


def live(folder: Path, launcher: Launcher, states: tuple[Path, Path, float], tally: Tally, dice: random.Random, limit: int) -> None:
    """One life: kills and resumed runs until one comes through; what differs from the undisturbed state goes to the tally."""
    before, whole, seconds = states
    data, rows = folder / "life", count_rows(whole)
    copy_state(before, data)
    old_database = (data / "demarche.duckdb").stat().st_ino

    def stage() -> str:
        return stage_reached(data, rows, old_database)

    with reading(data / "demarche.duckdb", folder / "stop", tally, [inputs_of(before), inputs_of(whole)]):
        code = -9
        while code == -9:
            ahead = STAGES[STAGES.index(stage()) :]
            whole_group, aim = dice.random() < 0.5, min(ahead, key=lambda name: (tally.stages[name], dice.random()))
            is_sated = tally.stages[stage()] >= limit * MOST
            if tally.kills >= limit or tally.is_over or (is_sated and aim == stage()):
                code = launcher.run(data)
            elif dice.random() < 0.5 and not is_sated:
                code = launcher.run(data, dice.uniform(0, SHARE * seconds), whole_group)
            else:
                code = launcher.run(data, dice.uniform(0, AIMED_SECONDS), whole_group, begins=lambda aim=aim: stage() == aim)
            if code == -9:
                tally.kills += 1
                tally.stages[stage()] += 1
                print(f"kill {tally.kills}: {dict(tally.stages)}", file=sys.stderr, flush=True)
    tally.lives += 1
    tally.differences += compare(data, whole, code)


def compare(data: Path, whole: Path, code: int) -> list[str]:
    """Sentences on what is not as in the undisturbed state."""
    wrong = [f"the last run ended with {code}"] if code else []
    for name, take in (("lake", snapshot_lake), ("database", snapshot_database), ("report", snapshot_report)):
        found, wanted = take(data), take(whole)
        wrong += [f"{name}: {key} differs" for key in sorted({*found, *wanted}) if found.get(key) != wanted.get(key)]
    return wrong + [f"left behind: {path}" for path in find_debris(data)]


def strike(folder: Path, said: argparse.Namespace) -> dict[str, Any]:
    """All lives; returns the figures."""
    launcher, tally, dice = Launcher(folder / "log", said.part), Tally(), random.Random(said.seed)
    states = prepare(folder, said.documents, launcher)
    started = time.monotonic()
    tally.ends_at = started + said.minutes * 60
    while tally.kills < said.kills and not tally.is_over:
        live(folder, launcher, states, tally, dice, said.kills)
    launcher.close()
    return {
        "documents": said.documents,
        "parts": count_parts(states[1]),
        "kills": tally.kills,
        "lives": tally.lives,
        "killed_in": dict(sorted(tally.stages.items())),
        "seconds_undisturbed": round(states[2], 1),
        "seconds_of_lives": round(time.monotonic() - started, 1),
        "reads": tally.reads,
        "failed_reads": tally.failed_reads,
        "differences": tally.differences,
    }


def main() -> int:
    """Strike, print the figures; 1 where anything was lost."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("kills", type=int)
    ask.add_argument("--documents", type=int, default=2000)
    ask.add_argument("--part", type=int, default=100, help="documents in a part, at most")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--minutes", type=float, default=float("inf"), help="no kill after so many minutes")
    ask.add_argument("--folder", type=Path, help="where to work; kept afterwards")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = said.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = strike(folder, said)
    print(json.dumps(figures, indent=1))
    return 1 if figures["differences"] or figures["failed_reads"] else 0


if __name__ == "__main__":
    sys.exit(main())
