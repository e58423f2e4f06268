"""`demarche ask`: the language model about articles that it has not read, ahead of a run; or what that would take."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import Month, data_option, examples, quiet_option
from assets.commands.watching import watch
from assets.configuration import LANGUAGE_MODEL, build_access, build_settings
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    from pipelines.claims.language_model import Estimate


@click.command(epilog=examples("demarche ask --from 2025-01 --to 2025-03 --dry-run"))
@click.option("--from", "first", type=Month(), default=None, help="First landing month [default: all].")
@click.option("--to", "last", type=Month(), default=None, help="Last landing month [default: all].")
@click.option("--dry-run", is_flag=True, help="Only say how many requests, tokens and how much money it would take.")
@data_option
@quiet_option
def command(first: str | None, last: str | None, dry_run: bool, data: Path | None, quiet: bool) -> None:
    """Ask the language model about articles whose claims are stale; `run`, `backfill` and `extract` do so themselves.

    Needs DEMARCHE_EXTRACTOR=language-model, DEMARCHE_LLM_URL and DEMARCHE_LLM_MODEL. Answers are kept as they come: stopped by its
    budget, by a failing endpoint or by hand, it goes on where it stopped.
    """
    from assets.asking import ask_ahead, build_asker, stale_articles
    from assets.progress import PROGRESS
    from assets.resources import take_turn
    from pipelines.claims.language_model.kept import KeptAnswers
    from pipelines.engine.refreshing import months_between
    from pipelines.lake import Lake

    settings = build_settings(data)
    if settings.extractor != LANGUAGE_MODEL:
        raise WrongUse(f"The chosen extractor is {settings.extractor!r}; set DEMARCHE_EXTRACTOR={LANGUAGE_MODEL} to ask a language model.")
    if (first is None) != (last is None):
        raise WrongUse("Give both --from and --to, or neither.")
    lake = Lake(settings.lake, settings.lake_url)
    months = list(months_between(first, last)) if first and last else None
    with take_turn(settings, "ask"):
        if dry_run:
            found = build_asker(settings, build_access()).estimate(stale_articles(settings, lake, months))
            click.echo(describe_estimate(found))
            return
        with watch(quiet):
            counts = ask_ahead(settings, lake, months, PROGRESS.get())
    click.echo(", ".join(f"{name.removeprefix('llm_')} {count}" for name, count in counts.items()) or "Nothing to ask about.")
    for model, (answers, tokens_in, tokens_out) in KeptAnswers(settings.language_model).spent().items():
        click.echo(f"Kept in all of {model}: {answers} answers, {tokens_in:,} tokens in, {tokens_out:,} out.", err=True)


def describe_estimate(found: "Estimate") -> str:
    """The estimate in a sentence; money only where prices are known."""
    open_count = found.articles - found.passed_over - found.answered
    money = f", {found.cost:.2f} by the prices given" if found.cost else ""
    return (
        f"{open_count} articles to ask about ({found.passed_over} are on another subject, {found.answered} have their answer): "
        f"{found.requests} requests, about {found.tokens_in:,} tokens in and {found.tokens_out:,} out{money}."
    )
