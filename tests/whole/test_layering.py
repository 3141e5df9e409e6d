"""The design that is easy to lose: who may import whom, and how long a file may be."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "avtal"
LONGEST = 400

# Each layer may import from the layers above it and from itself; packages count as one module.
LAYERS = (
    ("problems", "swedish", "prose"),
    ("hints", "private"),
    ("yamltree", "yamlpaste", "yamlsyntax", "yamlread"),
    ("model", "word"),
    ("documents", "messages", "stamp", "places", "identities"),
    ("source", "files", "workspace"),
    ("appendices", "manifest", "reference", "responsible"),
    ("secrecy",),
    ("rules", "view"),
    ("template_types",),
    ("template_cache", "template_fields"),
    ("templates", "asked_for"),
    ("build",),
    ("missing", "unchanged"),
    ("batch",),
    ("cluster",),
    ("check",),
    ("register",),
    ("compare",),
    (
        "cli_output",
        "cli_swedish",
        "cli_cache",
        "cli_options",
        "cli_batch",
        "cli_check",
        "cli_compare",
        "cli_history",
        "cli_missing",
        "cli_register",
        "cli_filing",
        "cli_entries",
        "cli_verify",
        "cli_backup",
        "cli_log",
        "cli_templates",
        "cli",
        "__main__",
    ),
)
ONLY_IN_WORD = {"docx", "docxtpl"}
ONLY_IN_COMPARE = {"python_redlines"}
ONLY_IN_CLUSTER = {"distributed", "dask"}
ONLY_IN_REGISTER = {"sqlalchemy", "psycopg", "rfc8785"}
ONLY_IN_CLI = {"click", "platformdirs"}


def modules() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        found.setdefault(name, []).append(path)
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
            if node.module == "avtal":
                found |= {f"avtal.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return found


def test_every_module_has_its_layer() -> None:
    named = [name for layer in LAYERS for name in layer]
    assert sorted(named) == sorted(modules())
    assert len(named) == len(set(named))


def test_imports_point_one_way() -> None:
    rank = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = []
    for name, paths in modules().items():
        for path in paths:
            for imported in imports(path):
                parts = imported.split(".")
                if parts[0] == "avtal" and parts[1] in rank and rank[parts[1]] > rank[name]:
                    wrong.append(f"{path.name} imports {imported}")
    assert wrong == []


def test_models_and_word_know_little() -> None:
    for path in modules()["model"]:
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("avtal.")}
        assert ours <= {"model", "prose", "problems", "swedish", "hints"}, path.name
    for path in modules()["word"]:
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("avtal.")}
        assert ours <= {"word", "prose", "problems", "swedish", "hints"}, path.name


def test_word_libraries_and_click_stay_in_their_place() -> None:
    for name, paths in modules().items():
        for path in paths:
            used = {imported.split(".")[0] for imported in imports(path)}
            if name != "word":
                assert not used & ONLY_IN_WORD, path.name
            if name != "compare":
                assert not used & ONLY_IN_COMPARE, path.name
            if name != "cluster":
                assert not used & ONLY_IN_CLUSTER, path.name
            if name != "register":
                assert not used & ONLY_IN_REGISTER, path.name
            if not name.startswith("cli"):
                assert not used & ONLY_IN_CLI, path.name


def test_only_the_command_line_touches_clock_and_environment() -> None:
    for name, paths in modules().items():
        if name.startswith("cli") or name == "__main__":
            continue
        for path in paths:
            text = path.read_text(encoding="utf-8")
            for word in (
                "datetime.now",
                "date.today",
                "time.time",
                "os.environ",
                "getenv",
                "print(",
            ):
                assert word not in text, (path.name, word)


def test_no_file_holds_two_ideas() -> None:
    files = [*SOURCE.rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    assert len(files) > 40
    too_long = {
        path.name: lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert too_long == {}
