"""Progress of long work on stderr: what is done, how fast, and the time left. Silent where stderr is no terminal.

Belongs here: whether anybody watches. Does not belong here: what they see (`bars`), which a pipe and a timer need not load.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def watch(quiet: bool) -> Iterator[None]:
    """Show progress while the body runs, unless told to be quiet or nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from assets.commands.bars import show_bars

    with show_bars():
        yield


@contextmanager
def wait(words: str) -> Iterator[None]:
    """Say what is being done and for how long, where nobody can know how much of it is left."""
    if not sys.stderr.isatty():
        yield
        return
    from assets.commands.bars import show_spinner

    with show_spinner(words):
        yield
