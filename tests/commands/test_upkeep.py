"""`forget` and `diff` as a person types them, on a few files of the sample."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from command_runs import Command
from hand_coded import clean_articles, read_documents
from sample_corpus import Sample

from assets.configuration import build_settings
from assets.publishing import publish_lake
from pipelines.lake import Lake, Part
from pipelines.landing import list_raw
from pipelines.records import Article, Claim, DateEvidence
from pipelines.schemas import from_table, to_table
from pipelines.warehouse import open_reader

FILES = ("2025-04-02/quayside-wire/antimony.txt", "2025-05-05/tidewater-brief/kato-no-sale.html", "2025-05-28/quayside-wire/asean.txt")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three raw files, their articles, a claim from each, and the published database."""
    folder = tmp_path / "data"
    for path in FILES:
        (folder / "raw" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(Sample().raw / path, folder / "raw" / path)
    files = list(list_raw(folder / "raw", {}))
    documents = read_documents(folder / "raw", files)
    articles = clean_articles(documents)
    lake, part = Lake(folder / "lake"), Part("2025-04", "b1-000")
    lake.write("files", Part("2025-04", "b1"), to_table("files", files), "f")
    lake.write("documents", part, to_table("documents", documents), "d", {"last": True})
    lake.write("articles", part, to_table("articles", articles), "a")
    lake.write("claims", part, to_table("claims", [claim_of(article) for article in articles]), "c")
    publish_lake(build_settings(folder), date(2025, 6, 1))
    return folder


def claim_of(article: Article) -> Claim:
    """A claim that quotes the first ten characters."""
    return Claim(
        article.document_id, article.article_id, 0, article.text[:10], 0, 10, "JPN", None, ("USA",), "reserves", "currency", "affirm",
        0.0, "asserted", "own", claimed_on=article.published_on, date_basis="publication", confidence=0.9,
        known_on=article.known_on, extractor="hand 1",
    )  # type: ignore[arg-type]  # fmt: skip


def paths_published(data: Path) -> set[str]:
    """Raw files whose articles are in the published database."""
    with open_reader(data / "demarche.duckdb") as connection:
        return {row[0] for row in connection.execute("select path from articles").fetchall()}


def test_a_document_taken_down_is_in_nothing_that_is_published(data: Path, demarche: Command) -> None:
    """Database and report are made anew without it, the raw file is gone, and the rest is still there."""
    ran = demarche("forget", FILES[1], "--reason", "asked", "--day", "2025-06-02", "--data", data)

    assert (ran.code, ran.out) == (0, f"removed {FILES[1]}\n"), ran.err
    assert paths_published(data) == {FILES[0], FILES[2]}
    assert not (data / "raw" / FILES[1]).exists()
    assert not [page for page in (data / "report").rglob("*.html") if "kato-no-sale" in page.read_text()]
    assert json.loads((data / "forgotten.jsonl").read_text().splitlines()[0])["reason"] == "asked"
    assert demarche("doctor", "--data", data).code == 0


def test_a_name_that_nobody_knows_takes_nothing_down(data: Path, demarche: Command) -> None:
    """Exit 2, and no log is begun."""
    ran = demarche("forget", "2025-04-02/no-such-file", "--reason", "asked", "--data", data)

    assert ran.code == 2
    assert "Unknown document id or raw file" in ran.err
    assert not (data / "forgotten.jsonl").exists()


def test_a_document_whose_date_is_found_out_is_taken_out_of_the_way(data: Path, demarche: Command) -> None:
    """Where no part is without fault a takedown is not published, and says whose fault it is; when that one is gone too it is."""
    lake, part = Lake(data / "lake"), Part("2025-04", "b1-000")
    rows = list(from_table("articles", lake.read("articles", part)))
    spoiled = [replace(row, published_evidence=DateEvidence("1 May 1901", "header", None)) if row.path == FILES[1] else row for row in rows]
    lake.write("articles", part, to_table("articles", spoiled), "a")

    other = demarche("forget", FILES[0], "--reason", "asked", "--day", "2025-06-02", "--data", data)
    deep = demarche("doctor", "--deep", "--data", data)
    found_out = demarche("forget", FILES[1], "--reason", "its date is wrong", "--day", "2025-06-02", "--data", data)

    assert (other.code, deep.code, found_out.code) == (3, 3, 0), found_out.err
    assert f"({FILES[1]}): '1 May 1901' does not stand" in other.err and FILES[1] in deep.out
    assert paths_published(data) == {FILES[2]}


def test_a_database_of_another_version_is_named_by_doctor(data: Path, demarche: Command) -> None:
    """What cannot be read is one thing that does not add up, in a sentence; the rest is still told."""
    (data / "demarche.duckdb").unlink()
    with duckdb.connect(str(data / "demarche.duckdb")) as connection:
        connection.execute("create table build as select date '2020-01-01' as built_on")

    ran = demarche("doctor", "--data", data)

    assert ran.code == 3
    assert "lake      claims: 3 rows in 1 parts" in ran.out
    assert "wrong     demarche.duckdb was built by another version" in ran.out


def test_the_difference_of_two_ledgers_says_what_moved(data: Path, demarche: Command, tmp_path: Path) -> None:
    """A takedown shows as claims lost by news; a database beside its copy shows nothing."""
    before, same = tmp_path / "before.duckdb", tmp_path / "same.duckdb"
    shutil.copy2(data / "demarche.duckdb", before)
    shutil.copy2(data / "demarche.duckdb", same)
    demarche("forget", FILES[1], "--reason", "asked", "--day", "2025-06-02", "--data", data)

    counted = demarche("diff", before, data / "demarche.duckdb", "--format", "json")
    listed = demarche("diff", before, data / "demarche.duckdb", "--table", "claims", "--format", "json")

    assert {"what": "claims lost by news", "rows": 1} in json.loads(counted.out)
    assert [row["change"] for row in json.loads(listed.out)] == ["lost"]
    assert "say the same" in demarche("diff", before, same).err
    assert demarche("diff", before, before).code == 2
