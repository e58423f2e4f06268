"""What a run did, as a person reads it: what came in, what was refused and why, who stands where, what moved."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import click

from assets.commands.options import told_command
from assets.configuration import PROJECT
from pipelines.errors import WarehouseMissing
from pipelines.report.visible import one_line
from pipelines.settings import Settings
from pipelines.warehouse import open_reader

DEMO = PROJECT / "data" / "demo"  # where `make run` puts the shipped sample, beside which nobody's own files belong
COUNTED = [
    "file_count",
    "document_count",
    "article_count",
    "duplicate_count",
    "reject_count",
    "claim_count",
    "position_count",
    "change_count",
]
SHOWN_REJECTS = 12
SHOWN_CHANGES = 4
SHOWN_ACTORS = 3
SHOWN_POSITIONS = 4

_ACTORS = """
select positions.actor, countries.name
from positions
inner join countries on positions.actor = countries.code
where positions.valid_to is null
group by all
order by count(*) desc, positions.actor
limit ?
"""
_POSITIONS = """
select positions.issue, positions.counterpart, positions.act, positions.modality, positions.valid_from, claims.quote
from positions
inner join claims on positions.last_claim_id = claims.claim_id
where positions.valid_to is null and positions.actor = ?
order by positions.last_affirmed_on desc, positions.support_count desc, positions.position_id
limit ?
"""
_REJECTS = """
select concat_ws(chr(31), stage, record_id, path, member), path, member, reject_code, reject_reason
from rejects
order by landed_on desc, path, member
"""
_SIDECARS = """
select distinct path, member, told.warning
from articles, unnest(articles.warnings) as told (warning)
where starts_with(told.warning, 'sidecar')
"""
_CHANGES = """
select changed_on, actor, issue, counterpart, change, days_between, from_quote, from_source, to_quote, to_source
from position_changes
order by changed_on desc, actor, issue, to_position_id
limit ?
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the published database counts and what it was made from: read before a run and after, so that what the run did can be said."""

    counts: Mapping[str, int]
    versions: Mapping[str, str]
    rejects: frozenset[str] = frozenset()  # keys of the documents and articles that went no further
    sidecars: frozenset[tuple[str, str]] = frozenset()  # what of a sidecar could not be used: whose it is, and the warning

    @classmethod
    def read(cls, settings: Settings) -> "Counted":
        """Those of the published database; all zero where there is none."""
        try:
            *counts, versions = _rows(settings, f"from build select {', '.join(COUNTED)}, versions")[0]
            rejects = frozenset(row[0] for row in _rows(settings, _REJECTS))
            sidecars = frozenset((_place(path, member), told) for path, member, told in _rows(settings, _SIDECARS))
        except WarehouseMissing:
            return cls(dict.fromkeys(COUNTED, 0), {})
        return cls(dict(zip(COUNTED, counts, strict=True)), versions, rejects, sidecars)


def _rows(settings: Settings, query: str, *parameters: str | int) -> list[tuple[Any, ...]]:
    with open_reader(settings.database) as connection:
        return connection.execute(query, list(parameters)).fetchall()


def print_summary(settings: Settings, before: Counted, seconds: float) -> int:
    """Print what came in and what was refused; returns how many records this run refused, whatever was taken back meanwhile."""
    after = Counted.read(settings)
    gained = {name: after.counts[name] - before.counts[name] for name in COUNTED}
    refused = len(after.rejects - before.rejects)
    if any(gained.values()) or refused:
        click.echo(f"{'In the ledger now':<18} {_told(after.counts)}. ({seconds:.1f} s)")
        if any(before.counts.values()):
            moved = [f"{count:+d} {name.removesuffix('_count')}s" for name, count in gained.items() if count]
            click.echo(f"{'This run':<18} " + ", ".join(moved or ["as many rows as before"]))
    else:
        told = "Nothing changed" if after.versions == before.versions else "Built anew, as many rows as before"
        click.echo(f"{told}: {_told(after.counts)}. ({seconds:.1f} s)")
    if refused:
        _print_rejects(settings, before)
    if unused := sorted(after.sidecars - before.sidecars):
        _print_sidecars(settings, unused)
    return refused


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]} {name.removesuffix('_count')}s" for name in COUNTED)


def _print_rejects(settings: Settings, before: Counted) -> None:
    """Print what was refused, of this run first."""
    rows = sorted(_rows(settings, _REJECTS), key=lambda row: row[0] in before.rejects)
    click.echo(f"\nRefused, and why ({len(rows)} in all)")
    for _, path, member, code, reason in rows[:SHOWN_REJECTS]:
        click.echo(f"  {code:<14} {_short(_place(path, member), 60):<60}  {reason}")
    if len(rows) > SHOWN_REJECTS:
        click.echo("  … all of them: " + told_command("sql 'from rejects'", settings))


def _print_sidecars(settings: Settings, unused: Sequence[tuple[str, str]]) -> None:
    """Print what of sidecars could not be used, since a person who corrects a date does not look for it where it is not."""
    click.echo(f"\nNot used of sidecars, the files `….meta.json` ({len(unused)} new)")
    for place, told in unused[:SHOWN_REJECTS]:
        click.echo(f"  {_short(place, 60):<60}  {one_line(told)}")
    question = "sql \"select path, warnings from articles where array_to_string(warnings, ' ') like '%sidecar%'\""
    click.echo("  All of them: " + told_command(question, settings))


def _place(path: str, member: str | None) -> str:
    return one_line(f"{path} [{member}]" if member else path)


def print_taste(settings: Settings) -> None:
    """Print the positions of the countries with most to say, and the latest changes with both quotes."""
    actors = _rows(settings, _ACTORS, SHOWN_ACTORS)
    for actor, name in actors:
        click.echo(f"\nWhere {name} stands")
        for line in _positions_of(settings, actor):
            click.echo(line)
    click.echo("\nWhat moved last")
    for line in _latest_changes(settings):
        click.echo(line)


def _positions_of(settings: Settings, actor: str) -> list[str]:
    rows = _rows(settings, _POSITIONS, actor, SHOWN_POSITIONS)
    return [_position_line(*row) for row in rows]


def _position_line(issue: str, whom: str | None, act: str, modality: str, since: date, quote: str) -> str:
    held = act if modality == "asserted" else f"{act}, {modality}"
    toward = f"toward {whom}" if whom else ""
    return f"  {since}  {held:<20} {issue:<17} {toward:<11} {_quoted(quote)}"


def _latest_changes(settings: Settings) -> list[str]:
    rows = _rows(settings, _CHANGES, SHOWN_CHANGES)
    lines = []
    for day, actor, issue, whom, change, days, old, old_source, new, new_source in rows:
        toward = f" toward {whom}" if whom else ""
        lines.append(f"  {day}  {actor} {change} on {issue}{toward}, after {days} days")
        lines.append(f"      before: {_quoted(old)} ({old_source})")
        lines.append(f"      then:   {_quoted(new)} ({new_source})")
    return lines


def print_next(settings: Settings) -> None:
    """Print what to type next, with the data folder of this run where it is not the usual one: questions that its ledger answers.

    Files of one's own are brought into the usual folder where this one is that of the shipped sample.
    """
    click.echo("\nNext")
    for words in (*_questions(settings), "sql 'from coverage limit 5'", "report --open"):
        click.echo(f"  .venv/bin/{told_command(words, settings)}")
    own = replace(settings, data=PROJECT / "data") if settings.data == DEMO else settings
    click.echo(f"  .venv/bin/{told_command('import YOUR-FILES', own)} && .venv/bin/{told_command('run', own)}")


def _questions(settings: Settings) -> tuple[str, ...]:
    """Questions about the country with most to say and the month of the latest change; of the shipped sample, those of the guide."""
    if settings.data == DEMO:
        return ("positions japan --on 2025-05-03", "changes --from 2025-05-01 --to 2025-05-31")
    actors, changes = _rows(settings, _ACTORS, 1), _rows(settings, _CHANGES, 1)
    asked = [f"positions {code.lower()}" for code, _ in actors]
    asked += [f"changes --from {row[0].replace(day=1)} --to {row[0]}" for row in changes]
    return tuple(asked)


def _quoted(quote: str) -> str:
    width = max(60, shutil.get_terminal_size((160, 24)).columns - 60)
    return f"“{_short(one_line(quote), width)}”"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
