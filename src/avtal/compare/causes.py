"""What may make documents differ beside the content: templates, word lists, the program itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from avtal.case.words import WORD_FILES
from avtal.compare.documents.beside import Beside
from avtal.compare.documents.pairs import REWRITTEN
from avtal.compare.documents.rows import rows_of
from avtal.compare.places import Where, lines_of_rendered, stamp_of
from avtal.making.rendering import Ready, Renderer
from avtal.problems import CaseError
from avtal.word.package.assembly import unpack


@dataclass(frozen=True, slots=True)
class Cause:
    """Something else than the content that is another.

    `kind` tells what: a template or a word list, by `name`; or something that nobody knows, as
    where the document was made by another version of avtal. `documents` are those that differ
    because of it.
    """

    kind: Literal["template", "words", "unknown"]
    name: str
    documents: tuple[str, ...]


def causes_of(
    made: tuple[Ready, Ready], documents: Sequence[Beside], shown: Sequence[Where]
) -> list[Cause]:
    """Return what else than the content is another; `shown` is where its changes show."""
    templates = [one for beside in documents for one in _template(made, beside)]
    old, new = (one.case.words for one in made)
    lists = [
        Cause("words", file.removesuffix(".yaml"), ())
        for file, (field, _) in WORD_FILES.items()
        if getattr(old, field) != getattr(new, field)
    ]
    told = {place.key for one in shown for place in one.places}
    told.update(key for one in templates for key in one.documents)
    left = tuple(
        one.pair.key
        for one in documents
        if one.pair.state in REWRITTEN
        and one.pair.key not in told
        and not all(_is_as_made(made[side], one, side) for side in (0, 1))
    )
    return [*templates, *lists, *([Cause("unknown", "", left)] if left else [])]


def _is_as_made(made: Ready, beside: Beside, side: int) -> bool:
    """Tell whether the document of a side is what its content and template make today."""
    stamp, key = stamp_of(beside, side), beside.pair.key
    if stamp is None or key not in made.templates:
        return False
    return beside.is_as(side, lines_of_rendered(made.renderer.render(key, stamp)))


def _template(made: tuple[Ready, Ready], beside: Beside) -> Iterator[Cause]:
    """Yield the template of a document where it is another, with the document if that differs."""
    key = beside.pair.key
    old, new = (one.templates.get(key) for one in made)
    if old is None or new is None or old.data == new.data or unpack(old.data) == unpack(new.data):
        return
    document = beside.pair.new
    differs = beside.pair.state in REWRITTEN
    if differs and document and document.stamp:
        try:
            before = Renderer(made[1].case, made[0].templates).render(key, document.stamp)
            after = made[1].renderer.render(key, document.stamp)
        except CaseError:
            pass  # the old template asks for what the new case does not have
        else:
            rows = rows_of(lines_of_rendered(before), lines_of_rendered(after))
            differs = any(row.differs for row in rows)
    yield Cause("template", key, (key,) if differs else ())
