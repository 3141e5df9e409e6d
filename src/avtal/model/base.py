"""What all models share: strictness, ids and references, origin, secrecy, periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from avtal.language.prose import Prose
from avtal.model.derived import Derived
from avtal.model.marks import MayBeOld, NeverShown, Subject, UsedOtherwise
from avtal.model.references import LinkedProse
from avtal.model.scalars import Day, FixedWord, Id, Line, mistake, together
from avtal.problems import clean


class Origin(FixedWord):
    """Why a fact is not yet confirmed; a confirmed fact carries no mark."""

    INVENTED = "påhittad"
    INFERRED = "tolkad"


class Model(BaseModel):
    """A mapping in a content file: frozen, unknown keys refused, Swedish keys by alias.

    `distinct_by` names the field that tells the entries of a list apart where they have no id.
    `recognised_by` names the fields by which such an entry is known in a later version, where it
    may stand twice. `mostly_about` is what a change within the model is about, where neither a mark
    on a field nor its type says something else. `derived` is what templates may print beside the
    fields.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        loc_by_alias=True,
        defer_build=True,
    )
    distinct_by: ClassVar[str | None] = None
    recognised_by: ClassVar[tuple[str, ...]] = ()
    mostly_about: ClassVar[Subject | None] = None
    derived: ClassVar[tuple[Derived, ...]] = ()

    origin: Annotated[
        Origin | None,
        Subject.ORIGIN,
        NeverShown("rules/subjects/origin.py counts what is not confirmed"),
    ] = Field(
        None,
        alias="ursprung",
        title="Ursprung",
        description="Sätts på det som inte är bekräftat: påhittad (exempel) eller tolkad (vår "
        "läsning). Skrivs aldrig ut; avtal build räknar upp det.",
    )

    @model_validator(mode="after")
    def _entries_differ(self) -> Self:
        found: list[PydanticCustomError] = []
        for name, alias in _lists(type(self)):
            found += _repeated(getattr(self, name), alias)
        if found:
            raise together(found)
        return self

    def each_derived(self) -> Iterator[Derived]:
        """Yield what is derived of just this one: some is there only in certain cases."""
        return (one for one in self.derived if one.is_in(self))


class SecretMark(Model):
    """Why something is secret: printed in the full copy, left out with it in the public one."""

    provision: Line = Field(
        alias="lagrum",
        title="Lagrum",
        description="Bestämmelsen som gör uppgiften hemlig.",
        examples=["18 kap. 1 § OSL"],
    )
    date: Day = Field(
        alias="datum",
        title="Bedömd",
        description="Dagen då sekretessen bedömdes.",
        examples=["2018-11-12"],
    )
    authority: Line = Field(
        alias="myndighet",
        title="Myndighet",
        description="Myndigheten som gjorde bedömningen.",
        examples=["Polismyndigheten"],
    )


class MarkedProse(Model):
    """Prose in a group: with a mark that it is secret, or not confirmed, or when that is struck."""

    text: LinkedProse = Field(
        alias="text",
        title="Text",
        description="Texten som märks.",
        examples=["Polisen arbetar mot langning i parkerna."],
    )
    secrecy: Annotated[
        SecretMark | None,
        Subject.SECRECY,
        NeverShown("templates/view.py prints the note, or leaves the value out"),
    ] = Field(None, alias="sekretess", title="Sekretess", description="Sätts när texten är hemlig.")


def _prose_form(value: Any) -> str:
    return "märkt" if isinstance(value, Mapping | MarkedProse) else "text"


class _EitherForm:
    """Marks prose that can be marked: each form is read by itself, so that errors are of that."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        forms = {
            "text": handler.generate_schema(LinkedProse),
            "märkt": handler.generate_schema(MarkedProse),
        }
        return core_schema.tagged_union_schema(forms, _prose_form)


AnyProse = Annotated[LinkedProse | MarkedProse, _EitherForm()]
"""Prose, either as it is or as `{text: …, sekretess: …, ursprung: …}`."""


def plain(prose: Prose | MarkedProse) -> Prose:
    """Return the prose without its mark."""
    return prose.text if isinstance(prose, MarkedProse) else prose


class Entry(Model):
    """An entry of a list, which can be secret as a whole."""

    secrecy: Annotated[
        SecretMark | None,
        Subject.SECRECY,
        NeverShown("templates/view.py prints the note, or leaves the value out"),
    ] = Field(
        None, alias="sekretess", title="Sekretess", description="Sätts när hela posten är hemlig."
    )


class Item(Entry):
    """An entry with an id, by which it is referred to and recognised in a later version.

    `kind` is the Swedish word used in messages, `collection` the name under which templates find
    all items of the kind, and under which a thing finds the items that refer to it. `id_example` is
    an id as one may be written.
    """

    kind: ClassVar[str]
    collection: ClassVar[str]
    id_example: ClassVar[str] = ""

    id: Annotated[Id, UsedOtherwise("references lead to it")] = Field(
        alias="id",
        title="Id",
        description="Postens korta namn; det skrivs aldrig ut och byts aldrig.",
    )


class OpenPeriod(Model):
    """A period of whole days, both included; an end that is open or not known is null.

    `called` is what a message calls it, in definite form.
    """

    called: ClassVar[str] = "perioden"

    start: Annotated[
        Day | None,
        MayBeOld(),
        UsedOtherwise("rule 56, and templates/rows.py prints the title that holds on the day"),
    ] = Field(
        None,
        alias="från",
        title="Första dag",
        description="Dagen då tiden börjar; null om den inte är känd.",
        examples=["2019-01-01"],
    )
    end: Annotated[
        Day | None,
        UsedOtherwise("rule 56, and templates/rows.py prints the title that holds on the day"),
    ] = Field(
        None,
        alias="till",
        title="Sista dag",
        description="Dagen då tiden slutar; null om den inte är känd.",
        examples=["2020-12-31"],
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise mistake(
                f"{self.called} slutar {self.end} men börjar {self.start}",
                "byt plats på datumen eller rätta det som är fel",
                path=("till",),
            )
        return self

    def holds(self, day: date) -> bool:
        """Tell whether the day lies within the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Period(OpenPeriod):
    """A period of whole days, both included."""

    start: Day = Field(
        alias="från",
        title="Första dag",
        description="Dagen då tiden börjar.",
        examples=["2019-01-01"],
    )
    end: Day = Field(
        alias="till",
        title="Sista dag",
        description="Dagen då tiden slutar; den räknas med.",
        examples=["2020-12-31"],
    )


@cache
def _lists(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return (name, alias) of the fields that are lists."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if get_origin(info.annotation) is tuple
    )


def _repeated(entries: tuple[Any, ...], alias: str) -> Iterator[PydanticCustomError]:
    """Yield a mistake for every entry that stands twice; those with ids are compared elsewhere."""
    seen = set()
    for number, entry in enumerate(entries):
        path: tuple[str | int, ...] = (alias, number)
        if isinstance(entry, Model):
            if entry.distinct_by is None:
                return
            path = (*path, str(type(entry).model_fields[entry.distinct_by].alias))
            entry = getattr(entry, entry.distinct_by)
        if entry in seen:
            yield mistake(
                f"”{clean(str(entry))}” står två gånger i listan", "ta bort det ena", path=path
            )
        seen.add(entry)


@cache
def child_models(model: type[Model]) -> Mapping[str, type[Model]]:
    """Return the model that each field holds (alone or in a list), by Swedish name."""
    found: dict[str, type[Model]] = {}
    for info in model.model_fields.values():
        child = _first_model(info.annotation)
        if child and info.alias:
            found[info.alias] = child
    return found


def _first_model(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in get_args(annotation):
        child = _first_model(argument)
        if child is not None:
            return child
    return None


@cache
def _holders(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return (name, alias) of the fields that can hold models."""
    children = child_models(model)
    aliases = [(name, info.alias or name) for name, info in model.model_fields.items()]
    return tuple((name, alias) for name, alias in aliases if alias in children)


def inner_models(model: Model) -> Iterator[tuple[tuple[str | int, ...], Model]]:
    """Yield the models that a model itself holds, each with the steps to it in Swedish names."""
    for name, step in _holders(type(model)):
        value = getattr(model, name)
        if isinstance(value, Model):
            yield (step,), value
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if isinstance(entry, Model):
                    yield (step, number), entry
