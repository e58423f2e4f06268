"""The error tree and the reject reasons.

PipelineError                 everything raised on purpose
├── WrongUse                  the caller asked for something that does not exist (exit 2)
│   └── UnknownName           a country, issue or id that nobody knows; carries suggestions
├── BadReference              a row under data/reference is wrong; the run stops
├── LakeError                 the lake cannot be read or written
│   ├── CorruptPart           a Parquet part that does not open, or is of another schema
│   ├── NoRoom                the disk is full or the folder may not be written
│   └── StoreSilent           the store that holds the lake does not answer for now; the one error that waiting may heal
├── EndpointError             the language model cannot be reached, refuses, or has not been asked
├── BudgetSpent               asking the language model would cost more than allowed; what was answered is kept
├── LockHeld                  another builder is at work; says who
├── CheckFailed               a check of the lake or the warehouse failed; nothing was published (exit 3)
├── Interrupted               somebody stopped the work (exit 130)
└── WarehouseMissing          there is no published database, or one of another version (exit 2)

A bad document is no error: it becomes a row with a `RejectCode`.
"""

from collections.abc import Sequence
from enum import StrEnum


class PipelineError(Exception):
    """Base of everything raised on purpose; its text is one sentence for a person."""


class WrongUse(PipelineError):
    """The caller asked for something that does not exist or does not fit together."""


class UnknownName(WrongUse):
    """A country, issue, act or id that nobody knows."""

    def __init__(self, kind: str, name: str, suggestions: Sequence[str] = ()) -> None:
        """Say what was not found, and what is spelled nearly like it."""
        hint = f" Did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"Unknown {kind}: {name!r}.{hint}")
        self.suggestions = tuple(suggestions)


class BadReference(PipelineError):
    """A row under data/reference is wrong, or two rows clash."""


class LakeError(PipelineError):
    """The lake cannot be read or written."""


class CorruptPart(LakeError):
    """A Parquet part that does not open, or whose schema is not ours."""


class NoRoom(LakeError):
    """The disk is full, or the folder may not be written."""


class StoreSilent(LakeError):
    """The store that holds the lake does not answer, or asks for patience."""


class EndpointError(PipelineError):
    """The language model cannot be reached, refuses to answer, or has not been asked what a stage needs."""


class BudgetSpent(PipelineError):
    """Asking the language model would cost more than the budget allows; what was answered so far is kept."""


class LockHeld(PipelineError):
    """Another run holds the lock; the text says which process."""


class CheckFailed(PipelineError):
    """A check of the lake or the warehouse failed, so nothing was published."""


class Interrupted(PipelineError):
    """Somebody stopped the work, from the keyboard or by a signal."""

    def __init__(self) -> None:
        """Say what that leaves behind."""
        super().__init__("Stopped. What is written so far is whole, and the same command goes on from there.")


class WarehouseMissing(PipelineError):
    """There is no published database, or it was built by another version."""


class RejectCode(StrEnum):
    """Why a document or an article goes no further. Every rejected row carries one, with a message."""

    UNREADABLE = "unreadable"  # cannot be opened or is not what its content claims
    UNSUPPORTED = "unsupported"  # a format that no reader knows (image, program, spreadsheet)
    EMPTY = "empty"  # no bytes, or white space only
    TOO_LARGE = "too_large"  # more bytes than a document may have
    TOO_MANY_ELEMENTS = "too_many_elements"  # a page of more elements than a page may have
    TOO_DEEP = "too_deep"  # elements nested deeper than a page may be
    TIMED_OUT = "timed_out"  # not done by the deadline of a document
    OUT_OF_MEMORY = "out_of_memory"  # needed more memory than a document may have
    CRASHED = "crashed"  # the worker process died on it
    TRUNCATED = "truncated"  # ends in the middle
    NO_TEXT = "no_text"  # nothing left after cleaning
    NOT_ENGLISH = "not_english"  # the text is in another language
    BOILERPLATE = "boilerplate"  # sign-up forms, unsubscribe notices, advertisements alone
    ARCHIVE_BOMB = "archive_bomb"  # unpacks to far more than it should
    TOO_MANY_MEMBERS = "too_many_members"  # an archive of more members than an archive may have
    TOO_NESTED = "too_nested"  # archives inside archives beyond the limit
    BAD_PATH = "bad_path"  # a member or link that points outside its archive
    ENCRYPTED = "encrypted"  # needs a password
    FORGOTTEN = "forgotten"  # taken down on request; its content is gone
