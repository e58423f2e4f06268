"""The command line on two databases: a made-up ledger with hostile text, and the sample corpus coded by hand."""

import os
import sys
from datetime import date
from pathlib import Path

import pytest
from command_runs import HOSTILE_QUOTE, Command, Ran

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "report"), str(TESTS / "sample")]

from hand_coded import publish_by_hand  # noqa: E402 - after the folders that hold them are known
from ledger import LedgerMaker, Told, random_ledger  # noqa: E402
from sample_corpus import Sample  # noqa: E402

from assets.cli import main  # noqa: E402


@pytest.fixture
def demarche(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `demarche` in this process as a pipe would see it."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if "COLUMNS" not in os.environ:
        monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments: object) -> Ran:
        try:
            main([str(argument) for argument in arguments])
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> LedgerMaker:
    """A published ledger of 120 made-up claims, a hostile one and the walk-back of a reserve threat among them."""
    maker = LedgerMaker(tmp_path_factory.mktemp("made"))
    random_ledger(maker, 120)
    maker.tell(date(2025, 5, 1), '<a> "Letter", =2', [Told(HOSTILE_QUOTE, "JPN", "USA", "tariffs", "reject")])
    maker.publish()
    return maker


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the sample corpus, its claims coded by hand."""
    data = tmp_path_factory.mktemp("sample")
    publish_by_hand(Sample(), data)
    return data
