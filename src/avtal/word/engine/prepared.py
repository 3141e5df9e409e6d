"""A template that is ready to be filled, as plain data; nothing here reads Word or Jinja."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field
from types import CodeType, FunctionType
from typing import Any, TypeAlias

from avtal.word.engine.mending import Weak
from avtal.word.stories.plain import Layout

_BUILT_IN = {"__builtins__": {}, "str": str, "list": list, "len": len, "enumerate": enumerate}
"""All that the code of a part can reach beside what it is given."""


CORE = "docProps/core.xml"
"""The member with the document's properties."""


CONTEXT = "c"
"""What the code calls everything that the template is given."""

Chain: TypeAlias = tuple[str, tuple[str, ...], str]
"""What a tag asks for: the variable it starts from, the fields from there, and the variable that
holds the entry of that list which is meant, if one is."""


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """Body, header or footer, as code; `lines` and `chains` are those of `compiling`.

    `places` say where each tag stands in Word; `label` names the part. `weak` and `has_pictures`
    tell what has to be looked at in a document.
    """

    member: str
    label: str
    code: CodeType
    lines: tuple[tuple[int | None, int | None], ...]
    chains: tuple[tuple[Chain, ...], ...]
    places: tuple[str, ...]
    weak: Weak
    has_pictures: bool

    def function(self) -> FunctionType:
        """Return the code as a function."""
        return FunctionType(self.code, _BUILT_IN)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The part that defines lists, before and after the place of a document's own lists.

    `definition` is that behind the style of numbered lists, and `first` the number of the first
    list that a document may add.
    """

    member: str
    before: bytes
    after: bytes
    definition: str
    first: int


@dataclass(frozen=True)
class Template:
    """A template that was checked, ready to be filled.

    `data` is the file as it was. `styles` are style ids by the name shown in Word, `static` is a
    package of what is the same in every document, where `numbering` stands too if no tag writes
    lists. `layout` is what paragraphs of a document are read by, where it need not be parsed.
    """

    name: str
    data: bytes
    styles: Mapping[str, str]
    static: bytes
    parts: tuple[PreparedPart, ...]
    numbering: Numbering | None
    layout: Layout | None
    functions: tuple[FunctionType, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "functions", tuple(part.function() for part in self.parts))

    def to_bytes(self) -> bytes:
        """Return everything but the name and the file, for `from_bytes` of the same Python."""
        numbering = astuple(self.numbering) if self.numbering else None
        parts = tuple({**asdict(part), "weak": tuple(part.weak)} for part in self.parts)
        layout = tuple(map(dict, astuple(self.layout))) if self.layout else None
        return marshal.dumps((dict(self.styles), self.static, parts, numbering, layout))

    @classmethod
    def from_bytes(cls, name: str, data: bytes, kept: bytes) -> Template:
        """Return a template that was kept.

        It holds code: `kept` must come unharmed from where only the user can have written it.
        """
        styles, static, parts, numbering, layout = marshal.loads(kept)
        return cls(
            name,
            data,
            styles,
            static,
            tuple(PreparedPart(**{**part, "weak": Weak(*part["weak"])}) for part in parts),
            Numbering(*numbering) if numbering else None,
            Layout(*layout) if layout else None,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # Functions of their own cannot be sent to another process.
        return Template.from_bytes, (self.name, self.data, self.to_bytes())
