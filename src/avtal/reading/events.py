"""From the bytes of a content file to a tree of values with positions.

Read as events in one loop, because PyYAML's own constructor reads `12:30` as 750 and `no` as
False, keeps the last of two equal keys, and recurses over nested brackets. Every scalar stays text
until our own scalar types read it; only a plain `null`, `~` or nothing is None.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple, NoReturn

import yaml

from avtal.problems import Problem, clean
from avtal.reading.pasted import Pasted, goes_on, in_name, in_value
from avtal.reading.syntax import explain
from avtal.reading.tree import Mark, Tree, Value

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_VALUES = 50_000

# Control characters, and the characters that no text may hold.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

# YAML 1.1, which PyYAML reads, ends a line at these; YAML 1.2 and every editor does not.
_LINE_SEPARATORS = str.maketrans("\u2028\u2029", "\ufdd0\ufdd1")
_LINE_SEPARATORS_BACK = str.maketrans("\ufdd0\ufdd1", "\u2028\u2029")


class _Stop(Exception):  # noqa: N818 - ends the reading of one file
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(name: str, data: bytes) -> Tree:
    """Return the file as a tree. Never raises for bad input: what is wrong is in `problems`.

    A BOM, CRLF line ends and NFD text change nothing. A file that cannot be read as YAML gives one
    problem and `broken`.
    """
    if len(data) > MAX_BYTES:
        return unreadable(
            name,
            f"filen är större än {MAX_BYTES // 1_000_000} MB, som är det mesta en innehållsfil får "
            "vara",
            "kontrollera att det är rätt fil",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _not_utf8(name, data)
    tree = Tree(name, _plain(text), digest=hashlib.sha256(data).hexdigest())
    reader = _EventReader(tree)
    try:
        _guard_characters(tree)
        reader.run()
    except _Stop as stop:
        tree.problems = [stop.problem]
        tree.broken = True
    except yaml.YAMLError as error:
        message, help, start = explain(tree.text, error, reader.brackets(), reader.quoted)
        tree.problems = [tree.problem("yaml", message, start, start + 1, help)]
        tree.broken = True
    return tree


def unreadable(name: str, message: str, help: str) -> Tree:
    """Return the tree of a file whose content is not known."""
    return Tree(name, "", problems=[Problem("fil", message, name, help=help)], broken=True)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _not_utf8(name: str, data: bytes) -> Tree:
    remedy = "spara om filen med teckenkodningen UTF-8 (i VS Code: klicka på kodningen längst ned)"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return unreadable(name, "filen är sparad som UTF-16 och inte som UTF-8", remedy)
    tree = Tree(name, _plain(data.decode("utf-8-sig", errors="replace")), broken=True)
    start = tree.text.find("\ufffd")
    tree.problems.append(
        tree.problem("fil", "filen är inte sparad som UTF-8", start, start + 1, remedy)
    )
    return tree


def _guard_characters(tree: Tree) -> None:
    match = _INVISIBLE.search(tree.text)
    if match:
        raise _Stop(
            tree.problem(
                "tecken",
                f"otillåtet styrtecken U+{ord(match.group()):04X}",
                match.start(),
                match.end(),
                "ta bort tecknet; det syns inte i alla redigerare",
            )
        )


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES = frozenset({'"', "'"})
_BLANKS = frozenset({" ", "\t"})
_NO_NAMES = frozenset({"", "<<"})
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_AS_TEXT = "hör tecknet till texten, sätt citattecken runt hela texten; annars "


class _Key(NamedTuple):
    """The name of a field, waiting for its value."""

    text: str
    place: tuple[int, int]
    refused: bool


# A blank line before more text, or a list item after other text.
_JOINED = re.compile(r"\n[ \t]*\n[ \t]*(?=\S)|(?<=\S)[ \t]*\n[ \t]*(?=(?:[-*+]|1[.)]) )")


_HASH_WORD = re.compile(r"[ \t]+(#[^\s#]\S*)")


class _EventReader:
    """One pass over the events of one file."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.containers: list[tuple[Value, Mark]] = []
        self.keys: list[_Key | None] = []
        self.aliases: set[str] = set()
        self.documents = 0
        self.values = 0
        self.quoted: tuple[int, int] | None = None
        self.cut = False
        self.separated = "\u2028" in tree.text or "\u2029" in tree.text

    def run(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = self.tree.text.translate(_LINE_SEPARATORS) if self.separated else self.tree.text
        parser = loader(text)
        while (event := parser.get_event()) is not None:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, _OPENING):
                self._open(event)
            elif isinstance(event, _CLOSING):
                _, mark = self.containers.pop()
                mark.end = _span(event)[1]
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(
                        _span(event),
                        "filen fortsätter med ett nytt YAML-dokument",
                        "ta bort raden ---, eller flytta det som följer till en egen fil",
                    )

    def brackets(self) -> int | None:
        """Return where the innermost list or group in brackets that is still open starts."""
        for _, mark in reversed(self.containers):
            if self.tree.text[mark.start : mark.start + 1] in {"[", "{"}:
                return mark.start
        return None

    def _complain(self, place: tuple[int, int], message: str, help: str) -> None:
        self.tree.problems.append(self.tree.problem("yaml", message, *place, help))

    def _stop(self, place: tuple[int, int], message: str, help: str) -> NoReturn:
        raise _Stop(self.tree.problem("yaml", message, *place, help))

    def _counted(self, event: yaml.Event) -> tuple[int, int]:
        """Return where the next value or name stands; there may not be too many."""
        self.values += 1
        span = _span(event)
        if self.values > MAX_VALUES:
            self._stop(
                span,
                f"filen har mer än {MAX_VALUES // 1_000} 000 värden",
                "kontrollera att det är rätt fil",
            )
        return span

    def _mark(self, event: yaml.Event) -> Mark:
        return Mark(*self._counted(event))

    def _refuse_decoration(
        self,
        event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent,
        mark: Mark,
    ) -> None:
        for sign, present, what in (
            ("&", event.anchor, "ett ankare"),
            ("!", event.tag, "en typangivelse"),
        ):
            if present:
                written = re.compile(rf"{sign}[^\s,\[\]{{}}]*").search(self.tree.text, mark.start)
                place = written.span() if written else (mark.start, mark.end)
                name = clean(self.tree.text[slice(*place)])
                message = f"{name} är {what} i YAML, som inte får användas här"
                self._complain(place, message, _AS_TEXT + "ta bort det")
                mark.refused = sign == "!"

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark = self._mark(event)
        mark.refused = True
        name = str(event.anchor)
        waiting = self.keys[-1] if self.keys else None
        is_value = not self.containers or not self.containers[-1][1].mapping or waiting
        if name not in self.aliases and is_value and not (waiting and waiting.refused):
            self._complain(
                (mark.start, mark.end),
                f"*{clean(name)} är en hänvisning i YAML, som inte får användas här",
                _AS_TEXT + "skriv värdet självt på varje ställe",
            )
        self.aliases.add(name)
        self._place(None, mark)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mark = self._mark(event)
        if event.anchor or event.tag:
            self._refuse_decoration(event, mark)
        mark.mapping = isinstance(event, yaml.MappingStartEvent)
        mark.children = {}
        if len(self.containers) >= MAX_DEPTH:
            self._stop(
                (mark.start, mark.end),
                f"mer än {MAX_DEPTH} nivåer ligger inuti varandra",
                "kontrollera klamrar och indrag",
            )
        value: Value = {} if mark.mapping else []
        self._place(value, mark)
        self.containers.append((value, mark))
        self.keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = span = self._counted(event)
        style, text = event.style, event.value
        if style in _QUOTES:
            self.quoted = span
        if style == '"' or self.separated:
            text = self._text(event, span)
        if self.containers and self.keys[-1] is None and self.containers[-1][1].mapping:
            self._name(event, text, span)
            return
        mark = Mark(start, end, style)
        if event.anchor or event.tag:
            self._refuse_decoration(event, mark)
        source = self.tree.text
        if not style:
            if source[end : end + 1] in _BLANKS:
                self._refuse_hash(mark)
            if not text.isascii():
                pasted = in_value(source, start, end)
                self._refuse_pasted(mark, pasted)
                self.cut = pasted is not None and self.brackets() is not None
        if style != "|" and source.find("\n", start, end) >= 0:
            self._refuse_joining(mark)
        self._place(None if not style and text in _NULLS else text, mark)

    def _name(self, event: yaml.ScalarEvent, text: str, span: tuple[int, int]) -> None:
        """Keep the name of a field until its value comes."""
        if event.anchor or event.tag:
            self._refuse_decoration(event, Mark(*span))
        refused = not event.style and text in _NO_NAMES
        if refused and text:
            self._complain(
                span,
                "<< är en sammanslagning i YAML, som inte får användas här",
                "skriv fälten själva",
            )
            self.containers[-1][1].refused = True
        elif refused:
            self._complain(
                span,
                "ett fält saknar namn",
                "skriv fältets namn före kolonet",
            )
        pasted = None
        if not event.style and not text.isascii():
            pasted = in_name(self.tree.text, *span)
            if not (self.cut and goes_on(self.tree.text, *span)):
                self._refuse_pasted(Mark(*span), pasted)
        self.keys[-1] = _Key(text, span, refused or pasted is not None)

    def _text(self, event: yaml.ScalarEvent, span: tuple[int, int]) -> str:
        text: str = event.value
        if self.separated and not {"\u2028", "\u2029"}.isdisjoint(self.tree.text[slice(*span)]):
            text = text.translate(_LINE_SEPARATORS_BACK)
        # The file is NFC already; an escape such as "a\u0308" is not.
        return unicodedata.normalize("NFC", text) if event.style == '"' else text

    def _refuse_pasted(self, mark: Mark, pasted: Pasted | None) -> None:
        if pasted:
            mark.refused = True
            self.tree.problems.append(
                self.tree.problem("tecken", pasted.message, pasted.start, pasted.end, pasted.help)
            )

    def _refuse_hash(self, mark: Mark) -> None:
        """Refuse `budskap: Följ #tryggt`: YAML would drop `#tryggt` as a comment, in silence."""
        hash_word = _HASH_WORD.match(self.tree.text, mark.end)
        if hash_word:
            mark.refused = True
            self._complain(
                hash_word.span(1),
                "tecknet # gör resten av raden till en kommentar, som inte läses",
                "sätt citattecken runt texten om # hör till den; "
                "annars skriv # och ett blanksteg före kommentaren",
            )

    def _refuse_joining(self, mark: Mark) -> None:
        """Refuse paragraphs or list items that YAML would join into one, in silence."""
        text, start = self.tree.text, mark.start
        if mark.style == ">":
            start = text.find("\n", start, mark.end) + 1 or mark.end
        joined = _JOINED.search(text, start, mark.end)
        if joined and mark.style == ">":
            self._complain(
                (mark.start, mark.start + 1),
                "tecknet > slår ihop stycken och punkter till ett enda stycke",
                "byt > mot |, som behåller tomma rader och listor",
            )
        elif joined:
            self._complain(
                (joined.end(), mark.end),
                "stycken och punkter slås ihop till ett enda stycke",
                "skriv | efter kolonet och hela texten indragen på raderna under",
            )

    def _place(self, value: Value, mark: Mark) -> None:
        if not self.containers:
            self.tree.value, self.tree.mark = value, mark
            return
        parent, parent_mark = self.containers[-1]
        if isinstance(parent, list):
            parent_mark.children[len(parent)] = mark
            parent.append(value)
        elif isinstance(parent, dict):
            waiting = self.keys[-1]
            if waiting is None:
                self._stop(
                    (mark.start, mark.end),
                    "ett fältnamn är inte en text",
                    "ett fältnamn är en text före ett kolon; hör tecknet som raden börjar med till "
                    "en text, sätt citattecken runt hela texten",
                )
            self.keys[-1] = None
            mark.key = waiting.place
            mark.refused = mark.refused or waiting.refused
            if waiting.text not in parent:
                parent[waiting.text] = value
                parent_mark.children[waiting.text] = mark
            elif not waiting.refused:
                self._repeated(waiting, parent_mark.children[waiting.text])

    def _repeated(self, key: _Key, first: Mark) -> None:
        first.repeated = True
        line = self.tree.position(first.key[0] if first.key else first.start).line
        self.tree.problems.append(
            self.tree.problem(
                "dubblett",
                f"fältet ”{clean(key.text)}” står två gånger; det första står på rad {line}",
                *key.place,
                "ta bort det ena",
            )
        )


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # pragma: no cover - every event of the parser has both
        return 0, 0
    return start.index, end.index
