"""Loading much at once, without looking for garbage."""

import gc
from collections.abc import Iterator

import pytest

from assets.loading import loading


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """What a test freezes is garbage again after it."""
    yield
    gc.unfreeze()


def test_the_collector_rests_while_much_is_loaded_and_passes_over_it_afterwards() -> None:
    """It is off in the body, on again behind it, and has nothing to look through of what the body made."""
    with loading():
        was_enabled, made = gc.isenabled(), [[] for _ in range(10_000)]

    assert not was_enabled
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)


def test_the_collector_works_on_where_loading_fails() -> None:
    """An import that fails leaves it as it was."""
    with pytest.raises(ImportError), loading():
        raise ImportError("no such module")

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever has switched it off has a reason."""
    gc.disable()
    try:
        with loading():
            pass
        stayed_off = not gc.isenabled()
    finally:
        gc.enable()

    assert stayed_off
