"""`avtal missing` as a real process: the worklist, JSON and exit codes."""

from __future__ import annotations

import json

from tests.conftest import Workspace
from tests.processes import Ran, run

SMALLEST = """\
Behövs före beslut:

  content/minsta/arende.yaml:9:15  (diarienummer)
    Diarienummer – ärendet
    ansvarig: handläggaren
    handlingar: Tjänsteutlåtande (tjansteutlatande); Samverkansöverenskommelse (overenskommelse)

  content/minsta/arende.yaml:28:28  (personer.0.namn)
    Namn – person direktoren
    ansvarig: handläggaren
    handlingar: Tjänsteutlåtande (tjansteutlatande); Samverkansöverenskommelse (overenskommelse)

Behövs före underskrift:

  content/minsta/arende.yaml:28:5  (personer.0.titel)
    Titel – person direktoren
    ansvarig: handläggaren
    handlingar: Tjänsteutlåtande (tjansteutlatande); Samverkansöverenskommelse (overenskommelse)

  content/minsta/arende.yaml:29:5  (personer.1.titel)
    Titel – person polischefen
    ansvarig: handläggaren
    handlingar: Samverkansöverenskommelse (overenskommelse)

  content/minsta/arende.yaml:29:29  (personer.1.namn)
    Namn – person polischefen
    ansvarig: handläggaren
    handlingar: Samverkansöverenskommelse (overenskommelse)

  content/minsta/overenskommelse.yaml:30:22  (underskrift.datum)
    Underskrift › Datum – ”Samverkansöverenskommelse”
    ansvarig: handläggaren
    handlingar: Samverkansöverenskommelse (overenskommelse)

  content/minsta/overenskommelse.yaml:30:33  (underskrift.ort)
    Underskrift › Ort – ”Samverkansöverenskommelse”
    ansvarig: handläggaren
    handlingar: Samverkansöverenskommelse (overenskommelse)

7 uppgifter saknas: 2 före beslut, 5 före underskrift.
"""

KNOWN = {
    "arende.yaml": {
        "diarienummer: null": "diarienummer: KS 2024/17",
        "{id: direktoren, namn: null,": "{id: direktoren, namn: Bo Ek, titel: kommundirektör,",
        "{id: polischefen, namn: null,": "{id: polischefen, namn: Eva Ek, titel: polischef,",
    },
    "overenskommelse.yaml": {"datum: null, ort: null": "datum: 2024-12-02, ort: Granvik"},
}


def test_the_worklist_stands_by_stage(workspace: Workspace) -> None:
    workspace.case("minsta")
    assert run("missing", "content/minsta", cwd=workspace.root) == Ran(0, SMALLEST, "")
    assert not (workspace.root / "output").exists()


def test_what_is_never_needed_is_said_too(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    ran = run("missing", "content/tre-parter", cwd=workspace.root)
    assert (ran.exit_code, ran.err) == (0, "")
    first, *_, last = ran.out.split("\n\n")
    assert first == "Behövs före underskrift:"
    assert (
        "Aldrig obligatoriskt:\n"
        "\n"
        "  content/tre-parter/arende.yaml:88:54  (personer.4.förordnanden.0.till)\n"
        "    Förordnanden › Sista dag – person ”Idris Lindhagen” (lindhagen)\n"
        "    ansvarig: chef för lokalpolisområde Mellanåsen\n"
        "    handlingar: ingen visar att uppgiften saknas\n"
    ) in ran.out
    assert last == ("8 uppgifter saknas: 1 före underskrift, 7 aldrig obligatoriskt.\n")


def test_a_case_where_all_is_known(workspace: Workspace) -> None:
    workspace.case("minsta", edits=KNOWN)
    assert run("missing", "content/minsta", cwd=workspace.root) == Ran(0, "Inget saknas.\n", "")


def test_one_fact_is_counted_as_one(workspace: Workspace) -> None:
    known = {
        **KNOWN,
        "overenskommelse.yaml": {"datum: null, ort: null": "datum: 2024-12-02, ort: null"},
    }
    workspace.case("minsta", edits=known)
    ran = run("missing", "content/minsta", cwd=workspace.root)
    assert ran == Ran(
        0,
        "Behövs före underskrift:\n"
        "\n"
        "  content/minsta/overenskommelse.yaml:30:39  (underskrift.ort)\n"
        "    Underskrift › Ort – ”Samverkansöverenskommelse”\n"
        "    ansvarig: handläggaren (kommundirektör)\n"
        "    handlingar: Samverkansöverenskommelse (overenskommelse)\n"
        "\n"
        "1 uppgift saknas: 1 före underskrift.\n",
        "",
    )


def test_json_holds_the_same(workspace: Workspace) -> None:
    workspace.case("tre-parter")
    ran = run("missing", "content/tre-parter", "--json", cwd=workspace.root)
    assert (ran.exit_code, ran.err) == (0, "")
    read = json.loads(ran.out)
    listed = read["result"].pop("missing")
    assert read == {
        "schema": "avtal/1",
        "command": "missing",
        "exit_code": 0,
        "problems": [],
        "result": {},
    }
    assert len(listed) == 8
    (figure,) = [one for one in listed if one["path"].startswith("kartläggning")]
    assert figure == {
        "file": "content/tre-parter/lagesbild.yaml",
        "line": 56,
        "column": 40,
        "path": "kartläggning.2.värden.2023",
        "what": "Värden per år › 2023 – kartläggning ”Narkotikabrott där den misstänkta är un…” "
        "(kart_narkotika)",
        "owner": "handläggaren (utredare)",
        "documents": ["lagesbild"],
        "needed_before": "aldrig obligatorisk",
    }
    assert (listed[0]["path"], listed[0]["needed_before"]) == ("underskrift.ort", "underskrift")


def test_json_of_a_case_where_all_is_known(workspace: Workspace) -> None:
    workspace.case("minsta", edits=KNOWN)
    ran = run("missing", "content/minsta", "--json", cwd=workspace.root)
    assert json.loads(ran.out)["result"] == {"missing": []}


def test_a_wrong_case_gives_its_problems_and_exit_code_1(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {"datum: 2024-10-21": "datum: 2024-13-21"}}
    workspace.case("minsta", edits=edits)
    ran = run("missing", "content/minsta", cwd=workspace.root)
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err.startswith(
        "fel: datumet ”2024-13-21” finns inte i kalendern\n"
        "  --> content/minsta/overenskommelse.yaml:1:8  (datum)\n"
    )
    told = json.loads(run("missing", "content/minsta", "--json", cwd=workspace.root).out)
    assert (told["command"], told["exit_code"], told["result"]) == ("missing", 1, None)
    assert [problem["path"] for problem in told["problems"]] == ["datum"]


def test_a_rule_that_stops_the_draft_stops_the_worklist(workspace: Workspace) -> None:
    ring = {
        "overenskommelse.yaml": {'version: "1.0"': 'version: "1.0"\nbilagor: [overenskommelse]'}
    }
    workspace.case("minsta", edits=ring)
    ran = run("missing", "content/minsta", cwd=workspace.root)
    assert (ran.exit_code, ran.out) == (1, "")


def test_no_case_and_no_templates_are_exit_code_2(workspace: Workspace) -> None:
    workspace.case("minsta")
    ran = run("missing", "content/minsta", "--templates", "mallar", cwd=workspace.root)
    assert ran == Ran(
        2,
        "",
        "fel: mappen med mallar, ”mallar”, finns inte\n   = hjälp: ange den med --templates\n\n",
    )
    ran = run("missing", "content/stora", "--json", cwd=workspace.root)
    told = json.loads(ran.out)
    assert (ran.exit_code, told["command"], told["exit_code"]) == (2, "missing", 2)
    assert told["problems"][0]["message"] == "ärendet ”content/stora” finns inte"
