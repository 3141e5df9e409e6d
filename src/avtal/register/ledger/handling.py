"""What a handling is in the register, and what of it anybody may read.

Here alone it is decided what of a handling leaves the register: all that is shown or told of one,
and each diary, list and file of it, asks here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from avtal.case.stamp import Copy
from avtal.problems import EnvironmentProblem, clean
from avtal.register.events.records import Direction, Withheld
from avtal.register.kinds import HandlingType
from avtal.register.ledger.queries import Row
from avtal.word.values.marked import OMITTED


def direction(sender: str | None, recipient: str | None) -> Direction:
    """Return which way a handling went, given who it came from or went to."""
    return "in" if sender else "ut" if recipient else "intern"


def open_title(row: Row) -> str:
    """Return what a handling is called where anybody may read: never a secret title."""
    return str((row["open_title"] or OMITTED) if row["secrecy"] else row["title"])


def disclosed(row: Row) -> Row:
    """Return a handling as anybody may read of it: with no secret title, and no withheld party."""
    return {
        **row,
        "title": open_title(row),
        "sender": open_party(row, row["sender"]),
        "recipient": open_party(row, row["recipient"]),
    }


def open_party(row: Row | None, name: str | None) -> str | None:
    """Return who a handling came from or went to, or was thought to, where that may be shown.

    Offentlighets- och sekretesslagen (2009:400) 5 kap. 2 § second paragraph: what has to be left
    out so that the diary can be shown is left out.
    """
    if name is not None and row is not None and row["withheld"]:
        return str(OMITTED)
    return name


def open_file(row: Row, files: Sequence[Row]) -> Row | None:
    """Return the file of a handling that anybody may see, or None where it is secret.

    That is the public copy where there is one. Neither the name nor the hash of another is shown: a
    name can tell what it is about, and a hash can confirm a guess of what it says. Who sent a file
    that tells it stands in the file too.
    """
    if row["secrecy"] or row["withheld"]:
        return None
    by_copy = {file["copy"]: file for file in files}
    return by_copy.get(Copy.PUBLIC.value) or by_copy.get(Copy.FULL.value)


def open_name(row: Row) -> str:
    """Return a handling in words that are never secret, for a sentence."""
    place = f"version {row['version']}" if row["version"] else f"fil {row['filing']}"
    return f"”{clean(open_title(row))}” ({place})"


def check_open_title(secrecy: str | None, open_title: str | None, title: str) -> None:
    """Raise EnvironmentProblem where a secret handling has no title that may be shown."""
    if secrecy and open_title and open_title.casefold() == title.casefold():
        raise EnvironmentProblem(
            "den öppna titeln är den hemliga",
            "ange --open-title med ord som inte röjer något",
        )
    if secrecy and not open_title:
        raise EnvironmentProblem(
            "en hemlig handling behöver en öppen titel, som får stå i diariet",
            "ange --open-title med ord som inte röjer något",
        )


def check_parties(type: HandlingType, sender: str | None, recipient: str | None) -> None:
    """Raise EnvironmentProblem where a handling comes from or goes to nobody, or both."""
    if sender and recipient:
        raise EnvironmentProblem(
            "handlingen har både avsändare och mottagare",
            "en handling kommer från någon eller går till någon: ange --from eller --to",
        )
    if type is HandlingType.RECEIVED and not sender:
        raise EnvironmentProblem(
            "en inkommen handling behöver en avsändare",
            "ange --from; är avsändaren inte känd, skriv --from okänd",
        )
    if type is HandlingType.SENT and not recipient:
        raise EnvironmentProblem("en utgående handling behöver en mottagare", "ange --to")


def check_day(type: HandlingType, day: date, today: date) -> None:
    """Raise EnvironmentProblem where a handling has come in on a day that has not been yet."""
    if type is HandlingType.RECEIVED and day > today:
        raise EnvironmentProblem(
            f"--document-date {day} har inte varit än, men handlingen har kommit in",
            "ange dagen då den kom in",
        )


def check_withheld(party: str | None, *texts: str | None) -> None:
    """Raise EnvironmentProblem where a text that is shown names who may not be shown."""
    # As a word, also in the genitive: ”Bo” does not stand in ”Bostadsbolaget”.
    named = re.compile(rf"(?<!\w){re.escape(party or '')}s?(?!\w)", re.IGNORECASE)
    for text in texts:
        if party and text and named.search(text):
            raise EnvironmentProblem(
                f"”{clean(party)}” får inte visas, men står i ”{clean(text)}”",
                "skriv titeln och skälet så att de inte röjer vem det är",
            )


def party_of(sender: str | None, recipient: str | None) -> Withheld:
    """Return which party a handling has. Raises EnvironmentProblem where it has none."""
    if not sender and not recipient:
        raise EnvironmentProblem(
            "--withhold gäller avsändaren eller mottagaren, och handlingen har ingen",
            "ange --from eller --to, eller ta bort --withhold",
        )
    return "avsändare" if sender else "mottagare"
