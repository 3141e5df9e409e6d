"""Nothing that Word's format has passes as equal: every element and attribute, wherever it stands.

What is ignored is ignored for a reason that the table gives.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from avtal.word.surface.table import (
    FLOW,
    FORM,
    IGNORED,
    IGNORED_ATTRIBUTES,
    IGNORED_IN,
    IGNORED_OF,
    PROPERTIES,
    SHELLS,
    TEXT,
    THINGS,
    WORDS,
)
from tests.word.surface.mutating import differ, document
from tests.word.surface.schema import Way, ways

ROOTS = (
    "w:CT_Document/w:document",
    "w:CT_Styles/w:styles",
    "w:CT_Numbering/w:numbering",
    "w:CT_Settings/w:settings",
)
SAMPLE = 40
"""One of so many ways is tried in each run; all of them with make long."""

SETTLED = frozenset(
    f"w:{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange",
                 "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange")
) | {"w14:conflictIns", "w14:conflictDel"}  # fmt: skip
"""Tracked changes are settled before anything is read."""
TOLD_ELSEWHERE = frozenset(
    f"w:{name}"
    for name in ("txbxContent", "numPr", "headerReference", "footerReference", "pStyle", "rStyle",
                 "tblStyle", "abstractNumId", "startOverride", "style")
)  # fmt: skip
"""Texts of their own, and names that lead to what is compared; they have tests of their own."""
NEEDS_ATTRIBUTES = {"w:bookmarkStart", "w:bookmarkEnd",
                    "w:rPrDefault", "w:pPrDefault", "w:docDefaults", "w:lvl",
                    "w:lvlOverride", "w:num", "w:numPicBullet", "w:abstractNum", "w:t", "w:pict",
                    "w:drawing", "w:fldChar"}  # fmt: skip
"""Holders: without anything in them, or a name, they are nothing."""
NAMES = {
    ("w:fldChar", "w:fldCharType"), ("w:numPicBullet", "w:numPicBulletId"),
    ("w:abstractNum", "w:abstractNumId"), ("w:lvl", "w:ilvl"), ("w:lvlOverride", "w:ilvl"),
}  # fmt: skip
"""What a part of something is, without which it is no part of it."""


def is_ignored(way: Way) -> bool:
    return any(name in IGNORED for name in way.names) or any(
        child in IGNORED_IN.get(parent, ())
        for parent, child in zip(way.names, way.names[1:], strict=False)
    )


def all_ways() -> Iterator[Way]:
    for root in ROOTS:
        for way in ways(root, SETTLED | TOLD_ELSEWHERE):
            if way.name not in SETTLED | TOLD_ELSEWHERE:
                yield way


def unseen_by_the_comparison(way: Way) -> Iterator[str]:
    """Yield what of a way a comparison takes for nothing although it is not ignored."""
    if not (
        differ(document(way, without=True), document(way))
        or way.name in FLOW | FORM | SHELLS | NEEDS_ATTRIBUTES
    ):
        yield "/".join(way.names)
    for attribute, kind in way.attributes:
        passed = {*IGNORED_ATTRIBUTES, *IGNORED_OF.get(way.name, ())}
        if attribute in passed or (way.name, attribute) in NAMES:
            continue
        values = ("1", "0") if "OnOff" in kind or "TrueFalse" in kind else ("1", "2")
        one, other = (document(way, {attribute: value}) for value in values)
        if not differ(one, other):
            yield f"{'/'.join(way.names)}@{attribute}"


def test_a_sample_of_all_that_can_differ_is_seen() -> None:
    tried = [way for way in list(all_ways())[::SAMPLE] if not is_ignored(way)]
    assert len(tried) > 50
    assert [fault for way in tried for fault in unseen_by_the_comparison(way)] == []


@pytest.mark.long
def test_all_that_can_differ_is_seen() -> None:
    tried = [way for way in all_ways() if not is_ignored(way)]
    assert len(tried) > 5_000
    assert [fault for way in tried for fault in unseen_by_the_comparison(way)] == []


def test_what_is_ignored_makes_no_difference() -> None:
    tried = {way.name: way for way in all_ways() if way.name in IGNORED}
    assert len(tried) > 60
    wrong = [name for name, way in tried.items() if differ(document(way, without=True),
                                                           document(way))]  # fmt: skip
    assert wrong == []


def test_every_element_of_the_schema_stands_in_the_table() -> None:
    whole = THINGS.keys() | PROPERTIES
    missing = {
        way.name
        for way in all_ways()
        if way.names[0] != "w:styles" and way.names[0] != "w:numbering"
        if not is_ignored(way)
        if not any(name in whole or name.startswith("m:") for name in way.names[1:])
        if way.name not in TEXT | FLOW | FORM
    }
    assert missing == set()


def test_every_reason_is_given() -> None:
    assert all(len(reason) > 15 for reason in (*IGNORED.values(), *IGNORED_ATTRIBUTES.values()))


def test_every_property_has_a_word_that_a_reader_knows() -> None:
    assert {name.removeprefix("w:") for name in PROPERTIES} == set(WORDS)
