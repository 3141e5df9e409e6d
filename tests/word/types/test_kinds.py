"""Types of what templates are given: what a value can be, and what is left of it by a condition."""

from __future__ import annotations

import pytest

from avtal.word.types.kinds import (
    DAY,
    FLAG,
    LOOP,
    MISSING,
    NEVER,
    NUMBER,
    PROSE,
    TEXT,
    UNKNOWN,
    WHOLE,
    Choice,
    Field,
    ListOf,
    OneOf,
    Thing,
    Type,
    false,
    fields_of,
    fits,
    kind_of,
    one_of,
    some,
    true,
)
from avtal.word.values.mistakes import ValueKind

PART = Thing("Party", "part", {"namn": Field(TEXT)})
BODY = Thing("Body", "organ", {"datum": Field(DAY)})
YEARS = Choice((0, 2, 3))


def test_several_types_are_one_of_them_each_once() -> None:
    assert one_of([TEXT, OneOf((DAY, TEXT)), MISSING]) == OneOf((TEXT, DAY, MISSING))
    assert one_of([TEXT, TEXT]) == TEXT
    assert one_of([]) == NEVER
    assert one_of([TEXT, UNKNOWN]) == UNKNOWN


def test_a_thing_is_the_one_of_its_name_whatever_its_fields() -> None:
    assert one_of([PART, Thing("Party", "x", {})]) == PART
    assert set(fields_of([PART, BODY])) == {"namn", "datum"}


@pytest.mark.parametrize(
    ("type", "yes", "no"),
    [
        (one_of((TEXT, MISSING)), TEXT, one_of((TEXT, MISSING))),  # a text can be empty
        (one_of((PART, MISSING)), PART, MISSING),
        (one_of((DAY, MISSING)), DAY, MISSING),
        (PROSE, PROSE, NEVER),
        (MISSING, NEVER, MISSING),
        (ListOf(TEXT), ListOf(TEXT), ListOf(TEXT)),
        (YEARS, Choice((2, 3)), Choice((0,))),
        (Choice(("klar",)), Choice(("klar",)), NEVER),
    ],
)
def test_what_is_left_where_a_value_counts_as_yes_and_as_no(
    type: Type, yes: Type, no: Type
) -> None:
    assert some(type, true) == yes
    assert some(type, false) == no


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        (Choice(("a",)), ValueKind.TEXT),
        (YEARS, ValueKind.WHOLE),
        (ListOf(TEXT), ValueKind.LIST),
        (PART, ValueKind.GROUP),
        (LOOP, ValueKind.OTHER),
        (UNKNOWN, ValueKind.OTHER),
        (FLAG, ValueKind.FLAG),
    ],
)
def test_a_type_is_called_as_its_values_are(type: Type, kind: ValueKind) -> None:
    assert kind_of(type) is kind


def test_a_whole_number_is_a_number_and_no_more_the_other_way() -> None:
    assert fits(WHOLE, ValueKind.NUMBER)
    assert fits(YEARS, ValueKind.NUMBER)
    assert not fits(NUMBER, ValueKind.WHOLE)
