"""Pages and plots: the static report, readable from disk without server, network or clock."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.engine.progress import Progress, quiet
from pipelines.settings import Settings


def build(settings: Settings, database: Path, progress: Progress = quiet) -> Mapping[str, int]:
    """Write the report of a published database into the settings' report folder.

    Pages that would come out the same are not touched; pages that no longer belong are removed. Nothing but the database decides
    what a page says, its days included; only the extractor's measured accuracy comes from beside its model.

    Args:
        settings: Where the report goes, and where the model's facts are.
        database: The published file.
        progress: Told how many pages of a kind are done.

    Returns:
        Counts: pages, of which written, unchanged and removed, bytes, and the bytes of the largest page.

    Raises:
        WarehouseMissing: There is no database, or it is of another version.
        NoRoom: The disk is full or the folder may not be written.
    """
    from pipelines.report.site import build_site  # Jinja and matplotlib are loaded only where pages are made

    return build_site(settings, database, progress)
