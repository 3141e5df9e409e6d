"""Where a case lies, and what to type to reach one.

A workspace is the folder that holds `content/` and `templates/`; a case is a folder in `content/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from avtal.files.refusals import resolve, unreadable_folder
from avtal.language.hints import nearest
from avtal.problems import EnvironmentProblem, clean

FACTS_FILE = "arende.yaml"
PROFILES_FOLDER = "profiler"
WORDS_FOLDER = "ordlistor"
SHARED = {PROFILES_FOLDER: "lagprofiler", WORDS_FOLDER: "ordlistor"}
"""The folders in `content` that are no cases, and what each holds."""
REGISTER_FOLDER, RELEASED_FOLDER = "register", "utlamnat"
SOURCES = "kalla"
"""The workspace within a registered version: what it was made of."""
RESULTS = {REGISTER_FOLDER, RELEASED_FOLDER}
"""The folders in `output` that are no case's drafts: the register, and what is handed out of it."""
_CONTENT = "content"
_TEMPLATES = "templates"
_LISTED = 6


def find_case(folder: Path) -> Path:
    """Return the folder of a case as an absolute path below `content/`.

    Raises EnvironmentProblem with what to type instead where it is no case.
    """
    real = resolve(folder)
    if not real.is_dir():
        if real.exists():
            raise _no_case(folder, "är en fil, inte ett ärende")
        raise _no_case(folder, "finns inte", "ärendet ")
    # A link in content is a case by the name it has there; elsewhere it leads to a case.
    here = Path(os.path.abspath(folder))  # noqa: PTH100 - Path.absolute keeps the dots
    case = here if here.parent.name == _CONTENT else real
    if case.parent.name != _CONTENT:
        if case.name == _CONTENT:
            raise _no_case(folder, "är mappen med alla ärenden, inte ett ärende")
        raise _no_case(folder, "är inte ett ärende; ett ärende är en mapp i content")
    if case.name in SHARED:
        raise _no_case(folder, f"är mappen för {SHARED[case.name]}, inte ett ärende")
    if case.name in RESULTS:
        raise EnvironmentProblem(
            f"ett ärende kan inte heta {case.name}; så heter en mapp i output",
            "byt namn på ärendets mapp",
        )
    if not case.name.isprintable() or "\\" in case.name:
        raise EnvironmentProblem(
            f"ärendets mapp, ”{clean(case.name, None)}”, har ett namn med tecken som inte kan "
            "användas",
            "byt namn på mappen; skriv bara a–z, siffror och bindestreck",
        )
    return case


def workspace_of(case: Path) -> Path:
    """Return the folder that holds `content/` and `templates/`, given what `find_case` returned."""
    return case.parent.parent


def templates_of(case: Path, named: Path | None) -> Path:
    """Return the folder of templates of a case: the one that was named, else that beside content.

    `case` is what `find_case` returned. Raises EnvironmentProblem where there is no such folder;
    no other templates are taken instead.
    """
    return folder_of_templates(named or workspace_of(case) / _TEMPLATES)


def folder_of_templates(named: Path) -> Path:
    """Return the folder as an absolute path. Raises EnvironmentProblem where there is none."""
    folder = resolve(named)
    if not folder.is_dir():
        raise EnvironmentProblem(
            f"mappen med mallar, ”{named}”, finns inte", "ange den med --templates"
        )
    return folder


def templates_here() -> Path:
    """Return the folder of templates of the workspace that the current folder lies in.

    Raises EnvironmentProblem where it lies in none.
    """
    here = resolve(Path())
    for folder in (here, *here.parents):
        if _is_dir(folder / _CONTENT) and _is_dir(folder / _TEMPLATES):
            return Path(_from_here(folder / _TEMPLATES))
    raise EnvironmentProblem(
        "här finns ingen mapp med mallar bredvid en mapp content",
        "gå med cd till mappen som innehåller content och templates, eller ange --templates",
    )


def default_output(case: Path) -> Path:
    """Return where the result goes if nobody said: `output` here, or beside content from within."""
    here = resolve(Path())
    content = resolve(case.parent)
    if here.is_relative_to(content):
        return Path(_from_here(workspace_of(case) / "output"))
    return Path("output")


def output_here() -> Path:
    """Return the folder of results that belongs to where the user stands.

    That is `output` here, or beside content from within content.
    """
    here = resolve(Path())
    for folder in (here, *here.parents):
        if folder.name == _CONTENT:
            return Path(_from_here(folder.parent / "output"))
    return Path("output")


def _no_case(folder: Path, said: str, what: str = "") -> EnvironmentProblem:
    return EnvironmentProblem(f"{what}”{clean(str(folder), None)}” {said}", _what_to_type(folder))


def _what_to_type(folder: Path) -> str:
    """Return the case that was meant, or the cases that there are."""
    path = Path(os.path.abspath(folder))  # noqa: PTH100 - Path.absolute keeps the dots
    for inner in path.parents:
        if inner.parent.name == _CONTENT and os.path.lexists(path):
            return f"ange {_as_typed(inner)}"
    for content in _contents(path):
        cases = {case.name: case for case in _cases(content)}
        near = nearest(path.name, cases)
        if path.name in cases:
            return f"ange {_as_typed(cases[path.name])}"
        if near is not None:
            return f"menade du {_as_typed(cases[near])}?"
        if cases:
            names = list(cases)
            listed = ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
            return f"ange till exempel {_as_typed(cases[names[0]])}; här finns {listed}"
    return "gå med cd till mappen som innehåller content och ange till exempel content/taby-2018"


def _contents(path: Path) -> Iterator[Path]:
    """Yield the folders of cases that may have been meant, the likeliest first."""
    here = resolve(Path())
    for folder in (path.parent, path, path / _CONTENT, here, *here.parents):
        for content in (folder, folder / _CONTENT):
            if content.name == _CONTENT and _is_dir(content):
                yield content


def all_cases(folder: Path) -> list[Path]:
    """Return the folders of a folder `content`; any other folder is returned as it is.

    A shell takes no more than some thousands of names. Raises EnvironmentProblem.
    """
    if Path(os.path.abspath(folder)).name != _CONTENT or not _is_dir(folder):  # noqa: PTH100
        return [folder]
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    except OSError:
        raise unreadable_folder(folder) from None


def _cases(content: Path) -> list[Path]:
    return sorted(path.parent for path in content.glob(f"*/{FACTS_FILE}"))


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _as_typed(case: Path) -> str:
    typed = _from_here(case)
    return f'"{typed}"' if " " in typed else typed


def _from_here(path: Path) -> str:
    try:
        return os.path.relpath(path, resolve(Path()))
    except ValueError:  # another drive on Windows
        return str(path)
