"""References by id between the things of a case, and the hint when one leads nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from avtal.model.scalars import Id, ProseText, mistake
from avtal.prose import Prose

JOINTLY = "gemensamt"
"""Stands for all parties together wherever a party may lead or give."""


class Ref:
    """Marks a text field as a reference to an item of one of these kinds.

    Checked while validating, against the ids that the validation context holds
    (`{"ids": {id: kind}, "complete": bool}`); without a context nothing is checked.
    """

    def __init__(self, *kinds: str, jointly: bool = False) -> None:
        self.kinds = kinds
        self.jointly = jointly

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self.check, handler(source))

    def check(self, value: str, info: ValidationInfo) -> str:
        if not info.context or (self.jointly and value == JOINTLY):
            return value
        ids: Mapping[str, str] = info.context["ids"]
        found = ids.get(value)
        if found in self.kinds or (found is None and not info.context["complete"]):
            return value
        known = sorted(name for name, kind in ids.items() if kind in self.kinds)
        if self.jointly:
            known.append(JOINTLY)
        wanted = " eller ".join(self.kinds)
        if found is not None:
            message = f"”{value}” är {found}; här ska stå id för {wanted}"
        else:
            message = f"”{value}” finns inte; här ska stå id för {wanted}"
        raise mistake(message, suggest(value, known))


def suggest(value: str, known: list[str]) -> str:
    """Return "menade du …?" with the nearest known word, else the list of what there is."""
    lowered = {word.lower(): word for word in reversed(known)}
    near = get_close_matches(value.lower(), lowered, n=1, cutoff=0.6)
    if near:
        return f"menade du ”{lowered[near[0]]}”?"
    if not known:
        return "inget sådant finns i ärendet ännu"
    shown = ", ".join(known[:12])
    return f"välj bland: {shown}" + (" …" if len(known) > 12 else "")


PartyRef = Annotated[Id, Ref("part")]
LeadRef = Annotated[Id, Ref("part", jointly=True)]
FunctionRef = Annotated[Id, Ref("funktion")]
PersonRef = Annotated[Id, Ref("person")]
BodyRef = Annotated[Id, Ref("organ")]
FocusAreaRef = Annotated[Id, Ref("fokusområde")]
SourceRef = Annotated[Id, Ref("källa")]
MappingRef = Annotated[Id, Ref("kartläggning")]
CauseRef = Annotated[Id, Ref("orsak")]
GoalRef = Annotated[Id, Ref("mål")]
ActionRef = Annotated[Id, Ref("åtgärd")]
FollowUpRef = Annotated[Id, Ref("uppföljning")]
PaperRef = Annotated[Id, Ref("handling", "bilaga")]
CommunicatedRef = Annotated[
    Id, Ref("handling", "bilaga", "löfte", "åtgärd", "uppföljning", "fokusområde")
]


def _check_appendices(value: Prose, info: ValidationInfo) -> Prose:
    for key, line in value.appendices():
        try:
            Ref("handling", "bilaga").check(key, info)
        except PydanticCustomError as error:
            context = error.context or {}
            raise mistake(context["message"], context["help"], line=line) from None
    return value


LinkedProse = Annotated[ProseText, AfterValidator(_check_appendices)]
"""Prose whose links to appendices lead somewhere."""
