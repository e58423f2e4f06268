"""How much ingest accepts. Numbers only; what happens beyond them is decided where they are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """Bounds of one raw file. The defaults admit 30 years of a newsletter in one archive and stop what is built to do harm."""

    document_bytes: int = 25_000_000  # one document; mail with attachments is the largest honest kind
    expanded_bytes: int = 8_000_000_000  # everything unpacked from one raw file
    expansion_ratio: int = 250  # unpacked to packed; text reaches about 30, bombs begin at 1,000
    ratio_free_bytes: int = 20_000_000  # below this much output the ratio is not asked
    member_count: int = 50_000  # members of one archive
    nesting: int = 4  # containers inside containers
    waiting_bytes: int = 32_000_000  # documents of a tar archive that wait for sidecars, and sidecars that wait for theirs
    sidecar_bytes: int = 65_536
    buffered_bytes: int = 200_000_000  # an archive inside an archive that has to be held in memory
