"""A step is tried again where waiting may heal what was wrong, and nowhere else."""

import dagster as dg
import pytest

from assets.resources import tried_again
from pipelines.errors import NoRoom, PipelineError, StoreSilent


def run_until_it_ends(errors: list[PipelineError]) -> int:
    """A step that meets one error after another, at each try; returns how many tries it took."""
    tries = []

    @dg.asset
    def step() -> None:
        tries.append(1)
        with tried_again(seconds=0.0):
            if len(tries) <= len(errors):
                raise errors[len(tries) - 1]

    result = dg.materialize([step], raise_on_error=False)
    return len(tries) if result.success else -len(tries)


@pytest.mark.parametrize(
    ("errors", "tries"),
    [([], 1), ([StoreSilent("busy")] * 2, 3), ([StoreSilent("gone")] * 9, -4), ([NoRoom("full")], -1)],
    ids=["well", "passing", "lasting", "full"],
)
def test_only_a_silent_store_is_asked_again(errors: list[PipelineError], tries: int) -> None:
    """Two silences are overcome, a lasting one ends after three more tries, a full disk at once."""
    assert run_until_it_ends(errors) == tries
