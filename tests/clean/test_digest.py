"""Issues with several headed stories are split; one story under subheads is not."""

from datetime import UTC, date, datetime

import pytest
from cleaning import Clean

STORIES = {
    "Lima sets a quota": "Peru set a quota on exports of fishmeal on Monday, the fisheries ministry said, to let the shoals rest.",
    "A band in Santiago": "Chile widened the band of its peso, and the central bank said that it would step in less often than before.",
    "No duty on cocoa": "Ghana ruled out a duty on exports of cocoa after farmers had blocked a road for two days in the west.",
    "Weather": "Rain fell on the quays all week, and the cranes stood still for an hour while the crews looked for their coats.",
}


def nested_tables(stories: dict[str, str]) -> str:
    """The look of mail builders: every story in a table of its own, headings set large in a div."""
    cells = "".join(
        f'<tr><td><table role="presentation"><tr><td><div style="font-size:22px;font-weight:bold">{title}</div><p>{text}</p>'
        f'<p><a href="https://quay.example/{number}">Read more</a></p></td></tr></table></td></tr>'
        for number, (title, text) in enumerate(stories.items())
    )
    return f'<html><body><table><tr><td><a href="#">View this email in your browser</a></td></tr>{cells}{FOOTER}</table></body></html>'


FOOTER = (
    "<tr><td><p>You are receiving this email because you signed up.</p>"
    '<p><a href="#">Unsubscribe</a> | <a href="#">Update your profile</a></p></td></tr>'
)


def flat_headings(stories: dict[str, str]) -> str:
    """The look of writers' platforms: one column, headings and paragraphs side by side, a rule between stories."""
    body = "<hr>".join(f"<h3>{number}. {title}</h3><p>{text}</p>" for number, (title, text) in enumerate(stories.items(), start=1))
    return f"<html><body><h1>Quay Letter</h1><p>Good morning.</p>{body}<hr><p>Thanks for reading.</p></body></html>"


def run_in(stories: dict[str, str]) -> str:
    """Numbered list, each entry beginning in bold."""
    items = "".join(f"<li><b>{title}.</b> {text}</li>" for title, text in stories.items())
    return f"<html><body><h1>Morning briefing</h1><ol>{items}</ol><p><b>Sponsored:</b> lanterns at half price.</p></body></html>"


def as_mail(page: str) -> bytes:
    """The page as the only part of a mail."""
    return b"From: a@quay.example\nSubject: Quay Letter, issue 12\nContent-Type: text/html; charset=utf-8\n\n" + page.encode()


@pytest.mark.parametrize("layout", [nested_tables, flat_headings, run_in])
def test_every_layout_of_an_issue_gives_its_stories(clean: Clean, layout: object) -> None:
    """Each headed story is an article with its own title and text; header, footer, sponsor and links are in none."""
    articles = clean(as_mail(layout(STORIES)), "message/rfc822", subject="Quay Letter, issue 12")  # type: ignore[operator]

    assert [article.title for article in articles] == list(STORIES)
    assert [article.text for article in articles] == list(STORIES.values())
    assert [article.story for article in articles] == [0, 1, 2, 3]
    assert [article.article_id[-2:] for article in articles] == ["-0", "-1", "-2", "-3"]


def test_an_article_with_subheads_is_one_article(clean: Clean) -> None:
    """Text before the first heading and siblings under one parent are the marks of a single story."""
    lead = " ".join(STORIES.values()) * 2
    body = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in STORIES.items())

    articles = clean(f"<html><body><article><h1>What the quota means</h1><p>{lead}</p>{body}</article></body></html>")

    assert len(articles) == 1
    assert all(text in articles[0].text for text in STORIES.values())


def test_the_web_page_of_a_letter_is_split_though_it_calls_itself_an_article(clean: Clean) -> None:
    """Writers' platforms mark every post as an article; its title and its rules say that it is an issue."""
    head = '<meta property="og:type" content="article"><title>Morning briefing: quotas and cranes</title>'
    page = flat_headings(STORIES).replace("<html>", f"<html><head>{head}</head>").replace("<h1>Quay Letter</h1>", "")

    articles = clean(page)

    assert [article.title for article in articles] == list(STORIES)


def test_a_page_with_boxes_beside_its_story_is_one_article(clean: Clean) -> None:
    """Columns of headed boxes are the furniture of a page that nothing calls an issue."""
    boxes = "".join(f"<div class='box'><h3>{title}</h3><p>{text}</p></div>" for title, text in STORIES.items())
    story = " ".join(STORIES.values()) * 2

    articles = clean(f"<html><body><div><h1>What the quota means</h1><p>{story}</p></div>{boxes}</body></html>")

    assert len(articles) == 1
    assert story in articles[0].text


def test_a_mail_with_one_story_under_bold_subheads_is_one_article(clean: Clean) -> None:
    """Links in the text and bold lines do not make an issue."""
    body = "".join(f'<p><b>{title}</b></p><p>{text} <a href="/x">It said so.</a></p>' for title, text in STORIES.items())

    articles = clean(as_mail(f"<html><body><p>Good morning.</p>{body}</body></html>"), "message/rfc822", subject="What the quota means")

    assert len(articles) == 1


def test_a_short_story_between_long_ones_is_kept(clean: Clean) -> None:
    """An issue is known by its long stories, and none of the short ones is lost."""
    articles = clean(
        as_mail(nested_tables(STORIES | {"Brief": "Cuba set a quota on cane."})), "message/rfc822", subject="Quay Letter, issue 12"
    )

    assert [article.title for article in articles] == [*STORIES, "Brief"]


def test_a_page_that_says_it_is_an_article_is_one(clean: Clean) -> None:
    """Structured data that names one headline settles it."""
    body = "".join(f"<div><h2>{title}</h2><p>{text}</p></div>" for title, text in STORIES.items())
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Four things at sea"}</script>'

    articles = clean(f"<html><head>{linked}</head><body><article>{body}</article></body></html>")

    assert [article.title for article in articles] == ["Four things at sea"]


def test_an_issue_in_plain_text_is_split_and_loses_no_line(clean: Clean) -> None:
    """Headings that only look like headings begin a story and stay in its text."""
    text = "News Highlights: top stories at sea\n\n" + "\n\n".join(
        f"{title}\n\n{body}" for title, body in STORIES.items() if title != "Weather"
    )

    articles = clean(text, "text/plain")

    assert [article.title for article in articles] == ["Lima sets a quota", "A band in Santiago", "No duty on cocoa"]
    assert articles[0].text == "Lima sets a quota\n\n" + STORIES["Lima sets a quota"]


def test_an_issue_in_markdown_is_split_under_its_headings(clean: Clean) -> None:
    """Second-rank headings under a title that names an issue begin its stories; the front matter dates them all."""
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in STORIES.items())

    articles = clean(f"---\ntitle: Morning briefing for Friday\ndate: 2026-01-02\n---\n\n{body}\n", "text/markdown")

    assert [(article.title, article.text) for article in articles] == list(STORIES.items())
    assert {str(article.published_on) for article in articles} == {"2026-01-02"}


def test_stories_take_the_date_of_their_issue_unless_they_carry_their_own(clean: Clean) -> None:
    """A dateline inside one story dates that story alone."""
    stories = STORIES | {"A band in Santiago": "SANTIAGO, Jan. 2 (Quay) - " + STORIES["A band in Santiago"]}
    page = (
        flat_headings(stories).replace("Good morning.", "January 3, 2026").replace("<body>", "<title>Quay Letter, issue 12</title><body>")
    )

    days = [str(article.published_on) for article in clean(page)]

    assert days == ["2026-01-03", "2026-01-02", "2026-01-03", "2026-01-03"]


def test_a_dateline_in_an_issue_is_of_the_issues_year(clean: Clean) -> None:
    """A letter kept for a year before it landed: its stories' datelines lie beside its own day, and each points at its own words."""
    told = {title: f"LIMA, Dec 29 (Quay) - {text}" for title, text in STORIES.items()}
    page = flat_headings(told)

    articles = clean(as_mail(page), "message/rfc822", subject="Quay Letter, issue 12", sent_at=datetime(2024, 12, 30, 8, tzinfo=UTC))

    assert {article.published_on for article in articles} == {date(2024, 12, 29)}
    assert {article.published_basis for article in articles} == {"dateline"}
    assert not any("landing day" in warning for article in articles for warning in article.warnings)
    places = [article.published_evidence.offset for article in articles if article.published_evidence]
    assert places == [page.index(text) + len("LIMA, ") for text in told.values()]


def test_a_dateline_after_its_issue_does_not_date_a_story(clean: Clean) -> None:
    """No issue holds a story of the days after it, but one of tomorrow in the east; such a story is of the issue's day."""
    told = {
        title: f"LIMA, {day} (Quay) - {text}"
        for (title, text), day in zip(STORIES.items(), ["Dec 31", "Jan 2", "Jan 3, 2025", "Dec 28"], strict=True)
    }

    articles = clean(
        as_mail(flat_headings(told)), "message/rfc822", subject="Quay Letter, issue 12", sent_at=datetime(2024, 12, 30, 8, tzinfo=UTC)
    )

    days = [date(2024, 12, day) for day in (31, 30, 30, 28)]
    assert [article.published_on for article in articles] == days
