"""Publishing merges closed months first, and the ledger says the same as without."""

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "sample")]

from hand_coded import clean_articles, read_documents  # noqa: E402 - after the folder that holds it is known
from sample_corpus import Sample  # noqa: E402

from assets.configuration import build_settings  # noqa: E402
from assets.publishing import publish_lake  # noqa: E402
from assets.resources import clean_stage, extract_stage, ingest_stage  # noqa: E402
from pipelines.engine import register_arrivals, stale_batches, stale_parts  # noqa: E402
from pipelines.engine.refresh import chain  # noqa: E402
from pipelines.lake import Lake, Part  # noqa: E402
from pipelines.schemas import from_table, to_table  # noqa: E402
from pipelines.settings import Settings  # noqa: E402
from pipelines.warehouse import open_reader  # noqa: E402

NIGHTS = ("2025-04-02/quayside-wire/antimony.txt", "2025-04-03/quayside-wire/asean.txt", "2025-04-04/tidewater-brief/kato-no-sale.html")
SOURCES = ("2025-04-02/quayside-wire/antimony.txt", "2025-05-28/quayside-wire/asean.txt", "2025-05-05/tidewater-brief/kato-no-sale.html")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A lake of three nights of one month, every part fresh, without claims."""
    settings = build_settings(tmp_path, {})
    lake = Lake(settings.lake)
    for path, source in zip(NIGHTS, SOURCES, strict=True):
        (settings.raw / path).parent.mkdir(parents=True)
        shutil.copy2(Sample().raw / source, settings.raw / path)
        register_arrivals(lake, settings.raw)
        (batch,) = set(lake.parts("files")) - {Part(part.month, part.name.rpartition("-")[0]) for part in lake.parts("claims")}
        documents = read_documents(settings.raw, list(from_table("files", lake.read("files", batch))))
        rows = {"documents": documents, "articles": clean_articles(documents), "claims": []}
        fingerprint, part = lake.check("files", batch).fingerprint, Part(batch.month, f"{batch.name}-000")
        for stage in (ingest_stage(settings), clean_stage(settings), extract_stage(settings)):
            fingerprint = chain(stage.fingerprint, fingerprint)
            lake.write(stage.target, part, to_table(stage.target, rows[stage.target]), fingerprint, {"last": True, "refused": 0})
    return settings


def read_ledger(settings: Settings) -> list[list[tuple[object, ...]]]:
    """Rows of the tables that come from the lake."""
    with open_reader(settings.database) as connection:
        return [connection.execute(f"from {table} order by all").fetchall() for table in ("documents", "articles", "rejects", "coverage")]


def test_a_month_is_merged_when_it_is_closed_and_nothing_else_changes(settings: Settings) -> None:
    """In its own month three nights are three batches; in the next they are one, nothing is stale, and every row is what it was."""
    lake = Lake(settings.lake)
    publish_lake(settings, date(2025, 4, 30))
    before = len(lake.parts("files")), read_ledger(settings)

    publish_lake(settings, date(2025, 5, 1))

    assert before[0] == 3
    assert len(lake.parts("files")) == 1
    assert read_ledger(settings) == before[1]
    assert register_arrivals(lake, settings.raw) == []
    assert stale_batches(lake, ingest_stage(settings)) == []
    assert [stale_parts(lake, build(settings)) for build in (clean_stage, extract_stage)] == [([], 1), ([], 1)]
    assert publish_lake(settings, date(2025, 5, 1)) is None
