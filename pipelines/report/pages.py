"""Writing pages: only those that changed, each whole or not at all, and none left behind.

Belongs here: files and folders of the report. Does not belong here: what a page says.
"""

import hashlib
import re
import unicodedata
from pathlib import Path

from pipelines.errors import PipelineError
from pipelines.lake import no_room

MANIFEST = ".pages"
PAGE_LIMIT = 1_000_000  # bytes
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class PageTooLarge(PipelineError):
    """A page came out above the limit; whoever made it has to show less."""


class PageWriter:
    """The folder of one report."""

    def __init__(self, folder: Path) -> None:
        """Remember what an earlier build wrote there."""
        self._folder = folder
        manifest = folder / MANIFEST
        self._earlier = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
        self._written: set[str] = set()
        self._made: set[Path] = set()
        self.new_count = self.same_count = self.removed_count = self.byte_count = self.largest_bytes = 0

    def write(self, name: str, text: str) -> None:
        """Write a page, unless the same bytes are there already.

        Args:
            name: Path below the report's folder, with forward slashes.
            text: The page; a lone surrogate is written as a question mark.

        Raises:
            PageTooLarge: It is larger than `PAGE_LIMIT`.
            NoRoom: The disk is full or the folder may not be written.
        """
        content = text.encode("utf-8", "replace")
        if len(content) > PAGE_LIMIT:
            raise PageTooLarge(f"Page {name} would have {len(content):,} bytes; {PAGE_LIMIT:,} is the limit.")
        self._written.add(name)
        self.byte_count += len(content)
        self.largest_bytes = max(self.largest_bytes, len(content))
        path = self._folder / name
        if name in self._earlier and path.is_file() and path.read_bytes() == content:
            self.same_count += 1
            return
        with no_room(f"Page {name} cannot be written"):
            self._write_whole(path, content)
        self.new_count += 1

    def close(self) -> None:
        """Remove pages of the earlier build that this one did not write; files that no build wrote are left alone."""
        for name in sorted(self._earlier - self._written):
            path = self._folder / name
            if path.is_file():
                path.unlink()
                self.removed_count += 1
        with no_room("The report's list of pages cannot be written"):
            self._write_whole(self._folder / MANIFEST, "\n".join(sorted(self._written)).encode())

    def counts(self) -> dict[str, int]:
        """What was written, for whoever runs the build."""
        return {
            "pages": len(self._written),
            "pages_written": self.new_count,
            "pages_unchanged": self.same_count,
            "pages_removed": self.removed_count,
            "bytes": self.byte_count,
            "largest_page_bytes": self.largest_bytes,
        }

    def _write_whole(self, path: Path, content: bytes) -> None:
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)


def file_name(text: str) -> str:
    """A name for a file that stands for any text: itself where it is plain and in lower case, else its letters and a hash.

    Two texts never share a name, on file systems that ignore case too.
    """
    if _PLAIN_NAME.fullmatch(text) and text == text.lower():
        return text
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return f"{_NOT_PLAIN.sub('-', letters).strip('-')[:40] or 'x'}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def code_name(code: str) -> str:
    """A name for a file that stands for a country or bloc: its code as it is, since no two differ in case alone."""
    return code if _PLAIN_NAME.fullmatch(code) and code.isupper() else file_name(code)
