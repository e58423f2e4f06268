"""Takedowns: a document and everything drawn from it leave the lake, and never come in again.

The log `forgotten.jsonl` lies beside the lake. A takedown is written there first and marked as done last, so that a killed one is
finished by whoever next looks at the raw folder. A document inside an archive leaves an empty row that says why; a file of which
nothing is left goes from the raw folder too. Whether nothing is left only a whole batch can tell: where a part of one is torn or was not
made yet, its raw files stay, and the takedown is not done before it was made.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.engine.batches import documents_by_batch, is_whole, with_infos
from pipelines.engine.replaced import settle
from pipelines.errors import CorruptPart, LakeError, RejectCode
from pipelines.lake import Lake, Part, PartInfo, no_room, sync_folder
from pipelines.landing import SIDECAR_SUFFIX, to_os_path
from pipelines.records import Document
from pipelines.schemas import from_table, to_table

REASON = "Taken down on request."


@dataclass(frozen=True, slots=True)
class Takedown:
    """One line of the log: a document that must go."""

    document_id: str
    path: str
    member: str | None
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """What carrying out takedowns has come to."""

    removed: tuple[str, ...] = ()  # raw files
    waiting: tuple[Part, ...] = ()  # batches that are not whole: the takedown is done when they were made and are looked at again


@dataclass(frozen=True, slots=True)
class _Asked:
    """Ids of documents that must go."""

    ever: frozenset[str]  # also those that went before: a file may hold nothing else
    pending: frozenset[str]


def log_path(lake: Lake) -> Path:
    """Where takedowns are written down."""
    return lake.root.parent / "forgotten.jsonl"


def forgotten_ids(lake: Lake) -> frozenset[str]:
    """Ids of every document that was ever taken down; they are hashes of bytes, so the same bytes under another name are known again."""
    return frozenset(line["document_id"] for line in _lines(lake) if "document_id" in line)


def find_documents(lake: Lake, name: str, day: date, reason: str) -> list[Takedown]:
    """Takedowns of the documents that have this id, or lie in the raw file of this path; empty where there are none.

    Raises:
        CorruptPart: A part cannot be read, and may hold what is meant; names the file.
    """
    try:
        return [
            Takedown(row["document_id"], row["path"], row["member"], day.isoformat(), reason)
            for part in lake.parts("documents")
            for row in _rows_named(lake, part, name)
            if row["reject_code"] != RejectCode.FORGOTTEN
        ]
    except CorruptPart as error:
        raise CorruptPart(f"{error} Nothing was taken down; ask again when `demarche run` has made that part anew.") from error


def _rows_named(lake: Lake, part: Part, name: str) -> list[dict[str, Any]]:
    table = lake.read("documents", part, ["document_id", "path", "member", "reject_code"])
    named = zip(table["document_id"].to_pylist(), table["path"].to_pylist(), strict=True)
    rows: list[dict[str, Any]] = table.filter(_mask(name in places for places in named)).to_pylist()
    return rows


def forget(lake: Lake, raw: Path, takedowns: Sequence[Takedown]) -> Cleared:
    """Write takedowns down and carry them out.

    Raises:
        NoRoom: The log or the lake cannot be written; what was asked for is finished by the next run.
    """
    settle(lake)
    _append(lake, [asdict(takedown) for takedown in takedowns])
    return finish_takedowns(lake, raw)


def finish_takedowns(lake: Lake, raw: Path) -> Cleared:
    """Carry out what was asked for and is not marked as done."""
    asked, done = [], set()
    for line in _lines(lake):
        if "document_id" in line:
            asked.append(line["document_id"])
        else:
            done |= set(line["done"])
    pending = sorted(set(asked) - done)
    if not pending:
        return Cleared()
    batches = lake.parts("files")
    made = documents_by_batch(lake)
    documents = {batch: with_infos(lake, made.get(batch, [])) for batch in batches}
    ids = _Asked(frozenset(asked), frozenset(pending))
    removed = [path for batch in batches for path in _clear_batch(lake, raw, batch, documents[batch], ids)]
    waiting = [batch for batch in batches if not is_whole(documents[batch])]
    if not waiting:
        _append(lake, [{"done": pending}])
    return Cleared(tuple(removed), tuple(waiting))


def bury(table: pa.Table, forgotten: frozenset[str]) -> pa.Table:
    """Documents as they came in, those that were taken down without their content."""
    if forgotten.isdisjoint(table["document_id"].to_pylist()):
        return table
    return to_table("documents", [_buried(row) if row.document_id in forgotten else row for row in from_table("documents", table)])


def _buried(row: Document) -> Document:
    bare = replace(row, payload=b"", sender=None, subject=None, url=None, sidecar=None)
    return replace(bare, reject_code=RejectCode.FORGOTTEN, reject_reason=REASON)


def _clear_batch(lake: Lake, raw: Path, batch: Part, documents: Sequence[tuple[Part, PartInfo | None]], asked: _Asked) -> list[str]:
    """Take documents out of one batch's parts; documents last, since they tell a later try what is still to be done."""
    tables = {part: lake.read("documents", part, ["document_id", "path", "reject_code"]) for part, info in documents if info}
    gone = _emptied_paths(tables.values(), asked) if is_whole(documents) else frozenset[str]()
    touched = [part for part, table in tables.items() if _holds(table, asked.ever) or not gone.isdisjoint(table["path"].to_pylist())]
    if not touched:
        return []
    for part in touched:
        if _holds(tables[part], asked.ever):
            _clear_drawn(lake, part, asked.ever)
    if gone:
        _rewrite(lake, "files", batch, lambda rows: _without(rows, "path", gone))
    for path in gone:
        for beside in (path, path + SIDECAR_SUFFIX):
            with no_room(f"The raw file {path} cannot be removed"):
                to_os_path(raw, beside).unlink(missing_ok=True)
    for part in touched:
        _rewrite(lake, "documents", part, lambda rows: bury(_without(rows, "path", gone), asked.ever))
    return sorted(gone)


def _holds(table: pa.Table, forgotten: frozenset[str]) -> bool:
    """Whether a document that must go still has its content here."""
    rows = zip(table["document_id"].to_pylist(), table["reject_code"].to_pylist(), strict=True)
    return any(document_id in forgotten and code != RejectCode.FORGOTTEN for document_id, code in rows)


def _emptied_paths(tables: Iterable[pa.Table], asked: _Asked) -> frozenset[str]:
    """Raw files of which a document must go now, and no other may stay."""
    ids: dict[str, set[str]] = {}
    for table in tables:
        for document_id, path in zip(table["document_id"].to_pylist(), table["path"].to_pylist(), strict=True):
            ids.setdefault(path, set()).add(document_id)
    return frozenset(path for path, found in ids.items() if found <= asked.ever and not found.isdisjoint(asked.pending))


def _clear_drawn(lake: Lake, part: Part, forgotten: frozenset[str]) -> None:
    """Take the articles and claims of documents out of their parts, claims first. What is torn goes whole, as it may hold their words, and
    is made again; so do claims that no article tells the documents of.
    """
    if lake.info("articles", part) is None:
        lake.remove("claims", part)
        lake.remove("articles", part)
        return
    articles = lake.read("articles", part)
    ids = zip(articles["article_id"].to_pylist(), articles["document_id"].to_pylist(), strict=True)
    drawn = frozenset(article_id for article_id, document_id in ids if document_id in forgotten)
    if lake.info("claims", part) is None:
        lake.remove("claims", part)
    else:
        _rewrite(lake, "claims", part, lambda rows: _without(rows, "article_id", drawn))
    _rewrite(lake, "articles", part, lambda rows: _without(rows, "document_id", forgotten))


def _rewrite(lake: Lake, table: str, part: Part, change: Callable[[pa.Table], pa.Table]) -> None:
    """Write a part again without some rows, under its old fingerprint: nothing else in it is stale."""
    info = lake.check(table, part)
    lake.write(table, part, change(lake.read(table, part)), info.fingerprint, info.notes)


def _without(rows: pa.Table, column: str, values: frozenset[str]) -> pa.Table:
    """The rows whose column holds none of the values."""
    return rows.filter(_mask(value not in values for value in rows[column].to_pylist()))


def _mask(chosen: Iterable[bool]) -> pa.BooleanArray:
    return pa.array(list(chosen), pa.bool_())


def _lines(lake: Lake) -> Iterator[dict[str, Any]]:
    try:
        lines = log_path(lake).read_bytes().splitlines()  # of bytes: a name may hold what ends a line of text
    except FileNotFoundError:
        return
    for number, line in enumerate(lines, start=1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise LakeError(f"{log_path(lake).name}, line {number}, is no JSON; nothing runs before it is put right.") from error


def _append(lake: Lake, lines: Sequence[Mapping[str, object]]) -> None:
    """Write the log again with more lines, whole or not at all."""
    path = log_path(lake)
    beside = path.with_name(f".{path.name}.part")
    kept = [*_lines(lake), *lines]
    with no_room(f"{path.name} cannot be written"):
        with beside.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in kept)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        sync_folder(path.parent)  # before anything is removed it must be sure that this is known
