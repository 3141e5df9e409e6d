"""`avtal compare`, `prove` and `history` as they are typed: every kind of side, what comes out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from avtal.files.digests import sha256
from avtal.model.approval import Purpose
from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import has_changes, settle
from tests.compare.agreements import Agreement, Text
from tests.conftest import Workspace, edit_file
from tests.processes import Ran, run
from tests.register.registering import Desk, everything


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a case with two registered versions, and edits after the second."""
    desk = Desk(Workspace(tmp_path_factory.mktemp("jämför") / "arbete"))
    desk.register()
    desk.rewrite("1.1")
    desk.register(Purpose.REMISS, note="andra")
    desk.rewrite("1.2")
    return desk


@pytest.fixture(scope="module")
def cases(desk: Desk) -> Any:
    """Return compare(…), which runs the command in the workspace and reads its JSON."""

    def compare(*arguments: str | Path) -> Any:
        ran = run("compare", *arguments, "--by", "Jurist", "--json", cwd=desk.workspace.root)
        envelope = json.loads(ran.out)
        assert envelope["exit_code"] == ran.exit_code, ran.err
        return envelope

    return compare


def typed(desk: Desk, *arguments: str | Path) -> Ran:
    return run("compare", *arguments, "--by", "Jurist", cwd=desk.workspace.root)


def names(envelope: Any) -> list[str]:
    return [change["field"] for change in envelope["result"]["changes"]]


CASE = "content/minsta"
AGREEMENT = ["overenskommelse.syfte"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("KS 2024/12@1", "KS 2024/12@2"), ("KS 2024/12@2", CASE), ("KS 2024/12@1", CASE),
     ("KS 2024/12@1", "KS 2024/12@latest"), ("KS 2024/12@1", "KS 2024/12@remiss"),
     (CASE, "KS 2024/12@1")],
)  # fmt: skip
def test_cases_and_versions(cases: Any, old: str, new: str) -> None:
    envelope = cases(old, new)
    assert envelope["exit_code"] == 1
    assert sorted(names(envelope)) == sorted(AGREEMENT)
    states = {one["key"]: one["state"] for one in envelope["result"]["documents"]}
    assert states["overenskommelse"] == "changed"
    assert states["tjansteutlatande"] in {"same", "stamp"}
    (change,) = [one for one in envelope["result"]["changes"] if one["field"].endswith("syfte")]
    (place,) = change["shown"]
    assert (place["document"], place["side"], place["exact"]) == ("overenskommelse", "new", True)
    assert place["text"] == change["new"]


def test_what_says_the_same_is_no_difference(cases: Any) -> None:
    for old, new in ((CASE, CASE), ("KS 2024/12@1", "KS 2024/12@1")):
        envelope = cases(old, new)
        assert (envelope["exit_code"], envelope["result"]["differs"]) == (0, False)
        assert envelope["result"]["changes"] == []
        assert {one["redline"] for one in envelope["result"]["documents"]} == {None}


def test_another_stamp_is_no_difference(cases: Any) -> None:
    # The same content as registered and as a draft: another status, date and number.
    envelope = cases("KS 2024/12@2/tjansteutlatande", CASE)
    (one,) = envelope["result"]["documents"]
    assert (envelope["exit_code"], one["state"]) == (0, "stamp")


def test_a_folder_of_drafts_and_a_single_file(cases: Any, desk: Desk, tmp_path: Path) -> None:
    run("build", CASE, "--output", tmp_path, cwd=desk.workspace.root)
    drafts = tmp_path / "minsta" / "utkast"
    envelope = cases("KS 2024/12@2", drafts)
    assert envelope["result"]["changes"] is None
    states = {one["key"]: one["state"] for one in envelope["result"]["documents"]}
    assert states == {"tjansteutlatande": "stamp", "overenskommelse": "changed"}
    (file,) = drafts.glob("*overenskommelse*.docx")
    for old, new in ((CASE, file), ("KS 2024/12@2", file), (drafts, file), (file, file)):
        envelope = cases(old, new)
        (one,) = envelope["result"]["documents"]
        assert one["key"] == "overenskommelse"
        assert one["state"] == ("changed" if old == "KS 2024/12@2" else "same")


def test_documents_that_came_and_went(cases: Any, tmp_path: Path) -> None:
    for name, other in (("a", "lagesbild"), ("b", "atgardsplan")):
        (tmp_path / name).mkdir()
        for key in ("overenskommelse", other):
            text = Text(f"Det här är {key}.")
            (tmp_path / name / f"01_{key}_utkast.docx").write_bytes(Agreement((text,)).to_bytes())
    envelope = cases(tmp_path / "a", tmp_path / "b")
    states = {one["key"]: one["state"] for one in envelope["result"]["documents"]}
    assert states == {
        "overenskommelse": "same", "lagesbild": "removed", "atgardsplan": "added"
    }  # fmt: skip
    rows = {one["key"]: one["rows"] for one in envelope["result"]["documents"]}
    assert {"op": "new", "text": "Det här är atgardsplan."} in rows["atgardsplan"][-1]["cells"][0]


def test_a_file_with_any_name_is_known_by_its_title(cases: Any, desk: Desk, tmp_path: Path) -> None:
    run("build", CASE, "--output", tmp_path, cwd=desk.workspace.root)
    (file,) = (tmp_path / "minsta" / "utkast").glob("*overenskommelse*.docx")
    shutil.copyfile(file, tmp_path / "Svar från polisen (2).docx")
    envelope = cases("KS 2024/12@2", tmp_path / "Svar från polisen (2).docx")
    assert [one["key"] for one in envelope["result"]["documents"]] == ["overenskommelse"]


def test_a_git_revision(cases: Any, desk: Desk, tmp_path: Path) -> None:
    root = tmp_path / "arkiv"
    shutil.copytree(desk.workspace.root / "content", root / "content")
    shutil.copytree(desk.workspace.root / "templates", root / "templates")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "ett")
    edit_file(root / CASE / "overenskommelse.yaml", "version 1.2", "version 1.3")
    commit = git(root, "rev-parse", "HEAD").strip()
    for here, old, new in (
        (root, f"HEAD:{CASE}", CASE),
        (root / "content", "HEAD:./minsta", "minsta"),
    ):
        scratch = tmp_path / "tillfälligt"
        scratch.mkdir(exist_ok=True)
        ran = run("compare", old, new, "--json", cwd=here, env={"TMPDIR": str(scratch)})
        assert list(scratch.iterdir()) == []
        result = json.loads(ran.out)["result"]
        assert [one["field"] for one in result["changes"]] == ["overenskommelse.syfte"]
        assert result["old"]["identity"]["Git"] == commit


def test_a_git_revision_has_the_words_of_its_time(tmp_path: Path, workspace: Workspace) -> None:
    edits = {"tjansteutlatande.yaml": {"Kommunen och polisen har": "Nour Ek klagar. De har"}}
    workspace.case("tre-parter", edits=edits)
    own = workspace.own_words("fornamn.yaml", "förnamn: {ord: [Nour]}\n")
    git(workspace.root, "init", "-q")
    git(workspace.root, "add", "-A")
    git(workspace.root, "commit", "-qm", "ett")
    own.unlink()
    sides = ("HEAD:content/tre-parter", "content/tre-parter")
    ran = run("compare", *sides, "--json", cwd=workspace.root)
    findings = json.loads(ran.out)["result"]["findings"]
    assert "Nour Ek" in json.dumps(findings, ensure_ascii=False)


def test_why_git_cannot_tell(tmp_path: Path, workspace: Workspace) -> None:
    workspace.case("minsta")
    git(workspace.root, "init", "-q")
    git(workspace.root, "add", "-A")
    git(workspace.root, "commit", "-qm", "ett")
    told = {
        "HEAD~9:content/minsta": "det finns ingen revision ”HEAD~9” i git-arkivet",
        "HEAD:content/annat": "mappen ”content/annat” finns inte i den revisionen",
        "HEAD:README.md": "ange mappen med ärendet",
    }
    for side, expected in told.items():
        ran = run("compare", side, "content/minsta", cwd=workspace.root)
        assert ran.exit_code == 2
        assert expected in " ".join(ran.err.split())
    strange = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    ran = run("compare", "HEAD:content/minsta", "content/minsta", cwd=workspace.root, env=strange)
    assert ran.exit_code == 2
    assert "ägs av någon annan" in ran.err
    assert "safe.directory" in ran.err


def test_a_name_from_a_mac_or_with_hard_blanks_is_a_tidy_title(tmp_path: Path) -> None:
    data = Agreement((Text("Text."),)).to_bytes()
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "o\u0308verenskommelse\u00a0fra\u030an  polisen.docx").write_bytes(data)
    ran = run("compare", "a", "b", "--json", cwd=tmp_path)
    (one,) = json.loads(ran.out)["result"]["documents"]
    assert one["title"] == "överenskommelse från polisen.docx"
    assert one["key"] == "överenskommelse från polisen"


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.se", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode()


REFUSED = {
    "nothing there": (["finns-inte", CASE], "”finns-inte” finns inte"),
    "a whole case": (["KS 2024/12", CASE], "är ett helt ärende"),
    "a whole case with a colon": (["KS/2026:147", CASE], "är ett helt ärende"),
    "a version of a case with a colon": (["KS/2026:147@1", CASE], "i ärendet KS/2026:147"),
    "not in a git repository": (["HEAD:content/minsta", CASE], "du står inte i ett git-arkiv"),
    "no such version": (["KS 2024/12@9", CASE], "har ingen sådan version"),
    "no such case": (["KS 1999/1@1", CASE], "inget är registrerat i ärendet"),
    "a revision like an option": (["--upload-pack=x:content/minsta", CASE], "finns inte"),
    "no such document": ([CASE, CASE, "--only", "overenskomelse"], "finns inte"),
    "a document that the case does not have": (
        [CASE, CASE, "--only", "lagesbild"], "ingen av sidorna har handlingen"),
    "two documents": (
        ["KS 2024/12@1/overenskommelse", "KS 2024/12@2/tjansteutlatande"],
        "är olika handlingar"),
    "a file of the case": ([f"{CASE}/arende.yaml", CASE], "är en av ärendets filer"),
    "another municipality": ([CASE, "content/taby-2018"], "olika kommuner"),
    "the folder of cases": (["content", CASE], "är mappen med alla ärenden"),
    "a folder of pictures": (["bilder", CASE], "mappen ”bilder” har inga Word-filer (.docx)"),
    "an empty folder": (["tom", CASE], "mappen ”tom” är tom"),
    "drafts of public copies": (["offentligt/minsta/utkast-offentlig", CASE], "offentliga kopior"),
    "full copies as public ones": (
        ["fullt/minsta/utkast", CASE, "--copy", "offentlig"], "är en fullständig kopia"),
    "a file that may be anything as a public copy": (
        ["okänd.docx", CASE, "--copy", "offentlig"], "kanske inte en offentlig kopia"),
    "a file that may be any document": (["okänd.docx", CASE], "vilken handling ”okänd.docx” är"),
    "beside public comparisons": ([CASE, CASE, "--output", "x/jamforelse-offentlig"],
                                  "är för offentliga kopior"),
    "public folder": ([CASE, CASE, "--output", "offentligt/minsta/utkast-offentlig"],
                      "är för offentliga kopior"),
    "among the content": ([CASE, CASE, "--output", "content"], "bland innehåll och mallar"),
}  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_a_sentence_where_it_makes_no_sense(desk: Desk, which: str) -> None:
    root = desk.workspace.root
    (root / "tom").mkdir(exist_ok=True)
    (root / "bilder").mkdir(exist_ok=True)
    (root / "bilder" / "karta.pdf").write_bytes(b"%PDF-1.7")
    if not (root / "content" / "taby-2018").exists():
        desk.workspace.case("taby-2018")
        run("build", CASE, "--output", "offentligt", "--copy", "offentlig", cwd=root)
        run("build", CASE, "--output", "fullt", cwd=root)
        (document,) = (root / "fullt/minsta/utkast").glob("*tjanste*")
        data = document.read_bytes()
        (root / "okänd.docx").write_bytes(without_title(data))
    arguments, expected = REFUSED[which]
    before = everything(root)
    ran = typed(desk, *arguments)
    assert (ran.exit_code, ran.out) == (2, ""), ran.err
    assert expected in ran.err
    assert "Traceback" not in ran.err
    assert everything(root) == before


def without_title(data: bytes) -> bytes:
    members = unpack(data)
    members["docProps/core.xml"] = re.sub(
        rb"<dc:title>.*?</dc:title>", b"", members["docProps/core.xml"]
    )
    return zip_package(members)


def test_a_case_with_errors_is_told_at_its_line(desk: Desk, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "trasig")
    folder = workspace.case(edits={"overenskommelse.yaml": {"syfte:": "sifte:"}})
    ran = typed(desk, CASE, folder)
    assert ran.exit_code == 2
    assert re.search(r"overenskommelse\.yaml:\d+:1", ran.err)
    assert "inget har jämförts" in ran.err


def test_what_is_written(desk: Desk, tmp_path: Path) -> None:
    arguments: list[str | Path] = [
        "KS 2024/12@1",
        "KS 2024/12@2",
        "--output",
        tmp_path,
        "--date",
        "2026-01-15",
    ]
    ran = typed(desk, *arguments)
    assert ran.exit_code == 1, ran.err
    folder = tmp_path / "minsta" / "jamforelse" / "v1_v2"
    redline = "overenskommelse_v1-1.0_v2-1.1_andringar.docx"
    assert {path.name for path in folder.iterdir()} == {
        "jamforelse.html", "manifest.json", redline
    }  # fmt: skip
    assert str(folder / redline) in ran.out
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["copy"] == "fullständig"
    for file in manifest["files"]:
        assert file["sha256"] == sha256((folder / file["file"]).read_bytes())
    data = (folder / redline).read_bytes()
    parts = open_received(data)
    assert 'w:author="Jurist"' in text_of(parts)
    assert 'w:date="2026-01-15T12:00:00Z"' in text_of(parts)
    settings = next(root for part, root in parts.xml.items() if part.endswith("settings.xml"))
    assert [child for child in settings if str(child.tag).endswith("}trackRevisions")]
    # Again: the same bytes, in the same place.
    before = everything(folder)
    typed(desk, *arguments)
    assert everything(folder) == before
    (folder / "anteckning.txt").write_text("min egen", encoding="utf-8")
    again = typed(desk, *arguments)
    assert (again.exit_code, "”anteckning.txt” är inte gjord av avtal" in again.err) == (2, True)
    assert (folder / "anteckning.txt").read_text(encoding="utf-8") == "min egen"


def text_of(package: Package) -> str:
    return etree.tostring(package.xml["word/document.xml"], encoding="unicode")


def test_the_table_says_it_all(desk: Desk) -> None:
    ran = typed(desk, "KS 2024/12@1", "KS 2024/12@2")
    lines = ran.out.splitlines()
    assert lines[0].startswith("Jämförelse av fullständiga kopior.")
    assert lines[1].startswith("KS 2024/12@1 → KS 2024/12@2: 1 ändring i sak. Handlingar: ")
    assert any(re.search(r"\[-.+-\]\{\+.+\+\}", line) for line in lines)
    place = next(line for line in lines if "--> content/minsta/overenskommelse.yaml:" in line)
    content = (
        desk.store / "v2" / "kalla" / place.partition("--> ")[2].partition(":")[0]
    ).read_text()
    number = int(place.rpartition(":")[2])
    assert content.splitlines()[number - 1].startswith(("syfte:", "version:"))


def test_prove(desk: Desk, tmp_path: Path) -> None:
    typed(desk, "KS 2024/12@1", "KS 2024/12@2", "--output", tmp_path)
    (redline,) = tmp_path.rglob("*andringar.docx")
    old, new = (next((desk.store / f"v{n}").glob("*overenskommelse*.docx")) for n in (1, 2))
    here = desk.workspace.root
    right = run("prove", old, new, redline, cwd=here)
    assert (right.exit_code, right.out) == (0, "Filen är rätt: ord för ord i båda riktningarna.\n")
    wrong = run("prove", new, new, redline, cwd=here)
    assert wrong.exit_code == 1
    assert "fel när alla ändringar avvisas: under ”" in wrong.out
    told = json.loads(run("prove", new, old, redline, "--json", cwd=here).out)
    assert {fault["when"] for fault in told["result"]["faults"]} == {"accepted", "rejected"}
    tracked = run("prove", redline, new, redline, cwd=here)
    assert (tracked.exit_code, "har själv spårade ändringar" in tracked.err) == (2, True)
    missing = run("prove", old, new, "finns-inte.docx", cwd=here)
    assert (missing.exit_code, "finns inte" in missing.err) == (2, True)
    parts = open_received(redline.read_bytes())
    assert has_changes(parts)
    assert stories(settle(parts, "accepted")) == stories(open_received(new.read_bytes()))


def test_a_damaged_version_is_not_compared(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "kopia"
    shutil.copytree(desk.workspace.root, copy)
    (file,) = copy.glob("output/register/*/v1/*overenskommelse*.docx")
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b" ")
    ran = run("compare", "KS 2024/12@1", "KS 2024/12@2", cwd=copy)
    assert (ran.exit_code, "är skadad eller saknas" in ran.err) == (2, True)


def test_what_is_said_of_places_findings_and_versions(tmp_path: Path) -> None:
    edits = {
        "arende.yaml": {"titel: Organiserad brottslighet": "titel: Tung brottslighet"},
        "overenskommelse.yaml": {
            'version: "1.0"': 'version: "1.1"',
            "rättsligt bindande och": "juridiskt bindande och",
        },
        "atgardsplan.yaml": {
            "gäller.\n  ursprung: påhittad\n": "gäller.\n  ursprung: tolkad\n",
        },
    }
    old, new = Workspace(tmp_path / "förr"), Workspace(tmp_path / "nu")
    folders = old.case("taby-2018"), new.case("taby-2018", edits=edits)
    ran = run("compare", *folders, "--by", "Jurist", cwd=new.root)
    assert ran.exit_code == 1
    title = ran.out.partition("F3 (Tung brottslighet) › Titel")[2].partition("-->")[0]
    assert title.count("\n    i ") == 4
    assert "    och på ett ställe till (se rapporten)\n" in title
    origin = ran.out.partition("ursprung: Åtgärdsplan › Inledning › Ursprung")[2]
    assert "    Syns inte i någon handling.\n" in origin.partition("-->")[0]
    assert re.search(r"Ändrat påpekande: .* 6\d påhittade .*\n    tidigare: .* 69 påh", ran.out)
    assert "(overenskommelse): ändrad; version 1.0 → 1.1\n" in ran.out
