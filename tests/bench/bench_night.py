"""An empty night against Dagster's own import and launch: CPU and wall seconds of both, taking turns; prints JSON.

python tests/bench/bench_night.py [--documents N] [--rounds N]

The night is `demarche run` on a data folder in which nothing is new. The floor is a process that imports Dagster alone and launches, in
process and against an instance of the same `dagster.yaml`, a job of the same shape: as many assets, partitions and checks, none of which
does anything. The least of the rounds is the figure, and the ratios are of rounds that followed one another.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(PROJECT)]
DAY, MONTH = "2024-06-01", "2024-06"


def launch_nothing(tables: int, checks: int) -> None:
    """The floor: a job of the night's shape whose steps do nothing. Imports nothing but Dagster."""
    import warnings

    import dagster as dg

    warnings.simplefilter("ignore", dg.BetaWarning)
    months = dg.MonthlyPartitionsDefinition(start_date="1980-01", fmt="%Y-%m", end_offset=1)

    def build_lake(name: str, before: list[str]) -> dg.AssetsDefinition:
        @dg.asset(name=name, deps=before, partitions_def=months, backfill_policy=dg.BackfillPolicy.single_run())
        def made() -> None: ...

        return made

    def build_check(number: int) -> dg.AssetChecksDefinition:
        @dg.asset_check(asset="claims", name=f"audit_{number}", blocking=True)
        def passed() -> dg.AssetCheckResult:
            return dg.AssetCheckResult(passed=True)

        return passed

    names = [f"table_{number}" for number in range(tables)]
    owners = [(names[number % tables], f"check_{number}") for number in range(checks)]

    @dg.multi_asset(
        specs=[dg.AssetSpec(name, deps=["claims"]) for name in names],
        check_specs=[dg.AssetCheckSpec(check, asset=name) for name, check in owners],
    )
    def ledger() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        for name in names:
            yield dg.MaterializeResult(name)
            yield from (dg.AssetCheckResult(check_name=check, asset_key=name, passed=True) for owner, check in owners if owner == name)

    @dg.asset(deps=names)
    def report() -> None: ...

    lake = [build_lake("documents", []), build_lake("articles", ["documents"]), build_lake("claims", ["articles"])]
    defs = dg.Definitions(
        assets=[*lake, ledger, report],
        asset_checks=[build_check(number) for number in range(5)],
        jobs=[dg.define_asset_job("nightly", dg.AssetSelection.all())],
        executor=dg.in_process_executor,
    )
    tags = {"dagster/asset_partition_range_start": MONTH, "dagster/asset_partition_range_end": MONTH}
    config = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with dg.DagsterInstance.get() as instance:
        assert defs.resolve_job_def("nightly").execute_in_process(instance=instance, tags=tags, run_config=config).success


def spend(*words: object, home: Path | None = None) -> dict[str, float]:
    """CPU and wall seconds of one Python process and its children."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **({"DAGSTER_HOME": str(home)} if home else {})}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, *map(str, words)], stdout=subprocess.DEVNULL, check=True, cwd=PROJECT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu_s": round(cpu, 3), "wall_s": round(time.monotonic() - started, 3)}


def measure(folder: Path, documents: int, rounds: int) -> dict[str, object]:
    """Nights and floors by turns; the first of each only fills the store of runs and warms the disk's cache."""
    from corpus import write_corpus

    from assets.warehouse import MODELS

    data, home = folder / "data", folder / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text((PROJECT / "dagster.yaml").read_text().replace("data/.dagster", str(home)))
    write_corpus(data / "raw", documents, months=2)
    night = ["-m", "assets.cli", "run", "--quiet", "--day", DAY, "--data", data]
    floor = [__file__, "--floor", len(MODELS), sum(len(model.checks) for model in MODELS)]
    pairs = []
    for number in range(rounds + 2):
        pair = spend(*night), spend(*floor, home=home)
        pairs += [pair] if number > 1 else []  # the first night does the work, the second finds nothing new for the first time
    found = {f"{name}_{unit}": min(pair[at][unit] for pair in pairs) for at, name in enumerate(("night", "floor")) for unit in pairs[0][0]}
    ratios = {unit: sorted(round(night[unit] / floor[unit], 2) for night, floor in pairs) for unit in pairs[0][0]}
    spread = {f"ratio_{unit}": [values[0], median(values), values[-1]] for unit, values in ratios.items()}
    return {"tables": len(MODELS), "rounds": rounds, "load": round(os.getloadavg()[0], 1), **found, **spread}


def main() -> None:
    """Measure and print; with `--floor` be the floor."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=60)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--floor", type=int, nargs=2, metavar=("TABLES", "CHECKS"), help=argparse.SUPPRESS)
    said = ask.parse_args()
    if said.floor:
        launch_nothing(*said.floor)
        return
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(Path(folder), said.documents, said.rounds), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
