"""The proof of the register: what is whole is said to be, and what a noted head proves."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import record_numbers, void
from avtal.register.identity import MARK_FILE
from avtal.register.ledger.address import read_address
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import run
from tests.processes import told as saying
from tests.register.ledger.statements import execute
from tests.register.proof.proving import told
from tests.register.registering import ANNA, SMALL, THREE, Desk, everything, furnished, shown


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    return furnished(workspace)


def test_what_is_whole_is_proved(desk: Desk) -> None:
    before = everything(desk.place.folder)
    done = verify(desk.place, rebuild=True)
    assert told(done) == []
    assert (done.versions, done.filings, done.noted) == (2, 1, None)
    data = [one for name, one in before.items() if one is not None and name != MARK_FILE]
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


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE documents", "DROP TABLE files", "ALTER TABLE versions DROP COLUMN avtal_version"],
)
def test_a_table_that_is_gone_is_found(desk: Desk, statement: str) -> None:
    execute(desk, "PRAGMA foreign_keys = OFF", statement)
    (found,) = told(verify(desk.place))
    assert "saknas i diariet, eller saknar en kolumn" in found


def test_a_folder_that_cannot_be_read_is_a_finding() -> None:
    with tempfile.TemporaryDirectory() as folder:  # where others may enter
        Path(folder).chmod(0o755)
        desk = Desk(Workspace(Path(folder) / "arbete"))
        desk.file()
        desk.store.chmod(0o000)

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            raise EnvironmentProblem("; ".join(told(verify(desk.place))))

        assert "fel KS-2024-12/fil1: mappen kan inte läsas: behörighet saknas" in saying(as_nobody)
        desk.store.chmod(0o755)


@pytest.mark.parametrize("name", ["/etc/hostname", "../../../fil.txt", "x" * 300])
def test_a_tampered_manifest_leads_nowhere(desk: Desk, name: str) -> None:
    path = desk.store / "fil1" / "manifest.json"
    path.chmod(0o644)
    path.write_text(path.read_text().replace("KS-2024-12_fil1_svar.txt", name))
    found = told(verify(desk.place))
    assert "fel KS-2024-12/fil1/manifest.json: filen är ändrad" in found


def test_a_diary_that_is_damaged_is_shown_as_far_as_it_goes(desk: Desk) -> None:
    """What is said of a handling that is not there is told, not guessed."""
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    row = desk.events()[-1]
    body = row.body.replace('"documents":[4]', '"documents":[77]')
    assert body != row.body
    execute(desk, "DROP TRIGGER events_no_update")
    execute(desk, f"UPDATE events SET body = '{body}' WHERE sequence = {row.sequence}")
    assert "handling 77, som inte finns i ärendet makulerades" in shown(desk).events[-1].told
    assert verify(desk.place).findings


def test_one_damaged_event_is_told_once_and_the_rest_is_proved(desk: Desk) -> None:
    """Those after it are not accused of what it can no longer say."""
    execute(desk, "DROP TRIGGER events_no_update")
    execute(desk, "UPDATE events SET body = '{}' WHERE sequence = 3")
    done = verify(desk.place)
    assert not [one for one in told(done) if "säger något som inte kan stämma" in one]
    assert (done.versions, done.filings) == (1, 1)
    path = desk.store / "fil1" / "KS-2024-12_fil1_svar.txt"
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert any("filen är ändrad" in one for one in told(verify(desk.place)))


def test_a_title_with_a_line_separator_is_registered_and_proved(workspace: Workspace) -> None:
    """The content may have what was pasted; the diary says it."""
    desk = Desk(workspace)
    path = desk.case / "arende.yaml"
    text = path.read_text(encoding="utf-8")
    assert "titel: Tjänsteutlåtande" in text
    path.write_text(
        text.replace("titel: Tjänsteutlåtande", "titel: Tjänste\u2028utlåtande"), "utf-8"
    )
    desk.register()
    assert verify(desk.place).problems == ()
    assert shown(desk).documents[0].title == "Tjänste\u2028utlåtande"
