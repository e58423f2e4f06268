"""Reader of programs and style sheets, which a page saved with its folder brings along: it refuses them.

Belongs here: telling code from prose, by name and content together, or by content alone where hardly a line is anything else. Prose
that quotes a line of code is prose.
"""

import re
from collections.abc import Iterator

from pipelines.errors import RejectCode
from pipelines.ingest.encoding import is_binary, latin_view
from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import Refused
from pipelines.records import Document

_SUFFIX = re.compile(
    r"\.(?:m?js|cjs|jsx|tsx?|css|scss|sass|less|py|pyw|rb|pl|java|kt|scala|c|cc|cpp|h|hpp|cs|go|rs|swift|sh|bash|zsh|ps1|bat|cmd|sql|lua|r|vbs)"
    r"(?:\.(?:download|txt))?(?:\?.*)?$",
    re.I,
)
_STATEMENT = re.compile(
    r"""^\s*(?:
        (?:var|let|const|export|public|private|protected|static|using|namespace|package|\#include|@\w+)\b.*[;{}()=,"'>]\s*$
        | (?:async\s+)?(?:function|def|class|fn|func|sub)\b.*[({:]
        | (?:import|from)\s+[\w."'{*][^.!?]*(?:;|\bimport\b.*|["'])?\s*$
        | (?:if|elif|while|for|switch|catch|with|except)\b.*[:{]\s*$
        | (?:return|raise|throw|yield|print|echo)\b[^.!?]*[;)\]}"'\w]\s*$
        | (?:else|try|finally|do)\s*[:{]
        | [\w.$\[\]"'-]+\s*(?:[-+*/|&]?=|:=)\s*\S
        | [\w.$]+\(.*\)\s*;?\s*$
        | [\w-]+\s*:\s*[^.!?]*;\s*$
        | "[^"]*"\s*:\s.*$
        | [^.!?]*[{}]\s*[,;)]*\s*$
        | .*[;{}]\s*$
        | [)\]}]+[,;)\]}]*\s*$
        | (?://|/\*|\*/|\#!).*$
    )""",
    re.X,
)
_SIGNS = "{}();[]$"
_NAMED_SHARE, _NAMED_SIGNS = 0.25, 0.05  # of lines that are statements, and of characters that are signs, where the name says code
_BARE_SHARE, _BARE_SIGNS = 0.7, 0.04  # and where no name does; prose has .00 to .05 and up to .015
_LEAST_LINES = 5  # for a file that no name calls code
_LONGEST_LINE = 300  # a longer one is judged by its signs alone
_SAMPLE = 20_000


def is_program(head: bytes, name: str) -> bool:
    """Whether a text is code: mostly statements, or where its name says so a fair share of them or of the signs that code is made of."""
    if is_binary(head):
        return False
    text, is_named = latin_view(head[:_SAMPLE]), _SUFFIX.search(name) is not None
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < (1 if is_named else _LEAST_LINES) or text.lstrip()[:1] == "<":  # a page, whatever it is called
        return False
    has_signs = sum(map(text.count, _SIGNS)) >= (_NAMED_SIGNS if is_named else _BARE_SIGNS) * len(text)
    if has_signs == is_named:  # enough for a name that says code, too few without one
        return is_named
    share = sum(1 for line in lines if len(line) <= _LONGEST_LINE and _STATEMENT.match(line)) / len(lines)
    return share >= (_NAMED_SHARE if is_named else _BARE_SHARE)


def _read(_: Item) -> Iterator[Document]:
    raise Refused(RejectCode.UNSUPPORTED, "A program or a style sheet, not an article.")
    yield  # a reader gives documents, this one none


READER = Reader("program", lambda item: is_program(item.head, item.name), _read)
