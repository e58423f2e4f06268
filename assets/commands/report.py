"""`demarche report`: build the static pages, and open them."""

import webbrowser
from pathlib import Path

import click

from assets.commands.ledger import say_rebuild
from assets.commands.options import data_option, examples, quiet_option
from assets.commands.show import note
from assets.configuration import build_settings
from pipelines.errors import WarehouseMissing

EXAMPLES = examples(
    "demarche report --open",
)


@click.command(epilog=EXAMPLES)
@click.option("--open", "is_opened", is_flag=True, help="Open the front page in a browser.")
@data_option
@quiet_option
def command(is_opened: bool, data: Path | None, quiet: bool) -> None:
    """Build the static pages of the published database; pages that are the same are not touched."""
    settings = build_settings(data)
    if not settings.database.is_file():
        raise WarehouseMissing(f"There is no database at {settings.database}. {say_rebuild(settings)}")
    from assets.commands.watching import watch
    from assets.progress import PROGRESS
    from pipelines.report import build

    try:
        with watch(quiet):
            counts = build(settings, settings.database, PROGRESS.get())
    except WarehouseMissing as error:
        raise WarehouseMissing(f"{error} {say_rebuild(settings)}") from error
    front = settings.report / "index.html"
    click.echo(str(front))
    told = ", ".join(f"{counts[f'pages_{word}']:,} {word}" for word in ("written", "unchanged", "removed"))
    note(f"{counts['pages']:,} pages: {told}.")
    if is_opened and not webbrowser.open(front.as_uri()):
        note("No browser could be opened; open the page named above.")
