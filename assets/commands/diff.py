"""`demarche diff`: two published databases side by side, and what moved each row: the news, the extractor or the rules."""

from pathlib import Path

import click

from assets.commands.options import examples
from assets.commands.show import Look, Shown, format_option, note, show
from assets.configuration import build_settings

LOOKS = {"quote": Look.TEXT, "act": Look.ACT, "score": Look.NUMBER}


@click.command(epilog=examples("demarche diff before.duckdb data/demarche.duckdb --table positions"))
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--table", type=click.Choice(["claims", "positions"]), default=None, help="Its rows one by one [default: counts only].")
@format_option
def command(old: Path, new: Path, table: str | None, format_: str) -> None:
    """Compare the databases OLD and NEW: how many claims and positions were gained, lost or changed, and by what."""
    from pipelines.warehouse.diff import compare_databases

    found = compare_databases(old, new, build_settings().sql)
    if table is None:
        show([Shown("what", Look.TEXT), Shown("rows", Look.NUMBER)], list(found.counts().items()), format_)
        if not found.counts():
            note("The two databases say the same.")
        return
    rows = found.claims if table == "claims" else found.positions
    columns = [Shown(name, LOOKS.get(name, Look.SHORT)) for name in rows.names]
    show(columns, rows.rows, format_)
    if not rows.rows:
        note("No rows.")
