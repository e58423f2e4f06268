"""What asking may cost, and what it has cost so far.

Belongs here: counting tokens and money against limits, from several threads. Does not belong here: estimates of a text (`pieces`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Condition

from pipelines.errors import BudgetSpent

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Money for a million tokens, in whatever currency the limit is in; 0 where a model costs nothing."""

    tokens_in: float = 0.0
    tokens_out: float = 0.0

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Money for so many tokens."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / MILLION


@dataclass(slots=True)
class Budget:
    """Limits of one run. A request is held against them at its largest before it is sent, and settled at what it took."""

    tokens: int
    cost: float
    prices: Prices
    spent_in: int = 0
    spent_out: int = 0
    requests: int = 0
    _held: list[tuple[int, int]] = field(default_factory=list)
    _changed: Condition = field(default_factory=Condition, repr=False)

    def hold(self, tokens_in: int, tokens_out: int) -> tuple[int, int]:
        """Set tokens aside for a request.

        Returns:
            What `settle` must be given back.

        Raises:
            BudgetSpent: The request could go over a limit; nothing is set aside.
        """
        with self._changed:
            while why := self._refusal(tokens_in, tokens_out, self._held):
                if not self._held or self._refusal(tokens_in, tokens_out, ()):
                    raise BudgetSpent(why)
                self._changed.wait()  # what is under way may take less than was set aside for it
            held = (tokens_in, tokens_out)
            self._held.append(held)
            return held

    def settle(self, held: tuple[int, int], tokens_in: int, tokens_out: int) -> None:
        """Count what a request took; zeros where it brought no answer."""
        with self._changed:
            self._held.remove(held)
            self.spent_in += tokens_in
            self.spent_out += tokens_out
            self.requests += bool(tokens_in or tokens_out)
            self._changed.notify_all()

    def _refusal(self, tokens_in: int, tokens_out: int, held: Sequence[tuple[int, int]]) -> str:
        """Why a request does not fit beside those held; empty where it does."""
        into = self.spent_in + tokens_in + sum(one for one, _ in held)
        out = self.spent_out + tokens_out + sum(one for _, one in held)
        if into + out > self.tokens:
            spent = f"{self.spent_in + self.spent_out:,} used, up to {tokens_in + tokens_out:,} wanted"
            return f"The budget of {self.tokens:,} tokens (DEMARCHE_LLM_TOKENS) does not allow the next request: {spent}."
        if self.cost and self.prices.cost(into, out) > self.cost:
            spent = f"{self.spent_money():.4f} used, up to {self.prices.cost(tokens_in, tokens_out):.4f} wanted"
            return f"The budget of {self.cost:g} (DEMARCHE_LLM_COST) does not allow the next request: {spent}."
        return ""

    def spent_money(self) -> float:
        """Money for what has been used."""
        return self.prices.cost(self.spent_in, self.spent_out)
