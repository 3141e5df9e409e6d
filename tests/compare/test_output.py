"""The folder of a comparison: what lies in it, where it may lie, and what it may replace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avtal.case.stamp import Copy, Status
from avtal.compare.comparison import Comparison, compare
from avtal.compare.output import target_of, write_comparison
from avtal.compare.redlines.engine import Engine
from avtal.compare.sides.side import from_file, from_folder
from avtal.files.digests import sha256
from avtal.making.build import build
from avtal.making.manifest import Manifest
from avtal.problems import EnvironmentProblem
from avtal.word.stories.text import outline
from tests.compare.agreements import Agreement, Text
from tests.compare.ordering import order
from tests.conftest import Workspace
from tests.register.registering import everything


@pytest.fixture
def comparison(engine: Engine, tmp_path: Path) -> Comparison:
    """Return two files compared."""
    sides = []
    for name, words in (("förr", "Den gäller i två år."), ("nu", "Den gäller i tre år.")):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(Agreement((Text("Parterna ska samverka."), Text(words))).to_bytes())
        sides.append(from_file(path))
    return compare(sides[0], sides[1], engine, order())


def test_the_report_the_redlines_and_a_list_of_them(comparison: Comparison, tmp_path: Path) -> None:
    done = write_comparison(comparison, order(), tmp_path / "ut", ())
    (redline,) = done.redlines.values()
    assert redline.isascii()
    assert sorted(everything(done.folder)) == sorted(["jamforelse.html", "manifest.json", redline])
    assert f'href="{redline}"' in (done.folder / "jamforelse.html").read_text(encoding="utf-8")
    listed = json.loads((done.folder / "manifest.json").read_bytes())["files"]
    assert {one["file"]: one["sha256"] for one in listed} == {
        name: sha256((done.folder / name).read_bytes()) for name in ("jamforelse.html", redline)
    }


def test_an_earlier_one_is_replaced_and_nothing_else(
    comparison: Comparison, tmp_path: Path
) -> None:
    target = tmp_path / "ut"
    write_comparison(comparison, order(), target, ())
    before = everything(target)
    write_comparison(comparison, order(), target, ())
    assert everything(target) == before
    (target / "anteckningar.txt").write_text("mina", encoding="utf-8")
    kept = everything(target)
    with pytest.raises(EnvironmentProblem, match=r"”anteckningar\.txt” är inte gjord av avtal"):
        write_comparison(comparison, order(), target, ())
    assert everything(target) == kept


def test_it_does_not_go_among_what_is_compared(comparison: Comparison, tmp_path: Path) -> None:
    source = tmp_path / "content"
    source.mkdir()
    with pytest.raises(EnvironmentProblem, match="bland innehåll och mallar"):
        write_comparison(comparison, order(), source / "ut", (source,))
    assert list(source.iterdir()) == []


def test_public_and_full_comparisons_lie_apart(tmp_path: Path) -> None:
    full, public = (target_of(tmp_path, "minsta", ("a", "b"), copy) for copy in Copy)
    assert full == tmp_path / "minsta" / "jamforelse" / "a_b"
    assert public == tmp_path / "minsta" / "jamforelse-offentlig" / "a_b"
    assert target_of(tmp_path, None, ("a", "b"), Copy.FULL).parts[-3:] == (
        "handlingar",
        "jamforelse",
        "a_b",
    )


def test_full_copies_are_not_compared_into_public_ones(workspace: Workspace) -> None:
    drafts = build(workspace.case(), workspace.root / "ut", None, Copy.PUBLIC).folder
    aside = drafts.rename(workspace.root / "till tidningen")
    for output in (workspace.root / "utkast-offentlig" / "mer", aside, aside / "ny"):
        with pytest.raises(EnvironmentProblem, match="är för offentliga kopior"):
            target_of(output, "minsta", ("a", "b"), Copy.FULL)
        assert target_of(output, "minsta", ("a", "b"), Copy.PUBLIC).is_relative_to(output)


def test_a_forged_manifest_leads_nowhere_else(engine: Engine, tmp_path: Path) -> None:
    sides = []
    for name in ("a", "b"):
        folder = tmp_path / "in" / name
        folder.mkdir(parents=True)
        (folder / "x.docx").write_bytes(Agreement((Text(name),)).to_bytes())
        manifest = Manifest(
            case="../../ute",
            case_number=None,
            status=Status.DRAFT,
            copy=Copy.FULL,
            documents=(),
            exemptions=(),
            content_sha256=None,
            avtal_version="0",
        )
        (folder / "manifest.json").write_bytes(manifest.to_bytes())
        sides.append(from_folder(folder))
    assert {side.case for side in sides} == {None}


def test_documents_of_like_names_have_redlines_of_their_own(engine: Engine, tmp_path: Path) -> None:
    long = "samverkansdokument mellan kommunen och polisen del "
    for side, word in (("a", "ett"), ("b", "två")):
        (tmp_path / side).mkdir()
        for name in ("å", "ä", f"{long}A", f"{long}B"):
            data = Agreement((Text(f"{name} {word}"),)).to_bytes()
            (tmp_path / side / f"{name}.docx").write_bytes(data)
    found = compare(from_folder(tmp_path / "a"), from_folder(tmp_path / "b"), engine, order())
    written = write_comparison(found, order(), tmp_path / "ut" / "a_b", ())
    assert len(set(written.redlines.values())) == len(written.redlines) == 4
    for key, name in written.redlines.items():
        text = outline((written.folder / name).read_bytes())
        assert key in text


def test_a_comparison_of_other_sides_is_left(engine: Engine, tmp_path: Path) -> None:
    folders = []
    for place in ("ett", "två"):
        files = []
        for name in ("a", "b"):
            path = tmp_path / place / f"{name}.docx"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(Agreement((Text(f"{place} {name}"),)).to_bytes())
            files.append(from_file(path))
        found = compare(files[0], files[1], engine, order())
        folders.append(write_comparison(found, order(), tmp_path / "ut" / "a_b", ()).folder)
        again = write_comparison(found, order(), tmp_path / "ut" / "a_b", ())
        assert again.folder == folders[-1]
    assert [folder.name for folder in folders] == ["a_b", "a_b_2"]
