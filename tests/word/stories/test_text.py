"""A document as text: one paragraph or table row a line, under the story that it stands in."""

from __future__ import annotations

from avtal.word.stories.text import outline, paragraphs
from tests.compare.agreements import Agreement, Grid, Text
from tests.word.making import render

DATA = Agreement(
    (
        Text("Syfte", "Rubrik1"),
        Text("Parterna samverkar.", note="Sedan 2018."),
        Grid((("Part", "Ansvar"), ("Kommunen", ""))),
        Text(""),
    )
).to_bytes()


def test_an_outline_is_read_line_by_line() -> None:
    assert outline(DATA) == (
        "[Sidhuvud]\nNormal | Samverkansöverenskommelse\n"
        "[Sidfot]\nNormal | Täby kommun\n"
        "[Fotnoter]\nNormal | Sedan 2018.\n"
        "[Brödtext]\nRubrik 1 | Syfte\nNormal | Parterna samverkar.[fotnot]\n"
        "Tabell\n  Part | Ansvar\n  Kommunen | \nNormal |\n"
    )


def test_tabs_and_line_breaks_stay_on_the_line() -> None:
    assert "Brödtext | 1 → 2 ↵ 3\n" in outline(render(["{{ x }}"], x="1\t2\n3"))


def test_paragraphs_come_with_their_place() -> None:
    found = [(one.place, one.text) for one in paragraphs(DATA)]
    assert found[0] == ("Sidhuvud", "Samverkansöverenskommelse")
    assert found[3] == ("Brödtext", "Syfte")
