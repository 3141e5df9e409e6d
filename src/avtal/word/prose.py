"""Prose as Word paragraphs and runs, in the template's own styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from avtal.prose import Note, Prose, Span
from avtal.swedish import bound
from avtal.word.mistakes import no_style, not_prose
from avtal.word.values import Omitted, is_missing, missing, with_note

BODY_STYLE = "Brödtext"
LIST_STYLES = {"punkt": "Punktlista", "nummer": "Numrerad lista"}
TABLE_STYLE = "Tabelltext"
TABLE_LIST_STYLES = {"punkt": "Tabellpunkt", "nummer": "Tabellnummer"}
LINK_STYLE = "Hyperlänk"


class ProseWriter:
    """Writes the prose of one document.

    `styles` are style ids by name. `lists` counts the numbered lists that were written: they are
    numbered from `first_list`, and each must be given a `w:num` that restarts.
    """

    def __init__(self, styles: Mapping[str, str], first_list: int = 1) -> None:
        self.styles = styles
        self.first_list = first_list
        self.lists = 0

    def paragraphs(self, value: Any, style: str = BODY_STYLE) -> Markup:
        """Return prose as `<w:p>` elements: the filter `stycken`."""
        lists = TABLE_LIST_STYLES if style == TABLE_STYLE else LIST_STYLES
        prose = _prose(value)
        written = []
        for block in prose.blocks:
            numbering = ""
            if block.kind == "nummer":
                self.lists += block.starts_list
                numbering = (
                    '<w:numPr><w:ilvl w:val="0"/>'
                    f'<w:numId w:val="{self.first_list + self.lists - 1}"/></w:numPr>'
                )
            name = lists.get(block.kind, style)
            runs = self._runs(block.spans, prose.note)
            form = f'<w:pPr><w:pStyle w:val="{self._style(name)}"/>{numbering}</w:pPr>'
            written.append(f"<w:p>{form}{runs}</w:p>")
        return Markup("".join(written))

    def runs(self, value: Any) -> Markup:
        """Return prose as runs within a paragraph, blocks on new lines: the filter `löptext`.

        List items keep their marks as text, since a run cannot be a list.
        """
        prose = _prose(value)
        lines = []
        number = 0
        for block in prose.blocks:
            number = 1 if block.starts_list else number + 1
            mark = {"punkt": "–\u00a0", "nummer": f"{number}.\u00a0"}.get(block.kind, "")
            spans = (Span(mark), *block.spans) if mark else block.spans
            lines.append(Markup(self._runs(spans, prose.note)))
        return Markup("<w:r><w:br/></w:r>").join(lines)

    def _runs(self, spans: tuple[Span, ...], note: Note | None) -> str:
        noted = (*spans, Span(with_note("", note))) if note else spans
        return "".join(self._run(span) for span in noted)

    def _style(self, name: str) -> str:
        if name not in self.styles:
            raise no_style(name, self.styles)
        return str(escape(self.styles[name]))

    def _run(self, span: Span) -> str:
        look = ""
        if span.link:
            look += f'<w:rStyle w:val="{self._style(LINK_STYLE)}"/>'
        if span.strong:
            look += "<w:b/>"
        if span.emphasis:
            look += "<w:i/>"
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        text = f'<w:t xml:space="preserve">{escape(bound(span.text))}</w:t>'
        run = f"<w:r>{properties}{text}</w:r>"
        if not span.link:
            return run
        instruction = f' HYPERLINK "{escape(span.link)}" '
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )


def _prose(value: Any) -> Prose:
    if is_missing(value):
        return Prose.plain(missing(value))
    if isinstance(value, Omitted):
        return Prose.plain(str(value))
    if isinstance(value, Prose):
        return value
    raise not_prose()
