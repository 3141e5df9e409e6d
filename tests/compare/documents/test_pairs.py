"""Which documents belong together, and what has become of each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from avtal.compare.comparison import compare
from avtal.compare.documents.lines import lines_of
from avtal.compare.documents.pairs import State, is_of_stamp, pairs_of
from avtal.compare.documents.rows import rows_of
from avtal.compare.redlines.engine import Engine
from avtal.compare.sides.side import Side, from_file, from_folder
from avtal.problems import EnvironmentProblem
from tests.compare.agreements import Agreement, Grid, Text
from tests.compare.ordering import order

GOOD = Agreement((Text("Parterna ska samverka."), Text("Den gäller i två år.")))
OTHERWISE = {
    State.SAME: GOOD,
    State.FORM: Agreement((Text("Parterna ska samverka.", bold=True), GOOD.blocks[1])),
    State.CHANGED: Agreement((GOOD.blocks[0], Text("Den gäller i tre år."))),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for Word files."""
    return tmp_path


def side(folder: Path, name: str, documents: Mapping[str, Agreement]) -> Side:
    """Return a folder of documents as a side of a comparison."""
    (folder / name).mkdir()
    for key, agreement in documents.items():
        (folder / name / f"{key}.docx").write_bytes(agreement.to_bytes())
    return from_folder(folder / name)


def lone(folder: Path, name: str) -> Side:
    """Return a single file as a side of a comparison."""
    (folder / name).write_bytes(GOOD.to_bytes())
    return from_file(folder / name)


@pytest.mark.parametrize("state", OTHERWISE)
def test_what_has_become_of_a_document(folder: Path, state: State) -> None:
    old = side(folder, "a", {"overenskommelse": GOOD})
    new = side(folder, "b", {"overenskommelse": OTHERWISE[state]})
    assert [(one.key, one.state) for one in pairs_of(old, new, None, None)] == [
        ("overenskommelse", state)
    ]


def test_another_header_of_files_that_nobody_knows_is_a_change(folder: Path) -> None:
    """Only where manifests say what the stamps are can it be a stamp alone."""
    old = side(folder, "a", {"overenskommelse": GOOD})
    new = side(folder, "b", {"overenskommelse": Agreement(GOOD.blocks, header="Utkast")})
    assert [one.state for one in pairs_of(old, new, None, None)] == [State.CHANGED]


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("KS 2026/147-3 Version 1, utkast", "KS 2026/147-4 Version 2, utkast", State.STAMP),
        ("2026-03-01 Version: 1, på remiss", "2 april 2026 Version: 2, beslutad", State.STAMP),
        ("Bilaga 1 Version 1", "Bilaga 2 Version 2", State.CHANGED),
        ("Avgift 1,5 Version 1", "Avgift 2,5 Version 2", State.CHANGED),
        ("Version 1 gäller i Täby", "Version 2 gäller i Vallentuna", State.CHANGED),
        ("Version 1", "Version 12", State.CHANGED),
        ("Version 1.5", "Version 2.5", State.CHANGED),
    ],
)
def test_only_what_a_stamp_says_is_the_stamp(
    folder: Path, old: str, new: str, state: State
) -> None:
    sides = [
        side(folder, name, {"overenskommelse": Agreement(GOOD.blocks, header=header)})
        for name, header in (("a", old), ("b", new))
    ]
    known: list[dict[str, Any]] = [
        {"version": "1", "day": date(2026, 3, 1), "item": 3},
        {"version": "2", "day": date(2026, 4, 2), "item": 4},
    ]
    first, second = (
        replace(
            one,
            documents={
                key: replace(document, number="KS 2026/147", **facts)
                for key, document in one.documents.items()
            },
        )
        for one, facts in zip(sides, known, strict=True)
    )
    (pair,) = pairs_of(first, second, None, None)
    assert pair.state is state
    before, after = (lines_of(one.stories) for one in pair.texts if one is not None)
    differing = [row for row in rows_of(before, after) if row.state != "same"]
    assert [is_of_stamp(pair, row) for row in differing] == [state is State.STAMP]


def test_what_stands_in_the_text_is_no_stamp(folder: Path) -> None:
    old, new = (side(folder, one, {"overenskommelse": Agreement((Text(f"Version {one}"),))})
                for one in "12")  # fmt: skip
    (pair,) = pairs_of(old, new, None, None)
    assert pair.old is not None
    assert pair.new is not None
    known = replace(pair, old=replace(pair.old, version="1"), new=replace(pair.new, version="2"))
    before, after = (lines_of(one.stories) for one in pair.texts if one is not None)
    (row,) = (row for row in rows_of(before, after) if row.state != "same")
    assert not is_of_stamp(known, row)


SPACE = {
    "a paragraph": (Agreement((Text("a"), Text("b"))), Agreement((Text("a"), Text(""), Text("b")))),
    "a paragraph of blanks": (Agreement((Text("a"),)), Agreement((Text("a"), Text(" \u00a0")))),
}


@pytest.mark.parametrize("which", SPACE)
def test_more_space_is_another_form(folder: Path, which: str, engine: Engine) -> None:
    one, other = SPACE[which]
    for old, new in ((one, other), (other, one)):
        before = side(folder, "a", {"overenskommelse": old})
        after = side(folder, "b", {"overenskommelse": new})
        (found,) = compare(before, after, engine, order()).documents
        assert found.pair.state is State.FORM
        assert found.form == ("tomma stycken",)
        shutil.rmtree(folder / "a")
        shutil.rmtree(folder / "b")


@pytest.mark.parametrize("rows", [(("a",), ("",), ("b",)), (("a",), ("b",), ("",))])
def test_an_empty_row_is_more_than_space(folder: Path, rows: tuple[tuple[str], ...]) -> None:
    grids = [Grid((("a",), ("b",))), Grid(rows)]
    old, new = (side(folder, name, {"overenskommelse": Agreement((grid,))})
                for name, grid in zip("ab", grids, strict=True))  # fmt: skip
    assert [one.state for one in pairs_of(old, new, None, None)] == [State.CHANGED]


def test_documents_come_and_go(folder: Path) -> None:
    old = side(folder, "a", {"overenskommelse": GOOD, "lagesbild": GOOD})
    new = side(folder, "b", {"overenskommelse": GOOD, "atgardsplan": GOOD})
    assert {one.key: one.state for one in pairs_of(old, new, None, None)} == {
        "overenskommelse": State.SAME,
        "atgardsplan": State.ADDED,
        "lagesbild": State.REMOVED,
    }
    assert [one.key for one in pairs_of(old, new, "lagesbild", None)] == ["lagesbild"]


def test_a_document_that_neither_side_has_is_told(folder: Path) -> None:
    old, new = (side(folder, name, {"overenskommelse": GOOD}) for name in ("a", "b"))
    with pytest.raises(EnvironmentProblem, match="ingen av sidorna har handlingen lagesbild"):
        pairs_of(old, new, "lagesbild", None)
    with pytest.raises(EnvironmentProblem) as caught:
        pairs_of(old, new, "overenskommelsen", None)
    assert caught.value.help == "menade du ”overenskommelse”?"


def test_single_files_belong_together_unless_their_names_say_otherwise(folder: Path) -> None:
    first, second = lone(folder, "första.docx"), lone(folder, "andra.docx")
    assert [one.state for one in pairs_of(first, second, None, None)] == [State.SAME]
    named = lone(folder, "overenskommelse.docx")
    assert [one.key for one in pairs_of(first, named, None, None)] == ["overenskommelse"]
    with pytest.raises(EnvironmentProblem, match="är olika handlingar"):
        pairs_of(lone(folder, "lagesbild.docx"), named, None, None)


def test_a_file_whose_document_nobody_knows_is_asked_about(folder: Path) -> None:
    full = side(folder, "a", {"overenskommelse": GOOD, "lagesbild": GOOD})
    unknown = lone(folder, "svar.docx")
    with pytest.raises(EnvironmentProblem) as caught:
        pairs_of(full, unknown, None, None)
    assert "ange den med --only" in caught.value.help
    (pair,) = pairs_of(full, unknown, "lagesbild", None)
    assert (pair.key, pair.state) == ("lagesbild", State.SAME)
