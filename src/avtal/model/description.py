"""What is known of a field, read once from where it stands: its type, its words and its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo

from avtal.model.base import Item, MarkedProse, Model, child_models
from avtal.model.marks import (
    Choices,
    FormerName,
    MayBeOld,
    Name,
    NeededBefore,
    NeverShown,
    StampAlone,
    Subject,
    UsedOtherwise,
)
from avtal.model.references import Ref, reference_fields
from avtal.model.scalars import Line, ProseText, Read, Title

_AnyMark = TypeVar("_AnyMark")
_MARKS = ("origin", "secrecy")


FLAG_WORDS = ("ja", "nej")
"""What is written where something is so or not."""


class Markable(Enum):
    """Where a field can be marked: at the text or group that it holds, or at what it stands in."""

    ITSELF = 1
    AROUND = 2


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """A field of a model, as everything that shows, asks for or explains fields knows it.

    `name` is English, `alias` Swedish; `label` is what a reader sees, `help` a sentence. `examples`
    are values as they are written, where neither choices nor a group say what that can be. `group`
    is the model that it holds, alone or in a list: MarkedProse for prose that can be marked.

    Where a field can be marked, as secret or as not confirmed, is told as far as its own model
    says: an entry around the whole model can be marked too. `derived` are the names of what
    templates may print of the field beside it, `former` those that it had itself.
    """

    name: str
    alias: str
    label: str
    help: str
    examples: tuple[object, ...]
    refers_to: Ref | None
    group: type[Model] | None
    is_list: bool
    required: bool
    secret_at: Markable | None
    unconfirmed_at: Markable | None
    needed_before: NeededBefore | None
    about: Subject | None
    stamp_alone: bool
    may_be_old: bool
    shown: bool
    used_otherwise: str
    called_by: Name | None
    derived: tuple[str, ...]
    former: tuple[FormerName, ...]
    info: FieldInfo

    @property
    def annotation(self) -> Any:
        """Its type, with all that Pydantic is told of it."""
        told = self.info.metadata
        return Annotated[self.info.annotation, *told] if told else self.info.annotation

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that can stand there, where only a few can."""
        marked = _mark(self.info, Choices)
        return marked.words if marked else tuple(_choices(self.info.annotation))

    @property
    def may_be_unknown(self) -> bool:
        """Whether null may stand there, or in what it holds for each name of the editor's own."""
        return _may_be_null(self.info.annotation)

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark on facts and no fact itself."""
        return self.name in _MARKS

    @property
    def is_text(self) -> bool:
        """Whether it holds texts that a person writes: lines, titles or prose, alone or in a list.

        Ids and what refers to them are no such texts.
        """
        return self.refers_to is None and _is_text((*self.info.metadata, self.info.annotation))

    @property
    def is_prose(self) -> bool:
        """Whether it holds prose that can be marked."""
        return self.group is MarkedProse


@cache
def described(model: type[Model]) -> Mapping[str, FieldDescription]:
    """Return the fields of a model by Swedish name, in order."""
    return {field.alias: field for field in _descriptions(model)}


@cache
def renamed(model: type[Model]) -> Mapping[str, tuple[FieldDescription, FormerName]]:
    """Return the fields of a model that had other names, by those, each with the mark of it."""
    return {
        former.name: (field, former)
        for field in described(model).values()
        for former in field.former
    }


def _descriptions(model: type[Model]) -> Iterator[FieldDescription]:
    groups, references = child_models(model), reference_fields(model)
    for name, info in model.model_fields.items():
        alias = info.alias or name
        group = groups.get(alias)
        used = _mark(info, UsedOtherwise)
        yield FieldDescription(
            name=name,
            alias=alias,
            label=info.title or alias,
            help=info.description or "",
            examples=tuple(info.examples or _of_ids(name, model)),
            refers_to=references.get(name),
            group=group,
            is_list=get_origin(info.annotation) is tuple,
            required=info.is_required(),
            secret_at=_markable("secrecy", name, model, group),
            unconfirmed_at=_markable("origin", name, model, group),
            needed_before=_mark(info, NeededBefore),
            about=_mark(info, Subject),
            stamp_alone=_mark(info, StampAlone) is not None,
            may_be_old=_mark(info, MayBeOld) is not None,
            shown=not isinstance(used, NeverShown),
            used_otherwise=used.by if used else "",
            called_by=_mark(info, Name),
            derived=tuple(one.name for one in model.derived if one.field == alias),
            former=tuple(mark for mark in info.metadata if isinstance(mark, FormerName)),
            info=info,
        )


def _of_ids(name: str, model: type[Model]) -> tuple[str, ...]:
    """Return an id as one may be written, where the field is one and says none itself."""
    told = name == "id" and issubclass(model, Item) and model.id_example
    return (told,) if told else ()


def _mark(info: FieldInfo, kind: type[_AnyMark]) -> _AnyMark | None:
    return next((mark for mark in info.metadata if isinstance(mark, kind)), None)


def _markable(
    mark: str, name: str, model: type[Model], group: type[Model] | None
) -> Markable | None:
    if name in _MARKS:
        return None
    if group and mark in group.model_fields:
        return Markable.ITSELF
    return Markable.AROUND if mark in model.model_fields else None


def _choices(annotation: Any) -> Iterator[str]:
    """Yield the words that can stand where an annotation asks for one of a few."""
    if annotation is bool:
        yield from FLAG_WORDS
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (word.value for word in annotation)
    else:
        for argument in get_args(annotation):
            yield from _choices(argument)


_TEXTS = frozenset(mark for kind in (Line, Title, ProseText) for mark in get_args(kind)[1:])
"""What marks the scalar types that are texts."""


def _is_text(parts: Iterable[Any]) -> bool:
    """Tell whether what an annotation is made of has texts in it."""
    return any(
        (isinstance(part, Read) and part in _TEXTS) or _is_text(get_args(part)) for part in parts
    )


def _may_be_null(annotation: Any) -> bool:
    """Tell whether null may stand somewhere in a value: alone, or for a name of its own."""
    return annotation is NoneType or any(map(_may_be_null, get_args(annotation)))
