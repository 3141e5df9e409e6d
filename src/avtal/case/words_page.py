"""docs/ordlistor.md: every word that comes with the program, with what it is for and its source."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic.fields import FieldInfo

from avtal.case.words import WORD_FILES, built_in
from avtal.case.workspace import WORDS_FOLDER
from avtal.model.base import Model, OpenPeriod
from avtal.model.words import Authority, AuthorityList, Changeable, WordFile, WordList

_INTRODUCTION = f"""\
# Ordlistorna

Den här sidan görs ur programmet och ska inte ändras för hand. Den som ändrar en lista i
`src/avtal/case/ordlistor/` kör sedan `pytest tests/whole/test_docs.py --update-golden`.

Reglerna letar efter de här orden i ärendets texter. En kommun ändrar dem med filer i
`content/{WORDS_FOLDER}`: **det som står i en fil där läggs till programmets fil med samma namn, och
det som står under `utan` tas bort.** Hur man gör står på sidan [Egna ord](egna-ord.md).

- En liten bokstav i ett ord står för stor också, en stor bara för stor: `landstinget` hittas som
  Landstinget, men `SKL` inte som skl.
- En stjärna sist eller först står för fler bokstäver i samma ord, eller inga: `godkänn*` hittas som
  godkänner, `"*chef"` som polischef. En stjärna först kräver citattecken.
- Inget annat tecken har någon särskild betydelse.
"""


def page() -> str:
    """Return docs/ordlistor.md."""
    words = built_in()
    sections = (_section(file, getattr(words, field)) for file, (field, _) in WORD_FILES.items())
    return _INTRODUCTION + "".join(sections)


def _section(name: str, file: WordFile) -> str:
    pieces = [f"\n## {name}\n"]
    for info in type(file).model_fields.values():
        entries = file.lists().get(str(info.alias))
        if entries is not None:
            pieces.append(f"\n### {info.title}\n\n`{info.alias}`: {info.description}\n")
            pieces += _entries(entries)
    return "".join(pieces)


def _entries(entries: Changeable) -> Iterator[str]:
    if isinstance(entries, WordList):
        yield f"\n- **Ord:** {_quoted(entries.words)}\n- **Källa:** {entries.source}\n"
    if isinstance(entries, AuthorityList):
        yield "\n| Namn | Från | Till | Former | Skriv | Källa |\n|---|---|---|---|---|---|\n"
        for row in entries.rows:
            days = f"{row.start or ''} | {row.end or ''}"
            forms = _quoted(row.forms or (row.name,))
            yield f"| {row.name} | {days} | {forms} | {row.instead} | {row.source} |\n"
        yield "\nFälten i en rad:\n\n| Fält | Krav | Förklaring |\n|---|---|---|\n"
        for name, info in sorted(Authority.model_fields.items(), key=_is_a_day):
            if name not in Model.model_fields:
                demand = "obligatoriskt" if info.is_required() else "frivilligt"
                yield f"| `{info.alias}` | {demand} | {info.description} |\n"


def _is_a_day(field: tuple[str, FieldInfo]) -> bool:
    return field[0] in OpenPeriod.model_fields


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
