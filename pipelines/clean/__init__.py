"""Clean: documents become articles. Charset, guards, main text, furniture, language, identity; see docs/ingest.md.

What is named here is loaded where it is first used, so that `trace`, which people wait for, costs no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.clean.document import clean_document
    from pipelines.clean.limits import CleanLimits
    from pipelines.clean.stage import CleanStage
    from pipelines.clean.tools import CleanTools

__all__ = ["CleanLimits", "CleanStage", "CleanTools", "clean_document"]
_HOMES = {"CleanLimits": "limits", "CleanStage": "stage", "CleanTools": "tools", "clean_document": "document"}


def __getattr__(name: str) -> object:
    """A name of `__all__` (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
