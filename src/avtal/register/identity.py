"""Which register it is: the folder and the database of one carry the same identity.

A folder that was mistyped, a disk that is not mounted and a database that was not named are told by
it, before anything is read in, or written to, what belongs to another register.
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from avtal.files.plain import NotRead, NotThere, read_plain
from avtal.files.refusals import sentences
from avtal.files.sharing import shared
from avtal.files.writing import write_file
from avtal.problems import EnvironmentProblem, clean

MARK_FILE = "register.json"
"""The file in the register's folder that says which register it is."""
FORMAT = "avtal/register/1"
_LARGEST = 4_096

Kind: TypeAlias = Literal["sqlite", "postgresql"]
"""Where the ledger is: in the folder, or on a server."""


class Mark(NamedTuple):
    """What the folder of a register says: which register it is, and where its ledger is."""

    identity: str
    database: Kind


def new_identity() -> str:
    """Return an identity that no other register has: a random UUID (RFC 9562, version 4)."""
    return str(uuid.uuid4())


def read_mark(folder: Path) -> Mark | None:
    """Return what a folder says that it is, or None where it says nothing.

    Raises EnvironmentProblem where what it says cannot be read.
    """
    path = folder / MARK_FILE
    try:
        data = read_plain(path, _LARGEST)
    except NotThere:
        return None
    except NotRead as error:
        raise EnvironmentProblem(
            f"”{clean(str(path), None)}” {error}",
            "kontrollera att du har rätt att läsa mappen och att den är registrets",
        ) from None
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        said = json.loads(data)
        identity, database = str(uuid.UUID(str(said["identity"]))), said["database"]
        if said["format"] == FORMAT and database in get_args(Kind):
            return Mark(identity, cast(Kind, database))
    raise _unreadable(path)


def write_mark(folder: Path, mark: Mark) -> None:
    """Write in a folder which register it is, whole or not at all.

    Raises EnvironmentProblem where it cannot be written.
    """
    said = {"format": FORMAT, **mark._asdict()}
    with sentences(folder), shared(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / MARK_FILE, [(json.dumps(said, indent=2) + "\n").encode()])


def _unreadable(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"”{clean(str(path), None)}” säger inte vilket register mappen hör till",
        "sätt tillbaka filen ur en kopia av mappen, eller ta bort den och kör avtal "
        "register-upgrade med samma --register och --db",
    )
