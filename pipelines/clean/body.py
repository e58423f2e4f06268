"""The running text of a page, through trafilatura on the shared tree: fast first, full where fast finds little."""

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from pipelines.clean.limits import CleanLimits
from pipelines.clean.wording import tidy


def extract_paragraphs(tree: HtmlElement, limits: CleanLimits) -> tuple[str, ...]:
    """Paragraphs of the page's main text in order; empty where there is none."""
    text = _extract(tree, is_fast=True)
    if len(text) < limits.retry_below:
        text = max(_extract(tree, is_fast=False), text, key=len)
    return tuple(paragraph for line in text.split("\n") if (paragraph := tidy(line)))


def _extract(tree: HtmlElement, is_fast: bool) -> str:
    options = Extractor(output_format="python", fast=is_fast, comments=False, tables=True)
    found = bare_extraction(tree, options=options)
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""
