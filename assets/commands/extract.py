"""`demarche extract`: claims of single files, without a lake."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import Day, examples
from assets.commands.show import Look, Shown, note, show, show_cards
from assets.commands.watching import wait
from assets.configuration import build_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import Article, Claim

COLUMNS = (
    Shown("doc"),
    Shown("claimed_on"),
    Shown("actor"),
    Shown("act", Look.ACT),
    Shown("score", Look.NUMBER),
    Shown("issue"),
    Shown("toward", label="toward"),
    Shown("how"),
    Shown("confidence", Look.NUMBER, label="confidence"),
    Shown("quote", Look.TEXT),
)


@click.command(epilog=examples("demarche extract page.html --published 2025-04-18 --format jsonl"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", type=Day(), default=None, help="Publication day of the files, stronger than what they say.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def command(files: tuple[Path, ...], published: date | None, form: str) -> None:
    """Claims of single files in any format; a sidecar beside a file is read."""
    from assets.single import as_lines, read_files

    day = date.today()  # noqa: DTZ011 - the command line is where the clock is read
    with wait(f"Reading {len(files)} {'file' if len(files) == 1 else 'files'}"):
        articles, claims = read_files(build_settings(), files, published, day, lambda words: click.echo(words, err=True))
    for article in articles:
        if article.reject_code:
            click.echo(f"{Path(article.path).name}: refused, {article.reject_code}: {article.reject_reason}", err=True)
    if form == "jsonl":
        for line in as_lines(articles, claims):
            click.echo(line)
        return
    if not claims:
        note("No claim found.")
    show(COLUMNS, _rows(articles, claims), "table", show_cards)


def _rows(articles: "Sequence[Article]", claims: "Sequence[Claim]") -> list[tuple[object, ...]]:
    """Claims in the order of the files and of their quotes."""
    stems = {article.article_id: Path(article.path).stem for article in articles}
    return [
        (
            stems[claim.article_id],
            claim.claimed_on or "undated",
            claim.actor,
            claim.act,
            claim.score,
            claim.issue,
            " ".join(claim.counterparts) or None,
            claim.modality if claim.attribution == "own" else f"{claim.modality}, third party",
            claim.confidence,
            claim.quote,
        )
        for claim in sorted(claims, key=lambda claim: (list(stems).index(claim.article_id), claim.quote_start))
    ]
