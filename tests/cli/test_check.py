"""`avtal check` and `avtal rules` as real processes: what is said, counted and answered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from avtal.rules.catalogue import NUMBERED, RULES
from tests.conftest import REPOSITORY, Golden, Workspace
from tests.processes import Ran, run
from tests.templates.test_folder import changed, skipping_a_level

LAST = len(NUMBERED)
GOLDEN = REPOSITORY / "tests" / "golden" / "cli"
GOOD = "0 fel, 0 varningar, 0 råd och 2 undantag; utkast kan göras.\n\n"


def checked(workspace: Workspace, *arguments: str) -> Ran:
    return run("check", *arguments, cwd=workspace.root)


def answer(ran: Ran) -> dict[str, Any]:
    assert ran.err == ""
    read: dict[str, Any] = json.loads(ran.out)
    assert list(read) == ["schema", "command", "exit_code", "problems", "result"]
    assert (read["command"], read["exit_code"]) == ("check", ran.exit_code)
    return read


def closing(ran: Ran) -> list[str]:
    """Return the lines that count, of each case and of all."""
    return [line for line in ran.out.splitlines() if " fel, " in line]


def test_findings_are_the_result_and_stand_on_stdout(workspace: Workspace, golden: Golden) -> None:
    workspace.case("minsta")
    ran = checked(workspace, "content/minsta")
    assert (ran.exit_code, ran.err) == (0, "")
    golden(GOLDEN / "check-minsta.txt", ran.out)


def test_accepted_findings_are_shown_with_their_reason(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    ran = checked(workspace, "content/tre-parter", "--strict")
    assert (ran.exit_code, ran.err) == (0, "")
    assert ran.out.startswith("undantag [regel 3, atgardsplan]: ")
    assert "   = skäl: Planen är kommunens åtgärdsplan enligt lag" in ran.out
    assert ran.out.endswith(f"tre-parter: {GOOD}")


@pytest.mark.parametrize(
    ("options", "exit_code", "verdict"),
    [
        ([], 0, "utkast kan göras"),
        (["--stage", "utkast"], 0, "utkast kan göras"),
        (["--strict"], 1, "utkast kan göras, men allt är inte rättat"),
        (["--stage", "faststallande"], 1, "handlingarna kan inte läggas fram för beslut"),
    ],
)
def test_the_stage_says_what_counts(
    workspace: Workspace, options: list[str], exit_code: int, verdict: str
) -> None:
    """The Täby case has facts that are not confirmed: no error, but a warning."""
    workspace.case("taby-2018")
    ran = checked(workspace, "content/taby-2018", *options)
    counts = "0 fel, 1 varning, 0 råd och 3 undantag"
    assert (ran.exit_code, closing(ran)) == (exit_code, [f"taby-2018: {counts}; {verdict}."])


def test_every_case_is_taken_and_profiles_and_files_passed_over(workspace: Workspace) -> None:
    workspace.case("minsta")
    workspace.case("tre-parter")
    content = workspace.root / "content"
    (content / "LÄS MIG.txt").write_text("Här ligger ärendena.", encoding="utf-8")
    ran = checked(workspace, *(f"content/{path.name}" for path in sorted(content.iterdir())))
    assert ran.exit_code == 0
    names = [line.partition(":")[0] for line in closing(ran)]
    assert names == ["minsta", "tre-parter", "2 ärenden, 0 som inte duger"]


def test_the_law_profiles_are_checked_where_they_are_named(workspace: Workspace) -> None:
    ran = checked(workspace, "content/profiler")
    said = "0 fel, 0 varningar, 0 råd och 0 undantag; lagprofilerna kan användas."
    files = "fore-2023.yaml och lag-2023-196.yaml"
    assert ran == Ran(0, f"profiler ({files}): {said}\n\n", "")
    profile = workspace.root / "content" / "profiler" / "lag-2023-196.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("regel: 49", "regel: 48"), encoding="utf-8")
    ran = checked(workspace, "content/profiler")
    assert ran.exit_code == 1
    assert ran.out.startswith(
        "fel: regel 48 hör inte till dem som en lagprofil väljer\n"
        "  --> content/profiler/lag-2023-196.yaml:"
    )
    assert ran.out.endswith("lagprofilerna kan inte användas.\n\n")


def test_rules_are_not_tried_on_content_that_cannot_be_read(workspace: Workspace) -> None:
    workspace.case("minsta", edits={"arende.yaml": {"från: 2025-01-01": "från: 2025-01-32"}})
    ran = checked(workspace, "content/minsta")
    counts = "1 fel, 0 varningar, 0 råd och 0 undantag; utkast kan inte göras"
    assert ran.exit_code == 1
    assert closing(ran) == [f"minsta: {counts}, och reglerna prövas först när felen är rättade."]


def test_the_case_is_seen_from_another_day(workspace: Workspace) -> None:
    workspace.case("taby-2018")
    read = answer(checked(workspace, "content/taby-2018", "--per-datum", "2019-02-01", "--json"))
    late = [p["about"] for p in read["problems"] if p["code"] == "regel 22"]
    assert late == ["A1", "A5"]  # those that begin before that day and are still planned


def test_a_wrong_template_is_told_once_and_stops_every_case_that_has_it(
    workspace: Workspace,
) -> None:
    for name in ("minsta", "tre-parter"):
        workspace.case(name)
    changed(workspace.root / "templates" / "overenskommelse.docx", "{{ o.namn", "{{ o.nam")
    skipping_a_level(workspace.root / "templates" / "atgardsplan.docx")
    read = answer(checked(workspace, "content/minsta", "content/tre-parter", "--json"))
    said = [(p["severity"], p["file"]) for p in read["problems"] if p["code"] == "mall"]
    assert said == [
        ("fel", "templates/overenskommelse.docx"),
        ("råd", "templates/atgardsplan.docx"),
    ]
    codes = [(row["case"], row["exit_code"], row["fel"]) for row in read["result"]["cases"]]
    assert codes == [("minsta", 1, 1), ("tre-parter", 1, 0)]
    assert read["result"]["cases"][1]["broken_templates"] == ["templates/overenskommelse.docx"]
    ran = checked(workspace, "content/minsta", "content/tre-parter")
    assert closing(ran)[1].endswith(
        "utkast kan inte göras, eftersom templates/overenskommelse.docx har fel (se ovan)."
    )


def test_a_case_that_is_not_there_does_not_hide_the_others(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    ran = checked(workspace, "content/borta", "content/tre-parter")
    assert ran.exit_code == 2
    assert ran.err == (
        "fel: ärendet ”content/borta” finns inte\n"
        "   = hjälp: ange till exempel content/tre-parter; här finns tre-parter\n\n"
    )
    assert f"tre-parter: {GOOD}" in ran.out


def test_what_is_not_known_stops_a_decision_only(workspace: Workspace) -> None:
    """`avtal missing` says the same: it is needed before the decision."""
    number = {"arende.yaml": {"diarienummer: 2026/KS 0042 170": "diarienummer: null"}}
    workspace.case("tre-parter", edits=number)
    assert checked(workspace, "content/tre-parter").exit_code == 0
    read = answer(checked(workspace, "content/tre-parter", "--stage", "faststallande", "--json"))
    (lacking,) = [one for one in read["problems"] if one["code"] == "saknas"]
    assert (lacking["severity"], lacking["path"], lacking["line"]) == (
        "varning",
        "diarienummer",
        16,
    )
    assert lacking["message"] == ("uppgiften är inte känd: Diarienummer – ärendet")


def test_a_case_that_is_ready_for_a_decision_is_said_to_be(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    ran = checked(workspace, "content/tre-parter", "--stage", "faststallande")
    assert ran.exit_code == 0
    assert closing(ran)[0].endswith("handlingarna kan läggas fram för beslut.")


def test_templates_of_ones_own_are_used(workspace: Workspace) -> None:
    workspace.case("minsta")
    (workspace.root / "templates").rename(workspace.root / "mallar")
    assert checked(workspace, "content/minsta").exit_code == 2
    assert checked(workspace, "content/minsta", "--templates", "mallar").exit_code == 0


def test_the_same_case_named_twice_is_checked_once(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    names = ("content/tre-parter", "content/tre-parter/", "templates/../content/tre-parter")
    ran = checked(workspace, *names)
    assert len(closing(ran)) == 1


def test_nothing_to_check_is_no_success(workspace: Workspace) -> None:
    ran = checked(workspace, "content/profiler", "templates/lagesbild.docx")
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith("fel: här finns inget ärende att kontrollera\n")
    profiles = workspace.root / "content" / "profiler"
    for path in profiles.iterdir():
        path.rename(path.with_suffix(".yml"))
    ran = checked(workspace, "content/profiler")
    assert ran.exit_code == 1
    assert "fel: filen läses inte, eftersom namnet slutar på .yml\n" in ran.out
    (profiles / "fore-2023.yml").rename(profiles / "ny lag.yaml")
    ran = checked(workspace, "content/profiler")
    assert "eftersom filens namn inte kan vara ett id\n" in ran.out
    shutil.rmtree(profiles)
    profiles.mkdir()
    assert checked(workspace, "content/profiler").exit_code == 2


def test_without_templates_it_is_said(workspace: Workspace) -> None:
    workspace.case("minsta")
    shutil.rmtree(workspace.root / "templates")
    ran = checked(workspace, "content/minsta")
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith("fel: mappen med mallar, ”")


def test_json_has_a_row_for_each_case(workspace: Workspace) -> None:
    workspace.case("minsta")
    workspace.case("tre-parter")
    read = answer(checked(workspace, "content/minsta", "content/tre-parter", "--json"))
    counts = {"fel": 0, "varning": 2, "råd": 2, "undantag": 0}
    accepted = {"fel": 0, "varning": 0, "råd": 0, "undantag": 2}
    assert read["result"] == {
        "stage": "utkast",
        "strict": False,
        "cases": [
            {"case": "minsta", "exit_code": 0, **counts, "broken_templates": []},
            {"case": "tre-parter", "exit_code": 0, **accepted, "broken_templates": []},
        ],
        "total": {"fel": 0, "varning": 2, "råd": 2, "undantag": 2},
    }
    assert {(p["code"], p["about"]) for p in read["problems"]} >= {("regel 10", "F1")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["check"],
            "fel: ÄRENDE… saknas\n"
            "   = hjälp: skriv mappen med ärendets innehåll sist: python -m avtal check "
            "content/taby-2018\n\n",
        ),
        (
            ["check", "x", "--stage", "fastställande"],
            "fel: --stage kan inte vara ”fastställande”\n"
            "   = hjälp: menade du --stage faststallande?\n\n",
        ),
        (
            ["check", "x", "--per-datum", "1 maj"],
            "fel: --per-datum kan inte vara ”1 maj”\n"
            "   = hjälp: skriv en dag, till exempel 2018-12-03\n\n",
        ),
        (
            ["check", "x", "--per-datum", "2019-02-30"],
            "fel: --per-datum kan inte vara ”2019-02-30”\n"
            "   = hjälp: skriv en dag, till exempel 2018-12-03\n\n",
        ),
        (
            ["rules", "999"],
            "fel: regel ”999” finns inte\n"
            f"   = hjälp: reglerna har nummer 1 till {LAST}; avtal rules visar dem\n\n",
        ),
        (
            ["rules", "klarsprak"],
            "fel: regel ”klarsprak” finns inte\n   = hjälp: menade du ”klarspråk”?\n\n",
        ),
    ],
)
def test_wrong_usage_is_a_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert run(*arguments, cwd=tmp_path) == Ran(2, "", said)


def test_the_rules_are_listed(tmp_path: Path) -> None:
    ran = run("rules", cwd=tmp_path)
    lines = ran.out.splitlines()
    assert (ran.exit_code, ran.err, len(lines)) == (0, "", len(RULES))
    assert [line.split()[0] for line in lines[:LAST]] == [*map(str, range(1, LAST + 1))]
    assert lines[27].endswith("med de andra. (råd)")


def test_a_rule_is_explained(tmp_path: Path, golden: Golden) -> None:
    ran = run("rules", "51", cwd=tmp_path)
    assert (ran.exit_code, ran.err) == (0, "")
    golden(GOLDEN / "rules-51.txt", ran.out)


@pytest.mark.parametrize("word", ["29", "regel 29", "Regel 29", "029"])
def test_a_rule_is_found_by_what_is_printed_at_a_finding(tmp_path: Path, word: str) -> None:
    assert run("rules", word, cwd=tmp_path).out.startswith("Regel 29: ")
    assert run("rules", "Klarspråk", cwd=tmp_path).out.startswith("Klarspråk: ")


def test_rules_as_json(tmp_path: Path) -> None:
    read = json.loads(run("rules", "29", "--json", cwd=tmp_path).out)
    (rule,) = read["result"]["rules"]
    assert (rule["code"], rule["stages"], rule["excusable"], rule["held_by"]) == (
        "29",
        ["rad"],
        True,
        None,
    )
    read = json.loads(run("rules", "--json", cwd=tmp_path).out)
    assert len(read["result"]["rules"]) == len(RULES)
