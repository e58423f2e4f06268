"""Asking the language model ahead of the stage that reads its answers, where the settings choose it. Imports no Dagster.

What asks is loaded where it is built: every night passes through here, and hardly one asks a model.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assets.configuration import LANGUAGE_MODEL, Access, build_access
from assets.extractors import choose_stage, find_place
from pipelines.engine import Progress, stale_parts
from pipelines.errors import WrongUse
from pipelines.lake import Lake
from pipelines.records import Article
from pipelines.schemas import from_table
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.claims.language_model import Asker, Endpoint

NOT_MEASURED = "How often this model is right has not been measured, so its claims move no position: demarche eval FOLDER --calibrate."
ASKED = "asked"  # what progress calls it


def build_asker(settings: Settings, access: Access) -> "Asker":
    """Who asks the model that the settings name, within the limits of the access.

    Raises:
        WrongUse: The model has no name.
    """
    from pipelines.claims.language_model import Asker, Asking, LanguageModelExtractor
    from pipelines.claims.language_model.budget import Prices
    from pipelines.claims.language_model.kept import KeptAnswers

    place = find_place(settings)
    limits = Asking(
        tokens=access.llm_tokens,
        cost=access.llm_cost,
        prices=Prices(access.llm_price_in, access.llm_price_out),
        parallel=access.llm_parallel,
        batch_characters=access.llm_batch,
    )
    return Asker(LanguageModelExtractor(settings.reference, place.folder, place.model), KeptAnswers(place.folder), limits)


def build_endpoint(settings: Settings, access: Access) -> "Endpoint":
    """Where it answers.

    Raises:
        WrongUse: The address cannot be right.
    """
    from pipelines.claims.language_model import Endpoint

    if not access.llm_url:
        raise WrongUse("Nobody knows where the language model answers: set DEMARCHE_LLM_URL.")
    return Endpoint(access.llm_url, settings.llm_model, access.llm_key, access.llm_seconds)


def ask_ahead(settings: Settings, lake: Lake, months: Sequence[str] | None, progress: Progress) -> dict[str, int]:
    """Ask about the articles whose claims are stale, where the language model is the chosen extractor.

    Returns:
        Answers, failures, requests and tokens of this run, for metadata; empty for another extractor.

    Raises:
        BudgetSpent: The budget does not allow the next request; answers so far are kept.
        EndpointError: The endpoint fails; answers so far are kept.
    """
    if settings.extractor != LANGUAGE_MODEL:
        return {}
    parts = [part for part, wanted in stale_parts(lake, choose_stage(settings), months)[0] if wanted]
    if not parts:
        return {}
    access = build_access()
    asker, endpoint = build_asker(settings, access), build_endpoint(settings, access)
    for number, part in enumerate(parts):
        progress(ASKED, number, len(parts))
        asker.ask(list(from_table("articles", lake.read("articles", part))), endpoint)
    progress(ASKED, len(parts), len(parts))
    spent = asker.budget
    counts = {"answers": asker.asked.pieces, "failures": asker.asked.failures.total(), "requests": spent.requests}
    return {f"llm_{name}": count for name, count in {**counts, "tokens_in": spent.spent_in, "tokens_out": spent.spent_out}.items()}


def ask_about(settings: Settings, articles: Sequence[Article], notice: Callable[[str], None]) -> None:
    """Ask about some articles, where the language model is the chosen extractor; `notice` is told what it took.

    Raises:
        BudgetSpent: The budget does not allow the next request; answers so far are kept.
        EndpointError: The endpoint fails; answers so far are kept.
    """
    if settings.extractor != LANGUAGE_MODEL:
        return
    access = build_access()
    asker = build_asker(settings, access)
    if asker.estimate(articles).requests:
        asker.ask(articles, build_endpoint(settings, access))
        notice(asker.describe())
        if not asker.is_measured:
            notice(NOT_MEASURED)
        for why, count in asker.asked.failures.most_common():
            notice(f"{count} left to the small extractor: {why}")


def stale_articles(settings: Settings, lake: Lake, months: Sequence[str] | None) -> list[Article]:
    """The articles whose claims would be made anew by the language model."""
    parts = [part for part, wanted in stale_parts(lake, choose_stage(settings), months)[0] if wanted]
    return [article for part in parts for article in from_table("articles", lake.read("articles", part))]
