"""`demarche verdict`: what an analyst says of a single claim; the next training learns from it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.commands.options import Day, data_option, examples, told_command
from assets.configuration import build_settings
from pipelines.errors import WrongUse

if TYPE_CHECKING:
    from pipelines.labelling.judging import FoundClaim
    from pipelines.labelling.verdicts import Verdicts
    from pipelines.settings import Settings

SAID = ("right", "wrong", "withdrawn")


@click.command(
    epilog=examples("demarche verdict 3f2a9c1b right", "demarche verdict 3f2a9c1b wrong 'reject USA'", "demarche verdict --list")
)
@click.argument("claim_id", required=False)
@click.argument("said", type=click.Choice(SAID), required=False)
@click.argument("instead", nargs=-1)
@click.option("--by", default="", help="Who says so.")
@click.option("--note", default="", help="Why.")
@click.option("--day", type=Day(), default=None, help="The day of the verdict [default: today].")
@click.option("--list", "is_list", is_flag=True, help="The verdicts that count.")
@data_option
def command(
    claim_id: str | None,
    said: str | None,
    instead: Sequence[str],
    by: str,
    note: str,
    day: date | None,
    is_list: bool,
    data: Path | None,
) -> None:
    """Say that a claim is right, wrong, or that an earlier verdict is withdrawn.

    INSTEAD are the slots that are otherwise, in any order and told by what they are: an act, an issue, counterparts, `possible`,
    `third_party`, `open`, `=JPY`, `25%`. Without them, `wrong` says that the words hold no such claim at all. A claim's id may be cut.
    """
    from assets.learned import open_verdicts

    settings = build_settings(data)
    verdicts = open_verdicts(settings)
    if is_list:
        _list(verdicts)
    elif claim_id is None or said is None:
        raise WrongUse(
            "Say which claim, and what of it: demarche verdict CLAIM_ID right|wrong|withdrawn. --list shows the verdicts there are."
        )
    else:
        today = day or date.today()  # noqa: DTZ011 - the command line is where the clock is read
        _judge(settings, verdicts, (claim_id, said, " ".join(instead)), (today, by, note))


def _judge(settings: "Settings", verdicts: "Verdicts", about: tuple[str, str, str], who: tuple[date, str, str]) -> None:
    from dataclasses import replace

    from assets.commands.label import describe
    from pipelines.claims.labelled import LabelledClaim
    from pipelines.claims.validators import Codes
    from pipelines.labelling.entries import Grammar
    from pipelines.labelling.judging import find_claim
    from pipelines.labelling.verdicts import Said, Verdict
    from pipelines.lake import Lake
    from pipelines.reference import Reference

    claim_id, said, line = about
    if line and said != Said.WRONG:
        raise WrongUse(f"Only a claim that is wrong is something else instead; {said!r} was given {line!r}.")
    found = find_claim(Lake(settings.lake, settings.lake_url), claim_id) if said != Said.WITHDRAWN else _find_judged(verdicts, claim_id)
    instead: LabelledClaim | None = None
    if line:
        grammar = Grammar(Codes.load(Reference(settings.reference)))
        instead = replace(grammar.read(line, found.claim, found.context.sentence), confidence=None)
    verdicts.add(Verdict(found.claim_id, Said(said), who[0], who[1], who[2], found.claim, instead, found.context))
    click.echo(f"{found.claim_id} {said}: {describe(found.claim)}")
    if instead:
        click.echo(f"  instead: {describe(instead)}")
    click.echo(f"Kept; `{told_command('train FOLDER', settings)}` learns from it.", err=True)


def _find_judged(verdicts: "Verdicts", claim_id: str) -> "FoundClaim":
    """The claim of an earlier verdict, which may have left the lake."""
    from pipelines.errors import UnknownName
    from pipelines.labelling.judging import FoundClaim

    found = [one for one in verdicts.current() if one.claim_id.startswith(claim_id)]
    if len(found) != 1:
        raise UnknownName("judged claim", claim_id, [one.claim_id for one in found])
    return FoundClaim(found[0].claim_id, found[0].claim, found[0].context)


def _list(verdicts: "Verdicts") -> None:
    from assets.commands.label import describe

    if not verdicts.current():
        click.echo("No verdict yet.", err=True)
    for one in verdicts.current():
        instead = f" → {describe(one.instead)}" if one.instead else ""
        told = "  ".join(filter(None, (str(one.on), one.by, one.note)))
        click.echo(f"{one.claim_id}  {one.said}  {describe(one.claim)}{instead}  [{told}]")
