"""From a folder of labelled articles and published weights to an accurate model.

Belongs here: choosing the candidates to learn from, and the order of the work. Needs torch; nothing imports this module before an
accurate model is trained. Does not belong here: the loss and its schedule (see `encoder_train`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from safetensors.torch import load_file
from torch import Tensor

from pipelines.claims.encoder_input import Sequenced, Sequencer
from pipelines.claims.encoder_model import EncoderFacts, EncoderModel, compact, encoder_of, load_tokenizer, markers_of
from pipelines.claims.encoder_targets import Questions, Target
from pipelines.claims.encoder_train import Example, Plan, Progress, Trainer, keep_lower_states
from pipelines.claims.encoder_weights import find_weights
from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_folder, sentences_of
from pipelines.claims.reading import Reader, Reading
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.reference import Reference

POOL = 2.6  # candidates without a claim that are kept to draw from, for one with; their lower states take about 0.1 MB each
CHECKPOINT = "checkpoint.pt"
NOT_TENSORS = ("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias")  # published, and of no use here

Pair = tuple[Sequenced, Target]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Candidates to learn from, and how much rarer claims are in the news than among those drawn."""

    pairs: tuple[Pair, ...]
    prior_shift: float


def train_accurate(
    folder: Path, reference: Reference, weights_folder: Path, out: Path, notice: Callable[[Progress], None], plan: Plan | None = None
) -> EncoderModel:
    """Train on all labelled articles of a folder and write the model; about an hour on two cores for 700 articles.

    A run that was stopped goes on from its last checkpoint in `out`, where folder and plan are the same.

    Raises:
        WrongUse: The folder holds no labelled article or no claim, or the weights are missing or not the published ones.
    """
    return learn(read_folder(folder), reference, weights_folder, out, notice, plan or Plan())


def learn(
    articles: Sequence[LabelledArticle],
    reference: Reference,
    weights_folder: Path,
    out: Path,
    notice: Callable[[Progress], None],
    plan: Plan,
) -> EncoderModel:
    """Train on these articles and write the model."""
    out.mkdir(parents=True, exist_ok=True)
    published = find_weights(weights_folder, out / "published")
    tokenizer = load_tokenizer(published.tokenizer)
    markers = markers_of(tokenizer)
    questions = Questions.load(reference)
    names = {row["code"]: row["name"] for row in reference.rows("countries")}
    sequencer = Sequencer(encoder_of(tokenizer), markers, names)
    chosen = choose(_all_pairs(articles, Reader.load(reference, Offices.load(reference)), sequencer, questions), plan)
    weights = {name: tensor for name, tensor in load_file(published.tensors).items() if name not in NOT_TENSORS}
    states = keep_lower_states(compact(weights), [sequence for sequence, _ in chosen.pairs], markers.padding, plan.frozen_layers)
    trainer = Trainer(weights, _examples(chosen, states), questions.sizes, markers.padding, plan)
    trained = trainer.run(out / CHECKPOINT, notice)
    model = EncoderModel(compact({**weights, **trained}), tokenizer, EncoderFacts(questions.answers, chosen.prior_shift))
    model.save(out)
    (out / CHECKPOINT).unlink(missing_ok=True)
    return model


def choose(pairs: Sequence[Pair], plan: Plan) -> Chosen:
    """All candidates with a claim, and a pool of those without, drawn by the plan's seed.

    Raises:
        WrongUse: No candidate holds a claim.
    """
    held = [pair for pair in pairs if pair[1].count]
    empty = [pair for pair in pairs if not pair[1].count]
    if not held:
        raise WrongUse("The labelled articles hold no claim that a candidate covers: there is nothing to learn from.")
    rng = np.random.default_rng(plan.seed)
    drawn = sorted(rng.permutation(len(empty))[: round(POOL * len(held))])
    in_training = min(len(drawn), plan.negatives * len(held))
    shift = log(len(empty) / in_training) if in_training else 0.0
    return Chosen((*held, *(empty[at] for at in drawn)), shift)


def _all_pairs(articles: Sequence[LabelledArticle], reader: Reader, sequencer: Sequencer, questions: Questions) -> list[Pair]:
    found: list[Pair] = []
    for labelled in articles:
        reading = reader.read(labelled.article)
        sequencer.forget()
        by_candidate = claims_by_candidate(labelled, reading)
        for sentence in reading.sentences:
            for candidate in sentence.candidates:
                sequence = sequencer.lay_out(reading, sentence, candidate)
                found.append((sequence, questions.target(sequence, by_candidate[sentence.index, candidate.actor])))
    return found


def claims_by_candidate(labelled: LabelledArticle, reading: Reading) -> dict[tuple[int, str], list[LabelledClaim]]:
    """A reader's claims by sentence number and actor; missing keys are empty."""
    spans = [(sentence.sentence.start, sentence.sentence.end) for sentence in reading.sentences]
    found: dict[tuple[int, str], list[LabelledClaim]] = defaultdict(list)
    for claim, at in zip(labelled.claims, sentences_of(labelled.claims, labelled.article.text, spans), strict=True):
        if at is not None:
            found[at, claim.actor].append(claim)
    return found


def _examples(chosen: Chosen, states: Sequence[Tensor]) -> list[Example]:
    return [Example(sequence, target, state) for (sequence, target), state in zip(chosen.pairs, states, strict=True)]
