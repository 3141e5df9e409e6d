"""What a newer version of avtal wrote is said in a sentence, and what can be proved is proved."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import rfc8785

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import note, record_numbers
from avtal.register.diary.log import log
from avtal.register.events.formats import FORMAT
from avtal.register.kinds import Noted
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import ABOUT, EVENTS_FILE, backup
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import run
from tests.register.ledger.statements import execute
from tests.register.proof.proving import rechained, told
from tests.register.registering import ANNA, SMALL, Desk, shown


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def enter_newer(desk: Desk, *, schema: int) -> str:
    """Enter what a newer version of avtal would: an event of its own kind; return the head."""
    last = desk.events()[-1]
    body = rfc8785.dumps(
        {
            "format": FORMAT + 1, "sequence": last.sequence + 1, "at": last.at, "by": "Bo",
            "case_number": SMALL, "kind": "gallring", "data": {"skäl": "RA-FS"},
            "previous": last.hash,
        }
    ).decode()  # fmt: skip
    head = hashlib.sha256(body.encode()).hexdigest()
    execute(
        desk,
        f"INSERT INTO events VALUES ({last.sequence + 1}, '{SMALL}', 'gallring', '{body}', "
        f"'{head}')",
        f"UPDATE ledger SET length = length + 1, head = '{head}', schema_version = {schema}",
    )
    return head


def test_the_chain_and_the_files_of_a_newer_register_are_proved(desk: Desk) -> None:
    head = enter_newer(desk, schema=SCHEMA_VERSION + 1)
    done = verify(desk.place, head=head)
    assert told(done) == [
        "fel diariet: registret är skrivet av en nyare version av avtal: kedjan av händelser är "
        "prövad, men inte vad händelse 3 säger (”gallring”) och diariets tabeller"
    ]
    assert "installera den senaste versionen av avtal" in done.problems[0].help
    assert (done.noted, done.versions) == (3, 1)
    path = desk.store / "v1" / "KS-2024-12_00_tjansteutlatande_v1.docx"
    path.chmod(0o644)
    path.write_bytes(b"x")
    execute(desk, "DROP TRIGGER events_no_update", "UPDATE events SET hash = 'x' WHERE sequence=2")
    found = told(verify(desk.place))
    assert any("händelse 2 är ändrad" in one for one in found)
    assert any("filen är ändrad" in one for one in found)


def test_what_others_registered_after_it_is_proved(desk: Desk) -> None:
    """What was given a number before it is not known; their files are."""
    enter_newer(desk, schema=SCHEMA_VERSION)
    desk.rewrite("1.1")
    assert desk.register().number == 2
    desk.file()
    done = verify(desk.place)
    assert (done.versions, done.filings, done.findings) == (2, 1, 1)
    path = desk.store / "fil1" / "KS-2024-12_fil1_svar.txt"
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert "filen är ändrad" in told(verify(desk.place))[-1]


def test_nothing_else_is_said_of_a_newer_register(desk: Desk) -> None:
    """A part of the truth would be false."""
    enter_newer(desk, schema=SCHEMA_VERSION + 1)
    root = desk.workspace.root
    for words in (
        ("log",), ("show", SMALL), ("history", SMALL), ("backup", "kopia.zip"),
        ("void", f"{SMALL}@1", "--reason", "fel"), ("release", f"{SMALL}@1", "--to", "T"),
        ("verify", SMALL), ("compare", f"{SMALL}@1", f"{SMALL}@1"),
        ("register-upgrade", "--backup", "kopia.zip"),
    ):  # fmt: skip
        ran = run(*words, cwd=root)
        assert ran.exit_code == 2, words
        assert "är gjort av en nyare version av avtal" in ran.err
        assert "installera den senaste versionen av avtal" in ran.err
    assert not (root / "kopia.zip").exists()


def test_an_event_that_cannot_be_read_is_told_in_its_place(desk: Desk) -> None:
    """Also where it stands in a register of today."""
    enter_newer(desk, schema=SCHEMA_VERSION)
    assert shown(desk).events[-1].told == (
        "”gallring”, som den här versionen av avtal inte kan läsa"
    )
    assert verify(desk.place).findings == 1
    with pytest.raises(EnvironmentProblem, match="kan inte kopieras: registret är skrivet av en n"):
        backup(desk.place, desk.workspace.root / "kopia.zip")


class Newer:
    """A backup in which a version has a kind of document that this program does not know."""

    def __init__(self, kopia: Path, *, manifest: Mapping[str, Any] = MappingProxyType({})) -> None:
        with zipfile.ZipFile(kopia) as package:
            self.members = {one: package.read(one) for one in package.namelist()}
        self._rename()
        self._rewrite_manifest(manifest)
        bodies = self.members[EVENTS_FILE].decode().splitlines()
        changed, head = rechained(bodies, self._rewrite_event)
        self.members[EVENTS_FILE] = "".join(f"{body}\n" for body in changed).encode()
        about = {**json.loads(self.members[ABOUT]), "head": head}
        self.members[ABOUT] = json.dumps(about).encode()

    def write(self, target: Path) -> Path:
        with zipfile.ZipFile(target, "w") as package:
            for name, data in self.members.items():
                package.writestr(name, data)
        return target

    def _rename(self) -> None:
        for name in list(self.members):
            data = self.members.pop(name)
            if name.endswith((".yaml", "manifest.json")):
                data = data.replace(b"overenskommelse", b"slutrapport")
            self.members[name.replace("overenskommelse", "slutrapport")] = data

    def _rewrite_manifest(self, more: Mapping[str, Any]) -> None:
        name = "arkiv/KS-2024-12/v1/manifest.json"
        manifest = json.loads(self.members[name])
        for one in (*manifest["documents"], *manifest["sources"]):
            data = self.members[f"arkiv/KS-2024-12/v1/{one['file']}"]
            one.update(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        manifest["avtal_version"] = "9.0"
        manifest.update(more)
        self.members[name] = json.dumps(manifest, ensure_ascii=False).encode()
        self.manifest = manifest

    def _rewrite_event(self, number: int, event: Any) -> None:
        data = event["data"]
        if "documents" not in data:
            return
        data["manifest_sha256"] = hashlib.sha256(
            self.members["arkiv/KS-2024-12/v1/manifest.json"]
        ).hexdigest()
        data["avtal_version"] = "9.0"
        sizes: Mapping[str, Any] = {one["file"]: one for one in self.manifest["documents"]}
        for document in data["documents"]:
            if document["key"] == "overenskommelse":
                document.update(key="slutrapport", word="slutrapport", neuter=False)
            for file in document["files"]:
                file["name"] = file["name"].replace("overenskommelse", "slutrapport")
                file.update({name: sizes[file["name"]][name] for name in ("sha256", "size")})
        decision = {
            "document": None, "key": "slutrapport", "word": "slutrapport", "neuter": False,
            "done": "kvittera",
            "body": "kommunstyrelsen", "day": "2026-11-26", "paragraph": 4, "outcome": "noterad",
        }  # fmt: skip
        data["decisions"] = [decision, {**decision, "done": "godkänna"}]


def restored(desk: Desk, manifest: Mapping[str, Any] = MappingProxyType({})) -> Desk:
    root = desk.workspace.root
    made = backup(desk.place, root / "kopia.zip").path
    source = Newer(made, manifest=manifest).write(root / "nyare.zip")
    desk.place = RegisterPlace(root / "output" / "nyare")
    restore(desk.place, source)
    return desk


def test_a_kind_of_document_that_is_not_known_is_shown_and_proved(desk: Desk) -> None:
    desk = restored(desk)
    found = shown(desk)
    assert [one.key for one in found.documents] == ["tjansteutlatande", "slutrapport"]
    assert found.events[-1].told == (
        "version 1 registrerades som remiss 2026-11-26, slutrapport (kvittera) av kommunstyrelsen "
        "2026-11-26 § 4, noterad, slutrapport godkänd av kommunstyrelsen 2026-11-26 § 4, noterad"
    )
    assert len(list(log(desk.place))) == 2
    assert shown(desk, "@1/slutrapport").documents[0].key == "slutrapport"
    assert told(verify(desk.place)) == []
    note(desk.place, f"{SMALL}@1/slutrapport", Noted.REVIEWED, {"day": "2026-11-26"}, ANNA)
    record_numbers(desk.place, f"{SMALL}@1", ["slutrapport=9"], ANNA)
    with pytest.raises(EnvironmentProblem, match="ingen handling som heter ”slutraport”") as caught:
        shown(desk, "@1/slutraport")
    assert "menade du ”slutrapport”?" in caught.value.help


def test_what_cannot_be_made_again_is_said(desk: Desk) -> None:
    desk = restored(desk)
    assert told(verify(desk.place, rebuild=True)) == [
        "råd KS-2024-12/v1: källorna kan inte läsas av den här versionen av avtal; den gjordes av "
        "avtal 9.0, och det här är avtal 0.1.0"
    ]
    place = ("--register", "output/nyare")
    ran = run("history", SMALL, "--document", "slutrapport", *place, cwd=desk.workspace.root)
    assert ran.exit_code == 0, ran.err
    ran = run("compare", f"{SMALL}@1", f"{SMALL}@1", *place, cwd=desk.workspace.root)
    assert ran.exit_code == 0, ran.err
    desk.rewrite("1.1")
    assert desk.register().number == 2


@pytest.mark.parametrize("more", [{}, {"mer": "än vi vet"}], ids=["same", "more"])
def test_a_newer_manifest_is_proved_file_by_file(desk: Desk, more: dict[str, Any]) -> None:
    """Whatever else it says: each thing in it with a file, a hash and a size is a file.

    It is not read as one of today, also where all of it would fit.
    """
    desk = restored(desk, {"format": "avtal/registrerad/2", **more})
    done = verify(desk.place)
    assert told(done) == []
    assert done.files == sum(path.is_file() for path in (desk.store / "v1").rglob("*"))
    assert len(list(log(desk.place))) == 2
    assert len(shown(desk).documents) == 2
    backup(desk.place, desk.workspace.root / "igen.zip")
    (found,) = told(verify(desk.place, rebuild=True))
    assert found.startswith("råd KS-2024-12/v1: versionen i ”")
    assert found.endswith("är gjord av en nyare version av avtal, och den här kan inte läsa den")
    for action in (desk.register, lambda: run_compare(desk)):
        with pytest.raises(EnvironmentProblem, match="är gjord av en nyare version av avtal"):
            action()
    path = desk.store / "v1" / "kalla" / "templates" / "slutrapport.docx"
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert "filen är ändrad" in told(verify(desk.place))[0]


def run_compare(desk: Desk) -> None:
    place = ("--register", "output/nyare")
    ran = run("compare", f"{SMALL}@1", f"{SMALL}@1", *place, cwd=desk.workspace.root)
    assert ran.exit_code == 2
    raise EnvironmentProblem(ran.err)


def test_a_manifest_of_no_format_there_has_been_is_refused(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match=r"manifest\.json” går inte att läsa"):
        restored(desk, {"format": "hej"})


@pytest.mark.parametrize(
    "more", [{"case_number": "KS 2024/13"}, {"number": 7}], ids=["case", "number"]
)
def test_a_manifest_of_another_version_is_refused(desk: Desk, more: dict[str, Any]) -> None:
    with pytest.raises(EnvironmentProblem, match="filen säger något annat än diariet"):
        restored(desk, more)
