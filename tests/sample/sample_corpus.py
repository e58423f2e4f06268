"""The sample corpus as its tests see it: raw files decoded by the standard library alone, expected rows as written.

Nothing of the product is used here, so that a fault in a reader cannot hide itself.
"""

import csv
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
CURRENCY_ISSUES = {
    "exchange_rate",
    "intervention",
    "regime",
    "manipulation",
    "reserves",
    "coordination",
    "monetary_policy",
    "other_currency",
}

Row = dict[str, str]
Place = tuple[str, str, str]  # path, member, story


class _VisibleText(HTMLParser):
    """Everything a reader sees of a page, blocks parted by a line break."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def visible_text(markup: str) -> str:
    """The words of a page, white space squeezed."""
    reader = _VisibleText()
    reader.feed(markup)
    return squeeze(" ".join(reader.pieces))


def squeeze(text: str) -> str:
    """Every run of white space as one space."""
    return " ".join(text.split())


def mail_text(message: EmailMessage) -> str:
    """The subject and all text parts of a mail one after another, forwarded mails included."""
    return squeeze(" ".join([str(message["Subject"]), *_mail_parts(message)]))


def _mail_parts(message: EmailMessage) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            yield visible_text(part.get_content())
        elif part.get_content_type() == "text/plain":
            yield part.get_content()


def split_mailbox(data: bytes) -> list[EmailMessage]:
    """The mails of an mbox file in their order."""
    chunks = re.split(rb"(?m)^From [^\n]*\n", data)[1:]
    return [parse_mail(chunk) for chunk in chunks]


def parse_mail(data: bytes) -> EmailMessage:
    """A mail with the headers as they stand."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@dataclass(frozen=True, slots=True)
class Sample:
    """The raw files and the expected rows beside them."""

    raw: Path = SAMPLE / "raw"
    expected: Path = SAMPLE / "expected"
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """All rows of one expected table, in file order."""
        with (self.expected / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def files(self) -> list[str]:
        """Every raw file by its path below the raw folder, sidecars left out."""
        found = [path.relative_to(self.raw).as_posix() for path in sorted(self.raw.rglob("*")) if path.is_file()]
        return [path for path in found if not path.endswith(".meta.json")]

    def text(self, path: str, member: str = "") -> str:
        """The words of a document, white space squeezed; `member` is the mail's number in its mailbox, from 1."""
        if (path, member) not in self._texts:
            self._texts[path, member] = self._read(path, member)
        return self._texts[path, member]

    def _read(self, path: str, member: str) -> str:
        data = (self.raw / path).read_bytes()
        match Path(path).suffix:
            case ".html":
                return visible_text(data.decode("cp1252" if b"charset=windows-1252" in data else "utf-8"))
            case ".eml":
                return mail_text(parse_mail(data))
            case ".mbox":
                return mail_text(split_mailbox(data)[int(member) - 1])
            case ".txt":
                return squeeze(data.decode("utf-8"))
        raise AssertionError(f"No reader for {path}")


def place(row: Row) -> Place:
    """Which article a row speaks of."""
    return row["path"], row["member"], row["story"]


def topic_of(issue: str) -> str:
    """The topic that an issue belongs to, by the claim guide."""
    return "currency" if issue in CURRENCY_ISSUES else "trade"
