"""Labelling: articles of the lake laid out for a person or a language model, and analysts' verdicts on single claims, for training."""

from pipelines.labelling.choosing import Choice, choose_articles
from pipelines.labelling.folder import LabelFolder
from pipelines.labelling.verdicts import Said, Verdict, Verdicts

__all__ = ["Choice", "LabelFolder", "Said", "Verdict", "Verdicts", "choose_articles"]
