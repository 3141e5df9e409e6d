"""The register from the terminal, as a registrar meets it: real processes in a workspace."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from avtal.cli import environment
from avtal.register.acts.new_register import make_register
from avtal.register.opening import RegisterPlace
from tests.conftest import Workspace
from tests.processes import Ran, run

SMALL = "KS 2024/12"
REMISS = ("register", "content/minsta", "--purpose", "remiss", "--dnr", SMALL)


@pytest.fixture
def root(workspace: Workspace) -> Path:
    """Return a folder with the smallest case, a PDF and a register with nothing in it."""
    workspace.case("minsta")
    make_register(RegisterPlace(workspace.root / "output" / "register"))
    (workspace.root / "svar.pdf").write_bytes(b"%PDF-1.4")
    return workspace.root


def done(ran: Ran) -> str:
    assert (ran.exit_code, ran.err.count("fel:")) == (0, 0), ran.err
    return ran.out


def answer(ran: Ran) -> Any:
    """Return the envelope of a command that was run with --json."""
    envelope = json.loads(ran.out)
    assert envelope["schema"] == "avtal/1"
    assert envelope["exit_code"] == ran.exit_code
    return envelope


def test_a_day_at_the_desk(root: Path) -> None:
    out = done(run(*REMISS, "--to", "polis", "--item", "tjansteutlatande=7", cwd=root))
    lines = out.splitlines()
    assert lines[0] == f"Registrerad: {SMALL}@1, remiss, i {root}/output/register/KS-2024-12/v1"
    assert lines[1] == "  nr 7     Tjänsteutlåtande (tjansteutlatande), ny"
    assert lines[2] == "  utan nr  Samverkansöverenskommelse (overenskommelse), ny"
    assert lines[3].startswith("Registrets kontrollsumma efter händelse 2: ")
    assert len(lines[3].rpartition(" ")[2]) == 64

    out = done(
        run(
            *("register-file", SMALL, "svar.pdf", "--title", "Polisens svar"),
            *("--type", "inkommen", "--from", "Polisen", "--answers", f"{SMALL}@remiss"),
            *("--document-date", "2026-11-20", "--by", "Anna"),
            cwd=root,
        )
    )
    assert out.startswith(f"Registrerad: {SMALL}@fil1, inkommen, utan nr, i ")
    out = done(run("number", f"{SMALL}@fil1", "8", cwd=root))
    assert out.startswith(f"Handlingsnummer antecknat i {SMALL}: ”Polisens svar” (fil 1).\n")
    out = done(run("note", f"{SMALL}@1/overenskommelse", "expedierad", "--to", "Polisen", cwd=root))
    assert out.startswith(f"Antecknat som expedierad i {SMALL}: ”Samverkansöverenskommelse”")
    out = done(run("correct", f"{SMALL}@fil1", "--title", "Yttrande", "--reason", "fel", cwd=root))
    assert out.startswith(f"Rättat i {SMALL}: ”Yttrande” (fil 1).")
    out = done(run("void", f"{SMALL}@fil1", "--reason", "fel ärende", cwd=root))
    assert out.startswith(f"Makulerat i {SMALL}: ”Yttrande” (fil 1).")
    out = done(
        run(
            *("approve", "content/minsta", "--as", "kommundirektor", "--by", "Eva Ek"),
            *("--dnr", SMALL),
            cwd=root,
        )
    )
    assert out.startswith(f"Innehållet i {SMALL} är godkänt av Eva Ek (kommundirektör).\n")


def test_the_envelopes(root: Path) -> None:
    envelope = answer(run(*REMISS, "--allocate", "--json", cwd=root))
    result = envelope["result"]
    assert (result["case_number"], result["version"], result["new_version"]) == (SMALL, 1, True)
    assert [one["item"] for one in result["documents"]] == [1, 2]
    assert result["head"]["length"] == 2
    filing = ("register-file", SMALL, "svar.pdf", "--title", "Svar", "--type", "upprattad")
    envelope = answer(run(*filing, "--json", cwd=root))
    assert envelope["result"]["manifest"]["type"] == "upprättad"
    envelope = answer(run("void", f"{SMALL}@fil1", "--reason", "fel", "--json", cwd=root))
    assert envelope["result"]["documents"] == ["”Svar” (fil 1)"]
    envelope = answer(run(*REMISS, "--json", cwd=root))
    assert (envelope["exit_code"], envelope["result"]) == (2, None)
    assert envelope["problems"][0]["message"] == (
        "inget har ändrats sedan version 1, som redan är registrerad som remiss"
    )


def test_what_stops_a_purpose_is_told_at_its_place(root: Path) -> None:
    ran = run(*REMISS[:3], "beslutsunderlag", "--dnr", SMALL, cwd=root)
    assert ran.exit_code == 1
    assert "--> content/minsta/overenskommelse.yaml:" in ran.err
    assert ran.err.rstrip().endswith("; inget har registrerats.")
    assert not (root / "output").exists() or not list((root / "output").rglob("v1"))


def test_where_the_register_is(root: Path) -> None:
    done(run("register-new", "--register", "diariet", cwd=root))
    done(run(*REMISS, "--register", "diariet", cwd=root))
    assert (root / "diariet" / "KS-2024-12" / "v1").is_dir()
    inside = run("register", "minsta", *REMISS[2:], cwd=root / "content")
    assert (root / "output" / "register" / "KS-2024-12" / "v1").is_dir()
    assert done(inside)


TO_COME = str(environment.today() + timedelta(days=2))
RECEIVED = ("register-file", SMALL, "borta.pdf", "--title", "S")
WRONG = [
    (("register", "content/minsta"), "flaggan --purpose saknas"),
    (("register", "content/minsta", "--purpose", "beslut"), "--purpose kan inte vara ”beslut”"),
    (("register", "content/borta", *REMISS[2:]), "ärendet ”content/borta” finns inte"),
    ((*REMISS, "--date", "i dag"), "--date kan inte vara ”i dag”"),
    ((*REMISS, "--item", "overenskommelse"), "”overenskommelse” är ingen handling med nummer"),
    ((*REMISS, "--item", "overenskommelse=x"), "”x” kan inte vara ett handlingsnummer"),
    ((*REMISS, "--by", " "), "--by är en tom text"),
    ((*REMISS, "--db", "hej"), "databasen som --db eller AVTAL_DB anger kan inte användas"),
    (("register-file", SMALL), "FIL saknas"),
    (("register-file", SMALL, "svar.pdf"), "flaggan --title saknas"),
    (
        ("register-file", SMALL, "borta.pdf", "--title", "S", "--type", "upprattad"),
        "filen ”borta.pdf” finns inte",
    ),
    (
        ("register-file", SMALL, "svar.pdf", "--title", "", "--type", "upprattad"),
        "--title är en tom text",
    ),
    (
        ("register-file", SMALL, "svar.pdf", "--title", "S", "--type", "inkomen"),
        "--type kan inte vara ”inkomen”",
    ),
    (("note", f"{SMALL}@1", "beslutat"), "STATUS kan inte vara ”beslutat”"),
    (
        ("note", f"{SMALL}@1", "utgangen", "--date", TO_COME),
        f"--date {TO_COME} har inte varit än",
    ),
    (
        (*RECEIVED, "--type", "inkommen", "--document-date", TO_COME),
        f"--document-date {TO_COME} har inte varit än, men handlingen har kommit in",
    ),
    ((*RECEIVED, "--type", "upprattad", "--document-date", "1874-12-03"), "--document-date 1874"),
    ((*REMISS, "--date", "0218-12-03"), "--date 0218-12-03 är "),
    ((*REMISS, "--reply-by", "9999-12-31"), "--reply-by 9999-12-31 är "),
    (("note", f"{SMALL}@1", "forlangd", "--until", "2218-12-03"), "--until 2218-12-03 är "),
    (("log", "--from", "0218-12-03"), "--from 0218-12-03 är "),
    (("log", "--to", "9999-12-31"), "--to 9999-12-31 är "),
    (("check", "content/minsta", "--per-datum", "0218-12-03"), "--per-datum 0218-12-03 är "),
    (("void", f"{SMALL}@1"), "flaggan --reason saknas"),
    (
        ("void", f"{SMALL}@1", "--reason", "fel", "--register", "annat"),
        "det finns inget register i ”annat”",
    ),
    (("number", f"{SMALL}@1"), "HANDLING=NUMMER… saknas"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_command_gets_a_sentence(
    root: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = run(*arguments, cwd=root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith(f"fel: {message}"), ran.err
    assert "   = hjälp: " in ran.err
    assert "Traceback" not in ran.err
    assert not list(root.rglob("v1"))


def test_the_user_of_the_computer_registers_if_nobody_is_named(root: Path) -> None:
    done(run(*REMISS, cwd=root, env={"LOGNAME": "kalle"}))
    manifest = json.loads((root / "output/register/KS-2024-12/v1/manifest.json").read_bytes())
    assert manifest["registered_by"] == "kalle"


@pytest.mark.parametrize(
    "command",
    [
        "register-new",
        "register",
        "register-file",
        "approve",
        "number",
        "note",
        "correct",
        "strike",
        "void",
    ],
)
def test_every_help_page_is_in_swedish(root: Path, command: str) -> None:
    out = done(run(command, "--help", cwd=root))
    assert out.startswith(f"Användning: avtal {command}") or "python -m avtal" in out
    assert "[required]" not in out
    assert "--register MAPP" in out
