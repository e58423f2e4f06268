"""One report of a made-up ledger, hostile text in it, built once for all tests of this folder."""

import shutil
from pathlib import Path

import pytest
from built_site import Site, tell_hostile
from ledger import LedgerMaker, random_ledger

from pipelines.report import build
from pipelines.settings import Settings


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A report of 160 claims with hostile ones among them."""
    maker = LedgerMaker(tmp_path_factory.mktemp("site"))
    random_ledger(maker, 160)
    tell_hostile(maker)
    settings = maker.publish()
    return Site(maker, settings, dict(build(settings, settings.database)))


@pytest.fixture
def copied(site: Site, tmp_path: Path) -> Settings:
    """Settings of a folder of its own that holds a copy of the database and of the report."""
    shutil.copytree(site.settings.data, tmp_path / "data", ignore=shutil.ignore_patterns("lake"))
    return Settings(data=tmp_path / "data", reference=site.settings.reference, sql=site.settings.sql)
