"""Archives built for tests: honest ones and hostile ones."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import zstandard

PAGE = b"<!DOCTYPE html><html><head><title>Quota</title></head><body><p>Peru set a quota on fishmeal, the ministry said.</p></body></html>"
TEXT = b"PERU SETS QUOTA\n\n    LIMA, March 4 - Peru has set a quota on fishmeal.\n"
PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def make_zip(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, payload in members.items():
            archive.writestr(zipfile.ZipInfo(name), payload, compression)
    return out.getvalue()


def make_tar(members: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    """A tar archive of these members and symbolic links."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, payload in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(payload)
            archive.addfile(entry, io.BytesIO(payload))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return out.getvalue()


def make_warc(pages: dict[str, bytes], status: str = "200 OK", content_type: str = "text/html") -> bytes:
    """A web archive with one response for each address."""
    records = []
    for url, page in pages.items():
        http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-04T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(records):032d}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(gzip.compress(record, mtime=0) for record in records)
