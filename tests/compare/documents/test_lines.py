"""A document as a reader counts it: the heading above each line, and its number below it."""

from __future__ import annotations

import pytest

from avtal.compare.documents.lines import Line, lines_of
from avtal.word.stories.reading import BODY
from tests.compare.agreements import Agreement, Grid, Text, opened

AGREEMENT = Agreement(
    (
        Text("Ingress."),
        Text("Avtalstid", style="Rubrik1"),
        Text("Två år."),
        Text(""),
        Text("Sedan ett år i taget."),
        Grid((("Part", "Ansvar"), ("Polisen", "Pass"))),
        Text("Sist."),
        Text("Underskrift", style="Rubrik1"),
        Text("Datum."),
    )
)


@pytest.fixture
def lines() -> list[Line]:
    return lines_of(opened(AGREEMENT).stories)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ingress.", "först i texten, stycke 1"),
        ("Avtalstid", "rubriken ”Avtalstid”"),
        ("Två år.", "under ”Avtalstid”, stycke 1"),
        ("Sedan ett år i taget.", "under ”Avtalstid”, stycke 2"),
        ("Polisen", "under ”Avtalstid”, tabell 1, rad 2"),
        ("Sist.", "under ”Avtalstid”, stycke 3"),
        ("Datum.", "under ”Underskrift”, stycke 1"),
    ],
)
def test_where_a_line_stands_is_said_as_one_says_it(
    lines: list[Line], text: str, place: str
) -> None:
    (line,) = [one for one in lines if one.text == text]
    assert line.place() == place


def test_a_line_outside_the_text_is_named_by_where_it_is(lines: list[Line]) -> None:
    (header,) = [one for one in lines if one.text == AGREEMENT.header]
    assert header.place() == "sidhuvud, stycke 1"


def test_every_paragraph_is_a_line_and_the_body_comes_last(lines: list[Line]) -> None:
    read = opened(AGREEMENT).stories
    assert len(lines) == sum(map(len, read.values()))
    places = [line.paragraph.place for line in lines]
    body = places.index("Brödtext")
    assert set(places[body:]) == {"Brödtext"}
    assert {"Sidhuvud", "Sidfot"} <= set(places[:body])


def test_a_paragraph_with_a_number_and_no_words_is_counted() -> None:
    texts = (
        Text("Ett."),
        Text("", numbered=True),
        Text(""),
        Text("", style="Rubrik1"),
        Text("Två."),
    )
    places = [one.place() for one in lines_of({BODY: opened(Agreement(texts)).stories[BODY]})]
    assert (places[0], places[1], places[4]) == (
        "först i texten, stycke 1",
        "först i texten, stycke 2",
        "först i texten, stycke 3",
    )
