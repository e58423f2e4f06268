"""Teaching the small network: from text, from a teacher's answers, then from labels; and its answers on labelled articles it did not see.

Belongs here: what is learned from, in which order, and the file that comes of it. Needs torch; nothing imports this module before a pupil
is taught. Deterministic on one machine. Does not belong here: the sums of the network (`pupil_network`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.folds import assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, read_folder
from pipelines.claims.lessons import Answers
from pipelines.claims.model import Floats
from pipelines.claims.pupil import CLAIM, Pupil, rarity_of, split_answers
from pipelines.claims.pupil_file import TaughtPupil, save_pupil
from pipelines.claims.pupil_input import Indexes, Layout, Ragged, Sheet, clues_of
from pipelines.claims.pupil_network import NO_DROPOUT, Batch, Dropout, as_arrays, loss, new_weights, read
from pipelines.claims.pupil_text import TextPlan, learn_text, read_sentences
from pipelines.claims.reading import Reader
from pipelines.claims.seeds import SEED, WEIGHT_PUPIL, seed_articles, written_articles
from pipelines.claims.slots import NO_DIRECTION
from pipelines.claims.train import FOLDS, load_reader
from pipelines.claims.word_vectors import FILE_NAME as VECTORS
from pipelines.claims.word_vectors import WordVectors
from pipelines.reference import Reference

LIKELY, DOUBTFUL = 0.1, 0.02  # chances of a claim that part the candidates a teacher answered on
_TAKEN = (1.0, 0.5, 0.1)  # share of the likely, doubtful and unlikely ones taken in each epoch
_COUNTED = (1.0, 2.0, 4.0)  # and what each of them counts
_LEAST_CLUE = 15  # likely candidates that a clue must be on
_UNLIKELY_LABELLED = 0.03  # chance by the taught network below which candidates without a label are mostly left out
_OF_UNLIKELY = 5  # one in so many is taken
_SMOOTH = 0.1  # of a label, spread over all classes
_SORTED = 40  # batches cut from one pool sorted by length
_LONGEST_STEP = 1.0

Notice = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """One course of learning: epochs, the rate at its height, decay of dense weights, dropout, candidates of a batch, the seed."""

    epochs: int = 6
    rate: float = 1.5e-3
    decay: float = 0.05
    dropout: Dropout = Dropout()
    batch: int = 64
    warmup: int = 300
    seed: int = 7


FIRST = Plan(rate=1.2e-3)
TEXT, NO_TEXT = TextPlan(), Ragged.of(())
SECOND = Plan(epochs=2, rate=5e-4, decay=0.02, dropout=Dropout(words=0.08), warmup=60)
REPLAY = 0.5  # lessons that are repeated beside labels, for each labelled candidate


@dataclass(frozen=True, slots=True)
class Course:
    """Candidates with the chances to learn, by head, those of a claim first."""

    sheet: Sheet
    targets: Mapping[str, Tensor]

    @property
    def claim(self) -> Floats:
        """The chance of a claim of each."""
        return np.asarray(self.targets[CLAIM][:, 1].numpy(), dtype=np.float32)


Draw = Sequence[tuple[Course, Indexes, Floats]]  # an epoch's candidates of each course, and what each candidate counts


@dataclass(frozen=True, slots=True)
class Places:
    """The labelled folder, a teacher's answers and the folder they are on, the file to write; a folder labelled in haste, whether the
    articles written for the project are learned from, and a folder whose text alone is read first.
    """

    labelled: Path
    answers: Path
    articles: Path
    out: Path
    beside: Path | None = None
    written: bool = False
    text: Path | None = None


def teach_pupil(places: Places, reference: Path, notice: Notice, plans: tuple[Plan, Plan] = (FIRST, SECOND), text: TextPlan = TEXT) -> int:
    """Teach a network and write it, with its answers on the labelled articles; the number of lessons.

    Raises:
        WrongUse: A folder is not in the layout, or the answers are damaged.
        BadReference: A table or the word vectors are missing or damaged.
    """
    torch.set_num_threads(1)
    tables = Reference(reference)
    reader = load_reader(tables)
    vectors = WordVectors.load(reference / "model" / VECTORS)
    school = School(vectors, plans, notice)
    lessons = school.open(Answers.load(places.answers), read_folder(places.articles), reader)
    taught = [*read_folder(places.labelled), *(read_folder(places.beside) if places.beside else ()), *seed_articles(tables)]
    taught += written_articles(tables) if places.written else []
    folds = assign_folds(group_texts({one.name: one.article.text for one in taught}), FOLDS, keeps_apart=False)
    sentences = read_sentences(read_folder(places.text), reader, Layout.of(vectors, ())) if places.text else NO_TEXT
    save_pupil(school.teach(lessons, make_examples(taught, reader), folds, (sentences, text)), places.out)
    return len(lessons.sheet)


class School:
    """Holds what all courses of one pupil share: word vectors, plans, its layout and classes."""

    def __init__(self, vectors: WordVectors, plans: tuple[Plan, Plan], notice: Notice) -> None:
        """Take them."""
        self._vectors = vectors
        self._first, self._second = plans
        self._notice = notice
        self._rarity = torch.from_numpy(rarity_of(vectors))
        self._layout = Layout.of(vectors, ())
        self._classes: dict[str, tuple[str, ...]] = {}

    def open(self, answers: Answers, articles: Sequence[LabelledArticle], reader: Reader) -> Course:
        """The lessons: every candidate that the teacher answered on and that is still there; settles which clues are known."""
        parts: list[tuple[Sheet, Indexes]] = []
        counts: Counter[str] = Counter()
        clues: dict[str, int] = {}
        for described, kept in answers.find(articles, reader, least=-1.0):
            new = {clue for one in described for clue in clues_of(one)}
            clues |= {clue: len(clues) + at for at, clue in enumerate(sorted(new - clues.keys()))}
            likely = (one for one, at in zip(described, kept, strict=True) if answers.claim[at] >= LIKELY)
            counts.update(clue for one in likely for clue in set(clues_of(one)))
            parts.append((Layout(self._layout.words, clues).lay_out(described), kept))
        known = sorted(clue for clue, count in counts.items() if count >= _LEAST_CLUE)
        self._layout = Layout.of(self._vectors, known)
        self._classes = {head: tuple(names) for head, names in answers.classes.items()}
        places = np.concatenate([kept for _, kept in parts])
        claim = answers.claim[places]
        chances = {CLAIM: np.stack([1.0 - claim, claim], axis=1), **{head: answers.chances[head][places] for head in self._classes}}
        sheet = Sheet.join([one for one, _ in parts]).with_clues({clues[clue]: at for at, clue in enumerate(known)})
        return Course(sheet, {head: torch.from_numpy(table.astype(np.float32)) for head, table in chances.items()})

    def teach(
        self, lessons: Course, examples: Examples, folds: Mapping[str, int], text: tuple[Ragged, TextPlan] = (NO_TEXT, TEXT)
    ) -> TaughtPupil:
        """A network from text, lessons and all labels, and answers on the labelled ones by networks that saw no label of their fold."""
        return self.finish(self.begin(lessons, text), lessons, examples, folds)

    def begin(self, lessons: Course, text: tuple[Ragged, TextPlan] = (NO_TEXT, TEXT)) -> dict[str, Tensor]:
        """Weights from sentences, where there are any, and from the lessons."""
        torch.manual_seed(self._first.seed)
        table = np.asarray(self._vectors.table, dtype=np.float32)
        weights = new_weights(table, len(self._layout.clues), self._classes)
        if len(text[0].lengths):
            weights = learn_text(weights, *text, self._notice)
        groups = _groups(lessons.claim)

        def draw(rng: np.random.Generator) -> Draw:
            kept = np.concatenate([rng.permutation(one)[: round(share * len(one))] for one, share in zip(groups, _TAKEN, strict=True)])
            counted = np.zeros(len(lessons.sheet), dtype=np.float32)
            for one, count in zip(groups, _COUNTED, strict=True):
                counted[one] = count
            return [(lessons, kept, counted)]

        return self._run(weights, draw, self._first)

    def finish(self, start: Mapping[str, Tensor], lessons: Course, examples: Examples, folds: Mapping[str, int]) -> TaughtPupil:
        """The same from weights that the lessons made."""
        course = Course(self._layout.lay_out(examples.described), self._targets(examples))
        guess = self.answer(start, course.sheet)[CLAIM][:, 1]
        counted = np.asarray([WEIGHT_PUPIL if name.startswith(SEED) else 1.0 for name in examples.names], dtype=np.float32)
        labelled = (course, guess, counted)
        pupil = self.pupil(self._tune(start, lessons, labelled, np.arange(len(guess))))
        fold_of = np.asarray([folds[name] for name in examples.names])
        found = {head: np.zeros(tuple(table.shape), dtype=np.float32) for head, table in course.targets.items()}
        for fold in sorted(set(fold_of.tolist())):
            weights = self._tune(start, lessons, labelled, np.flatnonzero(fold_of != fold))
            unseen = np.flatnonzero(fold_of == fold)
            for head, table in self.answer(weights, course.sheet.take(unseen)).items():
                found[head][unseen] = table
        claim = found.pop(CLAIM)[:, 1]
        keys = [(name, row.place, row.candidate.actor) for name, row in zip(examples.names, examples.rows, strict=True)]
        return TaughtPupil(pupil, Answers(keys, claim, found, self._classes))

    def _tune(
        self, start: Mapping[str, Tensor], lessons: Course, labelled: tuple[Course, Floats, Floats], rows: Indexes
    ) -> dict[str, Tensor]:
        """Weights that have seen the labels of some candidates too, lessons repeated between them."""
        course, guess, counted = labelled
        unlikely = (guess[rows] < _UNLIKELY_LABELLED) & (course.claim[rows] == 0)
        shown, rest = rows[~unlikely], rows[unlikely]
        likely, doubtful, _ = _groups(lessons.claim)
        alike = np.ones(len(lessons.sheet), dtype=np.float32)

        def draw(rng: np.random.Generator) -> Draw:
            own = np.concatenate([shown, rng.permutation(rest)[: len(rest) // _OF_UNLIKELY]])
            count = round(REPLAY * len(own))
            again = [rng.permutation(likely)[: round(0.75 * count)], rng.permutation(doubtful)[: round(0.25 * count)]]
            return [(course, own, counted), (lessons, np.concatenate(again), alike)]

        return self._run(start, draw, self._second)

    def _run(self, start: Mapping[str, Tensor], draw: Callable[[np.random.Generator], Draw], plan: Plan) -> dict[str, Tensor]:
        """One course of learning from some weights on."""
        rng = np.random.default_rng(plan.seed)
        torch.manual_seed(plan.seed)
        weights = {name: tensor.clone().requires_grad_() for name, tensor in start.items()}
        learner = torch.optim.AdamW(_grouped(weights, plan.decay), lr=plan.rate, betas=(0.9, 0.98))
        step, steps = 0, 0
        for epoch in range(plan.epochs):
            batches = list(_batches(draw(rng), rng, plan.batch))
            steps = steps or max(1, len(batches) * plan.epochs)
            for course, kept, counted in batches:
                rate = plan.rate * min(1.0, (step + 1) / plan.warmup) * max(0.02, 1.0 - step / steps)
                for group in learner.param_groups:
                    group["lr"] = rate
                raw = read(weights, Batch.of(course.sheet.take(kept)), self._rarity, plan.dropout)
                targets = {head: table[torch.from_numpy(kept)] for head, table in course.targets.items()}
                learner.zero_grad()
                loss(raw, targets, torch.from_numpy(counted[kept])).backward()
                torch.nn.utils.clip_grad_norm_(weights.values(), _LONGEST_STEP)
                learner.step()
                step += 1
            self._notice(epoch + 1, plan.epochs)
        return {name: tensor.detach() for name, tensor in weights.items()}

    def answer(self, weights: Mapping[str, Tensor], sheet: Sheet, batch: int = 256) -> dict[str, Floats]:
        """Chances by head, one row a candidate."""
        order = np.argsort(sheet.sentence.lengths, kind="stable")
        raw = np.zeros((len(sheet), len(weights["out.bias"])), dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), batch):
                kept = order[start : start + batch]
                raw[kept] = read(weights, Batch.of(sheet.take(kept)), self._rarity, NO_DROPOUT).numpy()
        return split_answers(raw, self._classes)

    def _targets(self, examples: Examples) -> dict[str, Tensor]:
        """Labels as chances; a candidate with two claims is half each, and a class that the teacher has not says nothing."""
        holds = np.asarray([bool(claims) for claims in examples.claims], dtype=np.float32)
        targets = {CLAIM: torch.from_numpy(np.stack([1.0 - holds, holds], axis=1))}
        for head, classes in self._classes.items():
            table = np.full((len(holds), len(classes)), _SMOOTH / len(classes), dtype=np.float32)
            for at, claims in enumerate(examples.claims):
                for name in (getattr(claim, head) or NO_DIRECTION for claim in claims):
                    if name in classes:
                        table[at, classes.index(name)] += (1.0 - _SMOOTH) / len(claims)
            targets[head] = torch.from_numpy(table)
        return targets

    def pupil(self, weights: Mapping[str, Tensor]) -> Pupil:
        """The network as production has it."""
        return Pupil(self._layout, rarity_of(self._vectors), as_arrays(weights), self._classes)


def _groups(claim: Floats) -> tuple[Indexes, Indexes, Indexes]:
    """Likely, doubtful and unlikely candidates."""
    return (
        np.flatnonzero(claim >= LIKELY),
        np.flatnonzero((claim < LIKELY) & (claim >= DOUBTFUL)),
        np.flatnonzero(claim < DOUBTFUL),
    )


def _batches(draw: Draw, rng: np.random.Generator, size: int) -> Iterator[tuple[Course, Indexes, Floats]]:
    """Batches of like length, in an order of chance."""
    found: list[tuple[Course, Indexes, Floats]] = []
    for course, kept, counted in draw:
        lengths = course.sheet.sentence.lengths
        mixed = rng.permutation(kept)
        for start in range(0, len(mixed), size * _SORTED):
            pool = mixed[start : start + size * _SORTED]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            found += [(course, pool[at : at + size], counted) for at in range(0, len(pool), size)]
    yield from (found[at] for at in rng.permutation(len(found)))


def _grouped(weights: Mapping[str, Tensor], decay: float) -> list[dict[str, object]]:
    """Dense layers decay; word vectors, clues, biases and norms do not."""
    dense = [tensor for name, tensor in weights.items() if name.endswith(".weight") and tensor.dim() > 1]
    others = [tensor for name, tensor in weights.items() if not (name.endswith(".weight") and tensor.dim() > 1)]
    return [{"params": dense, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
