"""Templates that are too much: of tags, of text, of depth; and what is said of each."""

from __future__ import annotations

from collections.abc import Callable

from tests.word.making import holding, table

TOO_MANY = "mallen har mer än 2000 taggar, eller mycket långa taggar"
UNREADABLE = "word/document.xml är skadad och går inte att läsa"
NESTED = "mer än 5 slingor eller 20 villkor ligger inuti varandra"
HEAVY: dict[str, tuple[Callable[[], bytes], dict[str, int]]] = {
    "unclosed": (lambda: holding(*(["{{ x "] * 6_000)), {TOO_MANY: 1}),
    "unclosed-in-one": (lambda: holding("{{ x " * 100_000), {"taggen stängs aldrig": 1}),
    "rows-outside": (
        lambda: holding(table("x"), *(["{%tr if x %}"] * 1_900)),
        {"taggen börjar med {%tr men står inte i en tabell": 1_900, NESTED: 1},
    ),
    "many-in-one": (
        lambda: holding("{%p if x %}" * 1_900 + "a" * 900_000),
        {f"texten ”{'{%p if x %}' * 3}{{%p if…” skulle försvinna, eftersom det står i samma stycke "
         "som taggen": 1, NESTED: 1},
    ),
    "too-many": (lambda: holding("{{ x }}" * 2_001), {TOO_MANY: 1}),
    "nested": (
        lambda: holding("<w:p><w:r>" * 120 + "<w:p/>" * 20_000 + "</w:r></w:p>" * 120, "}}"),
        {"”}}” står utanför en tagg": 1},
    ),
    "too-deep": (lambda: holding("<w:p>" * 1_000 + "</w:p>" * 1_000), {UNREADABLE: 1}),
    "too-long": (lambda: holding("a" * 1_000_001), {"word/document.xml är orimligt lång": 1}),
    "attributes": (
        lambda: holding("<w:p " + "".join(f' a{n}=""' for n in range(80_000)) + "/>"),
        {UNREADABLE: 1},
    ),
    "fields": (
        lambda: holding(
            "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 15_000 + "</w:p>"
        ),
        {"ett fält är tomt": 1},
    ),
}  # fmt: skip
