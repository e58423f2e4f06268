"""The report as a whole: which pages there are and in which order they are made.

Belongs here: the order, and what every page can use. Does not belong here: what one kind of page shows (see `countries`, `pairs` …).
"""

from collections.abc import Mapping
from pathlib import Path

from pipelines.engine.progress import Progress
from pipelines.report.articles import long_places, write_articles
from pipelines.report.changes import read_recent, write_changes
from pipelines.report.countries import write_countries
from pipelines.report.deeds import write_deeds
from pipelines.report.desk import Desk, open_desk
from pipelines.report.front import write_front
from pipelines.report.index import write_search
from pipelines.report.issues import write_issues
from pipelines.report.pages import PageWriter
from pipelines.report.pairs import write_pairs
from pipelines.report.sources import write_sources
from pipelines.report.trust import Accuracy, read_accuracy
from pipelines.settings import Settings
from pipelines.warehouse import open_reader

STATIC = Path(__file__).parent / "static"


def build_site(settings: Settings, database: Path, progress: Progress) -> Mapping[str, int]:
    """Write every page; see `pipelines.report.build`."""
    writer = PageWriter(settings.report)
    with open_reader(database) as connection:
        desk = open_desk(connection, writer, long_places(connection), progress)
        write_pages(desk, read_accuracy(settings.reference))
    writer.close()
    return writer.counts()


def write_pages(desk: Desk, accuracy: Accuracy | None) -> None:
    """Write every page of the report. Tracks come first: other pages link to the page on which a position stands."""
    for path in sorted(STATIC.iterdir()):
        desk.writer.write(f"assets/{path.name}", path.read_text(encoding="utf-8"))
    recent = read_recent(desk)
    write_countries(desk, recent)
    write_pairs(desk)
    standing = write_issues(desk, recent)
    write_changes(desk)
    write_deeds(desk)
    sources = write_sources(desk)
    write_articles(desk)
    write_search(desk)
    write_front(desk, recent, standing, sources, accuracy)
