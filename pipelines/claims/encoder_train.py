"""Fitting the encoder's upper layers and heads to labelled candidates.

Belongs here: the loss, the optimiser's schedule, and checkpoints from which a stopped training goes on. Needs torch; nothing
imports this module before an accurate model is trained. Does not belong here: reading labels (see `encoder_targets`).
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipelines.claims.encoder_body import LAYERS, Weights, attention_bias, embed, run_layers
from pipelines.claims.encoder_heads import COUNTERPART, TensorBatch, answer, new_heads
from pipelines.claims.encoder_input import Sequenced, pack
from pipelines.claims.encoder_targets import COUNT, Target

QUESTION_WEIGHTS = {"issue": 1.2, "act": 1.6, "modality": 0.6, "attribution": 0.6, "direction": 0.4, COUNTERPART: 0.6}
HEADS_FASTER = 10.0  # times the learning rate of the top layer
RARITY_POWER = 0.3  # answers weigh by their rarity to this power
LONGEST_STEP = 1.0  # norm to which gradients are clipped
SORTED_BATCHES = 12  # batches that are cut from one pool sorted by length


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `epochs` may be a fraction; `negatives` are drawn anew each epoch, so many to one candidate with a claim."""

    epochs: float = 3.0
    batch_size: int = 16
    negatives: int = 2
    learning_rate: float = 5e-5
    layer_decay: float = 0.9
    frozen_layers: int = 6
    dropout: float = 0.1
    warmup: float = 0.08
    seed: int = 0
    checkpoint_steps: int = 200


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate, what a reader said of it, and its hidden states below the trained layers."""

    sequence: Sequenced
    target: Target
    states: Tensor


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training stands."""

    step: int
    steps: int
    loss: float


def keep_lower_states(weights: Weights, sequences: Sequence[Sequenced], padding: int, frozen: int, batch_size: int = 32) -> list[Tensor]:
    """Hidden states of each sequence after the layers that are not trained, without padding, of the weights' own precision."""
    kept: list[Tensor] = [torch.empty(0)] * len(sequences)
    order = sorted(range(len(sequences)), key=lambda at: len(sequences[at]))
    with torch.inference_mode():
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            batch = TensorBatch.of(pack([sequences[at] for at in chosen], padding))
            bias = attention_bias(weights, batch.attention)
            hidden = run_layers(weights, embed(weights, batch.tokens), bias, range(frozen))
            for row, at in enumerate(chosen):
                kept[at] = hidden[row, : len(sequences[at])].clone()
    return kept


def trained_names(weights: Weights, frozen: int) -> list[str]:
    """Names of the tensors that training changes, heads last."""
    layers = [f"encoder.layer.{number}." for number in range(frozen, LAYERS)]
    return [name for name in weights if name.startswith(tuple(layers))] + [name for name in weights if name.startswith("head.")]


class Trainer:
    """One training; its state can be written at any step and taken up again."""

    def __init__(self, weights: Weights, examples: Sequence[Example], sizes: Mapping[str, int], padding: int, plan: Plan) -> None:
        """Take published weights and examples; `sizes` are the numbers of answers by question."""
        torch.manual_seed(plan.seed)
        self._plan, self._examples, self._padding = plan, examples, padding
        self._fixed = dict(weights)
        everything = {**weights, **new_heads(sizes)}
        self.trained = {name: everything[name].float().clone().requires_grad_() for name in trained_names(everything, plan.frozen_layers)}
        self._optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        self._rates = [float(group["lr"]) for group in self._optimiser.param_groups]
        self._rarity = _rarities(examples, sizes)
        self._step = 0
        self._key = _key(examples, plan)
        held = sum(example.target.count > 0 for example in examples)
        an_epoch = held + min(len(examples) - held, plan.negatives * held)
        self._steps = max(1, math.ceil(plan.epochs * math.ceil(an_epoch / plan.batch_size)))

    def run(self, checkpoint: Path, notice: Callable[[Progress], None]) -> dict[str, Tensor]:
        """Train to the end, from the checkpoint where there is one of the same examples and plan; the trained tensors."""
        if checkpoint.exists():
            self._take_up(checkpoint)
        for number, chosen in enumerate(self._batches()):
            if number < self._step:
                continue
            loss = self._learn([self._examples[at] for at in chosen])
            self._step = number + 1
            notice(Progress(self._step, self._steps, loss))
            if self._step % self._plan.checkpoint_steps == 0 or self._step == self._steps:
                self._write(checkpoint)
        return {name: tensor.detach() for name, tensor in self.trained.items()}

    def _batches(self) -> Iterator[list[int]]:
        """Places of each step's examples, `steps` of them; the same for the same seed."""
        counts = np.array([example.target.count for example in self._examples])
        with_claim, without = np.flatnonzero(counts > 0), np.flatnonzero(counts == 0)
        done = epoch = 0
        while done < self._steps:
            rng = np.random.default_rng((self._plan.seed, epoch))
            drawn = rng.choice(without, min(len(without), self._plan.negatives * len(with_claim)), replace=False)
            mixed = rng.permutation(np.concatenate([with_claim, drawn]))
            batches = list(_cut(mixed.tolist(), [len(example.sequence) for example in self._examples], self._plan.batch_size))
            for at in rng.permutation(len(batches))[: self._steps - done]:
                yield batches[at]
            done += len(batches)
            epoch += 1

    def _learn(self, examples: Sequence[Example]) -> float:
        self._set_rates()
        batch = TensorBatch.of(pack([example.sequence for example in examples], self._padding))
        hidden = torch.nn.utils.rnn.pad_sequence([example.states for example in examples], batch_first=True)
        bias = attention_bias(self._fixed, batch.attention)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = run_layers(self.trained, hidden, bias, range(self._plan.frozen_layers, LAYERS), self._plan.dropout)
            scores = answer(self.trained, hidden, batch, self._plan.dropout)
        loss = self._loss({name: score.float() for name, score in scores.items()}, [example.target for example in examples])
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.trained.values()), LONGEST_STEP)
        self._optimiser.step()
        return float(loss.detach())

    def _loss(self, scores: Mapping[str, Tensor], targets: Sequence[Target]) -> Tensor:
        """Whether and how many for all; the other questions where there is a claim."""
        loss = functional.cross_entropy(scores[COUNT], torch.tensor([target.count for target in targets]))
        rows = [row for row, target in enumerate(targets) if target.count]
        if not rows:
            return loss
        share = len(rows) / len(targets)
        for name, rarity in self._rarity.items():
            wanted = torch.tensor([targets[row].shares[name] for row in rows])
            loss = loss + share * QUESTION_WEIGHTS[name] * functional.cross_entropy(scores[name][rows], wanted, weight=rarity)
        flags = [(target.count > 0, flag) for target in targets for flag in target.counterparts]
        asked = [at for at, (has_claim, _) in enumerate(flags) if has_claim]
        if asked:
            truth = torch.tensor([float(flags[at][1]) for at in asked])
            pairs = functional.binary_cross_entropy_with_logits(scores[COUNTERPART][asked], truth)
            loss = loss + share * QUESTION_WEIGHTS[COUNTERPART] * pairs
        return loss

    def _groups(self) -> list[dict[str, object]]:
        """Tensors with their learning rates: lower layers learn more slowly, heads faster."""
        top = self._plan.learning_rate
        groups: list[dict[str, object]] = []
        for number in range(self._plan.frozen_layers, LAYERS):
            tensors = [tensor for name, tensor in self.trained.items() if name.startswith(f"encoder.layer.{number}.")]
            groups.append({"params": tensors, "lr": top * self._plan.layer_decay ** (LAYERS - 1 - number)})
        heads = [tensor for name, tensor in self.trained.items() if name.startswith("head.")]
        return [*groups, {"params": heads, "lr": top * HEADS_FASTER}]

    def _set_rates(self) -> None:
        """Rise over the warm-up, then fall in a straight line."""
        done = self._step / self._steps
        factor = min(1.0, (done + 1 / self._steps) / self._plan.warmup) * max(0.01, 1.0 - done)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def _write(self, path: Path) -> None:
        state = {
            "key": self._key,
            "step": self._step,
            "trained": self.trained,
            "optimiser": self._optimiser.state_dict(),
            "random": torch.get_rng_state(),
        }
        beside = path.with_name(path.name + ".part")
        torch.save(state, beside)
        beside.replace(path)

    def _take_up(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        if state["key"] != self._key:
            return
        self._step = state["step"]
        with torch.no_grad():
            for name, tensor in state["trained"].items():
                self.trained[name].copy_(tensor)
        self._optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"])


def _key(examples: Sequence[Example], plan: Plan) -> str:
    """What a checkpoint belongs to: the plan, and the examples with what was said of them."""
    digest = hashlib.sha256(repr(plan).encode())
    for example in examples:
        digest.update(repr((example.sequence, example.target)).encode())
    return digest.hexdigest()


def _cut(places: Sequence[int], lengths: Sequence[int], batch_size: int) -> Iterator[list[int]]:
    """Batches of sequences of like length."""
    pool = batch_size * SORTED_BATCHES
    for start in range(0, len(places), pool):
        part = sorted(places[start : start + pool], key=lambda at: lengths[at])
        yield from (part[at : at + batch_size] for at in range(0, len(part), batch_size))


def _rarities(examples: Sequence[Example], sizes: Mapping[str, int]) -> dict[str, Tensor]:
    """Weight of each answer by question, but for the count."""
    found: dict[str, Tensor] = {}
    for name in sizes:
        if name != COUNT:
            shares = [example.target.shares[name] for example in examples if example.target.count]
            often = torch.tensor(shares).sum(dim=0) if shares else torch.ones(sizes[name])
            found[name] = (often.mean() / often.clamp(min=3.0)) ** RARITY_POWER
    return found
