"""`demarche eval`: the chosen extractor against labelled articles, or against the project's own written material; floors under both."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import data_option, examples
from assets.commands.scores import describe, describe_groups, describe_mistakes, describe_reliability
from assets.commands.watching import watch
from assets.configuration import LANGUAGE_MODEL, PROJECT, SMALL, build_settings
from assets.progress import PROGRESS
from pipelines.errors import CheckFailed, WrongUse

if TYPE_CHECKING:
    from pipelines.claims.labelled import LabelledArticle, LabelledClaim
    from pipelines.evaluation import Evaluation
    from pipelines.evaluation.floors import Figures
    from pipelines.records import Article
    from pipelines.settings import Settings

FLATTERY = (
    "Where the model was trained on these articles (its card says), the figures flatter: --cross or --apart train ones that were not."
)
FOLDS = 5  # models that --cross trains, and parts of which --apart keeps one
HARD_CASES = PROJECT / "tests" / "claims" / "hard_cases.csv"
SAMPLE = PROJECT / "data" / "sample"

Made = Mapping[str, Sequence["LabelledClaim"]]


@click.command("eval", epilog=examples("demarche eval labelled --cross --groups --worst 12"))
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
@click.option("--cross", "how", flag_value="cross", help="Train five models, each on four fifths, and score the fifth it did not see.")
@click.option("--apart", "how", flag_value="apart", help="Train one model on four fifths, and score the fifth that is always kept apart.")
@click.option("--predictions", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Score this JSON Lines file instead.")
@click.option("--groups", is_flag=True, help="Also by era, source, topic, act and issue.")
@click.option("--worst", type=click.IntRange(1), default=None, help="Also so many kinds of mistakes, the commonest first, with examples.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="Draw confidence against truth into this SVG file.")
@click.option("--raise", "rises", is_flag=True, help="Make the figures the new floors where they are higher; none is ever lowered.")
@click.option("--calibrate", is_flag=True, help="Measure the language model: how often it is right becomes the confidence of its claims.")
@data_option
def command(
    folder: Path | None,
    how: str | None,
    predictions: Path | None,
    groups: bool,
    worst: int | None,
    picture: Path | None,
    rises: bool,
    calibrate: bool,
    data: Path | None,
) -> None:
    """Score what the chosen extractor reads in a FOLDER of docs/ and labels/, or in the project's own hard cases and sample.

    Exit 3 where a figure lies below its floor in data/reference/model/floors.csv.
    """
    settings = build_settings(data)
    if folder is None:
        if how or predictions or calibrate:
            raise WrongUse("--cross, --apart, --predictions and --calibrate need a folder of labelled articles.")
        articles, made, figures = _read_own_material(settings)
    else:
        articles, made, figures = _read_folder(settings, folder, how, predictions)
    lines = [*describe(_score(articles, made)), *describe_reliability(articles, made)]
    lines += describe_groups(_score(articles, made)) if groups else []
    lines += describe_mistakes(articles, made, worst) if worst else []
    for line in lines:
        click.echo(line)
    if picture:
        _draw(articles, made, picture)
    if calibrate:
        _calibrate(settings, articles)
    _hold_to_floors(settings, figures, rises)


def _score(articles: "Sequence[LabelledArticle]", made: Made) -> "Evaluation":
    from pipelines.evaluation import evaluate_claims

    return evaluate_claims(articles, made)


def _read_own_material(settings: "Settings") -> "tuple[Sequence[LabelledArticle], Made, list[Figures]]":
    """The hard cases, printed by kind, and the sample: what needs no labels from elsewhere."""
    from assets.commands.scores import describe_cases, measure
    from assets.extractors import load_chosen
    from pipelines.evaluation import predict
    from pipelines.evaluation.floors import Figures
    from pipelines.evaluation.hard_cases import article_of, judge_cases, read_cases, share_found
    from pipelines.evaluation.sample import read_sample

    cases, articles = read_cases(HARD_CASES), read_sample(SAMPLE, settings.reference)
    _ask(settings, [*(article_of(case) for case in cases), *(one.article for one in articles)])
    extractor = load_chosen(settings)
    verdicts = judge_cases(cases, extractor)
    for line in describe_cases(verdicts):
        click.echo(line)
    click.echo(f"\nsample: {len(articles)} articles")
    made = predict(articles, extractor)
    values = [("hard_cases", share_found(verdicts)), ("sample", measure(_score(articles, made)))]
    return articles, made, [Figures(material, "", shares) for material, shares in values] if settings.extractor == SMALL else []


def _read_folder(
    settings: "Settings", folder: Path, how: str | None, predictions: Path | None
) -> "tuple[Sequence[LabelledArticle], Made, list[Figures]]":
    from assets.commands.scores import measure
    from pipelines.claims.labelled import read_folder
    from pipelines.evaluation import read_predictions
    from pipelines.evaluation.floors import Figures, hash_labels

    whole = read_folder(folder)
    if predictions:
        return whole, read_predictions(predictions), []
    if how and settings.extractor != SMALL:
        raise WrongUse(f"--{how} trains the small extractor, and {settings.extractor!r} is chosen (DEMARCHE_EXTRACTOR).")
    articles, made = _read_with(settings, whole, how)
    found = [Figures(how or "seen", hash_labels(whole), measure(_score(articles, made)))]
    return articles, made, found if settings.extractor == SMALL else []


def _read_with(settings: "Settings", articles: "Sequence[LabelledArticle]", how: str | None) -> "tuple[Sequence[LabelledArticle], Made]":
    """What is read, and by whom: the chosen extractor as it is, or ones trained without what they read."""
    from assets.extractors import load_chosen
    from pipelines.evaluation import predict

    if how is None:
        if settings.extractor != LANGUAGE_MODEL:
            click.echo(FLATTERY, err=True)
        _ask(settings, [one.article for one in articles])
        return articles, predict(articles, load_chosen(settings))
    from assets.teaching import cross_read, read_apart

    with watch(quiet=False):
        read = cross_read if how == "cross" else read_apart
        return read(articles, settings.reference, FOLDS, PROGRESS.get())


def _ask(settings: "Settings", articles: "Sequence[Article]") -> None:
    """Let the language model be asked, where it is the chosen extractor."""
    from assets.asking import ask_about

    ask_about(settings, articles, lambda words: click.echo(words, err=True))


def _draw(articles: "Sequence[LabelledArticle]", made: Made, picture: Path) -> None:
    from pipelines.evaluation.reliability import draw_reliability, judge, sort_into_bins

    bins = sort_into_bins(judge(articles, made))
    if not bins:
        raise WrongUse("Nothing to draw: no claim that was made has a confidence.")
    picture.write_text(draw_reliability(bins, f"{sum(one.count for one in bins)} claims"), encoding="utf-8")
    click.echo(f"{picture} drawn.", err=True)


def _calibrate(settings: "Settings", articles: "Sequence[LabelledArticle]") -> None:
    """Write down how often the language model is right."""
    from assets.extractors import find_place, load_chosen
    from pipelines.claims.language_model import LanguageModelExtractor
    from pipelines.evaluation.certainty import measure_certainty

    extractor = load_chosen(settings)
    if not isinstance(extractor, LanguageModelExtractor):
        raise WrongUse("--calibrate measures a language model; the others are calibrated when they are trained.")
    measured = measure_certainty(articles, extractor)
    measured.save(find_place(settings).folder, extractor.model, extractor.guide.version)
    shares = ", ".join(f"{certainty} {right} of {made} right" for certainty, (right, made) in sorted(measured.shares.items()))
    click.echo(f"{extractor.model}: {shares}. Its claims carry this as their confidence from now on.", err=True)


def _hold_to_floors(settings: "Settings", figures: "Sequence[Figures]", rises: bool) -> None:
    """Tell what lies below its floor, or raise floors; a floor belongs to the tracked small model."""
    from pipelines.evaluation.floors import FILE_NAME, find_falls, raise_floors, read_floors

    path = settings.reference / "model" / FILE_NAME
    falls = [fall for one in figures for fall in find_falls(one, read_floors(path))]
    if falls:
        raise CheckFailed("Below a floor: " + " ".join(falls))
    for one in figures if rises else ():
        for line in raise_floors(path, one):
            click.echo(f"floor raised: {line}", err=True)
