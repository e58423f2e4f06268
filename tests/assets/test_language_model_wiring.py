"""Rules of choosing an extractor, and of asking a language model from the command line."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

from fake_endpoint import Asked, Said, answer, chat, entry, serve_fake

from assets.cli import main
from assets.configuration import Access, build_access, build_settings
from assets.extractors import choose_stage
from pipelines.claims.accurate import FILES, AccurateStage
from pipelines.claims.language_model import LanguageModelStage
from pipelines.claims.stage import ExtractStage
from pipelines.errors import WrongUse

KEY = "sk-very-secret-1234"
STORY = "Rice\n\nPeru raised its duty on imported rice from Chile to 12 percent. Trade was slow.\n"


def honest(asked: Asked) -> Said:
    """Answers the story as it should be answered."""
    return chat(answer(*([entry(0, "Peru raised its duty on imported rice", "PER/tariffs/restrict")] for _ in asked.articles)))


def run(*arguments: object) -> int:
    """The exit code of a command."""
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def test_the_setting_names_the_stage(tmp_path: Path) -> None:
    """Small by default; the language model by its name; the accurate one by its folder, and a small one of your own by its file."""
    for name in FILES:
        (tmp_path / name).write_text("{}")

    stages = [
        choose_stage(build_settings(None, environment))
        for environment in (
            {},
            {"DEMARCHE_EXTRACTOR": "language-model", "DEMARCHE_LLM_MODEL": "reader-1"},
            {"DEMARCHE_EXTRACTOR": str(tmp_path)},
            {"DEMARCHE_EXTRACTOR": str(tmp_path / FILES[0])},
        )
    ]

    assert [type(stage) for stage in stages] == [ExtractStage, LanguageModelStage, AccurateStage, ExtractStage]
    assert len({stage.fingerprint for stage in stages}) == 4


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DEMARCHE_EXTRACTOR": "smal"}, "small, language-model, or what"),
        ({"DEMARCHE_EXTRACTOR": "language-model"}, "DEMARCHE_LLM_MODEL"),
    ],
)
def test_a_setting_that_names_no_extractor_is_wrong_use(environment: dict[str, str], words: str) -> None:
    """The sentence says what the setting may be."""
    with pytest.raises(WrongUse, match=words):
        choose_stage(build_settings(None, environment))


def test_access_is_read_from_the_environment_and_hides_its_key() -> None:
    """Numbers are checked like those of settings; prices and the limit of cost may be 0; no representation shows the key."""
    access = build_access(
        {"DEMARCHE_LLM_KEY": KEY, "DEMARCHE_LLM_TOKENS": "900", "DEMARCHE_LLM_PRICE_IN": "0", "DEMARCHE_LLM_URL": "http://x"}
    )

    assert access == Access(llm_url="http://x", llm_key=KEY, llm_tokens=900)
    assert KEY not in repr(access)
    with pytest.raises(WrongUse, match="DEMARCHE_LLM_PARALLEL"):
        build_access({"DEMARCHE_LLM_PARALLEL": "0"})
    with pytest.raises(WrongUse, match="DEMARCHE_LLM_COST"):
        build_access({"DEMARCHE_LLM_COST": "-1"})


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The language model chosen, with a data folder of its own."""
    for name, value in {"EXTRACTOR": "language-model", "LLM_MODEL": "reader-1", "LLM_KEY": KEY, "DATA": str(tmp_path / "data")}.items():
        monkeypatch.setenv(f"DEMARCHE_{name}", value)
    return tmp_path / "data"


def test_single_files_are_read_by_the_language_model(
    tmp_path: Path, chosen: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`extract` asks, keeps the answer and says what it took; the second time nobody is asked; the key shows nowhere."""
    (tmp_path / "rice.txt").write_text(STORY)
    with serve_fake(honest) as fake:
        monkeypatch.setenv("DEMARCHE_LLM_URL", fake.url)
        codes = [run("extract", tmp_path / "rice.txt", "--published", "2025-04-16", "--format", "jsonl") for _ in range(2)]
        assert len(fake.asked) == 1
    told = capfd.readouterr()

    assert codes == [0, 0]
    assert told.out.count('"issue": "tariffs", "act": "restrict"') == 2
    assert told.err.count("1 answers of this run are kept") == 1
    assert KEY not in told.out + told.err
    assert all(KEY.encode() not in path.read_bytes() for path in chosen.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [("LLM_URL", "", "DEMARCHE_LLM_URL"), ("LLM_TOKENS", "5", "budget of 5 tokens"), ("LLM_MODEL", "", "DEMARCHE_LLM_MODEL")],
)
def test_what_keeps_from_asking_is_one_sentence(
    tmp_path: Path, chosen: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], setting: str, value: str, words: str
) -> None:
    """No address, no name, no budget: the command ends with a sentence and a code, not with claims of another extractor."""
    (tmp_path / "rice.txt").write_text(STORY)
    with serve_fake(honest) as fake:
        monkeypatch.setenv("DEMARCHE_LLM_URL", fake.url)
        monkeypatch.setenv(f"DEMARCHE_{setting}", value)
        code = run("extract", tmp_path / "rice.txt", "--published", "2025-04-16")
    told = capfd.readouterr()

    assert code in (1, 2)
    assert words in told.err
    assert "Traceback" not in told.err
    assert told.out == ""
