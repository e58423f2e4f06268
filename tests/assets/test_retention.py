"""Dagster forgets runs after some days, but never the last one that made a landing month."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.partitions import LANDING_MONTHS, range_tags
from assets.retention import purge_runs

HOME = """
storage: {sqlite: {base_dir: FOLDER}}
local_artifact_storage: {module: dagster.core.storage.root, class: LocalArtifactStorage, config: {base_dir: FOLDER}}
"""


@dg.asset(partitions_def=LANDING_MONTHS, backfill_policy=dg.BackfillPolicy.single_run())
def parts() -> None:
    """Some asset of landing months."""


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dg.DagsterInstance, list[str]]:
    """An instance with three runs: two made January, the third February and March."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dagster.yaml").write_text(HOME.replace("FOLDER", str(tmp_path / "runs")))
    instance = dg.DagsterInstance.from_config(str(tmp_path))
    job = dg.Definitions(assets=[parts], jobs=[dg.define_asset_job("job", [parts])], executor=dg.in_process_executor).resolve_job_def("job")
    months = (("2025-01", "2025-01"), ("2025-01", "2025-01"), ("2025-02", "2025-03"))
    return instance, [job.execute_in_process(instance=instance, tags=range_tags(*month)).run_id for month in months]


def test_a_run_goes_when_it_is_old_and_its_months_were_made_again(runs: tuple[dg.DagsterInstance, list[str]], tmp_path: Path) -> None:
    """Today nothing goes. A year later the first run goes, its events and its file too; every month still counts as made."""
    instance, (first, second, third) = runs
    now = datetime.now(UTC)

    assert purge_runs(instance, [parts.key], now, 90) == 0
    assert purge_runs(instance, [parts.key], now + timedelta(days=365), 90) == 1

    assert {run.run_id for run in instance.get_runs()} == {second, third}
    assert list((tmp_path / "runs").rglob(f"{first}*")) == []
    assert instance.get_materialized_partitions(parts.key) == {"2025-01", "2025-02", "2025-03"}
    assert purge_runs(instance, [parts.key], now + timedelta(days=365), 90) == 0
    instance.dispose()
