"""How long work is told to whoever watches. Belongs here: the shape of it, and nobody watching."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # table or kind of page, done, in all


def quiet(table: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
