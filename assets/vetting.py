"""What stands before every publication: the audits, and a note of which parts have passed them.

Belongs here: that no way into the published database leads around the audits. Does not belong here: what they look for.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from assets.evidence import audit_date_evidence
from assets.progress import PROGRESS
from pipelines.engine.audit import Finding, audit_counts, audit_dates, audit_quotes
from pipelines.errors import CheckFailed
from pipelines.lake import Lake, Part, no_room
from pipelines.report.visible import one_line
from pipelines.settings import Settings

Audit = Callable[[Lake, Sequence[str] | None], Iterator[Finding]]
AUDITS: dict[str, tuple[str, Audit]] = {
    "counts_reconcile": ("claims", audit_counts),
    "quotes_stand_in_their_articles": ("claims", audit_quotes),
    "dates_have_evidence": ("articles", audit_dates),
    "evidence_of_dates_stands": ("claims", audit_date_evidence),
}
FAULTS: ContextVar[list[Finding] | None] = ContextVar("faults", default=None)  # what the asset checks of this run have found
NOTE = ".vetted.json"  # in the data folder; without it every part is audited anew
VERSION = "2"  # of the audits: to be raised where they find more, so that what has passed is read again
SHOWN = 3
TABLES = ("documents", "articles", "claims")


@dataclass(frozen=True, slots=True)
class _Some(Lake):
    """A lake of which only some parts are shown."""

    shown: Collection[Part] = field(default=())

    def parts(self, table: str, months: Iterable[str] | None = None) -> list[Part]:
        """Those of the lake's parts that are shown."""
        return [part for part in Lake.parts(self, table, months) if part in self.shown]


def vet(settings: Settings, lake: Lake) -> list[Finding]:
    """Audit every part that is in all tables and has not passed as it lies there now; those that pass are not read again.

    A part that was refused, or that a killed run left before it was audited, is thus held back from whatever publishes next.

    Raises:
        CorruptPart: A part cannot be read; names the file.
        NoRoom: The note cannot be written.
    """
    marks = _mark_parts(lake)
    passed = _read_note(settings)
    new = [part for part, mark in marks.items() if passed.get(str(part)) != mark]
    findings = []
    for done, part in enumerate(new, start=1):
        only = _Some(lake.root, lake.url, frozenset({part}))
        findings += [finding for _, audit in AUDITS.values() for finding in audit(only, [part.month])]
        PROGRESS.get()("checks", done, len(new))
    refused = {finding.where for finding in findings}
    noted = {str(part): mark for part, mark in marks.items() if str(part) not in refused}
    if noted != passed:
        _write_note(settings, noted)
    return findings


def refusal(findings: Sequence[Finding]) -> CheckFailed:
    """The error that ends a publication: which documents it is about, and how to go on without them."""
    told = " ".join(one_line(finding.sentence) for finding in findings[:SHOWN])
    more = f" And {len(findings) - SHOWN} more: `demarche doctor --deep`." if len(findings) > SHOWN else ""
    return CheckFailed(
        f"Nothing was published. {told}{more} Until that is mended, `demarche forget PATH --reason WHY` takes a document out of the way."
    )


def _mark_parts(lake: Lake) -> dict[Part, str]:
    """Every part that is in all tables, with what the listing tells of its files: a part that was written again has another mark."""
    listed = [lake.listed(table) for table in TABLES]
    whole = sorted(set(listed[0]).intersection(*listed[1:]))
    return {part: _hash([f"{table[part].byte_count} {table[part].written_at}" for table in listed]) for part in whole}


def _hash(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join((VERSION, *words)).encode()).hexdigest()[:16]


def _read_note(settings: Settings) -> dict[str, str]:
    try:
        noted = json.loads((settings.data / NOTE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _write_note(settings: Settings, noted: Mapping[str, str]) -> None:
    path = settings.data / NOTE
    beside = path.with_name(f"{path.name}.part")
    with no_room(f"{path.name} cannot be written"):
        beside.write_text(json.dumps(noted, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        beside.replace(path)
