"""Rules of the stage over kept answers: what it depends on, and what it does about articles nobody has asked about."""

import pickle
from pathlib import Path

import pytest
from fake_endpoint import answer, chat, entry, serve_fake
from texts import REFERENCE, make_article

from pipelines.claims.language_model import Asker, Asking, Endpoint, LanguageModelExtractor, LanguageModelStage, Place
from pipelines.claims.language_model.confidence import Confidence
from pipelines.claims.language_model.guide import Guide
from pipelines.claims.language_model.kept import KeptAnswers
from pipelines.engine import LocalEngine
from pipelines.errors import BadReference, EndpointError, RejectCode
from pipelines.records import Article
from pipelines.reference import Reference
from pipelines.schemas import from_table, to_table

DUTY = make_article("Peru raised its duty on imported rice from Chile to 12%. Trade was slow.", "Peru and rice", article_id="p-0")
CUP = make_article("The home side won the cup, and the crowd sang in the old town.", "The cup", article_id="c-0")
RAISED = entry(0, "Peru raised its duty on imported rice", "PER/tariffs/restrict", counterparts=["CHL"])


def make_stage(folder: Path, model: str = "reader-1") -> LanguageModelStage:
    """A stage whose answers are in a folder."""
    return LanguageModelStage(REFERENCE, Place(folder, model))


def answer_all(folder: Path, *articles: Article) -> None:
    """Ask about some articles and keep the answers."""
    with serve_fake(lambda asked: chat(answer(*([RAISED] for _ in asked.articles)))) as fake:
        asker = Asker(LanguageModelExtractor(REFERENCE, folder, "reader-1"), KeptAnswers(folder), Asking())
        asker.ask(articles, Endpoint(fake.url, "reader-1", "sk-secret"))


def test_guarded_workers_read_kept_answers_without_a_network(tmp_path: Path) -> None:
    """The endpoint is gone when the stage runs; the same claims come each time, and an article on another subject needs no answer."""
    answer_all(tmp_path, DUTY)
    stage = pickle.loads(pickle.dumps(make_stage(tmp_path)))
    table = to_table("articles", [DUTY, CUP])

    with LocalEngine(1, 2048, 20.0) as engine:
        first, second = engine.run(stage, table), engine.run(stage, table)

    assert [claim.quote for claim in from_table("claims", first)] == [RAISED["quote"]]
    assert first.equals(second)


def test_an_article_nobody_asked_about_stops_the_run_and_passes_for_no_empty_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A part is not written with claims missing; the sentence names the article and the command that mends it."""
    with (
        LocalEngine(1, 2048, 20.0) as engine,
        pytest.raises(EndpointError, match=r"reader-1 has not been asked about article p-0.*demarche ask"),
    ):
        engine.run(make_stage(tmp_path), to_table("articles", [DUTY]))

    assert "sk-" not in capfd.readouterr().err


def test_an_answered_article_that_a_worker_loses_is_refused_like_any_other(tmp_path: Path) -> None:
    """It has no claims, and the run goes on."""
    answer_all(tmp_path, DUTY)

    assert make_stage(tmp_path).refuse(DUTY, RejectCode.TIMED_OUT, "20 s") == ()


def test_the_fingerprint_follows_model_instructions_and_measured_shares_alone(tmp_path: Path) -> None:
    """Another model or newly measured shares make parts stale; new answers, endpoint and key do not."""
    version = Guide.load(Reference(REFERENCE)).version
    before = make_stage(tmp_path).fingerprint
    answer_all(tmp_path, DUTY)

    assert make_stage(tmp_path).fingerprint == before
    assert make_stage(tmp_path, "reader-2").fingerprint != before
    Confidence({"high": (8, 10)}).save(tmp_path, "reader-1", version)
    assert make_stage(tmp_path).fingerprint != before


def test_measured_shares_become_the_confidence(tmp_path: Path) -> None:
    """By the model's own certainty where that was measured, else the share of all; few claims are drawn towards one half."""
    shares = Confidence({"high": (80, 98), "low": (1, 2)})
    shares.save(tmp_path, "org/reader:1", "abc")
    found = Confidence.load(tmp_path, "org/reader:1", "abc")

    assert found.of("high") == (0.81, ())
    assert found.of("low") == (0.5, ("the model's own certainty is low",))
    assert found.of("medium")[0] == round(82 / 102, 4)
    assert found.of(None) == found.of("checked by two readers, believe it") == (round(82 / 102, 4), ())
    assert Confidence.load(tmp_path, "org/reader:2", "abc").of("high")[0] == 0.5


def test_a_broken_file_of_shares_is_named(tmp_path: Path) -> None:
    """It stops the run instead of making every claim a guess."""
    path = Confidence({"high": (1, 2)}).save(tmp_path, "reader-1", "abc")
    path.write_text("[]")

    with pytest.raises(BadReference, match="measured-reader-1-abc"):
        Confidence.load(tmp_path, "reader-1", "abc")
