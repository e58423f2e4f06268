"""What opening a document gives: its stories, before language, identity and dates are looked at."""

from dataclasses import dataclass, replace

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Story:
    """One story: headline and body.

    `record_date` is its own date field where its document gives each story one. `is_title_guessed` marks a headline that only looks
    like one, in plain text: it stays the first paragraph of the body too, lest a sentence be lost.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    author: str | None = None
    url: str | None = None
    record_date: str | None = None
    is_title_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A document taken apart.

    `raw_text` is the decoded document, what offsets of evidence count in. `tree` is its parsed page with nothing pruned, or None.
    `site` is the publisher as the document itself names it. `is_mail` says that it was sent as a mail, whose Date header is its own.
    """

    raw_text: str
    stories: tuple[Story, ...]
    tree: HtmlElement | None = None
    site: str | None = None
    sender: str | None = None  # of a forwarded message, as its own header gives it
    url: str | None = None
    warnings: tuple[str, ...] = ()
    is_mail: bool = False

    def noting(self, *warnings: str) -> "Opened":
        """The same with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))
