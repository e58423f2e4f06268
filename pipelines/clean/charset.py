"""Bytes to characters. The charset is decided here, once, before anything is parsed.

Order: byte order mark, zero bytes of UTF-16, a declared seven-bit encoding, UTF-8 as it validates, the declared charset, UTF-8 with
a few broken bytes, a guess among the encodings of East Asia and Russia, windows-1252. A page's declared iso-8859-1 is read as
windows-1252, as browsers do (https://encoding.spec.whatwg.org/#names-and-labels).
"""

import codecs
import re
from typing import Final

from pipelines.ingest.encoding import wide_encoding

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I
)
_NO_TEXT_ENCODINGS = frozenset(["utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"])
_SEVEN_BIT = ("iso2022", "iso-2022", "hz")
_AS_1252 = frozenset(["iso8859-1", "ascii", "cp1252", "iso8859-15"])
_C1: Final = {code: bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254"}
_GUESSES = ("cp932", "euc_jp", "gb18030", "koi8-r", "cp1251")
_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁ]?[а-яё]{3,}")


def declared_charset(head: bytes) -> str | None:
    """The charset a page's own first bytes declare, or None."""
    found = _DECLARED.search(head[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def decode(payload: bytes, declared: str | None = None) -> str:
    """The text of a document, line ends as they are; never fails.

    Args:
        payload: The bytes.
        declared: Charset from a transport header or from the document itself, believed only where the bytes agree.
    """
    wide = wide_encoding(payload)
    if wide:
        return payload.decode(wide, "replace").removeprefix("\ufeff")
    codec = _codec(declared)
    if codec and codec.startswith(_SEVEN_BIT) and (b"\x1b" in payload or b"~{" in payload):
        return payload.decode(codec, "replace")
    try:
        return payload.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _decode_legacy(payload, codec)


def decode_1252(payload: bytes) -> str:
    """windows-1252 as browsers read it: no byte is an error."""
    return payload.decode("latin-1").translate(_C1)


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared charset, None where unknown or not a text encoding."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip("\"' ").lower()).name
        b"a".decode(name, "ignore")  # refuses codecs that make no text, such as base64
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name in _NO_TEXT_ENCODINGS else name


def _decode_legacy(payload: bytes, codec: str | None) -> str:
    if codec and codec not in _AS_1252 and not codec.startswith("utf"):
        text = payload.decode(_WIDENED.get(codec, codec), "replace")
        if text.count("\ufffd") * 100 <= len(text):
            return text
    nearly = payload.decode("utf-8", "replace")
    broken = nearly.count("\ufffd")
    if broken * 10 < len(_HIGH.findall(nearly)) - broken:
        return nearly.removeprefix("\ufeff")
    if codec in _AS_1252:
        return decode_1252(payload)
    return _guess(payload)


def _guess(payload: bytes) -> str:
    """Undeclared and not UTF-8: an encoding whose reading is plainly Japanese, Chinese or Russian, else windows-1252."""
    sample = payload[:20_000]
    high = sum(byte > 0x7F for byte in sample)
    if high * 5 > len(sample):
        for codec in _GUESSES:
            text = sample.decode(codec, "ignore")
            told = _ASIAN.findall(text) if codec in _GUESSES[:3] else "".join(_CYRILLIC_WORD.findall(text))
            if len(told) > 0.85 * len(_HIGH.findall(text)) and len(text.encode(codec, "ignore")) > 0.97 * len(sample):
                return payload.decode(codec, "replace")
    return decode_1252(payload)
