"""How the paragraphs of a document look, and which of their words are kept from the reader."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from lxml import etree

from avtal.word.package.parts import Package, W, main_part
from avtal.word.surface.boxes import Box
from avtal.word.surface.canonical import PartReader, whole_of
from avtal.word.surface.cascade import (
    NO_TABLE,
    Cascade,
    Frozen,
    Properties,
    TableLook,
    frozen,
    is_on,
    lay_over,
)
from avtal.word.surface.grid import Grid, Place
from avtal.word.surface.numbering import ListCounter, ListPlace, Lists
from avtal.word.surface.pages import (
    CUT_OFF,
    LOWEST_ROW,
    OFF_PAGE,
    Page,
    largest,
    measure,
    pages_of,
)
from avtal.word.surface.references import References
from avtal.word.surface.things import ThingReader, sign_in
from avtal.word.surface.visibility import (
    SQUEEZED,
    WHITE,
    fill_of,
    fonts_of,
    how_hidden,
    most_letters,
    size_of,
)

_SIGNS = ("\uf020", "\uf0ff")
"""Where the signs of a font of signs are in a text."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a paragraph stands in: how its cell looks, the colour behind it, how it is hidden.

    `background` is None where it cannot be known, `room` where a page is all that is around.
    """

    properties: Frozen = frozenset()
    background: str | None = WHITE
    hidden: str = ""
    look: TableLook = NO_TABLE
    room: Page | None = None
    style: str | None = None
    """The style of the table."""


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """A paragraph's number in a list, and how it looks."""

    number: str
    properties: Frozen


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, how it is hidden (”” where it is not), and in which font it is set."""

    properties: Frozen
    hidden: str
    font: str
    most: float = inf
    """How many letters have room where the text is squeezed."""

    def read(self, text: str) -> tuple[str, str]:
        """Return a text as it is printed, signs of a font of signs as those signs; how hidden."""
        if not any(_SIGNS[0] <= one <= _SIGNS[1] for one in text):
            return text, self.hidden or (SQUEEZED if len(text) > self.most else "")
        read = "".join(
            sign_in(self.font, f"{ord(one):04X}") if _SIGNS[0] <= one <= _SIGNS[1] else one
            for one in text
        )
        return read, "" if self.hidden.startswith("i teckensnittet") else self.hidden


class Surface:
    """All of a document that is no word: what its stories are read by."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.main = main_part(package)
        self.cascade = Cascade(package)
        self.lists = Lists(package, self.cascade)
        self.references = References(package)

    @cached_property
    def page(self) -> Around:
        """What a paragraph outside of tables stands on."""
        root = self._package.xml[self.main]
        background = root.find(f"{W}background") if self._shows_background() else None
        colour = None if background is None else background.get(f"{W}color", "auto")
        fill = fill_of({"fill": colour}) if colour else None
        return Around(background=fill or WHITE)

    def around(self, root: etree._Element, part: str) -> Around:
        """Return what is around a story that stands in a part: the page, or a box on it."""
        page = largest(self._pages)
        from_edge = {f"{W}hdr": page.header, f"{W}ftr": page.footer}.get(str(root.tag), 0)
        if from_edge >= page.height:
            return replace(self.page, hidden=OFF_PAGE)
        if root.tag != f"{W}txbxContent":
            return self.page
        box = Box(root, PartReader(self._package, part), self.cascade.theme)
        return replace(
            self.page,
            background=box.background(self.page.background),
            hidden=box.hidden(page),
        )

    def _shows_background(self) -> bool:
        leads = self._package.relations(self.main)
        settings = self._package.xml.get(
            next((r.target for r in leads if r.kind == "settings"), "")
        )
        shown = None if settings is None else settings.find(f"{W}displayBackgroundShape")
        return shown is not None and shown.get(f"{W}val", "1") not in {"0", "false", "off"}

    def story(self, part: str, *, in_sections: bool = False) -> StorySurface:
        """Return what reads a story that stands in a part, from its beginning.

        The text of the document itself is in sections, each with pages of its own.
        """
        pages = self._pages if in_sections else [largest(self._pages)]
        return StorySurface(self, PartReader(self._package, part), pages)

    @cached_property
    def _pages(self) -> list[Page]:
        return pages_of(self._package.xml[self.main])


class StorySurface:
    """Reads the looks of one story.

    What looks alike is worked out once: a document has many paragraphs, and few looks.
    """

    def __init__(self, surface: Surface, reader: PartReader, pages: Sequence[Page]) -> None:
        self._cascade = surface.cascade
        self._reader = reader
        self._counter: ListCounter = surface.lists.counter()
        self.things = ThingReader(reader, surface.references)
        self._paragraphs: dict[Hashable, tuple[Properties, Frozen, bool]] = {}
        self._texts: dict[Hashable, Look] = {}
        self._holders: dict[Hashable, Properties] = {}
        self._paragraph: Properties = {}
        self._style: str | None = None
        self._around = surface.page
        self._key: Hashable = None
        self._pages = iter(pages)
        self._page = self._next_page = next(self._pages)
        self._cells: dict[etree._Element, Place] = {}

    def begin(self, element: etree._Element, around: Around) -> ParagraphForm:
        """Go on to a paragraph; return its number and how it looks as a whole."""
        own = element.find(f"{W}pPr")
        style = None if own is None else own.find(f"{W}pStyle")
        self._style = None if style is None else style.get(f"{W}val")
        place = self._counter.place(self._style, None if own is None else own.find(f"{W}numPr"))
        self._page = self._next_page
        if own is not None and own.find(f"{W}sectPr") is not None:
            self._next_page = next(self._pages, self._page)
        self._key = (_written(own), place.said, around, self._page)
        self._around = around
        if self._key not in self._paragraphs:
            self._paragraphs[self._key] = self._form(own, place)
        self._paragraph, form, shows_number = self._paragraphs[self._key]
        return ParagraphForm(place.number if shows_number else "", form)

    def _form(
        self, own: etree._Element | None, place: ListPlace
    ) -> tuple[Properties, Frozen, bool]:
        """Return a paragraph's properties, how it looks, and whether its number is seen."""
        around = self._around
        found = self._cascade.properties(self._reader, own)
        found = self._cascade.of_paragraph(self._style, place.properties, found, around.look)
        told = dict(found)
        mark = None if own is None else own.find(f"{W}rPr")
        marked = self._cascade.properties(self._reader, mark)
        if marked:  # it gives an empty line its height and a number its look, and can be hidden
            told["mark"] = {"": " ".join(f"{name} {said}" for name, said in sorted(frozen(marked)))}
        if place.said:
            told["lvl"] = {"": place.said}
        shows = True
        if place.number:
            number = dict(marked)
            lay_over(number, place.look)
            style = None if mark is None else mark.find(f"{W}rStyle")
            named = None if style is None else style.get(f"{W}val")
            number = self._cascade.of_text(self._style, named, number, around.look)
            if place.is_sign:
                number.pop("rFonts", None)
            shows = not self._how_hidden(number, found, numbered=True)
        return found, frozen(told) | around.properties, shows

    def _how_hidden(
        self, text: Properties, paragraph: Properties, *, numbered: bool = False
    ) -> str:
        around = self._around
        if around.hidden and not numbered:
            return around.hidden
        how = how_hidden(text, paragraph, around.background, self._cascade.fonts)
        page = around.room or self._page
        if page.is_cell and not how:
            before = measure(paragraph.get("spacing"), "before")
            how = CUT_OFF if max(size_of(text) * 5, before) >= page.height else ""
        outside = page.is_outside(paragraph, numbered=numbered) or (
            around.room is None and page.hides_frame(paragraph.get("framePr"))
        )
        return how or (OFF_PAGE if outside else "")

    def look(self, run: etree._Element) -> Look:
        """Return how the text of a run looks."""
        own = run.find(f"{W}rPr")
        key = (self._key, _written(own))
        if key not in self._texts:
            style = None if own is None else own.find(f"{W}rStyle")
            named = None if style is None else style.get(f"{W}val")
            found = self._cascade.of_text(
                self._style,
                named,
                self._cascade.properties(self._reader, own),
                self._around.look,
            )
            hidden = self._how_hidden(found, self._paragraph)
            font = next(filter(None, reversed(fonts_of(found))), "")
            self._texts[key] = Look(frozen(found), hidden, font, most_letters(found))
        return self._texts[key]

    def table(self, element: etree._Element, around: Around) -> Around:
        """Return what stands around the rows of a table."""
        own = element.find(f"{W}tblPr")
        style = None if own is None else own.find(f"{W}tblStyle")
        name = None if style is None else style.get(f"{W}val")
        of_style = self._cascade.table_style(name)
        told = self._named("table", own)
        grid = element.find(f"{W}tblGrid")
        if grid is not None:
            told["table.tblGrid"] = {"": self._reader.text(grid)}
        if of_style:
            told["table.tblStyle"] = {"": of_style}
        of_table = {f"table.{name}": said for name, said in self._cascade.of_table(name).items()}
        page = around.room or self._next_page
        self._cells.update(Grid(of_table, told, page, self._named).places(element))
        behind = fill_of(told.get("table.shd") or of_table.get("table.shd")) or around.background
        return replace(around, properties=frozen(told), background=behind, style=name)

    def row(self, element: etree._Element, around: Around) -> Around:
        """Return what stands around the cells of a row."""
        own = element.find(f"{W}trPr")
        told = self._named("row", own)
        other = element.find(f"{W}tblPrEx")
        if other is not None:
            told["row.tblPrEx"] = {"": self._reader.text(other)}
        hidden = around.hidden
        if "row.hidden" in told and is_on(told["row.hidden"]):
            hidden = "i en dold rad"
        height = told.get("row.trHeight", {})
        if height.get("hRule") == "exact" and whole_of(height.get("val")) <= LOWEST_ROW:
            hidden = CUT_OFF
        return replace(around, properties=around.properties | frozen(told), hidden=hidden)

    def cell(self, element: etree._Element, around: Around) -> Around:
        """Return what stands around the paragraphs of a cell."""
        place = self._cells.pop(element, None)
        if place is None:  # where no cell may stand
            place = Place(self._named("cell", element.find(f"{W}tcPr")))
        told = place.said
        look = self._cascade.of_cell(around.style, place.formats)
        behind = around.background
        if "cell.shd" in told:
            behind = fill_of(told["cell.shd"]) or behind
        elif look.is_certain:
            behind = fill_of(look.cell.get("shd")) or behind
        elif "shd" in look.cell:
            behind = None  # it may be that of another cell
        return replace(
            around,
            properties=around.properties | frozen(told),
            background=behind,
            hidden=around.hidden or place.hidden,
            look=look,
            room=place.room,
        )

    def _named(self, what: str, holder: etree._Element | None) -> Properties:
        key = (what, _written(holder))
        if key not in self._holders:
            found = self._cascade.properties(self._reader, holder)
            self._holders[key] = {f"{what}.{name}": said for name, said in found.items()}
        return dict(self._holders[key])


def _written(element: etree._Element | None) -> bytes:
    """Return an element as it is written: what is written alike looks alike."""
    return b"" if element is None else etree.tostring(element, with_tail=False)
