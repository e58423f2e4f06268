"""Puts the makers of this folder on the path, and publishes the made-up record once for all tests that ask for it."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the lake and the published database of the made-up record; to be read only."""
    from ledger_lake import publish_corpus
    from ledger_stories import told_stories

    folder = tmp_path_factory.mktemp("record")
    publish_corpus(folder, told_stories())
    return folder


@pytest.fixture
def published(record: Path, tmp_path: Path) -> Path:
    """A copy of that folder that a test may break."""
    shutil.copytree(record, tmp_path, dirs_exist_ok=True)
    return tmp_path
