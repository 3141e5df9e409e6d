"""How a user names what is registered: a case, a version of it, a file in it, a handling."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from avtal.case.kinds import BY_KEY
from avtal.model.approval import Purpose
from avtal.model.diarienummer import Diarienummer
from avtal.model.scalars import is_id
from avtal.problems import EnvironmentProblem, clean

LATEST = "latest"
_PATTERN = re.compile(r"(?:v?(?P<version>[1-9]\d{0,8})|fil(?P<filing>[1-9]\d{0,8}))")
_WHATS = (LATEST, *(purpose.value for purpose in Purpose))


@dataclass(frozen=True)
class Address:
    """`DNR[@N|@filN|@remiss|@latest][/KEY]`, read; whether there is such a thing is not known yet.

    Without anything after the case number, it is the case as a whole.
    """

    case_number: str
    version: int | None = None
    filing: int | None = None
    word: str | None = None
    key: str | None = None

    def slug(self) -> str:
        """Return the address without a document, for file names."""
        what = f"fil{self.filing}" if self.filing else self.word or f"v{self.version}"
        return f"{Diarienummer(self.case_number).slug()}_{what}"

    @property
    def is_case(self) -> bool:
        """Whether the case as a whole is meant."""
        return self.version is None and self.filing is None and self.word is None


def read_address(text: str) -> Address:
    """Return the address that a user wrote. Raises EnvironmentProblem with how it is written."""
    number, at, rest = text.partition("@")
    case_number = read_case_number(number)
    if not at:
        return Address(case_number)
    what, slash, key = rest.partition("/")
    if slash and not is_id(key):  # the register may have kinds that this program does not know
        raise EnvironmentProblem(
            f"”{clean(key)}” är ingen handling",
            f"skriv till exempel '{case_number}@{clean(what)}/{next(iter(BY_KEY))}'",
        )
    found = _PATTERN.fullmatch(what)
    if found is None and what not in _WHATS:
        raise EnvironmentProblem(
            f"”{clean(what)}” är ingen version",
            f"skriv ett nummer, fil och ett nummer, eller {', '.join(_WHATS)}: "
            f"'{case_number}@1' eller '{case_number}@remiss'",
        )
    if found is None:
        return Address(case_number, word=what, key=key or None)
    version, filing = found["version"], found["filing"]
    if filing and key:
        raise EnvironmentProblem(
            f"”{clean(text, None)}” är en fil och har inga delar", f"skriv '{case_number}@{what}'"
        )
    return Address(
        case_number, int(version) if version else None, int(filing) if filing else None, None,
        key or None,
    )  # fmt: skip


def read_part(text: str) -> Address:
    """Return the address of something in a case. Raises EnvironmentProblem for a case as such."""
    address = read_address(text)
    if address.is_case:
        number = address.case_number
        raise EnvironmentProblem(
            f"{number} är hela ärendet",
            f"ange version eller fil: '{number}@1' eller '{number}@fil1'",
        )
    return address


def read_case_number(text: str) -> str:
    """Return a case number as it is printed. Raises EnvironmentProblem where it cannot be one."""
    try:
        return Diarienummer.read(text.strip()).text
    except PydanticCustomError:
        raise EnvironmentProblem(
            f"”{clean(text)}” är inget diarienummer",
            "skriv det inom citattecken, till exempel 'KS 2018/211'",
        ) from None
