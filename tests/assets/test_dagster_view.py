"""What a person sees of the assets in the web server: owners, meanings, columns, lineage, counts and a look at the rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import dagster as dg
import pytest

from assets.definitions import defs
from assets.resources import Demarche
from assets.warehouse import ledger
from pipelines.lake import Lake, Part
from pipelines.records import Article, Claim, DateEvidence, Document, PublishedBasis, RawFile
from pipelines.schemas import RECORDS, to_table

DAY = date(2025, 5, 2)
TEXT = "Japan ruled out selling U.S. Treasuries | *now*."


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """Metadata of every ledger asset after a run over a lake of one claim."""
    data = tmp_path_factory.mktemp("data")
    lake, part = Lake(data / "lake"), Part("2025-05", "b1-000")
    article = Article(
        "d-0", "d", "2025-05-02/a.txt", None, 0, None, TEXT, "en", "Harbour Letter", published_on=DAY, landed_on=DAY, known_on=DAY,
        published_basis=PublishedBasis.SIDECAR, published_evidence=DateEvidence(DAY.isoformat(), "sidecar", None),
    )  # fmt: skip
    claim = Claim(
        "c1", "d-0", 0, TEXT, 0, len(TEXT), "JPN", None, ("USA",), "reserves", "currency", "reject", -0.4, "asserted", "own",
        claimed_on=DAY, date_basis="publication", confidence=0.9, known_on=DAY, extractor="hand 1",
    )  # type: ignore[arg-type]  # fmt: skip
    lake.write("files", Part("2025-05", "b1"), to_table("files", [RawFile("2025-05-02/a.txt", DAY, 3, "0")]), "f")
    lake.write(
        "documents",
        part,
        to_table("documents", [Document("d", "2025-05-02/a.txt", None, DAY, "text/plain", 3, b"abc", sidecar=f'{{"published": "{DAY}"}}')]),
        "d",
        {"last": True},
    )
    lake.write("articles", part, to_table("articles", [article]), "a")
    lake.write("claims", part, to_table("claims", [claim]), "c")
    run = dg.materialize([ledger], resources={"demarche": Demarche(data=str(data), day="2025-05-03")})
    return {
        event.asset_key.path[-1]: event.step_materialization_data.materialization.metadata
        for event in run.get_asset_materialization_events()
    }


def test_every_asset_says_what_it_is_and_whose() -> None:
    """Owner, group, description and kind stand at every asset; every table has its columns with meanings before anything ran."""
    for spec in defs.resolve_all_asset_specs():
        assert spec.owners and spec.group_name and spec.description and spec.kinds, spec.key
        if spec.group_name != "report":
            schema = spec.metadata["dagster/column_schema"]
            assert all(column.description for column in schema.columns), spec.key


def test_lake_tables_show_types_and_what_they_were_read_out_of() -> None:
    """Columns of the lake carry Arrow types and may-be-null; a claim's words come from the article's text, an id from its namesake."""
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}

    lineage = specs["claims"].metadata["dagster/column_lineage"].deps_by_column
    assert [(dep.asset_key.to_user_string(), dep.column_name) for dep in lineage["quote"]] == [("articles", "text")]
    assert [(dep.asset_key.to_user_string(), dep.column_name) for dep in lineage["article_id"]] == [("articles", "article_id")]
    for table in set(RECORDS) - {"files"}:
        assert len(specs[table].metadata["dagster/column_schema"].columns) > 10


def test_a_run_shows_counts_lineage_and_what_moved(shown: Mapping[str, Mapping[str, Any]]) -> None:
    """After a run every table has its row count for the plot, columns with DuckDB's types, and lineage; some show their rows."""
    assert shown["claims"]["dagster/row_count"].value == 1
    assert all("dagster/row_count" in metadata for metadata in shown.values())
    columns = {column.name: column for column in shown["claims"]["dagster/column_schema"].value.columns}
    assert (columns["claimed_on"].type, columns["quote"].type) == ("DATE", "VARCHAR")
    assert shown["position_changes"]["dagster/column_lineage"].value.deps_by_column["to_quote"][0].column_name == "quote"
    assert shown["position_changes"]["what_moved_last"].value == "Nothing yet."
    assert "| 2025-05-02 | JPN | USA | reserves | reject |" in shown["positions"]["newest_positions"].value


def test_checks_say_what_they_hold_in_words() -> None:
    """A check's description is a sentence with its rule and what a breach does."""
    specs = [spec for check in [ledger] for spec in check.check_specs]

    assert len(specs) > 20
    assert all(
        ": in every row of " in (spec.description or "") and (spec.description or "").endswith(("publishes nothing.", "warns."))
        for spec in specs
    )
