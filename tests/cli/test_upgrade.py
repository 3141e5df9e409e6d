"""`avtal upgrade` as a real process: what it shows, writes and answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CASES, Workspace
from tests.older import FACTS, IN_FORMAT_1, PROMISES
from tests.processes import AVTAL, Ran, run

OLD = '  - {id: kon_kommun, funktion: samordnare, väg: "0980-31 92 20, trygghet@example.se"}'
DIFF = f"""\
--- a/content/tre-parter/medborgarlofte.yaml
+++ b/content/tre-parter/medborgarlofte.yaml
@@ -72,9 +72,9 @@
   på [polisen.se](https://polisen.se/).
 
 kontakter:
-{OLD}
-  - {{id: kon_polis, funktion: kommunpolis, väg: "114 14, eller 112 när det är bråttom"}}
-  - {{id: kon_bolag, funktion: boendesamordnare, väg: "0980-31 92 40, boende@example.se"}}
+{OLD.replace("väg", "kontaktväg")}
+  - {{id: kon_polis, funktion: kommunpolis, kontaktväg: "114 14, eller 112 när det är bråttom"}}
+  - {{id: kon_bolag, funktion: boendesamordnare, kontaktväg: "0980-31 92 40, boende@example.se"}}
 
 undertecknare: [rask, lindhagen, hultmarker]
 

--- a/content/tre-parter/arende.yaml
+++ b/content/tre-parter/arende.yaml
@@ -2,6 +2,7 @@
 # siffrorna och diarienumren. Ärendet är ett prov på tre parter, hemliga delar och två beslutande
 # organ. Telefonnumren ligger i den serie som är avsatt för påhittade nummer.
 
+format: 2
 titel: Samverkansöverenskommelse mellan Lövåsa kommun, lokalpolisområde Mellanåsen och AB Lövåsahem
 undertitel: Åtgärdsplan mot brott 2026–2029
 

"""
CASE = "content/tre-parter"


@pytest.fixture
def case(workspace: Workspace) -> Path:
    return workspace.case("tre-parter", edits=IN_FORMAT_1)


def _upgrade(workspace: Workspace, *words: str) -> Ran:
    return run("upgrade", CASE, *words, cwd=workspace.root)


def _files(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in case.iterdir()}


def test_the_changes_are_shown_and_written_once(workspace: Workspace, case: Path) -> None:
    before = _files(case)
    assert _upgrade(workspace, "--dry-run") == Ran(
        0,
        f"{DIFF}Inget har skrivits. Utan --dry-run skrivs 2 filer om, från format 1 till "
        "format 2.\n",
        "",
    )
    assert _files(case) == before
    assert _upgrade(workspace) == Ran(
        0, f"{DIFF}tre-parter: 2 filer har skrivits om, från format 1 till format 2.\n", ""
    )
    assert _files(case) == _files(CASES / "good" / "tre-parter")
    assert _upgrade(workspace) == Ran(0, "Innehållet i tre-parter har redan format 2.\n", "")
    assert run("check", CASE, cwd=workspace.root).exit_code == 0


def test_json_has_the_files_in_order_and_what_differs(workspace: Workspace, case: Path) -> None:
    read = [
        json.loads(_upgrade(workspace, "--json", *words).out)["result"]
        for words in (["--dry-run"], [], [])
    ]
    assert [one.pop("dry_run") for one in read] == [True, False, False]
    assert [one["file"] for one in read[0]["files"]] == [f"{CASE}/{PROMISES}", f"{CASE}/{FACTS}"]
    assert "\n\n".join(one["diff"] for one in read[0]["files"]) == DIFF.removesuffix("\n\n")
    assert read[0] == read[1]
    assert read[2] == {"case": "tre-parter", "format_before": 2, "format": 2, "files": []}
    assert (read[1]["case"], read[1]["format_before"], read[1]["format"]) == ("tre-parter", 1, 2)


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(
    workspace: Workspace, case: Path
) -> None:
    text = (case / FACTS).read_text("utf-8")
    (case / FACTS).write_text(text.replace("\ntitel:", "\n# \u202e\t\u200bx\ntitel:", 1), "utf-8")
    out = _upgrade(workspace).out
    assert " # ·    ·x\n+format: 2\n titel:" in out


def test_what_stops_it_is_told_and_nothing_is_written(workspace: Workspace, case: Path) -> None:
    (case / PROMISES).write_text("kontakter: [\n", "utf-8")
    ran = _upgrade(workspace)
    assert (ran.exit_code, ran.out) == (1, "")
    assert f"--> {CASE}/{PROMISES}:1:12\n" in ran.err
    assert ran.err.endswith("1 fel; inget har skrivits.\n")
    assert "format" not in (case / FACTS).read_text("utf-8")


def test_a_case_that_is_not_there_is_told(workspace: Workspace) -> None:
    ran = _upgrade(workspace)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith("fel: ärendet ”content/tre-parter” finns inte\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a place that is always full")
def test_what_cannot_be_shown_is_not_written(workspace: Workspace, case: Path) -> None:
    before = _files(case)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*AVTAL, "upgrade", CASE],
            cwd=workspace.root,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "fel: resultatet kan inte skrivas ut: disken är full\n"
    assert _files(case) == before
