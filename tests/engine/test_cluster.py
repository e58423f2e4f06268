"""The distributed engine makes the same bytes as the local one, even when a worker host dies."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from toy_stages import OddWork, ToyIngest

from pipelines.engine import LocalEngine, ingest, register_arrivals
from pipelines.engine.arrivals import BatchWork, stale_batches
from pipelines.engine.cluster import TASK, ClusterEngine, connect, do_guarded
from pipelines.errors import PipelineError, WrongUse
from pipelines.lake import Lake

pytestmark = [pytest.mark.slow, pytest.mark.road]
HERE = Path(__file__).parent
DASK = [sys.executable, "-m", "distributed.cli.dask_worker"]


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address and processes of a scheduler and worker hosts on the loopback, each its own process group; what they say is in `log`."""
    environment = {
        **os.environ,
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        "PYTHONPATH": f"{HERE}:{HERE.parents[1]}",
        "PYTHONWARNINGS": "ignore",
    }
    scheduler_file = folder / "scheduler.json"
    common = ["--scheduler-file", str(scheduler_file)]
    start = {"env": environment, "cwd": folder, "process_group": 0, "stderr": (folder / "log").open("wb")}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [subprocess.Popen(scheduler, **start)]  # type: ignore[call-overload]
    try:
        while not scheduler_file.exists():
            assert processes[0].poll() is None
        worker = [*DASK, *common, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]
        processes += [subprocess.Popen(worker, **start) for _ in range(workers)]  # type: ignore[call-overload]
        yield json.loads(scheduler_file.read_text())["address"], processes
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        start["stderr"].close()


def land(raw: Path, names: str, size: int = 1) -> Lake:
    """A lake that knows one file a month, one for each name."""
    for month, name in enumerate(names.split(), start=1):
        folder = raw / f"2025-{month:02d}-10"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(b"x" * size)
    lake = Lake(raw.with_name("lake"))
    register_arrivals(lake, raw)
    return lake


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

    with cluster(2, tmp_path) as (address, (_, *hosts)), ClusterEngine(address, 512, 20) as engine_on_hosts:
        seen = []
        ingest(spread, ToyIngest(), None, engine_on_hosts, 16, lambda _table, done, _total: seen.append(done) or kill_one(done, hosts))

    spread.sweep()  # as the next run does: the dead host may have left a file half written
    assert snapshot(spread) == snapshot(local)
    assert seen[-1] == 12


def kill_one(done: int, hosts: list[subprocess.Popen[bytes]]) -> None:
    """End one worker host, with all its children, when two parts are done."""
    if done == 2 and hosts[0].poll() is None:
        os.killpg(hosts[0].pid, signal.SIGKILL)
        hosts[0].wait()


def test_what_stops_a_stage_is_its_sentence_on_a_host_too(tmp_path: Path) -> None:
    """Nothing tries again what cannot heal, no host prints a traceback, and the next run finds the hosts well."""
    lake = land(tmp_path / "raw", "a b stop d")

    with cluster(1, tmp_path) as (address, _), ClusterEngine(address, 512, 20) as engine:
        with pytest.raises(WrongUse, match="Unknown endpoint"):
            ingest(lake, ToyIngest(), None, engine, 16)
        made = ingest(lake, ToyIngest(), ["2025-01", "2025-02", "2025-04"], engine, 16)

    assert made.parts_fresh + made.parts_made == 3
    said = (tmp_path / "log").read_text()
    assert "toy_stages" not in said, "a host has printed where in our code it happened"
    assert "pipelines" not in said


def test_a_scheduler_that_dies_is_a_sentence(tmp_path: Path) -> None:
    """What was done by then stays; a run that finds another scheduler makes the rest."""
    lake = land(tmp_path / "raw", "a slow-b slow-c slow-d")

    def end_scheduler(_table: str, done: int, _total: int) -> None:
        if done:
            os.killpg(processes[0].pid, signal.SIGKILL)

    with (
        cluster(1, tmp_path) as (address, processes),
        ClusterEngine(address, 512, 20) as engine,
        pytest.raises(PipelineError, match="scheduler does not answer any more"),
    ):
        ingest(lake, ToyIngest(), None, engine, 16, end_scheduler)
    with LocalEngine(2, 512, 20) as engine_here:
        made = ingest(lake, ToyIngest(), None, engine_here, 16)

    assert made.parts_made < 4
    assert len(lake.parts("documents")) == 4


def test_nobody_begins_while_a_host_is_at_work_for_a_dead_run(tmp_path: Path) -> None:
    """A host goes on with the part it holds when the run has died; the next run waits until that is written, and hears of what is odd."""
    lake = land(tmp_path / "raw", "slow-a")
    work = [BatchWork(lake, ToyIngest(), batch, wanted, 16, frozenset()) for batch, wanted in stale_batches(lake, ToyIngest())]

    with cluster(1, tmp_path) as (address, _):
        dead = connect(address)
        dead.wait_for_workers(1)
        futures = dead.map(do_guarded, work, [512], [20], key=TASK, pure=False)
        while not dead.processing() or not any(dead.processing().values()):
            assert not futures[0].done()
        dead.close()
        with ClusterEngine(address, 512, 20) as engine:
            assert len(lake.parts("documents")) == 1
            with pytest.raises(PipelineError, match=r"^A worker host failed on a part \(OSError\)"):
                list(engine.map([OddWork()]))


def test_nobody_at_the_address_is_said_in_a_sentence() -> None:
    """A wrong scheduler address is wrong use; no client is left behind, whose end would hold up another one's start."""
    before = threading.active_count()
    with pytest.raises(WrongUse, match="No Dask scheduler answers"):
        ClusterEngine("tcp://127.0.0.1:9", 512, 20)
    assert threading.active_count() <= before


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "tcp://foo:bar", "http://127.0.0.1:9"])
def test_what_is_no_address_is_said_in_a_sentence(address: str) -> None:
    """A name without a port is wrong use, and the sentence says what an address looks like."""
    with pytest.raises(WrongUse, match=r"DEMARCHE_ENGINE must be local or the address .* such as tcp://host:8786"):
        connect(address)
