"""From a folder of labelled articles and published weights to an accurate model.

Belongs here: choosing the candidates to learn from, and the order of the work. Needs torch; nothing imports this module before an
accurate model is trained. Does not belong here: the loss and its schedule (see `encoder_train`).
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

import numpy as np
from safetensors.torch import load_file
from torch import Tensor

from pipelines.claims.calibration import AS_IT_IS, Calibration, calibrate
from pipelines.claims.decide import Decider
from pipelines.claims.encoder import HEADS, Encoder, add_opinion
from pipelines.claims.encoder_input import Sequenced, Sequencer
from pipelines.claims.encoder_model import EncoderFacts, EncoderModel, compact, encoder_of, load_tokenizer, markers_of
from pipelines.claims.encoder_targets import Questions, Target
from pipelines.claims.encoder_train import Example, Plan, Progress, Trainer, keep_lower_states
from pipelines.claims.encoder_weights import find_weights
from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.extractor import load_second_look
from pipelines.claims.folds import KEPT_APART, assign_folds, group_texts
from pipelines.claims.labelled import read_folder, refuse_unknown_codes
from pipelines.claims.model import Bundle
from pipelines.claims.reading import Reader
from pipelines.claims.train import FOLDS, Helps, fit_bundle, read_beside
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.reference import Reference

WITH_OTHERS = Plan(epochs=1.5, negatives=1)  # where many more articles are learned from beside the labelled ones
POOL = 2.6  # candidates without a claim that are kept to draw from, for one with; their lower states take about 0.1 MB each
CHECKPOINT = "checkpoint.pt"
UNPACKED = "published"  # folder for weights that came in parts; gone when the model is done
NOT_TENSORS = ("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias")  # published, and of no use here

Pair = tuple[Sequenced, Target]
Notice = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Candidates to learn from, and how much rarer claims are in the news than among those drawn."""

    pairs: tuple[Pair, ...]
    prior_shift: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: published weights in, model out, and a folder of articles labelled in haste to learn from too."""

    weights: Path
    out: Path
    beside: Path | None = None


def learn_folder(folder: Path, reference: Reference, places: Places, notice: Notice, plan: Plan | None = None) -> EncoderModel:
    """Train on four fifths of the labelled articles, calibrate on the fifth that is kept apart, and write the model.

    About an hour on two cores for 700 articles. A run that was stopped goes on from its last checkpoint in `places.out`, where
    folder and plan are the same. The fifth is chosen by hash of near-duplicate groups, so it is the same for every model; of the
    articles beside, those that are near copies of one kept apart are not learned from.

    Raises:
        WrongUse: The folder holds no labelled article or no claim, an article is in both folders, a label has a code that is none of the
            claim guide's, or the weights are missing or not the published ones.
    """
    articles = read_folder(folder)
    beside = read_beside(places.beside, articles)
    refuse_unknown_codes([*articles, *beside], reference)
    folds = assign_folds(group_texts({one.name: one.article.text for one in [*articles, *beside]}), FOLDS, keeps_apart=True)
    apart = [one for one in articles if folds[one.name] == KEPT_APART]
    learned = [one for one in [*articles, *beside] if folds[one.name] != KEPT_APART]
    reader = Reader.load(reference, Offices.load(reference))
    examples = make_examples(learned, reader)
    model = fit_encoder(examples, reference, places, notice, plan or (WITH_OTHERS if beside else Plan()))
    if apart:
        kept = {name: fold for name, fold in folds.items() if fold != KEPT_APART}
        small = fit_bundle(examples, kept, reference, Helps(beside=beside))
        model = replace(model, calibration=calibrate_blend(model, make_examples(apart, reader), small, reference))
        model.save(places.out)
    (places.out / CHECKPOINT).unlink(missing_ok=True)
    shutil.rmtree(places.out / UNPACKED, ignore_errors=True)
    return model


def fit_encoder(examples: Examples, reference: Reference, places: Places, notice: Notice, plan: Plan) -> EncoderModel:
    """Train on all of these candidates and write the model, not calibrated."""
    places.out.mkdir(parents=True, exist_ok=True)
    published = find_weights(places.weights, places.out / UNPACKED)
    tokenizer = load_tokenizer(published.tokenizer)
    markers = markers_of(tokenizer)
    questions = Questions.load(reference)
    sequencer = Sequencer(encoder_of(tokenizer), markers, names_of(reference))
    chosen = choose(lay_out_pairs(examples, sequencer, questions), plan)
    weights = {name: tensor for name, tensor in load_file(published.tensors).items() if name not in NOT_TENSORS}
    states = keep_lower_states(compact(weights), [sequence for sequence, _ in chosen.pairs], markers.padding, plan.frozen_layers)
    trainer = Trainer(weights, _examples(chosen, states), questions.sizes, markers.padding, plan)
    trained = trainer.run(places.out / CHECKPOINT, notice)
    model = assemble(
        weights,
        trained,
        EncoderModel({}, tokenizer, EncoderFacts(questions.answers, chosen.prior_shift, tuple(sorted(set(examples.names))))),
    )
    model.save(places.out)
    return model


def assemble(weights: Mapping[str, Tensor], trained: Mapping[str, Tensor], empty: EncoderModel) -> EncoderModel:
    """A model of published and trained tensors, as it is stored."""
    return replace(empty, weights=compact({**weights, **trained}))


def calibrate_blend(model: EncoderModel, unseen: Examples, small: Bundle, reference: Reference) -> Calibration:
    """Threshold and curve of small models and encoder together, which learned from the same articles and saw none of the others."""
    main = small.models["main"]
    scores = load_second_look(small).look(unseen.rows, main.scores(unseen.described))
    encoder = Encoder(model, Sequencer(encoder_of(model.tokenizer), markers_of(model.tokenizer), names_of(reference)))
    joined = add_opinion(unseen.rows, scores, encoder, {head: main.classes(head) for head in HEADS})
    decider = Decider(main.classes("issue"), main.classes("act"), 0.0, AS_IT_IS)
    return calibrate(joined, unseen.claims, decider, unseen.label_count, unseen.names)


def names_of(reference: Reference) -> dict[str, str]:
    """The names of countries and blocs by code, which lead every sequence."""
    return {row["code"]: row["name"] for row in reference.rows("countries")}


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


def lay_out_pairs(examples: Examples, sequencer: Sequencer, questions: Questions) -> list[Pair]:
    """Every candidate as a sequence, with what its labels say."""
    found: list[Pair] = []
    for row, claims in zip(examples.rows, examples.claims, strict=True):
        sequence = sequencer.lay_out(row.reading, row.reading.sentences[row.place], row.candidate)
        found.append((sequence, questions.target(sequence, claims)))
    return found


def _examples(chosen: Chosen, states: Sequence[Tensor]) -> list[Example]:
    return [Example(sequence, target, state) for (sequence, target), state in zip(chosen.pairs, states, strict=True)]
