"""`demarche changes`: what moved between two days, with both quotes."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from assets.commands.ledger import about_condition, complete_subject, newest_day, open_ledger, read_subject
from assets.commands.options import Day, data_option, examples
from assets.commands.show import Look, Shown, format_option, note, note_contested, show, show_cards, tell_figure
from pipelines.errors import WrongUse

COLUMNS = (
    Shown("changed_on"),
    Shown("actor"),
    Shown("counterpart", label="toward"),
    Shown("issue"),
    Shown("change", Look.ACT),
    Shown("from_act", label="from", beside=tell_figure("from_amount", "from_unit")),
    Shown("to_act", Look.ACT, label="to", beside=tell_figure("to_amount", "to_unit", "is_contested")),
    Shown("turn", label="direction"),  # said where the act stayed and what it aims at did not
    Shown("step", label="modality"),  # said where the act stayed and how firmly it is held did not
    Shown("from_modality", is_in_table=False),
    Shown("to_modality", is_in_table=False),
    Shown("from_direction", is_in_table=False),
    Shown("to_direction", is_in_table=False),
    Shown("score", Look.NUMBER, is_in_table=False),
    Shown("score_change", Look.NUMBER, is_in_table=False),
    Shown("days_between", Look.NUMBER, is_in_table=False),
    Shown("from_amount", Look.NUMBER, is_in_table=False),
    Shown("from_unit", is_in_table=False),
    Shown("to_amount", Look.NUMBER, is_in_table=False),
    Shown("to_unit", is_in_table=False),
    Shown("from_quote", Look.TEXT, label="before:"),
    Shown("to_quote", Look.TEXT, label="after:"),
    Shown("from_speaker", is_in_table=False),
    Shown("to_speaker", is_in_table=False),
    Shown("from_source", is_in_table=False),
    Shown("to_source", is_in_table=False),
    Shown("known_on", is_in_table=False),
    Shown("is_contested", is_in_table=False),
    Shown("from_claim_id", is_in_table=False),
    Shown("to_claim_id"),
)

QUESTION = """
select
    moved.changed_on, moved.actor, moved.counterpart, moved.issue, moved.change, moved.from_act, moved.to_act,
    case
        when moved.from_act = moved.to_act and moved.from_direction <> moved.to_direction
        then moved.from_direction || ' to ' || moved.to_direction
    end as turn,
    case
        when moved.from_act = moved.to_act and moved.from_modality <> moved.to_modality
        then moved.from_modality || ' to ' || moved.to_modality
    end as step,
    moved.from_modality, moved.to_modality, moved.from_direction, moved.to_direction,
    taken.score, round(moved.score_change, 2), moved.days_between,
    moved.from_amount, moved.from_unit, moved.to_amount, moved.to_unit,
    moved.from_quote, moved.to_quote,
    moved.from_speaker, moved.to_speaker, moved.from_source, moved.to_source, moved.known_on, moved.is_contested,
    moved.from_claim_id, moved.to_claim_id
from changes_between($first, $last) as moved
inner join positions as taken on moved.to_position_id = taken.position_id
inner join (select issue as topic_issue, topic as issue_topic from issues) as topics on moved.issue = topics.topic_issue
where {conditions}
order by moved.changed_on desc, moved.actor, moved.issue, moved.counterpart
"""
LAST_BEFORE = """
select max(moved.changed_on)
from position_changes as moved
inner join positions as taken on moved.to_position_id = taken.position_id
inner join (select issue as topic_issue, topic as issue_topic from issues) as topics on moved.issue = topics.topic_issue
where moved.changed_on < $first and {conditions}
"""
FILTERS = {"issue": "moved.issue", "topic": "topics.issue_topic", "currency": "taken.currency"}
WEEK = timedelta(days=6)

EXAMPLES = examples(
    "demarche changes usa china --from 2025-04-01",
    "demarche changes tariffs",
    "demarche changes --from 1987-01-01 --to 1987-06-30 --format json",
)


@click.command(epilog=EXAMPLES)
@click.argument("words", nargs=-1, metavar="[ACTOR] [ABOUT]...", shell_complete=complete_subject)
@click.option("--issue", default=None, shell_complete=complete_subject, help="An issue, topic or currency: tariffs, trade, yuan.")
@click.option("--counterpart", default=None, shell_complete=complete_subject, help="Only changes toward this country or bloc.")
@click.option("--from", "first", type=Day(), default=None, help="First day [default: the week that ends on --to].")
@click.option("--to", "last", type=Day(), default=None, help="Last day [default: the newest day of the corpus].")
@format_option
@data_option
def command(
    words: tuple[str, ...],
    issue: str | None,
    counterpart: str | None,
    first: date | None,
    last: date | None,
    format_: str,
    data: Path | None,
) -> None:
    """What moved, with the words before and after; by default in the last week of the corpus.

    ACTOR is a country or bloc as you would type it (japan, JPN, Tokyo, EU), ABOUT an issue, a topic, a currency (tariffs, trade, yuan) or
    the country it is toward. Either may be left out.
    """
    ledger = open_ledger(data)
    last = last or max(newest_day(ledger), first or date.min)
    first = first or max(last, date.min + WEEK) - WEEK
    if first > last:
        raise WrongUse(f"--from {first} is after --to {last}.")
    subject = read_subject(ledger, words, counterpart, issue)
    values: dict[str, Any] = {"first": first, "last": last}
    conditions = ["true"]
    for column, wanted in (("actor", subject.actor), ("counterpart", subject.counterpart)):
        if wanted is not None:
            values[column] = wanted
            conditions.append(f"moved.{column} = ${column}")
    conditions += about_condition(subject.abouts, values, FILTERS)
    _, rows = ledger.ask(QUESTION.format(conditions=" and ".join(conditions)), values)
    show(COLUMNS, rows, format_, show_cards)
    note_contested(COLUMNS, rows, format_)
    asked = f"from {first} to {last}"
    if rows:
        note(f"{len(rows)} {'change' if len(rows) == 1 else 'changes'} {asked}.")
        return
    _, [[before]] = ledger.ask(
        LAST_BEFORE.format(conditions=" and ".join(conditions)), {name: values[name] for name in values if name != "last"}
    )
    note(f"Nothing moved {asked}." + (f" The last change before that was on {before}: --from {before}." if before else ""))
