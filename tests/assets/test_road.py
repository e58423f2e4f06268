"""The road as a person walks it: the command in a process of its own, on data folders of its own."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.lake import Lake
from pipelines.records import DateEvidence
from pipelines.schemas import from_table, to_table
from pipelines.warehouse import open_reader

pytestmark = [pytest.mark.slow, pytest.mark.road]
PROJECT = Path(__file__).parent.parent.parent
DAY = ["--day", "2026-03-01"]
WORKING = [
    "fastwarc", "feedparser", "lxml", "matplotlib", "pandas", "py3langid", "pyarrow.compute", "pypdf", "rensa", "scipy", "selectolax",
    "sklearn", "trafilatura", "pipelines.claims.extractor", "pipelines.claims.language_model", "pipelines.claims.lexicon",
    "pipelines.clean.document", "pipelines.dating.claim", "pipelines.ingest.table", "pipelines.report.site",
]  # fmt: skip
NAMING_WHAT_IT_LOADED = f"""
import sys
from assets.cli import demarche
demarche.main(standalone_mode=False)
print("loaded:", [name for name in {WORKING!r} if name in sys.modules], file=sys.stderr)
"""


def demarche(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "assets.cli", *arguments], capture_output=True, check=False, text=True, cwd=PROJECT, **options
    )  # type: ignore[call-overload, no-any-return]


def obey_modes() -> None:
    """Let even root be held by the modes of files: the right to pass them over is dropped (Linux, CAP_DAC_OVERRIDE and _READ_SEARCH)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def sample(folder: Path, months: str = "2025-0[45]") -> Path:
    """A data folder with the sample files that landed in some months."""
    for source in (PROJECT / "data" / "sample" / "raw").glob(f"{months}-*/**/*"):
        if source.is_file():
            target = folder / "raw" / source.relative_to(PROJECT / "data" / "sample" / "raw")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    return folder


def snapshot(data: Path) -> dict[str, bytes]:
    """Every part of the lake with its bytes."""
    return {str(p.relative_to(data)): p.read_bytes() for p in sorted((data / "lake").rglob("*")) if p.is_file()}


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    """Twice the same run: the same bytes, the words for it, and nothing was loaded of what reads, cleans, extracts or reports."""
    data = sample(tmp_path)
    first = demarche("run", "--data", str(data), *DAY)
    assert first.returncode == 0, first.stderr
    before, database = snapshot(data), (data / "demarche.duckdb").read_bytes()

    second = subprocess.run(
        [sys.executable, "-c", NAMING_WHAT_IT_LOADED, "run", "--data", str(data), *DAY],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )

    assert second.returncode == 0, second.stderr
    assert second.stdout.startswith("Nothing changed")
    assert second.stderr.splitlines()[-1] == "loaded: []"
    assert snapshot(data) == before
    assert (data / "demarche.duckdb").read_bytes() == database


def test_a_run_killed_in_the_middle_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    """kill -9 at several moments, then one whole run: the lake of an undisturbed run."""
    whole, torn = sample(tmp_path / "whole"), sample(tmp_path / "torn")
    assert demarche("run", "--data", str(whole), *DAY).returncode == 0

    for seconds in (2.0, 4.0, 6.0):
        run = subprocess.Popen([sys.executable, "-m", "assets.cli", "run", "--data", str(torn), *DAY], cwd=PROJECT, start_new_session=True)
        time.sleep(seconds)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    last = demarche("run", "--data", str(torn), *DAY)

    assert last.returncode == 0, last.stderr
    assert snapshot(torn) == snapshot(whole)
    assert demarche("doctor", "--deep", "--data", str(torn)).returncode == 0


def test_no_machine_path_and_no_secret_is_in_what_a_run_leaves_or_says(tmp_path: Path) -> None:
    """Lake, ledger, report and Dagster's own store: neither the data folder, nor the project's, nor what the environment keeps secret.

    `dagster.yaml` in the data folder is configuration and names it.
    """
    data = sample(tmp_path / "data", "2025-04")
    secrets = {
        "DEMARCHE_LLM_KEY": "sk-kept-1",
        "DEMARCHE_ALERT_WEBHOOK": "https://alerts.example/kept-2",
        "DEMARCHE_ALERT_COMMAND": "mail kept-3",
    }

    done = demarche("run", "--data", str(data), *DAY, env={**os.environ, **secrets})

    assert done.returncode == 0, done.stderr
    hidden = (str(tmp_path), str(PROJECT), "kept-1", "kept-2", "kept-3")
    left = dict(everything_left(data))
    assert {"demarche.duckdb", ".dagster/history/runs.db"} <= set(left)
    assert [
        (name, words) for name, text in {**left, "stdout": done.stdout, "stderr": done.stderr}.items() for words in hidden if words in text
    ] == []


def everything_left(data: Path) -> Iterator[tuple[str, str]]:
    """Every file below the data folder but raw ones, as text; of packed ones their rows."""
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        if path.is_dir() or name.startswith("raw/") or path.name == "dagster.yaml":
            continue
        if path.suffix == ".parquet":
            table = pq.read_table(path, partitioning=None)
            yield name, f"{table.schema.metadata} {table.to_pylist()}"
        elif path.suffix == ".duckdb":
            with open_reader(path) as connection:
                tables = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
                yield name, " ".join(repr(connection.execute(f"from {table}").fetchall()) for table in tables)
        else:
            yield name, path.read_text(errors="replace")


def test_a_part_that_fails_its_checks_ends_every_run_with_its_document_and_exit_3(tmp_path: Path) -> None:
    """In a run of its own month by Dagster's check, in one of another month by what stands before publication; doctor says the same."""
    data = sample(tmp_path, "2025-04")
    assert demarche("run", "--data", str(data), "--day", "2025-04-30").returncode == 0
    lake = Lake(data / "lake")
    part = lake.parts("articles")[0]
    articles = list(from_table("articles", lake.read("articles", part)))
    at = next(at for at, article in enumerate(articles) if article.published_evidence)
    articles[at] = replace(articles[at], published_evidence=DateEvidence("1 May 1901", "header", None))
    info = lake.check("articles", part)
    lake.write("articles", part, to_table("articles", articles), info.fingerprint, info.notes)
    before = (data / "demarche.duckdb").read_bytes()

    for day in ("2025-04-30", "2025-06-02"):
        (data / "raw" / day).mkdir(exist_ok=True)
        (data / "raw" / day / "new.txt").write_text(f"Peru\n\nPeru imposed a 10 percent tariff on textiles from China, it said on {day}.\n")
        ran = demarche("run", "--data", str(data), "--day", day)

        assert (ran.returncode, ran.stdout) == (3, "")
        assert ran.stderr.startswith("demarche: Nothing was published.") and articles[at].path in ran.stderr
        assert "Traceback" not in ran.stderr
    assert (data / "demarche.duckdb").read_bytes() == before
    doctor = demarche("doctor", "--deep", "--data", str(data))
    assert doctor.returncode == 3 and articles[at].path in doctor.stdout


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_so_in_a_sentence(tmp_path: Path, signal_: signal.Signals) -> None:
    """Ctrl-C reaches every process of the group, and none of them answers with a traceback."""
    data = sample(tmp_path)
    command = [sys.executable, "-m", "assets.cli", "run", "--data", str(data), *DAY]
    run = subprocess.Popen(command, cwd=PROJECT, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while run.poll() is None and not list((data / "lake" / "documents").rglob("*.parquet")):
        time.sleep(0.05)
    os.killpg(run.pid, signal_)
    out, err = run.communicate(timeout=60)

    assert (run.returncode, out) == (130, "")
    assert err.splitlines() == ["demarche: Stopped. What is written so far is whole, and the same command goes on from there."]


def test_nothing_landed_is_said_and_is_no_error(tmp_path: Path) -> None:
    """An empty raw folder: one sentence on stderr, exit 0, no database."""
    done = demarche("run", "--data", str(tmp_path), *DAY)

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"Nothing has landed yet. Bring files in with: demarche import PATH --data {tmp_path}\n"


def test_a_folder_without_permission_is_a_sentence(tmp_path: Path) -> None:
    """A data folder that may not be written: a sentence, exit 1, no trace."""
    tmp_path.chmod(0o555)

    done = demarche("run", "--data", str(tmp_path / "data"), *DAY, preexec_fn=obey_modes)

    assert done.returncode == 1
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_impossible_day_is_wrong_use(tmp_path: Path) -> None:
    """31 February: exit 2 and a sentence."""
    done = demarche("run", "--data", str(tmp_path), "--day", "2025-02-31")

    assert done.returncode == 2
    assert "no day" in done.stderr
