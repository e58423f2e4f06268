"""`demarche explain`: a claim or a position down to the words and the raw file it rests on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assets.commands.explained import ExplainedClaim, read_claim
from assets.commands.ledger import Ledger, open_ledger
from assets.commands.options import Day, data_option, examples, told_command
from assets.commands.show import (
    Look,
    Shown,
    format_option,
    make_console,
    make_grid,
    note,
    print_lines,
    show,
    show_cards,
    style_of,
)
from pipelines.errors import UnknownName
from pipelines.report.visible import one_line, show_hidden

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

OPEN, CLOSE = "⟦", "⟧"  # around the quote in its raw source, where other brackets mean something
LONGEST_RAW = 1_600  # characters of the raw source that are shown of one quote
CARRIES, POINTS_ELSEWHERE, CORRECTED = "carries it", "points elsewhere", "corrected"  # a claim of a position's days, and the position
SHORTEST_ID = 4  # characters of an id that are enough, where only one begins with them
POSITION_COLUMNS = (
    Shown("claimed_on"),
    Shown("act"),
    Shown("modality"),
    Shown("carries_it"),
    Shown("quote", Look.TEXT),
    Shown("speaker", is_in_table=False),
    Shown("source", Look.TEXT),
    Shown("known_on", is_in_table=False),
    Shown("known_to", is_in_table=False),
    Shown("confidence", Look.NUMBER, label="confidence"),
    Shown("claim_id"),
)
FIND = """
select claim_id as id, 'claim' as kind from claims where starts_with(claim_id, $id)
union all
select position_id as id, 'position' as kind from {positions} where starts_with(position_id, $id)
order by kind, id limit 6
"""
POSITION = """
select
    claimed_on, act, modality, carries_it, quote, speaker, source, known_on, known_to, confidence, claim_id
from explain_position($id, known_on := $known)
order by claimed_on, carries_it desc, confidence desc, claim_id
"""
HEADER = """
select actor, act, score, issue, counterpart, modality, valid_from, valid_to, last_affirmed_on, support_count, source_count, is_contested
from {positions} where position_id = $id
"""
AS_KNOWN = "positions_as_known($known)"
# Whose position began with these words at some time, if its id is made as `positions_as_known` makes it, and when what was known changed.
BEGAN = """
with began as (
    select thread from stances where left(md5(concat_ws('|', actor, issue, coalesce(counterpart, ''), claimed_on)), 16) = $id limit 1
)
select distinct stances.actor, stances.issue, stances.known_from
from stances
semi join began on stances.thread = began.thread
order by stances.known_from desc
limit $most
"""
HELD = "select count(*) from positions_as_known($known, of_actor := $actor, of_issue := $issue) where position_id = $id"
MOST_DAYS = 50  # on which an id that is unknown today is looked for, the newest first

EXAMPLES = examples(
    "demarche explain 3f2a9c1be07d4410",
    "demarche explain 3f2a --format json",
    "demarche explain 91b168be1595ffd5 --known 2025-05-01",
)


@click.command(epilog=EXAMPLES)
@click.argument("id_", metavar="ID")
@click.option("--known", type=Day(), default=None, help="A position as it could be known on this day [default: as known now].")
@format_option
@data_option
def command(id_: str, known: date | None, format_: str, data: Path | None) -> None:
    """A claim or position, down to the raw file: its words in their sentence and in the raw source, what decided each slot, the date
    and what it beat."""
    ledger = open_ledger(data)
    kind, found = _find(ledger, id_.strip().lower(), known)
    if kind == "position":
        _explain_position(ledger, found, known, format_)
        return
    claim = read_claim(ledger, found)
    if known is not None:
        note(f"--known is about positions; a claim reads the same on every day. This one could be known from {claim.slots['known_on']}.")
    if format_ == "table":
        _print_claim(make_console(), claim)
    else:
        names, row = claim.flat()
        show([Shown(name) for name in names], [row], format_)


def _find(ledger: Ledger, typed: str, known: date | None) -> tuple[str, str]:
    """Kind and full id of what the typed id begins, positions as known on that day.

    Raises:
        UnknownName: Nothing, or more than one thing, begins with it.
    """
    may_be_id = len(typed) >= SHORTEST_ID and typed.isascii()
    rows = _ask_known(ledger, FIND, typed, known) if may_be_id else []
    exact = [row for row in rows if row[0] == typed]
    if len(exact or rows) == 1:
        found, kind = (exact or rows)[0]
        return kind, found
    elsewhen = _find_elsewhen(ledger, typed, known) if may_be_id and not rows else ""
    if elsewhen:
        note(elsewhen)
    elif not rows:
        lists = " and ".join(f"`{told_command(words, ledger.settings)}`" for words in ("positions", "changes"))
        note(f"Ids end the lines of {lists}; {SHORTEST_ID} characters of one are enough.")
    raise UnknownName("claim or position", typed, [row[0] for row in rows])


def _ask_known(ledger: Ledger, question: str, typed: str, known: date | None) -> list[tuple[Any, ...]]:
    """The rows of a question about `{positions}`, as known on that day."""
    if known is None:
        return ledger.ask(question.format(positions="positions"), {"id": typed})[1]
    return ledger.ask(question.format(positions=AS_KNOWN), {"id": typed, "known": known})[1]


def _find_elsewhen(ledger: Ledger, typed: str, known: date | None) -> str:
    """When a position had the id, where none has it as known on the day asked for; empty where it never had, as far as was looked."""
    if known is not None:
        return "A position has this id as known now: leave --known out." if _ask_known(ledger, FIND, typed, None) else ""
    for actor, issue, day in ledger.ask(BEGAN, {"id": typed, "most": MOST_DAYS})[1]:
        if ledger.ask(HELD, {"known": day, "actor": actor, "issue": issue, "id": typed})[1][0][0]:
            ask = told_command(f"explain {typed} --known {day}", ledger.settings)
            return f"No position has this id as known now; one had it as known on {day}: {ask}"
    return ""


def _explain_position(ledger: Ledger, position_id: str, known: date | None, format_: str) -> None:
    _, rows = ledger.ask(POSITION, {"id": position_id, "known": known})
    columns = list(POSITION_COLUMNS)
    if format_ == "table":
        [header] = _ask_known(ledger, HEADER, position_id, known)
        _print_header(make_console(), header, known)
        at, ends_at = (next(at for at, column in enumerate(columns) if column.name == name) for name in ("carries_it", "known_to"))
        columns[at] = Shown("use")
        rows = [(*row[:at], _use(row[at], row[ends_at], known), *row[at + 1 :]) for row in rows]
    show(columns, rows, format_, show_cards)
    note(f"Down to the raw file: {told_command('explain CLAIM_ID', ledger.settings)}")


def _use(carries_it: bool, known_to: date | None, known: date | None) -> str:
    """What a claim of a position's days is to it, in a word or two, as known on a day."""
    if carries_it:
        return CARRIES
    return f"{CORRECTED} {known_to}" if known_to and known_to <= (known or date.max) else POINTS_ELSEWHERE


def _print_header(console: "Console", header: Sequence[Any], known: date | None) -> None:
    from rich.text import Text

    actor, act, score, issue, counterpart, modality, begins, ends, last, documents, sources, is_contested = header
    toward = f" toward {counterpart}" if counterpart else ""
    head = Text.assemble((actor, "bold"), " ", (act, style_of(score)), f" on {issue}{toward}")
    until = f"to {ends}" if ends else f"and still stands; last said {last}"
    contested = ("; contested" if is_contested else "") + (f"; as known on {known}" if known else "")
    support = f"{documents} {'document' if documents == 1 else 'documents'} of {sources} {'source' if sources == 1 else 'sources'}"
    print_lines(console, head, Text(f"{score:+.1f}, {modality}, from {begins} {until}; {support}{contested}"), "")


def _print_claim(console: "Console", claim: ExplainedClaim) -> None:
    from rich.text import Text

    slots = claim.slots
    toward = f" toward {', '.join(slots['counterparts'])}" if slots["counterparts"] else ""
    head = Text.assemble((slots["actor"], "bold"), " ", (slots["act"], style_of(slots["score"])), f" on {slots['issue']}{toward}")
    print_lines(console, head, "")
    print_lines(console, _marked(claim), indent=2)
    print_lines(console, "")
    lines = make_grid()
    for label, words in claim.lines:
        lines.add_row(Text(label), Text(one_line(words)))
    print_lines(console, lines)
    _print_raw(console, claim)


def _print_raw(console: "Console", claim: ExplainedClaim) -> None:
    """The raw source around the quote, as it stands there, markup and line ends included; the quote is between two marks."""
    from rich.text import Text

    raw = claim.raw
    if isinstance(raw, str):
        print_lines(console, "", Text(raw, style="dim"))
        return
    place = f"In the raw source, characters {raw.start:,} to {raw.end:,}"
    address = f": {claim.slots['url']}{raw.fragment}" if raw.fragment else ""
    shown = Text.assemble(
        (f"…{_shown_raw(raw.before)}", "dim"),
        f"{OPEN}",
        (_shown_raw(_shortened(raw.words)), "bold"),
        f"{CLOSE}",
        (f"{_shown_raw(raw.after)}…", "dim"),
    )
    print_lines(console, "", Text(place + address))
    print_lines(console, shown, indent=2)


def _shown_raw(text: str) -> str:
    """Raw characters for a terminal: the two that end a line in mails and on Windows are a line end, which no reader wonders about."""
    return show_hidden(text.replace("\r\n", "\n"))


def _shortened(words: str) -> str:
    """Raw words of a length that can be read: markup between two words of a quote may be long."""
    half = LONGEST_RAW // 2
    return words if len(words) <= LONGEST_RAW else f"{words[:half]} … {words[-half:]}"


def _marked(claim: ExplainedClaim) -> "Text":
    """The sentence with the words of each slot in brackets after its name; what is outside the quote is dim."""
    from rich.text import Text

    sentence = Text("“")
    for words, labels, is_quoted in claim.sentence:
        text = show_hidden(words.replace("\n", " "))
        if labels:
            sentence.append(f"{text[: len(text) - len(text.lstrip())]}[{', '.join(labels)}: ", style="dim")
            sentence.append(text.lstrip(), style="bold underline" if is_quoted else "underline")
            sentence.append("]", style="dim")
        else:
            sentence.append(text, style="" if is_quoted else "dim")
    return sentence.append("”")
