"""Where sentences and words begin and end."""

from __future__ import annotations

import pytest

from avtal.rules.sentences import sentences, words_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("En. Två! Tre? Fyra", 4),
        ("Det gäller t.ex. Täby och bl.a. Vaxholm.", 1),
        ("Kommunen resp. Polisen svarar.", 1),
        ("Möt oss vid St. Eriks torg.", 1),
        ("Öppet kl. 9.00–15.30. Stängt annars.", 2),
        ("18 kap. 1 § gäller.", 1),
        ("Han sa ”Nej.” Sedan gick han.", 2),
        ("punkt ett\npunkt två", 2),
        ("En rad.\n\n***", 1),
        ("", 0),
    ],
)
def test_where_sentences_end(text: str, parts: int) -> None:
    assert len(list(sentences(text))) == parts


def test_a_sentence_is_given_without_what_stands_around_it() -> None:
    assert list(sentences(" Han sa ”Nej.”  Sedan gick han. \n")) == [
        "Han sa ”Nej.",
        "Sedan gick han.",
    ]


def test_words_keep_their_signs_and_their_places() -> None:
    text = "Kl. 18.30, e-post 1/2"
    assert [word.text for word in words_of(text)] == ["Kl", "18.30", "e-post", "1/2"]
    assert [text[word.start : word.end] for word in words_of(text)] == [
        "Kl",
        "18.30",
        "e-post",
        "1/2",
    ]
