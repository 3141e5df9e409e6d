"""Everything that exists can be registered: any file, any day; and what is refused."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from avtal.files.digests import sha256
from avtal.problems import EnvironmentProblem
from avtal.register.acts.filing import Filing, register_file, safe_name
from avtal.register.events.kinds import CaseOpened, FileRegistered
from avtal.register.kinds import HandlingType
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, TODAY, Desk, everything


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def test_a_file_lies_read_only_beside_its_facts(desk: Desk) -> None:
    done = desk.file("Polisens svar (slutligt).PDF", content="%PDF-1.4", day=date(1998, 2, 1))
    name = "KS-2024-12_fil1_Polisens-svar-slutligt.pdf"
    assert done.folder == desk.store / "fil1"
    assert sorted(everything(done.folder)) == [name, "manifest.json"]
    assert (done.folder / name).read_bytes() == b"%PDF-1.4"
    manifest = json.loads((done.folder / "manifest.json").read_bytes())
    assert manifest["original_name"] == "Polisens svar (slutligt).PDF"
    assert manifest["sha256"] == sha256(b"%PDF-1.4")
    assert manifest["size"] == 8
    assert (manifest["day"], manifest["registered_at"]) == ("1998-02-01", "2026-11-26T12:00:00Z")
    assert not any(stat.S_IMODE(path.stat().st_mode) & 0o222 for path in done.folder.rglob("*"))


def test_the_ledger_has_the_facts_of_a_file(desk: Desk) -> None:
    desk.register()
    done = desk.file(answers=f"{SMALL}@remiss", allocate=True)
    (row,) = [row for row in desk.documents() if row["filing"]]
    assert {name: row[name] for name in ("filing", "item", "type", "direction", "sender")} == {
        "filing": 1,
        "item": 1,
        "type": "inkommen",
        "direction": "in",
        "sender": "Polisen",
    }
    assert (row["answers"], row["status"]) == (f"{SMALL}@1", "registrerad")
    assert done.head.length == len(desk.events()) == 3


@pytest.mark.parametrize(
    ("kind", "sender", "recipient", "direction"),
    [
        (HandlingType.RECEIVED, "Polisen", None, "in"),
        (HandlingType.SENT, None, "Polisen", "ut"),
        (HandlingType.DRAWN_UP, None, None, "intern"),
        (HandlingType.MINUTES, None, None, "intern"),
        (HandlingType.SIGNED, "Polisen", None, "in"),
    ],
)
def test_the_way_it_went(
    desk: Desk, kind: HandlingType, sender: str | None, recipient: str | None, direction: str
) -> None:
    desk.file(type=kind, sender=sender, recipient=recipient)
    assert [row["direction"] for row in desk.documents()] == [direction]


def test_the_first_thing_in_a_case_may_be_a_file(desk: Desk) -> None:
    desk.file()
    assert [type(event.data) for event in desk.events()] == [CaseOpened, FileRegistered]
    assert desk.register().number == 1


def test_a_number_that_looks_like_another_is_asked_about(desk: Desk) -> None:
    desk.file()
    with pytest.raises(EnvironmentProblem) as caught:
        desk.file(case_number="KS 2024/13")
    assert caught.value.message == "inget är registrerat i ärendet KS 2024/13"
    assert caught.value.help == f"menade du {SMALL}? Är ärendet nytt, lägg till --new-case"
    assert desk.file(case_number="KS 2024/13", new_case=True).manifest.filing == 1


def test_the_same_file_twice_is_told_and_kept(desk: Desk) -> None:
    desk.file()
    assert desk.file("annat.txt").same_as == ("”Svar” (fil 1)",)
    assert desk.file("tredje.txt", content="Nytt").same_as == ()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "both ways": ({"recipient": "Polisen"}, "handlingen har både avsändare och mottagare"),
    "no sender": ({"sender": None}, "en inkommen handling behöver en avsändare"),
    "no recipient": (
        {"sender": None, "type": HandlingType.SENT},
        "en utgående handling behöver en mottagare",
    ),
    "secret without an open title": (
        {"secrecy": "18 kap. 1 § OSL, 2026-01-01, Polisen"},
        "en hemlig handling behöver en öppen titel, som får stå i diariet",
    ),
    "open title without secrecy": (
        {"open_title": "Underlag"},
        "--open-title används bara när handlingen är hemlig",
    ),
    "number and allocation": ({"item": 3, "allocate": True}, "både --item och --allocate"),
    "answers nothing": ({"answers": "KS 2024/12@4"}, "ärendet KS 2024/12 har ingen sådan version"),
    "answers a case": ({"answers": "KS 2024/12"}, "KS 2024/12 är hela ärendet"),
    "number that is used": ({"item": 20}, "handlingsnummer 20 är redan använt i ärendet, av"),
    "no number of a case": ({"case_number": "x"}, "”x” är inget diarienummer"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_order_is_told_and_registers_nothing(desk: Desk, name: str) -> None:
    desk.register(items={"overenskommelse": 20})
    before = everything(desk.place.folder)
    more, message = WRONG[name]
    with pytest.raises(EnvironmentProblem) as caught:
        desk.file(**more)
    assert message in caught.value.message
    assert caught.value.help
    assert everything(desk.place.folder) == before


def test_files_that_cannot_be_read(desk: Desk) -> None:
    root = desk.workspace.root
    (root / "tom.pdf").touch()
    said = {"tom.pdf": "är tom", "content": "är en mapp", "borta.pdf": "finns inte"}
    for name, why in said.items():
        filing = Filing(SMALL, root / name, "Svar", HandlingType.RECEIVED, TODAY, ANNA, sender="P")
        with pytest.raises(EnvironmentProblem, match=why):
            register_file(desk.place, filing)
        with pytest.raises(EnvironmentProblem, match=why):
            register_file(desk.place, replace(filing, title="Annat"))
    assert desk.is_untouched()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("svar.docx", "svar.docx"),
        ("Åtgärder å våra vägar.PDF", "Atgarder-a-vara-vagar.pdf"),
        ("..\\..\\etc\\passwd", "fil.etcpasswd"),
        (".htaccess", "htaccess"),
        ("utan ändelse", "utan-andelse"),
        ("文件.pdf", "fil.pdf"),
        ("a" * 300 + ".msg", "a" * 60 + ".msg"),
        ("CON.txt", "CON.txt"),
        ("x.tar.gz", "x-tar.gz"),
    ],
)
def test_names_that_every_system_can_have(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert Path(safe).name == safe
