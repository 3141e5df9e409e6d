"""What a build makes: the same bytes each time, names, stamp and properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from avtal.case.stamp import Copy
from avtal.making.build import build
from avtal.word.stories.text import outline, paragraphs
from tests.conftest import REPOSITORY, Workspace
from tests.documents import files, parts, read_text
from tests.making.drafts import ALL, Drafts, contents, make
from tests.processes import run

# The same bytes


def test_two_builds_give_the_same_bytes(workspace: Workspace, drafts: Drafts) -> None:
    for copy in Copy:
        built = make(workspace, workspace.case("tre-parter"), copy)
        assert contents(built.folder) == contents(drafts["tre-parter", copy].folder)
        (workspace.root / "content" / "tre-parter").rename(workspace.root / copy.name)


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LANG": "sv_SE.UTF-8"},
    ],
    ids=["east", "west"],
)
def test_hash_seed_time_zone_and_locale_change_nothing(
    workspace: Workspace, drafts: Drafts, env: dict[str, str]
) -> None:
    workspace.case("tre-parter")
    assert run("build", "content/tre-parter", cwd=workspace.root, env=env).exit_code == 0
    made = contents(workspace.root / "output" / "tre-parter" / "utkast")
    assert made == contents(drafts["tre-parter", Copy.FULL].folder)


def test_building_again_replaces_the_drafts(workspace: Workspace) -> None:
    case = workspace.case("minsta")
    first = contents(make(workspace, case).folder)
    arende = case / "arende.yaml"
    arende.write_bytes(arende.read_bytes().replace(b"null\nlagprofil", b"KS 2024/7\nlagprofil"))
    second = contents(make(workspace, case).folder)
    assert sorted(second) == [
        "KS-2024-7_00_tjansteutlatande_utkast.docx",
        "KS-2024-7_01_overenskommelse_utkast.docx",
        "manifest.json",
    ]
    assert sorted(first) != sorted(second)


def test_the_two_copies_lie_side_by_side(workspace: Workspace) -> None:
    case = workspace.case("minsta")
    folders = [make(workspace, case, copy).folder for copy in Copy]
    assert folders == [
        workspace.root / "ut" / "minsta" / name for name in ("utkast", "utkast-offentlig")
    ]
    assert [len(contents(folder)) for folder in folders] == [3, 3]


@pytest.mark.parametrize(
    ("folder", "case"),
    [
        (".", "content/minsta"),
        (".", "content/minsta/"),
        (".", "./content/../content/minsta"),
        ("content", "minsta"),
        ("content/minsta", "."),
        ("content/minsta", "../minsta"),
        ("templates", "../content/minsta"),
        ("/", "{root}/content/minsta"),
    ],
)
def test_a_case_may_be_named_from_anywhere(
    workspace: Workspace,
    drafts: Drafts,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    case: str,
) -> None:
    workspace.case("minsta")
    monkeypatch.chdir(workspace.root / folder)
    named = Path(case.format(root=workspace.root))
    built = build(named, workspace.root / "ut", None, Copy.FULL)
    assert built.folder == workspace.root / "ut" / "minsta" / "utkast"
    assert contents(built.folder) == contents(drafts["minsta", Copy.FULL].folder)


# Appendices and file names


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_appendix_numbers_agree_everywhere(drafts: Drafts, case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    memo = read_text(files(built)["tjansteutlatande"])
    listed = dict(re.findall(r"^Bilaga (\d+)\t(.+)$", memo, re.MULTILINE))
    for document in built.manifest.documents:
        numbers = {entry.document: entry.number for entry in document.appendix}
        number = numbers.get("tjansteutlatande")
        in_name = re.search(r"_bilaga-(\d+)_", document.file)
        assert (int(in_name.group(1)) if in_name else None) == number
        assert number is None or listed.pop(str(number)) == document.title
        header = outline(files(built)[document.key]).split("[Sidhuvud]")[0]
        assert (f"Bilaga {number} till tjänsteutlåtande" in header) is (number is not None)
    # What is left is an attachment, which avtal does not make.
    attached = {
        Copy.FULL: "Underrättelseunderlag om ärendet Kopparsvansen [sekretess: 18 kap. 1 och 2 §§ "
        "offentlighets- och sekretesslagen (2009:400), 2026-03-10, Polismyndigheten] "
        "(lokalpolisområde Mellanåsen, 2026-03-09)",
        Copy.PUBLIC: "Underlag från Polismyndigheten",
    }
    assert listed == ({"4": attached[copy]} if case == "tre-parter" else {})


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_file_names(drafts: Drafts, case: str, copy: Copy) -> None:
    number = {"taby-2018": "KS-2018-211", "tre-parter": "2026-KS-0042-170", "minsta": "utan-dnr"}
    documents = drafts[case, copy].manifest.documents
    names = [document.file for document in documents]
    assert names == sorted(names)
    for place, document in enumerate(documents):
        numbers = [entry.number for entry in document.appendix]
        pieces = [
            number[case],
            f"{place:02d}",
            *(f"bilaga-{numbers[0]}" for _ in numbers[:1]),
            document.key,
            "utkast",
            *(["offentlig"] if copy is Copy.PUBLIC else []),
        ]
        assert document.file == "_".join(pieces) + ".docx"


def test_long_and_swedish_case_numbers_give_short_ascii_names(workspace: Workspace) -> None:
    number = "ÅÄÖ.ABCDEFGHIJKLMNOPQRSTUVW/2024:123456"
    edits = {
        "arende.yaml": {
            '"{nämnd} {år}/{löpnummer}"': '"ÅÄÖ.ABCDEFGHIJKLMNOPQRSTUVW/{år}:{löpnummer}"',
            "diarienummer: null": f"diarienummer: {number}",
        },
        "tjansteutlatande.yaml": {'version: "1.0"': 'version: "1"\nbilagor: [overenskommelse]'},
    }
    built = make(workspace, workspace.case("minsta", edits=edits), Copy.PUBLIC)
    names = [document.file for document in built.manifest.documents]
    slug = "AAO-ABCDEFGHIJKLMNOPQRSTUVW-2024-123456"
    assert names == [
        f"{slug}_00_tjansteutlatande_utkast_offentlig.docx",
        f"{slug}_01_bilaga-1_overenskommelse_utkast_offentlig.docx",
    ]
    assert max(map(len, names)) < 120
    assert built.manifest.case_number == number


# Stamp, properties, dates


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_properties(drafts: Drafts, case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    municipality = {"taby-2018": "Täby", "tre-parter": "Lövåsa", "minsta": "Granviks"}[case]
    for document in built.manifest.documents:
        core = docx.Document(io.BytesIO(files(built)[document.key])).core_properties
        assert core.title == document.title
        assert core.subject == (built.manifest.case_number or "")
        assert core.author == core.last_modified_by == f"{municipality} kommun"
        assert core.content_status == "UTKAST"
        assert core.language == "sv-SE"
        midnight = datetime.combine(document.date, datetime.min.time(), UTC)
        assert core.created == core.modified == midnight
        assert core.revision == 1


def _body(data: bytes) -> list[str]:
    return [p.text for p in paragraphs(data) if p.place == "Brödtext"]


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_every_header_says_draft_version_and_copy(drafts: Drafts, case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    for document in built.manifest.documents:
        data = files(built)[document.key]
        full, public = (_body(files(drafts[case, each])[document.key]) for each in Copy)
        differs = full != public
        said = {
            place: " ".join(p.text for p in paragraphs(data) if p.place == place)
            for place in ("Sidhuvud, första sidan", "Sidhuvud")
        }
        for text in said.values():
            assert re.search(rf"Version\s{re.escape(document.version)}, UTKAST", text)
            # A document that shows nothing secret does not say which copy it is.
            assert (f"{copy.value} kopia" in text.lower()) is differs
        assert document.date.isoformat() in said["Sidhuvud, första sidan"]


@pytest.mark.parametrize(("case", "copy"), ALL)
def test_no_date_comes_from_the_clock(drafts: Drafts, case: str, copy: Copy) -> None:
    good = REPOSITORY / "tests" / "cases" / "good" / case
    folder = good if good.is_dir() else REPOSITORY / "content" / case
    content = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml"))
    known = set(re.findall(r"\d{4}-\d\d-\d\d", content))
    year = datetime.now(UTC).strftime("%Y")
    built = drafts[case, copy]
    texts = [("manifest", (built.folder / "manifest.json").read_text(encoding="utf-8"))]
    texts += [part for data in files(built).values() for part in parts(data)]
    for name, text in texts:
        assert set(re.findall(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", text)) <= known, name
        if year not in content:
            assert not re.search(rf"(?<![\w#]){year}(?!\w)", text), name


def test_parts_have_a_fixed_time_and_order(drafts: Drafts) -> None:
    for built in drafts.values():
        for data in files(built).values():
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                assert package.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize(
    ("end", "memo", "agreement"),
    [
        ("2026-12-31", "T f kommundirektör", "T f kommundirektör"),
        ("2026-09-03", "T f kommundirektör", "T f kommundirektör"),
        ("2026-09-02", "T f kommundirektör", "Ekonomichef"),
        ("2026-05-03", "Ekonomichef", "Ekonomichef"),
    ],
)
def test_titles_follow_the_appointment_on_the_day(
    workspace: Workspace, end: str, memo: str, agreement: str
) -> None:
    """The memo is dated 2026-05-04, the agreement signed 2026-09-03."""
    edits = {
        "arende.yaml": {"från: 2026-03-01, till: 2026-12-31": f"från: 2026-03-01, till: {end}"}
    }
    made = files(make(workspace, workspace.case("tre-parter", edits=edits)))
    assert f"Torgny Bäckvall\n{memo}\n" in read_text(made["tjansteutlatande"])
    assert f"Torgny Bäckvall\t{agreement}\n" in read_text(made["overenskommelse"])


def test_warnings_are_handed_over_with_the_result(drafts: Drafts) -> None:
    warnings = {key: [w.code for w in built.findings] for key, built in drafts.items()}
    assert warnings["tre-parter", Copy.FULL] == ["regel 3", "regel 29"]  # accepted with a reason
    assert warnings["minsta", Copy.FULL] == ["regel 11", "regel 10", "regel 35", "regel 55"]
    assert warnings["taby-2018", Copy.FULL] == ["ursprung", "regel 37", "regel 37", "klarspråk"]
