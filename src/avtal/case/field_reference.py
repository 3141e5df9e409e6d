"""docs/falt.md: every field of every content file, from the models themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from avtal.case.kinds import DOCUMENTS
from avtal.case.workspace import FACTS_FILE, PROFILES_FOLDER
from avtal.model.base import Entry, Item, MarkedProse, Model, child_models
from avtal.model.diarienummer import CaseNumber, CaseNumberPattern
from avtal.model.document import DocumentContent
from avtal.model.facts import CaseFacts
from avtal.model.profile import LawProfile
from avtal.model.references import JOINTLY, Ref
from avtal.model.scalars import MAX_TITLE, Count, Id, Line, ProseText, Title

_INTRODUCTION = f"""\
# Fälten i innehållsfilerna

Den här sidan görs ur programmet och ska inte ändras för hand. Den som ändrar ett fält i modellen
kör sedan `pytest tests/whole/test_docs.py --update-golden`.

**Fält:** en punkt skiljer en grupp från fälten i den: `kommun.part` är fältet `part` i gruppen
`kommun`. I ett felmeddelande står också postens plats i en lista, räknad från 0: `parter.1.namn`.

**Krav:** ett *obligatoriskt* fält måste stå i filen, ett *frivilligt* får utelämnas. Bara där det
står *får vara null* kan du skriva `null`: uppgiften är inte känd.

**Innehåll:** hur texter, datum och tal skrivs står i [användarhandledningen](anvandare.md). Ett
*id för* något pekar på en post med det id:t, var i ärendet den än står. Står *{JOINTLY}* med bland
orden kan du skriva `{JOINTLY}`, som betyder alla parter tillsammans.

## Gemensamt

Alla grupper får ha `ursprung`, och alla poster i en lista får ha `sekretess`. De fälten upprepas
inte i tabellerna för varje fil.

"""

_SECRET_TEXT = """
En text med stycken kan ersättas av en grupp som märker den: som hemlig, som inte bekräftad (med
`ursprung`) eller som båda:

"""

_EVERY_DOCUMENT = """
Alla handlingar har de här fälten, utöver sina egna:

"""

_SCALARS: tuple[tuple[Any, str], ...] = (
    (Title, f"text på en rad, högst {MAX_TITLE} tecken"),
    (Line, "text på en rad"),
    (Id, "id"),
    (ProseText, "text med stycken"),
    (Count, "heltal från 1"),
    (CaseNumber, "diarienummer"),
    (CaseNumberPattern, "mönster för diarienummer"),
)
"""Our own scalar types, known by their marks; the first that fits is meant."""

_PLAIN = {date: "datum", int: "heltal", Decimal: "tal", bool: "ja eller nej"}


def reference() -> str:
    """Return docs/falt.md."""
    tables = _Tables()
    common: list[Field] = [("origin", Model), ("secrecy", Entry)]
    secret_text: list[Field] = [("text", MarkedProse), ("secrecy", MarkedProse)]
    of_documents: list[Field] = [(name, DocumentContent) for name in _names(DocumentContent, Model)]
    text = _INTRODUCTION + tables.table("Gemensamt", common)
    text += _SECRET_TEXT + tables.table("Gemensamt", secret_text)
    text += _EVERY_DOCUMENT + tables.table("Gemensamt", of_documents)
    keys = ", ".join(f"`{row.key}`" for row in DOCUMENTS)
    about = f"Uppgifter som mer än en handling visar. Id för en handling är något av {keys}."
    text += tables.section(FACTS_FILE, about, _fields(CaseFacts))
    for row in DOCUMENTS:
        own: list[Field] = [(name, row.model) for name in _names(row.model, DocumentContent)]
        text += tables.section(row.content_file, f"Handlingen {row.noun}.", own)
    about = "En lagprofil. Filens namn, utan `.yaml`, är det som `lagprofil` i ärendet väljer."
    return text + tables.section(f"content/{PROFILES_FOLDER}", about, _fields(LawProfile))


Field: TypeAlias = "tuple[str, type[Model]]"
"""The English name of a field and the model that has it."""


def _fields(model: type[Model]) -> list[Field]:
    """Return the fields of a group, without those that are said once for all."""
    said = next(base for base in (Item, Entry, Model) if issubclass(model, base))
    identity = [("id", model)] if said is Item else []
    return identity + [(name, model) for name in _names(model, said)]


def _names(model: type[Model], base: type[Model]) -> list[str]:
    return [name for name in model.model_fields if name not in base.model_fields]


class _Tables:
    """Writes the tables; a group that stands in several places is described at the first."""

    def __init__(self) -> None:
        self.described: dict[type[Model], str] = {}

    def section(self, file: str, about: str, fields: list[Field]) -> str:
        """Return the section of one content file."""
        return f"\n## {file}\n\n{about}\n\n" + self.table(file, fields)

    def table(self, file: str, fields: list[Field]) -> str:
        """Return one table, each group followed by the fields in it."""
        head = ("| Fält | Innehåll | Krav | Förklaring |", "|---|---|---|---|")
        return "\n".join((*head, *self._rows(file, (), fields))) + "\n"

    def _rows(self, file: str, above: tuple[str, ...], fields: list[Field]) -> Iterator[str]:
        for name, model in fields:
            info = model.model_fields[name]
            path = (*above, info.alias or name)
            group = child_models(model).get(path[-1])
            earlier = self.described.get(group) if group else None
            content = _content(info.annotation, info.metadata, f"grupp{earlier or ''}")
            yield f"| `{'.'.join(path)}` | {content} | {_demand(info)} | {info.description} |"
            if group and group is not MarkedProse and not earlier:
                self.described[group] = f" som `{'.'.join(path)}` i {file}"
                yield from self._rows(file, path, _fields(group))


def _demand(info: FieldInfo) -> str:
    demand = "obligatoriskt" if info.is_required() else "frivilligt"
    if NoneType in get_args(info.annotation):
        return f"{demand}, får vara null"
    if info.is_required() or info.default == ():
        return demand
    return f"{demand}, annars " + ("nej" if info.default is False else f"`{info.default}`")


def _content(annotation: Any, marks: Iterable[Any], group: str) -> str:
    """Return in Swedish what a field of this type holds; `group` stands for a model."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _content(arguments[0], (*arguments[1:], *marks), group)
    if origin in {Union, UnionType}:
        # Either something or null, or prose that may also be marked as secret.
        return _content(arguments[0], marks, group)
    if origin is tuple:
        least = [f", minst {mark.min_length}" for mark in marks if hasattr(mark, "min_length")]
        return f"lista: {_content(arguments[0], (), group)}{''.join(least)}"
    if origin is not None:
        return f"grupp: {_content(arguments[1], (), group)} eller null för varje namn"
    return group if issubclass(annotation, Model) else _scalar(annotation, tuple(marks))


def _scalar(annotation: type[Any], marks: tuple[Any, ...]) -> str:
    if issubclass(annotation, StrEnum):
        return "något av " + ", ".join(f"`{value.value}`" for value in annotation)
    for mark in marks:
        if isinstance(mark, Ref):
            *kinds, last = (*mark.kinds, JOINTLY) if mark.jointly else mark.kinds
            return f"id för {' eller '.join(filter(None, (', '.join(kinds), last)))}"
    for known, name in _SCALARS:
        if all(mark in marks for mark in known.__metadata__):
            return name
    return _PLAIN[annotation]
