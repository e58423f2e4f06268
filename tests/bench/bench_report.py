"""Benchmark of the report: all pages of made-up ledgers built and built again, against plainly writing the same files.

Prints one JSON object. `--claims 1e4,1e5` chooses the sizes. Seconds are CPU seconds, which other work on the machine disturbs least.
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(Path(__file__).parent)]

from ledger_generator import write_large_lake  # noqa: E402

from assets.configuration import build_settings  # noqa: E402
from pipelines.report import build  # noqa: E402
from pipelines.settings import Settings  # noqa: E402
from pipelines.warehouse import publish  # noqa: E402

Figures = dict[str, Any]


def main() -> None:
    """Measure each size in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", default="3e3,1e4,3e4", help="sizes, apart by commas")
    asked = parser.parse_args()
    sizes = [int(float(size)) for size in asked.claims.split(",")]
    found = {f"{size:.0e}": measure(size) for size in sizes}
    seconds = [found[f"{size:.0e}"]["first_build_cpu_s"] for size in sizes]
    growth = [log(seconds[i + 1] / seconds[i]) / log(sizes[i + 1] / sizes[i]) for i in range(len(sizes) - 1)]
    print(json.dumps({"sizes": found, "growth_exponents": [round(value, 3) for value in growth]}))


def measure(size: int) -> Figures:
    """All figures of one size: a first build, and a second over the same database."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = build_settings(Path(scratch), {})
        run_alone(publish_made, settings, size)
        counts, first = run_alone(build_pages, settings)
        largest = max((path for path in settings.report.rglob("[!.]*") if path.is_file()), key=lambda path: path.stat().st_size)
        again, second = run_alone(build_pages, settings)
        _, floor = run_alone(write_plainly, settings.report, Path(scratch) / "copy")
    return {
        "claims": size,
        "pages": counts["pages"],
        "megabytes": round(counts["bytes"] / 1e6, 1),
        "largest_page": largest.relative_to(settings.report).as_posix(),
        "largest_page_bytes": counts["largest_page_bytes"],
        "first_build_cpu_s": first["cpu_s"],
        "first_build_s": first["s"],
        "milliseconds_a_claim": round(1000 * first["cpu_s"] / size, 3),
        "peak_memory_mb": first["memory_mb"],
        "second_build_cpu_s": second["cpu_s"],
        "pages_written_again": again["pages_written"],
        "writing_the_same_files_cpu_s": floor["cpu_s"],
    }


def publish_made(settings: Settings, size: int) -> None:
    """A published database of so many made-up claims."""
    publish(settings, write_large_lake(settings.data / "made", size, settings.reference), date(2026, 1, 5), {})


def build_pages(settings: Settings) -> dict[str, int]:
    """One build of the report."""
    return dict(build(settings, settings.database))


def write_plainly(source: Path, target: Path) -> None:
    """The floor: every file of the report read and written elsewhere."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def run_alone(work: Callable[..., Any], *arguments: Any) -> tuple[Any, Figures]:
    """What a piece of work returns, and its time and peak memory, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        result: tuple[Any, Figures] = pool.apply(_measured, (work, arguments))
        return result


def _measured(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Figures]:
    os.dup2(2, 1)  # DuckDB shows its progress to what looks like a console; stdout is for the figures
    started = time.monotonic(), time.process_time()
    found = work(*arguments)
    seconds, cpu = time.monotonic() - started[0], time.process_time() - started[1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found, {"s": round(seconds, 2), "cpu_s": round(cpu, 2), "memory_mb": round(memory)}


if __name__ == "__main__":
    main()
