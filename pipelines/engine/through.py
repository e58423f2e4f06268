"""Which parts have come through all stages, and so may be published: a range of months can be ready while others still wait."""

from collections.abc import Collection
from pathlib import Path

from pipelines.engine.batches import documents_by_batch, is_whole, with_infos
from pipelines.lake import Lake, Part


def parts_through(lake: Lake, left_out: Collection[str] = ()) -> tuple[dict[str, list[Path]], list[Part]]:
    """Files of each table's parts that belong to batches which have come through, and the batches that have not.

    A batch is through when its documents are all there and each of their parts has its articles and claims; of which version
    they are is not asked. One of whose parts is among those left out, as they are shown to people, waits too.

    Raises:
        NoRoom: The lake lies elsewhere and there is no room for copies of its parts.
    """
    made = set(lake.parts("articles")) & set(lake.parts("claims"))
    documents = documents_by_batch(lake)
    through: list[Part] = []
    batches: list[Part] = []
    waiting = []
    for batch in lake.parts("files"):
        parts = documents.get(batch, [])
        is_held = any(str(part) in left_out for part in parts)
        if not is_held and is_whole(with_infos(lake, parts)) and set(parts) <= made:
            batches.append(batch)
            through += parts
        else:
            waiting.append(batch)
    return {
        "files": lake.files("files", batches),
        **{table: lake.files(table, through) for table in ("documents", "articles", "claims")},
    }, waiting
