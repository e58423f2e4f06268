"""`demarche explain` down to the characters of the raw source, for every kind of document that keeps its words as they are."""

import base64
import json
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from command_runs import Command
from hand_coded import SQL, clean_articles, make_claim, read_documents
from sample_corpus import REFERENCE

from pipelines.lake import Lake, Part
from pipelines.landing import list_raw
from pipelines.records import Claim
from pipelines.schemas import to_table
from pipelines.settings import Settings
from pipelines.warehouse import publish

LANDED = "2026-01-05"
PART = Part("2026-01", "landed")
QUOTE = "Japan rejected Mexico’s “temporary” duty on £5m of bicycles & pianos"
NEXT = "Dealers in the harbour, who had waited for it since spring, closed their green notebooks and went home early."
PAGE = f"""<!DOCTYPE html><html><head><title>Duty</title><link rel="canonical" href="https://quay.example/duty">
<meta name="description" content="Japan rejected Mexico's temporary duty on 5m of bicycles and pianos"></head><body><article><h1>A duty</h1>
<p>On a wet Monday <a href="/jp">Japan</a> rejected Mexico&rsquo;s
   &ldquo;temporary&rdquo; duty on <b>&pound;5m</b> of bicycles &amp; pianos, it said.</p><p>{NEXT}</p></article></body></html>"""
TEXT = f"""A DUTY

On a wet Monday Japan rejected Mexico’s “temporary”
duty on £5m of bicycles & pianos, it said.

{textwrap.fill(NEXT, 58)}
"""
SGML = f"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS NEWID="7"><DATE> 5-JAN-1987 10:00:00.00</DATE><TEXT><TITLE>A DUTY</TITLE><DATELINE>    TOKYO, Jan 5 - </DATELINE><BODY>On a wet
Monday Japan rejected Mexico’s “temporary” duty on £5m of
bicycles &amp; pianos, it said.
    {textwrap.fill(NEXT, 58)}
</BODY></TEXT></REUTERS>
"""
RECORD = json.dumps(
    {"title": "A duty", "date": "2026-01-04", "html": f"<p>On a wet Monday {QUOTE}, it said.</p><p>{NEXT}</p>"}, ensure_ascii=True
)


def make_mail() -> bytes:
    """The page as a mail's only part, in base64."""
    head = b"From: Quay <a@quay.example>\nSubject: A duty\nDate: Mon, 5 Jan 2026 08:00:00 +0000\nMIME-Version: 1.0\n"
    kind = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    return head + kind + base64.encodebytes(PAGE.encode())


FILES: dict[str, bytes] = {
    "page.html": PAGE.encode(),
    "letter.eml": make_mail(),
    "wire.sgm": SGML.encode(),
    "story.txt": TEXT.encode(),
    "record.jsonl": RECORD.encode(),
}
ROW = {
    "quote": QUOTE,
    "actor": "JPN",
    "speaker": "",
    "counterparts": "MEX",
    "issue": "tariffs",
    "act": "reject",
    "modality": "asserted",
    "attribution": "own",
    "currency": "",
    "direction": "",
    "amount": "",
    "unit": "",
    "claimed_on": LANDED,
    "date_basis": "publication",
}


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Claim]]:
    """A data folder with one file of each kind, ingested, cleaned and published with one claim each; the claims by file."""
    data = tmp_path_factory.mktemp("landed")
    folder = data / "raw" / LANDED
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    files = list(list_raw(data / "raw", {}))
    documents = read_documents(data / "raw", files)
    articles = clean_articles(documents)
    claims = {article.path.rpartition("/")[2]: make_claim(ROW, article) for article in articles}
    lake = Lake(data / "lake")
    tables: dict[str, Sequence[object]] = {"files": files, "documents": documents, "articles": articles, "claims": list(claims.values())}
    for table, records in tables.items():
        lake.write(table, PART, to_table(table, records), "test")
    publish(Settings(data, REFERENCE, SQL), {table: lake.part_paths(table) for table in tables}, date(2026, 1, 6), {"claims": "by hand"})
    return data, claims


RAW_WORDS = {
    "page.html": "Japan</a> rejected Mexico&rsquo;s\n   &ldquo;temporary&rdquo; duty on <b>&pound;5m</b> of bicycles &amp; pianos",
    "letter.eml": "Japan</a> rejected Mexico&rsquo;s\n   &ldquo;temporary&rdquo; duty on <b>&pound;5m</b> of bicycles &amp; pianos",
    "wire.sgm": "Japan rejected Mexico’s “temporary” duty on £5m of\nbicycles &amp; pianos",
    "story.txt": "Japan rejected Mexico’s “temporary”\nduty on £5m of bicycles & pianos",
    "record.jsonl": r"Japan rejected Mexico\u2019s \u201ctemporary\u201d duty on \u00a35m of bicycles & pianos",
}


@pytest.mark.parametrize("name", FILES)
def test_explain_marks_the_quote_in_the_raw_source(demarche: Command, landed: tuple[Path, dict[str, Claim]], name: str) -> None:
    """The quote stands between two marks in the characters of its own document, markup, references and line ends as they came."""
    data, claims = landed

    ran = demarche("explain", claims[name].claim_id, "--data", data)

    assert ran.code == 0
    marked = ran.out.partition("⟦")[2].partition("⟧")[0]
    assert marked.split() == RAW_WORDS[name].split()
    assert "wet" in ran.out.partition("⟦")[0][-400:]


@pytest.mark.parametrize("name", ["page.html", "story.txt", "record.jsonl"])
def test_the_characters_that_are_named_are_those_of_the_file(demarche: Command, landed: tuple[Path, dict[str, Claim]], name: str) -> None:
    """For a program, start and end cut the very words out of the decoded file; an address gets the fragment that marks them."""
    data, claims = landed

    [row] = json.loads(demarche("explain", claims[name].claim_id, "--format", "json", "--data", data).out)

    raw = row["raw"]
    assert FILES[name].decode()[raw["start"] : raw["end"]] == raw["words"] == RAW_WORDS[name]
    assert (raw["fragment"] or "").startswith("#:~:text=Japan%20rejected%20Mexico%E2%80%99s") == (name == "page.html")


def test_a_document_that_is_not_in_the_lake_is_said_to_be_missing(
    demarche: Command, landed: tuple[Path, dict[str, Claim]], tmp_path: Path
) -> None:
    """A published file alone, copied without its lake, still explains its claims and says that it cannot show the raw source."""
    data, claims = landed
    (tmp_path / "demarche.duckdb").write_bytes((data / "demarche.duckdb").read_bytes())

    ran = demarche("explain", claims["story.txt"].claim_id, "--data", tmp_path)

    assert ran.code == 0
    assert "The lake does not hold the raw document." in ran.out
    assert "⟦" not in ran.out


def test_explain_reads_the_raw_source_where_the_lake_lies(
    demarche: Command, landed: tuple[Path, dict[str, Claim]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its lake elsewhere a data folder holds copies without payloads; the raw source is shown all the same."""
    data, claims = landed
    near, far = Lake(data / "lake"), Lake(tmp_path / "lake", f"fsspec+memory://{tmp_path}/lake")
    far.write("documents", PART, near.read("documents", PART), "test")
    far.part_paths("documents")
    (tmp_path / "demarche.duckdb").write_bytes((data / "demarche.duckdb").read_bytes())
    monkeypatch.setenv("DEMARCHE_LAKE_URL", far.url)

    ran = demarche("explain", claims["story.txt"].claim_id, "--data", tmp_path)

    assert Lake(tmp_path / "lake").read("documents", PART, ["payload"])["payload"].to_pylist() == [b""] * len(FILES)
    assert ran.code == 0
    assert "Japan rejected Mexico’s “temporary”" in ran.out.partition("⟦")[2].partition("⟧")[0]


def test_a_document_that_cannot_be_read_is_told_with_the_reason(
    demarche: Command, landed: tuple[Path, dict[str, Claim]], tmp_path: Path
) -> None:
    """Where the part is torn the claim is explained all the same, and the file that is torn is named."""
    data, claims = landed
    (tmp_path / "demarche.duckdb").write_bytes((data / "demarche.duckdb").read_bytes())
    torn = Lake(tmp_path / "lake").path("documents", PART)
    torn.parent.mkdir(parents=True)
    torn.write_bytes(Lake(data / "lake").path("documents", PART).read_bytes()[:-20])

    ran = demarche("explain", claims["story.txt"].claim_id, "--data", tmp_path)

    assert ran.code == 0
    assert "The raw document cannot be read. lake/documents/2026-01/landed.parquet is not a whole Parquet file." in " ".join(
        ran.out.split()
    )
