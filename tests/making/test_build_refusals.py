"""Every document or none: what stops a build, and that nothing was touched."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from avtal.case.stamp import Copy
from avtal.making.build import build
from avtal.problems import CaseError, EnvironmentProblem
from tests.conftest import REPOSITORY, Workspace
from tests.word.making import template

MEMO = "utan-dnr_00_tjansteutlatande_utkast.docx"
AGREEMENT = "utan-dnr_01_overenskommelse_utkast.docx"


def _everything(root: Path) -> dict[str, bytes | None]:
    """Return the bytes of every file below, None for a folder; locks do not count."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if not path.name.endswith(".avtal-lock")
    }


@pytest.fixture
def case(workspace: Workspace) -> Path:
    """Return the folder of the smallest case, of which there are drafts in `ut`."""
    folder = workspace.case("minsta")
    built = build(folder, workspace.root / "ut", None, Copy.FULL)
    assert sorted(path.name for path in built.folder.iterdir()) == [
        "manifest.json",
        MEMO,
        AGREEMENT,
    ]
    return folder


def _drafts(workspace: Workspace) -> Path:
    return workspace.root / "ut" / "minsta" / "utkast"


def _problems(workspace: Workspace, case: Path, templates: Path | None = None) -> list[str]:
    """Return what a build of a wrong case says; it left everything as it was."""
    before = _everything(workspace.root)
    with pytest.raises(CaseError) as caught:
        build(case, workspace.root / "ut", templates, Copy.FULL)
    assert caught.value.exit_code == 1
    assert _everything(workspace.root) == before
    return [f"{problem.file}: {problem.message}" for problem in caught.value.problems]


def _refusal(
    workspace: Workspace, case: Path, output: Path, templates: Path | None = None
) -> tuple[str, str]:
    """Return (message, help) of a build that cannot be made; it left everything as it was."""
    before = _everything(workspace.root)
    with pytest.raises(EnvironmentProblem) as caught:
        build(case, output, templates, Copy.FULL)
    assert caught.value.exit_code == 2
    assert _everything(workspace.root) == before
    return caught.value.message, caught.value.help


def _edit(file: Path, old: str, new: str) -> None:
    data = file.read_bytes()
    assert data.count(old.encode()) == 1
    file.write_bytes(data.replace(old.encode(), new.encode()))


# Content and templates


def test_a_wrong_content_file_stops_every_document(workspace: Workspace, case: Path) -> None:
    _edit(case / "overenskommelse.yaml", "datum: 2024-10-21", "datum: 2024-10-32")
    assert _problems(workspace, case) == [
        "content/minsta/overenskommelse.yaml: datumet ”2024-10-32” finns inte i kalendern"
    ]


def test_a_blocking_rule_stops_every_document(workspace: Workspace, case: Path) -> None:
    _edit(case / "overenskommelse.yaml", "datum: 2024", "bilagor: [overenskommelse]\ndatum: 2024")
    assert _problems(workspace, case) == [
        "content/minsta/overenskommelse.yaml: handlingen är bilaga till sig själv"
    ]


def test_a_blocking_rule_and_wrong_templates_are_told_together(
    workspace: Workspace, case: Path
) -> None:
    _edit(case / "overenskommelse.yaml", "datum: 2024", "bilagor: [overenskommelse]\ndatum: 2024")
    (workspace.root / "templates" / "tjansteutlatande.docx").write_bytes(b"x")
    (workspace.root / "templates" / "overenskommelse.docx").unlink()
    assert _problems(workspace, case) == [
        "content/minsta/overenskommelse.yaml: handlingen är bilaga till sig själv",
        "templates/tjansteutlatande.docx: filen är inte en Word-mall (.docx)",
        "templates/overenskommelse.docx: mallen finns inte",
    ]


def test_wrong_content_and_wrong_templates_are_told_together(
    workspace: Workspace, case: Path
) -> None:
    _edit(case / "overenskommelse.yaml", "datum: 2024-10-21", "datum: 2024-10-32")
    _edit(case / "arende.yaml", "id: tjansteutlatande", "id: tjansteutlatandet")
    (workspace.root / "templates" / "tjansteutlatande.docx").write_bytes(b"x")
    (workspace.root / "templates" / "lagesbild.docx").unlink()  # not a document of this case
    assert _problems(workspace, case) == [
        "content/minsta/arende.yaml: det finns ingen handling som heter ”tjansteutlatandet”",
        "content/minsta/overenskommelse.yaml: datumet ”2024-10-32” finns inte i kalendern",
        "templates/tjansteutlatande.docx: filen är inte en Word-mall (.docx)",
    ]


GOOD = (REPOSITORY / "templates" / "overenskommelse.docx").read_bytes()


def _zip(members: Mapping[str, bytes], start: bytes = b"") -> bytes:
    stream = io.BytesIO(start)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def _without(part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        return _zip({name: package.read(name) for name in package.namelist() if name != part})


NO_WORD = "filen är inte en Word-mall (.docx)"

BROKEN = {
    "empty": (b"", NO_WORD),
    "no-zip": (b"%PDF-1.7", NO_WORD),
    "truncated": (GOOD[:-200], NO_WORD),
    "other-zip": (_zip({"hej.txt": b"hej"}), NO_WORD),
    "no-document": (_without("word/document.xml"), "word/document.xml saknas i filen"),
    "no-types": (_without("[Content_Types].xml"), NO_WORD),
    "no-relations": (_without("_rels/.rels"), NO_WORD),
    "macros": (_zip({"word/vbaProject.bin": b"x"}, GOOD), "mallen har makron"),
    "doctype": (
        _zip({"word/extra.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, GOOD),
        "word/extra.xml har en dokumenttypsdeklaration",
    ),
    "bomb": (
        _zip({"word/bomb.bin": bytes(60_000_000)}, GOOD),
        "mallen är orimligt stor uppackad",
    ),
    "unknown-name": (template("{{ finns_inte }}"), "namnet ”finns_inte” finns inte"),
    "no-such-filter": (template("{{ syfte|stycke }}"), "filtret ”stycke” finns inte"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_template_stops_every_document(
    workspace: Workspace, case: Path, name: str
) -> None:
    data, message = BROKEN[name]
    (workspace.root / "templates" / "overenskommelse.docx").write_bytes(data)
    assert _problems(workspace, case) == [f"templates/overenskommelse.docx: {message}"]


def test_a_folder_in_place_of_a_template_is_told(workspace: Workspace, case: Path) -> None:
    file = workspace.root / "templates" / "overenskommelse.docx"
    file.unlink()
    file.mkdir()
    assert _problems(workspace, case) == [
        "templates/overenskommelse.docx: mallen kan inte läsas: det är en mapp, inte en fil"
    ]


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_a_pipe_in_place_of_a_template_is_told_and_not_read(
    workspace: Workspace, case: Path
) -> None:
    file = workspace.root / "templates" / "overenskommelse.docx"
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(CaseError) as caught:
        build(case, workspace.root / "ut", None, Copy.FULL)
    assert [problem.message for problem in caught.value.problems] == ["det här är ingen vanlig fil"]


def test_templates_from_elsewhere_are_named_as_they_lie(workspace: Workspace, case: Path) -> None:
    (workspace.root / "mallar").mkdir()
    assert _problems(workspace, case, workspace.root / "mallar") == [
        "mallar/tjansteutlatande.docx: mallen finns inte",
        "mallar/overenskommelse.docx: mallen finns inte",
    ]


@pytest.mark.parametrize("name", ["finns-inte", "content/minsta/arende.yaml"])
def test_a_folder_of_templates_that_is_none_is_refused(
    workspace: Workspace, case: Path, name: str
) -> None:
    templates = workspace.root / name
    assert _refusal(workspace, case, workspace.root / "ut", templates) == (
        f"mappen med mallar, ”{templates}”, finns inte",
        "ange den med --templates",
    )


# What lies in the output already


def _add(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def _change_agreement(folder: Path) -> None:
    _add(AGREEMENT, (folder / AGREEMENT).read_bytes() + b" ")(folder)


def _folder_for_memo(folder: Path) -> None:
    (folder / MEMO).unlink()
    (folder / MEMO).mkdir()


def _manifest_folder(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()


NO_MANIFEST = "den har filer men inget manifest från avtal"

LYING_THERE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "foreign-file": (_add("anteckningar.docx", b"x"), "”anteckningar.docx” är inte gjord av avtal"),
    "word-lock": (_add("~$1.docx", b"x"), "en av filerna är öppen i Word; stäng den"),
    "folder": (lambda folder: (folder / "gamla").mkdir(), "”gamla” är inte gjord av avtal"),
    "edited": (_change_agreement, f"”{AGREEMENT}” har ändrats sedan den gjordes"),
    "folder-as-file": (_folder_for_memo, f"”{MEMO}” är inte gjord av avtal"),
    "no-manifest": (lambda folder: (folder / "manifest.json").unlink(), NO_MANIFEST),
    "other-manifest": (_add("manifest.json", b'{"name": "app"}'), NO_MANIFEST),
    "broken-manifest": (_add("manifest.json", b'{"format": '), NO_MANIFEST),
    "manifest-is-a-folder": (_manifest_folder, NO_MANIFEST),
}


def test_what_a_file_manager_leaves_behind_is_no_hindrance(
    workspace: Workspace, case: Path
) -> None:
    output = workspace.root / "ut"
    folder = build(case, output, None, Copy.FULL).folder
    (folder / ".DS_Store").write_bytes(b"x")
    assert build(case, output, None, Copy.FULL).folder == folder
    assert not (folder / ".DS_Store").exists()


def test_drafts_are_not_put_into_drafts(workspace: Workspace, case: Path) -> None:
    inner = build(case, workspace.root / "ut", None, Copy.FULL).folder
    message, _ = _refusal(workspace, case, inner)
    assert message == f"”{inner}” är själv en mapp med utkast"


@pytest.mark.parametrize("name", LYING_THERE)
def test_a_folder_that_is_not_wholly_ours_is_left_alone(
    workspace: Workspace, case: Path, name: str
) -> None:
    change, why = LYING_THERE[name]
    change(_drafts(workspace))
    assert _refusal(workspace, case, workspace.root / "ut") == (
        f"”{_drafts(workspace)}” kan inte ersättas: {why}",
        "flytta undan det som ligger där, eller välj en annan mapp med --output",
    )


def test_a_folder_where_something_of_ours_is_missing_is_replaced(
    workspace: Workspace, case: Path
) -> None:
    (_drafts(workspace) / AGREEMENT).unlink()
    build(case, workspace.root / "ut", None, Copy.FULL)
    assert (_drafts(workspace) / AGREEMENT).exists()


def test_an_empty_folder_is_replaced(workspace: Workspace, case: Path) -> None:
    (workspace.root / "tom" / "minsta" / "utkast").mkdir(parents=True)
    assert build(case, workspace.root / "tom", None, Copy.FULL).folder.name == "utkast"


def test_a_file_as_output_is_refused(workspace: Workspace, case: Path) -> None:
    file = workspace.root / "fil"
    file.write_bytes(b"min egen fil")
    message, _ = _refusal(workspace, case, file)
    assert message == (
        f"kan inte skriva i ”{file / 'minsta' / 'utkast'}”: en del av sökvägen är en fil. "
        "Inget har ändrats"
    )


# Output among the sources


@pytest.mark.parametrize(
    "output",
    [
        "content",
        "content/minsta",
        "content/profiler",
        "content/ny/mapp",
        "templates",
        "templates/ny",
        "ut/../content",
        "genvag",
        "genvag/minsta",
    ],
)
def test_drafts_do_not_go_among_content_and_templates(
    workspace: Workspace, case: Path, output: str
) -> None:
    (workspace.root / "genvag").symlink_to(workspace.root / "content")
    message, help = _refusal(workspace, case, workspace.root / output)
    target = (workspace.root / output / "minsta" / "utkast").resolve()
    assert message == f"resultatet kan inte läggas i ”{target}”, bland innehåll och mallar"
    assert help == "välj en annan mapp med --output"


@pytest.mark.parametrize("name", ["content", "templates"])
def test_a_case_with_the_name_of_a_source_folder_does_not_write_there(
    workspace: Workspace, case: Path, name: str
) -> None:
    case = case.rename(case.with_name(name))
    message, _ = _refusal(workspace, case, workspace.root)
    target = workspace.root / name / "utkast"
    assert message == f"resultatet kan inte läggas i ”{target}”, bland innehåll och mallar"


def test_templates_inside_the_drafts_are_not_removed(workspace: Workspace, case: Path) -> None:
    templates = _drafts(workspace) / "mallar"
    (workspace.root / "templates").rename(templates)
    message, _ = _refusal(workspace, case, workspace.root / "ut", templates)
    assert message == (
        f"resultatet kan inte läggas i ”{_drafts(workspace)}”, bland innehåll och mallar"
    )


def test_the_output_may_be_a_link_to_another_folder(workspace: Workspace, case: Path) -> None:
    (workspace.root / "annat").mkdir()
    (workspace.root / "lank").symlink_to(workspace.root / "annat")
    build(case, workspace.root / "lank", None, Copy.FULL)
    assert (workspace.root / "annat" / "minsta" / "utkast" / MEMO).exists()


@pytest.mark.parametrize("long", ["case", "templates"])
def test_a_name_that_is_too_long_is_told(workspace: Workspace, case: Path, long: str) -> None:
    name = "x" * 300
    folder = case.with_name(name) if long == "case" else case
    templates = workspace.root / name if long == "templates" else None
    message, _ = _refusal(workspace, folder, workspace.root / "ut", templates)
    assert name in message


@pytest.mark.parametrize("round", ["output", "templates"])
def test_a_link_to_itself_is_told(workspace: Workspace, case: Path, round: str) -> None:
    link = workspace.root / "rund"
    link.symlink_to(link)
    output = link if round == "output" else workspace.root / "ut"
    message, _ = _refusal(workspace, case, output, link if round == "templates" else None)
    assert str(link) in message
