"""What is no YAML is told in Swedish, where the mistake was made and not where reading ended."""

from __future__ import annotations

import pytest

from avtal.reading.events import read


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a:\n\tb: c", "raden är indragen med tabbtecken", (2, 1)),
        ("a: 'b\nc: d", "citattecknet stängs aldrig", (1, 4)),
        ('a: "b\nc: "d"', "citattecknet stängs först på rad 2, där det följs av mer text", (1, 4)),
        ('a: "C:\\mapp"', "ett omvänt snedstreck inom citattecken följs inte av en känd kod",
         (1, 7)),
        ("a: | text\n", "efter | ska texten börja på nästa rad", (1, 6)),
        ("a: [b, c\nd: e", "listan som börjar med [ är inte rätt skriven; felet märks på rad 2",
         (1, 4)),
        ("a: {b: c\n", "gruppen som börjar med { stängs aldrig", (1, 4)),
        ("a: b: c", "ett kolon inne i en text gör att raden inte går att läsa", (1, 5)),
        ("a: 1\nb:2\nc: 3", "kolonet följs inte av ett blanksteg", (2, 2)),
        ("a: 1\nb = 2\nc: 3", "fältets namn följs av = i stället för kolon", (2, 3)),
        ("a: 1\n// b\nc: 3", "// gör inte raden till en kommentar", (2, 1)),
        ("a: @b", "texten börjar med @, som har en egen betydelse i YAML", (1, 4)),
        ("a: ]", "en klammer stängs som aldrig har öppnats", (1, 4)),
        ("a: [b] c", "det står mer text efter klammern ]", (1, 8)),
        ("a: 'b' c", "det står mer text efter ett avslutande citattecken", (1, 8)),
        ("a:\n  b: 1\n c: 2", "indraget stämmer inte med raderna ovanför", (3, 2)),
        ("a: 1\n<<<<<<< HEAD\nb: 2", "raden är ett märke från en versionskonflikt", (2, 1)),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_was_made(
    text: str, message: str, place: tuple[int, int]
) -> None:
    (problem,) = read("fil.yaml", text.encode()).problems
    assert problem.message == message
    assert problem.position
    assert (problem.position.line, problem.position.column) == place


def test_what_to_do_is_said_too() -> None:
    (problem,) = read("fil.yaml", b"a: %b").problems
    assert problem.help == (
        "sätt citattecken runt hela texten, eller skriv > efter kolonet och texten indragen på "
        "nästa rad"
    )
