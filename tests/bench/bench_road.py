"""The whole road at growing sizes: CPU, wall time, memory and disk of each stage, how they grow, and how far from the floors; prints JSON.

python tests/bench/bench_road.py [--sizes 200,1000] [--workers N] [--seed N]

Floors, on the same raw files in the same process: reading and hashing them (what landing must do), and writing their bytes into one Parquet
file (what a lake must do). Each size runs in a process of its own. CPU counts the worker processes too. A growth exponent is the slope
of log time over log documents between the smallest and the largest size: 1 is linear.
"""

import argparse
import hashlib
import json
import math
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
DAY = date(2025, 1, 5)
TICKS = os.sysconf("SC_CLK_TCK")
Figures = dict[str, Any]


def cpu_seconds() -> float:
    """CPU spent so far by this process and by the workers of its fork server, dead or alive."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    server = forkserver._forkserver._forkserver_pid
    pids = [server] if server else []
    pids += [child.pid for child in multiprocessing.active_children()]
    return own.ru_utime + own.ru_stime + sum(_ticks_of(pid) for pid in pids) / TICKS


def _ticks_of(pid: int) -> int:
    """User and system time of a process and of the children it has buried."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(value) for value in values[11:15])


@contextmanager
def measured(figures: Figures, name: str) -> Iterator[None]:
    """CPU and wall seconds of the body."""
    cpu, wall = cpu_seconds(), time.monotonic()
    yield
    figures[name] = {"cpu_s": round(cpu_seconds() - cpu, 3), "wall_s": round(time.monotonic() - wall, 3)}


class Watch:
    """Notes the most memory that any worker has held."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.peak_mb = 0

    def __call__(self, table: str, done: int, total: int) -> None:
        """Look at the workers whenever a part is done."""
        for child in multiprocessing.active_children():
            status = Path(f"/proc/{child.pid}/status")
            peaks = [int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")]
            self.peak_mb = max(self.peak_mb, *peaks)


def measure_floors(raw: Path, folder: Path, figures: Figures) -> None:
    """Read and hash every raw file; write all bytes into one Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = sorted(path for path in raw.rglob("*") if path.is_file())
    with measured(figures, "floor_read_and_hash"):
        for path in paths:
            hashlib.sha256(path.read_bytes()).hexdigest()
    with measured(figures, "floor_write_parquet"):
        contents = pa.array([path.read_bytes() for path in paths], pa.large_binary())
        pq.write_table(pa.table({"payload": contents}), folder / "floor.parquet", compression="zstd", compression_level=3)


def run_road(data: Path, workers: int, figures: Figures) -> None:
    """Every stage of a nightly run, one after another, without Dagster around them."""
    from assets.configuration import build_settings
    from assets.publishing import publish_lake
    from assets.resources import build_guard, clean_stage, extract_stage, ingest_stage
    from pipelines import report
    from pipelines.engine import ingest, refresh, register_arrivals
    from pipelines.lake import Lake

    settings, watch = build_settings(data, {"DEMARCHE_WORKERS": str(workers)}), Watch()
    lake = Lake(settings.lake)
    with measured(figures, "land"):
        register_arrivals(lake, settings.raw)
    with build_guard(settings) as engine, measured(figures, "documents"):
        ingest(lake, ingest_stage(settings), None, engine, settings.part_size, watch)
        engine.close()
    for table, stage in (("articles", clean_stage(settings)), ("claims", extract_stage(settings))):
        with build_guard(settings) as engine, measured(figures, table):
            refresh(lake, stage, None, engine, watch)
            engine.close()
    with measured(figures, "publish"):
        publish_lake(settings, DAY)
    with measured(figures, "report"):
        report.build(settings, settings.database)
    with measured(figures, "nothing_new"):
        register_arrivals(lake, settings.raw)
        for stage in (clean_stage(settings), extract_stage(settings)):
            refresh(lake, stage, None, engine)
        publish_lake(settings, DAY)
    figures["peak_mb"] = {"main": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "worker": watch.peak_mb}
    figures["rows"] = {
        table: sum(lake.check(table, part).rows for part in lake.parts(table)) for table in ("documents", "articles", "claims")
    }


STAGES = ("land", "documents", "articles", "claims", "publish", "report")


def measure_size(documents: int, seed: int, workers: int) -> Figures:
    """All figures of one corpus."""
    from corpus import write_corpus

    figures: Figures = {}
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary)
        raw_bytes = write_corpus(data / "raw", documents, seed)
        measure_floors(data / "raw", data, figures)
        run_road(data, workers, figures)
        sizes = {name: sum(p.stat().st_size for p in (data / name).rglob("*") if p.is_file()) for name in ("lake", "report")}
        figures["bytes"] = {"raw": raw_bytes, **sizes, "database": (data / "demarche.duckdb").stat().st_size}
    total = {unit: round(sum(figures[stage][unit] for stage in STAGES), 2) for unit in ("cpu_s", "wall_s")}
    figures["road"] = {**total, "documents_per_cpu_s": round(documents / total["cpu_s"], 1)}
    figures["ratio_to_floor"] = {
        "land": round(figures["land"]["cpu_s"] / figures["floor_read_and_hash"]["cpu_s"], 2),
        "documents": round(figures["documents"]["cpu_s"] / figures["floor_write_parquet"]["cpu_s"], 2),
    }
    return figures


def growth(small: Figures, large: Figures, factor: float) -> dict[str, float]:
    """Growth exponents of the CPU time of every stage, of the whole road, and of what lies on disk."""
    found = {name: math.log(large[name]["cpu_s"] / small[name]["cpu_s"]) / math.log(factor) for name in (*STAGES, "road")}
    found["disk"] = math.log(sum(large["bytes"].values()) / sum(small["bytes"].values())) / math.log(factor)
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    """Measure every size in a process of its own, and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", default="200,1000", help="numbers of documents, with commas between")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--seed", type=int, default=1)
    said = ask.parse_args()
    sizes = [int(size) for size in said.sizes.split(",")]
    if len(sizes) == 1:
        json.dump(measure_size(sizes[0], said.seed, said.workers), sys.stdout)
        return
    found = {}
    for size in sizes:
        command = [sys.executable, __file__, "--sizes", str(size), "--workers", str(said.workers), "--seed", str(said.seed)]
        found[size] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        print(f"{size} documents: {found[size]['road']}", file=sys.stderr, flush=True)
    exponents = growth(found[sizes[0]], found[sizes[-1]], sizes[-1] / sizes[0])
    json.dump({"workers": said.workers, "sizes": found, "growth": exponents}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
