"""Clean: documents become articles. Charset, guards, main text, furniture, language, identity; see docs/ingest.md."""

from pipelines.clean.document import clean_document
from pipelines.clean.limits import CleanLimits
from pipelines.clean.stage import CleanStage
from pipelines.clean.tools import CleanTools

__all__ = ["CleanLimits", "CleanStage", "CleanTools", "clean_document"]
