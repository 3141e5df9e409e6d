"""What a user wrote on the command line becomes a side of a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.case.workspace import FACTS_FILE, find_case, templates_of
from avtal.compare.sides.git_revision import names_case
from avtal.compare.sides.registered import from_register
from avtal.compare.sides.side import Side, from_case, from_file, from_folder, from_revision
from avtal.files.refusals import unreadable_folder
from avtal.problems import EnvironmentProblem, clean
from avtal.register.opening import RegisterPlace

_CASE_NUMBER = re.compile(
    r"(?:[A-ZÅÄÖa-zåäö]+[ /]?\d{2,4}[/: -]\d+|\d{4}[/-][A-ZÅÄÖa-zåäö]+ ?\d+)[\d .:-]*"
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_YAML = {".yaml", ".yml"}
_WAYS = (
    "ange ett ärende (content/taby-2018), en registrerad version ('KS 2018/211@1'), en "
    "git-revision (HEAD~1:content/taby-2018), en mapp med handlingar eller en Word-fil"
)


@dataclass(frozen=True)
class Reading:
    """How sides are read: which copy, which templates for case folders, which register."""

    copy: Copy
    templates: Path | None
    register: RegisterPlace
    cache: Path | None


def read_side(text: str, reading: Reading) -> Side:
    """Return the side that the text names. Raises EnvironmentProblem, or SideError for a case."""
    path = Path(text)
    try:
        side = _from_disk(path, reading) if _exists(path) else _from_elsewhere(text, reading)
    except OSError as error:
        raise unreadable_folder(Path(error.filename or path)) from None
    if reading.copy is Copy.PUBLIC and side.copy is not Copy.PUBLIC:
        known = "en fullständig kopia" if side.copy else "kanske inte en offentlig kopia"
        raise EnvironmentProblem(
            f"”{clean(text, None)}” är {known}, men --copy offentlig jämför offentliga kopior",
            "ange en mapp med offentliga kopior, eller --copy fullstandig",
        )
    if reading.copy is Copy.FULL and side.copy is Copy.PUBLIC:
        raise EnvironmentProblem(
            f"”{clean(text, None)}” är offentliga kopior", "jämför dem med --copy offentlig"
        )
    return side


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _from_disk(path: Path, reading: Reading) -> Side:
    if path.is_dir():
        if not (path / FACTS_FILE).exists() and any(path.glob("*.[dD][oO][cC][xX]")):
            return from_folder(path)
        if not any(path.iterdir()):
            raise EnvironmentProblem(f"mappen ”{clean(str(path), None)}” är tom", _WAYS)
        if not any(one.is_dir() or one.suffix.lower() in _YAML for one in path.iterdir()):
            raise EnvironmentProblem(
                f"mappen ”{clean(str(path), None)}” har inga Word-filer (.docx)", _WAYS
            )
        case = find_case(path)
        templates = templates_of(case, reading.templates)
        return from_case(case, templates, reading.copy, str(path), "utkast", reading.cache)
    if path.suffix.lower() in _YAML:
        raise EnvironmentProblem(
            f"”{clean(str(path), None)}” är en av ärendets filer", f"ange mappen {path.parent}"
        )
    return from_file(path)


def _from_elsewhere(text: str, reading: Reading) -> Side:
    number, at, what = text.rpartition("@")
    # A case number may have a colon, as a git revision with its folder does.
    if at and ":" not in what and "{" not in what and not names_case(number):
        return from_register(text, reading.register, reading.copy, reading.cache)
    if not at and _CASE_NUMBER.fullmatch(text.strip()):
        raise EnvironmentProblem(
            f"”{clean(text)}” är ett helt ärende", f"ange en version: '{text.strip()}@latest'"
        )
    if ":" in text and not _DRIVE.match(text):
        return from_revision(text, reading.copy, reading.cache)
    raise EnvironmentProblem(f"”{clean(text, None)}” finns inte", _WAYS)
