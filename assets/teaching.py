"""Small models trained for one evaluation: on parts of the labelled articles, to read the part they did not see."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from pipelines.claims.extractor import Extractor
from pipelines.claims.folds import KEPT_APART, assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.claims.train import teach
from pipelines.engine import Progress
from pipelines.errors import WrongUse
from pipelines.evaluation import cross_validate, predict
from pipelines.reference import Reference

Read = tuple[Sequence[LabelledArticle], Mapping[str, Sequence[LabelledClaim]]]  # articles, and what was made of each

MODELS = "models"  # what progress calls them


def cross_read(articles: Sequence[LabelledArticle], reference: Path, folds: int, progress: Progress) -> Read:
    """Every article, read by a model that saw neither it nor a near copy of it."""
    tables, done = Reference(reference), count(1)

    def train_on(some: Sequence[LabelledArticle]) -> Extractor:
        extractor = Extractor(tables, teach(some, tables)[0])
        progress(MODELS, next(done), folds)
        return extractor

    progress(MODELS, 0, folds)
    return articles, cross_validate(articles, train_on, folds)


def read_apart(articles: Sequence[LabelledArticle], reference: Path, folds: int, progress: Progress) -> Read:
    """The fifth of the articles that is always kept apart, read by a model trained on the others.

    Raises:
        WrongUse: There are so few articles that none is kept apart.
    """
    fold_of = assign_folds(group_texts({one.name: one.article.text for one in articles}), folds, keeps_apart=True)
    apart = [one for one in articles if fold_of[one.name] == KEPT_APART]
    if not apart:
        raise WrongUse("Too few labelled articles: none of them is kept apart.")
    tables = Reference(reference)
    progress(MODELS, 0, 1)
    extractor = Extractor(tables, teach([one for one in articles if fold_of[one.name] != KEPT_APART], tables)[0])
    progress(MODELS, 1, 1)
    return apart, predict(apart, extractor)
