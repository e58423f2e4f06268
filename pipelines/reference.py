"""Facts about the world: the tables under data/reference, read, validated and fingerprinted.

Belongs here: which tables there are, their columns, and the rules every row must obey. Does not belong here: matchers and
lexicons built from the rows; those live in the room that uses them.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import BadReference

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """The folder data/reference; each `<table>.csv` is UTF-8 with a header line.

    An empty cell means "not known" or "does not apply", as the table's own section in data/reference/README.md says.
    """

    folder: Path
    _tables: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of `<table>.csv` in file order.

        Raises:
            BadReference: The file is missing, is not UTF-8, or a line has too many or too few cells.
        """
        if table not in self._tables:
            self._tables[table] = tuple(_read_rows(self.folder / f"{table}.csv"))
        return self._tables[table]

    def columns(self, table: str) -> tuple[str, ...]:
        """Names in the header line of `<table>.csv`, also where no row follows; none where the file is empty."""
        self.rows(table)
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return tuple(next(csv.reader(stream), ()))

    def fingerprint(self, tables: Iterable[str]) -> str:
        """Hash of the bytes of the named tables, 16 hexadecimal digits; order does not matter."""
        digest = hashlib.sha256()
        for table in sorted(tables):
            digest.update(table.encode() + b"\0" + hashlib.sha256((self.folder / f"{table}.csv").read_bytes()).digest())
        return digest.hexdigest()[:16]


def _read_rows(path: Path) -> Iterable[Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise BadReference(f"Reference table {path.name} is missing from {path.parent.name}/.") from error
    except UnicodeDecodeError as error:
        raise BadReference(f"Reference table {path.name} is not UTF-8.") from error
    try:
        for number, row in enumerate(csv.DictReader(lines, strict=True), start=2):
            if None in row or None in row.values():
                raise BadReference(f"{path.name}, line {number}: the number of cells does not fit the header.")
            yield row
    except csv.Error as error:
        raise BadReference(f"Reference table {path.name} is no CSV: {error}.") from error
