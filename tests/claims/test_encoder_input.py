"""Laying candidates out for the encoder."""

import numpy as np
from encoding import MARKS, SENTENCES, WordNumbers, mention, read_sentence, sequencer, small_reading

from pipelines.claims.candidates import DIRECT, Candidate
from pipelines.claims.encoder_input import SENTENCE_LENGTH, pack
from pipelines.claims.reading import Reading


def test_the_actor_and_the_other_countries_stand_in_brackets_of_their_own() -> None:
    """The same sentence is laid out differently for each of its actors: that is all that tells them apart."""
    reading, words = small_reading(), WordNumbers()
    sentence = reading.sentences[1]

    laid = [sequencer(words).lay_out(reading, sentence, candidate) for candidate in sentence.candidates]

    number = words.words
    inside = [sequence.tokens[sequence.sentence[0] : sequence.sentence[1]] for sequence in laid]
    rest = [number[word] for word in ("rejected", "a", "quota", "that")]
    assert inside[0] == (3, number["japan"], 4, *rest, 5, number["washington"], 6, number["wants"])
    assert inside[1] == (5, number["japan"], 6, *rest, 3, number["washington"], 4, number["wants"])


def test_the_actor_mask_covers_its_mentions_and_nothing_else() -> None:
    """The places of the actor are its brackets and what stands in them."""
    reading, words = small_reading(), WordNumbers()
    sentence = reading.sentences[1]

    laid = sequencer(words).lay_out(reading, sentence, sentence.candidates[1])

    assert [laid.tokens[place] for place in laid.actor] == [3, words.words["washington"], 4]
    assert [(laid.tokens[place], code) for place, code in laid.others] == [(MARKS.other_open, "JPN")]


def test_an_actor_that_the_sentence_does_not_name_is_represented_by_the_lead() -> None:
    """A candidate from context is its name and where it comes from, before the sentence."""
    reading, words = small_reading(), WordNumbers()
    sentence = reading.sentences[0]

    laid = sequencer(words).lay_out(reading, sentence, sentence.candidates[0])

    assert [laid.tokens[place] for place in laid.actor] == [3, words.words["japan"], words.words["head"], 4]
    assert laid.others == ()


def test_context_is_the_headline_and_the_end_of_the_previous_sentence() -> None:
    """What stands between lead and sentence is the headline, a separator, and the sentence before."""
    reading, words = small_reading(), WordNumbers()
    sentence = reading.sentences[1]

    laid = sequencer(words).lay_out(reading, sentence, sentence.candidates[0])

    number = words.words
    lead = 1 + 3
    context = [number[word] for word in ("tokyo", "weighs", "answer")] + [1] + [number[word] for word in ("talks", "ended", "on", "monday")]
    assert list(laid.tokens[lead : laid.sentence[0]]) == [*context, MARKS.separator]


def test_a_long_sentence_is_cut_to_a_window_that_holds_the_actor() -> None:
    """Length is bounded whatever the sentence, and the actor is never what is cut off."""
    text = "word " * 400 + "Japan objected " + "word " * 400
    japan = mention(text, "Japan", "JPN")
    candidate = Candidate("JPN", DIRECT, (japan,), frozenset())
    sentence = read_sentence(0, text, (japan,), (candidate,))
    small = small_reading()
    reading = Reading(small.article, small.headline, small.headline_codes, (sentence,), small.counts)
    words = WordNumbers()

    laid = sequencer(words).lay_out(reading, sentence, candidate)

    assert laid.sentence[1] - laid.sentence[0] == SENTENCE_LENGTH
    assert [laid.tokens[place] for place in laid.actor] == [3, words.words["japan"], 4]


def test_other_countries_outside_the_window_are_not_asked_about() -> None:
    """A country that the encoder cannot see is left to the rules."""
    text = "Japan objected " + "word " * 400 + "Washington"
    japan, america = mention(text, "Japan", "JPN"), mention(text, "Washington", "USA")
    candidate = Candidate("JPN", DIRECT, (japan,), frozenset())
    small = small_reading()
    sentence = read_sentence(0, text, (japan, america), (candidate,))

    laid = sequencer(WordNumbers()).lay_out(small, sentence, candidate)

    assert laid.others == ()


def test_a_batch_is_as_long_as_its_longest_sequence_and_masks_say_what_is_padding() -> None:
    """Padding carries no attention, belongs to no actor and no sentence."""
    reading, words = small_reading(), WordNumbers()
    laid = [sequencer(words).lay_out(reading, sentence, sentence.candidates[0]) for sentence in reading.sentences]

    batch = pack(laid, MARKS.padding)

    lengths = [len(sequence) for sequence in laid]
    assert batch.tokens.shape == (2, max(lengths))
    assert batch.attention.sum(axis=1).tolist() == lengths
    assert (batch.tokens[batch.attention == 0] == MARKS.padding).all()
    assert np.array_equal(batch.sentence.sum(axis=1), [len(SENTENCES[0].split()), len(SENTENCES[1].split()) + 4])
    assert batch.others.tolist() == [[1, laid[1].others[0][0]]]
