"""What all models share: marked texts, periods, and the way to what lies in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from avtal.model.base import AnyProse, MarkedProse, Origin, Period, inner_models, plain
from avtal.model.communication import CommunicationPlan
from tests.model.contents import made


def test_prose_is_text_or_a_marked_text() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(AnyProse)
    mark = {"lagrum": "18 kap. 1 § OSL", "datum": "2024-10-21", "myndighet": "Granviks kommun"}
    marked = adapter.validate_python({"text": "Hemligt.", "sekretess": mark})
    assert isinstance(marked, MarkedProse)
    assert marked.text == adapter.validate_python("Hemligt.")


def test_a_text_keeps_its_group_when_the_mark_is_struck() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(AnyProse)
    struck = adapter.validate_python({"text": "Bekräftat."})
    assert (struck.origin, struck.secrecy) == (None, None)
    assert plain(struck) == adapter.validate_python("Bekräftat.")


def test_a_text_can_be_marked_as_invented_without_being_secret() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(AnyProse)
    marked = adapter.validate_python({"text": "Exempel.", "ursprung": "påhittad"})
    assert (marked.origin, marked.secrecy) == (Origin.INVENTED, None)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="perioden slutar 2024-01-01 men börjar 2024-01-02"):
        Period.model_validate({"från": "2024-01-02", "till": "2024-01-01"}, by_alias=True)
    day = Period.model_validate({"från": "2024-01-01", "till": "2024-01-01"}, by_alias=True)
    assert day.holds(date(2024, 1, 1))
    assert not day.holds(date(2024, 1, 2))


def test_what_stands_twice_in_a_list_is_told_at_the_second() -> None:
    with pytest.raises(ValidationError) as caught:
        made(CommunicationPlan, "kommunikationsplan.yaml", {"nära, ärliga": "nära, tydliga"})
    (error,) = caught.value.errors()
    assert error["ctx"]["message"] == "”tydliga” står två gånger i listan"
    assert error["ctx"]["path"] == ("värdeord", 2)


def test_what_a_model_holds_comes_with_the_steps_to_it() -> None:
    plan = made(CommunicationPlan, "kommunikationsplan.yaml")
    assert list(inner_models(plan)) == [
        (("beslut",), plan.decision),
        *((("insatser", number), item) for number, item in enumerate(plan.items)),
    ]
