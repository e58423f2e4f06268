"""A first look at bytes of unknown encoding, for sniffing only; the text itself is decoded in `clean`."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, where the bytes carry its mark or every second one is zero; else None."""
    for mark, name in _MARKS[1:]:
        if head.startswith(mark):
            return name
    sample = head[:512]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even < odd / 8:
        return "utf-16-le"
    if even > 0.4 * len(sample) / 2 and odd < even / 8:
        return "utf-16-be"
    return None


def latin_view(head: bytes) -> str:
    """The bytes as characters, good enough to find markup and header names in any encoding."""
    wide = wide_encoding(head)
    if wide:
        return head.decode(wide, "ignore").lstrip("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def is_binary(head: bytes) -> bool:
    """Whether the bytes are no text in any encoding: zeros outside UTF-16, or a tenth of control characters."""
    if wide_encoding(head):
        return False
    sample = head[:8192]
    controls = sum(sample.count(bytes((code,))) for code in range(32) if code not in (8, 9, 10, 12, 13, 26, 27))
    return sample.count(0) > 2 or controls * 10 > len(sample)
