"""Undantag: a finding of a rule that the case accepts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from avtal.model.base import Entry
from avtal.model.marks import UsedOtherwise
from avtal.model.scalars import Line


def _rule_code(value: str) -> str:
    # As it is printed at a finding, "regel 29", and as it stands first in a sentence.
    return value.lower().removeprefix("regel ").strip()


class Exemption(Entry):
    """A finding of a rule that is accepted."""

    recognised_by: ClassVar[tuple[str, ...]] = ("rule", "about")

    rule: Annotated[Line, AfterValidator(_rule_code), UsedOtherwise("rules/exemptions.py")] = Field(
        alias="regel",
        title="Regel",
        description="Regelns nummer eller namn; avtal rules visar dem.",
        examples=["37"],
    )
    about: Annotated[Line, UsedOtherwise("rules/exemptions.py")] = Field(
        alias="gäller",
        title="Gäller",
        description="Det som regeln har något att säga om: ett id, en handlings nyckel eller ord "
        "i en text, så som det står vid regelns nummer i utskriften.",
        examples=["eriksson"],
    )
    reason: Annotated[Line, UsedOtherwise("rules/exemptions.py")] = Field(
        alias="skäl",
        title="Skäl",
        description="Varför det får vara så.",
        examples=["Dagarna för förordnandet framgår inte av tjänsteutlåtandet."],
    )
