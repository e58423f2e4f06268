"""Benchmark of the ledger: full rebuilds and `positions_on`, against a bare DuckDB scan and sort of the same Parquet in the same run.

The floor reads every Parquet part that a rebuild reads, all columns but the documents' bytes (which no model reads), sorts each table
by what an analyst would, and keeps it in memory; it neither compresses nor writes a file, which a rebuild does for all that it makes.
Floor and rebuild have two threads and a process of their own each, one after the other, so that on a busy machine the ratio of
processor seconds says more than that of wall seconds.

Prints one JSON object. `--claims 1e5,1e6` chooses the sizes; `--folder` keeps the made lakes for another run.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(Path(__file__).parent)]

from ledger_generator import write_large_lake  # noqa: E402

from pipelines.schemas import RECORDS, schema_of  # noqa: E402
from pipelines.settings import Settings  # noqa: E402
from pipelines.warehouse import open_reader, publish  # noqa: E402

ORDER = {"files": "path", "documents": "document_id", "articles": "known_on, article_id", "claims": "claimed_on, claim_id"}
Parts = dict[str, list[Path]]
Figures = dict[str, float]


def main() -> None:
    """Measure each size in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", default="1e5,1e6", help="sizes, apart by commas")
    parser.add_argument("--folder", type=Path, help="where the made lakes are kept")
    asked = parser.parse_args()
    sizes = [int(float(size)) for size in asked.claims.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        figures = {f"{size:.0e}": _told(measure(folder / f"lake{size}", Path(scratch), size)) for size in sizes}
    seconds = [figures[f"{size:.0e}"]["rebuild_cpu_s"] for size in sizes]
    growth = [log(seconds[i + 1] / seconds[i]) / log(sizes[i + 1] / sizes[i]) for i in range(len(sizes) - 1)]
    print(json.dumps({"sizes": figures, "growth_exponents": [round(value, 3) for value in growth]}))


def _told(figures: Figures) -> Figures:
    """The figures, which stderr has shown as soon as they were there: the largest size takes minutes."""
    print(json.dumps(figures), file=sys.stderr, flush=True)
    return figures


def measure(lake: Path, scratch: Path, size: int) -> Figures:
    """All figures of one size."""
    parts = write_large_lake(lake, size, PROJECT / "data/reference")
    settings = Settings(data=scratch / str(size), reference=PROJECT / "data/reference", sql=PROJECT / "sql")
    floor = _alone(_scan_and_sort, parts, scratch)
    rebuild = _alone(_publish, parts, settings)
    return {
        "claims": size,
        "scan_and_sort_s": floor[0],
        "scan_and_sort_cpu_s": floor[1],
        "rebuild_s": rebuild[0],
        "rebuild_cpu_s": rebuild[1],
        "ratio": round(rebuild[0] / floor[0], 2),
        "cpu_ratio": round(rebuild[1] / floor[1], 2),
        "rebuild_peak_gb": rebuild[2],
        "file_mb": round(settings.database.stat().st_size / 1e6),
        **_ask(settings.database),
    }


def _alone(work: Callable[..., None], *arguments: object) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak gigabytes of a piece of work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_timed, args=(sender, work, arguments))
    process.start()
    found: tuple[float, float, float] = receiver.recv()
    process.join()
    return found


def _timed(sender: "multiprocessing.connection.Connection", work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    work(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sender.send((round(time.perf_counter() - wall, 3), round(time.process_time() - processor, 3), round(peak, 2)))


def _scan_and_sort(parts: Parts, scratch: Path) -> None:
    with duckdb.connect(config={"threads": "2", "temp_directory": str(scratch / "spill")}) as connection:
        connection.execute("set enable_progress_bar = false")
        for table in RECORDS:
            columns = ", ".join(name for name in schema_of(table).names if name != "payload")
            paths = ", ".join(f"'{path}'" for path in parts[table])
            connection.execute(f"create table {table} as select {columns} from read_parquet([{paths}]) order by {ORDER[table]}")


def _publish(parts: Parts, settings: Settings) -> None:
    publish(settings, parts, date(2026, 1, 1), {"demarche": "bench"})


def _ask(database: Path) -> Figures:
    """Median milliseconds of what people ask most, on a warm connection."""
    questions = {
        "positions_on_ms": "select count(*), min(valid_from) from positions_on('2010-06-15')",
        "positions_on_one_actor_ms": "from positions_on('2010-06-15', of_actor := 'USA')",
        "positions_known_one_issue_ms": "from positions_on('2010-06-15', '2010-06-15', 'USA', 'tariffs')",
        "positions_known_one_actor_ms": "from positions_on('2010-06-15', known_on := '2010-06-15', of_actor := 'USA')",
        "positions_known_all_ms": "select count(*), min(valid_from) from positions_on('2010-06-15', known_on := '2010-06-15')",
        "changes_in_a_month_ms": "from changes_between('2010-06-01', '2010-06-30')",
        "explain_ms": "from explain((select first_claim_id from positions limit 1))",
    }
    with open_reader(database, memory_limit="8GB") as connection:
        return {name: _median_ms(connection, query) for name, query in questions.items()}


def _median_ms(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    connection.execute(query).fetchall()
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        connection.execute(query).fetchall()
        seconds.append(time.perf_counter() - start)
    return round(statistics.median(seconds) * 1000, 1)


if __name__ == "__main__":
    main()
