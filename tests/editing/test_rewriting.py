"""What is edited in a file is all that changes in its bytes."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.editing.rewriting import rewritten
from avtal.reading.changing import TextEdit
from avtal.reading.events import read


def _edited(data: bytes, *replacements: tuple[str, str]) -> bytes:
    """Return the file with texts replaced, each found once in it as it is read."""
    tree = read("x.yaml", data)
    edits = []
    for old, new in replacements:
        assert tree.text.count(old) == 1
        start = tree.text.index(old)
        edits.append(TextEdit(start, start + len(old), new))
    return rewritten(data, tree, edits)


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_how_a_file_is_saved_stays(end: str, bom: bytes) -> None:
    lines = [_nfd("# å"), "a: 1  # ä", _nfd("ö: å, x: 2, y: 3"), _nfd("slut: é")]
    data = bom + end.join(lines).encode()
    changed = [_nfd("# å"), "ny: 2", "a: 1  # ä", "öö: å, z: 2, y: 3", _nfd("slut: é")]
    replacements = (("a: 1", "ny: 2\na: 1"), ("ö:", "öö:"), ("x:", "z:"))
    assert _edited(data, *replacements) == bom + end.join(changed).encode()


def test_a_line_that_is_put_before_another_leaves_that_as_it_was() -> None:
    data = (_nfd("å: 1") + "\r\nb: 2").encode()
    tree = read("x.yaml", data)
    assert rewritten(data, tree, [TextEdit(0, 0, "ny: 2\n")]) == b"ny: 2\r\n" + data


def test_an_edit_may_be_of_several_lines() -> None:
    data = b'a: "x\r\n  y"\r\nb: 1\r\nc: 2\r\n'
    assert _edited(data, ('"x\n  y"', "z"), ("b:", "bb:")) == b"a: z\r\nbb: 1\r\nc: 2\r\n"


def test_ends_of_lines_may_be_of_several_kinds() -> None:
    data = "a: å\u2028\u0085x\nb: 1\r\nc: 2\rd: 3".encode()
    assert _edited(data, ("b:", "bb:"), ("d: 3", "d: 4")) == (
        "a: å\u2028\u0085x\nbb: 1\r\nc: 2\rd: 4".encode()
    )


TEXTS = st.text(st.sampled_from("aå\u0308\u0301\u1100\u1161 \n\r\u2028"), max_size=12)


@given(TEXTS, st.integers(0, 12), st.integers(0, 4), st.text("xy\n", max_size=2))
def test_the_edited_bytes_read_as_the_edited_text(
    text: str, start: int, length: int, new: str
) -> None:
    data = text.encode()
    tree = read("x.yaml", data)
    start = min(start, len(tree.text))
    end = min(start + length, len(tree.text))
    wanted = tree.text[:start] + new + tree.text[end:]
    found = read("x.yaml", rewritten(data, tree, [TextEdit(start, end, new)])).text
    assert found == unicodedata.normalize("NFC", wanted)
