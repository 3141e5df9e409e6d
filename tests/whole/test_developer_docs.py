"""What the pages for developers name is there: files, names in them, and code that runs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Workspace
from tests.whole.test_docs import SOURCE, fenced, rows

FACT = REPOSITORY / "docs" / "following-a-fact.md"
DEBUGGING = REPOSITORY / "docs" / "debugging-templates.md"
DECISIONS = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
PAGES = [REPOSITORY / "CONTRIBUTING.md", FACT, DEBUGGING, *DECISIONS]
GLOSSARY = REPOSITORY / "docs" / "glossary.md"

ENDINGS = r"py|md|yaml|yml|txt|docx|html|css|js|toml|sh"
PATH = re.compile(rf"`((?:[\w.-]+/)+(?:[\w.-]+\.(?:{ENDINGS}))?|[\w.-]+\.(?:{ENDINGS}))`")
"""A folder that ends with a stroke, or a file; what has a `<` or `…` in it stands for many."""
NAME_IN_FILE = re.compile(r"`([\w.]+)` in\s`([\w./-]+\.py)`")


@pytest.mark.parametrize("page", [*PAGES, GLOSSARY], ids=lambda page: page.name)
def test_every_path_exists(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    assert [path for path in PATH.findall(text) if not where(path)] == []


def where(path: str) -> Path | None:
    """Return the file that a path means: from the repository, from the source, or in a case."""
    starts = (REPOSITORY, SOURCE, REPOSITORY / "content" / "taby-2018", REPOSITORY / "docs")
    return next((start / path for start in starts if (start / path).exists()), None)


def test_every_name_is_defined_where_it_is_said_to_be() -> None:
    said = [(file, names) for file, names, _ in rows(FACT, "| File |")]
    assert len(said) > 40
    missing = [
        f"{file}: {name}"
        for file, names in said
        for name in re.findall(r"[\w.]+", names)
        if name not in defined(SOURCE / file)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_name_in_a_file_is_defined_there(page: Path) -> None:
    for name, file in NAME_IN_FILE.findall(page.read_text("utf-8")):
        path = where(file)
        assert path, file
        assert name in defined(path), f"{name} in {file}"


@cache
def defined(path: Path) -> frozenset[str]:
    """Return every name that a module defines, and those of its classes as `Class.name`."""
    found = set(_names(tree := ast.parse(path.read_text("utf-8"))))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for name in _names(node)}
    return frozenset(found)


def _names(node: ast.Module | ast.ClassDef) -> set[str]:
    found = set()
    for one in node.body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            found.add(one.name)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found.add(one.target.id)
        elif isinstance(one, ast.Assign):
            found |= {target.id for target in one.targets if isinstance(target, ast.Name)}
    return found


def test_the_tag_of_the_fact_stands_in_its_template(workspace: Workspace) -> None:
    (tag,) = fenced(FACT, "text")
    golden = REPOSITORY / "tests" / "golden" / "templates" / "atgardsplan.txt"
    assert tag.strip() in golden.read_text("utf-8")
    content = (workspace.case("taby-2018") / "atgardsplan.yaml").read_text("utf-8").splitlines()
    assert content[21].strip() in fenced(FACT, "yaml")[0]


def test_the_code_of_the_pages_runs(workspace: Workspace) -> None:
    """All of it, in the order of the page, as it is typed into one prompt."""
    workspace.case("taby-2018")
    typed = "\n".join(fenced(DEBUGGING, "python"))
    assert typed
    done = subprocess.run(
        [sys.executable, "-c", typed],
        cwd=workspace.root,
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for printed in fenced(DEBUGGING, "text"):
        assert all(line in done.stdout for line in printed.splitlines()), printed


def test_the_pictures_are_small() -> None:
    pictures = sorted((REPOSITORY / "docs" / "pictures").glob("*.png"))
    assert [path.stem for path in pictures] == ["jamforelse", "overenskommelse"]
    assert [path.name for path in pictures if path.stat().st_size > 200_000] == []
