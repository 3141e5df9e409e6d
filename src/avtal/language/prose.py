"""Prose: a small Markdown subset as values.

Paragraphs, bullet and numbered lists of one level, **strong**, *emphasis* and links. A link to
`bilaga:KEY` refers to a document or attachment of the case. Everything else that Markdown knows is
refused at its line, never dropped; what Markdown does not know is plain text. HTML, entities and
`{{ }}` have no meaning here and come out as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from avtal.language.swedish import bound
from avtal.problems import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["stycke", "punkt", "nummer"]

APPENDIX_SCHEME = "bilaga:"
_SCHEMES = ("https://", "http://", "mailto:", APPENDIX_SCHEME)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one look. `link` is a URL or `bilaga:KEY`; `line` counts from 0."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    line: int = 0

    @property
    def appendix(self) -> str | None:
        """The key that a `bilaga:` link points to."""
        if self.link and self.link.startswith(APPENDIX_SCHEME):
            return self.link.removeprefix(APPENDIX_SCHEME)
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item; `starts_list` is true on the first item of each list."""

    kind: BlockKind
    spans: tuple[Span, ...]
    starts_list: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What is printed at a value, once in each paragraph or table row.

    `thing` tells what the value belongs to. A `weak` note gives way to that of a text of the same
    thing: it would stand badly after a date or a number.
    """

    thing: int
    text: str
    weak: bool = False


@dataclass(frozen=True)
class Prose:
    """Parsed prose; `note` is printed after each block."""

    blocks: tuple[Block, ...]
    note: Note | None = None

    def spans(self) -> Iterator[Span]:
        """Yield every run in reading order."""
        for block in self.blocks:
            yield from block.spans

    def appendices(self) -> Iterator[tuple[str, int]]:
        """Yield (key, line from 0) of every link to an appendix."""
        for span in self.spans():
            if span.appendix is not None:
                yield span.appendix, span.line

    @cached_property
    def typeset(self) -> tuple[Block, ...]:
        """The blocks as they are printed: one run a look, with spaces that do not break.

        What follows on a new line in the content is a run of its own there, for the sake of places.
        """
        return tuple(
            replace(
                block,
                spans=tuple(
                    replace(spans[0], text=bound("".join(span.text for span in spans)))
                    for spans in (list(alike) for _, alike in groupby(block.spans, _look))
                ),
            )
            for block in self.blocks
        )

    @staticmethod
    def plain(text: str) -> Prose:
        """Return one paragraph of unformatted text."""
        return Prose((Block("stycke", (Span(text),)),))


def _look(span: Span) -> tuple[bool, bool, str | None]:
    return span.strong, span.emphasis, span.link


@dataclass(frozen=True, slots=True)
class ProseFault:
    """Something outside the subset.

    `line` counts from 0 within the text; `sought` is the part of the line that is wrong.
    """

    message: str
    help: str
    line: int
    sought: str = ""


class UnsupportedMarkdown(ValueError):  # noqa: N818 - findings about content
    """Everything in a text that is outside the subset."""

    def __init__(self, findings: tuple[ProseFault, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.message for finding in findings))


_REFUSED = {
    "heading_open": ("en rubrik", "rubriker hör till mallen; ta bort # eller linjen under raden"),
    "blockquote_open": ("ett blockcitat", "ta bort ”>” först på raden"),
    "code_block": ("ett indraget kodblock", "ta bort indraget framför texten"),
    "fence": ("ett kodblock", "ta bort raderna med tre grava accenter eller tilden"),
    "hr": ("en avdelande linje", "ta bort linjen"),
    "code_inline": ("kod inom grava accenter", "ta bort accenterna (`)"),
    "image": ("en bild", "ta bort den; bilder hör till mallen"),
    "hardbreak": (
        "en tvingad radbrytning",
        "ta bort blankstegen eller det omvända snedstrecket i radens slut; "
        "börja nytt stycke med en tom rad",
    ),
}


_LEFTOVERS = (
    (
        re.compile(r"^[•·▪◦‣\uf0b7]"),
        "punkten är inte skriven som en lista",
        "börja varje punkt på en egen rad med - och ett blanksteg",
    ),
    (
        re.compile(r"</(?:b|i|u|em|strong|p|ul|ol|li|h[1-6]|span|div|a)>|<br ?/?>", re.IGNORECASE),
        "texten innehåller HTML, som skulle skrivas ut som det står",
        "ta bort taggarna; skriv **fet**, *kursiv* eller en tom rad mellan stycken",
    ),
    (
        re.compile(r"^\|?[ :]*-{3,}[ :]*\|"),
        "texten innehåller en tabell, som inte kan skrivas ut",
        "skriv innehållet som stycken eller en lista; tabeller hör till mallen",
    ),
)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20})
    # Without these rules their characters are ordinary text; `reference` would drop lines silently.
    parser.disable(["html_block", "html_inline", "entity", "autolink", "reference"])
    # The text itself must come out as written, so addresses are kept and judged by us.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


# One paragraph without any character that means something in Markdown: most texts are, and the
# parser takes twenty times as long to come to the same.
_PLAIN = re.compile(r"[^\W\d_](?:[^\s*_`\[\]<>&\\~|]|[ \u00a0](?! *\Z))*")


def parse(text: str) -> Prose:
    """Return the text as blocks. Raises UnsupportedMarkdown with all that is outside the subset."""
    line = text.removesuffix("\n")
    if _PLAIN.fullmatch(line):
        return Prose.plain(line)
    return _parse_markdown(text)


def _parse_markdown(text: str) -> Prose:
    reading = _ProseReader()
    for token in _parser().parse(text):
        reading.take(token)
    if reading.findings:
        raise UnsupportedMarkdown(tuple(dict.fromkeys(reading.findings)))
    return Prose(tuple(reading.blocks))


class _ProseReader:
    """The state of one pass over the tokens of one text."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.findings: list[ProseFault] = []
        self.lists: list[BlockKind] = []
        self.numbers: list[list[str]] = []
        self.item_blocks = 0
        self.starts = False
        self.link: str | None = None
        self.link_is_empty = False
        self.line = 0

    def take(self, token: Token) -> None:
        """Take in the next token of block level."""
        self.line = token.map[0] if token.map else self.line
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._open_list("punkt" if token.type == "bullet_list_open" else "nummer")
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
                self.numbers.pop()
            case "list_item_open":
                self._open_item(token.info)
            case "list_item_close" if self.item_blocks == 0 and len(self.lists) == 1:
                self._refuse("listan har en tom punkt", "skriv text eller ta bort den")
            case "inline":
                self._text(token)
            case kind if kind in _REFUSED:
                self.item_blocks += kind in {"code_block", "fence", "hr"}  # without inline text
                self._refuse_kind(kind)

    def _refuse(self, message: str, help: str, sought: str = "") -> None:
        self.findings.append(ProseFault(message, help, self.line, sought))

    def _refuse_kind(self, kind: str, sought: str = "") -> None:
        what, remedy = _REFUSED[kind]
        self._refuse(f"texten innehåller {what}, som inte kan skrivas ut", remedy, sought)

    def _open_list(self, kind: BlockKind) -> None:
        if self.lists:
            self._refuse(
                "en lista inuti en lista kan inte skrivas ut",
                "gör punkterna till en enda lista eller dela upp i stycken",
            )
        self.lists.append(kind)
        self.numbers.append([])
        self.starts = True

    def _open_item(self, number: str) -> None:
        self.item_blocks = 0
        numbers = self.numbers[-1]
        numbers.append(number)
        if self.lists != ["nummer"]:
            return
        place = len(numbers)
        all_one = place > 1 and numbers[1] == "1"
        if number == ("1" if all_one else str(place)):
            return
        if place == 1:
            self._refuse(
                f"en numrerad lista måste börja på 1, inte {number}",
                "numrera från 1; är det ingen lista, skriv ett omvänt snedstreck före punkten: "
                f"{number}\\.",
                number,
            )
        elif numbers[0] == "1":
            self._refuse(
                "den numrerade listan är inte numrerad i följd",
                "numrera punkterna i följd från 1",
                number,
            )

    def _refuse_leftovers(self, inline: Token) -> None:
        """Refuse what was meant as a list, table, link or strong text but is not written as one."""
        lines = inline.content.split("\n")
        # One dash may begin what somebody says; two in the same paragraph are a list.
        dashes = [number for number, line in enumerate(lines) if re.match(r"[–—]\s", line)]
        if len(dashes) > 1:
            self.findings.append(
                ProseFault(
                    "raderna med tankstreck är inte skrivna som en lista",
                    "börja varje rad med ett bindestreck (-) och ett blanksteg",
                    self.line + dashes[0],
                    lines[dashes[0]][0],
                )
            )
        for number, line in enumerate(lines):
            for pattern, message, help in _LEFTOVERS:
                found = pattern.search(line)
                if found:
                    self.findings.append(
                        ProseFault(message, help, self.line + number, found.group())
                    )
        for token in inline.children or ():
            if token.type != "text" or "\\" in inline.content:
                continue
            if re.search(r"\]\s?\((?:bilaga|https?|mailto)|\]\(", token.content):
                self._refuse(
                    "en länk är inte rätt skriven",
                    "skriv [text](adress), utan blanksteg mellan ] och ( och inom parentesen",
                )
            if "**" in token.content:
                self._refuse(
                    "en fetstil börjar eller slutar aldrig",
                    "skriv ** tätt före det första och tätt efter det sista ordet",
                    "**",
                )

    def _text(self, token: Token) -> None:
        self._refuse_leftovers(token)
        spans = tuple(self._spans(token))
        if not spans:  # a paragraph of nothing but non-breaking spaces
            return
        self.item_blocks += 1
        if len(self.lists) == 1 and self.item_blocks > 1:
            self._refuse(
                "en punkt i en lista får bara ha ett stycke",
                "slå ihop styckena eller gör en punkt av vart och ett",
            )
        kind = self.lists[-1] if self.lists else "stycke"
        self.blocks.append(Block(kind, spans, starts_list=self.starts))
        self.starts = False

    def _spans(self, inline: Token) -> Iterator[Span]:
        strong = emphasis = 0
        for token in inline.children or ():
            match token.type:
                case "text" | "text_special":
                    self.link_is_empty = self.link_is_empty and token.content.isspace()
                    if token.content:
                        yield Span(token.content, strong > 0, emphasis > 0, self.link, self.line)
                case "softbreak":
                    self.line += 1
                    yield Span(" ", strong > 0, emphasis > 0, self.link, self.line)
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open" | "link_close":
                    self._link(token)
                case kind:
                    self._refuse_inline(kind, token)

    def _link(self, token: Token) -> None:
        if token.nesting == 1:
            self.link = self._address(token)
        elif self.link_is_empty:
            self._refuse(
                "länken saknar text", "skriv en text inom hakparentesen", f"]({self.link})"
            )
        if token.nesting == -1:
            self.link = None
        self.link_is_empty = token.nesting == 1

    def _refuse_inline(self, kind: str, token: Token) -> None:
        self.link_is_empty = False
        self._refuse_kind(kind, {"image": "![", "code_inline": token.markup}.get(kind, ""))
        self.line += kind == "hardbreak"

    def _address(self, token: Token) -> str:
        url = str(token.attrs.get("href", ""))
        if not url:
            self._refuse("länken saknar adress", "skriv en adress inom parentesen", "]()")
        elif not url.startswith(_SCHEMES) or any(character in url for character in '"\\ '):
            self._refuse(
                f"länken går till ”{clean(url)}”, som inte är en adress",
                "skriv https://…, mailto:… eller bilaga:nyckel inom parentesen",
                url,
            )
        elif "title" in token.attrs:
            self._refuse(
                "länken har en rubrik inom citattecken, som inte kan skrivas ut",
                "skriv bara adressen inom parentesen",
                str(token.attrs["title"]),
            )
        return url
