"""Exports that explain themselves."""

import csv
import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command_runs import HOSTILE_QUOTE, Command
from ledger import LedgerMaker


@pytest.fixture
def exported(demarche: Command, made: LedgerMaker, tmp_path: Path) -> Path:
    """The folder that an export of the made-up ledger has written."""
    ran = demarche("export", tmp_path / "out", "--data", made.settings.data)
    assert (ran.code, ran.out) == (0, ""), ran.err
    return tmp_path / "out"


def test_three_formats_hold_the_same_rows(exported: Path) -> None:
    """Parquet, CSV and JSON Lines of a table have the same keys in the same order."""
    for table, key in (("claims", "claim_id"), ("positions", "position_id")):
        from_parquet = pq.read_table(exported / f"{table}.parquet").column(key).to_pylist()
        with (exported / f"{table}.csv").open(newline="") as stream:
            from_csv = [row[key] for row in csv.DictReader(stream)]
        from_jsonl = [json.loads(line)[key] for line in (exported / f"{table}.jsonl").read_text().splitlines()]

        assert len(from_parquet) > 10
        assert from_parquet == from_csv == from_jsonl == sorted(from_parquet)


def test_no_cell_of_the_csv_is_a_formula(exported: Path) -> None:
    """A quote that begins with an equals sign is text to a spreadsheet; in JSON Lines it stands as it is."""
    with (exported / "claims.csv").open(newline="") as stream:
        quotes = [row["quote"] for row in csv.DictReader(stream)]

    assert sum(quote.startswith("'=HYPERLINK") for quote in quotes) == 1
    assert not [quote for quote in quotes if quote[:1] in "=+@"]
    assert HOSTILE_QUOTE in [json.loads(line)["quote"] for line in (exported / "claims.jsonl").read_text().splitlines()]


def test_the_package_describes_every_file_and_column(exported: Path) -> None:
    """datapackage.json gives each file its size and hash, and each of its columns in order a type and a meaning."""
    package = json.loads((exported / "datapackage.json").read_text())

    assert {resource["path"] for resource in package["resources"]} == {
        f"{table}.{kind}" for table in ("claims", "positions") for kind in ("csv", "jsonl", "parquet")
    }
    for resource in package["resources"]:
        content = (exported / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert all(column["type"] and column["description"] for column in resource["schema"]["fields"])
    header = (exported / "claims.csv").read_text().splitlines()[0].split(",")
    described = next(resource for resource in package["resources"] if resource["path"] == "claims.csv")
    assert [column["name"] for column in described["schema"]["fields"]] == header
    assert "quote" in (exported / "LICENCE.md").read_text()


def test_an_export_overwrites_nothing(exported: Path, demarche: Command, made: LedgerMaker) -> None:
    """A folder that is there is wrong use."""
    assert demarche("export", exported, "--data", made.settings.data).code == 2


def test_a_long_name_is_no_error_and_one_that_is_too_long_is_said(demarche: Command, made: LedgerMaker, tmp_path: Path) -> None:
    """As long as a disk takes the folder's name, the one it is written under is no longer; nothing is left of what cannot be."""
    long, too_long = tmp_path / ("x" * 253), tmp_path / ("x" * 256)

    ran = demarche("export", long, "--data", made.settings.data)
    failed = demarche("export", too_long, "--data", made.settings.data)

    assert ran.code == 0, ran.err
    assert failed.code == 1
    assert "cannot be written: File name too long." in failed.err
    assert [path for path in tmp_path.iterdir() if path.name.startswith((".", "x"))] == [long]


def test_the_same_ledger_is_exported_to_the_same_bytes(exported: Path, demarche: Command, made: LedgerMaker, tmp_path: Path) -> None:
    """Nothing in an export depends on when or where it was written."""
    demarche("export", tmp_path / "again", "--data", made.settings.data)

    assert {p.name: p.read_bytes() for p in exported.iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}
