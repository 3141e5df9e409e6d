"""The wheel: what it holds, and that it makes the documents of this checkout by itself.

These tests install from the package index; nothing but Python and pip has to be there before.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from email.parser import BytesParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from avtal import __version__
from tests.conftest import REPOSITORY, Workspace

OUTSIDE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""The environment of a user, whose Python finds only what is installed."""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command to its good end; return what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=OUTSIDE | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(*arguments: str | Path, python: str | Path = sys.executable) -> None:
    """Install something."""
    run(python, "-m", "pip", "--disable-pip-version-check", "install", *arguments, cwd=REPOSITORY)


class Builder:
    """The build backend that pyproject.toml names, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
        pip("--target", folder / "backend", *project["build-system"]["requires"])

    def build(self, target: str, source: Path, name: str) -> Path:
        """Build a `wheel` or an `sdist` of a tree, into a new folder."""
        backend = str(self.folder / "backend")
        arguments = ("build", "-t", target, "-d", self.folder / name)
        run(sys.executable, "-m", "hatchling", *arguments, cwd=source, PYTHONPATH=backend)
        (made,) = (self.folder / name).iterdir()
        return made


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Return the build backend."""
    return Builder(tmp_path_factory.mktemp("bygge"))


@pytest.fixture(scope="module")
def wheel(builder: Builder) -> Path:
    """Return the wheel of this checkout."""
    return builder.build("wheel", REPOSITORY, "wheel")


def files(folder: Path, pattern: str = "**/*") -> dict[str, bytes]:
    """Return the files of a folder by path, without caches, locks and what a desktop leaves."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.glob(pattern)
        if path.is_file()
        and "__pycache__" not in path.parts
        and not path.name.startswith(("~$", "."))
    }


def test_the_wheel_holds_the_package_and_a_workspace(wheel: Path) -> None:
    package = files(REPOSITORY / "src")
    workspace = files(REPOSITORY, "templates/*.docx") | files(REPOSITORY, "content/profiler/*.yaml")
    expected = {name: data for name, data in package.items() if name.startswith("avtal/")}
    expected |= {f"avtal/shipped/{name}": data for name, data in workspace.items()}
    about = f"avtal-{__version__}.dist-info"
    with ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    metadata = BytesParser().parsebytes(held[f"{about}/METADATA"])
    assert (metadata["Version"], metadata["License-Expression"]) == (__version__, "EUPL-1.2")
    assert held[f"{about}/licenses/LICENSE"] == (REPOSITORY / "LICENSE").read_bytes()
    held = {name: data for name, data in held.items() if not name.startswith(f"{about}/")}
    assert sorted(held) == sorted(expected)
    assert [name for name in held if held[name] != expected[name]] == []


def test_the_sdist_makes_the_same_wheel(builder: Builder, wheel: Path) -> None:
    sdist = builder.build("sdist", REPOSITORY, "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(builder.folder / "tree", filter="data")
    (tree,) = (builder.folder / "tree").iterdir()
    again = builder.build("wheel", tree, "wheel-of-sdist")
    assert (again.name, again.read_bytes()) == (wheel.name, wheel.read_bytes())


def test_an_installed_wheel_makes_the_same_documents(
    wheel: Path, workspace: Workspace, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip("-c", REPOSITORY / "constraints.txt", wheel, python=programs / "python")
    find = "from importlib.resources import files; print(files('avtal') / 'shipped')"
    shipped = Path(run(programs / "python", "-c", find, cwd=tmp_path).strip())
    assert shipped.is_relative_to(tmp_path / "env")
    shutil.copytree(shipped, tmp_path / "ny")
    case = workspace.case("taby-2018")
    shutil.copytree(case, tmp_path / "ny" / "content" / "taby-2018")
    cache = str(tmp_path / "cache")
    command = ("build", "content/taby-2018")
    run(programs / "avtal", *command, cwd=tmp_path / "ny", AVTAL_CACHE=cache)
    run(sys.executable, "-m", "avtal", *command, cwd=workspace.root)
    made, expected = files(tmp_path / "ny" / "output"), files(workspace.root / "output")
    assert [name for name in made if name.endswith(".docx")]
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []
