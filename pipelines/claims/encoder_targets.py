"""The questions the encoder answers, and what a reader's labels say to each.

Belongs here: questions, their answers in order, and targets made of labelled claims. Needs no torch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from pipelines.claims.encoder_input import Sequenced
from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.slots import NO_DIRECTION
from pipelines.records import Attribution, Modality
from pipelines.reference import Reference

COUNT = "count"
MOST_CLAIMS = 2  # of one candidate; more are taken for two
DIRECTIONS = (NO_DIRECTION, "open", "protect", "stronger", "weaker", "stable", "flexible")


@dataclass(frozen=True, slots=True)
class Target:
    """What readers said of one candidate.

    `count` is the number of its claims, at most two. `shares` give each answer's share by question; all zero without a claim.
    `counterparts` say of each other country that the sequence marks, in order, whether a claim is toward it.
    """

    count: int
    shares: Mapping[str, tuple[float, ...]]
    counterparts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers in order, by question; the count of claims comes first."""

    answers: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Issues and acts in the order of their tables."""
        return cls(
            {
                COUNT: tuple(str(number) for number in range(MOST_CLAIMS + 1)),
                "issue": tuple(row["issue"] for row in reference.rows("issues")),
                "act": tuple(row["act"] for row in reference.rows("acts")),
                "modality": tuple(Modality),
                "attribution": tuple(Attribution),
                "direction": DIRECTIONS,
            }
        )

    @property
    def sizes(self) -> dict[str, int]:
        """Number of answers by question."""
        return {name: len(answers) for name, answers in self.answers.items()}

    def target(self, sequence: Sequenced, claims: Sequence[LabelledClaim]) -> Target:
        """What these claims of one candidate say to every question."""
        said = {
            "issue": [claim.issue for claim in claims],
            "act": [claim.act for claim in claims],
            "modality": [claim.modality for claim in claims],
            "attribution": [claim.attribution for claim in claims],
            "direction": [claim.direction or NO_DIRECTION for claim in claims],
        }
        shares = {name: _shares(self.answers[name], given) for name, given in said.items()}
        toward = {code for claim in claims for code in claim.counterparts}
        return Target(min(len(claims), MOST_CLAIMS), shares, tuple(code in toward for _, code in sequence.others))


def _shares(answers: Sequence[str], given: Sequence[str]) -> tuple[float, ...]:
    return tuple(given.count(answer) / max(1, len(given)) for answer in answers)
