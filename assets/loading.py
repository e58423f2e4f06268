"""Loading much at once. Imports no Dagster."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage while the body imports, nor ever after among what is there by then.

    Dagster makes some hundred thousand objects that stay as long as the process does. To go through them again and again, as the
    collector does whenever many objects were made, finds nothing and takes a tenth of an empty night.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
