"""Loading a case: each bad case gives exactly its expected problems, each good one its values."""

from __future__ import annotations

import codecs
import hashlib
import os
import tempfile
import tracemalloc
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from avtal.case.load import Case, load
from avtal.language.prose import Prose
from avtal.making.check import check
from avtal.model.agreement import Agreement
from avtal.problems import CaseError, Position, format_problem, sort_key
from avtal.rules.rule import Stage
from tests.conftest import CASES, REPOSITORY, Golden, Workspace
from tests.processes import told

BAD = CASES / "bad"
MEGABYTE = 1_000_000


MEMO = "tjansteutlatande.yaml"
AGREEMENT = "overenskommelse.yaml"


def _rename(old: str, new: str) -> Callable[[Path], None]:
    def make(case: Path) -> None:
        (case / old).rename(case / new)

    return make


def _write(name: str, text: str) -> Callable[[Path], None]:
    def make(case: Path) -> None:
        (case / name).write_bytes(text.encode())

    return make


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def make(case: Path) -> None:
        text = (case / name).read_bytes().decode()
        assert text.count(old) == 1
        (case / name).write_bytes(text.replace(old, new).encode())

    return make


def _folder_instead(case: Path) -> None:
    (case / AGREEMENT).unlink()
    (case / AGREEMENT).mkdir()


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "fil-arende-saknas": lambda case: (case / "arende.yaml").unlink(),
    "fil-arende-fel-namn": _rename("arende.yaml", "ärende.yaml"),
    "fil-felstavad": _rename(AGREEMENT, "overenskomelse.yaml"),
    "fil-fel-andelse": _rename(MEMO, "tjansteutlatande.yml"),
    "fil-mapp-i-stallet": _folder_instead,
    "fil-50-mb": _write(MEMO, "rubrik: x\n" * 5_000_000),
    "yaml-100000-klamrar": _write(MEMO, "version: " + "[" * 100_000),
    "yaml-100000-streck": _write(MEMO, "- " * 100_000),
    "yaml-100000-grupper": _write(MEMO, "{a: " * 100_000),
    "yaml-for-manga-varden": _write(MEMO, "bilagor: [" + "a," * 900_000 + "]"),
    "varde-1900000-tecken": _replace("arende.yaml", "titel: Ö", f"titel: {'x' * 1_900_000}"),
    "text-50001-tecken": _replace(MEMO, "ärendet: |\n", f"ärendet: |\n  {'ord ' * 12_500}\n"),
}
"""Bad cases whose files cannot sensibly be stored."""

HOSTILE = (
    "fil-50-mb",
    "varde-1900000-tecken",
    "yaml-100000-grupper",
    "yaml-100000-klamrar",
    "yaml-100000-streck",
    "yaml-for-manga-varden",
    "yaml-miljarder-skratt",
)

HOLDS: Mapping[str, tuple[str, ...]] = {
    "dnr-fel-monster": ("45",),
    "lagesbild-utan-delar": ("49",),
    "taby-atgard-datum": ("21",),
    "taby-okand-funktion": ("34",),
    "taby-okand-uppfoljning": ("23",),
    "taby-okanda-id": ("9", "25", "31"),
    "text-lank-till-bilaga": ("41",),
    "varde-perioden-bakvand": ("3",),
    "varde-polisens-namn": ("2",),
}
"""Bad cases that prove that content which breaks a rule is refused when it is read."""


def _case_of(name: str, workspace: Workspace) -> Path:
    base = BAD / name / "base.txt"
    based_on = base.read_text(encoding="utf-8").strip() if base.exists() else "minsta"
    case = workspace.case(based_on, overlay=BAD / name)
    if name in MAKERS:
        MAKERS[name](case)
    return case


def _told(case: Path) -> str:
    with pytest.raises(CaseError) as caught:
        load(case)
    assert caught.value.problems
    return "\n\n".join(format_problem(problem) for problem in caught.value.problems) + "\n"


NAMES = sorted(path.name for path in BAD.iterdir() if path.is_dir())


def test_the_tables_name_cases_that_exist() -> None:
    assert not {*MAKERS, *HOSTILE, *HOLDS} - set(NAMES)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.holds(*HOLDS[name]) if name in HOLDS else ())
        for name in NAMES
    ],
)
def test_a_bad_case_gives_its_problems(name: str, workspace: Workspace, golden: Golden) -> None:
    golden(BAD / name / "expected.txt", _told(_case_of(name, workspace)))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_little_memory(name: str, workspace: Workspace) -> None:
    case = _case_of(name, workspace)
    tracemalloc.start()
    try:
        with pytest.raises(CaseError):
            load(case)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100 * MEGABYTE


def test_every_problem_is_found_at_once_and_in_order(workspace: Workspace) -> None:
    with pytest.raises(CaseError) as caught:
        load(_case_of("flera-filer", workspace))
    problems = caught.value.problems
    assert list(problems) == sorted(problems, key=sort_key)
    assert {problem.file.rpartition("/")[2] for problem in problems} == {
        "arende.yaml",
        MEMO,
        AGREEMENT,
    }


def test_a_long_line_with_many_mistakes_is_reported_in_full(workspace: Workspace) -> None:
    wrong = ", ".join(f"x{number}" for number in range(20_000))
    case = workspace.case(edits={MEMO: {"[direktoren]": f"[{wrong}]"}})
    tracemalloc.start()
    try:
        with pytest.raises(CaseError) as caught:
            load(case)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(caught.value.problems) == 20_000
    assert peak < 200 * MEGABYTE


# --- what cannot be read


def test_a_file_that_cannot_be_opened_is_a_problem(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = workspace.case("minsta")
    really = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == MEMO:
            raise PermissionError(13, "Permission denied")
        return really(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert _told(case) == (
        "fel: filen kan inte läsas\n"
        f"  --> content/minsta/{MEMO}\n"
        "   = hjälp: kontrollera att du har rätt att läsa den och att inget annat program har låst "
        "den\n"
    )


NOT_A_FILE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "det här är ingen vanlig fil"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "det här är ingen vanlig fil"),
    "link-to-nothing": (
        lambda path: path.symlink_to("inget"),
        "filen är en länk som inte leder till någon fil",
    ),
    "link-to-itself": (
        lambda path: path.symlink_to(path.name),
        "filen är en länk som inte leder till någon fil",
    ),
}


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, devices and links")
@pytest.mark.parametrize("kind", NOT_A_FILE)
@pytest.mark.parametrize("file", [MEMO, "arende.yaml"])
def test_what_is_no_file_is_told_and_not_read(file: str, kind: str, workspace: Workspace) -> None:
    make, message = NOT_A_FILE[kind]
    case = workspace.case("minsta")
    (case / file).unlink()
    make(case / file)
    assert _told(case).startswith(f"fel: {message}\n  --> content/minsta/{file}\n")


def _powerless(case: Path) -> None:
    os.chdir(case.parent.parent)
    if os.geteuid() == 0:
        os.setuid(65_534)
    load(Path("content/minsta"))


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights")
@pytest.mark.parametrize(
    ("closed", "mode"),
    [
        ("content/minsta", 0o700),
        ("content/minsta", 0o711),
        ("content/minsta", 0o744),
        ("content/profiler", 0o700),
        ("content/profiler", 0o711),
        ("content", 0o700),
        ("content", 0o744),
    ],
)
def test_a_folder_that_may_not_be_read_is_told(closed: str, mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        case = Workspace(Path(name) / "arbete").case("minsta")
        folder = case.parent.parent / closed
        # Root becomes somebody else; anybody else is the owner, and gets what others would.
        folder.chmod(mode if os.geteuid() == 0 else (mode & 0o7) << 6)
        said = told(partial(_powerless, case))
        folder.chmod(0o755)
    assert "” kan inte läsas\nkontrollera att du har rätt att läsa den" in said


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights")
@pytest.mark.parametrize("closed", ["content/minsta", "content/profiler", "content"])
@pytest.mark.parametrize("wanted", [["minsta"], ["profiler"], ["minsta", "profiler"]])
def test_a_check_tells_of_a_folder_that_may_not_be_read(closed: str, wanted: list[str]) -> None:
    def check_it() -> None:
        if os.geteuid() == 0:
            os.setuid(65_534)
        for one in check([content / name for name in wanted]):
            if one.absent:
                raise one.absent

    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        content = Workspace(Path(name) / "arbete").case("minsta").parent
        folder = content.parent / closed
        # All that a check imports is imported here; somebody else may not read it.
        assert [one.exit_code(Stage.DRAFT) for one in check([content / "minsta"])] == [0]
        assert [one.exit_code(Stage.DRAFT) for one in check([content / "profiler"])] == [0]
        folder.chmod(0o700 if os.geteuid() == 0 else 0)
        said = told(check_it)
        folder.chmod(0o755)
    # Where only the other folder is closed, what was wanted can be read.
    apart = (closed, wanted) in (("content/minsta", ["profiler"]),)
    assert said == "" if apart else "kan inte läsas" in said


# --- what changes nothing


def _values(case: Path) -> object:
    loaded = load(case)
    return loaded.facts, dict(loaded.documents), loaded.profile


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


SAVED_OTHERWISE: Mapping[str, Callable[[str], bytes]] = {
    "with a BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "with CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "with CR": lambda text: text.replace("\n", "\r").encode(),
    "in NFD": lambda text: _nfd(text).encode(),
    "with all of it": lambda text: codecs.BOM_UTF8 + _nfd(text).replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("how", SAVED_OTHERWISE)
@pytest.mark.parametrize("name", ["minsta", "taby-2018"])
def test_how_a_file_is_saved_changes_nothing(name: str, how: str, workspace: Workspace) -> None:
    case = workspace.case(name)
    plain = _values(case)
    for path in case.glob("*.yaml"):
        path.write_bytes(SAVED_OTHERWISE[how](path.read_bytes().decode()))
    assert _values(case) == plain


@pytest.mark.parametrize("how", SAVED_OTHERWISE)
@pytest.mark.parametrize(
    "name",
    ["flera-filer", "format-1-kontakter", "taby-okanda-id", "tecken-docxtpl", "text-flera-fel",
     "varde-tal"],
)  # fmt: skip
def test_how_a_file_is_saved_moves_no_problem(name: str, how: str, workspace: Workspace) -> None:
    case = _case_of(name, workspace)
    for path in case.glob("*.yaml"):
        path.write_bytes(SAVED_OTHERWISE[how](path.read_bytes().decode()))
    assert _told(case) == (BAD / name / "expected.txt").read_bytes().decode()


def test_bytes_that_are_not_utf8_are_found_at_the_same_place(workspace: Workspace) -> None:
    data = (BAD / "fil-latin1" / AGREEMENT).read_bytes()
    case = workspace.case(files={AGREEMENT: codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n")})
    assert _told(case) == (BAD / "fil-latin1" / "expected.txt").read_bytes().decode()


ODD = "Trygg\u00adhet\u2028i\u2029centrum 🏛️\u200d ”så”"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_odd_characters_survive(quote: str, workspace: Workspace) -> None:
    case = workspace.case(
        edits={
            "arende.yaml": {"titel: Trygghet i centrum": f"titel: {quote}{ODD}{quote}"},
            AGREEMENT: {
                "text: Invånare känner sig otrygga i centrum på kvällarna.": (
                    f"text: {quote}{ODD}{quote}"
                )
            },
        }
    )
    loaded = load(case)
    assert loaded.facts.focus_areas[0].title == ODD
    agreement = loaded.documents["overenskommelse"]
    assert isinstance(agreement, Agreement)
    problem = agreement.analyses[0].problem.text
    assert isinstance(problem, Prose)
    assert [span.text for span in problem.spans()] == [ODD]


def test_positions_count_code_points(workspace: Workspace) -> None:
    case = workspace.case(edits={MEMO: {'version: "1.0"': 'version: "🏛️e\u0301\U0001f600{_{"'}})
    with pytest.raises(CaseError) as caught:
        load(case)
    (problem,) = caught.value.problems
    # The emoji is two code points with its variation selector; e and the accent are one in NFC.
    assert problem.position == Position(2, 11 + 4, 3)


# --- what is right


GOOD = [*sorted((CASES / "good").iterdir()), *sorted((REPOSITORY / "content").iterdir())]


@pytest.mark.parametrize("name", [path.name for path in GOOD if path.name != "profiler"])
def test_every_good_case_loads(name: str, workspace: Workspace) -> None:
    case = workspace.case(name)
    loaded = load(case)
    assert loaded.name == name
    assert list(loaded.documents) == [document.id for document in loaded.facts.documents]
    read = [*case.glob("*.yaml"), _profile_of(loaded, workspace)]
    assert loaded.files == {
        path.relative_to(workspace.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in read
    }


def _profile_of(case: Case, workspace: Workspace) -> Path:
    return workspace.root / "content" / "profiler" / f"{case.facts.law_profile}.yaml"


def test_the_smallest_case_is_small(workspace: Workspace) -> None:
    case = load(workspace.case("minsta"))
    assert list(case.documents) == ["tjansteutlatande", "overenskommelse"]
    assert case.facts.case_number is None
    assert [person.name for person in case.facts.people] == [None, None]


def test_other_files_may_lie_beside(workspace: Workspace) -> None:
    case = workspace.case(
        "minsta", files={"läs mig.txt": "x", ".utkast.yaml": "x", "~$a.yaml": "x"}
    )
    (case / "kalla").mkdir()
    assert load(case).name == "minsta"
