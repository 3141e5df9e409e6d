"""`docs/modules.md`: the packages and modules of avtal, read from the tree and its docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.whole.test_layering import FLOORS, INNER_FLOORS, SOURCE

_TOP = """\
# The modules

Made from the docstrings of `src/avtal/`, top floor first: what stands further up may import what
stands further down, never the other way. The floors are held by `tests/whole/test_layering.py`; why
they are as they are stands in [CONTRIBUTING.md](../CONTRIBUTING.md). After a change run
`pytest tests/whole/test_docs.py --update-golden`.
"""


def page() -> str:
    """Return `docs/modules.md`."""
    alone = [name for name in ("__init__", *_floors("")) if (SOURCE / f"{name}.py").exists()]
    packages = [name for name in _floors("") if (SOURCE / name).is_dir()]
    parts = [_TOP, "\n## Beside the packages\n\n", *_table("", alone)]
    for package in packages:
        parts += _package(package, "##")
    return "".join(parts)


def _floors(folder: str) -> list[str]:
    """Return what stands in a folder, top floor first; by name where it has no floors."""
    floors = INNER_FLOORS.get(folder, ()) if folder else FLOORS
    known = [name for floor in floors for name in sorted(floor)]
    names = {path.stem for path in (SOURCE / folder).iterdir() if _counts(path)}
    return known or sorted(names)


def _counts(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py" and path.stem != "__init__"


def _package(folder: str, heading: str) -> Iterator[str]:
    """Yield the section of a package, and of those within it."""
    inside = _floors(folder)
    modules = [name for name in inside if (SOURCE / folder / f"{name}.py").exists()]
    yield f"\n{heading} {folder}/\n\n{_docstring(SOURCE / folder / '__init__.py')}\n"
    if modules:
        yield "\n"
        yield from _table(folder, modules)
    for name in inside:
        if name not in modules:
            yield from _package(f"{folder}/{name}", "###")


def _table(folder: str, modules: list[str]) -> Iterator[str]:
    yield "| Module | What it holds |\n|---|---|\n"
    for name in modules:
        first = _docstring(SOURCE / folder / f"{name}.py").splitlines()[0].replace("|", "\\|")
        yield f"| `{name}.py` | {first} |\n"


def _docstring(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said, f"{path} has no docstring"
    return said
