"""The fields that templates can print, as they are told to the author."""

from __future__ import annotations

import pytest

from avtal.case.kinds import BY_KEY
from avtal.templates.fields import FieldRow, field_rows, type_in_swedish
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
    Thing,
    Type,
    one_of,
)
from avtal.word.types.report import Report

PART = Thing("Party", "part", {"id": Field(TEXT)})
ALL = Thing("gemensamt", "gemensamt", {"id": Field(TEXT)})
PERIOD = Thing("Period", "period", {"från": Field(DAY)})


@pytest.mark.parametrize(
    ("type", "words"),
    [
        (TEXT, "text"),
        (one_of((DAY, MISSING)), "datum, kan saknas"),
        (PROSE, "text med stycken"),
        (FLAG, "ja eller nej"),
        (WHOLE, "heltal"),
        (ListOf(NUMBER), "lista: tal"),
        (Choice(("öka", "minska")), "något av öka, minska"),
        (Choice(tuple("abcdefghij")), "något av a, b, c, d, e, f, g, h …"),
        (one_of((PART, ALL, MISSING)), "part eller gemensamt, kan saknas"),
        (ListOf(one_of((PART, ALL))), "lista: part eller gemensamt"),
        (PERIOD, "grupp"),
    ],
)
def test_a_type_is_told_in_swedish(type: Type, words: str) -> None:
    assert type_in_swedish(type) == words


def test_a_template_is_named_where_it_prints_a_value_or_goes_through_a_list() -> None:
    reports = {
        "atgardsplan": Report(
            (), frozenset({("ActionPlan", "åtgärder"), ("Action", "titel"), ("Action", "mått")}),
            frozenset({("Action", "titel")}),
        ),
    }  # fmt: skip
    rows = {(row.group, row.name): row for row in field_rows(["atgardsplan"], reports)}
    top, action = "överst i mallen för åtgärdsplan", "varje post i åtgärder"
    assert rows[top, "åtgärder"] == FieldRow(
        top, "åtgärder", "lista: åtgärd", "Åtgärderna i den ordning de skrivs.", ("atgardsplan",)
    )
    assert rows[action, "titel"].templates == ("atgardsplan",)
    assert rows[action, "mått"].templates == ()  # asked for, but not printed


def test_every_group_is_told_once_and_as_it_is_reached() -> None:
    rows = field_rows(["lagesbild"], {})
    groups = list(dict.fromkeys(row.group for row in rows))
    assert len({(row.group, row.name) for row in rows}) == len(rows)
    assert groups[0] == "överst i mallen för gemensam lokal lägesbild"
    assert {"period", "varje post i kartläggning", "ärende.kommun.förvaltning"} <= set(groups)
    assert "varje post i alla.åtgärder" in groups
    every = field_rows(list(BY_KEY), {})
    assert {row.group for row in every} >= {
        "överst i mallen för åtgärdsplan",
        "överst i mallen för uppföljningsplan",
        "varje post i förslag i mallen för tjänsteutlåtande",
    }
