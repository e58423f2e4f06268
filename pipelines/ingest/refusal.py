"""How a reader says no: an exception that becomes a rejected document in the same file's loop."""

import lzma
import tarfile
import zipfile
import zlib
from typing import cast

import zstandard
from isal.igzip_lib import IsalError

from pipelines.errors import PipelineError, RejectCode

# What the libraries under the readers raise on content that is not what it claims to be.
BROKEN = (
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    RuntimeError,
    zlib.error,
    cast(type[Exception], IsalError),  # which its types declare as a value
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zstandard.ZstdError,
)


class Refused(PipelineError):
    """A reader will not go on; its text is one line for a person."""

    def __init__(self, code: RejectCode, reason: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__(reason)
        self.code = code


class Exhausted(Refused):
    """The raw file as a whole has used up what it may unpack; nothing more of it is read."""


def say(error: Exception) -> str:
    """An error of a library in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
