"""Names of members: safe to write down, unique in their container, and refused where they point outside it."""

import re

from pipelines.ingest.item import SEPARATOR
from pipelines.landing import write_name

_DRIVE = re.compile(r"^[A-Za-z]:")


class MemberNames:
    """Gives each member of one container a name of its own."""

    def __init__(self) -> None:
        """No name is taken yet."""
        self._taken: dict[str, int] = {}

    def claim(self, name: str) -> str:
        """The name with undecodable bytes, control characters and `!` escaped; `#2` and so on where it was there before."""
        written = write_name(name.encode("utf-8", "surrogateescape")).replace(SEPARATOR, f"\\x{ord(SEPARATOR):02x}") or "unnamed"
        count = self._taken.get(written, 0) + 1
        claimed = written if count == 1 else f"{written}#{count}"
        while claimed in self._taken:  # another member is called so
            count += 1
            claimed = f"{written}#{count}"
        self._taken[written], self._taken[claimed] = count, self._taken.get(claimed, 1)
        return claimed


def points_outside(name: str) -> bool:
    """Whether a member's name would leave the folder it was unpacked into: absolute, with a drive, or climbing."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or _DRIVE.match(name) is not None or ".." in parts
