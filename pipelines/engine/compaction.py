"""Compaction of closed months: many small batches become one, in every table at once.

A batch of documents that fits into one part is a function of its files; so is the batch that holds the files of several. Where every part
of the small ones is fresh, their rows, sorted as the lake sorts them, are the very bytes that reading the files anew would make, and the
chain of fingerprints can be written without doing so. Batches that fill more than half a part are left alone, so that a row is moved a
few times at most. Does not belong here: which months are closed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.engine.arrivals import BATCH_BYTES, BATCH_FILES, PART_BYTES, hash_files, name_batch
from pipelines.engine.batches import documents_by_batch
from pipelines.engine.refreshing import chain, sort_rows
from pipelines.engine.replaced import MADE, REPLACES, drop, settle
from pipelines.lake import Lake, Part
from pipelines.schemas import from_table, to_table

Fingerprints = tuple[str, str, str]  # of the stages that make documents, articles and claims


@dataclass(frozen=True, slots=True)
class _Small:
    """A batch that may be merged."""

    batch: Part
    first_path: str
    files: int
    documents: int
    byte_count: int  # of its files or of its documents, whichever is more


def compact(lake: Lake, fingerprints: Fingerprints, before: str, part_size: int) -> int:
    """Merge small batches of the landing months before `before`.

    Killed at any moment it loses and doubles nothing, and the next one ends in the same bytes: the merged `files` part is what makes a
    merger hold, and it names what it replaces. Neighbours by path are filled into one batch as long as they fit, so that what an earlier
    compaction has merged comes out the same.

    Returns:
        How many batches are gone.
    """
    settle(lake)
    by_month: dict[str, list[Part]] = {}
    for batch in lake.parts("files"):
        if batch.month < before:
            by_month.setdefault(batch.month, []).append(batch)
    merged = 0
    for month, batches in by_month.items():
        for group in _groups(_find_small(lake, fingerprints, batches, part_size) if len(batches) > 1 else [], part_size):
            _merge(lake, fingerprints, month, group)
            merged += len(group) - 1
    return merged


def _find_small(lake: Lake, fingerprints: Fingerprints, batches: Sequence[Part], part_size: int) -> Iterator[_Small]:
    """Batches that are fresh in every table and whose documents fill one part by half at most."""
    made = documents_by_batch(lake, [batches[0].month])
    for batch in batches:
        only = Part(batch.month, f"{batch.name}-000")
        if made.get(batch) != [only] or not _is_fresh(lake, fingerprints, batch, only):
            continue
        sizes = lake.read("documents", only, ["byte_count"])["byte_count"]
        files = lake.read("files", batch, ["path", "byte_count"])
        if len(sizes) <= part_size // 2 and files.num_rows:
            byte_count = max(sum(files["byte_count"].to_pylist()), sum(sizes.to_pylist()))
            yield _Small(batch, min(files["path"].to_pylist()), files.num_rows, len(sizes), byte_count)


def _is_fresh(lake: Lake, fingerprints: Fingerprints, batch: Part, only: Part) -> bool:
    fingerprint = lake.check("files", batch).fingerprint
    for table, of_stage in zip(MADE, fingerprints, strict=True):
        info = lake.info(table, only)
        fingerprint = chain(of_stage, fingerprint)
        if info is None or info.fingerprint != fingerprint or (table == "documents" and not info.notes.get("last")):
            return False
    return True


def _groups(small: Iterable[_Small], part_size: int) -> Iterator[list[_Small]]:
    """Neighbours by path that fit into one batch together, two or more."""
    group: list[_Small] = []
    for one in sorted(small, key=lambda one: one.first_path):
        held = [*group, one]
        fits = sum(s.documents for s in held) <= part_size and sum(s.files for s in held) <= BATCH_FILES
        if group and not (fits and sum(s.byte_count for s in held) <= min(BATCH_BYTES, PART_BYTES) // 2):
            if len(group) > 1:
                yield group
            held = [one]
        group = held
    if len(group) > 1:
        yield group


def _merge(lake: Lake, fingerprints: Fingerprints, month: str, group: Sequence[_Small]) -> None:
    """Write the merged parts, claims first and files last, and remove those they replace."""
    batches = [one.batch for one in group]
    files = sorted((file for batch in batches for file in from_table("files", lake.read("files", batch))), key=lambda file: file.path)
    merged, whole = Part(month, name_batch(files)), hash_files(files)[:16]
    only, olds = Part(month, f"{merged.name}-000"), [Part(month, f"{batch.name}-000") for batch in batches]
    tables = {table: sort_rows(table, pa.concat_tables([lake.read(table, old) for old in olds])) for table in MADE}
    documents = chain(fingerprints[0], whole)
    articles = chain(fingerprints[1], documents)
    claims = chain(fingerprints[2], articles)
    lake.write("claims", only, tables["claims"], claims, _notes(lake, "claims", olds, tables["articles"].num_rows))
    lake.write("articles", only, tables["articles"], articles, _notes(lake, "articles", olds, tables["documents"].num_rows))
    lake.write("documents", only, tables["documents"], documents, {"last": True})
    lake.write("files", merged, to_table("files", files), whole, {REPLACES: sorted(batch.name for batch in batches)})
    for batch in batches:
        drop(lake, batch)


def _notes(lake: Lake, table: str, olds: Sequence[Part], rows_in: int) -> Mapping[str, object]:
    return {"rows_in": rows_in, "refused": sum(int(str(lake.check(table, old).notes.get("refused", 0))) for old in olds)}
