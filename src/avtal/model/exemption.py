"""Undantag: a finding of a rule that the case accepts."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from avtal.model.base import Entry
from avtal.model.marks import UsedOtherwise
from avtal.model.scalars import Line


def _rule_code(value: str) -> str:
    # As it is printed at a finding, "regel 29", and as it stands first in a sentence.
    return value.lower().removeprefix("regel ").strip()


class Exemption(Entry):
    """A finding of a rule that is accepted."""

    rule: Annotated[Line, AfterValidator(_rule_code), UsedOtherwise("rules/exemptions.py")] = Field(
        alias="regel", description="Regelns nummer eller namn; avtal rules visar dem."
    )
    about: Annotated[Line, UsedOtherwise("rules/exemptions.py")] = Field(
        alias="gäller",
        description="Det som regeln har något att säga om: ett id, en handlings nyckel eller ord "
        "i en text, så som det står vid regelns nummer i utskriften.",
    )
    reason: Annotated[Line, UsedOtherwise("rules/exemptions.py")] = Field(
        alias="skäl", description="Varför det får vara så."
    )
