"""Which parts have come through all stages, and so may be published: a range of months can be ready while others still wait."""

from pathlib import Path

from pipelines.engine.arrivals import document_parts, is_whole
from pipelines.lake import Lake, Part
from pipelines.schemas import RECORDS


def parts_through(lake: Lake) -> tuple[dict[str, list[Path]], list[Part]]:
    """Files of each table's parts that belong to batches which have come through, and the batches that have not.

    A batch is through when its documents are all there and each of their parts has its articles and claims; of which version
    they are is not asked.
    """
    made = {table: set(lake.parts(table)) for table in RECORDS}
    paths: dict[str, list[Path]] = {table: [] for table in RECORDS}
    waiting = []
    for batch in sorted(made["files"]):
        documents = document_parts(lake, batch)
        parts = [part for part, _ in documents]
        if not is_whole(documents) or not set(parts) <= made["articles"] & made["claims"]:
            waiting.append(batch)
            continue
        paths["files"].append(lake.path("files", batch))
        for table in ("documents", "articles", "claims"):
            paths[table] += [lake.path(table, part) for part in parts]
    return paths, waiting
