"""Values of content as a reader sees them in a list of changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.language.prose import Block, Prose, Span
from avtal.language.swedish import group_digits
from avtal.model.base import MarkedProse, Model, SecretMark
from avtal.model.description import FieldDescription, described
from avtal.model.naming import name_of
from avtal.model.parties import Person
from avtal.word.values.marked import OMITTED

NOTHING = "(inget)"


class Saying:
    """Says the values of one case in one copy; in a public copy nothing that is secret is said."""

    def __init__(self, case: Case, copy: Copy) -> None:
        self._public = copy is Copy.PUBLIC
        self._index = case.index
        things = {name: place.model for name, place in case.index.things.items()}
        self._things = things
        self._hidden_ids = {name for name, model in things.items() if self.is_hidden(model)}
        self._names = {name: self.name(model) for name, model in things.items()}

    def is_hidden(self, model: Model) -> bool:
        """Tell whether a model is left out of the copy."""
        return self._public and self._index.of(model).secret is not None

    def name(self, model: Model) -> str:
        """Return what a thing is called, or the beginning of its text; ”” for neither.

        A person whose name is not known is called by the first function that may be told.
        """

        def read(field: FieldDescription) -> object:
            value = self.value(model, field.name)
            return None if value is OMITTED else value

        called = name_of(model, read)
        if called or not isinstance(model, Person) or self.is_hidden(model):
            return called
        held = (one.function for one in model.appointments if not self.is_hidden(one))
        title = next((self.name(self._things[function]) for function in held), "")
        return f"{title or 'person'} utan känt namn"

    def entry(self, key: str, model: Model) -> str:
        """Return what an entry of a list is called: what tells it apart, and its name.

        Where it has none of its own, it is that of the thing that it is about.
        """
        about = (part for part in key.split(":") if part not in self._hidden_ids)
        name = self.name(model) or next(filter(None, map(self._names.get, about)), "")
        return f"{key} ({name})" if name and name != key else key

    def shows(self, field: FieldDescription) -> bool:
        """Tell whether a field may be told of in the copy."""
        return field.shown or not self._public

    def value(self, owner: Model, name: str) -> object:
        """Return a field's value; what stands in its place where it is secret."""
        value = getattr(owner, name)
        if self.is_hidden(owner):
            return OMITTED
        if isinstance(value, MarkedProse):
            return OMITTED if self._public and value.secrecy else value
        if isinstance(value, Model) and self.is_hidden(value):
            return OMITTED
        if isinstance(value, tuple):
            return tuple(
                entry for entry in value if not (isinstance(entry, Model) and self.is_hidden(entry))
            )
        return value

    def text(self, field: FieldDescription, value: object) -> str | None:
        """Return a value of a field in words, None for nothing."""
        if value is not None and field.refers_to:
            ids = value if isinstance(value, tuple) else (value,)
            return ", ".join(dict.fromkeys(self._referent(str(one)) for one in ids)) or None
        return self.plain(value)

    def _referent(self, target: str) -> str:
        if target in self._hidden_ids:
            return OMITTED
        name = self._names.get(target, "")
        return f"{name} ({target})" if name and name != target else target

    def plain(self, value: object) -> str | None:
        """Return a value that is no reference in words, None for nothing."""
        if value is None:
            return None
        if isinstance(value, MarkedProse):
            value = value.text
        if isinstance(value, Prose):
            return as_markdown(value)
        if isinstance(value, SecretMark):
            return f"{value.provision}, {value.date.isoformat()}, {value.authority}"
        if isinstance(value, Model):
            return self.whole(value)
        if isinstance(value, tuple):
            return ", ".join(filter(None, map(self.plain, value))) or None
        if isinstance(value, Mapping):
            return ", ".join(f"{key}: {self.plain(one) or NOTHING}" for key, one in value.items())
        return _scalar(value)

    def whole(self, model: Model) -> str:
        """Return all that a model says, a field on each line."""
        lines = []
        for field in described(type(model)).values():
            if not self.shows(field):
                continue
            text = self.text(field, self.value(model, field.name))
            if text is not None and text != "nej":
                inner = text.replace("\n", "\n  ")
                lines.append(f"{field.label}: {inner}")
        return "\n".join(lines)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return group_digits(value)
    return str(value)


def as_markdown(prose: Prose) -> str:
    """Return prose as it would be written, whatever its lines are: **strong**, *emphasis*, links.

    A paragraph or an item of a list stands on each line.
    """
    lines = []
    number = 0
    for block in prose.blocks:
        number = 1 if block.starts_list else number + 1
        mark = {"punkt": "– ", "nummer": f"{number}. "}.get(block.kind, "")
        lines.append(mark + "".join(_spans(block)))
    return "\n".join(lines)


def _spans(block: Block) -> list[str]:
    def look(span: Span) -> tuple[bool, bool, str | None]:
        return span.strong, span.emphasis, span.link

    written = []
    for (strong, emphasis, link), spans in groupby(block.spans, look):
        text = "".join(span.text for span in spans)
        text = f"*{text}*" if emphasis else text
        text = f"**{text}**" if strong else text
        written.append(f"[{text}]({link})" if link else text)
    return written
