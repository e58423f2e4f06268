"""PDF files: the text layer, page by page. Scans without one are refused as having no text."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from pipelines.clean.limits import CleanLimits
from pipelines.clean.opened import Opened, Story
from pipelines.clean.plain import paragraphs_of, split_headline
from pipelines.clean.wording import tidy
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw it works around

# pypdf trusts the structure of the file in many places; these are what its trust ends in.
_BROKEN = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError, AssertionError)


def open_pdf(payload: bytes, limits: CleanLimits) -> Opened:
    """The story of a PDF file.

    Raises:
        Refused: It is locked, broken, or a scan without text.
    """
    try:
        reader = PdfReader(io.BytesIO(payload))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(RejectCode.ENCRYPTED, "The PDF file is locked with a password.")
        title = tidy(str((reader.metadata and reader.metadata.title) or ""))
        text = _read_pages(reader, limits)
    except Refused:
        raise
    except DependencyError as error:
        raise Refused(RejectCode.ENCRYPTED, f"The PDF file is locked in a way that cannot be opened here: {error}") from error
    except _BROKEN as error:
        raise Refused(RejectCode.UNREADABLE, f"Looks like a PDF file, but cannot be read: {' '.join(str(error).split())[:160]}") from error
    if not text.strip():
        raise Refused(RejectCode.NO_TEXT, "A PDF file without a text layer, such as a scan.")
    headline, body = split_headline(text)
    story = Story(headline or title or None, tuple(paragraphs_of(body)))
    return Opened(text, (story,))


def _read_pages(reader: PdfReader, limits: CleanLimits) -> str:
    pages: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        length += len(text)
        if length > limits.text_characters or number > limits.pdf_pages:
            raise Refused(
                RejectCode.TOO_LARGE, f"A PDF file of more than {limits.pdf_pages:,} pages or {limits.text_characters:,} characters."
            )
        pages.append(text)
    return "\n\n".join(pages)
