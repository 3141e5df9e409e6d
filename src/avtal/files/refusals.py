"""What the operating system refuses, as Swedish sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avtal.problems import EnvironmentProblem, clean


def resolve(path: Path) -> Path:
    """Return the path without links and `..`. Raises EnvironmentProblem where that cannot be."""
    try:
        found = path.resolve()
        found.is_dir()
    except FileNotFoundError:  # a path need not exist, but the folder that it starts in must
        raise EnvironmentProblem(
            "mappen som du står i finns inte längre", "gå till en annan mapp med cd och försök igen"
        ) from None
    except PermissionError:
        raise unreadable_folder(path) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = why(error) if isinstance(error, OSError) else _REASONS[errno.ELOOP]
        raise EnvironmentProblem(
            f"”{path}” kan inte användas: {reason}", "ange en annan mapp"
        ) from None
    return found


def unreadable_folder(folder: Path) -> EnvironmentProblem:
    """Return the problem of a folder that cannot be listed or entered."""
    return EnvironmentProblem(
        f"mappen ”{clean(str(folder), None)}” kan inte läsas",
        "kontrollera att du har rätt att läsa den och att den finns kvar",
    )


@contextmanager
def sentences(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence; for writing that is undone."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(_reason(error, target), _remedy(error, target)) from error


_REASONS = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "lagringskvoten är slut",
    errno.EFBIG: "filen blir större än vad som är tillåtet här",
    errno.EROFS: "disken är skrivskyddad",
    errno.EACCES: "behörighet saknas",
    errno.EPERM: "behörighet saknas",
    errno.ENOTDIR: "en del av sökvägen är en fil",
    errno.EEXIST: "en del av sökvägen är en fil",
    errno.EISDIR: "det är en mapp, inte en fil",
    errno.ENAMETOOLONG: "sökvägen är för lång",
    errno.ELOOP: "en länk i sökvägen leder till sig själv",
    errno.ENOENT: "en del av sökvägen finns inte och kan inte skapas",
    errno.EIO: "disken eller nätverket svarar med fel",
}


def why(error: OSError) -> str:
    """Return in Swedish why the operating system said no, where we know it."""
    return _REASONS.get(error.errno or 0, f"operativsystemet svarar ”{error.strerror}”")


def _reason(error: OSError, target: Path) -> str:
    word = ", eller så är en fil öppen i Word" if _may_be_in_word(error, target) else ""
    return f"kan inte skriva i ”{target}”: {why(error)}{word}. Inget har ändrats"


def _may_be_in_word(error: OSError, target: Path) -> bool:
    """Tell whether it may be Word that has what is refused: a document, or a folder of them."""
    endings = {one.lower() for one in Path(error.filename or target).suffixes}
    others = (one for one in endings - {".docx"} if not one.startswith(".avtal-"))
    return error.errno in {errno.EACCES, errno.EPERM} and not any(others)


def _remedy(error: OSError, target: Path) -> str:
    if _may_be_in_word(error, target):
        return "stäng filerna i Word, kontrollera behörigheten och försök igen"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "kontrollera behörigheten och försök igen"
    return "åtgärda felet eller välj en annan mapp, och försök igen"
