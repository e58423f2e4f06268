"""What a run of the command line leaves behind, and a quote that tries to be more than text."""

from collections.abc import Callable
from dataclasses import dataclass

HOSTILE_QUOTE = '=HYPERLINK("x")|Japan \u202eruled\u202c out\u0007 <b>tariffs</b> [here](javascript:1), *now*.'


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]
