"""Which extractor reads articles, as the settings name it: as a stage for engines, or loaded in this process. Imports no Dagster.

An extractor is imported where it is chosen: what the accurate one needs takes longer to load than all of an empty night.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assets.configuration import LANGUAGE_MODEL, SMALL
from pipelines.claims.stage import ExtractStage
from pipelines.engine.stage import Stage
from pipelines.errors import WrongUse
from pipelines.records import Article, Claim
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.claims.language_model import Place


class Reads(Protocol):
    """Anything that reads articles into claims in this process."""

    def extract(self, articles: Sequence[Article]) -> list[list[Claim]]:
        """Claims of each article."""
        ...


def choose_stage(settings: Settings) -> Stage:
    """The stage of the chosen extractor.

    Raises:
        WrongUse: The setting names none, a folder without a trained model, or a language model without a name.
    """
    if settings.extractor == SMALL:
        return ExtractStage(settings.reference)
    if settings.extractor == LANGUAGE_MODEL:
        from pipelines.claims.language_model import LanguageModelStage

        return LanguageModelStage(settings.reference, find_place(settings))
    folder = find_model(settings)
    if folder.is_file():
        return ExtractStage(settings.reference, folder)
    from pipelines.claims.accurate import FILES, AccurateStage

    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        choices = f"{SMALL}, {LANGUAGE_MODEL}, or what `demarche train` made: a file, or with --accurate a folder"
        raise WrongUse(f"DEMARCHE_EXTRACTOR is {settings.extractor!r}, which has no {missing[0]}; it may be {choices}.")
    return AccurateStage(settings.reference, folder)


def load_chosen(settings: Settings) -> Reads:
    """The chosen extractor, loaded. A language model's reads kept answers and asks nobody.

    Raises:
        WrongUse: As `choose_stage`, or the extra that the accurate extractor needs is not installed.
    """
    from pipelines.claims.accurate import AccurateStage, load_accurate
    from pipelines.claims.extractor import load_extractor
    from pipelines.claims.language_model import LanguageModelExtractor, LanguageModelStage

    stage = choose_stage(settings)
    if isinstance(stage, LanguageModelStage):
        place = find_place(settings)
        return LanguageModelExtractor(settings.reference, place.folder, place.model)
    if isinstance(stage, AccurateStage):
        return load_accurate(settings.reference, find_model(settings))
    return load_extractor(settings.reference, None if settings.extractor == SMALL else find_model(settings))


def find_model(settings: Settings) -> Path:
    """The file or folder that the setting names, whole, for workers may stand elsewhere."""
    return Path(settings.extractor).expanduser().absolute()


def find_place(settings: Settings) -> "Place":
    """Where the language model's answers are kept.

    Raises:
        WrongUse: The model has no name.
    """
    if not settings.llm_model:
        raise WrongUse("The language model has no name: set DEMARCHE_LLM_MODEL, and DEMARCHE_LLM_URL to where it answers.")
    from pipelines.claims.language_model import Place

    return Place(settings.language_model, settings.llm_model)
