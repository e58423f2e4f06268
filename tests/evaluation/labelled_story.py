"""One labelled article for the tests of the room, and claims as an extractor might have made them."""

from dataclasses import replace
from typing import Any

from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_claim
from pipelines.records import Article

TEXT = "Duty on rice\n\nPeru raised its duty on rice. Chile protested against it, and Peru, an analyst said, might sell its dollars.\n"
BASE: dict[str, Any] = {"modality": "asserted", "attribution": "own", "claimed_on": "2025-04-16", "date_basis": "publication"}
RAISED = {**BASE, "quote": "Peru raised its duty on rice", "actor": "PER", "issue": "tariffs", "act": "restrict"}
PROTEST = {**BASE, "quote": "Chile protested against it", "actor": "CHL", "issue": "tariffs", "act": "accuse", "counterparts": ["PER"]}


def make_story(name: str = "a", *claims: dict[str, Any]) -> LabelledArticle:
    """The article, labelled with both claims unless told otherwise."""
    labels = claims or (RAISED, PROTEST)
    article = Article(name, name, f"docs/{name}.txt", None, 0, "Duty on rice", TEXT.split("\n\n")[1].strip(), "en", "test")
    return LabelledArticle(article, tuple(read_claim(label) for label in labels), TEXT)


def make_claim(slots: dict[str, Any], confidence: float | None = None, **changes: Any) -> LabelledClaim:
    """A claim as it was made."""
    return replace(read_claim({**slots, **changes}), confidence=confidence)
