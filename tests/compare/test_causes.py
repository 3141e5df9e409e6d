"""What else than the content is another is told: templates, word lists, the program itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from avtal.case.stamp import Copy
from avtal.compare.comparison import Comparison, compare
from avtal.compare.redlines.engine import Engine
from avtal.compare.report import verdict
from avtal.compare.sides.side import Side, from_case
from avtal.word.package.assembly import unpack, zip_package
from tests.compare.ordering import order
from tests.conftest import Workspace, edit_file

BODY = "word/document.xml"


class Two:
    """The smallest case in two workspaces, of which the later one can be changed."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.old, self.new = (Workspace(root / name) for name in ("förr", "nu"))
        self.folders = [space.case() for space in (self.old, self.new)]
        self._engine = engine

    def rewrite_template(self, key: str, old: str, new: str) -> None:
        """Replace a text in the body of a template."""
        path = self.new.root / "templates" / f"{key}.docx"
        members = unpack(path.read_bytes())
        body = members[BODY].decode()
        assert old in body
        path.write_bytes(zip_package({**members, BODY: body.replace(old, new).encode()}))

    def sides(self) -> tuple[Side, Side]:
        """Return both cases."""
        old, new = (
            from_case(folder, space.root / "templates", Copy.FULL, folder.name, "fall")
            for folder, space in zip(self.folders, (self.old, self.new), strict=True)
        )
        return old, new

    def compared(self) -> Comparison:
        """Return what differs between them."""
        return compare(*self.sides(), self._engine, order())


@pytest.fixture
def two(tmp_path: Path, engine: Engine) -> Two:
    """Return two workspaces that say the same."""
    return Two(tmp_path, engine)


def told(found: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind, one.name, one.documents) for one in found.causes]


def test_a_reworded_template_is_told_beside_a_content_that_is_the_same(two: Two) -> None:
    two.rewrite_template("overenskommelse", "nedan kallad", "i det följande kallad")
    found = two.compared()
    assert found.changes == ()
    assert told(found) == [("template", "overenskommelse", ("overenskommelse",))]
    assert verdict(found).startswith(
        "0 ändringar i sak i innehållet; mallen för Samverkansöverenskommelse"
    )
    assert " är en annan. Handlingar: " in verdict(found)


def test_a_reworded_template_is_told_beside_changed_content(two: Two) -> None:
    two.rewrite_template("overenskommelse", "nedan kallad", "i det följande kallad")
    edit_file(two.folders[1] / "tjansteutlatande.yaml", "sammanfattning: ", "sammanfattning: Nu. ")
    found = two.compared()
    assert told(found) == [("template", "overenskommelse", ("overenskommelse",))]
    assert verdict(found).startswith("1 ändring i sak i innehållet; mallen för ")


def test_another_template_that_prints_the_same_is_no_difference(two: Two) -> None:
    two.rewrite_template("overenskommelse", "{% if p.diarienummer %}", "{%  if p.diarienummer %}")
    found = two.compared()
    assert told(found) == [("template", "overenskommelse", ())]
    assert not found.differs
    assert verdict(found).endswith("är en annan, men handlingen läses likadant.")


def test_another_word_list_is_told(two: Two) -> None:
    two.new.own_words("fornamn.yaml", "förnamn: {ord: [Zebulon]}\n")
    found = two.compared()
    assert told(found) == [("words", "fornamn", ())]
    assert verdict(found) == (
        "Versionerna säger detsamma; ordlistan fornamn är en annan, vilket inte ändrar någon "
        "handling."
    )


def test_what_neither_content_nor_template_explains_is_told(two: Two, engine: Engine) -> None:
    """As where another version of avtal made the document."""
    old, new = two.sides()
    key = "overenskommelse"
    members = unpack(new.documents[key].data)
    body = members[BODY].decode()
    assert "nedan kallad" in body
    data = zip_package({**members, BODY: body.replace("nedan kallad", "kallad").encode()})
    documents = {**new.documents, key: replace(new.documents[key], data=data)}
    found = compare(old, replace(new, documents=documents), engine, order())
    assert found.changes == ()
    assert told(found) == [("unknown", "", (key,))]
    assert "skiljer sig av något annat än innehållet och mallen" in verdict(found)


def test_where_the_content_explains_all_nothing_else_is_told(two: Two) -> None:
    edit_file(two.folders[1] / "overenskommelse.yaml", "syfte: ", "syfte: Nu. ")
    found = two.compared()
    assert (len(found.changes or ()), told(found)) == (1, [])
    assert verdict(found).startswith("1 ändring i sak. Handlingar: ")
