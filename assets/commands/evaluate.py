"""`demarche eval`: the extractor against a folder of labelled articles."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.watching import watch
from assets.configuration import build_settings
from assets.progress import PROGRESS

if TYPE_CHECKING:
    from pipelines.claims.labelled import LabelledArticle
    from pipelines.evaluation import Evaluation

FLATTERY = "Where the model was trained on these articles (its card says), the figures flatter: --cross trains five that were not."
CONFUSIONS = 12
FOLDS = 5  # models that --cross trains


@click.command("eval", epilog="Example: demarche eval labelled --cross")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--cross", is_flag=True, help="Train five models, each on four fifths, and score the fifth it did not see; takes minutes.")
@click.option("--predictions", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Score this JSON Lines file instead.")
@click.option("--groups", is_flag=True, help="Also by era, topic and act, and the commonest confusions.")
def command(folder: Path, cross: bool, predictions: Path | None, groups: bool) -> None:
    """Score what the extractor reads in a folder of docs/ and labels/."""
    from pipelines.claims import Extractor, load_extractor
    from pipelines.claims.labelled import read_folder
    from pipelines.evaluation import cross_validate, evaluate, evaluate_claims, evaluate_extractor
    from pipelines.reference import Reference

    settings = build_settings()
    if predictions:
        found = evaluate(folder, predictions)
    elif cross:
        from pipelines.claims.train import teach

        articles, reference, models = read_folder(folder), Reference(settings.reference), count(1)

        def train_on(some: "Sequence[LabelledArticle]") -> Extractor:
            extractor = Extractor(reference, teach(some, reference)[0])
            PROGRESS.get()("models", next(models), FOLDS)
            return extractor

        with watch(quiet=False):
            PROGRESS.get()("models", 0, FOLDS)
            found = evaluate_claims(articles, cross_validate(articles, train_on, FOLDS))
    else:
        click.echo(FLATTERY, err=True)
        found = evaluate_extractor(read_folder(folder), load_extractor(settings.reference))
    for line in (*describe(found), *(describe_groups(found) if groups else ())):
        click.echo(line)


def describe(found: "Evaluation") -> Iterator[str]:
    """The scorer's table."""
    from pipelines.evaluation import MEASURES, SLOTS

    for measure in MEASURES:
        ratio = found.ratio(measure)
        scores = f"precision {ratio.precision:.3f}  recall {ratio.recall:.3f}  F1 {ratio.f1:.3f}"
        yield f"{measure:<10} {scores}   ({ratio.hits} of {ratio.made} made, {ratio.labelled} labelled)"
    yield "slots      " + "  ".join(f"{slot} {found.slot(slot):.2f}/{found.asked[slot]}" for slot in SLOTS if found.asked[slot])
    yield f"third-party claims taken for a country's own: {found.counts['leaks']} of {found.counts['leakable']}"
    yield f"quotes not in their document: {found.counts['lost_quotes']}   documents: {found.counts['articles']}"


def describe_groups(found: "Evaluation") -> Iterator[str]:
    """Found and strict F1 by era, topic and act; what is taken for what."""
    for kind, names in found.groups.items():
        yield f"\nby {kind:<15} found  strict  labelled"
        for name in sorted(names):
            detected, strict = (found.group_ratio(kind, name, measure) for measure in ("found", "strict"))
            yield f"  {name:<16} {detected.f1:.3f}  {strict.f1:.3f}   {detected.labelled}"
    yield "\ntaken for (labelled → made)"
    for (slot, labelled, made), often in found.confusions.most_common(CONFUSIONS):
        yield f"  {often:>4}  {slot}: {labelled} → {made}"
