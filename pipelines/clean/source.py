"""Who published an article.

Belongs here: choosing among the names that sidecar, mail, page and dateline give. Does not belong here: what the publisher is worth.
"""

import re
from collections.abc import Sequence
from email.utils import parseaddr

from pipelines.clean.metadata import host_of
from pipelines.clean.opened import Opened
from pipelines.clean.sidecar import Sidecar
from pipelines.clean.wording import tidy
from pipelines.dating.dateline import find_agency
from pipelines.records import Document

UNKNOWN = "unknown"
_OPENING = 3  # paragraphs among which the dateline stands: a guessed headline and a byline can come before it
_NEWS = re.compile(r"\bNews\b", re.IGNORECASE)


def name_source(document: Document, opened: Opened | None, sidecar: Sidecar, paragraphs: Sequence[str] = ()) -> str:
    """Sidecar, else the mail's sender, else the site's name, else the host, else the dateline's agency, else `unknown`."""
    if sidecar.source:
        return sidecar.source
    name, address = parseaddr((opened and opened.sender) or document.sender or "")
    named = name.strip() or address.rpartition("@")[2] or None
    site = opened.site if opened else None
    host = host_of((opened and opened.url) or document.url or sidecar.url)
    return named or site or host or _agency_of(paragraphs) or UNKNOWN


def _agency_of(paragraphs: Sequence[str]) -> str | None:
    """The agency of the first dateline, without the word News: "Quayside News" and "Quayside" are one."""
    found = (agency for paragraph in paragraphs[:_OPENING] if (agency := find_agency(paragraph)))
    agency = next(found, None)
    return tidy(_NEWS.sub("", agency)) or None if agency else None
