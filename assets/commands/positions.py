"""`demarche positions`: what stood, for whom, on which day, as known on which day."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from assets.commands.ledger import Ledger, about_condition, complete_subject, newest_day, open_ledger, read_subject
from assets.commands.options import Day, data_option, examples, told_command
from assets.commands.show import Look, Shown, format_option, note, note_contested, show, show_cards, tell_figure

COLUMNS = (
    Shown("actor"),
    Shown("act", Look.ACT, beside=tell_figure("amount", "unit", "is_contested")),
    Shown("score", Look.NUMBER),
    Shown("issue"),
    Shown("counterpart", label="toward"),
    Shown("modality"),
    Shown("direction", is_in_table=False),
    Shown("currency", is_in_table=False),
    Shown("amount", Look.NUMBER, is_in_table=False),
    Shown("unit", is_in_table=False),
    Shown("since", label="since"),
    Shown("until", is_in_table=False),
    Shown("last_said", label="last said"),
    Shown("sources", Look.NUMBER, label="sources"),
    Shown("documents", Look.NUMBER, is_in_table=False),
    Shown("quote", Look.TEXT),
    Shown("speaker", is_in_table=False),
    Shown("source", is_in_table=False),
    Shown("is_contested", is_in_table=False),
    Shown("position_id"),
    Shown("claim_id", is_in_table=False),
)

QUESTION = """
select
    stood.actor, stood.act, stood.score, stood.issue, stood.counterpart, stood.modality, stood.direction, stood.currency, stood.amount,
    stood.unit, stood.valid_from, stood.valid_to, claims.claimed_on, stood.source_count, stood.support_count, claims.quote, claims.speaker,
    articles.source, stood.is_contested, stood.position_id, stood.last_claim_id
from positions_on($day, known_on := $known, of_actor := $actor) as stood
inner join claims on stood.last_claim_id = claims.claim_id
inner join articles on claims.article_id = articles.article_id
inner join (select issue as topic_issue, topic as issue_topic from issues) as topics on stood.issue = topics.topic_issue
where {conditions}
order by claims.claimed_on desc, stood.actor, stood.issue, stood.counterpart
"""
FILTERS = {"issue": "stood.issue", "topic": "topics.issue_topic", "currency": "stood.currency"}

EXAMPLES = examples(
    "demarche positions japan tariffs --on 2025-04-18",
    "demarche positions yuan",
    "demarche positions --counterpart EU --format csv",
)


@click.command(epilog=EXAMPLES)
@click.argument("words", nargs=-1, metavar="[ACTOR] [ABOUT]...", shell_complete=complete_subject)
@click.option("--issue", default=None, shell_complete=complete_subject, help="An issue, topic or currency: tariffs, trade, yuan.")
@click.option("--counterpart", default=None, shell_complete=complete_subject, help="Only positions toward this country or bloc.")
@click.option("--on", "day", type=Day(), default=None, help="What stood on this day [default: the newest day of the corpus].")
@click.option("--known", type=Day(), default=None, help="As it could be known on this day [default: as known now].")
@format_option
@data_option
def command(
    words: tuple[str, ...],
    issue: str | None,
    counterpart: str | None,
    day: date | None,
    known: date | None,
    format_: str,
    data: Path | None,
) -> None:
    """What stood, for whom, on which day.

    ACTOR is a country or bloc as you would type it (japan, JPN, Tokyo, EU), ABOUT an issue, a topic, a currency (tariffs, trade, yuan) or
    the country it is toward. Either may be left out.
    """
    ledger = open_ledger(data)
    newest = newest_day(ledger)
    subject = read_subject(ledger, words, counterpart, issue)
    values: dict[str, Any] = {"day": day or newest, "known": known, "actor": subject.actor}
    conditions = ["true"]
    if subject.counterpart is not None:
        values["counterpart"] = subject.counterpart
        conditions.append("stood.counterpart = $counterpart")
    conditions += about_condition(subject.abouts, values, FILTERS)
    _, rows = ledger.ask(QUESTION.format(conditions=" and ".join(conditions)), values)
    show(COLUMNS, rows, format_, show_cards)
    note_contested(COLUMNS, rows, format_)
    asked = f"on {values['day']}" + (f" as known on {known}" if known else "")
    if rows:
        deeper = f" What one of them rests on: {told_command(f'explain ID --known {known}', ledger.settings)}" if known else ""
        note(f"{len(rows)} {'position' if len(rows) == 1 else 'positions'} stood {asked}.{deeper}")
        return
    note(f"Nothing stood {asked}." + (_tell_claims(ledger, subject.actor) if subject.actor else ""))


def _tell_claims(ledger: Ledger, code: str) -> str:
    """Where an actor's claims are, when none of them is a position: kept beside, each with the reason in `use`."""
    _, [[count]] = ledger.ask("select count(*) from claims where actor = $code", {"code": code})
    if not count:
        return f" No claim in the ledger is {code}'s."
    all_of_them = told_command(f"sql \"from claims where actor = '{code}'\"", ledger.settings)
    return f" All claims of {code}, {count} in number, with what became of each: {all_of_them}"
