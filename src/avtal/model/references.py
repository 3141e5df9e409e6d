"""References by id between the things of a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import PydanticCustomError, core_schema

from avtal.language.hints import ask, choose, guess
from avtal.language.prose import APPENDIX_SCHEME, Prose
from avtal.model.scalars import Id, ProseText, mistake, together, with_place
from avtal.problems import clean

JOINTLY = "gemensamt"
"""Stands for all parties together wherever a party may lead or give."""


_BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+(?:och\s+)?")
"""What may stand between several ids where one is wanted."""


class Ref:
    """Marks a text field as a reference to an item of one of these kinds.

    Checked while validating, against what the validation context holds: `ids` has the kind of each
    id; `words`, by kind, the ids and the names that things go by, each with its id; `unsure` the
    kinds that may have more ids. Without a context nothing is checked.
    """

    def __init__(self, *kinds: str, jointly: bool = False) -> None:
        self.kinds = kinds
        self.jointly = jointly

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_wrap_validator_function(self._read, handler(source))

    def _read(self, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> str:
        try:
            read: str = handler(value)
        except ValidationError:
            if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
                raise mistake(
                    "här ska stå ett id, inte en lista", f"skriv {clean(value[0])} utan klamrar"
                ) from None
            if not isinstance(value, str) or not info.context or self._unsure(info.context):
                raise
            raise self._mistake(value, "kan inte vara ett id", info.context) from None
        return self.check(read, info)

    def check(self, value: str, info: ValidationInfo) -> str:
        """Return the id, or raise where it does not lead to the right kind of thing."""
        if not info.context or (self.jointly and value == JOINTLY):
            return value
        found = info.context["ids"].get(value)
        if found in self.kinds or (found is None and self._unsure(info.context)):
            return value
        said = "finns inte" if found is None else f"är id för {found}"
        raise self._mistake(value, said, info.context)

    def _unsure(self, context: Mapping[str, Any]) -> bool:
        return not context["unsure"].isdisjoint(self.kinds)

    def _mistake(self, value: str, said: str, context: Mapping[str, Any]) -> PydanticCustomError:
        jointly = {JOINTLY: JOINTLY} if self.jointly else {}
        words: dict[str, str] = {}
        for kind in self.kinds:
            words |= context["words"].get(kind, {})
        wanted = " eller ".join(filter(None, (", ".join(self.kinds[:-1]), self.kinds[-1])))
        ids = sorted(word for word, identity in words.items() if word == identity)
        message = f"”{clean(value)}” {said}; här ska stå id för {wanted}"
        several = [part for part in _BETWEEN.split(value) if part]
        if len(several) > 1 and words.keys() >= set(several):
            listed = ", ".join(several)
            return mistake(
                message, f"är det ett fält för flera, skriv [{listed}]; annars skriv bara ett id"
            )
        return mistake(message, ask(guess(value, words | jointly)) or choose([*ids, *jointly]))


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
            found.append(with_place(error, line=line, sought=f"{APPENDIX_SCHEME}{key}"))
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
