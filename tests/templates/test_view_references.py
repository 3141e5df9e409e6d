"""References to appendices in running text."""

from __future__ import annotations

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.making.build import build, draft_stamp
from avtal.templates.view import context
from tests.conftest import Workspace
from tests.documents import files, read_text

SECRET = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"


def test_a_reference_over_two_lines_or_partly_bold_has_one_number(workspace: Workspace) -> None:
    old = "[gemensam lokal lägesbild](bilaga:lagesbild) och"
    new = "[gemensam\n  lokal **läges**bild](bilaga:lagesbild) och"
    folder = workspace.case("taby-2018", edits={"tjansteutlatande.yaml": {old: new}})
    case = load(folder)
    seen = context(case, "tjansteutlatande", draft_stamp(case, "tjansteutlatande", Copy.FULL))
    text = "".join(span.text for span in seen["ärendet"].spans())
    assert "en gemensam lokal lägesbild (bilaga\u00a03) och enats" in text


def test_appendices_of_a_secret_document_are_not_told(workspace: Workspace) -> None:
    line = "titel: Samverkansöverenskommelse mellan Täby kommun och lokalpolisområde Täby}"
    edits = {"arende.yaml": {line: f"{line[:-1]}, {SECRET}}}"}}
    folder = workspace.case("taby-2018", edits=edits)
    built = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    assert "overenskommelse" not in files(built)
    for key, data in files(built).items():
        assert "till samverkansöverenskommelse" not in read_text(data), key
    assert "overenskommelse" not in (built.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_profile_named_like_a_content_file_hides_nothing(workspace: Workspace) -> None:
    folder = workspace.case("minsta", edits={})
    profiles = folder.parent / "profiler"
    (profiles / "lag-2023-196.yaml").rename(profiles / "overenskommelse.yaml")
    path = folder / "arende.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("lag-2023-196", "overenskommelse"),
        encoding="utf-8",
    )
    assert sorted(load(folder).files) == [
        "content/minsta/arende.yaml",
        "content/minsta/overenskommelse.yaml",
        "content/minsta/tjansteutlatande.yaml",
        "content/profiler/overenskommelse.yaml",
    ]
