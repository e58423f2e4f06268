"""The distributed engine makes the same bytes as the local one, even when a worker host dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from toy_stages import ToyIngest

from pipelines.engine import LocalEngine, ingest, register_arrivals
from pipelines.engine.cluster import ClusterEngine
from pipelines.errors import WrongUse
from pipelines.lake import Lake

pytestmark = [pytest.mark.slow, pytest.mark.road]
HERE = Path(__file__).parent
DASK = [sys.executable, "-m", "distributed.cli.dask_worker"]


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and worker hosts on the loopback, each a process group of its own."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore"}
    scheduler_file = folder / "scheduler.json"
    common = ["--scheduler-file", str(scheduler_file)]
    start = {"env": environment, "cwd": folder, "start_new_session": True, "stderr": subprocess.DEVNULL}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [subprocess.Popen(scheduler, **start)]  # type: ignore[call-overload]
    try:
        while not scheduler_file.exists():
            assert processes[0].poll() is None
        worker = [*DASK, *common, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]
        processes += [subprocess.Popen(worker, **start) for _ in range(workers)]  # type: ignore[call-overload]
        import json

        yield json.loads(scheduler_file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def snapshot(lake: Lake) -> dict[str, bytes]:
    """Every file of the lake with its bytes."""
    return {str(p.relative_to(lake.root)): p.read_bytes() for p in sorted(lake.root.rglob("*.parquet"))}


def test_two_hosts_finish_with_equal_bytes_when_one_is_killed(tmp_path: Path) -> None:
    """Parts of a dead host are done again by the other; nothing is lost or doubled."""
    for month in range(1, 13):
        folder = tmp_path / "raw" / f"2025-{month:02d}-10"
        folder.mkdir(parents=True)
        (folder / "a").write_bytes(b"x" * 40)
    local, spread = Lake(tmp_path / "local"), Lake(tmp_path / "spread")
    for lake in (local, spread):
        register_arrivals(lake, tmp_path / "raw")
    with LocalEngine(1, 512, 20) as engine:
        ingest(local, ToyIngest(), None, engine, 16)

    with cluster(2, tmp_path) as (address, hosts), ClusterEngine(address, 512, 20) as engine_on_hosts:
        seen = []
        ingest(spread, ToyIngest(), None, engine_on_hosts, 16, lambda _table, done, _total: seen.append(done) or kill_one(done, hosts))

    assert snapshot(spread) == snapshot(local)
    assert seen[-1] == 12


def kill_one(done: int, hosts: list[subprocess.Popen[bytes]]) -> None:
    """End one worker host, with all its children, when two parts are done."""
    if done == 2 and hosts[0].poll() is None:
        os.killpg(hosts[0].pid, signal.SIGKILL)
        hosts[0].wait()


def test_nobody_at_the_address_is_said_in_a_sentence() -> None:
    """A wrong scheduler address is wrong use."""
    with pytest.raises(WrongUse, match="No Dask scheduler answers"):
        ClusterEngine("tcp://127.0.0.1:9", 512, 20)
