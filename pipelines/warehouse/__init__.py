"""The ledger: SQL models over the lake, built beside the published DuckDB file, checked, and swapped in.

Reading the published file needs DuckDB alone; what builds it loads pyarrow too, so its names are looked up when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.warehouse.reader import open_reader
from pipelines.warehouse.thresholds import Thresholds

if TYPE_CHECKING:
    from pipelines.warehouse.build import BuildReport, CheckResult, TableReport
    from pipelines.warehouse.publish import publish

__all__ = ["BuildReport", "CheckResult", "TableReport", "Thresholds", "open_reader", "publish"]

_BUILDING = {"BuildReport": "build", "CheckResult": "build", "TableReport": "build", "publish": "publish"}


def __getattr__(name: str) -> object:
    """A name of the building side, from the module that holds it."""
    if name not in _BUILDING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_BUILDING[name]}"), name)
    globals()[name] = found  # over the submodule of the same name, which importing it has put here
    return found
