"""Characters from a word processor: told where they stand for another, left alone in texts."""

from __future__ import annotations

import pytest

from avtal.reading.events import read


def _told(text: str) -> list[tuple[str, int, int]]:
    """Return what is said of a file, with line and column."""
    tree = read("fil.yaml", text.encode())
    places = [(problem.message, problem.position) for problem in tree.problems]
    return [(message, place.line, place.column) for message, place in places if place]


@pytest.mark.parametrize(
    "text",
    [
        "a: Planen ”Trygg stad” gäller",
        "a: ”Trygg stad” och ”Tryggt centrum”",
        "a: ”Trygg stad” gäller till 2026",
        "a: '”Trygg stad”'",
        'a: "”Trygg stad”"',
        "a: |\n  ”Trygg stad”",
        "a: >\n  ”Vi vill ha det tryggt”",
        "a: [”Trygg stad” m.m., Östra]",
        "a: ’90-talet i centrum",
        "a: – Hej, sa han.",
        "a:\n  – Vi vill ha fler poliser, säger hon.",
        "a: ”Trygg” är namnet\nb: Projektet kallas ”Trygg”",
        "a: 1–2",
        "a: mån–fre",
        "a: 10\u00a0procent",
        "a: Trygg\u00adhet",
        "a: |\n  text:\u00a0mer text\n  – Hej, sa han.\n  \u00a0indraget",
    ],
)
def test_characters_that_belong_to_a_text_are_left_alone(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a: ’Plan’", "texten står inom ’ ’, som skrivs ut som en del av den", 1, 4),
        ("a: »Plan«", "texten står inom » «, som skrivs ut som en del av den", 1, 4),
        ("- ”Plan”", "texten står inom ” ”, som skrivs ut som en del av den", 1, 3),
        ("a: 1\nb: ”c: d”", "” räknas inte som citattecken", 2, 4),
        ("a: 1\n\u200bb: 2", "fältets namn har ett tecken som inte syns, eller ett hårt blanksteg",
         2, 1),
        ("a: 1\n\u00a0b: ö", "fältets namn har ett tecken som inte syns, eller ett hårt blanksteg",
         2, 1),
        ("a: {b: ”c, d”}", "” räknas inte som citattecken, så texten slutar vid kommatecknet",
         1, 8),
        ("a:\n  b: 1\n\u00a0\u00a0c: 2\nd: 3",
         "fältets namn har ett tecken som inte syns, eller ett hårt blanksteg", 3, 1),
        ("a: 1\nb:\u202f2\nc: 3", "kolonet följs av ett hårt blanksteg, som inte räknas", 2, 2),
        ("a:\n  b\uff1a 2", "kolonet är inte ett vanligt kolon", 2, 4),
        ("a:\n  — x\n  — y", "tecknet — gör inte raden till en punkt i en lista", 2, 3),
        ("a:\n  - x\n  – y\n  - z", "tecknet – gör inte raden till en punkt i en lista", 3, 3),
    ],
)  # fmt: skip
def test_characters_that_stand_for_another_are_told(
    text: str, message: str, line: int, column: int
) -> None:
    assert _told(text) == [(message, line, column)]
