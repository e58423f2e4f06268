"""What every kind of page is made with: the connection, names of codes, addresses, templates, the plotter and the writer.

Belongs here: the tools. Does not belong here: any page.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import jinja2

from pipelines.engine.progress import Progress
from pipelines.errors import WarehouseMissing
from pipelines.report.addresses import Addresses, root_of
from pipelines.report.pages import PageTooLarge, PageWriter, file_name
from pipelines.report.pictures import Scene
from pipelines.report.plots import Plotter
from pipelines.report.rows import BuildRow, ClaimRow, PositionRow, read_pairs, stream
from pipelines.report.visible import show_hidden
from pipelines.report.words import (
    CHANGE_WORDS,
    USE_WORDS,
    Labels,
    band,
    say_amount,
    say_code,
    say_day,
    say_month,
    say_score,
    show_quote,
    show_text,
)

TEMPLATES = Path(__file__).parent / "templates"
DIVISORS = (1, 2, 4, 8, 16, 32)

Item = TypeVar("Item")
Other = TypeVar("Other")


@dataclass(slots=True)
class Desk:
    """The tools of one build."""

    connection: duckdb.DuckDBPyConnection
    writer: PageWriter
    labels: Labels
    address: Addresses
    build: BuildRow
    plotter: Plotter
    actors: dict[str, int]  # actors with a page, and their claims
    pairs: dict[tuple[str, str], int]  # pairs with a page, and their dated claims
    templates: jinja2.Environment
    progress: Progress
    position_pages: dict[str, int] = field(default_factory=dict)  # page of its track on which a position stands, where not the first

    @property
    def newest(self) -> date:
        """The newest day of the corpus."""
        return self.build.last_known_on or self.build.built_on

    @property
    def until(self) -> date:
        """What still stands is drawn to here: the end of the newest month, so that a night does not redraw every picture."""
        return self.newest.replace(day=monthrange(self.newest.year, self.newest.month)[1])

    def render(self, page: str, template: str, **values: Any) -> None:
        """Write one page."""
        text = self.templates.get_template(f"{template}.html.jinja").render(page=page, root=root_of(page), **values)
        self.writer.write(page, text)

    def fit(self, page: str, template: str, values_for: Callable[[int], dict[str, Any]]) -> None:
        """Write one page, showing less where it would be too large.

        Args:
            page: Its path below the report's folder.
            template: Name of its template.
            values_for: What to show of `1 / divisor` of what there is; called with 1, then with larger divisors as long as needed.

        Raises:
            PageTooLarge: Even the least is too much.
        """
        for divisor in DIVISORS:
            try:
                self.render(page, template, **values_for(divisor))
            except PageTooLarge:
                if divisor == DIVISORS[-1]:
                    raise
            else:
                return

    def place(self, position: PositionRow) -> str:
        """Where a position and its claims stand on the pages of its track."""
        page = self.position_pages.get(position.position_id, 1)
        return f"{self.address.track(position.actor, position.issue, page)}#p-{position.position_id}"

    def scene(self, page: str, line: str) -> Scene:
        """What a picture needs to know of a page; `line` names the attribute of a position that names its line."""
        return Scene(self.labels, self.claim_address(page), self.until, line)

    def claim_address(self, page: str) -> Callable[[str, str], str]:
        """The link to a claim's words, as seen from a page."""
        root = root_of(page)
        return lambda article_id, claim_id: root + self.address.claim(article_id, claim_id)


def open_desk(connection: duckdb.DuckDBPyConnection, writer: PageWriter, places: dict[str, int], progress: Progress) -> Desk:
    """Read the dimensions and lay out the tools.

    Raises:
        WarehouseMissing: The database has no build row.
    """
    build = next(stream(connection, "build", BuildRow), None)
    if build is None:
        raise WarehouseMissing("The database does not say what it was built from.")
    acts = {act: float(score) for act, score in read_pairs(connection, "acts").items()}
    labels = Labels(
        read_pairs(connection, "countries"), read_pairs(connection, "issue_topics"), read_pairs(connection, "issue_abouts"), acts
    )
    actors = read_pairs(connection, "actors")
    pairs = {
        (one, other): count for (one, other), count in ((key.split("|"), count) for key, count in read_pairs(connection, "pairs").items())
    }
    desk = Desk(connection, writer, labels, Addresses(places), build, Plotter(acts), actors, pairs, _environment(), progress)
    desk.templates.globals.update(
        labels=labels,
        address=desk.address,
        build=build,
        known_actors=actors,
        place=desk.place,
        month_names=[say_month(date(2000, month, 1))[:3] for month in range(1, 13)],
        change_words=CHANGE_WORDS,
        use_words=USE_WORDS,
    )
    return desk


def merge_groups(
    left: Iterable[Item], right: Iterable[Other], left_key: Callable[[Item], Any], right_key: Callable[[Other], Any]
) -> Iterator[tuple[Any, list[Item], list[Other]]]:
    """Groups of equal key of two streams that are both in the order of their keys; a key of one stream alone has an empty list."""
    lefts, rights = _groups(left, left_key), _groups(right, right_key)
    one, other = next(lefts, None), next(rights, None)
    while one is not None or other is not None:
        key = min(group[0] for group in (one, other) if group is not None)
        items: list[Item] = []
        others: list[Other] = []
        if one is not None and one[0] == key:
            items, one = one[1], next(lefts, None)
        if other is not None and other[0] == key:
            others, other = other[1], next(rights, None)
        yield key, items, others


def dated(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    """Those of the claims that have a day."""
    return [claim for claim in claims if claim.claimed_on is not None]


def _groups(items: Iterable[Item], key: Callable[[Item], Any]) -> Iterator[tuple[Any, list[Item]]]:
    group: list[Item] = []
    current: Any = None
    for item in items:
        if group and key(item) != current:
            yield current, group
            group = []
        current = key(item)
        group.append(item)
    if group:
        yield current, group


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        day=say_day,
        month=say_month,
        code=say_code,
        score=say_score,
        amount=say_amount,
        band=band,
        shown=show_text,
        hidden=show_hidden,
        quote=show_quote,
        count=lambda number: f"{number:,}",
        change=lambda code: CHANGE_WORDS.get(code, say_code(code)),
        use=lambda code: USE_WORDS.get(code, say_code(code)),
        anchor=file_name,
    )
    return environment
