"""The proof of the register: what is whole is said to be, and what a noted head proves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import avtal.making.build
import avtal.register.acts.versions
import avtal.register.proof.rebuild
from avtal.model.approval import Purpose
from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.entries import record_numbers
from avtal.register.ledger.address import read_address
from avtal.register.ledger.schema import STATE
from avtal.register.ledger.words import WORDS
from avtal.register.proof.verify import Verified, verify
from avtal.word.engine.fill import Properties
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, SMALL, THREE, Desk, everything


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    desk = Desk(workspace)
    desk.register(items={"tjansteutlatande": 7})
    desk.rewrite("1.1")
    desk.register()
    desk.file()
    return desk


def told(done: Verified) -> list[str]:
    return [f"{problem.severity} {problem.file}: {problem.message}" for problem in done.problems]


def test_what_is_whole_is_proved(desk: Desk) -> None:
    before = everything(desk.place.folder)
    done = verify(desk.place, rebuild=True)
    assert told(done) == []
    assert (done.versions, done.filings, done.noted) == (2, 1, None)
    data = [content for content in before.values() if content is not None]
    assert (done.files, done.size) == (len(data), sum(map(len, data)))
    assert done.head.hash == desk.events()[-1].hash
    assert everything(desk.place.folder) == before


@pytest.mark.parametrize(
    ("address", "files"), [("", 30), ("@1", 12), ("@fil1", 2), ("@latest", 12)]
)
def test_a_part_is_proved_alone(desk: Desk, address: str, files: int) -> None:
    done = verify(desk.place, read_address(SMALL + address))
    assert told(done) == []
    if address:
        assert done.files < verify(desk.place).files
    (desk.store / "fil1" / "manifest.json").unlink()
    found = verify(desk.place, read_address(SMALL + address)).findings
    assert found == (0 if address in {"@1", "@latest"} else 1)


def test_public_copies_and_carried_documents_are_rebuilt(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.register(Purpose.BASIS)
    desk.register(Purpose.REMISS)
    assert told(verify(desk.place, rebuild=True)) == []


def test_a_noted_head_proves_what_came_before(desk: Desk) -> None:
    noted = desk.events()[2].hash
    for head in (noted, noted.upper(), f" {noted[:32]} {noted[32:]}\n", noted[:12]):
        done = verify(desk.place, head=head)
        assert (done.noted, done.findings) == (3, 0)
    assert verify(desk.place, head="0" * 64).noted == 0


def test_a_head_of_another_register_is_a_finding(desk: Desk) -> None:
    (finding,) = verify(desk.place, head="a" * 64).problems
    assert finding.message == (
        f"ingen händelse har kontrollsumman {'a' * 64}: registret är inte det som den noterades för"
    )


@pytest.mark.parametrize("head", ["", "abc", "x" * 64, "a" * 65])
def test_what_is_no_head_is_told(desk: Desk, head: str) -> None:
    with pytest.raises(EnvironmentProblem, match="är ingen kontrollsumma"):
        verify(desk.place, head=head)


def test_an_older_register_does_not_have_the_noted_head(desk: Desk, tmp_path: Path) -> None:
    """The database is rolled back to yesterday, where nothing but a number was entered since."""
    database = desk.place.folder / "register.db"
    shutil.copy2(database, tmp_path / "igar.db")
    record_numbers(desk.place, f"{SMALL}@fil1", ["28"], ANNA)
    noted = desk.events()[-1].hash
    shutil.copy2(tmp_path / "igar.db", database)
    assert told(verify(desk.place)) == []
    assert verify(desk.place, head=noted).findings == 1


def test_a_registered_version_that_the_ledger_has_lost(desk: Desk, tmp_path: Path) -> None:
    database = desk.place.folder / "register.db"
    shutil.copy2(database, tmp_path / "igar.db")
    desk.rewrite("1.2")
    desk.register()
    shutil.copy2(tmp_path / "igar.db", database)
    assert told(verify(desk.place)) == [
        "fel KS-2024-12/v3: mappen är registrerad men saknas i registret; databasen är äldre än "
        "arkivet"
    ]
    desk.rewrite("1.3")
    with pytest.raises(EnvironmentProblem, match="databasen är äldre än arkivet"):
        desk.register()
    assert (desk.store / "v3").is_dir()


def test_what_an_interrupted_run_left_is_no_finding(desk: Desk) -> None:
    (desk.store / "v3").mkdir()
    (desk.store / "v3" / "manifest.json").write_text("{}", encoding="utf-8")
    (desk.store / ".fil2.avtal-ny").mkdir()
    (desk.store / "v2").chmod(0o755)
    (desk.store / "v2" / "manifest.json").chmod(0o644)
    done = verify(desk.place)
    assert done.findings == 0
    left = (
        "mappen är kvar efter en avbruten registrering; nästa registrering i ärendet flyttar "
        "undan den"
    )
    assert sorted(told(done)) == [
        f"råd KS-2024-12/.fil2.avtal-ny: {left}",
        "råd KS-2024-12/v2: mappen är inte skrivskyddad än; nästa registrering i ärendet gör det",
        f"råd KS-2024-12/v3: {left}",
    ]


def test_what_was_written_whole_but_never_entered_is_set_aside(desk: Desk) -> None:
    """Its seal may have been lost, as when it was copied by hand: nothing whole is removed."""
    shutil.copytree(desk.store / "v2", desk.store / "v3")
    for path in (desk.store / "v3", *(desk.store / "v3").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (desk.store / ".fil2.avtal-ny").mkdir()
    whole = everything(desk.store / "v3")
    desk.rewrite("1.2")
    assert desk.register().cleaned == (".fil2.avtal-ny", "v3")
    (aside,) = (desk.place.folder / "avbrutna").iterdir()
    assert aside.name == "KS-2024-12_v3_5"
    assert everything(aside) == whole
    assert verify(desk.place).problems == ()


def test_every_column_has_a_word() -> None:
    assert {column.name for table in STATE for column in table.columns} == set(WORDS)


def test_what_a_user_put_there_is_never_removed(desk: Desk) -> None:
    (desk.store / "anteckningar.txt").write_text("mina", encoding="utf-8")
    for name in ("v9", "v1 - kopia", "eget"):
        (desk.store / name).mkdir()
        (desk.store / name / "mitt.docx").write_bytes(b"x")
    before = everything(desk.store)
    desk.rewrite("1.2")
    assert desk.register().cleaned == ()
    after = everything(desk.store)
    assert {path: after[path] for path in before} == before
    assert verify(desk.place).findings == 4


def test_a_version_of_another_program_is_said_to_be_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(avtal.register.acts.versions, "__version__", "0.0.9")
        patch.setattr(
            avtal.making.build, "Properties", lambda **given: Properties(**given, language="sv")
        )
        desk.register()
    done = verify(desk.place, rebuild=True)
    assert done.findings == 0
    assert told(done) == [
        f"råd KS-2024-12/v1/KS-2024-12_0{place}_{key}_v1.docx: handlingen blir en annan när den "
        "görs om: docProps/core.xml; den gjordes av avtal 0.0.9, och det här är avtal 0.1.0"
        for place, key in enumerate(("tjansteutlatande", "overenskommelse"))
    ]
    monkeypatch.setattr(avtal.register.proof.rebuild, "__version__", "0.0.9")
    assert verify(desk.place, rebuild=True).findings == 2  # the same program must give the same


def test_sources_that_this_program_cannot_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(workspace)
    desk.register()
    monkeypatch.setattr(avtal.register.acts.revisions, "prepare_case", _refuse)
    assert told(verify(desk.place, rebuild=True)) == [
        "fel KS-2024-12/v1: källorna kan inte läsas av den här versionen av avtal"
    ]


def _refuse(*arguments: object) -> None:
    raise CaseError([])


def test_no_such_thing_to_prove(desk: Desk) -> None:
    for address in ("KS 2024/99", f"{SMALL}@9", f"{SMALL}@fil9", f"{SMALL}@beslutad"):
        with pytest.raises(EnvironmentProblem):
            verify(desk.place, read_address(address))


def test_the_command(desk: Desk) -> None:
    root = desk.workspace.root
    ran = run("verify", cwd=root)
    assert ran.exit_code == 0
    first, second, third = ran.out.splitlines()
    assert first.startswith("Prövat: 2 versioner, 1 fil utifrån, ")
    assert first.endswith(" 4 händelser.")
    assert second == "Allt är som det registrerades."
    assert third == f"Registrets kontrollsumma efter händelse 4: {desk.events()[-1].hash}"
    (desk.store / "v1" / "manifest.json").unlink()
    ran = run("verify", SMALL, "--json", cwd=root)
    envelope: Mapping[str, Any] = json.loads(ran.out)
    assert ran.exit_code == envelope["exit_code"] == 1
    (problem, *_) = envelope["problems"]
    assert (problem["file"], problem["message"]) == (
        "KS-2024-12/v1/manifest.json",
        "filen saknas",
    )
    assert run("verify", "KS 2024/99", cwd=root).exit_code == 2
    assert run("verify", cwd=root / "content").exit_code == 1
    assert run("verify", "--register", "borta", cwd=root).exit_code == 2


def test_three_desks_in_one_register(workspace: Workspace) -> None:
    small, three = Desk(workspace), Desk(workspace, "tre-parter")
    small.register()
    three.register()
    assert told(verify(small.place)) == []
    (three.store / "v1" / "manifest.json").unlink()
    assert verify(small.place, read_address(SMALL)).findings == 0
    assert verify(small.place, read_address(THREE)).findings >= 1
