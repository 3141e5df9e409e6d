"""The templates of a folder are checked together, for a build and by themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.case.stamp import Copy
from avtal.case.workspace import folder_of_templates
from avtal.making.build import build
from avtal.problems import CaseError, EnvironmentProblem, Problem
from avtal.templates.folder import check_folder, check_templates
from tests.conftest import REPOSITORY, Workspace

OURS = REPOSITORY / "templates"


def skipping_a_level(path: Path) -> None:
    """Let the first heading of level 2 in a template be one of level 3."""
    template = docx.Document(str(path))
    for paragraph in template.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 2":
            paragraph.style = template.styles["Heading 3"]
            break
    template.save(str(path))


def changed(path: Path, old: str, new: str, *, part: str = "body") -> None:
    """Replace a text in the runs of a template's body or headers, where it stands once."""
    template = docx.Document(str(path))
    section = template.sections[0]
    paragraphs = list(template.element.body.iter("{*}p"))
    if part == "header":
        paragraphs = [
            paragraph
            for header in (section.header, section.first_page_header)
            for paragraph in header._element.iter("{*}p")
        ]
    found = [text for p in paragraphs for text in p.iter("{*}t") if text.text and old in text.text]
    assert found, old
    for text in found:
        text.text = text.text.replace(old, new)
    template.save(str(path))


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.message, problem.path) for problem in problems]


def test_nothing_is_said_of_our_own_templates() -> None:
    checked = check_folder(OURS)
    assert checked.problems == ()
    assert set(checked.reports) == set(checked.sources) == set(BY_KEY)
    assert set(checked.ready) == set(BY_KEY)


def test_a_build_tells_all_mistakes_of_all_templates_and_of_the_content(
    workspace: Workspace,
) -> None:
    templates = workspace.root / "templates"
    changed(templates / "tjansteutlatande.docx", "{{ ärende.titel }}", "{{ ärende.titl }}")
    changed(templates / "tjansteutlatande.docx", "p.text", "p.txt")
    changed(templates / "overenskommelse.docx", "{{ o.namn", "{{ o.nam")
    folder = workspace.case("minsta")
    with pytest.raises(CaseError) as caught:
        build(folder, workspace.root / "ut", None, Copy.FULL)
    assert [(p.file, p.message, p.severity) for p in caught.value.problems] == [
        ("templates/tjansteutlatande.docx", "fältet ”titl” finns inte här", "fel"),
        ("templates/tjansteutlatande.docx", "fältet ”txt” finns inte här", "fel"),
        ("templates/overenskommelse.docx", "fältet ”nam” finns inte här", "fel"),
    ]
    assert not (workspace.root / "ut").exists()
    with (folder / "arende.yaml").open("a", encoding="utf-8") as file:
        file.write("\nokänt: 1\n")
    with pytest.raises(CaseError) as caught:
        build(folder, workspace.root / "ut", None, Copy.FULL)
    assert [p.file for p in caught.value.problems] == [
        "content/minsta/arende.yaml",
        "templates/tjansteutlatande.docx",
        "templates/tjansteutlatande.docx",
        "templates/overenskommelse.docx",
    ]


def test_advice_stops_no_build_and_is_not_told_by_it(workspace: Workspace) -> None:
    changed(workspace.root / "templates" / "tjansteutlatande.docx", "{{ ärende.titel }}", "Titel")
    case = workspace.case("minsta")
    built = build(case, workspace.root / "ut", None, Copy.FULL)
    assert {problem.code for problem in built.findings}.isdisjoint({"mall"})


@pytest.mark.parametrize(
    ("file", "old", "part", "message", "help"),
    [
        ("tjansteutlatande.docx", "{{ ärende.titel }}", "body",
         "mallen skriver inte ut handling.titel",
         "skriv {{ handling.titel }} som handlingens rubrik"),
        ("atgardsplan.docx", "{{ stämpel.nummer }}", "header",
         "mallen skriver inte ut stämpel.nummer", "skriv {{ stämpel.nummer }} i sidhuvudet"),
        ("atgardsplan.docx", "{{ stämpel.version }}", "header",
         "mallen skriver inte ut stämpel.version", "skriv {{ stämpel.version }} i sidhuvudet"),
        ("atgardsplan.docx", "{{ stämpel.status|versaler }}", "header",
         "mallen skriver inte ut stämpel.status", "skriv {{ stämpel.status }} i sidhuvudet"),
        ("atgardsplan.docx", "{{ stämpel.datum|kortdatum }}", "header",
         "mallen skriver inte ut stämpel.datum",
         "skriv den i sidhuvudet; datum skrivs {{ stämpel.datum|kortdatum }}"),
    ],
)  # fmt: skip
def test_what_the_registrar_asks_for_is_advised(
    workspace: Workspace, file: str, old: str, part: str, message: str, help: str
) -> None:
    templates = workspace.root / "templates"
    changed(templates / file, old, "utbytt", part=part)
    checked = check_templates([BY_KEY[file.removesuffix(".docx")]], templates)
    assert [(p.file, p.message, p.help, p.severity) for p in checked.problems] == [
        (f"templates/{file}", message, help, "råd")
    ]


def test_a_field_that_no_template_prints_is_advised_once_for_its_document(
    workspace: Workspace,
) -> None:
    templates = workspace.root / "templates"
    changed(templates / "atgardsplan.docx", "{{ å.nivå }}", "nivå")
    found = [p for p in check_folder(templates).problems if "ingen mall" in p.message]
    assert [(p.file, p.message, p.severity) for p in found] == [
        ("templates/atgardsplan.docx", "fält som ingen mall skriver ut: åtgärd.nivå", "råd")
    ]


def test_a_file_that_is_no_template_is_told(workspace: Workspace) -> None:
    templates = workspace.root / "templates"
    (templates / "atgardsplan.docx").rename(templates / "åtgärdsplan.docx")
    (templates / "~$esbild.docx").write_bytes(b"Words eget")
    found = [p for p in check_folder(templates).problems if p.file.endswith("åtgärdsplan.docx")]
    assert [(p.message, p.help, p.severity) for p in found] == [
        ("filen är inte mall för någon handling", "menade du ”atgardsplan.docx”?", "råd")
    ]
    assert not any("~" in p.file for p in check_folder(templates).problems)


def test_a_folder_without_templates_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        check_folder(tmp_path)
    assert caught.value.message == f"mappen ”{tmp_path}” har inga mallar"
    with pytest.raises(EnvironmentProblem) as caught:
        folder_of_templates(tmp_path / "borta")
    assert caught.value.message == f"mappen med mallar, ”{tmp_path / 'borta'}”, finns inte"


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _broken(path: Path) -> None:
    path.write_bytes(b"inte word")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_missing, "mallen finns inte"),
        (_folder, "mallen kan inte läsas"),
        (_broken, "filen är inte en Word-mall (.docx)"),
    ],
)
def test_a_template_that_cannot_be_read_does_not_hide_the_others(
    workspace: Workspace, damage: Callable[[Path], None], message: str
) -> None:
    templates = workspace.root / "templates"
    damage(templates / "lagesbild.docx")
    checked = check_templates(DOCUMENTS, templates)
    (problem,) = checked.errors
    assert (problem.file, problem.message.split(":")[0]) == ("templates/lagesbild.docx", message)
    assert len(checked.reports) >= len(DOCUMENTS) - 1


def test_a_kept_result_is_the_same_and_follows_the_template(
    workspace: Workspace, tmp_path: Path
) -> None:
    templates = workspace.root / "templates"
    skipping_a_level(templates / "atgardsplan.docx")
    cache = tmp_path / "cache"
    first = check_folder(templates, cache)
    again = check_folder(templates, cache)
    assert (again.problems, again.reports) == (first.problems, first.reports)
    assert set(again.ready) == set(first.ready) == set(BY_KEY)
    moved = shutil.copytree(templates, workspace.root / "mallar")
    assert [p.file for p in check_folder(moved, cache).problems] == ["mallar/atgardsplan.docx"]
    changed(templates / "lagesbild.docx", "{{ område }}", "{{ omrade }}")
    third = check_folder(templates, cache)
    assert [(p.file, p.message) for p in third.errors] == [
        ("templates/lagesbild.docx", "namnet ”omrade” finns inte")
    ]
