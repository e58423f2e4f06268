"""How long Dagster remembers: runs and their events, about 0.15 MB a night, go after some days. `dagster.yaml` lets ticks go by itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree

import dagster as dg

LAKE_KEYS = tuple(dg.AssetKey(name) for name in ("documents", "articles", "claims"))
MOST_AT_ONCE = 500  # a night that finds more leaves the rest to the next one
_IDS_AT_ONCE = 500  # SQLite bounds how many values a query may name


def purge_runs(instance: dg.DagsterInstance, assets: Sequence[dg.AssetKey], now: datetime, keep_days: int) -> int:
    """Remove runs that began more than `keep_days` ago, with their events and logs.

    A run stays however old it is while it is the last that made some asset, or some landing month of one: the web server tells from it
    that the month was made.

    Returns:
        How many runs are gone.
    """
    old = instance.get_run_records(dg.RunsFilter(created_before=now - timedelta(days=keep_days)), limit=MOST_AT_ONCE, ascending=True)
    if not old:
        return 0
    kept = {run_id for asset in assets for run_id in _last_runs(instance, asset)}
    gone = [record.dagster_run.run_id for record in old if record.dagster_run.run_id not in kept]
    for run_id in gone:
        instance.delete_run(run_id)
        for path in _files_of(instance, run_id):
            if path.is_dir():
                rmtree(path)
            else:
                path.unlink(missing_ok=True)
    return len(gone)


def _last_runs(instance: dg.DagsterInstance, asset: dg.AssetKey) -> Iterator[str]:
    """Runs that made the newest of each partition of an asset, or of the asset as a whole."""
    newest = list(instance.get_latest_storage_id_by_partition(asset, dg.DagsterEventType.ASSET_MATERIALIZATION).values())
    for at in range(0, len(newest), _IDS_AT_ONCE):
        wanted = dg.AssetRecordsFilter(asset, storage_ids=newest[at : at + _IDS_AT_ONCE])
        yield from {record.run_id for record in instance.fetch_materializations(wanted, limit=_IDS_AT_ONCE).records}
    event = instance.get_latest_materialization_event(asset)
    if event is not None:
        yield event.run_id


def _files_of(instance: dg.DagsterInstance, run_id: str) -> Iterator[Path]:
    """What a run has left beside the tables: the file of its own event log, and what its steps printed."""
    root = Path(instance.root_directory)
    for folder in (root, *(path for path in root.glob("*") if path.is_dir())):
        yield from folder.glob(f"{run_id}*")
    yield from root.glob(f"history/runs/{run_id}.db*")
