"""Engines against each other and against the extractor alone, on the same articles in one run; prints JSON.

python tests/bench/bench_engine.py [--documents N] [--part N] [--repeats N] [--without-dask]

Every way redoes the claims of the same lake, as a new version of the extractor would; the ways take turns, so that a busy machine is busy
for all of them. Wall time counts between one worker and two, and between two local workers and a host with two threads of a Dask
scheduler on this machine; CPU time between the engine with one worker and the bare extractor, which gets the same articles in this process,
read and written by nobody. The CPU that a way with two workers had, over twice its wall time, is the share of two cores that it used: where
it is busy elsewhere, that is a bound to the gain. Documents and articles must be left as they were.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(PROJECT)]

from bench_road import TICKS, cpu_seconds  # noqa: E402 - after the folder that holds it is known
from renamed_stage import Renamed  # noqa: E402


@contextmanager
def dask_host(threads: int, folder: Path) -> Iterator[tuple[str, Sequence[int]]]:
    """The address of a scheduler with one worker host of so many threads on this machine, and the process groups of both."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "PYTHONPATH": f"{HERE}:{PROJECT}", "PYTHONWARNINGS": "ignore"}
    file = folder / "scheduler.json"
    start: dict[str, Any] = {"env": environment, "cwd": folder, "process_group": 0, "stderr": subprocess.DEVNULL}
    common = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    processes = [subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--port", "0"], **start)]
    try:
        while not file.exists():
            time.sleep(0.1)
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", *common, "--nthreads", str(threads)]
        processes.append(subprocess.Popen(worker, **start))
        yield str(json.loads(file.read_text())["address"]), [process.pid for process in processes]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def group_cpu(groups: Sequence[int]) -> float:
    """CPU seconds of all processes of these groups so far, with those that they have buried."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat") if groups else ():
        with suppress(OSError):  # it may end just now
            values = path.read_text().rpartition(")")[2].split()
            total += sum(map(int, values[11:15])) if int(values[2]) in groups else 0
    return total / TICKS


def prepare(data: Path, documents: int, part_size: int) -> tuple[Any, Any]:
    """A lake with documents and articles, and the extracting stage."""
    from corpus import write_corpus

    from assets.configuration import build_settings
    from assets.resources import build_guard, clean_stage, extract_stage, ingest_stage
    from pipelines.engine import ingest, refresh, register_arrivals
    from pipelines.lake import Lake

    write_corpus(data / "raw", documents, months=1)
    settings = build_settings(data, {})
    lake = Lake(settings.lake)
    register_arrivals(lake, settings.raw)
    with build_guard(settings) as engine:
        ingest(lake, ingest_stage(settings), None, engine, part_size)
        refresh(lake, clean_stage(settings), None, engine)
    return lake, extract_stage(settings)


def bare_cpu(lake: Any, stage: Any) -> float:
    """CPU seconds of the extractor alone over all articles, its start included."""
    from threadpoolctl import threadpool_limits

    from pipelines.engine.local import CHUNK_ROWS
    from pipelines.schemas import from_table

    threadpool_limits(limits=1)  # as in a worker
    articles = [row for part in lake.parts("articles") for row in from_table("articles", lake.read("articles", part))]
    started = time.process_time()
    run = stage.prepare()
    for at in range(0, len(articles), CHUNK_ROWS):
        list(run(articles[at : at + CHUNK_ROWS]))
    return time.process_time() - started


def redo(lake: Any, stage: Any, version: str, engine: Any, groups: Sequence[int] = ()) -> dict[str, float]:
    """Redo all claims under a new fingerprint: wall seconds, CPU seconds of this process, its workers and these groups of processes."""
    from pipelines.engine import refresh

    cpu, wall = cpu_seconds() + group_cpu(groups), time.monotonic()
    own = resource.getrusage(resource.RUSAGE_SELF)
    made = refresh(lake, Renamed(stage, version), None, engine)
    seconds, after = time.monotonic() - wall, resource.getrusage(resource.RUSAGE_SELF)
    cpu = cpu_seconds() + group_cpu(groups) - cpu
    assert made.parts_made == len(lake.parts("articles"))
    return {"wall_s": seconds, "cpu_s": cpu, "main_cpu_s": after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime}


def stamp(lake: Any) -> list[tuple[int, int]]:
    """Inode and time of every part before the claims."""
    found = [path.stat() for table in ("files", "documents", "articles") for path in lake.part_paths(table)]
    return [(status.st_ino, status.st_mtime_ns) for status in found]


def measure(data: Path, said: argparse.Namespace) -> dict[str, Any]:
    """All ways, taking turns."""
    from pipelines.engine import LocalEngine
    from pipelines.engine.cluster import ClusterEngine

    lake, stage = prepare(data, said.documents, said.part)
    before, found = stamp(lake), {"one": [], "two": [], "dask": [], "bare_cpu_s": []}
    with ExitStack() as stack:
        address, groups = (None, ()) if said.without_dask else stack.enter_context(dask_host(2, data))
        for turn in range(said.repeats):
            found["bare_cpu_s"].append(bare_cpu(lake, stage))
            for name, workers in (("one", 1), ("two", 2)):
                with LocalEngine(workers, 2048, 120) as local:
                    found[name].append(redo(lake, stage, f"{name} {turn}", local))
            if address is not None:
                with ClusterEngine(address, 2048, 120) as spread:
                    found["dask"].append(redo(lake, stage, f"dask {turn}", spread, groups))
    assert stamp(lake) == before, "something else than claims was made again"
    shutil.rmtree(data / "raw")
    rows = sum(lake.check("articles", part).rows for part in lake.parts("articles"))
    return {"articles": rows, "parts": len(lake.parts("articles")), "load": os.getloadavg()[1], **found, "ratios": ratios(found)}


def ratios(found: dict[str, list[Any]]) -> dict[str, Sequence[float]]:
    """Paired ratios: smallest, median, largest."""

    def spread(values: Sequence[float]) -> Sequence[float]:
        return [round(value, 3) for value in (min(values), median(values), max(values))]

    said = {
        "two_workers_to_one": spread([one["wall_s"] / two["wall_s"] for one, two in zip(found["one"], found["two"], strict=True)]),
        "engine_to_bare_extractor_cpu": spread([one["cpu_s"] / bare for one, bare in zip(found["one"], found["bare_cpu_s"], strict=True)]),
        "two_workers_to_one_cpu": spread([two["cpu_s"] / one["cpu_s"] for one, two in zip(found["one"], found["two"], strict=True)]),
        "two_workers_use_of_two_cores": spread([two["cpu_s"] / two["wall_s"] / 2 for two in found["two"]]),
        "main_process_share_of_cpu": spread([two["main_cpu_s"] / two["cpu_s"] for two in found["two"]]),
    }
    if found["dask"]:
        said["dask_use_of_two_cores"] = spread([dask["cpu_s"] / dask["wall_s"] / 2 for dask in found["dask"]])
        said["dask_to_local_cpu"] = spread([dask["cpu_s"] / two["cpu_s"] for two, dask in zip(found["two"], found["dask"], strict=True)])
        said["dask_to_local"] = spread([two["wall_s"] / dask["wall_s"] for two, dask in zip(found["two"], found["dask"], strict=True)])
    return said


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=8000, help="of fewer the start of the workers is a large share")
    ask.add_argument("--part", type=int, default=250, help="documents in a part, at most")
    ask.add_argument("--repeats", type=int, default=2)
    ask.add_argument("--without-dask", action="store_true")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(Path(folder), said), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
