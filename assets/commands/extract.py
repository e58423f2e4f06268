"""`demarche extract`: claims of single files, without a lake."""

from datetime import date
from pathlib import Path

import click

from assets.commands.options import Day
from assets.commands.watching import wait
from assets.configuration import build_settings


@click.command(epilog="Example: demarche extract page.html --published 2025-04-18 --format jsonl")
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
    from assets.commands.claim_table import print_claims

    print_claims(claims)
