"""How much of one document cleaning will take on. Numbers only, each with the figure behind it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanLimits:
    """Bounds of one document, and the lengths below which a text is no story."""

    html_bytes: int = 5_000_000  # full extraction passes a minute beyond it
    elements: int = 50_000  # the richest honest pages have about 10,000
    tag_bytes: int = 65_536  # one tag longer than this ...
    page_attributes: int = 60_000  # equal signs of a page, script included, beyond which its tags are looked at one by one
    tag_attributes: int = 5_000  # ... with more attributes than this: parsers need minutes
    text_characters: int = 2_000_000  # of plain text
    nodes_deep: int = 10_000  # levels of nesting that are still flattened
    retry_below: int = 500  # characters of fast extraction under which the full mode is asked
    story_characters: int = 20  # a body shorter than this is no story
    mime_parts: int = 1_000
    pdf_pages: int = 500
