"""`demarche teach`: an accurate model's answers on articles that nobody labelled, for `demarche train --taught`."""

from pathlib import Path

import click

from assets.commands.options import examples, quiet_option
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS


@click.command(epilog=examples("demarche teach unlabelled --by data/accurate --out lessons.npz"))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--by", "teacher", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True, help="An accurate model's folder."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file of answers to write.")
@quiet_option
def command(folder: Path, teacher: Path, out: Path, quiet: bool) -> None:
    """Answer for the articles of a folder in the layout of labelled ones, labels empty; needs the extra `accurate`.

    About a minute for a hundred articles on two cores. The file holds names, places and chances, no words of the articles.
    """
    from pipelines.claims.lessons import teach_folder

    with watch(quiet):
        count = teach_folder(folder, build_settings().reference, teacher, out, lambda done, total: PROGRESS.get()("articles", done, total))
    click.echo(f"{count} candidates answered. To learn from them: demarche train LABELLED --taught {out} {folder}")
