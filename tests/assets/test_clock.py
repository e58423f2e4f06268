"""The clock says nothing to the road: what it makes depends on the run's day and on what landed, not on when it is run."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

PROJECT = Path(__file__).parent.parent.parent
RAW = PROJECT / "data" / "sample" / "raw"
MONTH = "2025-01"
LONGEST = 300  # seconds of a run; a clock that jumps must not make one wait for ever
EARLY, LATE = date(2027, 2, 3), date(2031, 11, 29)
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long shift(void) { const char *told = getenv("CLOCK_SHIFT"); return told ? atol(told) : 0; }
int clock_gettime(clockid_t clock, struct timespec *now) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shift();
    return failed;
}
int gettimeofday(struct timeval *now, void *zone) {
    int (*real)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
    int failed = real(now, zone);
    if (!failed) now->tv_sec += shift();
    return failed;
}
time_t time(time_t *kept) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (kept) *kept = now.tv_sec;
    return now.tv_sec;
}
"""
ASK = """
import datetime, duckdb
seconds = duckdb.connect().execute("select epoch(now())").fetchall()[0][0]
print(datetime.date.today(), datetime.datetime.now(datetime.UTC).date(), datetime.date.fromtimestamp(seconds))
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.road,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("cc") is None, reason="the clock is shifted by a library built with the C compiler of Linux"
    ),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that moves the system clock of a process and its children."""
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", "clock.so", "clock.c", "-ldl"], cwd=folder, check=True, capture_output=True)
    return folder / "clock.so"


def run_on(day: date, shim: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python on a machine whose clock says noon of a day."""
    shift = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() - time.time()
    environment = {**os.environ, "LD_PRELOAD": str(shim), "CLOCK_SHIFT": str(round(shift)), "TZ": "UTC"}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, check=False, text=True, cwd=PROJECT, env=environment, timeout=LONGEST
    )


def made_on(day: date, shim: Path, data: Path) -> dict[str, object]:
    """Everything that a run makes of one month of the sample: the bytes of the lake's parts, and the rows of the ledger's tables."""
    for source in RAW.glob(f"{MONTH}-*/**/*"):
        if source.is_file():
            target = data / "raw" / source.relative_to(RAW)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    done = run_on(day, shim, "-m", "assets.cli", "run", "--data", str(data), "--day", "2026-03-01", "--quiet")
    assert done.returncode == 0, done.stderr
    parts = {str(path.relative_to(data)): path.read_bytes() for path in sorted((data / "lake").rglob("*.parquet"))}
    with duckdb.connect(data / "demarche.duckdb", read_only=True) as ledger:  # DuckDB names its files by chance, so that bytes differ
        names = [name for (name,) in ledger.sql("select table_name from duckdb_tables()").fetchall()]
        return parts | {name: sorted(map(repr, ledger.table(name).fetchall())) for name in names}


def test_the_clock_of_a_run_can_be_moved(shim: Path) -> None:
    """Python and DuckDB read the moved clock, so that the next test can fail."""
    for day in (EARLY, LATE):
        assert run_on(day, shim, "-c", ASK).stdout.split() == [day.isoformat()] * 3


def test_the_road_makes_the_same_on_any_day(shim: Path, tmp_path: Path) -> None:
    """Two runs of the same day's work under system dates almost five years apart: the same lake and the same ledger."""
    early, late = made_on(EARLY, shim, tmp_path / "early"), made_on(LATE, shim, tmp_path / "late")

    assert len(early) > 20
    assert early.keys() == late.keys()
    assert [name for name in early if early[name] != late[name]] == []
