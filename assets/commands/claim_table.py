"""Claims as a table for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.records import Claim


def print_claims(claims: Sequence[Claim]) -> None:
    """Print claims in the order of their quotes, one row a claim, quotes in full."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("day", "actor", "toward", "issue", "act", "how", "conf.", "quote"):
        table.add_column(name, overflow="fold", no_wrap=name != "quote")
    for claim in sorted(claims, key=lambda claim: (claim.article_id, claim.quote_start)):
        day = claim.claimed_on.isoformat() if claim.claimed_on else "undated"
        how = claim.modality if claim.attribution == "own" else f"{claim.modality}, third party"
        toward = " ".join(claim.counterparts) or "-"
        table.add_row(day, claim.actor, toward, claim.issue, claim.act, how, f"{claim.confidence:.2f}", Text(claim.quote))
    Console().print(table)
