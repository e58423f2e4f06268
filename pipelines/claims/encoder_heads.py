"""What the encoder is asked about a candidate, and the layers that answer.

Belongs here: pooling hidden states and the linear heads, as functions of named tensors. Needs torch; nothing imports this module
before the accurate extractor is asked for. Does not belong here: the encoder's own layers, training.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pipelines.claims.encoder_body import WIDTH, Weights
from pipelines.claims.encoder_input import Batch

POOLED = 3 * WIDTH
COUNTERPART = "counterpart"
FIRST_SPREAD = 0.02  # standard deviation of heads before training


@dataclass(frozen=True, slots=True)
class TensorBatch:
    """A batch as tensors; `others` are (row, place) pairs."""

    tokens: Tensor
    attention: Tensor
    actor: Tensor
    sentence: Tensor
    others: Tensor

    @classmethod
    def of(cls, batch: Batch) -> "TensorBatch":
        """Wrap the arrays without copying them."""
        arrays = (batch.tokens, batch.attention, batch.actor, batch.sentence, batch.others)
        tokens, attention, actor, sentence, others = (torch.from_numpy(array) for array in arrays)
        return cls(tokens, attention, actor, sentence, others)


def new_heads(sizes: Mapping[str, int]) -> dict[str, Tensor]:
    """Untrained heads: one for each question with this many answers, and one that judges a pair of actor and other country."""
    heads: dict[str, Tensor] = {}
    for name, size in {**sizes, COUNTERPART: 1}.items():
        width = POOLED + WIDTH if name == COUNTERPART else POOLED
        heads[f"head.{name}.weight"] = torch.randn(size, width) * FIRST_SPREAD
        heads[f"head.{name}.bias"] = torch.zeros(size)
    return heads


def pool(hidden: Tensor, batch: TensorBatch) -> Tensor:
    """The first token's state, the mean over the actor's tokens and the mean over the sentence's, side by side."""
    return torch.cat([hidden[:, 0], _mean(hidden, batch.actor), _mean(hidden, batch.sentence)], dim=-1)


def answer(weights: Weights, hidden: Tensor, batch: TensorBatch, dropout: float = 0.0) -> dict[str, Tensor]:
    """Scores before softmax by question, (rows, answers); for `counterpart` one score for each pair of `batch.others`."""
    pooled = functional.dropout(pool(hidden, batch), dropout) if dropout else pool(hidden, batch)
    names = [name.split(".")[1] for name in weights if name.startswith("head.") and name.endswith(".weight")]
    scores = {name: _score(weights, name, pooled) for name in names if name != COUNTERPART}
    rows, places = batch.others[:, 0], batch.others[:, 1]
    pairs = torch.cat([pooled[rows], hidden[rows, places]], dim=-1)
    scores[COUNTERPART] = _score(weights, COUNTERPART, pairs)[:, 0]
    return scores


def _score(weights: Weights, name: str, pooled: Tensor) -> Tensor:
    return functional.linear(pooled, weights[f"head.{name}.weight"], weights[f"head.{name}.bias"])


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    share = (mask / mask.sum(dim=1, keepdim=True).clamp(min=1.0)).to(hidden.dtype)
    return torch.einsum("rp,rpw->rw", share, hidden)
