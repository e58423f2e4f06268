"""Batches that a compaction has replaced: which they are, and how they go.

Whoever looks at the raw folder, takes something down or publishes settles this first.
"""

from pipelines.lake import Lake, Part

MADE = ("documents", "articles", "claims")
REPLACES = "replaces"  # note of a `files` part: names of the batches whose files it holds now


def settle(lake: Lake) -> None:
    """Remove replaced batches that a kill kept from going; a later one of the same name, of a file that went and landed again, stays."""
    batches = set(lake.parts("files"))
    for batch in sorted(batches):
        for name in _replaced_by(lake, batch):
            replaced = Part(batch.month, name)
            if replaced in batches and _paths(lake, replaced) <= _paths(lake, batch):
                drop(lake, replaced)


def _paths(lake: Lake, batch: Part) -> set[str]:
    return set(lake.read("files", batch, ["path"])["path"].to_pylist())


def is_merged(lake: Lake, batch: Part) -> bool:
    """Whether a batch was made by compaction, so that the times of its parts tell nothing of how long stages take."""
    return bool(_replaced_by(lake, batch))


def _replaced_by(lake: Lake, batch: Part) -> list[str]:
    info = lake.info("files", batch)
    found = info.notes.get(REPLACES, []) if info else []
    return [str(name) for name in found] if isinstance(found, list) else []


def drop(lake: Lake, batch: Part) -> None:
    """Remove a batch from every table; its `files` part last, for it tells the next run what is still to be removed."""
    for table in reversed(MADE):
        for part in lake.parts(table, [batch.month]):
            if part.name.startswith(f"{batch.name}-"):
                lake.remove(table, part)
    lake.remove("files", batch)
