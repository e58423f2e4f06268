"""Sentences that are hard to read, with the claims that must and must not be read in them.

Belongs here: reading the table and judging what an extractor makes of it. The table is a yardstick, not a target: what fails stays in it.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.errors import WrongUse
from pipelines.evaluation.measures import Reads
from pipelines.records import Article, Claim

# A second sentence, so that the gate sees an article on the subject; it holds no position of anyone.
SETTING = "The report on tariffs, trade and exchange rates ran to two pages."
_CHUNK = 16

Case = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an extractor made of one hard case."""

    case: str
    kind: str
    is_found: bool  # actor, issue and act of every wanted claim
    is_right: bool  # all five slots of every wanted claim, and no unwanted one


def read_cases(path: Path) -> list[Case]:
    """The table.

    Raises:
        WrongUse: There is none.
    """
    if not path.is_file():
        raise WrongUse(f"There is no table of hard cases at {path.name}.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def judge_cases(cases: Sequence[Case], extractor: Reads) -> list[Verdict]:
    """Every case read and judged, in order."""
    verdicts: list[Verdict] = []
    for first in range(0, len(cases), _CHUNK):
        some = cases[first : first + _CHUNK]
        made = extractor.extract([article_of(case) for case in some])
        verdicts += [judge_case(case, claims) for case, claims in zip(some, made, strict=True)]
    return verdicts


def article_of(case: Case) -> Article:
    """The case as an article of its own."""
    return Article(
        article_id=f"{case['id']}-0",
        document_id=case["id"],
        path=case["id"],
        member=None,
        story=0,
        title=None,
        text=f"{case['sentence']}\n\n{SETTING}",
        language="en",
        source="test",
        published_on=date.fromisoformat(case["published_on"]),
    )


def judge_case(case: Case, claims: Sequence[Claim]) -> Verdict:
    """A case without wanted claims is right where nothing unwanted was read."""
    wanted, unwanted = patterns_of(case["wanted"]), patterns_of(case["unwanted"])
    is_clean = not any(fits(pattern, claim) for pattern in unwanted for claim in claims)
    is_found = all(any(fits("/".join(pattern.split("/")[:3]), claim) for claim in claims) for pattern in wanted)
    is_whole = all(any(fits(pattern, claim) for claim in claims) for pattern in wanted)
    return Verdict(case["id"], case["kind"], is_found, is_whole and is_clean)


def patterns_of(cell: str) -> list[str]:
    """The patterns of a cell."""
    return [pattern for pattern in cell.split(";") if pattern]


def fits(pattern: str, claim: Claim) -> bool:
    """Whether a claim is what a pattern says: slots in order, `*` for any, as many as the pattern has."""
    slots = (claim.actor, claim.issue, claim.act, claim.modality.value, claim.attribution.value)
    return all(want in ("*", slot) for want, slot in zip(pattern.split("/"), slots, strict=False))


def share_found(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Shares of all cases that are found, and that are right."""
    total = max(1, len(verdicts))
    return {"found": sum(one.is_found for one in verdicts) / total, "right": sum(one.is_right for one in verdicts) / total}
