"""The manifest of drafts: what was made of what, so that anybody can tell whether it is so."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest

from avtal import __version__
from avtal.case.load import Case
from avtal.case.stamp import Copy
from tests.conftest import REPOSITORY, Workspace
from tests.making.drafts import ALL, Drafts, contents, make


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_the_manifest_says_what_is_there(drafts: Drafts, case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    tree = contents(built.folder)
    data = tree.pop("manifest.json")
    manifest = json.loads(data)
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert {d["file"]: (d["sha256"], d["size"]) for d in manifest["documents"]} == {
        name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in tree.items()
    }
    for document in manifest["documents"]:
        template = (REPOSITORY / "templates" / document["template"]).read_bytes()
        assert document["template"] == f"{document['key']}.docx"
        assert document["template_sha256"] == hashlib.sha256(template).hexdigest()
    assert (manifest["format"], manifest["avtal_version"]) == ("avtal/manifest/1", __version__)
    assert (manifest["case"], manifest["status"], manifest["copy"]) == (case, "utkast", copy.value)


def test_the_manifest_repeats_the_facts_of_the_case(drafts: Drafts, three: Case) -> None:
    manifest = drafts["tre-parter", Copy.FULL].manifest
    assert manifest.case_number == "2026/KS 0042 170"
    told = [(d.key, d.item, d.title, d.version, d.date) for d in manifest.documents]
    content = three.documents
    assert told == [
        (one.id, one.item, one.title, content[one.id].version, content[one.id].date)
        for one in three.facts.documents
    ]
    assert told[0] == ("tjansteutlatande", 9, "Tjänsteutlåtande", "1.0", date(2026, 5, 4))
    assert drafts["minsta", Copy.FULL].manifest.case_number is None


def test_the_content_hash_can_be_computed_by_anybody(drafts: Drafts) -> None:
    root = REPOSITORY / "content"
    used = [*(root / "taby-2018").iterdir(), root / "profiler" / "fore-2023.yaml"]
    lines = sorted(
        f"content/{path.parent.name}/{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in used
    )
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert drafts["taby-2018", Copy.FULL].manifest.content_sha256 == expected


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("content/minsta/arende.yaml", True),
        ("content/minsta/tjansteutlatande.yaml", True),
        ("content/minsta/overenskommelse.yaml", True),
        ("content/profiler/lag-2023-196.yaml", True),
        ("content/profiler/fore-2023.yaml", False),
        ("content/ordlistor/fornamn.yaml", True),
        ("content/ordlistor/anteckningar.txt", False),
        ("content/minsta/anteckningar.txt", False),
        ("content/annat/arende.yaml", False),
        ("templates/README.md", False),
    ],
)
def test_the_content_hash_follows_the_content_files_and_nothing_else(
    workspace: Workspace, drafts: Drafts, path: str, changes: bool
) -> None:
    case = workspace.case("minsta")
    file = workspace.root / path
    file.parent.mkdir(exist_ok=True)
    empty = "förnamn: {}\n".encode()
    file.write_bytes((file.read_bytes() if file.exists() else empty) + b"# en kommentar\n")
    before = drafts["minsta", Copy.FULL].manifest
    after = make(workspace, case).manifest
    assert (after.content_sha256 != before.content_sha256) is changes
    assert after.documents == before.documents


def test_the_content_hash_is_left_out_where_it_could_confirm_a_guess(drafts: Drafts) -> None:
    hashes = {key: built.manifest.content_sha256 for key, built in drafts.items()}
    assert hashes["tre-parter", Copy.PUBLIC] is None
    assert re.fullmatch("[0-9a-f]{64}", hashes["tre-parter", Copy.FULL] or "")
    for case in ("minsta", "taby-2018"):
        assert hashes[case, Copy.PUBLIC] == hashes[case, Copy.FULL] is not None
