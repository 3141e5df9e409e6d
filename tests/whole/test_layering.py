"""The design that is easy to lose: who may import whom, and how long a file may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "avtal"
LONGEST = 400

# Each floor may import from the floors below it; the modules of a package also from each other.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"compare"},
    {"register"},
    {"making"},
    {"editing"},
    {"rules", "templates"},
    {"case"},
    {"model", "reading", "word"},
    {"files", "language"},
    {"problems", "tuning"},
)
INNER_FLOORS = {
    "compare": (
        {"output"},
        {"report"},
        {"json_answer"},
        {"telling"},
        {"comparison", "history"},
        {"causes"},
        {"findings", "places"},
        {"content"},
        {"redlines"},
        {"documents"},
        {"sides"},
    ),
    "register": (
        {"proof"},
        {"acts", "diary"},
        {"opening"},
        {"identity", "ledger", "store"},
        {"events"},
        {"kinds"},
    ),
    "rules": (
        {"listing"},
        {"catalogue", "printed"},
        {"exemptions", "subjects"},
        {"rule"},
        {"material"},
        {"finding", "sentences"},
    ),
    "word": (
        {"template"},
        {"engine"},
        {"stories", "tags", "types"},
        {"surface"},
        {"package", "values"},
    ),
}
ONLY_IN = {
    "docx": "word",
    "docxtpl": "word",
    "yaml": "reading",
    "python_redlines": "compare/redlines",
    "distributed": "making",
    "dask": "making",
    "sqlalchemy": "register",
    "psycopg": "register",
    "rfc8785": "register",
    "click": "cli",
    "platformdirs": "cli",
    "rich": "cli",
}
"""Where a library may be imported, so that it can be replaced in one place."""

ONLY_IN_CLI = ("datetime.now", "date.today", "time.time", "os.environ", "getenv", "print(")
"""What the functions below take as values, so that the same call gives the same answer."""


def rooms(folder: Path) -> dict[str, list[Path]]:
    """Return the modules and packages of a folder by name, with the files of each."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.py")):
        found.setdefault(path.relative_to(folder).parts[0].removesuffix(".py"), []).append(path)
    del found["__init__"]
    return found


def imports(path: Path) -> set[str]:
    """Return every dotted name that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} has a relative import"
            # `from avtal.rules import listing` imports a module, `… import Rule` a name of one.
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("folder", ["", *INNER_FLOORS])
def test_imports_point_one_way(folder: str) -> None:
    inside = rooms(SOURCE / folder)
    floors = INNER_FLOORS.get(folder, FLOORS)
    floor_of = {name: number for number, floor in enumerate(floors) for name in floor}
    assert sorted(floor_of) == sorted(inside), "every module has its floor"
    assert sum(map(len, floors)) == len(floor_of), "and only one"
    start = f"avtal.{folder}.".replace("..", ".")
    wrong = [
        f"{path.relative_to(SOURCE)} imports {imported}"
        for name, paths in inside.items()
        for path in paths
        for imported in imports(path)
        if imported.startswith(start)
        and (other := imported.removeprefix(start).partition(".")[0]) in floor_of
        and other != name
        and floor_of[other] <= floor_of[name]
    ]
    assert wrong == []


def test_word_knows_nothing_of_content_or_files() -> None:
    for path in (SOURCE / "word").rglob("*.py"):
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("avtal.")}
        assert ours <= {"word", "language", "problems"}, path


def test_a_library_is_imported_in_one_place() -> None:
    for path in SOURCE.rglob("*.py"):
        for library in {name.split(".")[0] for name in imports(path)} & set(ONLY_IN):
            assert path.is_relative_to(SOURCE / ONLY_IN[library]), f"{path} imports {library}"


def test_only_the_command_line_touches_clock_and_environment() -> None:
    for path in SOURCE.rglob("*.py"):
        if not path.is_relative_to(SOURCE / "cli"):
            text = path.read_text(encoding="utf-8")
            assert [word for word in ONLY_IN_CLI if word in text] == [], path


def test_no_file_holds_two_ideas() -> None:
    files = [*SOURCE.rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    assert len(files) > 40
    too_long = {
        path.name: lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert too_long == {}
