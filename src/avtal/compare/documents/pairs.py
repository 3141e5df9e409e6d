"""The documents of two sides, pair by pair: which differ, and whether more than their stamps do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from avtal.case.kinds import BY_KEY
from avtal.case.stamp import Copy, Status
from avtal.compare.documents.looks import without_blanks
from avtal.compare.documents.rows import Row
from avtal.compare.documents.unseen import comments_gone, differs_unseen
from avtal.compare.sides.received import SideDocument
from avtal.compare.sides.side import Side
from avtal.language.hints import suggest
from avtal.language.swedish import NBSP, long_date
from avtal.problems import EnvironmentProblem, clean
from avtal.word.package.received import open_received
from avtal.word.stories.reading import Cell, Paragraph, Stories
from avtal.word.stories.revisions import Verdict, has_changes
from avtal.word.stories.settled import SettledDocument, settled
from avtal.word.surface.frame import OF_FILE, Framed
from avtal.word.values.marked import MISSING


class State(StrEnum):
    """What has become of a document."""

    SAME = "same"
    STAMP = "stamp"
    FORM = "form"
    UNSEEN = "unseen"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    TRACKED = "tracked"


REWRITTEN = {State.FORM, State.UNSEEN, State.CHANGED}
"""What has become of documents that are there in both versions, and are not the same."""


@dataclass(frozen=True)
class Pair:
    """A document in both versions, or in the one that has it.

    `texts` are what is compared. Neither is there where tracked changes were not said to be
    accepted or rejected, so that nobody knows what the document says.
    """

    key: str
    old: SideDocument | None
    new: SideDocument | None
    state: State
    texts: tuple[SettledDocument | None, SettledDocument | None]

    @property
    def title(self) -> str:
        """What the document is called now, or was; a file of ours says it better than its name."""
        known = [one for one in (self.new, self.old) if one is not None]
        return next((one.title for one in known if one.version), known[0].title)


def pairs_of(old: Side, new: Side, only: str | None, verdict: Verdict | None) -> list[Pair]:
    """Return the documents of both sides in reading order.

    Raises EnvironmentProblem where a document cannot be read, or nobody can know which belong
    together.
    """
    before, after = _match(old, new, only)
    keys = list(dict.fromkeys([*after, *before]))
    if only is not None and only not in keys:
        raise EnvironmentProblem(f"ingen av sidorna har handlingen {clean(only)}", _choice(keys))
    chosen = keys if only is None else [only]
    return [_pair(key, (old, new), before.get(key), after.get(key), verdict) for key in chosen]


def _choice(keys: list[str]) -> str:
    return f"handlingarna är {', '.join(map(clean, keys))}"


Documents = dict[str, SideDocument]


def _match(old: Side, new: Side, only: str | None) -> tuple[Documents, Documents]:
    """Return the documents of each side by key; a single file gets the key of what it is."""
    before, after = dict(old.documents), dict(new.documents)
    if only is not None and only not in {*before, *after, *BY_KEY}:
        raise EnvironmentProblem(
            f"handlingen ”{clean(only)}” finns inte", suggest(only, {*before, *after})
        )
    if old.single and new.single:
        ((key, one),) = before.items()
        ((with_key, other),) = after.items()
        if only is None and key != with_key and {key, with_key} <= set(BY_KEY):
            raise EnvironmentProblem(
                f"{key} och {with_key} är olika handlingar och kan inte jämföras",
                "ange samma handling på båda sidor",
            )
        key = only or (key if key in BY_KEY else with_key)
        return {key: one}, {key: other}
    if old.single or new.single:
        lone, full = (before, after) if old.single else (after, before)
        ((key, document),) = lone.items()
        titled = _by_title(document, full)
        if only is not None and titled not in ("", only):
            raise EnvironmentProblem(
                f"”{clean(document.file, None)}” är enligt sin titel {titled}, inte {clean(only)}",
                f"ange --only {titled}, eller rätta titeln i Word under Arkiv > Info",
            )
        key = only or (key if key in full else titled)
        if key not in full:
            raise EnvironmentProblem(
                f"det går inte att se vilken handling ”{clean(document.file, None)}” är",
                f"ange den med --only; {_choice(list(full))}",
            )
        found = {key: document}, {key: full[key]}
        return found if old.single else (found[1], found[0])
    return before, after


def _by_title(document: SideDocument, full: Documents) -> str:
    """Return the document that has the title which a Word file says in its properties."""
    properties = document.package().xml.get("docProps/core.xml")
    title = None if properties is None else properties.findtext(_TITLE)
    found = [key for key, one in full.items() if title and one.title == title]
    return found[0] if len(found) == 1 else ""


_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def _pair(
    key: str,
    sides: tuple[Side, Side],
    old: SideDocument | None,
    new: SideDocument | None,
    verdict: Verdict | None,
) -> Pair:
    texts = (_open(old, verdict), _open(new, verdict))
    if old is None or new is None:
        open_end = texts[1 if old is None else 0] is None
        state = State.TRACKED if open_end else State.ADDED if old is None else State.REMOVED
        return Pair(key, old, new, state, texts)
    if texts[0] is None or texts[1] is None:
        return Pair(key, old, new, State.TRACKED, texts)
    state = _state(texts[0], texts[1])
    if state is State.STAMP and not _stamp_alone(key, sides, (old, new), (texts[0], texts[1])):
        state = State.CHANGED
    return Pair(key, old, new, state, texts)


def _open(document: SideDocument | None, verdict: Verdict | None) -> SettledDocument | None:
    """Return a document's text; None where it has tracked changes and nothing was said of them."""
    if document is None:
        return None
    package = document.package()
    if has_changes(package) and verdict is None:
        return None
    return settled(package, verdict)


def _state(old: SettledDocument, new: SettledDocument) -> State:
    """Return how two documents differ; a difference in headers and footers may be the stamp's."""
    words = [_words(one.stories) for one in (old, new)]
    if words[0] == words[1]:
        if (old.stories, old.frame) == (new.stories, new.frame) and not comments_gone(old, new):
            return State.SAME
        return State.UNSEEN if differs_unseen(old, new) else State.FORM
    bare = [replace(one, stories=without_blanks(one.stories)) for one in (old, new)]
    if _words(bare[0].stories) == _words(bare[1].stories):  # there is but more space, or less
        return State.UNSEEN if differs_unseen(bare[0], bare[1]) else State.FORM
    names = {*words[0], *words[1]}
    differing = {name for name in names if words[0].get(name) != words[1].get(name)}
    return State.STAMP if all(map(_is_margin, differing)) else State.CHANGED


def _words(read: Stories) -> dict[str, list[tuple[str, tuple[Cell, ...]]]]:
    return {name: [(one.printed, one.cells) for one in story] for name, story in read.items()}


def _is_margin(story: str) -> bool:
    return story.startswith(("Sidhuvud", "Sidfot"))


def _stamp_alone(
    key: str,
    sides: tuple[Side, Side],
    documents: tuple[SideDocument, SideDocument],
    texts: tuple[SettledDocument, SettledDocument],
) -> bool:
    """Tell whether only the stamps differ: under the same stamp the documents are the same."""
    old, new = documents
    if comments_gone(*texts) or not _alike_beside_words(*texts):
        return False
    if sides[0].made and sides[1].made and old.stamp:
        read = [
            settled(open_received(made.renderer.render(key, old.stamp).data))
            for made in (sides[0].made, sides[1].made)
        ]
        return (read[0].stories, read[0].frame) == (read[1].stories, read[1].frame)
    if old.version and new.version:  # both are known from their manifests
        neutral = [_without_stamp(one, text) for one, text in zip(documents, texts, strict=True)]
        return neutral[0] == neutral[1]
    return False


def is_of_stamp(pair: Pair, row: Row) -> bool:
    """Tell whether a row differs in nothing but what the stamps of its documents say."""
    if row.old is None or row.new is None or not _is_margin(row.unit.line.paragraph.place):
        return False
    if pair.old is None or pair.new is None or not (pair.old.version and pair.new.version):
        return False
    stamps = (_stamp_of(pair.old), _stamp_of(pair.new))
    texts = [stamp.sub("", unit.text)
             for stamp, unit in zip(stamps, (row.old, row.new), strict=True)]  # fmt: skip
    return texts[0] == texts[1]


def _alike_beside_words(old: SettledDocument, new: SettledDocument) -> bool:
    """Tell whether two documents are the same but for words in headers and footers."""
    for name, story in old.stories.items():
        others = new.stories.get(name, [])
        if not _is_margin(name):
            if story != others:
                return False
            continue
        things = [
            [(one.kind, one.said, one.whole) for paragraph in side for one in paragraph.things]
            for side in (story, others)
        ]
        hidden = [[how for one in side for _, _, how in one.hidden] for side in (story, others)]
        if things[0] != things[1] or hidden[0] != hidden[1]:
            return False
    frames = [
        {key: said for key, said in one.frame.items() if key not in OF_FILE} for one in (old, new)
    ]
    return frames[0] == frames[1]


def _without_stamp(
    document: SideDocument, text: SettledDocument
) -> tuple[list[Paragraph], dict[Framed, str]]:
    """Return all that stands in a document, but for what a stamp says.

    That is in headers and footers, and in what the file says of itself.
    """
    stamp = _stamp_of(document)

    def neutral(one: Paragraph) -> Paragraph:
        said = stamp.sub("", one.text)
        if said == one.text:
            return one
        # The words of a stamp have a look of their own, and push what follows.
        things = tuple(replace(thing, at=0) for thing in one.things)
        hidden = tuple((0, 0, how) for _, _, how in one.hidden)
        return replace(one, text=said, looks=(), hidden=hidden, things=things)

    paragraphs = [
        neutral(one) if _is_margin(name) else one
        for name, story in text.stories.items()
        for one in story
    ]
    frame = {
        key: left
        for key, said in text.frame.items()
        if (left := stamp.sub("", said) if key in OF_FILE else said)
    }
    return paragraphs, frame


def _stamp_of(document: SideDocument) -> re.Pattern[str]:
    return re.compile("|".join(_stamp_phrases(document)), re.IGNORECASE)


def _stamp_phrases(document: SideDocument) -> Iterator[str]:
    """Yield what a stamp writes, as patterns: a number alone may be anybody's."""
    status = "|".join(re.escape(one.value) for one in (*Status, *Copy))
    if document.version:
        yield rf"version[\s:]*{re.escape(document.version)}(?!\w|[.,]\d)(?:,\s*(?:{status})(?!\w))*"
    yield rf"(?<!\w)(?:{status})(?!\w)"
    if document.day:
        for day in (document.day.isoformat(), long_date(document.day)):
            yield rf"(?<!\w){_printed(day)}(?!\w)"
    number = MISSING if document.number is None else document.number
    item = f"(?:-{document.item})?" if document.item else ""
    yield rf"(?<!\w){_printed(number)}{item}(?!\w)"


def _printed(text: str) -> str:
    """Return a pattern of a text, with blanks that may break or not."""
    return re.escape(text.replace(NBSP, " ")).replace("\\ ", f"[ {NBSP}]")
