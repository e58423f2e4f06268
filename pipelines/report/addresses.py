"""Where each page is, as seen from another one.

Belongs here: names of pages and the links between them. Does not belong here: writing them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.report.pages import code_name, file_name


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of pages below the report's folder. `places` names the page of a claim whose article fills several."""

    places: Mapping[str, int] = field(default_factory=dict)

    def country(self, code: str) -> str:
        """A country or bloc."""
        return f"country/{code_name(code)}.html"

    def track(self, actor: str, issue: str, page: int = 1) -> str:
        """Everything one actor holds on one issue."""
        return f"track/{code_name(actor)}-{file_name(issue)}{_page(page)}.html"

    def pair(self, one: str, other: str) -> str:
        """What two countries hold toward each other; the order does not matter."""
        first, second = sorted((one, other))
        return f"pair/{code_name(first)}-{code_name(second)}.html"

    def issue(self, issue: str) -> str:
        """Who stands where on an issue."""
        return f"issue/{file_name(issue)}.html"

    def change(self, from_position: str, to_position: str, changed_on: object) -> str:
        """One change of position."""
        name = file_name(f"{to_position}-{from_position}-{changed_on}")
        return f"change/{name[:2]}/{name}.html"

    def source(self, source: str, page: int = 1) -> str:
        """A publisher and its calendar."""
        return f"source/{file_name(source)}{_page(page)}.html"

    def article(self, article_id: str, page: int = 1) -> str:
        """An article with its quotes highlighted."""
        name = file_name(article_id)
        return f"article/{name[:2]}/{name}{_page(page)}.html"

    def claim(self, article_id: str, claim_id: str) -> str:
        """A claim's words in its article."""
        return f"{self.article(article_id, self.places.get(claim_id, 1))}#c-{file_name(claim_id)}"


def root_of(page: str) -> str:
    """How a page reaches the report's folder: `../` for each folder it is in."""
    return "../" * page.count("/")


def _page(number: int) -> str:
    return "" if number == 1 else f".{number}"
