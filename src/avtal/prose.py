"""Prose: a small Markdown subset as values.

Paragraphs, bullet and numbered lists of one level, **strong**, *emphasis* and links. A link to
`bilaga:KEY` refers to a document or attachment of the case. Everything else that Markdown knows is
refused at its line, never dropped; what Markdown does not know is plain text. HTML, entities and
`{{ }}` have no meaning here and come out as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

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
class Prose:
    """Parsed prose."""

    blocks: tuple[Block, ...]

    def spans(self) -> Iterator[Span]:
        """Yield every run in reading order."""
        for block in self.blocks:
            yield from block.spans

    def appendices(self) -> Iterator[tuple[str, int]]:
        """Yield (key, line from 0) of every link to an appendix."""
        for span in self.spans():
            if span.appendix is not None:
                yield span.appendix, span.line

    @staticmethod
    def plain(text: str) -> Prose:
        """Return one paragraph of unformatted text."""
        return Prose((Block("stycke", (Span(text),)),))


class UnsupportedMarkdown(ValueError):  # noqa: N818 - a finding about content
    """Something outside the subset; `line` counts from 0 within the text."""

    def __init__(self, message: str, help: str, line: int) -> None:
        self.message = message
        self.help = help
        self.line = line
        super().__init__(message)


_REFUSED = {
    "heading_open": ("en rubrik", "rubriker hör till mallen; skriv texten som ett vanligt stycke"),
    "blockquote_open": ("ett blockcitat", "ta bort ”>” först på raden"),
    "code_block": ("ett indraget kodblock", "ta bort indraget framför texten"),
    "fence": ("ett kodblock", "ta bort raderna med tre grava accenter eller tilden"),
    "hr": ("en avdelande linje", "ta bort linjen"),
    "code_inline": ("kod inom grava accenter", "ta bort accenterna (`)"),
    "image": ("en bild", "bilder hör till mallen"),
    "hardbreak": (
        "en tvingad radbrytning",
        "ta bort blankstegen eller det omvända snedstrecket i radens slut; "
        "börja nytt stycke med en tom rad",
    ),
}


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


def parse(text: str) -> Prose:
    """Return the text as blocks. Raises UnsupportedMarkdown for anything outside the subset."""
    blocks: list[Block] = []
    lists: list[BlockKind] = []
    item_blocks = 0
    starts = False
    line = 0
    for token in _parser().parse(text):
        line = token.map[0] if token.map else line
        if token.type in _REFUSED:
            raise _refusal(token.type, line)
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            if lists:
                raise UnsupportedMarkdown(
                    "en lista inuti en lista kan inte skrivas ut",
                    "gör punkterna till en enda lista eller dela upp i stycken",
                    line,
                )
            _check_start(token, line)
            lists.append("punkt" if token.type == "bullet_list_open" else "nummer")
            starts = True
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            item_blocks = 0
        elif token.type == "inline":
            item_blocks += 1
            if lists and item_blocks > 1:
                raise UnsupportedMarkdown(
                    "en punkt i en lista får bara ha ett stycke",
                    "slå ihop styckena eller gör en punkt av vart och ett",
                    line,
                )
            kind = lists[-1] if lists else "stycke"
            blocks.append(Block(kind, tuple(_spans(token, line)), starts_list=starts))
            starts = False
        elif token.type == "list_item_close" and item_blocks == 0:
            raise UnsupportedMarkdown(
                "listan har en tom punkt", "skriv text eller ta bort den", line
            )
    return Prose(tuple(blocks))


def _check_start(token: Token, line: int) -> None:
    start = token.attrs.get("start", 1)
    if start != 1:
        raise UnsupportedMarkdown(
            f"en numrerad lista måste börja på 1, inte {start}",
            "numrera från 1; är det ingen lista, skriv ett omvänt snedstreck "
            f"före punkten: {start}\\.",
            line,
        )


def _refusal(kind: str, line: int) -> UnsupportedMarkdown:
    what, remedy = _REFUSED[kind]
    return UnsupportedMarkdown(f"texten innehåller {what}, som inte kan skrivas ut", remedy, line)


def _spans(inline: Token, line: int) -> Iterator[Span]:
    strong = emphasis = 0
    link: str | None = None
    for token in inline.children or ():
        match token.type:
            case "text" | "text_special":
                if token.content:
                    yield Span(token.content, strong > 0, emphasis > 0, link, line)
            case "softbreak":
                line += 1
                yield Span(" ", strong > 0, emphasis > 0, link, line)
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link = _address(token, line)
            case "link_close":
                link = None
            case kind:
                raise _refusal(kind, line)


def _address(token: Token, line: int) -> str:
    url = str(token.attrs.get("href", ""))
    if not url.startswith(_SCHEMES) or any(character in url for character in '"\\ '):
        raise UnsupportedMarkdown(
            f"länken går till ”{url}”, som inte är en adress",
            "skriv https://…, mailto:… eller bilaga:nyckel inom parentesen",
            line,
        )
    if "title" in token.attrs:
        raise UnsupportedMarkdown(
            "länken har en rubrik inom citattecken, som inte kan skrivas ut",
            "skriv bara adressen inom parentesen",
            line,
        )
    return url
