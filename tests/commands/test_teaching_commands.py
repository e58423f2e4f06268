"""`demarche` label, verdict, train, eval and ask: rules of the commands that teach and measure the extractor."""

import io
import json
import sys
from pathlib import Path

import pytest
from command_runs import Command

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "labelling"), str(TESTS / "claims")]

from fake_endpoint import answer, chat, entry, serve_fake  # noqa: E402 - after the folders that hold them are known
from labelled_lake import fill_lake  # noqa: E402

from pipelines.claims.labelled import read_folder  # noqa: E402

PERU, CHILE = "aaaa000011112222", "aaaabbbb11112222"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a small lake."""
    fill_lake(tmp_path / "data" / "lake")
    return tmp_path / "data"


def test_verdicts_are_kept_listed_corrected_and_withdrawn(demarche: Command, data: Path) -> None:
    """An id may be cut; slots that are otherwise follow `wrong`; the last verdict counts."""
    assert demarche("verdict", "aaaa0000", "right", "--by", "Ana", "--day", "2025-05-01", "--data", data).code == 0
    wrong = demarche("verdict", CHILE, "wrong", "reject", "possible", "--note", "only maybe", "--data", data)
    assert "instead: CHL tariffs reject possible own" in wrong.out

    listed = demarche("verdict", "--list", "--data", data).out.splitlines()
    assert listed[0].startswith(f"{PERU}  right  PER tariffs restrict toward CHL")
    assert listed[0].endswith("[2025-05-01  Ana]")
    assert "→ CHL tariffs reject possible" in listed[1]

    assert demarche("verdict", "aaaabbbb", "withdrawn", "--data", data).code == 0
    assert len(demarche("verdict", "--list", "--data", data).out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ffff0000", "right"), "Unknown claim"),
        (("aaaa", "right"), "2 claims begin with aaaa"),
        ((PERU,), "Say which claim"),
        ((PERU, "right", "reject"), "Only a claim that is wrong"),
        ((PERU, "wrong", "shout"), "no code of the guide"),
        ((PERU, "withdrawn"), "Unknown judged claim"),
    ],
)
def test_a_verdict_that_cannot_be_is_wrong_use(demarche: Command, data: Path, arguments: tuple[str, ...], words: str) -> None:
    """One sentence, exit 2, and nothing is kept."""
    ran = demarche("verdict", *arguments, "--data", data)

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not (data / "verdicts.jsonl").exists()


def test_a_person_labels_articles_of_the_lake(demarche: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Laid out, labelled line by line, stopped and taken up again; what is typed wrongly is said and costs nothing."""
    folder = tmp_path / "labelled"
    monkeypatch.setattr("sys.stdin", io.StringIO("\nPER tariffs shout\nPER tariffs restrict CHL 12%\n"))
    first = demarche("label", folder, "--take", 1, "--choose", "doubt", "--blind", "--data", data)
    assert "'shout' is no code" in first.err
    assert "0 of 1 articles are labelled" in first.err

    monkeypatch.setattr("sys.stdin", io.StringIO("?\n\n\n"))
    second = demarche("label", folder, "--blind", "--by", "Ana", "--data", data)

    (article,) = read_folder(folder)
    assert "1 of 1 articles are labelled" in second.err
    assert [(one.actor, one.counterparts, one.amount, one.unit) for one in article.claims] == [("PER", frozenset({"CHL"}), 12.0, "%")]
    assert json.loads(next((folder / "labels").iterdir()).read_text())["by"] == "Ana"


def test_proposals_of_the_extractor_can_be_chosen(demarche: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are shown with their number and confidence, and none is taken unless it is chosen; s leaves the article for later."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n1\n\n\ns\n"))
    ran = demarche("label", tmp_path / "labelled", "--take", 2, "--data", data)

    labelled = read_folder(tmp_path / "labelled")
    assert "1   PER tariffs restrict" in ran.err
    assert "1 of 2 articles are labelled" in ran.err
    assert [one.actor for one in labelled[0].claims] in (["PER"], [])  # the other article has no second sentence


def test_an_empty_folder_says_how_to_fill_it(demarche: Command, data: Path, tmp_path: Path) -> None:
    """Nothing to label is wrong use."""
    ran = demarche("label", tmp_path / "labelled", "--data", data)

    assert ran.code == 2
    assert "--take" in ran.err


def test_the_language_model_labels(demarche: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its claims become labels with its name, within its budget; without it chosen nothing is labelled."""
    folder = tmp_path / "labelled"
    refused = demarche("label", folder, "--take", 1, "--model", "--data", data)
    assert "DEMARCHE_EXTRACTOR=language-model" in refused.err

    monkeypatch.setenv("DEMARCHE_EXTRACTOR", "language-model")
    monkeypatch.setenv("DEMARCHE_LLM_MODEL", "reader-1")
    with serve_fake(lambda asked: chat(answer([entry(1, "Chile protested against the duty", "CHL/tariffs/accuse")]))) as fake:
        monkeypatch.setenv("DEMARCHE_LLM_URL", fake.url)
        ran = demarche("label", folder, "--model", "--data", data)

    assert ran.code == 0, ran.err
    assert [[one.actor for one in article.claims] for article in read_folder(folder)] in ([["CHL"]], [[]])
    assert json.loads(next((folder / "labels").iterdir()).read_text())["by"] == "reader-1"


def test_an_estimate_and_the_asking_itself(demarche: Command, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ask --dry-run` sends nothing and tells what it would take; `ask` asks, and tells what it took."""
    for name, value in {"EXTRACTOR": "language-model", "LLM_MODEL": "reader-1", "LLM_PRICE_IN": "1000"}.items():
        monkeypatch.setenv(f"DEMARCHE_{name}", value)
    with serve_fake(lambda asked: chat(answer(*([] for _ in asked.articles)))) as fake:
        monkeypatch.setenv("DEMARCHE_LLM_URL", fake.url)
        estimate = demarche("ask", "--dry-run", "--data", data)
        assert fake.asked == []
        asked = demarche("ask", "--data", data)
        assert len(fake.asked) == 1

    assert "3 articles to ask about (2 are on another subject, 0 have their answer): 1 requests" in estimate.out
    assert "by the prices given" in estimate.out
    assert "answers 3, failures 0, requests 1, tokens_in 100, tokens_out 50" in asked.out
    assert "Kept in all of reader-1: 3 answers, 99 tokens in, 48 out." in asked.err  # a request's tokens, shared among its answers


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask",), "DEMARCHE_EXTRACTOR=language-model"),
        (("eval", "--cross"), "need a folder"),
        (("train", ".", "--accurate"), "go together"),
        (("train", ".", "--weights", "."), "go together"),
        (("train", ".", "--out", "."), "is a folder"),
        (("eval", ".", "--calibrate"), "holds no labelled articles"),
    ],
)
def test_what_does_not_fit_together_is_wrong_use(demarche: Command, data: Path, arguments: tuple[str, ...], words: str) -> None:
    """One sentence and exit 2."""
    ran = demarche(*arguments, "--data", data)

    assert ran.code == 2
    assert words in ran.err


def test_a_language_model_is_measured_on_labelled_articles(
    demarche: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`eval --calibrate` counts how often it is right by its own certainty; its claims carry that from then on."""
    folder = tmp_path / "labelled"
    monkeypatch.setattr("sys.stdin", io.StringIO("\nPER tariffs restrict CHL\n\n\n"))
    demarche("label", folder, "--take", 1, "--blind", "--choose", "doubt", "--data", data)
    for name, value in {"EXTRACTOR": "language-model", "LLM_MODEL": "reader-1"}.items():
        monkeypatch.setenv(f"DEMARCHE_{name}", value)
    peru = entry(1, "Peru raised its duty on imported rice from Chile to 12%", "PER/tariffs/restrict", counterparts=["CHL"])
    chile = entry(1, "Chile protested against the duty", "CHL/tariffs/accuse", certainty="low")
    with serve_fake(lambda asked: chat(answer([peru, chile]))) as fake:
        monkeypatch.setenv("DEMARCHE_LLM_URL", fake.url)
        ran = demarche("eval", folder, "--calibrate", "--worst", 3, "--groups", "--data", data)

    assert ran.code == 0, ran.err
    assert "reader-1: high 1 of 1 right, low 0 of 1 right" in ran.err
    assert "made up: accuse on tariffs" in ran.out
    assert json.loads(next((data / "language_model").glob("measured-*.json")).read_text()) == {
        "high": {"made": 1, "right": 1},
        "low": {"made": 1, "right": 0},
    }


def test_the_accurate_extractor_needs_its_extra_and_its_weights(demarche: Command, data: Path, tmp_path: Path) -> None:
    """Without either, one sentence and exit 2; no folder is left that the setting could take for a model."""
    ran = demarche("train", tmp_path, "--accurate", "--weights", tmp_path, "--out", tmp_path / "accurate", "--data", data)

    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert not (tmp_path / "accurate" / "encoder.json").exists()
