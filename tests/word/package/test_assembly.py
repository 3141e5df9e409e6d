"""The zip file of a document: as zipfile writes it, with the order and the times that were set."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from avtal.word.package.assembly import add_members, unpack, zip_package

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\:")
NAMES = st.text(CHARACTERS, min_size=1)
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=2_000), max_size=6)


@given(MEMBERS, MEMBERS)
def test_what_is_added_is_as_zipfile_adds_it(
    static: dict[str, bytes], changed: dict[str, bytes]
) -> None:
    changed = {name: data for name, data in changed.items() if name not in static}
    data = add_members(zip_package(static), changed.items())
    stream = io.BytesIO(zip_package(static))
    with zipfile.ZipFile(stream, "a") as package:
        for name, content in changed.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            package.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
    assert data == stream.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist() == [*sorted(static), *changed]
    assert unpack(data) == {**static, **changed}


def test_content_types_come_first_and_the_rest_by_name() -> None:
    data = zip_package({"word/ö.xml": b"o", "a": b"", "[Content_Types].xml": b"t"})
    assert list(unpack(data)) == ["[Content_Types].xml", "a", "word/ö.xml"]
