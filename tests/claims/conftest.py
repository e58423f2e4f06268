"""The shipped tables and their reader, and a language model's extractor, for every test that asks."""

from collections import Counter
from copy import copy
from pathlib import Path

import pytest
from texts import REFERENCE

from pipelines.claims.language_model import LanguageModelExtractor
from pipelines.claims.language_model.kept import KeptAnswers
from pipelines.claims.reading import Reader
from pipelines.dating.offices import Offices
from pipelines.reference import Reference


@pytest.fixture(scope="session")
def tables() -> Reference:
    """The shipped tables."""
    return Reference(REFERENCE)


@pytest.fixture(scope="session")
def reader(tables: Reference) -> Reader:
    """The shipped indexes."""
    return Reader.load(tables, Offices.load(tables))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LanguageModelExtractor:
    """One whose indexes are built, which takes a second."""
    made = LanguageModelExtractor(REFERENCE, tmp_path_factory.mktemp("unused"), "reader-1")
    assert made._small
    return made


@pytest.fixture
def extractor(tmp_path: Path, loaded: LanguageModelExtractor) -> LanguageModelExtractor:
    """A fresh one, with nothing kept."""
    fresh = copy(loaded)
    fresh._kept = KeptAnswers(tmp_path / "language_model")
    fresh.dropped = Counter()
    return fresh
