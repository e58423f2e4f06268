"""Rules of the extractor with the shipped model, its gate and its stage."""

import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.extractor import Extractor, load_extractor
from pipelines.claims.stage import ExtractStage
from pipelines.claims.version import TABLES
from pipelines.errors import RejectCode
from pipelines.records import Article, Attribution, Claim, DateBasis

STORY = (
    "Japan has ruled out selling its U.S. Treasury holdings as a weapon in trade talks with the United States. "
    "Analysts said Japan could use its reserves as leverage.\n\n"
    "Canada imposed a 25% tariff on American steel on Monday, and India urged Canada to lift the duty."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The shipped model."""
    return load_extractor(REFERENCE)


def read(extractor: Extractor, article: Article) -> list[Claim]:
    """The claims of an article that is read alone."""
    (claims,) = extractor.extract([article])
    return list(claims)


def find(claims: list[Claim], actor: str, act: str) -> Claim:
    """The one claim of an actor with an act."""
    return next(claim for claim in claims if (claim.actor, claim.act) == (actor, act))


def test_a_story_gives_its_claims(extractor: Extractor) -> None:
    """Refusal, measure and request are read with actor, issue, counterpart, amount and day."""
    claims = read(extractor, make_article(STORY, "Tokyo rules out a weapon"))

    refusal, measure = find(claims, "JPN", "reject"), find(claims, "CAN", "restrict")
    assert "USA" in refusal.counterparts
    assert (measure.issue, measure.amount, measure.unit) == ("tariffs", 25.0, "%")
    assert (measure.claimed_on, measure.date_basis, measure.time_expression) == (date(2025, 4, 14), DateBasis.RELATIVE, "Monday")
    assert find(claims, "IND", "request").issue == "tariffs"


def test_extracting_reads_no_table_that_its_fingerprint_leaves_out(extractor: Extractor, tmp_path: Path) -> None:
    """With the tables of the fingerprint alone, and the model, an article is read as with all of them."""
    for table in TABLES:
        shutil.copy2(REFERENCE / f"{table}.csv", tmp_path)
    (tmp_path / "model").symlink_to(REFERENCE / "model")
    article = make_article(STORY, "Tokyo rules out a weapon")

    assert read(load_extractor(tmp_path), article) == read(extractor, article)
    assert ExtractStage(tmp_path).fingerprint == ExtractStage(REFERENCE).fingerprint


def test_what_analysts_think_is_no_position(extractor: Extractor) -> None:
    """A country's options as analysts see them are kept as third-party."""
    claims = read(extractor, make_article(STORY, "Tokyo rules out a weapon"))

    seen = [claim for claim in claims if claim.quote.startswith("Analysts")]

    assert [claim.attribution for claim in seen] == [Attribution.THIRD_PARTY]


def test_quotes_and_evidence_are_the_articles_own_words(extractor: Extractor) -> None:
    """Every quote is the slice its offsets say, one sentence at most; the actor's evidence names it."""
    article = make_article(STORY.replace("Canada", "“Canada”"), "Steel")

    for claim in read(extractor, article):
        assert article.text[claim.quote_start : claim.quote_end] == claim.quote
        assert "\n" not in claim.quote
        assert all(article.text[one.start : one.end].strip() for one in claim.evidence)
        assert 0 <= claim.confidence <= 1
    assert not extractor.dropped


def test_an_undated_article_dates_nothing(extractor: Extractor) -> None:
    """Without a publication date and full dates in the text, claims stay undated and say so."""
    claims = read(extractor, make_article(STORY, day=None))

    assert claims
    assert all(claim.claimed_on is None and claim.date_basis is DateBasis.NONE for claim in claims)
    assert all("nothing in the text dates it" in claim.reasons for claim in claims)


def test_chunks_do_not_change_what_is_read(extractor: Extractor) -> None:
    """An article's claims are the same alone and among others."""
    first = make_article(STORY, "Steel")
    second = make_article("Brazil banned exports of soybeans to China. China protested against the ban.", article_id="b-0")

    together = extractor.extract([first, second])

    assert together == [read(extractor, first), read(extractor, second)]


@pytest.mark.parametrize(
    "article",
    [
        make_article(STORY, reject_code=RejectCode.NOT_ENGLISH),
        make_article(""),
        make_article("The home side won the cup after extra time, and the crowd sang until midnight in the old town."),
    ],
)
def test_what_is_rejected_or_on_another_subject_gives_nothing(extractor: Extractor, article: Article) -> None:
    """Rejected articles are not read; others pass a gate of country and topic words."""
    assert read(extractor, article) == []


@pytest.mark.parametrize(
    "text",
    [
        "Japan tariff " * 4000,
        "JAPAN SAID IT WOULD RAISE TARIFFS ON U.S. STEEL. " * 5,
        "J4pan sa1d t4riffs w0uld r|se ~~ 1n tr@de w1th Ch1na,, tariffs quota Japan China",
        "Le Japon a dit que les tariffs de trade avec China sont injustes. 日本は関税を引き上げた。Japan tariffs.",
        '"' * 3000 + " Japan tariffs trade",
        "\n\n".join(["tariffs, Japan"] * 300),
    ],
)
def test_bad_text_is_read_without_harm(extractor: Extractor, text: str) -> None:
    """Endless sentences, capitals, noise, other languages and lists raise nothing and give only sound claims."""
    for claim in read(extractor, make_article(text)):
        assert text[claim.quote_start : claim.quote_end] == claim.quote


def test_the_stage_travels_to_workers_and_knows_its_inputs() -> None:
    """It pickles, equals itself there, so that a worker stays for the next part; its fingerprint is stable; a sequence for each article."""
    stage = pickle.loads(pickle.dumps(ExtractStage(REFERENCE)))
    assert stage == ExtractStage(REFERENCE)
    articles = [make_article(STORY, "Steel"), make_article("Nothing.", article_id="b-0")]

    made = list(stage.prepare()(articles))

    assert (stage.source, stage.target) == ("articles", "claims")
    assert stage.fingerprint == ExtractStage(REFERENCE).fingerprint
    assert [bool(claims) for claims in made] == [True, False]
    assert stage.refuse(articles[0], RejectCode.TIMED_OUT, "20 s") == ()
