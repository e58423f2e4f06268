"""`demarche train`: the extractor's model from labelled articles."""

from pathlib import Path

import click

from assets.commands.watching import wait
from assets.configuration import build_settings


@click.command(epilog="Example: demarche train labelled --out data/reference/model/claims.npz")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Where to write it [default: the model in use].")
def command(folder: Path, out: Path | None) -> None:
    """Train on a folder of docs/ and labels/: deterministic, minutes on one core, no GPU."""
    from pipelines.claims.extractor import model_path
    from pipelines.claims.train import train

    settings = build_settings()
    with wait("Learning; minutes"):
        report = train(folder, settings.reference, out or model_path(settings.reference))
    click.echo(
        f"Learned from {report.articles} articles with {report.claims} claims ({report.claims_without_candidate} out of reach), "
        f"{report.candidates} candidates. {report.path.name}: {report.byte_count / 2**20:.1f} MB."
    )
