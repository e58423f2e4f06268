"""From raw files to documents: batches of new files, and the document parts each batch becomes.

A batch is written to the lake's `files` table before anything is read, whole; so a killed run finds its own plan again, and the batches
it had finished. Document parts of batch `b` are `b-000`, `b-001` …; the last one says so.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from pipelines.engine.batches import batch_of, documents_by_batch, is_whole, with_infos
from pipelines.engine.forgetting import bury, finish_takedowns, forgotten_ids
from pipelines.engine.progress import Progress, quiet
from pipelines.engine.refreshing import Refreshed, chain, do_all, sort_rows
from pipelines.engine.replaced import settle
from pipelines.engine.stage import Engine, Guard, Made, Stage
from pipelines.lake import Lake, Part
from pipelines.landing import list_raw
from pipelines.records import RawFile
from pipelines.schemas import from_table, to_table

CHUNK_FILES = 8  # files a worker takes at once
BATCH_FILES = 2000
BATCH_BYTES = 256 * 2**20
PART_BYTES = 256 * 2**20


def register_arrivals(lake: Lake, raw: Path) -> list[str]:
    """Write new raw files into the lake's `files` table, and note changed sidecars of known ones; finishes a killed compaction
    and a killed takedown first.

    Returns:
        The landing months that have something new, sorted.
    """
    settle(lake)
    finish_takedowns(lake, raw)
    known = {file.path: (part, file) for part in lake.parts("files") for file in from_table("files", lake.read("files", part))}
    found = list(list_raw(raw, {path: file for path, (_, file) in known.items()}))
    newest = {file.path: file for file in found}
    changed = {known[file.path][0] for file in found if file.path in known and known[file.path][1] != file}
    lost = {path for path, (_, file) in known.items() if path not in newest and not file.sha256}  # never read, and there no more
    changed |= {known[path][0] for path in lost}
    for part in changed:
        noted = from_table("files", lake.read("files", part))
        _write_files(lake, part, [newest.get(file.path, file) for file in noted if file.path not in lost])
    months = {part.month for part in changed}
    for batch in _batches(file for file in found if file.path not in known):
        part = Part(f"{batch[0].landed_on:%Y-%m}", name_batch(batch))
        _write_files(lake, part, batch)
        months.add(part.month)
    return sorted(months)


def _batches(files: Iterable[RawFile]) -> Iterator[list[RawFile]]:
    """Files in path order, cut where the month changes or a batch is full."""
    batch: list[RawFile] = []
    size = 0
    for file in files:
        is_other_month = batch and (batch[0].landed_on.year, batch[0].landed_on.month) != (file.landed_on.year, file.landed_on.month)
        if batch and (is_other_month or len(batch) >= BATCH_FILES or size + file.byte_count > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.byte_count
    if batch:
        yield batch


def name_batch(files: Sequence[RawFile]) -> str:
    """The name of the batch that holds these files."""
    return "b" + hash_files(files)[:12]


def hash_files(files: Sequence[RawFile]) -> str:
    """Hash of all that a batch knows of its files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(repr((file.path, file.byte_count, file.sha256, file.sidecar)).encode())
    return digest.hexdigest()


def _write_files(lake: Lake, part: Part, files: Sequence[RawFile]) -> None:
    ordered = sorted(files, key=lambda file: file.path)
    lake.write("files", part, to_table("files", ordered), hash_files(ordered)[:16])


def stale_batches(lake: Lake, stage: Stage, months: Sequence[str] | None = None) -> list[tuple[Part, str]]:
    """Batches whose documents are missing, unfinished or of another version, with the fingerprint they must get."""
    stale = []
    made, of_stage = documents_by_batch(lake, months), stage.fingerprint
    for batch in lake.parts("files", months):
        wanted = chain(of_stage, lake.check("files", batch).fingerprint)
        if not is_whole(with_infos(lake, made.get(batch, [])), wanted):
            stale.append((batch, wanted))
    return stale


def ingest(lake: Lake, stage: Stage, months: Sequence[str] | None, engine: Engine, part_size: int, progress: Progress = quiet) -> Refreshed:
    """Read the files of every stale batch into document parts, and remove parts whose batch is gone.

    Raises:
        CorruptPart: A part of `files` cannot be read; names the file.
        NoRoom: The disk is full; parts written so far are whole and stay.
    """
    batches = stale_batches(lake, stage, months)
    _remove_orphans(lake, months)
    fresh = len(lake.parts("files", months)) - len(batches)
    forgotten = forgotten_ids(lake)
    made = do_all([BatchWork(lake, stage, batch, wanted, part_size, forgotten) for batch, wanted in batches], "documents", engine, progress)
    return Refreshed("documents", fresh, len(batches), made.rows_in, made.rows_out, made.refused)


def _remove_orphans(lake: Lake, months: Sequence[str] | None) -> None:
    kept = set(lake.parts("files", months))
    for part in lake.parts("documents", months):
        if batch_of(part) not in kept:
            lake.remove("documents", part)


@dataclass(frozen=True, slots=True)
class BatchWork:
    """One batch of files to be read into document parts.

    Parts that a killed run left are written again with all others: where a worker was lost in one of the two runs alone, they were cut at
    other rows, and some would be there twice or not at all. For the same reason nothing that was drawn from such a part may stand.
    """

    lake: Lake
    stage: Stage
    batch: Part
    wanted: str
    part_size: int
    forgotten: frozenset[str]  # documents that were taken down come in without their content

    def do(self, guard: Guard) -> Made:
        """Read the files, write the parts, remove parts that an older version had more of."""
        files = self.lake.read("files", self.batch)
        rows = number = 0
        read = guard.stream(self.stage, files, CHUNK_FILES, partial(self.lake.open_aside, "documents", self.batch))
        tables = itertools.chain([to_table("documents", [])], read)  # its files may all be gone
        for number, (table, is_last) in enumerate(cut(tables, self.part_size)):
            part = Part(self.batch.month, f"{self.batch.name}-{number:03d}")
            info = self.lake.info("documents", part)
            if info is None or info.fingerprint == self.wanted:  # what another version made is stale by its fingerprint
                self.lake.remove("claims", part)
                self.lake.remove("articles", part)
            self.lake.write("documents", part, bury(sort_rows("documents", table), self.forgotten), self.wanted, {"last": is_last})
            rows += table.num_rows
        for part in documents_by_batch(self.lake, [self.batch.month]).get(self.batch, [])[number + 1 :]:
            self.lake.remove("documents", part)
        return Made(files.num_rows, rows, guard.refused)


def cut(tables: Iterable[pa.Table], part_size: int) -> Iterator[tuple[pa.Table, bool]]:
    """Tables of documents gathered to parts of at most `part_size` rows and `PART_BYTES` of payload; each with whether it is the last.

    Where they are cut hangs on the rows alone, not on how many came together.
    """
    import pyarrow.compute as pc  # an empty night does without it

    held: list[pa.Table] = []
    rows = size = 0
    for table in tables:
        begin = 0
        for at, byte_count in enumerate(pc.binary_length(table["payload"]).to_pylist()):
            if rows and (rows == part_size or size + byte_count > PART_BYTES):
                yield pa.concat_tables([*held, table.slice(begin, at - begin)]), False
                held, begin, rows, size = [], at, 0, 0
            rows, size = rows + 1, size + byte_count
        held.append(table.slice(begin))
    if held:
        yield pa.concat_tables(held), True
