"""Answers that were paid for, kept in one SQLite file under the data folder.

Belongs here: reading and writing that file. Does not belong here: what an answer means. A key holds hashes of model, instructions and
words; the file holds no address and no secret.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipelines.errors import LakeError, NoRoom
from pipelines.lake import no_room

FILE_NAME = "answers.sqlite"
_CREATE = """
create table if not exists answers (
    key text primary key, document_id text not null, model text not null, prompt text not null,
    claims text, failure text, tokens_in integer not null, tokens_out integer not null
) without rowid
"""
_COLUMNS = "key, document_id, model, prompt, claims, failure, tokens_in, tokens_out"
_NO_ROOM = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
)  # what writing without room ends with
_ASKED_AT_ONCE = 500  # keys of one query; SQLite bounds the number of its parameters


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: the claims' JSON text, or why there is none that can be used."""

    key: str
    document_id: str
    model: str
    prompt: str
    claims: str | None
    failure: str | None
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The file of answers in a folder; it need not be there yet."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.folder / FILE_NAME

    def find(self, keys: Sequence[str]) -> dict[str, Kept]:
        """The answers that are there, by key.

        Raises:
            LakeError: The file is no store of answers.
        """
        if not self.path.exists():
            return {}
        found: dict[str, Kept] = {}
        with self._reading() as connection:
            for first in range(0, len(keys), _ASKED_AT_ONCE):
                some = keys[first : first + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"select {_COLUMNS} from answers where key in ({marks})"  # noqa: S608 - names and question marks
                found |= {row[0]: Kept(*row) for row in connection.execute(query, some)}
        return found

    def add(self, answers: Iterable[Kept]) -> None:
        """Keep answers, all of them or none; a later one under the same key counts.

        Raises:
            NoRoom: The disk is full, or the folder may not be written.
            LakeError: The file is no store of answers.
        """
        rows = [(a.key, a.document_id, a.model, a.prompt, a.claims, a.failure, a.tokens_in, a.tokens_out) for a in answers]
        with self._writing() as connection:
            connection.executemany("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def forget(self, documents: Iterable[str]) -> int:
        """Remove the answers on documents that are taken down; how many there were.

        Raises:
            NoRoom: The disk is full, or the folder may not be written.
            LakeError: The file is no store of answers.
        """
        if not self.path.exists():
            return 0
        with self._writing() as connection:
            gone = connection.executemany("delete from answers where document_id = ?", [(one,) for one in documents]).rowcount
        with _explained(self.path, is_writing=True), closing(sqlite3.connect(self.path)) as connection:
            connection.execute("vacuum")  # else the words stay in free pages
        return gone

    def spent(self) -> Mapping[str, tuple[int, int, int]]:
        """Answers, tokens in and tokens out of each model so far."""
        if not self.path.exists():
            return {}
        query = "select model, count(*), sum(tokens_in), sum(tokens_out) from answers group by model order by model"
        with self._reading() as connection:
            return {model: (count, into, out) for model, count, into, out in connection.execute(query)}

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with _explained(self.path), closing(sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True)) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with no_room(f"{FILE_NAME} cannot be written"):
            self.folder.mkdir(parents=True, exist_ok=True)
        with _explained(self.path, is_writing=True), closing(sqlite3.connect(self.path, timeout=60)) as connection:
            connection.execute(_CREATE)
            yield connection
            connection.commit()


@contextmanager
def _explained(path: Path, is_writing: bool = False) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if is_writing and _lacks_room(error):
            raise NoRoom(f"The store of answers, {path.name}, cannot be written: {error}.") from error
        raise LakeError(f"The store of answers, {path.name}, cannot be used: {error}.") from error


def _lacks_room(error: sqlite3.Error) -> bool:
    """Whether writing failed for want of room or permission; a quota shows as a failed write. Errors of Python's own have no code."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code == sqlite3.SQLITE_IOERR_WRITE or code & 0xFF in _NO_ROOM  # the low byte is the kind, the rest tells more of it
