"""Claims of single files, without a lake: the same stages in the same guarded workers, tables in memory."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from assets.asking import ask_about
from assets.resources import build_guard, clean_stage, extract_stage
from pipelines.engine import LocalEngine
from pipelines.errors import WrongUse
from pipelines.ingest import IngestLimits, IngestStage
from pipelines.landing import SIDECAR_SUFFIX, write_name
from pipelines.records import Article, Claim, RawFile
from pipelines.schemas import from_table, to_table
from pipelines.settings import Settings

GUIDE_SLOTS = (
    "quote", "actor", "speaker", "counterparts", "issue", "act", "modality", "attribution", "currency", "direction", "amount", "unit",
    "claimed_on", "date_basis",
)  # fmt: skip


def read_files(
    settings: Settings, paths: Sequence[Path], published: date | None, day: date, notice: Callable[[str], None] = lambda _: None
) -> tuple[list[Article], list[Claim]]:
    """Articles and claims of single files; sidecars beside the files are read.

    Args:
        settings: Where reference data and limits come from.
        paths: Files in any format that ingest reads.
        published: Publication day of all of them, stronger than any sidecar.
        day: Landing day: nothing can have been published after it.
        notice: Told what asking a language model took, where one is the chosen extractor.

    Raises:
        WrongUse: A path is no file.
    """
    files = [_describe(path, published, day) for path in paths]
    with build_guard(settings) as engine:
        documents = _run_ingest(engine, to_table("files", files))
        articles = engine.run(clean_stage(settings), documents.filter(documents["reject_code"].is_null()))
        ask_about(settings, list(from_table("articles", articles)), notice)
        claims = engine.run(extract_stage(settings), articles)
    return list(from_table("articles", articles)), list(from_table("claims", claims))


def _run_ingest(engine: LocalEngine, files: pa.Table) -> pa.Table:
    return engine.run(IngestStage(Path("/"), IngestLimits()), files)


def _describe(path: Path, published: date | None, day: date) -> RawFile:
    if not path.is_file():
        raise WrongUse(f"There is no file {path}.")
    whole = path.resolve()
    beside = whole.with_name(whole.name + SIDECAR_SUFFIX)
    sidecar = beside.read_text(encoding="utf-8", errors="replace") if beside.is_file() else None
    if published is not None:
        sidecar = json.dumps({**(json.loads(sidecar) if sidecar else {}), "published": published.isoformat()})
    return RawFile(write_name(bytes(whole)[1:]), day, whole.stat().st_size, "", sidecar)


def as_lines(articles: Sequence[Article], claims: Sequence[Claim]) -> Iterator[str]:
    """Claims as JSON Lines: `doc` (the file's stem), the guide's slots, and confidence."""
    stems = {article.article_id: Path(article.path).stem for article in articles}
    for claim in claims:
        row = {slot: _plain(getattr(claim, slot)) for slot in GUIDE_SLOTS}
        yield json.dumps({"doc": stems[claim.article_id], **row, "confidence": round(claim.confidence, 4)}, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
