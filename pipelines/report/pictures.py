"""Which claims, changes and positions become which marks and steps of a picture.

Belongs here: the choice when there are too many, the words of each mark. Does not belong here: drawing (see `plots`).
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.report.canvas import Link
from pipelines.report.plots import Mark, Step, Timeline
from pipelines.report.rows import ClaimRow, PositionRow
from pipelines.report.words import Labels, band, say_amount, say_code, say_day, show_quote

LINES = 8  # lines of one picture, at most; the rest have marks only
MARK_QUOTE = 150

ClaimAddress = Callable[[str, str], str]  # article and claim → link


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture needs to know of the page it stands on."""

    labels: Labels
    address: ClaimAddress
    until: date  # what still stands is drawn to here at most
    line: str  # which attribute of a position names its line: `counterpart` or `actor`


def timeline_of(scene: Scene, title: str, claims: Sequence[ClaimRow], positions: Sequence[PositionRow], limit: int) -> Timeline | None:
    """The picture of claims and positions; None where fewer than two claims are dated, which a line of text says as well.

    Args:
        scene: The page it stands on.
        title: What it shows.
        claims: Dated or not.
        positions: The positions they moved.
        limit: Marks at most; claims that began a position are kept first.
    """
    starts = {position.first_claim_id for position in positions}
    shown = thin([claim for claim in claims if claim.claimed_on is not None], starts, limit)
    if len(shown) < 2:
        return None
    marks = [mark_of(claim, scene.labels, scene.address) for claim in shown]
    return Timeline(title, _steps(positions, scene.line), marks, scene.until)


def mark_of(claim: ClaimRow, labels: Labels, address: ClaimAddress) -> Mark:
    """A claim as a point. Its first line of words is what a screen reader says."""
    assert claim.claimed_on is not None
    is_third = claim.attribution == "third_party"
    shape = "third" if is_third else claim.modality
    toward = f" toward {labels.countries_of(claim.counterparts)}" if claim.counterparts else ""
    amount = say_amount(claim.amount, claim.unit)
    firmness = "" if claim.modality == "asserted" else claim.modality
    notes = ", ".join(filter(None, (amount, firmness, "third party" if is_third else "", "corrected" if claim.known_to else "")))
    head = f"{say_day(claim.claimed_on)}: {labels.country(claim.actor)}, {say_code(claim.act)}{toward}" + (f" ({notes})" if notes else "")
    words = f"{head}\n“{show_quote(claim.quote, MARK_QUOTE)}”\n{show_quote(claim.source, 60)}"
    is_weak = claim.use not in ("utterance", "third_party") or claim.known_to is not None
    css = f"{shape} {band(claim.score)}" + (" weak" if is_weak else "")
    return Mark(claim.claimed_on, claim.score, Link(address(claim.article_id, claim.claim_id), css, words, claim.claim_id))


def thin(claims: Sequence[ClaimRow], kept: Collection[str], limit: int) -> list[ClaimRow]:
    """At most `limit` claims, oldest first: those in `kept` (the newest of them, where too many), then the rest evenly over time."""
    ordered = sorted(claims, key=lambda claim: (claim.claimed_on or date.min, claim.claim_id))
    if len(ordered) <= limit:
        return ordered
    first = [claim for claim in ordered if claim.claim_id in kept][-limit:]
    rest = [claim for claim in ordered if claim.claim_id not in kept]
    room = limit - len(first)
    chosen = first + [rest[at * len(rest) // room] for at in range(room)] if room else first
    return sorted(chosen, key=lambda claim: (claim.claimed_on or date.min, claim.claim_id))


def _steps(positions: Sequence[PositionRow], line: str) -> list[Step]:
    """Steps of the lines with most positions; a general position's line is `all`."""
    counted = Counter(getattr(position, line) or "all" for position in positions)
    kept = [name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:LINES]]
    return [
        Step(name, position.valid_from, position.valid_to, position.score)
        for name in kept
        for position in positions
        if (getattr(position, line) or "all") == name
    ]
