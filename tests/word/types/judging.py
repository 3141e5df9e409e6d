"""A template's types, and what a check of small templates against them says."""

from __future__ import annotations

from avtal.word.template.check import check
from avtal.word.types.kinds import (
    DAY,
    FLAG,
    MISSING,
    NUMBER,
    PROSE,
    TEXT,
    WHOLE,
    Choice,
    Field,
    ListOf,
    Plain,
    Thing,
    Type,
    one_of,
)
from avtal.word.values.mistakes import ValueKind
from tests.word.making import template


def thing(name: str, **fields: Type) -> Thing:
    return Thing(name, name, {field: Field(type) for field, type in fields.items()})


MEETING = thing("möte", slag=Choice(("möte",), open=True), datum=DAY, namn=TEXT)
PARTY = thing("part", id=Plain(ValueKind.TEXT, frozenset({"alla"})), namn=TEXT, typ=TEXT)
ALL = thing("alla", id=Choice(("alla",), open=True), namn=TEXT)
YEARS = Choice((2, 3), "antal")
ACTION = thing(
    "åtgärd",
    slag=Choice(("åtgärd",), open=True),
    namn=TEXT,
    nr=WHOLE,
    text=PROSE,
    status=Choice(("klar", "pågår")),
    budget=one_of((NUMBER, MISSING)),
    möte=one_of((MEETING, MISSING)),
    leds_av=one_of((PARTY, ALL)),
    hemlig=FLAG,
)
GIVEN = thing(
    "mall",
    titel=TEXT,
    datum=DAY,
    inledning=PROSE,
    antal=YEARS,
    åtgärder=ListOf(ACTION),
    ord=ListOf(TEXT),
    gäller=ListOf(one_of((MEETING, ACTION))),
    kanske=one_of((ListOf(TEXT), MISSING)),
    möte=MEETING,
    år=Thing(
        "år", "år", {"år2": Field(TEXT), "år3": Field(TEXT, "", Choice((3,), "antal"))}
    ),
)  # fmt: skip


def told(data: bytes) -> list[tuple[str, str, str]]:
    """Return (message, help, place) of what is wrong in the body."""
    report, _ = check("prov.docx", data, GIVEN)
    return [
        (problem.message, problem.help, problem.path.removeprefix("brödtext, stycke "))
        for problem in report.problems
        if problem.severity == "fel" and problem.path.startswith("brödtext")
    ]


def said(*texts: str) -> list[str]:
    """Return the sentences about a template with these paragraphs."""
    return [message for message, _, _ in told(template(*texts))]


def in_loop(text: str) -> str:
    return f"{{% for å in åtgärder %}}{text}{{% endfor %}}"


def assert_told(tag: str, message: str, help: str) -> None:
    """See that a template with the tag in its second paragraph is told just this."""
    ((said, what_to_do, place),) = told(template("text", tag))
    assert (said, what_to_do) == (message, help)
    assert place.startswith("2: {")


def assert_told_in_loop(tag: str, message: str, help: str) -> None:
    """See that a template with the tag in a loop over actions is told just this."""
    ((said, what_to_do, _),) = told(template(in_loop(tag)))
    assert (said, what_to_do) == (message, help)
