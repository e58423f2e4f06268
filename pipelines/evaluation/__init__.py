"""How true claims are: measures over labelled articles, mistakes in groups, confidence against truth, and floors under all of it."""

from pipelines.claims.labelled import as_labelled
from pipelines.evaluation.matching import SLOTS, Pairing, pair_up
from pipelines.evaluation.measures import (
    ERAS,
    MEASURES,
    Evaluation,
    Ratio,
    cross_validate,
    era_of,
    evaluate_claims,
    evaluate_extractor,
    predict,
    read_predictions,
)

__all__ = [
    "ERAS",
    "MEASURES",
    "SLOTS",
    "Evaluation",
    "Pairing",
    "Ratio",
    "as_labelled",
    "cross_validate",
    "era_of",
    "evaluate_claims",
    "evaluate_extractor",
    "pair_up",
    "predict",
    "read_predictions",
]
