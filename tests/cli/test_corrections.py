"""`avtal correct` and `avtal strike` from the terminal, as a registrar meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import SMALL, Desk

REASON = ("--reason", "skrevs fel", "--by", "Anna")


@pytest.fixture
def root(workspace: Workspace) -> Path:
    """Return a folder where a version and a file are registered."""
    desk = Desk(workspace)
    desk.register()
    desk.file()
    return workspace.root


def test_everything_of_a_file_at_once(root: Path) -> None:
    ran = run(
        *("correct", f"{SMALL}@fil1", "--title", "Yttrande", "--type", "protokollsutdrag"),
        *("--document-date", "2026-11-20", "--from", "Region Mitt", "--answers", f"{SMALL}@1"),
        *("--item", "9", *REASON),
        cwd=root,
    )
    assert (ran.exit_code, ran.err) == (0, "")
    assert ran.out.startswith(f"Rättat i {SMALL}: ”Yttrande” (fil 1).\n")
    line = run("log", SMALL, cwd=root).out
    assert "2026-11-20  KS 2024/12-9  Yttrande" in line
    assert "protokollsutdrag, från Region Mitt, registrerad, svar på KS 2024/12@1" in line
    out = run("show", f"{SMALL}@fil1", cwd=root).out
    assert "titeln rättades från ”Svar” till ”Yttrande”" in out
    ran = run(
        "correct", f"{SMALL}@fil1", "--remove", "svar", "--remove", "nummer", *REASON, cwd=root
    )
    assert ran.exit_code == 0
    assert "svar på" not in run("log", SMALL, cwd=root).out


def test_a_case_is_corrected_by_its_number(root: Path) -> None:
    ran = run("correct", SMALL, "--title", "Ett annat namn", *REASON, cwd=root)
    assert ran.out.startswith(f"Rättat i {SMALL}: ärendet ”Ett annat namn”.\n")
    assert run("show", SMALL, cwd=root).out.startswith(f"{SMALL} – Ett annat namn – ")


def test_an_entry_is_struck(root: Path) -> None:
    assert run("note", f"{SMALL}@1", "granskad", cwd=root).exit_code == 0
    shown = json.loads(run("show", SMALL, "--json", cwd=root).out)["result"]["events"]
    number = next(one["sequence"] for one in shown if one["kind"] == "anteckning")
    ran = run("strike", SMALL, str(number), *REASON, cwd=root)
    assert ran.out.startswith(f"Händelse {number} är struken i {SMALL}: ”Tjänsteutlåtande”")
    assert "granskad" not in run("log", SMALL, cwd=root).out
    out = run("show", SMALL, cwd=root).out
    assert f"  {number}. " in out
    assert "STRUKEN (skrevs fel) ”Tjänsteutlåtande” (version 1) och " in out


WRONG = [
    (("correct", SMALL, "--secrecy", "OSL"), "KS 2024/12 är hela ärendet"),
    (("correct", f"{SMALL}@fil1", "--folder", "minsta"), "--folder gäller hela ärendet"),
    (("correct", f"{SMALL}@fil1"), "det finns inget att rätta"),
    (("correct", SMALL), "det finns inget att rätta"),
    (("correct", f"{SMALL}@fil1", "--remove", "titel"), "--remove kan inte vara ”titel”"),
    (("correct", f"{SMALL}@fil1", "--item", "0"), "”0” kan inte vara ett handlingsnummer"),
    (("strike", SMALL, "0"), "HÄNDELSE kan inte vara ”0”"),
    (("strike", SMALL, "99"), "ärendet KS 2024/12 har ingen händelse 99"),
    (("strike", f"{SMALL}@1", "3"), "”KS 2024/12@1” är inget diarienummer"),
    (("note", f"{SMALL}@1", "beslutad", "--body", "nämnden", "--paragraph", "3", "--outcome",
      "avslag"), "--body nämnden: ärendet har inget sådant organ"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_a_wrong_command_gets_a_sentence(root: Path, words: tuple[str, ...], message: str) -> None:
    more = REASON if words[0] != "note" else ()
    ran = run(*words, *more, cwd=root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith(f"fel: {message}"), ran.err
    assert "   = hjälp: " in ran.err


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("enligt förslag", "beslutad"),
        ("med andring", "beslutad"),
        ("aterremiss", "återremitterad"),
        ("bordlagd", "bordlagd"),
        ("avslag", "avslagen"),
    ],
)
def test_a_decision_is_shown_as_what_it_was(root: Path, outcome: str, status: str) -> None:
    decision = ("--body", "Kommunstyrelsen", "--paragraph", "§ 12", "--outcome", outcome)
    ran = run("note", f"{SMALL}@1", "beslutad", *decision, "--date", "2026-11-20", cwd=root)
    assert ran.exit_code == 0, ran.err
    rows = json.loads(run("log", SMALL, "--json", cwd=root).out)["result"]["documents"]
    assert [row["status"] for row in rows] == [status, status, "registrerad"]
    assert rows[0]["decision"].startswith("kommunstyrelsen 2026-11-20 § 12, ")


def test_nothing_is_noted_on_what_is_voided(root: Path) -> None:
    assert run("void", f"{SMALL}@1/tjansteutlatande", *REASON, cwd=root).exit_code == 0
    ran = run("note", f"{SMALL}@1", "expedierad", "--to", "Polisen", cwd=root)
    assert ran.exit_code == 0
    assert "Obs! Inte på det som är makulerat: ”Tjänsteutlåtande” (version 1)." in ran.err
    assert ran.out.startswith(f"Antecknat som expedierad i {SMALL}: ”Samverkansöverenskommelse”")
    ran = run("note", f"{SMALL}@1/tjansteutlatande", "granskad", cwd=root)
    assert ran.exit_code == 2
    assert "är makulerad, och inget mer antecknas på den" in ran.err
