"""What all tests share: a workspace in a temporary folder, and golden files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.making.build import Built, build

# The same examples on every run; look for new ones by hand with --hypothesis-profile=sok.
settings.register_profile("avtal", deadline=None, derandomize=True)
settings.register_profile("sok", deadline=None, max_examples=5_000)
settings.load_profile("avtal")

REPOSITORY = Path(__file__).resolve().parent.parent
CASES = REPOSITORY / "tests" / "cases"

EDIT_FILE = "andring.txt"
"""In the folder of a test case: lines to replace in the files of the case that it builds on."""

Golden: TypeAlias = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one switch that rewrites every expected file of the suite."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite expected files, then review the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return golden(path, text): compare with the file, or rewrite it under --update-golden."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; run pytest --update-golden"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test read or write the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVTAL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


class Workspace:
    """A folder with `content/` and `templates/` as in the repository, for one test.

    `case("minsta")` copies a good case into it and returns the folder of the case.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(REPOSITORY / "content" / "profiler", root / "content" / "profiler")
        shutil.copytree(REPOSITORY / "templates", root / "templates")

    def own_words(self, file: str, text: str | bytes) -> Path:
        """Write a file of the workspace's own words; return its path."""
        path = self.root / "content" / "ordlistor" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def case(
        self,
        name: str = "minsta",
        *,
        overlay: Path | None = None,
        files: Mapping[str, str | bytes] | None = None,
        edits: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Path:
        """Copy a case from tests/cases/good (or content/) and change it.

        `overlay` is a folder whose YAML files and `andring.txt` are laid over the case; `files`
        are whole files by name; `edits` are texts to replace, by file, each standing there once.
        """
        good = CASES / "good" / name
        folder = self.root / "content" / name
        shutil.copytree(good if good.is_dir() else REPOSITORY / "content" / name, folder)
        if overlay is not None:
            _lay_over(folder, overlay)
        for file, content in (files or {}).items():
            data = content.encode() if isinstance(content, str) else content
            (folder / file).write_bytes(data)
        for file, replacements in (edits or {}).items():
            for old, new in replacements.items():
                edit_file(folder / file, old, new)
        return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace without cases."""
    return Workspace(tmp_path / "arbete")


def _lay_over(folder: Path, overlay: Path) -> None:
    for path in sorted(overlay.rglob("*.y*ml")):
        target = folder / path.relative_to(overlay)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if (overlay / EDIT_FILE).exists():
        _edit(folder, (overlay / EDIT_FILE).read_bytes().decode())


def _edit(folder: Path, text: str) -> None:
    """Carry out an edit file.

    `== arende.yaml` names a file within the case, `- ` a line to take away and `+ ` one to put in
    its place. Changes are set apart by an empty line; a change without `-` adds to the end.
    """
    path = folder
    for group in text.strip("\n").split("\n\n"):
        lines = group.split("\n")
        if lines[0].startswith("== "):
            path = folder / lines.pop(0).removeprefix("== ")
        old = "".join(line[2:] + "\n" for line in lines if line.startswith("- "))
        new = "".join(line[2:] + "\n" for line in lines if line.startswith("+ "))
        assert len(lines) == sum(line.startswith(("- ", "+ ")) for line in lines), group
        if old:
            edit_file(path, old, new)
        else:
            path.write_bytes(path.read_bytes() + new.encode())


def edit_file(path: Path, old: str, new: str) -> None:
    """Change a text that stands once in a file."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{path.name} must hold this once:\n{old}"
    path.write_bytes(text.replace(old, new).encode())


GOOD_CASES = ("taby-2018", "tre-parter", "minsta")


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, Copy], Built]:
    """Build every good case once, in full and public copy; returned by (case, copy)."""
    workspace = Workspace(tmp_path_factory.mktemp("utkast") / "arbete")
    output = workspace.root / "output"
    return {
        (name, copy): build(folder, output, None, copy)
        for name in GOOD_CASES
        for folder in [workspace.case(name)]
        for copy in Copy
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return the path of a folder of drafts that does not exist yet."""
    return tmp_path / "output" / "utkast"


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Return the good case with three parties."""
    return load(Workspace(tmp_path_factory.mktemp("tre") / "arbete").case("tre-parter"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Return the smallest case."""
    return load(Workspace(tmp_path_factory.mktemp("minsta") / "arbete").case("minsta"))
