"""The page of licences, docs/licences.md, made from what is installed.

A package that this Python does not install, or not in the version of constraints.txt, keeps the
row that it has on the page; a Python that installs it made that row. So the page is the same on
every Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "licences.md"

# What the licence files of a package say, where its metadata says too little.
_READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # its axe.min.js has the second
    "jinja2": "BSD-3-Clause",
    "partd": "BSD-3-Clause",
    "python-dateutil": "BSD-3-Clause",  # newer parts may be had under Apache-2.0 too
    "zict": "BSD-3-Clause",
}
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_LONG = 40
"""A licence field of more characters is the text of the licence."""

# Licences that ask for no more than that they, and whose work it is, are told.
_PERMISSIVE = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PSF-2.0"}
_LIBRARY = (
    "avtal calls it. What calls such a library may have any licence that lets its users change it "
    "and look into it (section {}), and EUPL-1.2 does. Whoever hands both on together, in an image "
    "say, hands on the library's licence and source too, and lets it be replaced."
)
_COPYLEFT = {
    "LGPL-2.1-only": _LIBRARY.format("6"),
    "LGPL-3.0-only": _LIBRARY.format("4"),
    "MPL-2.0": "It holds for the files of the package itself; avtal holds none.",
}

_HEAD = """\
# Licences

This page is made by `tests/whole/licences.py` from the packages that are installed, and is not
changed by hand. Whoever changes `constraints.txt` then runs
`pytest tests/whole/test_docs.py --update-golden`.

avtal has the licence [EUPL-1.2](../LICENSE). Nothing that it needs forbids that: avtal's own files
hold none of the packages below, most of which ask for little more than to be named, and the table
of copyleft says why the others fit. A package whose licence `tests/whole/licences.py` does not know
fails the test of this page.

Metadata does not tell what is built in. lxml has libxml2 and libxslt (MIT) and on some systems
iconv (LGPL-2.1); psycopg-binary has libpq (PostgreSQL) and the libraries that it calls, some of
them LGPL-2.1-or-later; python-redlines-docxodus has .NET, the Open XML SDK and SkiaSharp (MIT);
playwright has Node.js (MIT). `hatchling` (MIT) builds the wheel and is not needed after that.
"""


_RUNTIME, _DEVELOPMENT = "runtime", "development"


class Row(NamedTuple):
    """A package as the page tells of it."""

    name: str
    version: str
    licence: str
    used_for: str
    needed_by: str

    def __str__(self) -> str:
        return f"| {' | '.join(self)} |"


def page(kept: Path = PAGE) -> str:
    """Return the page; `kept` is the page whose rows stay for what is not installed here."""
    rows = list(_rows(kept.read_text("utf-8") if kept.exists() else ""))
    lines = ["## Copyleft", "", "| Licence | Packages | Why it fits |", "|---|---|---|"]
    for licence, why in _COPYLEFT.items():
        having = [f"{row.name} ({row.used_for})" for row in rows if licence in _parts(row.licence)]
        if having:
            lines.append(f"| {licence} | {', '.join(having)} | {why} |")
    lines += ["", "## Packages", ""]
    lines += [
        "Needed on some Python or operating system, if not on all. The extras' packages are tested",
        "here, and so are used in development too.",
        "",
        "| Package | Version | Licence | Used for | Needed by |",
        "|---|---|---|---|---|",
        *map(str, rows),
    ]
    return "\n".join([_HEAD, *lines, ""])


def _rows(kept: str) -> Iterator[Row]:
    """Yield a row for each package of constraints.txt."""
    old = {cells[0]: Row(*cells) for cells in map(_cells, kept.splitlines()) if len(cells) == 5}
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines)
    here = dict(_installed(pinned))
    uses = _uses(here, {canonicalize_name(name): name for name in pinned})
    for name, version in pinned.items():
        if name in here and name in uses:
            row = Row(name, version, _licence(here[name]), *uses[name])
        elif name in old and old[name].version == version:
            row = old[name]
        else:
            raise ValueError(f"{name} {version}: make the page with a Python that installs it")
        if _parts(row.licence) - _PERMISSIVE - _COPYLEFT.keys():
            raise ValueError(f"{name}: does {row.licence} fit EUPL-1.2? Say so in {__name__}")
        yield row


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def _parts(licence: str) -> set[str]:
    return set(re.split(" AND | OR ", licence))


def _installed(pinned: Mapping[str, str]) -> Iterator[tuple[str, Distribution]]:
    """Yield what is installed in the version that is pinned."""
    for name, version in pinned.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        if found.version == version:
            yield name, found


def _licence(package: Distribution) -> str:
    """Return the licence of a package as an SPDX expression, as far as that can be known."""
    expression, field, classifiers = (
        package.metadata.get_all(name) or []
        for name in ("License-Expression", "License", "Classifier")
    )
    said = expression or [text for text in field if len(text) <= _LONG]
    said = said or [
        _SPDX.get(name, name)
        for kind, _, name in (classifier.rpartition(" :: ") for classifier in classifiers)
        if kind.startswith("License")
    ]
    told = " AND ".join(said)
    return _READ.get(canonicalize_name(package.name)) or _SPDX.get(told, told)


class Need(NamedTuple):
    """A package that another needs, with extras of it; if one of the other's extras is wanted."""

    name: str
    extras: frozenset[str]
    wanted_by: frozenset[str]


def _needs(requirements: Iterable[str], names: Mapping[str, str]) -> Iterator[Need]:
    """Yield what is needed on any Python and operating system, of these packages."""
    for requirement in map(Requirement, requirements):
        name = names.get(canonicalize_name(requirement.name))
        if name:
            wanted_by = frozenset(re.findall(r'extra == "(.+?)"', str(requirement.marker or "")))
            yield Need(name, frozenset(requirement.extras), wanted_by)


def _uses(here: Mapping[str, Distribution], names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return for each package what it is used for, and which packages need it."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = dict(project["optional-dependencies"])
    development = {_DEVELOPMENT: extras.pop("dev")}
    ways = {_RUNTIME: project["dependencies"]}
    ways |= {f"extra `{extra}`": asked for extra, asked in extras.items()} | development
    used_for: dict[str, list[str]] = {}
    needed_by: dict[str, set[str]] = {}
    for way, asked in ways.items():
        todo = [("avtal", need) for need in _needs(asked, names)]
        done = set(todo)
        while todo:
            user, need = todo.pop()
            needed_by.setdefault(need.name, set()).add(user)
            if way not in used_for.setdefault(need.name, []):
                used_for[need.name].append(way)
            requires = here[need.name].requires if need.name in here else None
            for other in _needs(requires or [], names):
                step = (need.name, other)
                if step not in done and (not other.wanted_by or other.wanted_by & need.extras):
                    todo.append(step)
                    done.add(step)
    return {
        name: (", ".join(_told(used_for[name])), ", ".join(sorted(users, key=str.lower)))
        for name, users in needed_by.items()
    }


def _told(ways: list[str]) -> list[str]:
    """Return the ways that are told: what everybody installs is not told as an extra too."""
    if _RUNTIME in ways:
        return [_RUNTIME]
    return [way for way in ways if way != _DEVELOPMENT] or ways
