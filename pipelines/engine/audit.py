"""Does the lake add up: counts from table to table, quotes at their offsets, parts that open. Read-only."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import CorruptPart
from pipelines.lake import Lake
from pipelines.landing import open_raw
from pipelines.schemas import RECORDS, from_table


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up, as a sentence."""

    rule: str  # counts, quotes, dates, date evidence, parts, strangers, raw
    where: str
    sentence: str


def told_document(path: str, member: str | None) -> str:
    """A document as sentences name it: its raw file, and its place in that."""
    return f"{path} [{member}]" if member else path


def audit_counts(lake: Lake, months: Sequence[str] | None = None) -> Iterator[Finding]:
    """Every document is a reject or has articles; every article has one document; every claim an article that was not rejected."""
    made = set(lake.parts("articles", months)) & set(lake.parts("claims", months))
    for part in lake.parts("documents", months):
        if part not in made:
            yield Finding("counts", str(part), "The part has not come through all stages; `demarche run` makes the rest.")
            continue
        documents = lake.read("documents", part, ["document_id", "path", "member", "reject_code"]).to_pylist()
        passed = {(d["document_id"], d["path"], d["member"]) for d in documents if d["reject_code"] is None}
        articles = lake.read("articles", part, ["article_id", "document_id", "path", "member", "reject_code"]).to_pylist()
        drawn = {(a["document_id"], a["path"], a["member"]) for a in articles}
        if passed != drawn:
            told = f"{len(passed - drawn)} documents have no article, {len(drawn - passed)} articles no document"
            _, path, member = min(passed ^ drawn, key=str)
            yield Finding("counts", str(part), f"{told}, e.g. {told_document(path, member)}.")
        kept = {a["article_id"] for a in articles if a["reject_code"] is None}
        lost = set(lake.read("claims", part, ["article_id"])["article_id"].to_pylist()) - kept
        if lost:
            yield Finding("counts", str(part), f"{len(lost)} claims belong to no article that passed, e.g. {min(lost)}.")


def audit_quotes(lake: Lake, months: Sequence[str] | None = None) -> Iterator[Finding]:
    """Every quote stands in its article at its offsets."""
    for part in lake.parts("claims", months):
        articles = {row["article_id"]: row for row in lake.read("articles", part, ["article_id", "path", "member", "text"]).to_pylist()}
        for claim in lake.read("claims", part, ["claim_id", "article_id", "quote", "quote_start", "quote_end"]).to_pylist():
            article = articles.get(claim["article_id"])
            if article is None or article["text"][claim["quote_start"] : claim["quote_end"]] != claim["quote"]:
                where = f" ({told_document(article['path'], article['member'])})" if article else ""
                yield Finding("quotes", str(part), f"The quote of claim {claim['claim_id']} is not in its article{where} at its offsets.")


def audit_dates(lake: Lake, months: Sequence[str] | None = None) -> Iterator[Finding]:
    """A date has evidence, a day without date has none; nothing was published after it landed; known days follow from both."""
    for part in lake.parts("articles", months):
        dates = ["article_id", "path", "member", "published_on", "published_evidence", "known_on", "landed_on"]
        for article in lake.read("articles", part, dates).to_pylist():
            name = f"{article['article_id']} ({told_document(article['path'], article['member'])})"
            if (article["published_on"] is None) != (article["published_evidence"] is None):
                yield Finding("dates", str(part), f"Article {name} has a date without evidence, or evidence without a date.")
            if article["published_on"] is not None and article["published_on"] > article["landed_on"]:
                yield Finding("dates", str(part), f"Article {name} was published after it landed.")
            if article["known_on"] != (article["published_on"] or article["landed_on"]):
                yield Finding("dates", str(part), f"Article {name} is known on another day than its dates allow.")


def audit_parts(lake: Lake) -> Iterator[Finding]:
    """Every part opens, is of our schema, and has its counterpart in the table before it; nothing else lies in the lake."""
    for table in RECORDS:
        for part in lake.parts(table):
            try:
                lake.read(table, part)
            except CorruptPart as error:
                yield Finding("parts", str(part), str(error))
    for earlier, later in (("documents", "articles"), ("articles", "claims")):
        for part in sorted(set(lake.parts(later)) - set(lake.parts(earlier))):
            yield Finding("parts", str(part), f"The part {part} is in {later} and not in {earlier}.")
    for name in lake.strangers():
        yield Finding("strangers", name.rpartition("/")[2], f"The lake holds a file that is no part of it: {name!r}.")


def audit_raw(lake: Lake, raw: Path) -> Iterator[Finding]:
    """Every raw file is still there and still the same, by its hash."""
    for part in lake.parts("files"):
        for file in from_table("files", lake.read("files", part)):
            try:
                with open_raw(raw, file.path) as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError:
                digest = ""
            if digest != file.sha256:
                yield Finding("raw", file.path, "The raw file is gone or has changed since it landed.")
