"""Makes the extractor's model from a folder of labelled articles.

Belongs here: the order of learning, thresholds and calibration, and the file they become. Does not belong here: what each model is
learned from (`main_fit`, `second_fit`, `slot_fit`). Deterministic: the same folder, tables and libraries give the same file.
"""

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.claims import attribution
from pipelines.claims.attribution_fit import fit_attribution
from pipelines.claims.calibration import AS_IT_IS, Calibration, calibrate
from pipelines.claims.context import Context, look_around
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decider
from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.folds import assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, read_folder, refuse_unknown_codes
from pipelines.claims.lessons import NO_LESSONS, Answers, Lessons
from pipelines.claims.main_fit import cross_scores, fit_main
from pipelines.claims.model import Bundle, Floats, save_bundle
from pipelines.claims.pupil import BLENDED
from pipelines.claims.pupil_file import TaughtPupil, load_pupil
from pipelines.claims.reading import Reader
from pipelines.claims.second_fit import fit_ranker, grow_forest
from pipelines.claims.second_look import PairRanker, as_scores, with_pairs
from pipelines.claims.seeds import OURS, WRITTEN, seed_articles, written_articles
from pipelines.claims.slot_fit import direction_prior, fit_slots, modality_prior
from pipelines.claims.trees import Forest
from pipelines.claims.word_vectors import FILE_NAME as VECTORS
from pipelines.claims.word_vectors import WordVectors
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.reference import Reference

FOLDS = 5
LEAST_CLAIMS = 20  # labelled claims without which there is nothing to learn from
THRESHOLDS = {"third_party": 0.2, "counterparts": 0.45, "currency": 0.35, "amount": 0.4}
LEAST_UNSEEN = 300  # labelled claims of articles the teacher has not seen, without which those it has seen count for the threshold too


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What training saw and what it made, for a person."""

    articles: int
    claims: int
    claims_without_candidate: int
    candidates: int
    threshold: float
    path: Path
    byte_count: int


@dataclass(frozen=True, slots=True)
class Materials:
    """Where lies what is learned from beside the folder of labelled articles.

    `taught` are a teacher's answers and the folder of the articles they are on (see `lessons`), `pupil` a small network that was taught
    from the same folders (see `pupil_learn`), `beside` a folder of articles that were labelled in haste, or by other readers; `written`
    says that the articles written for the project are learned from too, which takes minutes more.
    """

    taught: tuple[Path, Path] | None = None
    pupil: Path | None = None
    beside: Path | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Helps:
    """What is learned from beside labels: a teacher's answers, word vectors, a taught network (`pupil`), articles labelled in haste, and
    articles written for the project.

    The first four teach what words mean, that is the first look and the slots: the second look, threshold and curve rest on the others.
    Articles in haste that a teacher, who knows their labels and better ones, has answered on (`answered`) teach the first look by its
    answers and the slots by their labels. Written articles teach no slots: what they leave empty was left out, not unsaid.
    """

    lessons: Lessons = NO_LESSONS
    vectors: WordVectors | None = None
    pupil: TaughtPupil | None = None
    beside: Sequence[LabelledArticle] = ()
    written: Sequence[LabelledArticle] = ()
    answered: frozenset[str] = frozenset()


def train(folder: Path, reference: Path, out: Path, materials: Materials = Materials()) -> TrainingReport:
    """Train on a folder of labelled articles and write the model.

    Args:
        folder: Holds docs/ and labels/.
        reference: The reference tables, and the word vectors beside the shipped model.
        out: The file to write; the word vectors are put beside it.
        materials: What else to learn from.

    Raises:
        WrongUse: The folder holds too little to learn from, or a folder is not in the layout; an article is in both; a label has a code
            that is none of the claim guide's; or the answers or the pupil are damaged.
        BadReference: The word vectors are missing or damaged.
    """
    tables = Reference(reference)
    articles = read_folder(folder)
    labelled = sum(len(one.claims) for one in articles)
    if labelled < LEAST_CLAIMS:
        raise WrongUse(f"{folder} holds {labelled} labelled claims; at least {LEAST_CLAIMS} are needed.")
    shipped = reference / "model" / VECTORS
    bundle, examples = teach(articles, tables, read_helps(materials, tables, articles))
    save_bundle(bundle, out)
    if out.parent.resolve() != shipped.parent.resolve():
        shutil.copyfile(shipped, out.with_name(VECTORS))
    return TrainingReport(
        articles=len(articles),
        claims=labelled,
        claims_without_candidate=examples.missed,
        candidates=len(examples.rows),
        threshold=bundle.facts["thresholds"]["claim"],
        path=out,
        byte_count=out.stat().st_size,
    )


def read_helps(materials: Materials, reference: Reference, articles: Sequence[LabelledArticle]) -> Helps:
    """What materials hold; answers on the labelled articles are left out, for those teach by their labels.

    Raises:
        WrongUse: A file is damaged, a folder is not in the layout, or one of the articles stands in the folder beside too.
        BadReference: The word vectors are missing or damaged.
    """
    beside = read_beside(materials.beside, articles)
    labelled = {one.name for one in articles}
    lessons, answered = NO_LESSONS, frozenset[str]()
    if materials.taught:
        taught = [one for one in read_folder(materials.taught[1]) if one.name not in labelled]
        lessons = Answers.load(materials.taught[0]).describe(taught, load_reader(reference))
        answered = frozenset(one.name for one in taught) & {one.name for one in beside}
    vectors = WordVectors.load(reference.folder / "model" / VECTORS)
    written = written_articles(reference) if materials.written else ()
    return Helps(lessons, vectors, load_pupil(materials.pupil, vectors) if materials.pupil else None, beside, written, answered)


def read_beside(folder: Path | None, articles: Sequence[LabelledArticle]) -> list[LabelledArticle]:
    """The articles that were labelled in haste, none without a folder.

    Raises:
        WrongUse: One of them stands among the labelled articles too, or the folder is not in the layout.
    """
    beside = read_folder(folder) if folder else []
    if twice := sorted({one.name for one in articles} & {one.name for one in beside}):
        raise WrongUse(f"{twice[0]} is labelled in both folders; take it out of one.")
    return beside


def teach(articles: Sequence[LabelledArticle], reference: Reference, helps: Helps = Helps()) -> tuple[Bundle, Examples]:
    """A model from labelled articles, the project's own seed sentences and what helps, and the examples it was learned from.

    Raises:
        WrongUse: A label has a code that is none of the claim guide's.
    """
    taught = [*articles, *helps.beside, *helps.written, *seed_articles(reference)]
    refuse_unknown_codes(taught, reference)
    folds = assign_folds(group_texts({one.name: one.article.text for one in taught}), FOLDS, keeps_apart=False)
    examples = make_examples(taught, load_reader(reference))
    return fit_bundle(examples, folds, reference, helps), examples


def fit_bundle(examples: Examples, folds: Mapping[str, int], reference: Reference, helps: Helps = Helps()) -> Bundle:
    """All models of the extractor; thresholds and calibration from scores of articles that the scoring models did not see."""
    shown = examples.take([at for at, name in enumerate(examples.names) if name not in helps.answered])
    main = fit_main(shown, helps.lessons, helps.vectors)
    issues, acts = main.classes("issue"), main.classes("act")
    first = cross_scores(shown, folds, (issues, acts), helps.lessons, helps.vectors)
    hasty = {one.name for one in helps.beside}
    kept = [at for at, name in enumerate(shown.names) if name not in hasty]
    careful, first = shown.take(kept), {name: table[kept] for name, table in first.items()}
    context = look_around(careful.rows, first, issues, acts)
    everything = np.arange(len(careful.rows))
    ranker, forest = _fit_second(careful, context, everything, (issues, acts))
    scores = {**first, **_cross_second(careful, context, folds, (issues, acts))}
    if helps.pupil:
        scores = helps.pupil.blend(careful, scores, {head: main.classes(head) for head in BLENDED})
    decider = Decider(issues, acts, 0.0, AS_IT_IS)
    settled = settle(careful, scores, decider, helps.lessons.seen)
    topics = {row["issue"]: row["topic"] for row in reference.rows("issues")}
    slotted = examples.take([at for at, name in enumerate(examples.names) if not name.startswith(WRITTEN)])
    models = {"main": main, **fit_slots(examples, slotted, CurrencyIndex.load(reference), topics)}
    facts = {
        "labelled_texts": len(set(examples.names)),
        "labelled_claims": examples.label_count,
        "issues": list(issues),
        "acts": list(acts),
        "thresholds": {"claim": settled.threshold, **THRESHOLDS},
        "settled_on": settled.article_count,
    }
    tables = {
        "calibration": settled.table(),
        "direction": direction_prior(slotted, main),
        "modality": modality_prior(slotted, main),
        **(helps.pupil.pupil.tables() if helps.pupil else {}),
        **ranker.tables(),
        **forest.tables("forest"),
        **fit_attribution(careful, scores, main.classes("attribution"), acts).tables(attribution.TABLE),
    }
    return Bundle(models, tables, facts)


def load_reader(reference: Reference) -> Reader:
    """The reader that training and production share."""
    return Reader.load(reference, Offices.load(reference))


def _fit_second(
    examples: Examples, context: Context, kept: npt.NDArray[np.intp], classes: tuple[Sequence[str], Sequence[str]]
) -> tuple[PairRanker, Forest]:
    """Ranker and trees from some of the candidates."""
    part = context.take(kept)
    claims = [examples.claims[at] for at in kept]
    ranker = fit_ranker(part, claims, *classes)
    forest = grow_forest(with_pairs(part, ranker.chances(part)), np.asarray([bool(labels) for labels in claims]))
    return ranker, forest


def _cross_second(
    examples: Examples, context: Context, folds: Mapping[str, int], classes: tuple[Sequence[str], Sequence[str]]
) -> dict[str, Floats]:
    """Second scores of every candidate by ranker and trees that saw no article of its fold."""
    fold_of = np.asarray([folds[name] for name in examples.names])
    found: dict[str, Floats] = {}
    for fold in sorted(set(fold_of.tolist())):
        ranker, forest = _fit_second(examples, context, np.flatnonzero(fold_of != fold), classes)
        unseen = np.flatnonzero(fold_of == fold)
        part = context.take(unseen)
        pairs = ranker.chances(part)
        for name, scores in as_scores(forest.chances(with_pairs(part, pairs)), pairs).items():
            found.setdefault(name, np.zeros((len(examples.rows), scores.shape[1]), dtype=np.float32))[unseen] = scores
    return found


def settle(examples: Examples, scores: Mapping[str, Floats], decider: Decider, seen: Collection[str]) -> Calibration:
    """Threshold and curve from the candidates of labelled articles that no teacher has seen; from all, where those are too few."""
    kept = [at for at, name in enumerate(examples.names) if not name.startswith(OURS)]
    unseen = [at for at in kept if examples.names[at] not in seen]
    if sum(len(examples.claims[at]) for at in unseen) >= LEAST_UNSEEN:
        kept = unseen
    labels, articles = [examples.claims[at] for at in kept], [examples.names[at] for at in kept]
    return calibrate({name: table[kept] for name, table in scores.items()}, labels, decider, sum(map(len, labels)), articles)
