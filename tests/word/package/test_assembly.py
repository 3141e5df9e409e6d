"""The zip file of a document: what zipfile reads, in the order and with the times that were set."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from avtal.word.package.assembly import finish, pack, unpack, zip_package

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\:")
NAMES = st.text(CHARACTERS, min_size=1)
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=2_000), max_size=6)


@given(MEMBERS, MEMBERS)
def test_what_is_packed_first_and_last_is_read_by_others(
    static: dict[str, bytes], changed: dict[str, bytes]
) -> None:
    changed = {name: data for name, data in changed.items() if name not in static}
    data = finish(pack(changed.items(), pack(static.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        entries = package.infolist()
    assert [entry.filename for entry in entries] == [*static, *changed]
    assert {entry.date_time for entry in entries} <= {(1980, 1, 1, 0, 0, 0)}
    assert unpack(data) == {**static, **changed}


def test_content_types_come_first_and_the_rest_by_name() -> None:
    data = zip_package({"word/ö.xml": b"o", "a": b"", "[Content_Types].xml": b"t"})
    assert list(unpack(data)) == ["[Content_Types].xml", "a", "word/ö.xml"]
