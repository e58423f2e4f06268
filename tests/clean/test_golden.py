"""Golden pairs: a raw file of every format and the records expected of it."""

import json

import pytest
from golden import EXPECTED, GOLDEN, raw_files, read_golden

from pipelines.clean import CleanTools
from pipelines.ingest.table import READERS, REFUSERS

FORMATS_SHOWN = 13


@pytest.mark.parametrize("name", raw_files())
def test_a_raw_file_gives_the_expected_records(tools: CleanTools, name: str) -> None:
    """Every field that an analyst sees is as written down beside the file."""
    expected = json.loads((GOLDEN / f"{name}{EXPECTED}").read_text(encoding="utf-8"))

    assert json.loads(json.dumps(read_golden(name, tools))) == expected


def test_every_format_has_a_golden_pair() -> None:
    """A reader without a pair is not finished, unless all it does is refuse."""
    assert len({reader.format for reader in READERS if reader not in REFUSERS}) == FORMATS_SHOWN
    assert len(raw_files()) >= FORMATS_SHOWN
