"""References by id between the things of a case, and the hint when one leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from avtal.model.scalars import Id, ProseText, located, mistake, together
from avtal.problems import shown
from avtal.prose import APPENDIX_SCHEME, Prose

JOINTLY = "gemensamt"
"""Stands for all parties together wherever a party may lead or give."""


class Ref:
    """Marks a text field as a reference to an item of one of these kinds.

    Checked while validating, against the ids that the validation context holds
    (`{"ids": {id: kind}, "unsure": kinds that may have more ids}`); without a context nothing is
    checked.
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
        if found in self.kinds:
            return value
        if found is None and not info.context["unsure"].isdisjoint(self.kinds):
            return value
        known = sorted(name for name, kind in ids.items() if kind in self.kinds)
        if self.jointly:
            known.append(JOINTLY)
        wanted = " eller ".join(filter(None, (", ".join(self.kinds[:-1]), self.kinds[-1])))
        said = "finns inte" if found is None else f"är id för {found}"
        raise mistake(f"”{value}” {said}; här ska stå id för {wanted}", suggest(value, known))


def nearest(value: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant."""
    lowered = {word.lower(): word for word in reversed(list(known))}
    near = get_close_matches(value.lower()[:100], lowered, n=1, cutoff=0.6)
    return lowered[near[0]] if near else None


def suggest(
    value: str, known: Iterable[str], none: str = "inget sådant finns i ärendet ännu"
) -> str:
    """Return "menade du …?" with the nearest known word, else the list of what there is."""
    words = list(known)
    near = nearest(value, words)
    if near is not None:
        return f"menade du ”{shown(near)}”?"
    if not words:
        return none
    return f"välj bland: {', '.join(map(shown, words[:12]))}" + (" …" if len(words) > 12 else "")


PartyRef = Annotated[Id, Ref("part")]
LeadRef = Annotated[Id, Ref("part", jointly=True)]
FunctionRef = Annotated[Id, Ref("funktion")]
PERSON = "person"
PersonRef = Annotated[Id, Ref(PERSON)]
BodyRef = Annotated[Id, Ref("organ")]
FocusAreaRef = Annotated[Id, Ref("fokusområde")]
SourceRef = Annotated[Id, Ref("källa")]
MappingRef = Annotated[Id, Ref("kartläggning")]
CauseRef = Annotated[Id, Ref("orsak")]
GoalRef = Annotated[Id, Ref("mål")]
ActionRef = Annotated[Id, Ref("åtgärd")]
FollowUpRef = Annotated[Id, Ref("uppföljning")]
DocumentRef = Annotated[Id, Ref("handling")]
PaperRef = Annotated[Id, Ref("handling", "bilaga")]
CommunicatedRef = Annotated[
    Id, Ref("handling", "bilaga", "löfte", "åtgärd", "uppföljning", "fokusområde")
]


def _check_appendices(value: Prose, info: ValidationInfo) -> Prose:
    found = []
    for key, line in value.appendices():
        try:
            Ref("handling", "bilaga").check(key, info)
        except PydanticCustomError as error:
            found.append(located(error, line=line, sought=f"{APPENDIX_SCHEME}{key}"))
    if found:
        raise together(found)
    return value


LinkedProse = Annotated[ProseText, AfterValidator(_check_appendices)]
"""Prose whose links to appendices lead somewhere."""


@cache
def reference_fields(model: type[BaseModel]) -> Mapping[str, Ref]:
    """Return the fields of a model that hold ids of other things, alone or in a list."""
    found = {}
    for name, info in model.model_fields.items():
        ref = _first_ref([*info.metadata, info.annotation])
        if ref:
            found[name] = ref
    return found


def _first_ref(parts: Iterable[Any]) -> Ref | None:
    for part in parts:
        if isinstance(part, Ref):
            return part
        inner = _first_ref((*getattr(part, "__metadata__", ()), *get_args(part)))
        if inner:
            return inner
    return None
