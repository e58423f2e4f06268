"""What the published database is a function of, and whether it is still that function's value."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from importlib.metadata import version

from assets.progress import PROGRESS
from assets.resources import clean_stage, extract_stage, ingest_stage
from assets.vetting import refusal, vet
from pipelines.engine import parts_through
from pipelines.engine.compaction import compact
from pipelines.engine.forgetting import forgotten_ids
from pipelines.errors import WarehouseMissing
from pipelines.lake import Lake
from pipelines.schemas import RECORDS, SCHEMA_VERSION
from pipelines.settings import Settings
from pipelines.warehouse import BuildReport, open_reader, publish


def build_versions(settings: Settings, left_out: Collection[str] = ()) -> dict[str, str]:
    """What makes the database: `inputs` is a hash of every part's fingerprint, the SQL, the reference rows and the thresholds.

    The day of the run is none of them: it is written down in a database that is built, and is no reason to build one. Parts that are
    left out make another database than the same parts taken in.
    """
    lake = Lake(settings.lake, settings.lake_url)
    digest = hashlib.sha256(f"{settings.min_confidence}".encode())
    for table in RECORDS:
        for part in lake.parts(table):
            digest.update(f"{table} {part} {lake.check(table, part).fingerprint}\n".encode())
    digest.update("".join(sorted(left_out)).encode())
    digest.update("".join(sorted(forgotten_ids(lake))).encode())  # a takedown leaves the fingerprints of parts as they were
    for folder in (settings.sql, settings.reference):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".sql", ".csv"}):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return {"demarche": version("demarche"), "schema": str(SCHEMA_VERSION), "inputs": digest.hexdigest()[:16]}


def is_published(settings: Settings, versions: Mapping[str, str]) -> bool:
    """Whether the published database was made from exactly these inputs."""
    try:
        with open_reader(settings.database) as connection:
            row = connection.execute("select versions from build").fetchone()
    except WarehouseMissing:
        return False
    return row is not None and dict(row[0]) == dict(versions)


def publish_lake(settings: Settings, day: date, *, is_takedown: bool = False) -> BuildReport | None:
    """Merge small parts of closed months, then publish what has come through all stages; only whoever has the turn may.

    A part that does not pass its audits stops the publication, whichever month it is of. A takedown waits for nobody: there the batches
    of such parts are left out of what is published.

    Returns:
        What was built; None where the published database is already what it would be.

    Raises:
        CheckFailed: A part does not pass its audits, or a blocking check found rows; the published database stays as it was.
    """
    lake = Lake(settings.lake, settings.lake_url)
    fingerprints = (ingest_stage(settings).fingerprint, clean_stage(settings).fingerprint, extract_stage(settings).fingerprint)
    refused = vet(settings, lake)
    if not refused:
        compact(lake, fingerprints, f"{day:%Y-%m}", settings.part_size)
        refused = vet(settings, lake)
    if refused and not is_takedown:
        raise refusal(refused)
    left_out = {finding.where for finding in refused}
    versions = build_versions(settings, left_out)
    if is_published(settings, versions):
        return None
    parts, _ = parts_through(lake, left_out)
    if refused and not parts["documents"]:
        raise refusal(refused)
    PROGRESS.get()("ledger", 0, 1)
    built = publish(settings, parts, day, versions)
    PROGRESS.get()("ledger", 1, 1)
    return built
