"""Where the tags of a template stand in Word, and which of them stand or are written wrongly."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeAlias

from lxml import etree

from avtal.problems import Problem, clean
from avtal.word.package.parts import Package, W

MAX_TAG = 500
"""Longest tag, in characters."""

OPENING = re.compile(r"\{[{%#]")
TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)", re.DOTALL)
"""A tag, also one that is never closed."""
_NEWLINE = "\ufdd9"  # which no template can hold
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_LABELS = {"officeDocument": "brödtext", "header": "sidhuvud", "footer": "sidfot"}
_ASTRAY = re.compile(r"[}%#]\}|\{\s+[{%#]|[}%#]\s+\}")
# What can only be meant as a tag: a field of something, or a filter; {x} is a text like another.
_SINGLE = re.compile(r"\{\s*[^\W\d]\w*(?:\.\w[\w.]*|\s*\|[^{}]*)\s*\}")
_FORM = re.compile(r"\{[{%#](p|tr|tc|r)\s")

# What a paragraph can hold beside text, and how it is named to the author.
_THINGS = {
    "drawing": "en bild", "pict": "en bild", "object": "ett objekt", "br": "en brytning",
    "sectPr": "en avsnittsbrytning", "pageBreakBefore": "en sidbrytning",
    "footnoteReference": "en fotnot", "endnoteReference": "en slutkommentar",
    "fldChar": "ett fält", "fldSimple": "ett fält", "instrText": "ett fält",
    "oMath": "en formel", "tbl": "en tabell", "sym": "ett tecken",
}  # fmt: skip

_ELSEWHERE = {
    "instrText": "en fältkod", "fldSimple": "en fältkod", "bookmarkStart": "ett bokmärkes namn",
    "docPr": "en alternativtext", "cNvPr": "en alternativtext", "tblCaption": "en alternativtext",
    "tblDescription": "en alternativtext", "hyperlink": "en länk", "t": "en formel",
}  # fmt: skip

Fault: TypeAlias = tuple[str, str]
"""What is wrong and what to do, in Swedish."""


@dataclass(frozen=True, slots=True)
class TagPlace:
    """A tag and where it stands in Word: the paragraph from 1 within its part.

    `form` is the letter that says what docxtpl replaces: p, tr, r or none. `home` is the element
    in which the tag's block must be closed: what that paragraph, row or run stands in.
    """

    tag: str
    paragraph: int
    form: str
    fault: Fault | None
    home: Any = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """Body, header or footer: its member of the package, and what is found in its paragraphs.

    `headings` are (paragraph, text), `astray` what is wrong outside the tags, by paragraph.
    """

    label: str
    member: str
    tags: tuple[TagPlace, ...]
    headings: tuple[tuple[int, str], ...]
    astray: tuple[tuple[int, Fault], ...]

    def problem_of(self, template: str, number: int, fault: Fault) -> Problem:
        """Return what is wrong with the tag of a number, from 0, or the part if it has no tags."""
        if not self.tags:
            return Problem("mall", fault[0], template, path=self.label, help=fault[1])
        return self.problem_at_tag(template, self.tags[min(number, len(self.tags) - 1)], fault)

    def problem_at_tag(self, template: str, tag: TagPlace, fault: Fault) -> Problem:
        """Return what is wrong with a tag, with its place in Word."""
        return Problem("mall", fault[0], template, path=self.place(tag), help=fault[1])

    def problem_at(self, template: str, number: int, fault: Fault) -> Problem:
        """Return what is wrong in a paragraph, with the heading above it."""
        return Problem("mall", fault[0], template, path=self._paragraph(number), help=fault[1])

    def place(self, tag: TagPlace) -> str:
        """Return where a tag stands in Word: part, paragraph, heading above, and the tag."""
        return f"{self._paragraph(tag.paragraph)}: {clean(tag.tag, 120)}"

    def _paragraph(self, number: int) -> str:
        path = f"{self.label}, stycke {number}"
        above = bisect_left(self.headings, (number, "")) - 1
        if above >= 0:
            path += f" under ”{clean(self.headings[above][1], 60)}”"
        return path


def by_tag(source: str) -> str:
    """Return a Jinja source with every tag on a line of its own, the first on line 2."""
    return OPENING.sub(r"\n\g<0>", source.replace("\n", _NEWLINE))


def between_tags(text: str) -> str:
    """Return a text between tags of `by_tag()` as it is in the part.

    What docxtpl lets an author write in place of braces becomes braces.
    """
    text = text.replace("\n", "").replace(_NEWLINE, "\n")
    for written, meant in _BRACES.items():
        text = text.replace(written, meant)
    return text


def parts(package: Package) -> Iterator[Part]:
    """Yield the parts of a template that can hold tags, the body first."""
    for member, kind, _ in package.followed:
        if kind in _LABELS:
            yield _part(_LABELS[kind], member, package.xml[member])


def _part(label: str, member: str, root: etree._Element) -> Part:
    tags: list[TagPlace] = []
    headings: list[tuple[int, str]] = []
    astray: list[tuple[int, Fault]] = []
    replaced: set[etree._Element] = set()
    for number, (paragraph, content) in enumerate(_paragraphs(root).items(), 1):
        text = _text(content)
        if "{" in text or "}" in text:
            tags += _tags(paragraph, content, number, replaced)
            fault = _astray(text)
            if fault:
                astray.append((number, fault))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.match(r"(Rubrik|Heading)\d", style.get(f"{W}val", "")):
            headings.append((number, text))
    return Part(label, member, tuple(tags), tuple(headings), (*astray, *_elsewhere(root)))


def _elsewhere(root: etree._Element) -> Iterator[tuple[int, Fault]]:
    """Yield tags that docxtpl would fill in although they stand in no paragraph's text."""
    number = 0
    for node in root.iter():
        number += node.tag == f"{W}p"
        values = [str(value) for value in node.attrib.values()]
        texts = (node.tail or "", "" if _is_text(node) and _in_run(node) else node.text or "")
        if any(OPENING.search(text) for text in (*values, *texts)):
            plain = "något annat än vanlig text"
            what = plain if _is_text(node) else _ELSEWHERE.get(_local(node), plain)
            yield max(number, 1), (f"en tagg står i {what}", "flytta den till vanlig text")
        elif any(text.endswith("{") or text.startswith("}") for text in texts):
            fault = "en ensam klammer står i något annat än vanlig text", "ta bort den"
            yield max(number, 1), fault


def _paragraphs(root: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    """Return every paragraph with its own texts and things, without those of paragraphs in it."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for node in root.iter():
        if node.tag == f"{W}p":
            found[node] = []
        elif node.tag == f"{W}t" or _local(node) in _THINGS:
            owner = next(node.iterancestors(f"{W}p"), None)
            if owner is not None:
                found[owner].append(node)
    return found


def _tags(
    paragraph: etree._Element,
    content: list[etree._Element],
    number: int,
    replaced: set[etree._Element],
) -> Iterator[TagPlace]:
    ends = list(accumulate(len(node.text or "") if _is_text(node) else 0 for node in content))
    text = _text(content)
    boxed = next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None
    for found in TAG.finditer(text):
        tag = found.group()
        first = bisect_right(ends, found.start())
        last = bisect_right(ends, found.end() - 1)
        within = content[first : last + 1]
        form = match.group(1) if (match := _FORM.match(tag)) else ""
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        taken = {"p": paragraph, "tr": row}.get(form)
        fault = _written(tag) or _torn(within)
        if not fault and boxed:
            fault = "en tagg står i en textruta", "flytta texten till ett vanligt stycke"
        if not fault and form == "tr" and row is None:
            fault = (
                "taggen börjar med {%tr men står inte i en tabell",
                "skriv {%p, eller flytta taggen till en egen tabellrad",
            )
        if not fault and taken is not None and taken not in replaced:
            replaced.add(taken)
            fault = _beside(tag, taken, in_row=form == "tr")
        if taken is None:
            taken = content[first].getparent()
        yield TagPlace(tag, number, form, fault, None if taken is None else taken.getparent())


def _written(tag: str) -> Fault | None:
    """Return what is wrong with how the tag is written, as far as docxtpl would misread it."""
    if tag[-2:] != {"{{": "}}", "{%": "%}", "{#": "#}"}[tag[:2]] or len(tag) < 4:
        return "taggen stängs aldrig", "avsluta den med }}, %} eller #}"
    inner = tag[2:-2]
    if len(tag) > MAX_TAG:
        return f"taggen är längre än {MAX_TAG} tecken", "förenkla den, eller dela upp den"
    if OPENING.search(inner):
        return "en tagg står inne i en annan", "stäng den första taggen före nästa"
    if inner.startswith(("-", "+")) or inner.endswith(("-", "+")):
        return "taggen har - eller + intill klammern", "skriv taggen utan - och +"
    hidden = next((c for c in inner if c != " " and not _visible(c)), None)
    if hidden:
        what = (
            "ett fast blanksteg" if hidden == "\u00a0" else f"ett dolt tecken U+{ord(hidden):04X}"
        )
        return f"taggen innehåller {what}", "skriv om taggen för hand, med vanliga blanksteg"
    if tag.startswith("{#"):
        return None
    if "&" in inner:
        return "tecknet & går inte att ha i en tagg", "skriv texten utanför taggen"
    return _form(tag, inner)


def _form(tag: str, inner: str) -> Fault | None:
    """Return what is wrong with the letter that a tag begins with."""
    letter = re.match(r"(\s*)(p|tr|r|tc)(?=\s)", inner, re.IGNORECASE)
    if letter and tag.startswith("{%") and letter.group() not in ("p", "tr", "r", "tc"):
        wanted = f"{{%{letter.group(2).lower()}"
        return f"taggen ska börja med {wanted}", f"skriv {wanted} … %}}, utan blanksteg före"
    if re.match(r"(P|TR|R|TC|Tr|tR|Tc|tC)\s", inner):
        return f"taggen ska börja med {tag[:2]}{inner.split()[0].lower()}", "skriv små bokstäver"
    if tag.startswith("{{tr ") or tag.startswith(("{{tc ", "{%tc ")):
        return f"taggar som börjar med {tag[:4]} stöds inte", "se docs/templates.md"
    if re.match(r"\s*(colspan|cellbg|hm|vm)\b", inner) and tag.startswith("{%"):
        message = "mallen har beräknade eller sammanslagna celler, som inte stöds"
        return message, "gör tabellen utan dem"
    if _FORM.match(tag) and re.search("[}%]", inner):
        return "tecknen % och } går inte att ha i taggen", "skriv texten utanför taggen"
    for filter, form in (("stycken", "{{p"), ("löptext", "{{r")):
        filtered = re.search(rf"\|\s*{filter}\b", tag) is not None
        written = tag.startswith(f"{form} ")
        if filtered and not written:
            return f"filtret {filter} behöver en tagg som börjar med {form}", f"skriv {form} … }}}}"
        if written and not filtered:
            return (
                f"en tagg som börjar med {form} behöver filtret {filter}",
                f"lägg till |{filter}, eller skriv taggen utan {form[-1]}",
            )
    return None


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Mn"}


def _torn(within: list[etree._Element]) -> Fault | None:
    """Return what docxtpl would lose or break when it joins the pieces of a tag."""
    thing = next((_THINGS[_local(node)] for node in within if not _is_text(node)), None)
    if thing:
        return f"{thing} står inne i taggen", "flytta det, och skriv om taggen för hand"
    homes = {run.getparent() for node in within if (run := node.getparent()) is not None}
    if len(homes) > 1:
        return "en länk eller ett fält börjar inne i taggen", "skriv om taggen för hand"
    return None


def _astray(text: str) -> Fault | None:
    """Return what is wrong with braces outside the tags of a paragraph."""
    outside = TAG.split(text)
    found = next((match.group() for piece in outside if (match := _ASTRAY.search(piece))), None)
    if found:
        return (
            f"”{found}” står utanför en tagg",
            "skriv klamrarna tätt ihop: {{ … }} eller {% … %}",
        )
    surplus = next((tag.group() for tag in TAG.finditer(text) if _braced(text, tag)), None)
    if surplus:
        return f"en klammer för mycket står intill {clean(surplus)}", "ta bort den"
    single = next((match.group() for piece in outside if (match := _SINGLE.search(piece))), None)
    if single:
        return (
            f"”{clean(single)}” har enkla klamrar och skulle skrivas ut som det står",
            f"skriv {{{single}}}",
        )
    if text.endswith("{") or text.startswith("}"):
        return "en ensam klammer står först eller sist i stycket", "ta bort den"
    return None


def _braced(text: str, tag: re.Match[str]) -> bool:
    """Whether a brace stands right before or after a tag, where it would be printed."""
    return text[tag.end() : tag.end() + 1] == "}" or text[: tag.start()].endswith("{")


def _beside(tag: str, replaced: etree._Element, *, in_row: bool) -> Fault | None:
    """Return what would vanish with the tag: a text in quotes, a picture, a break; or nothing."""
    text = "".join(node.text or "" for node in replaced.iter(f"{W}t"))
    other = text.replace(tag, "", 1).strip()
    things = (_THINGS.get(_local(node)) for node in replaced.iter())
    thing = f"texten ”{clean(other)}”" if other else next((t for t in things if t), None)
    if not thing:
        return None
    return (
        f"{thing} skulle försvinna, eftersom det står i samma "
        f"{'tabellrad' if in_row else 'stycke'} som taggen",
        f"låt taggen stå ensam i {'raden' if in_row else 'stycket'}",
    )


def _text(content: list[etree._Element]) -> str:
    return "".join(node.text or "" for node in content if _is_text(node))


def _is_text(node: etree._Element) -> bool:
    return bool(node.tag == f"{W}t")


def _in_run(node: etree._Element) -> bool:
    run = node.getparent()
    return run is not None and run.tag == f"{W}r"


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
