"""Reader of tar archives, streamed: members are read in passing and nothing is written to disk. Links and devices are refused."""

import tarfile
from collections.abc import Iterator

from pipelines.errors import RejectCode
from pipelines.ingest.item import Item
from pipelines.ingest.names import MemberNames, points_outside
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.landing import SIDECAR_SUFFIX
from pipelines.records import Document

_MAGIC_AT = 257


def _matches(item: Item) -> bool:
    return item.head[_MAGIC_AT : _MAGIC_AT + 5] == b"ustar"


def _read(item: Item) -> Iterator[Document]:
    names = MemberNames()
    count = 0
    with tarfile.open(fileobj=item.stream(), mode="r|", errorlevel=1) as archive:
        for member in archive:
            count += 1
            if count > item.limits.member_count:
                raise Refused(RejectCode.TOO_MANY_MEMBERS, f"An archive of more than {item.limits.member_count:,} members.")
            archive.members = []  # type: ignore[attr-defined]  # else it keeps a list of all it has passed
            if not member.isdir():
                yield from _read_member(item, archive, member, names.claim(member.name))


def _read_member(item: Item, archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> Iterator[Document]:
    if points_outside(member.name):
        yield item.reject(RejectCode.BAD_PATH, "The member's name points outside its archive.", name)
    elif member.issym() or member.islnk():
        yield item.reject(RejectCode.BAD_PATH, "The member is a link.", name)
    elif not member.isfile():
        yield item.reject(RejectCode.UNSUPPORTED, "The member is a device or a pipe.", name)
    elif name.endswith(SIDECAR_SUFFIX):
        yield item.reject(RejectCode.UNSUPPORTED, "A sidecar inside a tar archive is not applied; unpack it.", name)
    else:
        stream = archive.extractfile(member)
        if stream is None:
            yield item.reject(RejectCode.UNREADABLE, "The member has no content.", name)
        else:
            yield from item.inside(name, stream)  # type: ignore[arg-type]


READER = Reader("tar archive", _matches, _read)
