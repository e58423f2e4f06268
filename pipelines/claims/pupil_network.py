"""The small network in torch, for learning: the same sums as in `pupil`, with dropout and slopes.

Belongs here: new weights, a batch, raw answers and the loss. Needs torch; nothing imports this module before a pupil is taught. Does not
belong here: what is learned from, and in which order (`pupil_learn`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipelines.claims.model import Floats
from pipelines.claims.pupil import ATTENTION_HEADS, BAG_LENGTH, BAGS, BLOCKS, WORDS, apart_of, shapes_of
from pipelines.claims.pupil_input import ACTOR, SPECIAL, UNKNOWN, Ragged, Sheet, distances

WEIGHTS = {"claim": 1.0, "issue": 0.5, "act": 0.75, "modality": 0.25, "attribution": 0.25, "direction": 0.25}  # of a head in the loss
_SPREADS = {WORDS: 0.3, "distance": 0.3, "kind": 1.0, "clue": 0.05}  # of new tables

Weights = Mapping[str, Tensor]


@dataclass(frozen=True, slots=True)
class Dropout:
    """Shares of numbers, and of words, that are hidden in learning."""

    numbers: float = 0.15
    words: float = 0.05


NO_DROPOUT = Dropout(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some candidates as tensors; bags as flat numbers with where each begins."""

    words: Tensor
    distances: Tensor
    kinds: Tensor
    clues: tuple[Tensor, Tensor]
    before: tuple[Tensor, Tensor]
    headline: tuple[Tensor, Tensor]

    @classmethod
    def of(cls, sheet: Sheet) -> "Batch":
        """From their numbers."""
        words = sheet.sentence.padded()
        bags = (_bag(one) for one in (sheet.clues, sheet.before, sheet.headline))
        return cls(torch.from_numpy(words), torch.from_numpy(distances(words)), torch.from_numpy(sheet.kinds), *bags)


def _bag(bag: Ragged) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(bag.flat), torch.from_numpy(bag.ends[:-1])


def new_weights(words: Floats, clue_count: int, classes: Mapping[str, Sequence[str]]) -> dict[str, Tensor]:
    """An untaught network over some word vectors; call `torch.manual_seed` before."""
    shapes = shapes_of(len(SPECIAL) + len(words), clue_count, classes)
    weights = {name: torch.randn(shape) * _SPREADS.get(name, 0.0) for name, shape in shapes.items() if "." not in name}
    weights[WORDS][0] = 0.0
    weights[WORDS][len(SPECIAL) :] = torch.from_numpy(words)
    for name, shape in shapes.items():
        layer, _, part = name.partition(".")
        if layer.endswith("_norm"):
            weights[name] = torch.ones(shape) if part == "weight" else torch.zeros(shape)
        elif part:
            weights[name] = (torch.rand(shape) * 2 - 1) / shapes[f"{layer}.weight"][0] ** 0.5
    return weights


def read(weights: Weights, batch: Batch, rarity: Tensor, dropout: Dropout = NO_DROPOUT) -> Tensor:
    """Raw answers of a batch."""
    states, known = look(weights, batch, rarity, dropout)
    return _conclude(weights, states, (known, batch.words), dropout)


def look(weights: Weights, batch: Batch, rarity: Tensor, dropout: Dropout) -> tuple[Tensor, Tensor]:
    """States of all places, the bags' first, and which of them hold something."""
    words = batch.words
    if dropout.words:
        hidden = (torch.rand(words.shape) < dropout.words) & (words >= len(SPECIAL))
        words = torch.where(hidden, torch.full_like(words, UNKNOWN), words)
    own = weights["kind"][batch.kinds] + functional.embedding_bag(batch.clues[0], weights["clue"], batch.clues[1], mode="sum")
    bags = [own, *(_pool(weights, name, bag, rarity) for name, bag in (("before", batch.before), ("headline", batch.headline)))]
    tokens = _linear(weights, "in", functional.embedding(words, weights[WORDS])) + weights["distance"][batch.distances]
    states = _drop(torch.cat([torch.stack(bags, dim=1), tokens], dim=1), dropout)
    known = torch.cat([torch.ones(len(words), BAGS, dtype=torch.bool), batch.words > 0], dim=1)
    for block in range(BLOCKS):
        states = _attend(weights, _mix_neighbours(weights, states, known, dropout, block), known, dropout, block)
    return states, known


def loss(raw: Tensor, targets: Mapping[str, Tensor], weight: Tensor) -> Tensor:
    """Cross-entropy to chances by head; codes count by the chance of a claim."""
    parts = torch.split(raw, [table.shape[1] for table in targets.values()], dim=1)
    claim = targets["claim"][:, 1]
    total = raw.new_zeros(())
    for (head, table), part in zip(targets.items(), parts, strict=True):
        wrong = -(table * functional.log_softmax(part, dim=1)).sum(dim=1)
        if head == "claim":
            total = total + WEIGHTS[head] * (weight * wrong).mean()
        else:
            total = total + WEIGHTS[head] * (weight * claim * wrong).sum() / (weight * claim).sum().clamp(min=1.0)
    return total


def _pool(weights: Weights, name: str, bag: tuple[Tensor, Tensor], rarity: Tensor) -> Tensor:
    sums = functional.embedding_bag(bag[0], weights[WORDS], bag[1], mode="sum", per_sample_weights=rarity[bag[0]])
    return _linear(weights, name, sums / (sums.norm(dim=1, keepdim=True) + 1e-6) * BAG_LENGTH)


def _mix_neighbours(weights: Weights, states: Tensor, known: Tensor, dropout: Dropout, block: int) -> Tensor:
    normed = functional.pad(_norm(weights, f"near{block}_norm", states) * known[:, :, None], (0, 0, 1, 1))
    near = torch.cat([normed[:, :-2], normed[:, 1:-1], normed[:, 2:]], dim=2)
    values, gates = _linear(weights, f"near{block}", near).chunk(2, dim=2)
    return states + _drop(values * torch.sigmoid(gates), dropout)


def _attend(weights: Weights, states: Tensor, known: Tensor, dropout: Dropout, block: int) -> Tensor:
    rows, length, width = states.shape
    parts = _linear(weights, f"ask{block}", _norm(weights, f"ask{block}_norm", states)).view(rows, length, 3, ATTENTION_HEADS, -1)
    queries, keys, values = parts.permute(2, 0, 3, 1, 4)
    apart = torch.cat([weights[f"apart{block}"][:-1], torch.zeros_like(weights[f"apart{block}"][-1:])])
    bias = apart[torch.from_numpy(apart_of(length))].permute(2, 0, 1)[None] + torch.where(known, 0.0, -1e4)[:, None, None, :]
    told = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=bias)
    states = states + _drop(_linear(weights, f"tell{block}", told.transpose(1, 2).reshape(rows, length, width)), dropout)
    wide = functional.gelu(_linear(weights, f"widen{block}", _norm(weights, f"wide{block}_norm", states)), approximate="tanh")
    return states + _drop(_linear(weights, f"narrow{block}", wide), dropout)


def _conclude(weights: Weights, states: Tensor, known_words: tuple[Tensor, Tensor], dropout: Dropout) -> Tensor:
    known, words = known_words
    actor = (words == ACTOR).float()
    actor = actor / actor.sum(dim=1, keepdim=True).clamp(min=1.0)
    gate = torch.softmax(_linear(weights, "gate", states)[:, :, 0].masked_fill(~known, -1e4), dim=1)
    joined = torch.cat([states[:, 0], (actor[:, None] @ states[:, BAGS:])[:, 0], (gate[:, None] @ states)[:, 0]], dim=1)
    middle = functional.gelu(_linear(weights, "middle", _norm(weights, "last_norm", joined)), approximate="tanh")
    return _linear(weights, "out", _drop(middle, dropout))


def _linear(weights: Weights, name: str, states: Tensor) -> Tensor:
    return states @ weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _norm(weights: Weights, name: str, states: Tensor) -> Tensor:
    return functional.layer_norm(states, states.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"])


def _drop(states: Tensor, dropout: Dropout) -> Tensor:
    return functional.dropout(states, dropout.numbers) if dropout.numbers else states


def as_arrays(weights: Weights) -> dict[str, Floats]:
    """The weights as they are kept."""
    return {name: np.asarray(tensor.detach().numpy(), dtype=np.float32) for name, tensor in weights.items()}
