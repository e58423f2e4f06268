"""The ledger: SQL models over the lake, built beside the published DuckDB file, checked, and swapped in."""

from pipelines.warehouse.build import BuildReport, CheckResult, TableReport
from pipelines.warehouse.publish import publish
from pipelines.warehouse.reader import open_reader
from pipelines.warehouse.thresholds import Thresholds

__all__ = ["BuildReport", "CheckResult", "TableReport", "Thresholds", "open_reader", "publish"]
