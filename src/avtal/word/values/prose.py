"""Prose as Word paragraphs and runs, in the template's own styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from avtal.language.prose import Note, Prose, Span
from avtal.word.values.escape import escape
from avtal.word.values.marked import Omitted, WordXml, is_missing, missing, with_note
from avtal.word.values.mistakes import TemplateMistake, no_style, not_prose

BODY_STYLE = "Brödtext"
LIST_STYLES = {"punkt": "Punktlista", "nummer": "Numrerad lista"}
TABLE_STYLE = "Tabelltext"
TABLE_LIST_STYLES = {"punkt": "Tabellpunkt", "nummer": "Tabellnummer"}
LINK_STYLE = "Hyperlänk"

PROSE_FILTERS = ("stycken", "löptext")


class ProseWriter:
    """Writes the prose of one document.

    `styles` are style ids by name, `escape` makes XML of a text, `numbered` gives a prose as this
    document says it. `lists` counts the numbered lists that were written: they are numbered from
    `first_list`, and each must be given a `w:num` that restarts. Without a `first_list` the
    template's style for them has no numbers.
    """

    def __init__(
        self,
        styles: Mapping[str, str],
        first_list: int | None = 1,
        escape: Callable[[str], str] = escape,
        numbered: Callable[[Prose], Prose] = lambda prose: prose,
    ) -> None:
        self.styles = styles
        self.first_list = first_list
        self.escape = escape
        self.numbered = numbered
        self.lists = 0
        self._ids: dict[str, str] = {}

    def filters(self) -> dict[str, Callable[..., WordXml]]:
        """Return the two filters for prose, by name."""
        return dict(zip(PROSE_FILTERS, (self.paragraphs, self.runs), strict=True))

    def paragraphs(self, value: Any, style: str = BODY_STYLE) -> WordXml:
        """Return prose as `<w:p>` elements: the filter `stycken`."""
        lists = TABLE_LIST_STYLES if style == TABLE_STYLE else LIST_STYLES
        prose = self._prose(value)
        written = []
        for block in prose.typeset:
            numbering = ""
            if block.kind == "nummer":
                self.lists += block.starts_list
                number = f'<w:numId w:val="{self._list()}"/>'
                numbering = f'<w:numPr><w:ilvl w:val="0"/>{number}</w:numPr>'
            name = self._style(lists.get(block.kind, style))
            runs = self._runs(block.spans, prose.note)
            written.append(f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{numbering}</w:pPr>{runs}</w:p>')
        return WordXml("".join(written))

    def runs(self, value: Any) -> WordXml:
        """Return prose as runs within a paragraph, blocks on new lines: the filter `löptext`.

        List items keep their marks as text, since a run cannot be a list.
        """
        prose = self._prose(value)
        lines = []
        number = 0
        for block in prose.typeset:
            number = 1 if block.starts_list else number + 1
            mark = {"punkt": "–\u00a0", "nummer": f"{number}.\u00a0"}.get(block.kind, "")
            spans = (Span(mark), *block.spans) if mark else block.spans
            lines.append(self._runs(spans, prose.note))
        return WordXml("<w:r><w:br/></w:r>".join(lines))

    def _prose(self, value: Any) -> Prose:
        if is_missing(value):
            return Prose.plain(missing(value))
        if isinstance(value, Omitted):
            return Prose.plain(str(value))
        if isinstance(value, Prose):
            return self.numbered(value)
        raise not_prose()

    def _list(self) -> int:
        """Return the number of the list that is being written."""
        if self.first_list is None:
            name = LIST_STYLES["nummer"]
            raise TemplateMistake(
                f"formatet ”{name}” saknas eller har ingen numrering",
                f"ge formatet ”{name}” en numrerad lista i Word",
            )
        return self.first_list + self.lists - 1

    def _runs(self, spans: tuple[Span, ...], note: Note | None) -> str:
        if note:
            spans = (*spans, Span(with_note("", note)))
        return "".join(map(self._run, spans))

    def _style(self, name: str) -> str:
        if name not in self._ids:
            if name not in self.styles:
                raise no_style(name, self.styles)
            self._ids[name] = escape(self.styles[name]).replace('"', "&quot;")
        return self._ids[name]

    def _run(self, span: Span) -> str:
        text = f'<w:t xml:space="preserve">{self.escape(span.text)}</w:t>'
        if not (span.link or span.strong or span.emphasis):
            return f"<w:r>{text}</w:r>"
        look = f'<w:rStyle w:val="{self._style(LINK_STYLE)}"/>' if span.link else ""
        look += "<w:b/>" * span.strong + "<w:i/>" * span.emphasis
        run = f"<w:r><w:rPr>{look}</w:rPr>{text}</w:r>"
        if not span.link:
            return run
        instruction = f' HYPERLINK "{escape(span.link)}" '
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
