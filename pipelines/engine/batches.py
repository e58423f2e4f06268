"""Which document parts belong to which batch of files, and whether they are all there. Does not belong here: making them (`arrivals`)."""

from collections.abc import Iterable, Sequence

from pipelines.lake import Lake, Part, PartInfo


def documents_by_batch(lake: Lake, months: Iterable[str] | None = None) -> dict[Part, list[Part]]:
    """The document parts that are there, in order, by the batch they belong to."""
    found: dict[Part, list[Part]] = {}
    for part in sorted(lake.parts("documents", months), key=lambda part: (len(part.name), part)):  # b-1000 comes after b-999
        found.setdefault(batch_of(part), []).append(part)
    return found


def batch_of(part: Part) -> Part:
    """The batch that a part of documents, articles or claims belongs to."""
    return Part(part.month, part.name.rpartition("-")[0])


def with_infos(lake: Lake, parts: Iterable[Part]) -> list[tuple[Part, PartInfo | None]]:
    """Document parts, each with what its footer says; None where it is torn."""
    return [(part, lake.info("documents", part)) for part in parts]


def is_whole(parts: Sequence[tuple[Part, PartInfo | None]], wanted: str | None = None) -> bool:
    """Whether parts 0 to n are all there, of the wanted fingerprint where one is wanted, and the last one says that it is the last."""
    last_part, last = parts[-1] if parts else (None, None)
    if last_part is None or last is None or not last.notes.get("last"):
        return False
    is_complete = len(parts) == int(last_part.name.rpartition("-")[2]) + 1
    return is_complete and all(info is not None and wanted in (None, info.fingerprint) for _, info in parts)
