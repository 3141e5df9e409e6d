"""Appendices: their numbers, which are relative to the document that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.language.prose import Prose, Span
from avtal.language.swedish import appendix_reference
from avtal.model.papers import Paper

AppendixNumbers = Mapping[str, list[tuple[str, int]]]
"""By key of document or attachment: (document it is an appendix to, number) pairs."""


def paper(case: Case, key: str) -> Paper:
    """Return the document or attachment of the case with this key. KeyError if there is none."""
    found = case.index.things[key].model
    if isinstance(found, Paper):
        return found
    raise KeyError(key)


def is_shown(case: Case, key: str, copy: Copy) -> bool:
    """Tell whether a document is part of the copy: one that is secret is not in the public one."""
    return copy is Copy.FULL or paper(case, key).secrecy is None


def appendix_numbers(case: Case, copy: Copy) -> AppendixNumbers:
    """Return the numbers of all appendices.

    The first pair belongs to the document that stands first in the case. What is appended to a
    secret document is not told in a public copy.
    """
    numbers: dict[str, list[tuple[str, int]]] = {}
    for key, document in case.documents.items():
        if not is_shown(case, key, copy):
            continue
        for number, appendix in enumerate(document.appendices, 1):
            numbers.setdefault(appendix, []).append((key, number))
    return numbers


def with_numbers(prose: Prose, numbers: AppendixNumbers, document: str) -> Prose:
    """Return the prose of a document with the number after each reference to an appendix."""
    if not any(span.appendix for span in prose.spans()):
        return prose
    blocks = tuple(
        replace(
            block,
            spans=tuple(
                _number(span, after, numbers, document)
                for span, after in zip_longest(block.spans, block.spans[1:])
            ),
        )
        for block in prose.blocks
    )
    return replace(prose, blocks=blocks)


def _number(span: Span, after: Span | None, numbers: AppendixNumbers, document: str) -> Span:
    """Return a run of a reference as text; the last run of it has the number."""
    if span.appendix is None:
        return span
    if after is not None and after.link == span.link:
        return replace(span, link=None)
    listed = numbers.get(span.appendix, [])
    here = [number for parent, number in listed if parent == document]
    text = span.text
    if here:
        text += f" ({appendix_reference(here[0])})"
    elif listed:
        parent, number = listed[0]
        text += f" ({appendix_reference(number, BY_KEY[parent].definite)})"
    return replace(span, text=text, link=None)
