"""docs/falt.md: every field of every content file, from the models themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from avtal.case.kinds import DOCUMENTS
from avtal.case.workspace import FACTS_FILE, PROFILES_FOLDER
from avtal.model.base import Entry, Item, MarkedProse, Model
from avtal.model.description import FLAG_WORDS, FieldDescription, described
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

**Förklaring:** först står det som fältet heter i listor och rapporter, sist ett exempel så som det
skrivs i filen.

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

_PLAIN = {date: "datum", int: "heltal", Decimal: "tal"}


def reference() -> str:
    """Return docs/falt.md."""
    tables = _Tables()
    text = _INTRODUCTION + tables.table("Gemensamt", list(described(Entry).values()))
    text += _SECRET_TEXT + tables.table("Gemensamt", _beside(MarkedProse, Model))
    text += _EVERY_DOCUMENT + tables.table("Gemensamt", _beside(DocumentContent, Model))
    keys = ", ".join(f"`{row.key}`" for row in DOCUMENTS)
    about = f"Uppgifter som mer än en handling visar. Id för en handling är något av {keys}."
    text += tables.section(FACTS_FILE, about, _fields(CaseFacts))
    for row in DOCUMENTS:
        own = _beside(row.model, DocumentContent)
        text += tables.section(row.content_file, f"Handlingen {row.noun}.", own)
    about = "En lagprofil. Filens namn, utan `.yaml`, är det som `lagprofil` i ärendet väljer."
    return text + tables.section(f"content/{PROFILES_FOLDER}", about, _fields(LawProfile))


def _fields(model: type[Model]) -> list[FieldDescription]:
    """Return the fields of a group, without those that are said once for all."""
    said = next(base for base in (Item, Entry, Model) if issubclass(model, base))
    identity = [described(model)["id"]] if said is Item else []
    return identity + _beside(model, said)


def _beside(model: type[Model], base: type[Model]) -> list[FieldDescription]:
    return [field for alias, field in described(model).items() if alias not in described(base)]


class _Tables:
    """Writes the tables; a group that stands in several places is described at the first."""

    def __init__(self) -> None:
        self.described: dict[type[Model], str] = {}

    def section(self, file: str, about: str, fields: list[FieldDescription]) -> str:
        """Return the section of one content file."""
        return f"\n## {file}\n\n{about}\n\n" + self.table(file, fields)

    def table(self, file: str, fields: list[FieldDescription]) -> str:
        """Return one table, each group followed by the fields in it."""
        head = ("| Fält | Innehåll | Krav | Förklaring |", "|---|---|---|---|")
        return "\n".join((*head, *self._rows(file, (), fields))) + "\n"

    def _rows(
        self, file: str, above: tuple[str, ...], fields: list[FieldDescription]
    ) -> Iterator[str]:
        for field in fields:
            path = (*above, field.alias)
            earlier = self.described.get(field.group, "") if field.group else ""
            content = _content(field, f"grupp{earlier}")
            cells = f"`{'.'.join(path)}`", content, _demand(field), _explanation(field)
            yield f"| {' | '.join(cells)} |"
            if field.group and not field.is_prose and not earlier:
                self.described[field.group] = f" som `{'.'.join(path)}` i {file}"
                yield from self._rows(file, path, _fields(field.group))


def _explanation(field: FieldDescription) -> str:
    explained = f"**{field.label}.** {field.help}"
    if not field.examples:
        return explained
    example = written(field.examples[0])
    return f"{explained} Exempel: `{example}`{'' if example.endswith('.') else '.'}"


def written(example: object) -> str:
    """Return a value as it is written in a content file, on one line."""
    if isinstance(example, Mapping):
        return f"{{{', '.join(f'{key}: {written(one)}' for key, one in example.items())}}}"
    if isinstance(example, list):
        return f"[{', '.join(map(written, example))}]"
    text = str(example)
    return f'"{text}"' if text.startswith("{") or ":" in text else text


def _demand(field: FieldDescription) -> str:
    demand = "obligatoriskt" if field.required else "frivilligt"
    if NoneType in get_args(field.info.annotation):
        return f"{demand}, får vara null"
    default = field.info.default
    if field.required or default == ():
        return demand
    return f"{demand}, annars " + ("nej" if default is False else f"`{default}`")


def _content(field: FieldDescription, group: str) -> str:
    """Return in Swedish what a field holds; `group` stands for a model."""
    marks = field.info.metadata
    if field.is_list:
        least = [f", minst {mark.min_length}" for mark in marks if hasattr(mark, "min_length")]
        return f"lista: {_single(field, group)}{''.join(least)}"
    return _single(field, group)


def _single(field: FieldDescription, group: str) -> str:
    """Return in Swedish what one value of a field is."""
    if field.refers_to:
        return _reference(field.refers_to)
    if field.group and not field.is_prose:
        return group
    if field.choices == FLAG_WORDS:
        return " eller ".join(FLAG_WORDS)
    if field.choices:
        return "något av " + ", ".join(f"`{word}`" for word in field.choices)
    return _value(field.info.annotation, tuple(field.info.metadata))


def _reference(ref: Ref) -> str:
    *kinds, last = (*ref.kinds, JOINTLY) if ref.jointly else ref.kinds
    return f"id för {' eller '.join(filter(None, (', '.join(kinds), last)))}"


def _value(annotation: Any, marks: tuple[Any, ...]) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], (*arguments[1:], *marks))
    if origin in {Union, UnionType, tuple}:
        # Either something or null, or prose that may also be marked as secret.
        return _value(arguments[0], marks)
    if origin is not None:
        return f"grupp: {_value(arguments[1], ())} eller null för varje namn"
    for known, name in _SCALARS:
        if all(mark in marks for mark in known.__metadata__):
            return name
    return _PLAIN[annotation]
