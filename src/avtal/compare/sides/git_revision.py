"""A case as it was in a git revision: read out of the repository into a folder for a moment."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from avtal.case.workspace import SHARED
from avtal.files.refusals import sentences
from avtal.problems import EnvironmentProblem, clean

_SECONDS = 60
_MOST = 100_000_000
"""Most bytes of content and templates together."""


@dataclass(frozen=True)
class Revision:
    """A case of a revision as a folder of its own, with what it was in."""

    case: Path
    commit: str
    slug: str


@contextmanager
def revision_of(text: str) -> Iterator[Revision]:
    """Yield the case that `REVISION:FOLDER` names, with what cases share and its templates.

    The path is from the top of the repository, or from here where it begins with `./`. Raises
    EnvironmentProblem where there is no such case, or no git.
    """
    revision, _, path = text.partition(":")
    if not revision or revision.startswith("-") or not path:
        raise _no_revision(text, "skriv till exempel HEAD~1:content/taby-2018")
    top = _repository(text)
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise _no_revision(
            text,
            f"det finns ingen revision ”{clean(revision)}” i git-arkivet {clean(top, None)}; "
            "git log visar vilka som finns",
        )
    folder = _from_top(path, _git("rev-parse", "--show-prefix") or "")
    if folder is None or folder.parent.name != "content":
        raise _no_revision(text, "ange mappen med ärendet, till exempel HEAD~1:content/taby-2018")
    root = folder.parent.parent
    shared = [f"content/{name}" for name in SHARED]
    wanted = [(root / one).as_posix() for one in (f"content/{folder.name}", *shared, "templates")]
    files = _files(commit, wanted, top)
    if not any(PurePosixPath(one.path).is_relative_to(folder) for one in files):
        raise _no_revision(text, f"mappen ”{clean(path)}” finns inte i den revisionen")
    if sum(one.size for one in files) > _MOST:
        raise _no_revision(text, "innehåll och mallar är orimligt stora i den revisionen")
    blobs = _blobs(files, top, text)
    with ExitStack() as stack:
        with sentences(Path(tempfile.gettempdir())):
            place = stack.enter_context(tempfile.TemporaryDirectory(prefix="avtal-"))
            for one, data in zip(files, blobs, strict=True):
                target = Path(place) / PurePosixPath(one.path).relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        slug = re.sub(r"[^A-Za-z0-9]+", "-", revision).strip("-")[:20] or "git"
        yield Revision(Path(place) / "content" / folder.name, commit, slug)


def names_case(text: str) -> bool:
    """Tell whether a text is written as a revision with the folder of a case in it."""
    _, colon, path = text.partition(":")
    path = path.replace("\\", "/")
    from_here = path.startswith(("./", "../"))
    return bool(colon) and (from_here or PurePosixPath(path).parent.name == "content")


def _repository(text: str) -> str:
    """Return the top folder of the repository here. Raises EnvironmentProblem with why not."""
    done = _ask("rev-parse", "--show-toplevel")
    if done.returncode == 0:
        return done.stdout.decode(errors="replace").strip()
    # Git tells in the language of the computer; the name of the setting is the same in all.
    if b"safe.directory" in done.stderr:
        raise _no_revision(
            text,
            "git-arkivet ägs av någon annan, och git litar inte på det; är det ert, kör: "
            "git config --global --add safe.directory MAPPEN",
        )
    here = Path.cwd()
    if not any((folder / ".git").exists() for folder in (here, *here.parents)):
        raise _no_revision(
            text, "du står inte i ett git-arkiv; gå till mappen med content och försök igen"
        )
    raise _no_revision(text, "git kan inte läsa arkivet här; kör git status för att se varför")


class _File(NamedTuple):
    path: str
    blob: str
    size: int


def _files(commit: str, paths: list[str], top: str) -> list[_File]:
    """Return the plain files of a commit below the paths; links are passed over."""
    listed = _run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths, folder=top)
    found = []
    for entry in (listed or b"").decode(errors="replace").split("\0"):
        facts, _, path = entry.partition("\t")
        mode, *rest = facts.split() or [""]
        if mode.startswith("100") and ".." not in PurePosixPath(path).parts:
            found.append(_File(path, rest[1], int(rest[2])))
    return found


def _blobs(files: list[_File], top: str, text: str) -> list[bytes]:
    """Return what the files hold, as the repository has it, whatever an export would make of it."""
    asked = "".join(f"{one.blob}\n" for one in files).encode()
    answer = io.BytesIO(_run("cat-file", "--batch", folder=top, given=asked) or b"")
    found = []
    for one in files:
        answer.readline()
        found.append(answer.read(one.size))
        if answer.read(1) != b"\n":
            raise _no_revision(text, "git kan inte läsa ut den revisionen; kör git fsck")
    return found


def _from_top(path: str, here: str) -> PurePosixPath | None:
    """Return a path from the top of the repository; None where it leads out of it."""
    text = path.replace("\\", "/")
    start = here if text.startswith(("./", "../")) else ""
    steps: list[str] = []
    for step in PurePosixPath(start, text).parts:
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step != ".":
            steps.append(step)
    return PurePosixPath(*steps)


def _git(*arguments: str) -> str | None:
    answer = _run(*arguments)
    return None if answer is None else answer.decode(errors="replace").strip()


def _run(*arguments: str, folder: str | None = None, given: bytes = b"") -> bytes | None:
    """Return what git answers, None where it says no. Raises EnvironmentProblem without git."""
    done = _ask(*arguments, folder=folder, given=given)
    return done.stdout if done.returncode == 0 else None


def _ask(
    *arguments: str, folder: str | None = None, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments], capture_output=True, input=given, timeout=_SECONDS, cwd=folder
        )
    except OSError:
        raise EnvironmentProblem(
            "programmet git finns inte på datorn, så en git-revision kan inte läsas",
            "installera git, eller jämför mot en mapp eller en registrerad version",
        ) from None
    except subprocess.TimeoutExpired:
        raise EnvironmentProblem("git svarar inte", "försök igen") from None


def _no_revision(text: str, help: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"”{clean(text, None)}” kan inte läsas ur git", help)
