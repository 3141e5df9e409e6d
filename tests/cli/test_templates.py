"""The commands about templates, as a real process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from avtal.case.kinds import DOCUMENTS
from tests.conftest import REPOSITORY, Workspace
from tests.processes import Ran, run
from tests.templates.test_folder import changed, skipping_a_level

COUNTED = f"{len(DOCUMENTS)} mallar"
ADVICE = (
    "råd: en rubriknivå hoppas över: Rubrik 3 följer på Rubrik 1\n"
    "  --> templates/atgardsplan.docx  "
    "(brödtext, stycke 18 under ”Fokusområde {{ f.nr }}: {{ f.titel }}”)\n"
    "   = hjälp: ge rubriken formatet Rubrik 2\n\n"
    f"{COUNTED}: 1 råd.\n"
)
CLEAN = Ran(0, f"{COUNTED}: inget att anmärka på.\n", "")


def test_advice_is_given_with_exit_code_0(workspace: Workspace) -> None:
    workspace.case("minsta")
    for folder in (workspace.root, workspace.root / "content" / "minsta"):
        assert run("templates", "check", cwd=folder) == CLEAN
    (workspace.root / "templates").rename(workspace.root / "mallar")
    skipping_a_level(workspace.root / "mallar" / "atgardsplan.docx")
    ran = run("templates", "check", "--templates", "mallar", cwd=workspace.root)
    assert ran == Ran(0, ADVICE.replace("templates/", "mallar/"), "")


def test_a_wrong_template_gives_exit_code_1(workspace: Workspace) -> None:
    changed(workspace.root / "templates" / "lagesbild.docx", "{{ område }}", "{{ omrade }}")
    assert run("templates", "check", cwd=workspace.root) == Ran(
        1,
        "fel: namnet ”omrade” finns inte\n"
        "  --> templates/lagesbild.docx  (brödtext, stycke 5: {{ omrade }})\n"
        "   = hjälp: menade du ”område”?\n\n"
        f"{COUNTED}: 1 fel.\n",
        "",
    )


def test_json_has_the_problems_and_the_templates(workspace: Workspace) -> None:
    skipping_a_level(workspace.root / "templates" / "atgardsplan.docx")
    ran = run("templates", "check", "--json", cwd=workspace.root)
    read = json.loads(ran.out)
    assert (read["command"], read["exit_code"], ran.err) == ("templates check", 0, "")
    assert [problem["severity"] for problem in read["problems"]] == ["råd"]
    assert read["result"]["templates"][0] == "templates/tjansteutlatande.docx"
    assert len(read["result"]["templates"]) == len(DOCUMENTS)


def test_where_there_are_no_templates_it_is_said(tmp_path: Path) -> None:
    ran = run("templates", "check", cwd=tmp_path)
    assert ran == Ran(
        2,
        "",
        "fel: här finns ingen mapp med mallar bredvid en mapp content\n"
        "   = hjälp: gå med cd till mappen som innehåller content och templates, eller ange "
        "--templates\n\n",
    )
    ran = run("templates", "check", "--json", "--templates", "borta", cwd=tmp_path)
    read = json.loads(ran.out)
    assert (ran.exit_code, read["command"], read["exit_code"]) == (2, "templates check", 2)
    assert read["problems"][0]["message"] == "mappen med mallar, ”borta”, finns inte"


def test_the_fields_of_a_document_are_a_table(workspace: Workspace) -> None:
    ran = run("templates", "fields", "lagesbild", cwd=workspace.root)
    assert (ran.exit_code, ran.err) == (0, "")
    lines = [line.split() for line in ran.out.splitlines()]
    assert ran.out.startswith("överst i mallen för gemensam lokal lägesbild:\n")
    assert ["område", "text", "Det", "geografiska", "området.", "lagesbild"] in lines
    assert "varje post i kartläggning:\n" in ran.out
    assert "varje post i alla.åtgärder:\n" in ran.out


def test_the_fields_of_all_are_listed_as_json(workspace: Workspace) -> None:
    ran = run("templates", "fields", "--json", cwd=workspace.root)
    read = json.loads(ran.out)
    assert read["command"] == "templates fields"
    fields = read["result"]["fields"]
    (row,) = [
        row
        for row in fields
        if (row["group"], row["field"]) == ("varje post i alla.åtgärder", "mått")
    ]
    assert row == {
        "group": "varje post i alla.åtgärder",
        "field": "mått",
        "type": "text",
        "description": "Hur mycket, hur ofta eller hur många.",
        "templates": ["medborgarlofte", "atgardsplan"],
    }
    assert len({(row["group"], row["field"]) for row in fields}) == len(fields)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["fields", "atgardplan"], "fel: handlingen ”atgardplan” finns inte\n"
         "   = hjälp: menade du ”atgardsplan”?\n\n"),
        (["chek"], "fel: kommandot ”chek” finns inte\n   = hjälp: menade du ”check”?\n\n"),
        (["check", "--templates"], "fel: flaggan --templates behöver ett värde\n"
         "   = hjälp: skriv --templates MAPP\n\n"),
    ],
)  # fmt: skip
def test_wrong_usage_is_a_sentence(workspace: Workspace, words: list[str], message: str) -> None:
    assert run("templates", *words, cwd=workspace.root) == Ran(2, "", message)


def test_help_is_in_swedish(workspace: Workspace) -> None:
    ran = run("templates", "--help", cwd=workspace.root)
    assert ran.exit_code == 0
    assert "Kontrollera alla mallar i mappen." in ran.out
    assert "Visa alla fält som mallarna kan skriva ut" in ran.out


WORD = ("docxtpl", "docx", "lxml", "jinja2")


def test_a_check_whose_results_are_kept_reads_no_word(tmp_path: Path) -> None:
    told = (
        "import sys; sys.argv = ['avtal', 'templates', 'check']\n"
        "from avtal.cli.app import main\n"
        "try: main()\n"
        f"except SystemExit: print([m for m in {WORD} if m in sys.modules])"
    )
    command = [sys.executable, "-c", told]
    cold, warm = (
        run(cwd=REPOSITORY, command=command, env={"AVTAL_CACHE": str(tmp_path)}) for _ in range(2)
    )
    assert "lxml" in cold.out
    assert warm.out == f"{COUNTED}: inget att anmärka på.\n[]\n"
    assert len(list(tmp_path.iterdir())) == len(DOCUMENTS)


def test_nothing_is_kept_where_the_user_says_so(tmp_path: Path) -> None:
    settings = {"AVTAL_CACHE": "0", "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    ran = run("templates", "check", cwd=REPOSITORY, env=settings)
    assert (ran.exit_code, list(tmp_path.iterdir())) == (0, [])
    ran = run("templates", "check", cwd=REPOSITORY, env={**settings, "AVTAL_CACHE": ""})
    assert ran.exit_code == 0
    assert [path.name for path in tmp_path.rglob("mall-*")] != []
