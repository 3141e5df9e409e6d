"""What a template may not hold wherever it stands: links to files, objects, fields that change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from avtal.problems import Problem, clean
from avtal.word.package.parts import Package, Relation, W

_OBJECT_HELP = "ta bort det, eller klistra in det som bild"
_REVIEW_HELP = "godkänn eller avvisa dem under Granska"

# What a relation to a file outside the template is, and how it is taken away in a Swedish Word.
_OUTSIDE = {
    "image": ("en länkad bild", "infoga bilden i mallen i stället för att länka till den"),
    "attachedTemplate": (
        "en bifogad dokumentmall",
        "öppna Utvecklare > Dokumentmall, ta bort sökvägen och spara",
    ),
    "oleObject": ("ett länkat objekt", _OBJECT_HELP),
    "mailMergeSource": (
        "en datakälla för koppling av dokument",
        "välj Utskick > Starta koppla dokument > Normalt Word-dokument",
    ),
    "subDocument": ("ett deldokument", "klistra in texten i mallen"),
}
_OTHER_OUTSIDE = (
    "en länk till en fil utanför mallen",
    "bryt länken under Arkiv > Info > Redigera länkar till filer",
)
_ADDRESS = re.compile(r"(https?:|mailto:|tel:)", re.IGNORECASE)

# What a relation to something inside the template is, where that is no text or picture.
_INSIDE = {
    "oleObject": "ett inbäddat objekt",
    "package": "en inbäddad fil, till exempel kalkylbladet bakom ett diagram",
    "control": "en ActiveX-kontroll",
    "aFChunk": "ett infogat dokument",
    "subDocument": "ett deldokument",
}

_ELEMENTS = {
    **dict.fromkeys(
        ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        ("spårade ändringar", _REVIEW_HELP),
    ),
    **dict.fromkeys(
        ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange",
         "numberingChange"),
        ("spårade ändringar av format", _REVIEW_HELP),
    ),
    "sdt": (
        "innehållskontroller",
        "högerklicka och välj Ta bort innehållskontroll; infoga sidnummer som fält",
    ),
    **dict.fromkeys(
        ("commentReference", "commentRangeStart"), ("kommentarer", "ta bort dem under Granska")
    ),
    "altChunk": ("ett infogat dokument", "klistra in texten i mallen"),
    "subDoc": ("ett deldokument", "klistra in texten i mallen"),
    "object": ("ett inbäddat objekt", _OBJECT_HELP),
    "control": ("en ActiveX-kontroll", "ta bort den"),
    "mailMerge": _OUTSIDE["mailMergeSource"],
}  # fmt: skip

_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "REF", "PAGEREF", "NOTEREF", "TOC",
    "TC", "HYPERLINK", "SEQ", "TITLE", "SUBJECT", "SYMBOL",
}  # fmt: skip
_DATES = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "EDITTIME"}
_MACHINE = {
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "FILESIZE",
    "TEMPLATE", "REVNUM", "INFO", "DOCPROPERTY", "DOCVARIABLE", "KEYWORDS", "COMMENTS",
}  # fmt: skip
_FETCH = {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "DDE", "DDEAUTO", "LINK", "RD",
          "DATABASE", "MACROBUTTON", "EMBED", "CONTROL"}  # fmt: skip


def relations(name: str, package: Package) -> Iterator[Problem]:
    """Yield every link to a file outside the template, and every object inside it."""
    found: dict[tuple[str, str], None] = {}
    for _, _, leads in package.followed:
        for relation in leads:
            found.update(dict.fromkeys(_leads_astray(relation)))
    if any(member.endswith("vbaProject.bin") for member in package.members):
        found["mallen har makron", "spara som .docx utan makron"] = None
    for message, help in found:
        yield Problem("mall", message, name, help=help)


def _leads_astray(relation: Relation) -> Iterator[tuple[str, str]]:
    target = clean(relation.target, 80)
    if not relation.external:
        if relation.kind in _INSIDE:
            yield f"mallen har {_INSIDE[relation.kind]}, som inte stöds", _OBJECT_HELP
    elif relation.kind == "hyperlink":
        if not _ADDRESS.match(relation.target):
            yield (
                f"en hyperlänk leder till ”{target}”, som inte är en webbadress",
                "länka till en adress som börjar med https:// eller mailto:",
            )
    else:
        what, help = _OUTSIDE.get(relation.kind, _OTHER_OUTSIDE)
        yield f"mallen har {what}: ”{target}”", help


def elements(root: etree._Element) -> Iterator[tuple[int, str, str]]:
    """Yield (paragraph, message, help) once for each kind of thing that is not supported."""
    number = 0
    told = set()
    for node in root.iter():
        if node.tag == f"{W}p":
            number += 1
        tag = str(node.tag)
        known = _ELEMENTS.get(tag.removeprefix(W)) if tag.startswith(W) else None
        if known and known not in told:
            told.add(known)
            yield max(number, 1), f"mallen har {known[0]}, som inte stöds", known[1]
    yield from _fields(root)


def _fields(root: etree._Element) -> Iterator[tuple[int, str, str]]:
    told = set()
    for number, instruction in instructions(root):
        word = (instruction.split() or [""])[0].partition("\\")[0].upper()
        if word not in _FIELDS and word not in told:
            told.add(word)
            yield number, *_refused_field(clean(word))


def _refused_field(word: str) -> tuple[str, str]:
    if word in _DATES:
        return f"fältet {word} skriver ut datorns datum", "skriv en tagg, som {{ datum|datum }}"
    if word in _MACHINE:
        return f"fältet {word} skriver ut en uppgift om filen", "ta bort det, eller skriv en tagg"
    if word in _FETCH:
        return f"fältet {word} hämtar eller kör något", "ta bort fältet"
    return f"fältet {word} stöds inte" if word else "ett fält är tomt", "ta bort fältet"


def instructions(root: etree._Element) -> Iterator[tuple[int, str]]:
    """Yield (paragraph, code) of every field; the code may be split over runs and fields nested."""
    number = 0
    open_fields: list[tuple[int, list[str]]] = []
    for node in root.iter(f"{W}p", f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}p":
            number += 1
        elif node.tag == f"{W}fldSimple":
            yield number, node.get(f"{W}instr", "")
        elif node.tag == f"{W}instrText":
            if open_fields:
                open_fields[-1][1].append(node.text or "")
            else:
                yield number, node.text or ""
        elif node.get(f"{W}fldCharType") == "begin":
            open_fields.append((number, []))
        elif node.get(f"{W}fldCharType") == "end" and open_fields:
            start, code = open_fields.pop()
            yield start, "".join(code)
    for start, code in open_fields:
        yield start, "".join(code)
