"""Pages, mails and archives of honest size for the benchmarks: furniture, scripts and links around a story, as news sites have them."""

import gzip
import random
from collections.abc import Iterator

_SYLLABLES = [first + last for first in "bdfgjklmnprstvw" for last in "aeio"]
_COMMON = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "is",
    "that",
    "for",
    "on",
    "with",
    "as",
    "by",
    "at",
    "from",
    "it",
    "was",
    "its",
    "are",
    "not",
)


_RARE = ["".join(random.Random(number).choices(_SYLLABLES, k=2 + number % 3)) for number in range(4_000)]


def make_words(random_source: random.Random, count: int) -> list[str]:
    """Words with the rhythm of prose: two in five are common ones."""
    return [random_source.choice(_COMMON) if random_source.random() < 0.4 else random_source.choice(_RARE) for _ in range(count)]


def make_paragraphs(random_source: random.Random, count: int = 12) -> list[str]:
    """Paragraphs of two to five sentences."""
    return [
        " ".join(
            " ".join(make_words(random_source, random_source.randint(10, 26))).capitalize() + "."
            for _ in range(random_source.randint(2, 5))
        )
        for _ in range(count)
    ]


def make_page(seed: int) -> str:
    """One article page of about 60 kB with some 700 elements."""
    source = random.Random(seed)
    title = " ".join(make_words(source, 8)).capitalize()
    body = "\n".join(f'<p class="paragraph p{number}">{text}</p>' for number, text in enumerate(make_paragraphs(source)))
    teasers = "\n".join(
        f'<li class="teaser"><a href="/{number}"><img src="/{number}.jpg" alt=""><span>{" ".join(make_words(source, 9))}</span></a>'
        f'<time datetime="2025-11-{number % 28 + 1:02d}">Nov. {number % 28 + 1}, 2025</time></li>'
        for number in range(60)
    )
    menu = "".join(f'<li><a href="/s{number}">{" ".join(make_words(source, 2))}</a></li>' for number in range(50))
    script = "var q=[];" + "".join(f"q.push({{id:{number},name:'{make_words(source, 1)[0]}',on:true}});" for number in range(250))
    linked = f'{{"@type":"NewsArticle","headline":"{title}","datePublished":"2026-01-02T09:00:00Z","author":{{"name":"A. Scribe"}}}}'
    comments = "".join(f'<div class="comment"><p>{" ".join(make_words(source, 20))}</p></div>' for _ in range(12))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Bench Post</title>'
        f'<meta property="og:site_name" content="Bench Post"><meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{linked}</script><script>{script}</script><style>.a{{color:#123}}</style></head><body>'
        f'<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><p class="byline">By A. Scribe</p>{body}</article>'
        f'<section id="comments">{comments}</section></main><aside><h3>Most read</h3><ul>{teasers}</ul></aside>'
        f"<footer><ul>{menu}</ul><p>All rights reserved.</p></footer><script>{script}</script></body></html>"
    )


def make_mail(seed: int) -> bytes:
    """One newsletter: text and HTML alternatives, quoted-printable, about 20 kB."""
    source = random.Random(seed)
    text = "\n\n".join(make_paragraphs(source, 8))
    html = (
        "<html><body><table><tr><td>"
        + "".join(f'<p style=3D"margin:0">{one}</p>=\n' for one in text.split("\n\n"))
        + "</td></tr></table></body></html>"
    )
    received = "".join(
        f"Received: from relay{number}.bench.example by mx.bench.example; Fri, 2 Jan 2026 08:0{number}:00 +0000\n" for number in range(5)
    )
    return (
        f"{received}From: Bench Letter <letter@bench.example>\nTo: a@bench.example\nSubject: =?utf-8?q?Issue_{seed}_=E2=82=AC?=\n"
        f"Date: Fri, 2 Jan 2026 08:00:00 +0000\nMessage-ID: <{seed}@bench.example>\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/alternative; boundary="b{seed}"\n\n'
        f"--b{seed}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{text}\n"
        f"--b{seed}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{html}\n--b{seed}--\n"
    ).encode()


def make_mailbox(count: int) -> bytes:
    """A mailbox of so many newsletters."""
    return b"".join(b"From letter@bench.example Fri Jan  2 08:00:00 2026\n" + make_mail(number) + b"\n" for number in range(count))


def make_web_archive(count: int) -> bytes:
    """A packed web archive of so many pages, one gzip member a record."""
    return b"".join(gzip.compress(_record(number)) for number in range(count))


def _record(number: int) -> bytes:
    page = make_page(number).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bench.example/{number}\r\nWARC-Date: 2026-01-02T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def make_texts(count: int, copies: int) -> Iterator[tuple[int, str]]:
    """Texts with the number of the one they were copied from; a copy has one word in fifty replaced."""
    for number in range(count):
        source = random.Random(number)
        words = make_words(source, 250)
        yield number, " ".join(words)
        if number < copies:
            edited = [source.choice(_SYLLABLES) if source.random() < 0.02 else word for word in words]
            yield number, " ".join(edited)
