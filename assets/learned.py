"""What is kept beside the lake and holds words of its articles: answers of language models, and verdicts. Imports no Dagster."""

from collections.abc import Collection

from pipelines.labelling.verdicts import FILE_NAME, Verdicts
from pipelines.settings import Settings


def open_verdicts(settings: Settings) -> Verdicts:
    """The verdicts of a data folder."""
    return Verdicts(settings.data / FILE_NAME)


def forget_words(settings: Settings, documents: Collection[str]) -> None:
    """Remove what is kept of documents that are taken down; done before the takedown itself, so that a killed one leaves nothing behind."""
    from pipelines.claims.language_model.kept import KeptAnswers  # loads what asks a model; to list verdicts nobody needs it

    KeptAnswers(settings.language_model).forget(documents)
    open_verdicts(settings).forget(documents)
