"""`demarche train`: an extractor's model from labelled articles and verdicts."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from assets.commands.options import beside_option, data_option, examples, quiet_option, written_option
from assets.commands.watching import wait, watch
from assets.configuration import build_settings
from assets.progress import PROGRESS
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    from pipelines.claims.train import Materials
    from pipelines.settings import Settings


@click.command(epilog=examples("demarche train labelled --accurate --weights weights --out data/accurate"))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write it [default: the model in use].")
@click.option("--accurate", is_flag=True, help="Train the accurate extractor instead: about an hour; needs the extra `accurate`.")
@click.option("--weights", type=click.Path(path_type=Path, exists=True, file_okay=False), help="With --accurate: the published weights.")
@click.option(
    "--taught",
    type=(click.Path(path_type=Path, exists=True, dir_okay=False), click.Path(path_type=Path, exists=True, file_okay=False)),
    default=None,
    metavar="ANSWERS ARTICLES",
    help="Learn from a teacher's answers on these articles too (`demarche teach`).",
)
@click.option(
    "--pupil",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="Add a small network that was taught from the same folders (`demarche pupil`).",
)
@beside_option
@written_option
@click.option("--no-verdicts", is_flag=True, help="Leave out what analysts said of single claims (`demarche verdict`).")
@data_option
@quiet_option
def command(
    folder: Path,
    out: Path | None,
    accurate: bool,
    weights: Path | None,
    taught: tuple[Path, Path] | None,
    pupil: Path | None,
    beside: Path | None,
    written: bool,
    no_verdicts: bool,
    data: Path | None,
    quiet: bool,
) -> None:
    """Train on a folder of docs/ and labels/: deterministic, minutes on one core, no GPU.

    With --accurate, --out names a folder that DEMARCHE_EXTRACTOR may point to; a stopped training goes on from there.
    """
    settings = build_settings(data)
    if accurate != (weights is not None) or (accurate and out is None):
        raise WrongUse("--accurate, --weights and --out go together: demarche train FOLDER --accurate --weights DIR --out DIR.")
    with _with_verdicts(settings, folder, no_verdicts) as whole:
        if accurate and weights and out:
            _train_accurate(settings, whole, (weights, out, beside), quiet)
        else:
            from pipelines.claims.train import Materials

            _train_small(settings, whole, out, Materials(taught, pupil, beside, written), quiet)


@contextmanager
def _with_verdicts(settings: "Settings", folder: Path, no_verdicts: bool) -> Iterator[Path]:
    """The folder itself, or a copy of it for as long as training takes, with the judged sentences beside its articles."""
    from assets.learned import open_verdicts
    from pipelines.labelling import LabelFolder
    from pipelines.labelling.verdicts import lay_out_verdicts

    verdicts = [] if no_verdicts else open_verdicts(settings).current()
    if not verdicts:
        yield folder
        return
    with TemporaryDirectory(prefix="demarche-") as copy:
        LabelFolder(folder).copy_into(Path(copy))
        count = lay_out_verdicts(verdicts, LabelFolder(Path(copy)))
        click.echo(f"{len(verdicts)} verdicts on {count} sentences are learned from beside the folder.", err=True)
        yield Path(copy)


def _train_small(settings: "Settings", folder: Path, out: Path | None, materials: "Materials", quiet: bool) -> None:
    from pipelines.claims.train import train
    from pipelines.claims.version import model_path

    if out and out.is_dir():
        raise WrongUse(f"{out} is a folder; --out names the file of the small model.")
    with nullcontext() if quiet else wait("Learning; minutes"):
        report = train(folder, settings.reference, out or model_path(settings.reference), materials)
    click.echo(
        f"Learned from {report.articles} articles with {report.claims} claims ({report.claims_without_candidate} out of reach), "
        f"{report.candidates} candidates. {report.path.name}: {report.byte_count / 2**20:.1f} MB."
    )


def _train_accurate(settings: "Settings", folder: Path, places: tuple[Path, Path, Path | None], quiet: bool) -> None:
    from pipelines.claims.accurate import train_accurate

    out = places[1]
    if out.is_file():
        raise WrongUse(f"{out} is a file; --out names the folder of the accurate model.")
    with watch(quiet):
        found = train_accurate(folder, settings.reference, places, lambda step, steps, _: PROGRESS.get()("steps", step, steps))
    told = f"threshold {found.threshold:.2f}" if found else "not calibrated: too few articles to keep some apart"
    click.echo(f"Learned; {told}. To read with it: DEMARCHE_EXTRACTOR={out.absolute()}")
