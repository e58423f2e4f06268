"""`demarche label`: articles of the lake laid out in a folder, and labelled there by a person or the language model."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import data_option, examples
from assets.configuration import LANGUAGE_MODEL, build_settings
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    from pipelines.claims.labelled import LabelledClaim
    from pipelines.labelling import LabelFolder
    from pipelines.labelling.session import Session
    from pipelines.settings import Settings

STOP, LATER, ASK_HELP = "q", "s", "?"
WIDTH = 100  # columns of a sentence on the screen


@click.command(epilog=examples("demarche label labelled --take 20", "demarche train labelled"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--take", type=click.IntRange(1), default=None, help="First lay out so many articles of the lake that are not there yet.")
@click.option(
    "--choose", type=click.Choice(["chance", "doubt"]), default="chance", show_default=True, help="Which: by chance, or the doubtful."
)
@click.option("--model", is_flag=True, help="Let the language model label what is open (DEMARCHE_EXTRACTOR=language-model).")
@click.option("--blind", is_flag=True, help="Show no proposals: labels that are to measure the extractor should not lean on it.")
@click.option("--by", default="a person", show_default=True, help="Who labels, for the label files.")
@data_option
def command(folder: Path, take: int | None, choose: str, model: bool, blind: bool, by: str, data: Path | None) -> None:
    """Label articles in FOLDER, sentence by sentence; `train` and `eval` read it as it is.

    Every line that is typed is kept at once: stop whenever you like and go on later.
    """
    from pipelines.labelling import LabelFolder

    settings, labels = build_settings(data), LabelFolder(folder)
    if take:
        _lay_out(settings, labels, take, choose)
    if not labels.names():
        raise WrongUse(f"{folder} holds no article to label; --take 20 brings some in from the lake.")
    if model:
        _label_by_model(settings, labels)
    else:
        _label_by_hand(settings, labels, blind, by)
    open_count, whole = len(labels.open_names()), len(labels.names())
    click.echo(f"{whole - open_count} of {whole} articles are labelled.", err=True)


def _lay_out(settings: "Settings", labels: "LabelFolder", count: int, choose: str) -> None:
    from pipelines.labelling import Choice, choose_articles
    from pipelines.lake import Lake
    from pipelines.reference import Reference

    lake = Lake(settings.lake, settings.lake_url)
    articles = choose_articles(lake, Reference(settings.reference), count, Choice(choose), frozenset(labels.names()))
    for article in articles:
        labels.lay_out(article)
    click.echo(f"{len(articles)} articles laid out.", err=True)


def _label_by_model(settings: "Settings", labels: "LabelFolder") -> None:
    """Every open article as the language model reads it; articles on which it failed stay open."""
    from assets.asking import ask_about
    from assets.extractors import load_chosen
    from pipelines.claims.labelled import as_labelled

    if settings.extractor != LANGUAGE_MODEL:
        raise WrongUse(f"--model needs DEMARCHE_EXTRACTOR={LANGUAGE_MODEL}; the chosen extractor is {settings.extractor!r}.")
    articles = [labels.read(name).article for name in labels.open_names()]
    ask_about(settings, articles, lambda words: click.echo(words, err=True))
    extractor = load_chosen(settings)
    for article, claims in zip(articles, extractor.extract(articles), strict=True):
        if all(claim.extractor.startswith(LANGUAGE_MODEL) for claim in claims):
            labels.save_labels(article.article_id, [as_labelled(claim) for claim in claims], settings.llm_model)


def _label_by_hand(settings: "Settings", labels: "LabelFolder", blind: bool, by: str) -> None:
    from pipelines.claims.extractor import load_extractor
    from pipelines.claims.labelled import as_labelled
    from pipelines.claims.reading import Reader
    from pipelines.claims.validators import Codes
    from pipelines.dating.offices import Offices
    from pipelines.labelling.entries import Grammar
    from pipelines.labelling.session import HELP, Session
    from pipelines.reference import Reference

    tables = Reference(settings.reference)
    reader, grammar = Reader.load(tables, Offices.load(tables)), Grammar(Codes.load(tables))
    extractor = None if blind else load_extractor(settings.reference)
    click.echo(HELP, err=True)
    for name in labels.open_names():
        article = labels.read(name).article
        proposed = [as_labelled(claim) for claim in extractor.extract([article])[0]] if extractor else []
        session = Session.begin(reader.read(article), proposed, grammar, labels.read_draft(name))
        if not _label_one(session, labels, name):
            return
        if session.is_done:
            labels.save_labels(name, session.claims(), by)


def _label_one(session: "Session", labels: "LabelFolder", name: str) -> bool:
    """Go through one article; False where the reader stops for now."""
    from pipelines.labelling.session import HELP

    while not session.is_done:
        for line in show(session):
            click.echo(line, err=True)
        click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        match line.strip():
            case _ if not line:  # the end of what was piped in, or Ctrl-D
                return False
            case "q":
                return False
            case "s":
                return True
            case "?":
                click.echo(HELP, err=True)
                continue
        try:
            session.take(line)
        except WrongUse as error:
            click.echo(f"  {error}", err=True)
        labels.save_draft(name, session.draft())
    return True


def show(session: "Session") -> Iterator[str]:
    """The sentence in hand after the one before it, its proposals, and what is chosen."""
    article, sentences, place = session.reading.article, session.reading.sentences, session.place
    yield ""
    yield click.style(f"{article.article_id}  {article.published_on or 'undated'}  sentence {place + 1} of {len(sentences)}", dim=True)
    if place == 0 and article.title:
        yield click.style(article.title, bold=True)
    if place:
        yield click.style(sentences[place - 1].text, dim=True)
    yield sentences[place].text
    chosen = session.chosen.get(place, [])
    for number, claim in enumerate(session.proposals.get(place, []), start=1):
        yield f"  {number} {'✓' if claim in chosen else ' '} {describe(claim)}"
    for claim in chosen:
        if claim not in session.proposals.get(place, []):
            yield f"    ✓ {describe(claim)}"


def describe(claim: "LabelledClaim") -> str:
    """A claim on one line, in the words in which it could be typed."""
    partners = f"toward {', '.join(sorted(claim.counterparts))}" if claim.counterparts else ""
    money = f"={claim.currency}" if claim.currency else ""
    amount = f"{claim.amount:g}{claim.unit}" if claim.amount is not None else ""
    day = f"on {claim.claimed_on}" if claim.claimed_on else "undated"
    sure = f"({claim.confidence:.2f})" if claim.confidence is not None else ""
    slots = (
        claim.actor,
        claim.issue,
        claim.act,
        partners,
        claim.modality,
        claim.attribution,
        claim.direction or "",
        money,
        amount,
        day,
        sure,
    )
    return " ".join(slot for slot in slots if slot)
