"""`demarche pupil`: a small network taught by a teacher's answers and by labels, for `demarche train --pupil`."""

from pathlib import Path

import click

from assets.commands.options import beside_option, examples, quiet_option, written_option
from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import WrongUse


@click.command(epilog=examples("demarche pupil labelled --taught lessons.npz unlabelled --out pupil.npz"))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--taught",
    type=(click.Path(path_type=Path, exists=True, dir_okay=False), click.Path(path_type=Path, exists=True, file_okay=False)),
    required=True,
    metavar="ANSWERS ARTICLES",
    help="A teacher's answers and the articles they are on (`demarche teach`).",
)
@click.option(
    "--text",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    metavar="ARTICLES",
    help="A folder of many articles whose words alone are read first: an hour more.",
)
@beside_option
@written_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@quiet_option
def command(folder: Path, taught: tuple[Path, Path], text: Path | None, beside: Path | None, written: bool, out: Path, quiet: bool) -> None:
    """Teach a small network from answers and from a folder of labelled articles; needs the extra `accurate`.

    An hour on one core for three thousand articles. The same machine makes the same network again.
    """
    try:
        from pipelines.claims.pupil_learn import Places, teach_pupil
    except ModuleNotFoundError as error:
        raise WrongUse(f"Teaching a pupil needs {error.name}: install the extra `accurate`.") from error
    with watch(quiet):
        places = Places(folder, *taught, out, beside, written, text)
        count = teach_pupil(places, build_settings().reference, lambda done, total: PROGRESS.get()("rounds", done, total))
    click.echo(f"Taught from {count} answers. To train with it: demarche train {folder} --taught {taught[0]} {taught[1]} --pupil {out}")
