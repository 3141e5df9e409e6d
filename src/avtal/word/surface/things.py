"""What stands in a paragraph beside its words: pictures, links, boxes, fields, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from avtal.word.package.parts import W
from avtal.word.surface.canonical import PartReader, hash_of, name_of, whole_of
from avtal.word.surface.fields import Link, link_of
from avtal.word.surface.references import References, is_generated
from avtal.word.surface.table import FLOW, FORM, IGNORED, OF_ATTRIBUTES, TEXT, THINGS

if TYPE_CHECKING:
    from lxml import etree

Kind: TypeAlias = Literal[
    "picture", "object", "inserted", "formula", "field", "protection", "control", "bookmark",
    "link", "direction", "break", "note", "box", "alternative", "unknown",
]  # fmt: skip
_VML = "{urn:schemas-microsoft-com:vml}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in a paragraph that is no word.

    `at` is the number of characters before it, `said` what it says of itself in Swedish or as it
    is written (an address, a field's code), `whole` all that counts of it, and `form` a hash of how
    it looks.
    """

    at: int
    kind: Kind
    said: str
    whole: str
    form: str = ""


# Boxes as they are written by hand: a sign in one of Word's fonts of signs.
_SIGNS = {
    ("wingdings", "A8"): "☐", ("wingdings", "6F"): "☐", ("wingdings", "71"): "☐",
    ("wingdings", "72"): "☐", ("wingdings", "FE"): "☑", ("wingdings", "FD"): "☒",
    ("wingdings", "78"): "☒", ("wingdings", "FC"): "✓", ("wingdings", "FB"): "✗",
    ("wingdings 2", "52"): "☑", ("wingdings 2", "53"): "☒", ("wingdings 2", "54"): "☒",
    ("wingdings 2", "A3"): "☐", ("wingdings 2", "2A"): "☐", ("wingdings 2", "30"): "☐",
    ("wingdings 2", "50"): "✓", ("wingdings 2", "4F"): "✗",
}  # fmt: skip


def sign_of(element: etree._Element) -> str:
    """Return the sign that a `w:sym` prints: a box as the box, any other by its font and number."""
    return sign_in(element.get(f"{W}font", ""), element.get(f"{W}char", "").upper())


def sign_in(font: str, number: str) -> str:
    """Return the sign of a font by its number in hexadecimal."""
    own = number.removeprefix("F0") if len(number) == 4 else number
    return _SIGNS.get((font.lower(), own)) or f"[tecken {number} i {font}]"


class ThingReader:
    """Reads the things of one story, in order."""

    def __init__(self, reader: PartReader, references: References) -> None:
        self._reader = reader
        self._references = references
        self._bookmarks: dict[str, str] = {}

    def of(self, element: etree._Element, at: int) -> Iterator[Thing]:
        """Yield what an element in the flow of text is, beside the words in it."""
        name = name_of(str(element.tag))
        if name in IGNORED or name in FORM:
            return
        if name == "mc:AlternateContent":
            yield from _alternative(element, at)
        elif name in THINGS:
            yield from self._thing(element, name, at)
        elif name in OF_ATTRIBUTES:
            yield from self._attributes(element, name, at)
        elif name.startswith("m:"):
            yield Thing(at, "formula", "formel", self._reader.hash(element))
        elif name not in TEXT and name not in FLOW:
            yield self.stray(element, at)
        elif element.attrib and name not in TEXT:
            said = self._reader.attributes(element)
            if said:
                yield Thing(at, "unknown", f"{name} {', '.join(said)}", str(said))

    def field(self, at: int, code: str, mark: etree._Element) -> Thing:
        """Return a field by its code; one that leads somewhere is a link."""
        link = link_of(code)
        if link is not None:
            return Thing(at, "link", *self._link(link, mark))
        said = self._references.code(code, mark)
        return Thing(at, "field", said, said)

    def _link(self, link: Link, mark: etree._Element) -> tuple[str, str]:
        """Return what a link says, and all of it that counts."""
        anchor = self._references.called(link.anchor, mark) if link.anchor else ""
        outside = link.address.removeprefix("→ ")
        said = " ".join(filter(None, (f"→ {outside}" if outside else "", anchor)))
        return said, f"{said} {link.tooltip} {link.frame}".strip()

    def stray(self, element: etree._Element, at: int) -> Thing:
        """Return something that the format does not allow where it stands, or not at all."""
        return Thing(at, "unknown", name_of(str(element.tag)), self._reader.hash(element))

    def section(self, at: int) -> Thing:
        """Return the end of a section; what holds for its pages is told of the whole document."""
        return Thing(at, "break", "avsnittsbrytning", "")

    def _thing(self, element: etree._Element, name: str, at: int) -> Iterator[Thing]:
        kind: Kind = THINGS[name]  # type: ignore[assignment]
        if name == "w:bookmarkStart":
            said = element.get(f"{W}name", "")
            self._bookmarks[element.get(f"{W}id", "")] = said
            if self._references.leads_to(said):
                called = "rubrik" if is_generated(said) else said
                yield Thing(at, kind, called, called)
        elif name == "w:bookmarkEnd":
            said = self._bookmarks.get(element.get(f"{W}id", ""), "")
            if self._references.prints(said):
                yield Thing(at, kind, f"slutet på {said}", f"{said} slut")
        elif name == "w:sdtPr":
            yield from self._control(element, at)
        elif name == "w:fldChar":
            yield from self._field_mark(element, at)
        elif kind in {"picture", "object"}:
            if shows_something(element):
                yield self._picture(element, kind, at)
        elif kind == "inserted":
            yield Thing(at, kind, self._said_of_picture(element), self._reader.hash(element))
        else:
            called = _CALLED.get(name) or name.partition(":")[2]
            yield Thing(at, kind, called, self._reader.hash(element))

    def _attributes(self, element: etree._Element, name: str, at: int) -> Iterator[Thing]:
        said = self._reader.attributes(element)
        kind: Kind = OF_ATTRIBUTES[name]  # type: ignore[assignment]
        if name == "w:hyperlink":
            if not any(name_of(str(one.tag)) in _SHOWN for one in element.iter()):
                return  # nothing that anyone could follow
            told = [said.pop(one, "") for one in ("r:id", "w:anchor", "w:tooltip", "w:tgtFrame")]
            words, whole = self._link(Link(*told), element)
            yield Thing(at, kind, words, f"{whole} {said or ''}".strip())
        elif name == "w:fldSimple":
            yield self.field(at, said.get("w:instr", ""), element)
            yield from _counted_anew(element, at)
        elif said:
            yield Thing(at, kind, " ".join(said.values()), str(said))

    def _control(self, element: etree._Element, at: int) -> Iterator[Thing]:
        """Yield a content control; one to tick is a box, and its text is the sign in it."""
        ticked = element.find(f"{_W14}checkbox/{_W14}checked")
        if element.find(f"{_W14}checkbox") is not None:
            value = "0" if ticked is None else ticked.get(f"{_W14}val", "1")
            yield Thing(at, "box", _ticked(value), value, self._reader.hash(element))
        else:
            title = element.find(f"{W}alias")
            said = "" if title is None else title.get(f"{W}val", "")
            yield Thing(at, "control", said, self._reader.hash(element))

    def _field_mark(self, element: etree._Element, at: int) -> Iterator[Thing]:
        yield from _counted_anew(element, at)
        for data in element.iterfind(f"{W}fldData"):
            yield Thing(at, "field", "fält med egna uppgifter", self._reader.hash(data))
        form = element.find(f"{W}ffData")
        if form is None:
            return
        box = form.find(f"{W}checkBox")
        choice = form.find(f"{W}ddList")
        if box is not None:
            mark = box.find(f"{W}checked")
            mark = box.find(f"{W}default") if mark is None else mark
            value = "0" if mark is None else mark.get(f"{W}val", "1")
            yield Thing(at, "box", _ticked(value), value, self._reader.hash(form))
        elif choice is not None:
            entries = [one.get(f"{W}val", "") for one in choice.iter(f"{W}listEntry")]
            chosen = choice.find(f"{W}result")
            chosen = choice.find(f"{W}default") if chosen is None else chosen
            place = "0" if chosen is None else chosen.get(f"{W}val", "0")
            said = dict(zip(map(str, range(len(entries))), entries, strict=True)).get(place, "")
            yield Thing(at, "field", f"valet ”{said}”", self._reader.hash(form))
        else:
            yield Thing(at, "field", "fält att fylla i", self._reader.hash(form))

    def _picture(self, element: etree._Element, kind: Kind, at: int) -> Thing:
        """Return a picture: its file, words, size, place and what is cut off; all else is form."""
        said = self._said_of_picture(element)
        core = [said, *_measures(element)]
        form = self._reader.text(element)
        if "schemeClr" in form:
            form += self._reader.theme
        return Thing(at, kind, said, " ".join(core), hash_of(form.encode()))

    def _said_of_picture(self, element: etree._Element) -> str:
        """Return what a picture is called and the fingerprint of its file, if it has one."""
        words = next((said for one in element.iter("{*}docPr", f"{_VML}*")
                      if (said := one.get("descr") or one.get("alt"))), "")  # fmt: skip
        leads = [
            self._reader.target(str(value))
            for one in element.iter()
            for value in one.attrib.values()
            if str(value) in self._reader.relations
        ]
        leads += [f"→ {href}" for one in element.iter() if (href := one.get("href"))]
        told = [f"”{words}”"] if words else []
        told += [one if one.startswith("→") else f"fil {one[:12]}" for one in dict.fromkeys(leads)]
        art = [one.get("string", "") for one in element.iter("{*}textpath")]
        art.append("".join(one.text or "" for one in element.iter("{*}t") if not _is_word(one)))
        told += [f"texten ”{one}”" for one in art if one]
        return ", ".join(told)


_CALLED = {
    **dict.fromkeys(("m:oMath", "m:oMathPara"), "formel"),
    **dict.fromkeys(("w:dayShort", "w:dayLong"), "dagens namn"),
    **dict.fromkeys(("w:monthShort", "w:monthLong"), "månadens namn"),
    **dict.fromkeys(("w:yearShort", "w:yearLong"), "årtal"),
    **dict.fromkeys(("w:footnoteRef", "w:endnoteRef"), "notens nummer"),
    "w:pgNum": "sidnummer",
    "w:permStart": "början på det som får ändras",
    "w:permEnd": "slutet på det som får ändras",
}
"""What an element that is a thing as it is is called; any other by its name in the format."""


def _is_word(text: etree._Element) -> bool:
    return str(text.tag).startswith(W)


_POINT = 12_700
"""English Metric Units in a point: programs round sizes by less."""
_PASSING = ("mso-", "z-index")
_DEFINED = {"v:shapetype", "v:path", "v:stroke", "v:formulas", "v:f", "v:imagedata", "v:textpath"}


def _measures(element: etree._Element) -> Iterator[str]:
    """Yield how large a drawing is, where it stands, what is cut off, and if it is hidden."""
    for one in element.iter("*"):
        name = name_of(str(one.tag))
        if name == "wp:extent":
            yield f"{_points(one.get('cx'))}x{_points(one.get('cy'))}"
        elif name == "wp:posOffset":
            yield f"@{_points(one.text)}"
        elif name == "wp:docPr":
            yield f"hidden {one.get('hidden', '0')}"
        elif name == "a:srcRect":
            yield str(sorted((key, value) for key, value in one.attrib.items() if value != "0"))
        elif name.startswith("v:") and name not in _DEFINED:
            styles = (part.strip() for part in one.get("style", "").split(";"))
            yield ";".join(sorted(part for part in styles if not part.startswith(_PASSING)))


def _points(measure: str | None) -> str:
    return str(round(whole_of(measure) / _POINT))


def _alternative(element: etree._Element, at: int) -> Iterator[Thing]:
    """Yield what programs show that do not know the newest form, where its words are others."""
    told = ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in element]
    for other in dict.fromkeys(told[1:]):
        if other != told[0]:
            yield Thing(at, "alternative", f"”{other}”", other)


def shows_something(element: etree._Element) -> bool:
    """Tell whether a picture or object shows anything; a definition of a shape alone does not."""
    if name_of(str(element.tag)) not in _DRAWN:
        return True
    return any(name_of(str(child.tag)) != "v:shapetype" for child in element)


_SHOWN = TEXT | THINGS.keys()
_DRAWN = {"w:pict", "w:drawing", "w:object"}


_OFF = {"0", "false", "off"}
_COUNTED_ANEW = {
    "dirty": "räknas om när filen öppnas",
    "fldLock": "räknas aldrig om",
}


def _counted_anew(field: etree._Element, at: int) -> Iterator[Thing]:
    """Yield whether Word counts a field out anew when it opens the file, or never does."""
    for name, words in _COUNTED_ANEW.items():
        if field.get(f"{W}{name}", "0") not in _OFF:
            yield Thing(at, "field", words, name)


def _ticked(value: str) -> str:
    return "ikryssad" if value not in _OFF else "inte ikryssad"
