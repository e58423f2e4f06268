"""The schedule and the sensor."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from assets.automation import every_night, new_files
from assets.definitions import defs


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The raw folder of a data folder of its own."""
    monkeypatch.setenv("DEMARCHE_DATA", str(tmp_path))
    (tmp_path / "raw").mkdir()
    yield tmp_path / "raw"


def test_the_night_takes_in_late_files_of_older_months(raw: Path) -> None:
    """A file that lies under an older landing day widens the run to that month."""
    (raw / "2025-02-03").mkdir()
    (raw / "2025-02-03" / "late.txt").write_text("Headline\n\nA body.")

    night = datetime(2025, 5, 4, 2, 30, tzinfo=UTC)
    (raw.parent / "dagster").mkdir()
    with (
        dg.DagsterInstance.local_temp(str(raw.parent / "dagster")) as instance,
        dg.build_schedule_context(instance=instance, scheduled_execution_time=night) as context,
    ):
        request = every_night(context)

    assert isinstance(request, dg.RunRequest)
    assert request.tags["dagster/asset_partition_range_start"] == "2025-02"
    assert request.tags["dagster/asset_partition_range_end"] == "2025-05"


def test_the_sensor_wakes_the_job_once_for_a_new_file(raw: Path) -> None:
    """A new file is asked for once; the same state again is skipped, and so is an empty folder."""
    with dg.build_sensor_context(cursor=None) as context:
        assert isinstance(next(iter(new_files(context))), dg.SkipReason)
    (raw / "page.txt").write_text("Headline\n\nA body.")

    with dg.build_sensor_context(cursor=None) as context:
        first = next(iter(new_files(context)))
        cursor = context.cursor
    with dg.build_sensor_context(cursor=cursor) as context:
        again = next(iter(new_files(context)))

    assert isinstance(again, dg.SkipReason)
    assert isinstance(first, dg.RunRequest)
    assert cursor is not None


def test_every_job_resolves() -> None:
    """Definitions load, and each job has its assets."""
    for name in ("nightly", "backfill", "backfill_documents", "backfill_articles", "backfill_claims"):
        assert defs.resolve_job_def(name).name == name


def test_while_another_process_is_at_work_nothing_is_planned(raw: Path) -> None:
    """Planning moves files and sweeps; beside a run at work the sensor waits, and asks again later."""
    (raw / "page.txt").write_text("Headline\n\nA body.")
    code = "import sys, time\nfrom pathlib import Path\nfrom pipelines.locking import hold\n"
    code += "with hold(Path(sys.argv[1]), 'test'):\n    print('held', flush=True)\n    sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(raw.parent / ".lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        with dg.build_sensor_context(cursor=None) as context:
            answer = next(iter(new_files(context)))
            cursor = context.cursor
        holder.communicate("")

    assert isinstance(answer, dg.SkipReason)
    assert str(holder.pid) in str(answer.skip_message)
    assert cursor is None
    assert (raw / "page.txt").exists()
