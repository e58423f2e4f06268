"""Reference tables that are wrong stop the run with a sentence."""

from pathlib import Path

import pytest

from pipelines.errors import BadReference
from pipelines.reference import Reference


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is missing"),
        (b"a,b\n\xff\xfe,1\n", "is not UTF-8"),
        (b"a,b\n1\n", "line 2"),
        (b"a,b\n1,2,3\n", "line 2"),
        (b'a,b\n"1"x,2\n', "is no CSV"),
    ],
)
def test_a_table_that_is_wrong_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    """Missing, badly encoded, ragged or misquoted: the table and the line are named."""
    if content is not None:
        (tmp_path / "facts.csv").write_bytes(content)

    with pytest.raises(BadReference, match=words):
        Reference(tmp_path).rows("facts")


def test_the_fingerprint_follows_the_bytes_and_not_the_order(tmp_path: Path) -> None:
    """The same tables in any order have one fingerprint; one changed byte gives another."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text("a,b\n1,2\n")
    before = Reference(tmp_path).fingerprint(["one", "two"])

    assert Reference(tmp_path).fingerprint(["two", "one"]) == before
    (tmp_path / "two.csv").write_text("a,b\n1,3\n")
    assert Reference(tmp_path).fingerprint(["one", "two"]) != before
