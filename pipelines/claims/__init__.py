"""Reads articles into claims: sentences, mentions, candidates, features, decisions, slots, quotes."""

from pipelines.claims.extractor import Extractor, extract_article, load_extractor
from pipelines.claims.stage import ExtractStage

__all__ = ["ExtractStage", "Extractor", "extract_article", "load_extractor"]
