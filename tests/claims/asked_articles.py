"""Articles that a language model is asked about, what it may answer, and asking it through a fake endpoint."""

from collections.abc import Sequence

from fake_endpoint import Asked, Behaviour, Said, answer, chat, entry, serve_fake
from texts import make_article

from pipelines.claims.language_model import Asker, Asking, Endpoint, LanguageModelExtractor
from pipelines.claims.language_model.kept import KeptAnswers
from pipelines.records import Article

KEY = "sk-very-secret-1234"
DUTY = make_article(
    "Peru raised its duty on imported rice from Chile to 12%. Trade was slow.", "Peru and rice", article_id="p-0", document_id="p"
)
TALKS = make_article(
    "Canada's tariffs hurt trade, and Mexico urged Canada to lift the tariffs.", "Mexico asks", article_id="m-0", document_id="m"
)
CUP = make_article("The home side won the cup, and the crowd sang in the old town.", "The cup", article_id="c-0")
RAISED = entry(
    0, "Peru raised its duty on imported rice from Chile to 12%", "PER/tariffs/restrict", counterparts=["CHL"], amount=12, unit="%"
)
URGED = entry(0, "Mexico urged Canada to lift the tariffs", "MEX/tariffs/request", counterparts=["CAN"], direction="open")
BY_HEADLINE = {"Peru and rice": [RAISED], "Mexico asks": [URGED]}


def ask(extractor: LanguageModelExtractor, articles: Sequence[Article], behave: Behaviour, asking: Asking | None = None) -> list[Asked]:
    """Ask about some articles; all requests that it took."""
    with serve_fake(behave) as fake:
        endpoint = Endpoint(fake.url, "reader-1", KEY, seconds=5.0, sleep=lambda _: None)
        try:
            asker(extractor, asking).ask(articles, endpoint)
        finally:
            extractor.dropped.clear()
        return fake.asked


def asker(extractor: LanguageModelExtractor, asking: Asking | None = None) -> Asker:
    """Who asks, one request at a time unless told otherwise."""
    return Asker(extractor, kept_of(extractor), asking or Asking(parallel=1))


def kept_of(extractor: LanguageModelExtractor) -> KeptAnswers:
    """Where its answers are."""
    return extractor._kept


def honest(asked: Asked) -> Said:
    """Answers every article as it should be answered."""
    return chat(answer(*(BY_HEADLINE[article["headline"]] for article in asked.articles)))


def quotes(extractor: LanguageModelExtractor, *articles: Article) -> list[list[str]]:
    """The quotes of what is read, by article."""
    return [[claim.quote for claim in claims] for claims in extractor.extract(articles)]
