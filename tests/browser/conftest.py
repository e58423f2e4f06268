"""The report of the made-up ledger, for a real browser."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

from ledger import LedgerMaker, random_ledger

from pipelines.report import build


@pytest.fixture(scope="session")
def report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of 400 claims."""
    maker = LedgerMaker(tmp_path_factory.mktemp("browser"))
    random_ledger(maker, 400)
    settings = maker.publish()
    build(settings, settings.database)
    return settings.report
