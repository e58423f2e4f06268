"""Reader of zip archives. Nothing is written to disk; names that point outside, links and encrypted members are refused one by one."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.errors import RejectCode
from pipelines.ingest.item import Item
from pipelines.ingest.names import MemberNames, points_outside
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import BROKEN, Refused, say
from pipelines.landing import SIDECAR_SUFFIX
from pipelines.records import Document

_END_RECORD = b"PK\x05\x06"
_END_SEARCH = 65_557  # the end record and the longest comment that may follow it
_OFFICE_PART = "[Content_Types].xml"


def _read(item: Item) -> Iterator[Document]:
    file = item.seekable()
    _guard_count(file, item.limits.member_count)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        _guard_kind(members, item.limits.member_count)
        by_name = {member.filename: member for member in members}
        names = MemberNames()
        for member in members:
            if member.is_dir() or _is_litter(member.filename):
                continue
            is_sidecar = _is_sidecar(member, by_name)
            refused = _refuse(member) or (_refuse_sidecar(item, archive, member) if is_sidecar else None)
            name = names.claim(member.filename)
            if refused:
                yield item.reject(*refused, name)
            elif not is_sidecar:
                yield from _read_member(item, archive, member, name)


def _guard_count(file: BinaryIO, limit: int) -> None:
    """Ask the end record how many members there are before a list of them is built."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SEARCH))
    tail = file.read()
    at = tail.rfind(_END_RECORD)
    count = struct.unpack_from("<H", tail, at + 10)[0] if 0 <= at <= len(tail) - 22 else 0
    directory = struct.unpack_from("<I", tail, at + 12)[0] if count else 0
    file.seek(0)
    if count > limit or (count == 0xFFFF and directory > limit * 46):  # 65535 or more: each has at least 46 bytes of directory
        raise Refused(RejectCode.TOO_MANY_MEMBERS, f"An archive of more than {limit:,} members; unpack it in pieces.")


def _guard_kind(members: list[zipfile.ZipInfo], limit: int) -> None:
    if len(members) > limit:
        raise Refused(RejectCode.TOO_MANY_MEMBERS, f"An archive of {len(members):,} members; the limit is {limit:,}.")
    if any(member.filename == _OFFICE_PART for member in members):
        raise Refused(RejectCode.UNSUPPORTED, "An office document; save it as PDF, HTML or text.")


def _refuse(member: zipfile.ZipInfo) -> tuple[RejectCode, str] | None:
    if points_outside(member.filename):
        return RejectCode.BAD_PATH, "The member's name points outside its archive."
    if stat.S_ISLNK(member.external_attr >> 16):
        return RejectCode.BAD_PATH, "The member is a link."
    if member.flag_bits & 0x1:
        return RejectCode.ENCRYPTED, "The member is encrypted."
    return None


def _refuse_sidecar(item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[RejectCode, str] | None:
    if member.file_size > item.limits.sidecar_bytes:
        return RejectCode.TOO_LARGE, f"A sidecar of more than {item.limits.sidecar_bytes:,} bytes."
    try:
        _unpack_sidecar(item, archive, member)
    except (EOFError, *BROKEN) as error:
        return RejectCode.UNREADABLE, f"The sidecar cannot be unpacked: {say(error)}"
    return None


def _unpack_sidecar(item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        payload = stream.read(item.limits.sidecar_bytes)
    item.bounds.budget.spend(len(payload))  # each time, for each time is work
    return payload


def _read_member(item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[Document]:
    try:
        sidecar = _sidecar_of(item, archive, member)
        with archive.open(member) as stream:
            yield from item.inside(name, stream, sidecar)  # type: ignore[arg-type]
    except (EOFError, *BROKEN) as error:  # met at its first bytes; what its reader meets further on, that one tells
        yield item.reject(RejectCode.UNREADABLE, f"The member cannot be unpacked: {say(error)}", name)


def _sidecar_of(item: Item, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str | None:
    """Text of `<member>.meta.json` in the same archive; None where there is none, or it is refused."""
    try:
        beside = archive.getinfo(member.filename + SIDECAR_SUFFIX)
    except KeyError:
        return None
    if _refuse(beside) or _refuse_sidecar(item, archive, beside):
        return None
    return _unpack_sidecar(item, archive, beside).decode("utf-8", "replace")


def _is_sidecar(member: zipfile.ZipInfo, by_name: dict[str, zipfile.ZipInfo]) -> bool:
    return member.filename.endswith(SIDECAR_SUFFIX) and member.filename.removesuffix(SIDECAR_SUFFIX) in by_name


def _is_litter(name: str) -> bool:
    """What desktop systems add to archives: resource forks and folder settings."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in (".DS_Store", "Thumbs.db")


READER = Reader("zip archive", lambda item: item.head.startswith((b"PK\x03\x04", _END_RECORD)), _read)
