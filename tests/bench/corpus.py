"""Makes corpora of any size that look like what lands: pages with furniture, wire stories, newsletters, mailboxes, reprints, refused files.

Deterministic: story n is a function of the seed and n alone, so a larger corpus begins with the smaller one's stories. Every
publisher, person and event is invented; the sentences were written for this project.

python -m tests.bench.corpus FOLDER COUNT [--seed N] [--months N]
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

FIRST_DAY = date(2023, 1, 2)
MAILBOX_SIZE = 40
COUNTRIES = (
    ("Japan", "Japan's", "TOKYO"), ("China", "China's", "BEIJING"), ("India", "India's", "NEW DELHI"), ("Canada", "Canada's", "OTTAWA"),
    ("Mexico", "Mexico's", "MEXICO CITY"), ("Brazil", "Brazil's", "BRASILIA"), ("Turkey", "Turkey's", "ANKARA"),
    ("Kenya", "Kenya's", "NAIROBI"), ("Switzerland", "Switzerland's", "BERN"), ("Norway", "Norway's", "OSLO"),
    ("Vietnam", "Vietnam's", "HANOI"), ("Indonesia", "Indonesia's", "JAKARTA"),
    ("the United States", "America's", "WASHINGTON"), ("Australia", "Australia's", "CANBERRA"), ("South Korea", "South Korea's", "SEOUL"),
    ("Germany", "Germany's", "BERLIN"),
)  # fmt: skip
GOODS = (
    "steel pipe",
    "furniture",
    "rice",
    "copper rods",
    "glass bottles",
    "olive oil",
    "bicycles",
    "potash",
    "cotton yarn",
    "pianos",
    "tea",
)
POSITIONS = (
    "{Actor} imposed a {rate} percent tariff on {good} from {other} on {day}, the trade ministry said.",
    "{Owner} trade minister threatened {other} with duties of {rate} percent on {good} unless talks resume by the summer.",
    "{Actor} urged {other} to open its market to {good}, a spokesman for the economy ministry said on {day}.",
    "{Actor} agreed with {other} to remove duties on {good}, the two governments said in a joint statement.",
    "{Owner} finance minister ruled out a devaluation of the currency on {day}.",
    "{Owner} central bank bought dollars on {day} to slow the rise of the currency, it said.",
    "{Actor} accused {other} of dumping {good} and filed a complaint with the World Trade Organization.",
    "{Owner} government suspended its export ban on {good} after talks with {other} on {day}.",
    "{Actor} wants a stable exchange rate and is ready to intervene, its finance ministry said on {day}.",
    "{Actor} rejected a demand by {other} to revalue its currency, the prime minister's office said.",
    "{Actor} may raise its quota for {good} from {other} next year, officials said on {day}.",
    "{Actor} and {other} met on {day} to discuss duties on {good}.",
)
COLOUR = (
    "Dealers in the {town} market shrugged, and one of them closed early to see a dentist about a tooth of his.",
    "The harbour of {town} handles a third of the {good} that the region sells, most of it in crates on the southern quay.",
    "Prices for {good} rose {rate} percent over the month, according to a broker who counts them in a green notebook.",
    "A maker of {good} outside {town} said that it had hired nine people and would know by autumn whether it could keep them.",
    "The weather did not help: rain fell on {town} for eleven days, and two lorries with {good} stood in a field until a tractor came.",
    "An economist at a bank in {town} said that forecasts about {good} were worth about as much as the paper, which had grown dearer too.",
    "The ferry between {town} and the islands carried {rate} passengers on its first run, and a dog that belonged to none of them.",
    "Shares in firms that sell {good} were little changed in {town}, where trading was thin before the holiday.",
)  # fmt: skip
PLAIN = (
    "The town band of {town} won the regional cup for the second year, with a march that its leader wrote on a train.",
    "The museum in {town} showed {rate} paintings of {good}, none of them larger than a postcard, and sold the catalogue for a coin.",
    "Engineers closed the old bridge at {town} for repairs and found that a family of owls had moved into its eastern tower.",
    "A bakery in {town} began to sell bread by weight again, which pleased the older customers and puzzled everyone under thirty.",
)
FRENCH = (
    "La fanfare de la ville a gagné la coupe régionale pour la deuxième année, et le maire a promis une fête aux habitants du quartier."
)
HEADS = (
    "{Actor} and {other} at odds over {good}",
    "{Good} trade with {other} in question",
    "What {owner} ministry said about {good}",
    "{Good} and the exchange rate",
)
PLAIN_HEADS = ("A good week in {town}", "{Good} on show in {town}", "Notes from {town}")
PUBLISHERS = ("Bench Post", "Harbour Courier", "Lowland Times", "Gravel Road Wire", "Plain Letter")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Story:
    """One article before it is put into a file."""

    number: int
    publisher: str
    published_on: date
    landed_on: date
    title: str
    town: str
    paragraphs: tuple[str, ...]


def make_story(number: int, seed: int, months: int) -> Story:
    """Story n: half hold positions; one in twelve reprints an earlier story under another publisher's name."""
    own = random.Random(f"{seed} {number}")
    is_reprint = number > 20 and own.random() < 1 / 12
    told = make_story(number - own.randint(1, 20), seed, months) if is_reprint else None
    published = told.published_on if told else FIRST_DAY + timedelta(days=own.randrange(months * 30))
    landed = published + timedelta(days=own.choice((0, 0, 0, 1, 1, 3)))
    publisher = own.choice(PUBLISHERS)
    if told:
        return Story(number, publisher, published, landed, told.title, told.town, told.paragraphs)
    return _invent(number, own, publisher, published, landed)


def _invent(number: int, own: random.Random, publisher: str, published: date, landed: date) -> Story:
    (actor, owner, city), (other, _, _) = own.sample(COUNTRIES, 2)
    has_position = own.random() < 0.5
    words = {"actor": actor, "Actor": actor[0].upper() + actor[1:], "owner": owner, "Owner": owner, "other": other, "town": city.title()}

    def fill(template: str) -> str:
        good = own.choice(GOODS)
        day = WEEKDAYS[(published - timedelta(days=own.randint(0, 2))).weekday()]
        return template.format(**words, good=good, Good=good.capitalize(), rate=own.randint(2, 60), day=day)

    colour = [fill(own.choice(COLOUR if has_position else PLAIN + COLOUR)) for _ in range(own.randint(10, 22))]
    stated = [fill(own.choice(POSITIONS)) for _ in range(own.randint(1, 4))] if has_position else []
    for sentence in stated:
        colour.insert(own.randint(0, 6), sentence)
    paragraphs = tuple(" ".join(colour[at : at + 3]) for at in range(0, len(colour), 3))
    return Story(number, publisher, published, landed, fill(own.choice(HEADS if has_position else PLAIN_HEADS)), city, paragraphs)


def as_page(story: Story) -> bytes:
    """A web page: linked data with the date, menus, a sidebar of dated teasers, a sign-up form."""
    own = random.Random(story.number)
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.published_on}T07:00:00Z",
    }
    is_dated = own.random() < 0.95
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if is_dated else ""
    menu = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("economy", "shipping", "sport", "about") for _ in range(4))
    day = story.published_on - timedelta(days=9)
    teasers = "".join(
        f'<li><a href="/t{at}">What the harbour said, part {at}</a> <time datetime="{day}">{day:%B} {day.day}</time></li>'
        for at in range(12)
    )
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{story.title} | {story.publisher}</title>'
        f'<meta property="og:site_name" content="{story.publisher}">{head}</head><body><header><nav><ul>{menu}</ul></nav></header>'
        f"<main><article><h1>{story.title}</h1>\n{body}\n</article></main><aside><h3>Most read</h3><ul>{teasers}</ul>"
        f'<form><label>The week in your inbox</label><input type="email"></form></aside><footer><ul>{menu}</ul></footer></body></html>'
    ).encode()


def as_wire(story: Story) -> bytes:
    """Plain text: headline, dateline with month and day, paragraphs."""
    opening = f"{story.town}, {story.published_on:%B} {story.published_on.day} (Gravel Road) - {story.paragraphs[0]}"
    return "\n\n".join((story.title.upper(), opening, *story.paragraphs[1:])).encode()


def as_mail(story: Story) -> bytes:
    """A newsletter in plain text with a mail's headers."""
    mail = EmailMessage()
    mail["From"] = f"{story.publisher} <letter@{story.publisher.split()[0].lower()}.example>"
    mail["To"] = "desk@readers.example"
    mail["Subject"] = story.title
    mail["Date"] = format_datetime(datetime(story.published_on.year, story.published_on.month, story.published_on.day, 6, tzinfo=UTC))
    mail["Message-ID"] = f"<{story.number}@bench.example>"
    mail.set_content("\n\n".join(story.paragraphs))
    return bytes(mail)


def make_files(count: int, seed: int = 1, months: int = 12) -> Iterator[tuple[str, bytes]]:
    """Paths below the raw folder and contents of a corpus with `count` documents; about one in fifty is refused on its way."""
    mailbox: list[bytes] = []
    for number in range(count):
        story = make_story(number, seed, months)
        kind = random.Random(f"kind {seed} {number}").random()
        place = f"{story.landed_on}/{story.publisher.lower().replace(' ', '-')}/{number:07d}"
        if kind < 0.02:
            yield _refused(place, number)
        elif kind < 0.55:
            yield f"{place}.html", as_page(story)
        elif kind < 0.75:
            yield f"{place}.txt", as_wire(story)
        elif kind < 0.90:
            yield f"{place}.eml", as_mail(story)
        else:
            mailbox.append(b"From letter@bench.example Mon Jan  2 06:00:00 2023\n" + as_mail(story) + b"\n")
        if len(mailbox) == MAILBOX_SIZE or (mailbox and number == count - 1):
            yield f"{story.landed_on}/letters/{number:07d}.mbox", b"".join(mailbox)
            mailbox = []


def _refused(place: str, number: int) -> tuple[str, bytes]:
    """What comes in and goes no further: a picture, a page without bytes, another language."""
    match number % 3:
        case 0:
            return f"{place}.png", b"\x89PNG\r\n\x1a\n" + number.to_bytes(8, "big") * 40
        case 1:
            return f"{place}.html", b" " * (1 + number % 50)
        case _:
            return f"{place}.txt", f"Titre {number}\n\n{FRENCH} {FRENCH}".encode()


def write_corpus(raw: Path, count: int, seed: int = 1, months: int = 12) -> int:
    """Write the corpus under the raw folder; returns its size in bytes."""
    size = 0
    for path, content in make_files(count, seed, months):
        target = raw / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        size += len(content)
    return size


def main() -> None:
    """Write a corpus and say how large it is."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("count", type=int)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--months", type=int, default=12)
    said = ask.parse_args()
    size = write_corpus(said.folder, said.count, said.seed, said.months)
    print(f"{said.count} documents, {size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
