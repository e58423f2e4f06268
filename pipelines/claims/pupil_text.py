"""What the small network learns from text alone before it is taught: to fill in hidden words (masked language modelling).

Belongs here: sentences of articles that nobody labelled, as the network reads them, and learning from them (the shares of hidden words are
those of Devlin et al. 2019). Needs torch; nothing imports this module before a pupil is taught. Deterministic on one machine. Does not
belong here: lessons and labels (`pupil_learn`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipelines.claims.features import mask
from pipelines.claims.labelled import LabelledArticle
from pipelines.claims.pupil import BAGS, VECTOR, WIDTH, WORDS
from pipelines.claims.pupil_input import UNKNOWN, Indexes, Layout, Ragged, Sheet, cut
from pipelines.claims.pupil_network import Batch, Dropout, look
from pipelines.claims.reading import Reader

SHORTEST = 6  # words of a sentence that is read
_MOST_UNKNOWN = 1 / 3  # share of words without a vector beyond which it is not
_HIDDEN = 0.15  # share of words to fill in
_AS_UNKNOWN, _AS_IT_IS = 0.8, 0.1  # of these the share that is shown as unknown, and as it is; the rest as any word
_POOL = 50  # batches cut from one pool sorted by length
_TRUNK = ("near", "ask", "tell", "widen", "narrow", "wide", "apart", "in.", "distance", WORDS)  # what is kept


@dataclass(frozen=True, slots=True)
class TextPlan:
    """Steps of learning, the rate at its height, sentences of a batch, the seed."""

    steps: int = 11_700
    rate: float = 1.5e-3
    batch: int = 64
    warmup: int = 500
    seed: int = 3


def read_sentences(articles: Sequence[LabelledArticle], reader: Reader, layout: Layout, seed: int = 3) -> Ragged:
    """Words of their sentences as numbers, each seen from one actor that it names; of those that name none every second."""
    rng = np.random.default_rng(seed)
    parts = [Ragged.of(())]
    for article in articles:
        rows: list[list[int]] = []
        for read in reader.read(article.article).sentences:
            actors = sorted({mention.code for mention in read.mentions})
            if len(read.tokens) < SHORTEST or (not actors and rng.random() < 0.5):
                continue
            words = [layout.words.get(word, UNKNOWN) for word in cut(mask(read, actors[rng.integers(len(actors))] if actors else ""))]
            if words.count(UNKNOWN) <= _MOST_UNKNOWN * len(words):
                rows.append(words)
        parts.append(Ragged.of(rows))
    return Ragged.join(parts)


def learn_text(weights: Mapping[str, Tensor], sentences: Ragged, plan: TextPlan, notice: Callable[[int, int], None]) -> dict[str, Tensor]:
    """The weights with all that turns words into states learned from the sentences; the rest as it was."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    learned = {name: tensor.clone().requires_grad_() for name, tensor in weights.items()}
    tell = torch.nn.Linear(WIDTH, VECTOR)
    common = torch.zeros(len(learned[WORDS]), requires_grad=True)
    learner = torch.optim.AdamW([*learned.values(), *tell.parameters(), common], lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01)
    for step, kept in zip(range(plan.steps), _batches(sentences, plan, rng), strict=False):
        for group in learner.param_groups:
            group["lr"] = plan.rate * min(1.0, (step + 1) / plan.warmup) * max(0.02, 1.0 - step / plan.steps)
        rows = sentences.take(kept)
        words = torch.from_numpy(rows.flat)
        asked = (words > UNKNOWN) & (torch.rand(words.shape) < _HIDDEN)
        batch = _as_batch(Ragged(_hide(words, asked, len(common)).numpy(), rows.ends))
        states, _ = look(learned, batch, torch.ones(len(common)), Dropout(0.05, 0.0))
        normed = functional.layer_norm(states[:, BAGS:][batch.words > 0][asked], (WIDTH,))
        wrong = functional.cross_entropy(tell(normed) @ learned[WORDS].T + common, words[asked])
        learner.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_([*learned.values(), *tell.parameters(), common], 1.0)
        learner.step()
        notice(step + 1, plan.steps)
    return {name: (learned[name].detach() if name.startswith(_TRUNK) else tensor) for name, tensor in weights.items()}


def _batches(sentences: Ragged, plan: TextPlan, rng: np.random.Generator) -> Iterator[Indexes]:
    """Sentences of like length together, all of them in turn, without end."""
    lengths = sentences.lengths
    while True:
        order = rng.permutation(len(lengths))
        for start in range(0, len(order), plan.batch * _POOL):
            pool = order[start : start + plan.batch * _POOL]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            parts = [pool[at : at + plan.batch] for at in range(0, len(pool), plan.batch)]
            yield from (parts[at] for at in rng.permutation(len(parts)))


def _hide(words: Tensor, asked: Tensor, word_count: int) -> Tensor:
    """Most of the asked words as unknown, some as another word, some as they are."""
    chance = torch.rand(words.shape)
    shown = torch.where(asked & (chance < _AS_UNKNOWN), torch.full_like(words, UNKNOWN), words)
    return torch.where(asked & (chance >= _AS_UNKNOWN + _AS_IT_IS), torch.randint(UNKNOWN + 1, word_count, words.shape), shown)


def _as_batch(rows: Ragged) -> Batch:
    """Sentences with nothing around them."""
    nothing = Ragged.of([()] * len(rows.lengths))
    return Batch.of(Sheet(rows, nothing, nothing, nothing, np.zeros(len(rows.lengths), dtype=np.int64)))
