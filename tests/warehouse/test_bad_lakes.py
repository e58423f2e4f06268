"""Lakes that are broken or do not add up: each is refused by name, and the old database stays as it was."""

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ledger_lake import BUILT_ON, VERSIONS, Corpus, bytes_of, parts_of, publish_corpus, settings_in
from ledger_stories import told_stories

from pipelines.errors import BadReference, CheckFailed, CorruptPart, LakeError
from pipelines.lake import SCHEMA_KEY
from pipelines.settings import Settings
from pipelines.warehouse import publish


def _drop_document(corpus: Corpus) -> None:
    corpus.documents.pop(0)


def _drop_article(corpus: Corpus) -> None:
    corpus.articles = [article for article in corpus.articles if not article.text.startswith("Seoul")]


def _drop_file(corpus: Corpus) -> None:
    corpus.files.pop(0)


def _shift_quote(corpus: Corpus) -> None:
    corpus.claims[0] = replace(corpus.claims[0], quote_start=1, quote_end=corpus.claims[0].quote_end + 1)


def _unknown_actor(corpus: Corpus) -> None:
    corpus.claims[0] = replace(corpus.claims[0], actor="XXX")


def _unknown_counterpart(corpus: Corpus) -> None:
    corpus.claims[0] = replace(corpus.claims[0], counterparts=("XXX",))


def _wrong_score(corpus: Corpus) -> None:
    corpus.claims[0] = replace(corpus.claims[0], score=0.9)


def _repeat_claim(corpus: Corpus) -> None:
    corpus.claims.append(corpus.claims[0])


BROKEN_CORPORA = {
    "a file without document": (_drop_document, "every_file_is_opened"),
    "a document without article": (_drop_article, "every_document_is_told"),
    "a document of no file": (_drop_file, "every_file_is_opened"),
    "a quote beside its text": (_shift_quote, "every_claim_has_its_article"),
    "an actor nobody knows": (_unknown_actor, "codes_are_known"),
    "a counterpart nobody knows": (_unknown_counterpart, "every_claim_is_used_or_not|counterparts_are_known"),
    "a score that is not its act's": (_wrong_score, "codes_are_known"),
    "a claim twice in the lake": (_repeat_claim, "claims.grain"),
}


@pytest.mark.parametrize("kind", BROKEN_CORPORA)
def test_a_lake_that_does_not_add_up_is_refused(published: Path, kind: str) -> None:
    """Counts must reconcile and codes must be known; otherwise the check is named and the old database stays."""
    breaks, named = BROKEN_CORPORA[kind]
    corpus = told_stories()
    breaks(corpus)
    before = bytes_of(published)

    with pytest.raises(CheckFailed, match=named):
        publish_corpus(published, corpus)

    assert bytes_of(published) == before


def test_claims_never_all_vanish(published: Path) -> None:
    """A lake whose claims have all gone does not replace a database that has some."""
    corpus = told_stories()
    corpus.claims.clear()

    with pytest.raises(CheckFailed, match="claims_do_not_vanish"):
        publish_corpus(published, corpus)


def test_losing_many_claims_is_noticed(published: Path) -> None:
    """A lake that lost more than a fifth of its claims is published with a warning that counts both."""
    corpus = told_stories()
    count = len(corpus.claims)
    corpus.claims = corpus.claims[: count // 2]

    report = publish_corpus(published, corpus)

    warned = [check.examples for check in report.checks if not check.is_passed]
    assert warned == [(f"claims_before={count}, claims_now={count // 2}",)]


def test_a_lake_without_claims_can_be_published_first(tmp_path: Path) -> None:
    """A first night that found no position is no error: the tables are there and empty."""
    corpus = told_stories()
    corpus.claims.clear()

    assert publish_corpus(tmp_path, corpus).counts()["positions"] == 0


def test_an_empty_lake_is_refused(published: Path) -> None:
    """A lake without a part is more likely a wrong folder than an empty world."""
    before = bytes_of(published)

    with pytest.raises(LakeError, match="holds no part"):
        publish(settings_in(published), {}, BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


def test_a_part_of_another_schema_is_named(published: Path) -> None:
    """A part with a column that we do not know, or without one that we need, is refused by its name."""
    path = parts_of(published)["claims"][0]
    rows = pq.read_table(path)
    pq.write_table(rows.append_column("mood", pa.array(["calm"] * len(rows))).drop_columns(["quote"]), path)
    before = bytes_of(published)

    with pytest.raises(CorruptPart, match=r"^lake/claims/2026-01/part-0\.parquet is of another schema: it lacks quote; adds mood"):
        publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


def test_a_part_of_a_newer_version_is_named(published: Path) -> None:
    """A part that a later version wrote is refused by its name, even where its columns are ours."""
    path = parts_of(published)["articles"][0]
    rows = pq.read_table(path)
    pq.write_table(rows.replace_schema_metadata({SCHEMA_KEY: b"99"}), path)
    before = bytes_of(published)

    with pytest.raises(CorruptPart, match=r"^lake/articles/2026-01/part-0\.parquet is of schema 99, not 1"):
        publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


@pytest.mark.parametrize("keep", [0, 100, 0.5])
def test_a_torn_part_is_named(published: Path, keep: float) -> None:
    """A part that was cut short is refused by its name."""
    path = parts_of(published)["articles"][0]
    whole = path.read_bytes()
    path.write_bytes(whole[: int(keep if keep > 1 else keep * len(whole))])
    before = bytes_of(published)

    with pytest.raises(CorruptPart, match=r"^lake/articles/2026-01/part-0\.parquet is not a whole Parquet file"):
        publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


def test_a_part_that_is_broken_inside_is_named(published: Path) -> None:
    """Pages that do not decompress are refused by the part's name, although its footer is sound."""
    path = parts_of(published)["claims"][0]
    whole = bytearray(path.read_bytes())
    whole[4:2000] = bytes(1996)
    path.write_bytes(whole)
    before = bytes_of(published)

    with pytest.raises(CorruptPart, match=r"^lake/claims/2026-01/part-0\.parquet cannot be read"):
        publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


def _with_reference(folder: Path, table: str, keep_lines: int) -> Settings:
    """The settings with reference tables of their own, one of them cut short."""
    settings = settings_in(folder)
    reference = shutil.copytree(settings.reference, folder / "reference")
    lines = (reference / f"{table}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (reference / f"{table}.csv").write_text("".join(lines[:keep_lines]), encoding="utf-8")
    return replace(settings, reference=reference)


@pytest.mark.parametrize("table", ["acts", "countries", "issues", "sources"])
def test_a_dimension_without_rows_is_refused(published: Path, table: str) -> None:
    """Without acts, countries, issues or ranked publishers no claim can be placed: the table is named and the old database stays."""
    settings, before = _with_reference(published, table, keep_lines=1), bytes_of(published)

    with pytest.raises(BadReference, match=rf"{table}\.csv has no row below its header"):
        publish(settings, parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before


@pytest.mark.parametrize("table", ["bloc_members", "currencies", "measures", "offices"])
def test_a_record_without_rows_is_an_empty_table(published: Path, table: str) -> None:
    """Where no membership, currency, measure or office is on record the database is published with that table empty."""
    settings = _with_reference(published, table, keep_lines=1)

    assert publish(settings, parts_of(published), BUILT_ON, VERSIONS).counts()[table] == 0


def test_a_reference_table_without_header_is_refused(published: Path) -> None:
    """An empty file is no table, whatever its meaning."""
    settings, before = _with_reference(published, "measures", keep_lines=0), bytes_of(published)

    with pytest.raises(BadReference, match=r"measures\.csv has no header line"):
        publish(settings, parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before
