"""Making stale parts fresh: which are stale, in which order, and what their footers must say afterwards.

Belongs here: the chain of fingerprints files → documents → articles → claims. Does not belong here: how a table of records is run
through a stage (`local`, `cluster`), or what the stage does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import pyarrow as pa

from pipelines.engine.progress import Progress, quiet
from pipelines.engine.stage import Engine, Guard, Made, Stage, Work
from pipelines.lake import Lake, Part


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one refresh did."""

    table: str
    parts_fresh: int  # parts that were as they should be
    parts_made: int
    rows_in: int  # rows of the source read for the parts that were made
    rows_out: int
    refused: int  # rows of the source on which a worker timed out, ran out of memory or crashed

    def counts(self) -> dict[str, int]:
        """For metadata and for people."""
        return {
            "parts_fresh": self.parts_fresh,
            "parts_made": self.parts_made,
            "rows_in": self.rows_in,
            "rows_out": self.rows_out,
            "refused": self.refused,
        }


def chain(stage_fingerprint: str, source_fingerprint: str) -> str:
    """The fingerprint of a part made by a stage from a source part."""
    return hashlib.sha256(f"{stage_fingerprint}\0{source_fingerprint}".encode()).hexdigest()[:16]


def stale_parts(lake: Lake, stage: Stage, months: Iterable[str] | None = None) -> tuple[list[tuple[Part, str]], int]:
    """Parts of the source whose target is missing or was made by another version, each with the fingerprint it must get.

    Returns:
        The stale parts in order, and how many are fresh. A source part that is torn counts as stale, with no fingerprint to get:
        the stage before makes it again, and who reads it before that is told which file it is.
    """
    stale, fresh, of_stage = [], 0, stage.fingerprint
    for part in lake.parts(stage.source, months):
        source, info = lake.info(stage.source, part), lake.info(stage.target, part)
        wanted = "" if source is None else chain(of_stage, source.fingerprint)
        if source is not None and info is not None and info.fingerprint == wanted:
            fresh += 1
        else:
            stale.append((part, wanted))
    return stale, fresh


def refresh(lake: Lake, stage: Stage, months: Sequence[str] | None, engine: Engine, progress: Progress = quiet) -> Refreshed:
    """Make every stale part of a stage's target again, and remove target parts whose source is gone.

    Raises:
        CorruptPart: A part of the source cannot be read; names the file.
        NoRoom: The disk is full; parts written so far are whole and stay.
    """
    stale, fresh = stale_parts(lake, stage, months)
    made = do_all([PartWork(lake, stage, part, wanted) for part, wanted in stale], stage.target, engine, progress)
    remove_orphans(lake, stage, months)
    return Refreshed(stage.target, fresh, len(stale), made.rows_in, made.rows_out, made.refused)


@dataclass(frozen=True, slots=True)
class PartWork:
    """One part to be made; it has one fixed name and is written whole, so doing it twice does no harm."""

    lake: Lake
    stage: Stage
    part: Part
    wanted: str

    def do(self, guard: Guard) -> Made:
        """Read the source part, run the stage, write the target part."""
        source = self.lake.read(self.stage.source, self.part)
        made = sort_rows(self.stage.target, guard.run(self.stage, source))
        self.lake.write(self.stage.target, self.part, made, self.wanted, {"rows_in": source.num_rows, "refused": guard.refused})
        return Made(source.num_rows, made.num_rows, guard.refused)


def do_all(work: Sequence[Work], table: str, engine: Engine, progress: Progress) -> Made:
    """Do all pieces of work, in any order, and add up what they made."""
    total = Made(0, 0, 0)
    progress(table, 0, len(work))
    with closing(engine.map(work)) as answers:
        for number, made in enumerate(answers, start=1):
            total = Made(total.rows_in + made.rows_in, total.rows_out + made.rows_out, total.refused + made.refused)
            progress(table, number, len(work))
    return total


def remove_orphans(lake: Lake, stage: Stage, months: Sequence[str] | None) -> None:
    """Remove parts of the target that have no source part any more."""
    kept = set(lake.parts(stage.source, months))
    for part in lake.parts(stage.target, months):
        if part not in kept:
            lake.remove(stage.target, part)


_ORDER = {
    "files": ["path"],
    "documents": ["document_id", "path", "member"],
    "articles": ["article_id", "path", "member"],
    "claims": ["claim_id", "article_id"],
}


def sort_rows(table: str, data: pa.Table) -> pa.Table:
    """Rows in the order in which the lake keeps them: by id."""
    return data.sort_by([(name, "ascending") for name in _ORDER[table]])


def months_between(first: str, last: str) -> Iterator[str]:
    """Every month from first to last, both included, as YYYY-MM."""
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
