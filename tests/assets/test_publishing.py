"""Publishing merges closed months first, and the ledger says the same as without."""

import os
import re
import shutil
import stat
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "sample")]

from hand_coded import clean_articles, read_documents  # noqa: E402 - after the folder that holds it is known
from sample_corpus import Sample  # noqa: E402

from assets.commands.summary import Counted, print_summary  # noqa: E402
from assets.configuration import build_settings  # noqa: E402
from assets.publishing import publish_lake  # noqa: E402
from assets.report import MADE_FROM, refresh_report  # noqa: E402
from assets.resources import clean_stage, extract_stage, ingest_stage, take_turn  # noqa: E402
from assets.vetting import AUDITS, NOTE, vet  # noqa: E402
from pipelines.engine import register_arrivals, stale_batches, stale_parts  # noqa: E402
from pipelines.engine.audit import audit_counts, audit_raw  # noqa: E402
from pipelines.engine.refreshing import chain  # noqa: E402
from pipelines.errors import CheckFailed  # noqa: E402
from pipelines.lake import Lake, Part  # noqa: E402
from pipelines.landing import to_os_path  # noqa: E402
from pipelines.records import DateEvidence  # noqa: E402
from pipelines.schemas import from_table, to_table  # noqa: E402
from pipelines.settings import Settings  # noqa: E402
from pipelines.warehouse import open_reader  # noqa: E402

NIGHTS = ("2025-04-02/quayside-wire/antimony.txt", "2025-04-03/quayside-wire/asean.txt", "2025-04-04/tidewater-brief/kato-no-sale.html")
SOURCES = ("2025-04-02/quayside-wire/antimony.txt", "2025-05-28/quayside-wire/asean.txt", "2025-05-05/tidewater-brief/kato-no-sale.html")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A lake of three nights of one month, every part fresh, without claims."""
    return fill(build_settings(tmp_path, {}), NIGHTS, SOURCES)


def fill(settings: Settings, paths: Sequence[str], sources: Sequence[str]) -> Settings:
    """Let files of the sample land, a night each, and bring each night through all stages."""
    lake = Lake(settings.lake)
    for path, source in zip(paths, sources, strict=True):
        (settings.raw / path).parent.mkdir(parents=True, exist_ok=True)
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


def test_an_empty_night_builds_nothing_on_whatever_day(settings: Settings) -> None:
    """Neither database nor report is made again by a run of another day; a deleted page list, or another threshold, makes it again."""
    publish_lake(settings, date(2025, 5, 1))
    assert refresh_report(settings)["pages_written"]

    later = publish_lake(settings, date(2025, 5, 2)), refresh_report(settings)
    (settings.report / MADE_FROM).unlink()
    again = refresh_report(settings)
    stricter = replace(settings, min_confidence=0.99)

    assert later == (None, {"is_unchanged": True})
    assert again["pages"]
    assert publish_lake(stricter, date(2025, 5, 2)) is not None
    assert refresh_report(stricter)["pages"]


def test_a_ledger_that_was_built_anew_is_not_said_to_be_the_same(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A corrected date or another threshold may leave every count as it was: only where nothing was built has nothing changed."""
    publish_lake(settings, date(2025, 5, 1))
    before = Counted.read(settings)
    publish_lake(settings, date(2025, 5, 2))
    print_summary(settings, before, 1.0)
    same = capsys.readouterr().out
    publish_lake(replace(settings, min_confidence=0.99), date(2025, 5, 2))
    print_summary(settings, before, 1.0)

    assert same.startswith("Nothing changed: 3 files,")
    assert capsys.readouterr().out.startswith("Built anew, as many rows as before: 3 files,")


HOSTILE = (
    "new\nline.txt",
    "quote'\"--;.txt",
    "a..b.txt",
    "\u202etxt.thgir",
    "e" * 251 + ".txt",
    "back\\slash.txt",
    "undecodable-\udcff.txt",
)


def test_a_hostile_file_name_is_harmless_in_lake_and_ledger(tmp_path: Path) -> None:
    """Line breaks, quotes, dots, a turned reading direction, 255 bytes, no text at all: each is published, and leads back to its file."""
    paths = [f"2025-04-{number:02d}/{name}" for number, name in enumerate(HOSTILE, start=1)]
    settings = fill(build_settings(tmp_path, {}), paths, [SOURCES[0]] * len(paths))

    publish_lake(settings, date(2025, 5, 1))

    written = published_paths(settings)
    assert written
    assert {to_os_path(settings.raw, path) for path in written} <= {settings.raw / path for path in paths}
    assert not any(ord(character) < 32 for path in written for character in path)
    lake = Lake(settings.lake)
    assert list(audit_raw(lake, settings.raw)) == list(audit_counts(lake)) == []
    assert {to_os_path(settings.raw, path) for path in lake_paths(lake)} == {settings.raw / path for path in paths}


def published_paths(settings: Settings) -> list[str]:
    """Raw files that the ledger names."""
    with open_reader(settings.database) as connection:
        return [row[0] for row in connection.execute("select path from documents union select path from rejects").fetchall()]


def lake_paths(lake: Lake) -> list[str]:
    """Raw files that the lake names."""
    return [path for part in lake.parts("files") for path in lake.read("files", part, ["path"])["path"].to_pylist()]


def test_no_file_of_a_run_may_be_written_by_others(settings: Settings) -> None:
    """Even under an umask that allows all."""
    before = set(settings.data.rglob("*"))
    old = os.umask(0)
    try:
        with take_turn(settings, "test"):
            publish_lake(settings, date(2025, 5, 1))
    finally:
        os.umask(old)

    made = set(settings.data.rglob("*")) - before
    assert {"demarche.duckdb", ".lock"} <= {path.name for path in made}
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o022] == []


def spoil(settings: Settings, path: str) -> bytes:
    """Let the date of one raw file's article rest on words that its document does not hold; returns the part as it was."""
    lake = Lake(settings.lake)
    for part in lake.parts("articles"):
        articles = list(from_table("articles", lake.read("articles", part)))
        if any(article.path == path for article in articles):
            before, info = lake.path("articles", part).read_bytes(), lake.check("articles", part)
            words = DateEvidence("1 May 1901", "header", None)
            spoiled = [replace(one, published_evidence=words, published_on=one.landed_on, known_on=one.landed_on) for one in articles]
            lake.write("articles", part, to_table("articles", spoiled), info.fingerprint, info.notes)
            return before
    raise AssertionError(path)


def published(settings: Settings) -> set[str]:
    """Raw files whose articles are published."""
    with open_reader(settings.database) as connection:
        return {row[0] for row in connection.execute("select path from articles").fetchall()}


def test_a_refused_part_is_published_by_no_later_run(settings: Settings) -> None:
    """Whatever month the run is of: the sentence names the document, nothing is published, and nothing is merged with it."""
    spoil(settings, NIGHTS[2])
    parts = Lake(settings.lake).parts("articles")

    for day in (date(2025, 4, 30), date(2025, 6, 2)):
        with pytest.raises(CheckFailed, match=rf"Nothing was published.*{re.escape(NIGHTS[2])}.*1 May 1901.*demarche forget"):
            publish_lake(settings, day)

    assert not settings.database.exists()
    assert Lake(settings.lake).parts("articles") == parts


def test_what_is_mended_is_published(settings: Settings) -> None:
    """The part is looked at again when it was written again; no note keeps it out."""
    publish_lake(settings, date(2025, 4, 29))
    lake = Lake(settings.lake)
    before = spoil(settings, NIGHTS[2])
    with pytest.raises(CheckFailed):
        publish_lake(settings, date(2025, 4, 30))
    (part,) = [part for part in lake.parts("articles") if NIGHTS[2] in lake.read("articles", part)["path"].to_pylist()]
    lake.path("articles", part).write_bytes(before)

    publish_lake(settings, date(2025, 4, 30))

    assert published(settings) == set(NIGHTS)


def test_a_takedown_is_published_without_what_is_refused(settings: Settings) -> None:
    """It waits for no other document's fault; when that is mended its batch comes in, though no part has another fingerprint."""
    publish_lake(settings, date(2025, 4, 29))
    lake = Lake(settings.lake)
    (part,) = [part for part in lake.parts("articles") if NIGHTS[2] in lake.read("articles", part)["path"].to_pylist()]
    before = spoil(settings, NIGHTS[2])

    publish_lake(settings, date(2025, 4, 30), is_takedown=True)
    assert published(settings) == {NIGHTS[0], NIGHTS[1]}

    lake.path("articles", part).write_bytes(before)
    publish_lake(settings, date(2025, 4, 30))
    assert published(settings) == set(NIGHTS)


def test_what_has_passed_is_not_read_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a lake that was audited only what was written since is; without the note all of it."""
    lake = Lake(settings.lake)
    vet(settings, lake)
    seen: list[str] = []
    monkeypatch.setitem(
        AUDITS, "counts_reconcile", ("claims", lambda some, months: iter(seen.extend(map(str, some.parts("claims"))) or ()))
    )

    assert (vet(settings, lake), seen) == ([], [])
    spoil(settings, NIGHTS[2])
    assert len(vet(settings, lake)) == len(seen) == 1
    (settings.data / NOTE).unlink()
    vet(settings, lake)
    assert len(seen) == 1 + len(NIGHTS)
