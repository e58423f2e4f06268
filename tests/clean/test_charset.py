"""Charset: money signs, curly quotes and yen survive every encoding a page can come in."""

import pytest
from cleaning import Clean

from pipelines.clean.charset import decode

ENGLISH = "The bank paid “£100m (€115m)” to settle, the minister’s office said, and it won’t pay more."
JAPANESE = "日本の財務省は円相場について懸念を示した。価格は¥100、上限は五千円です。"
CHINESE = "人民币汇率中间价上调，央行表示将保持汇率基本稳定，市场没有意外。"
RUSSIAN = "Центральный банк России сообщил, что рубль останется стабильным, и повысил ставку."


def page(text: str, charset: str | None) -> str:
    """A page that declares a charset."""
    declared = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{declared}<title>Settled</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", None),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", None),
        ("utf-16", None),
        ("utf-16-le", "utf-8"),
    ],
)
def test_money_and_quotes_survive(clean: Clean, encoding: str, declared: str | None) -> None:
    """Whatever a page declares and whatever it is in, its signs come through."""
    (article,) = clean(page(ENGLISH, declared).encode(encoding))

    assert article.text.split("\n\n")[0] == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (JAPANESE, "shift_jis", None),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "big5", "big5"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "koi8-r", None),
        (RUSSIAN, "cp1251", None),
    ],
)
def test_other_scripts_are_decoded_declared_or_plainly_theirs(text: str, encoding: str, declared: str | None) -> None:
    """Japanese, Chinese and Russian encodings are read by their declaration, and where that is missing by what they spell."""
    text = text if encoding != "big5" else "人民幣匯率中間價上調"
    payload = (text * 3).encode(encoding, "replace")

    assert decode(payload, declared) == payload.decode(encoding)


def test_a_byte_that_no_codec_knows_is_no_error() -> None:
    """windows-1252 as browsers read it has no undefined byte."""
    assert decode(bytes(range(0x80, 0xA0)), "windows-1252").startswith("€\x81‚")


@pytest.mark.parametrize("declared", ["utf-7", "base64", "no-such-charset", "\0", "idna", "'\"><script>"])
def test_a_strange_declaration_is_not_followed(declared: str) -> None:
    """Codecs that are no charsets of pages are not used."""
    assert decode(b"+ADw-quota+AD4- caf\xe9", declared) == "+ADw-quota+AD4- café"


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    """A page cut in the middle of a character is not taken for another encoding."""
    payload = (ENGLISH * 4).encode()[:-1] + b"\xe2\x80"

    assert "“£100m (€115m)”" in decode(payload, None)


def test_mojibake_is_read_back(clean: Clean) -> None:
    """UTF-8 that was stored as Latin-1 or windows-1252 once becomes what it was; true accents stay."""
    as_latin = ENGLISH.encode().decode("latin-1")
    (broken,) = clean(page(as_latin, "utf-8"))
    (honest,) = clean(page("The café in Málaga paid Â a tax, said José Núñez of the ministry in São Paulo.", "utf-8"))

    assert broken.text.split("\n\n")[0] == ENGLISH
    assert "José Núñez of the ministry in São Paulo" in honest.text
