"""Rules of the folder of labels, of choosing articles for it, and of labelling one."""

from dataclasses import replace
from pathlib import Path

import pytest
from labelled_lake import REFERENCE, SENTENCE, STORY, fill_lake, make_article

from pipelines.claims.labelled import LabelledClaim, read_folder
from pipelines.claims.reading import Reader
from pipelines.claims.validators import Codes
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.labelling import Choice, LabelFolder, choose_articles
from pipelines.labelling.entries import Grammar
from pipelines.labelling.folder import Draft
from pipelines.labelling.session import Session
from pipelines.lake import Lake, Part
from pipelines.reference import Reference
from pipelines.schemas import to_table

RAISED = LabelledClaim(
    "Peru raised its duty on imported rice from Chile to 12%", "PER", None, frozenset({"CHL"}), "tariffs", "restrict", "asserted", "own",
    None, "protect", 12.0, "%", "2025-04-16", "publication",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Over the real tables."""
    reference = Reference(REFERENCE)
    return Reader.load(reference, Offices.load(reference))


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    """Over the real codes."""
    return Grammar(Codes.load(Reference(REFERENCE)))


@pytest.mark.parametrize(
    "text", [STORY, "One line.\n\nTwo lines, “quoted”.\n\n- a list\n\n- of two", "x" * 200 + "\n\n" + "Short. " * 30 + "End."]
)
def test_what_is_laid_out_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    """Text, title, day and source come back to the letter, so that offsets and quotes hold."""
    folder, article = LabelFolder(tmp_path), make_article(1, text)

    folder.lay_out(article)

    read = folder.read("a1-0").article
    assert (read.text, read.title, read.published_on, read.source) == (article.text, article.title, article.published_on, article.source)
    assert folder.open_names() == ["a1-0"]


def test_an_article_without_title_and_day_stays_so(tmp_path: Path) -> None:
    """Nothing is made up on the way."""
    folder = LabelFolder(tmp_path)

    folder.lay_out(make_article(1, title=None, published_on=None))

    read = folder.read("a1-0").article
    assert (read.text, read.title, read.published_on) == (STORY, "", None)


def test_labels_are_what_training_and_evaluation_read(tmp_path: Path) -> None:
    """Slots come back as they were; an article without claims is labelled too; a draft is no label."""
    folder = LabelFolder(tmp_path)
    for number in (1, 2, 3):
        folder.lay_out(make_article(number))
    folder.save_draft("a3-0", Draft(1, (RAISED,)))

    folder.save_labels("a1-0", [RAISED], "me")
    folder.save_labels("a2-0", [], "me")

    assert [(one.name, one.claims) for one in read_folder(tmp_path)] == [("a1-0", (RAISED,)), ("a2-0", ())]
    assert folder.open_names() == ["a3-0"]


def test_a_draft_is_taken_up_where_it_ends_and_goes_with_the_labels(tmp_path: Path) -> None:
    """Half-labelled articles come first; a broken draft is named."""
    folder = LabelFolder(tmp_path)
    for number in (1, 2):
        folder.lay_out(make_article(number))
    folder.save_draft("a2-0", Draft(2, (RAISED,)))

    assert folder.open_names() == ["a2-0", "a1-0"]
    assert folder.read_draft("a2-0") == Draft(2, (RAISED,))
    assert folder.read_draft("a1-0") == Draft(0, ())
    folder.save_labels("a2-0", [RAISED], "me")
    assert folder.read_draft("a2-0") == Draft(0, ())
    (tmp_path / "drafts" / "a1-0.json").write_text("{")
    with pytest.raises(WrongUse, match="a1-0"):
        folder.read_draft("a1-0")


def test_articles_are_chosen_on_the_subject_each_text_once_and_always_the_same(tmp_path: Path) -> None:
    """Rejected and known ones, copies and other subjects are left out; chance does not depend on what else the lake holds."""
    lake, reference = fill_lake(tmp_path), Reference(REFERENCE)

    first = choose_articles(lake, reference, 10, Choice.CHANCE, frozenset())
    without = choose_articles(lake, reference, 10, Choice.CHANCE, {first[0].article_id})
    lake.write("articles", Part("2025-05", "q"), to_table("articles", [make_article(9, "Japan tariffs and quotas in trade.")]), "x")
    more = choose_articles(lake, reference, 10, Choice.CHANCE, frozenset())

    assert {one.text for one in first} == {STORY, "Trade in tariffs of Peru: duties."}
    assert first[0].article_id not in {one.article_id for one in without}
    assert [one.article_id for one in more if one.article_id != "a9-0"] == [one.article_id for one in first]
    assert len(choose_articles(lake, reference, 1, Choice.CHANCE, frozenset())) == 1


def test_a_copy_of_a_known_text_is_known(tmp_path: Path) -> None:
    """A reprint of what is laid out already is not laid out again under its own id."""
    lake, reference = fill_lake(tmp_path), Reference(REFERENCE)

    for known in ("a1-0", "a2-0"):
        chosen = choose_articles(lake, reference, 10, Choice.CHANCE, {known})

        assert [one.article_id for one in chosen] == ["a4-0"]


def test_doubt_puts_first_what_the_extractor_is_least_sure_of(tmp_path: Path) -> None:
    """An article whose claims may go either way teaches more than one without claims."""
    chosen = choose_articles(fill_lake(tmp_path), Reference(REFERENCE), 1, Choice.DOUBT, frozenset())

    assert [one.article_id for one in chosen] == ["a1-0"]
    assert choose_articles(Lake(tmp_path / "none"), Reference(REFERENCE), 3, Choice.DOUBT, frozenset()) == []


def begin(reader: Reader, grammar: Grammar, draft: Draft = Draft(0, ())) -> Session:  # noqa: B008 - frozen
    """The story with one proposal."""
    return Session.begin(reader.read(make_article(1)), [replace(RAISED, confidence=0.7)], grammar, draft)


def test_a_reader_walks_through_an_article(reader: Reader, grammar: Grammar) -> None:
    """Nothing is chosen unless it is said; proposals are chosen by number; own claims are dated by our grammar."""
    session = begin(reader, grammar)
    for line in ("", "1", "CHL tariffs accuse PER", "", ""):
        session.take(line)

    assert session.is_done
    assert [(one.actor, one.act, one.claimed_on, one.date_basis) for one in session.claims()] == [
        ("PER", "restrict", "2025-04-16", "publication"),
        ("CHL", "accuse", "2025-04-16", "publication"),
    ]
    assert session.claims()[1].quote == SENTENCE


def test_choices_can_be_taken_back_changed_and_repeated(reader: Reader, grammar: Grammar) -> None:
    """A number twice is a change of mind, x clears the sentence, b goes back, slots after a number change the proposal."""
    session = begin(reader, grammar)
    session.take("")
    session.take("1")
    session.take("1")
    assert session.claims() == []
    session.take("1 threaten planned")
    session.take("1 threaten possible")
    assert [(one.act, one.modality) for one in session.claims()] == [("threaten", "possible")]
    session.take("")
    session.take("b")
    session.take("x")
    assert (session.claims(), session.place) == ([], 1)


@pytest.mark.parametrize("line", ["7", "hello", "7 threaten", "PER tariffs", "\u00b2"])
def test_a_line_that_cannot_be_read_changes_nothing(reader: Reader, grammar: Grammar, line: str) -> None:
    """The reader is told, and goes on from the same state."""
    session = begin(reader, grammar)
    session.take("")
    session.take("1")

    with pytest.raises(WrongUse):
        session.take(line)

    assert (session.place, [one.actor for one in session.claims()]) == (1, ["PER"])


def test_a_draft_goes_on_with_what_was_chosen(reader: Reader, grammar: Grammar) -> None:
    """Claims come back under their sentence."""
    session = begin(reader, grammar)
    for line in ("", "1", ""):
        session.take(line)

    later = begin(reader, grammar, session.draft())

    assert (later.place, later.chosen[1]) == (2, session.claims())
