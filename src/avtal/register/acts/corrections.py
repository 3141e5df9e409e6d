"""Correct what the register says of a handling or a case; what stood before stays to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from avtal.model.scalars import is_id
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.entries import (
    Entered,
    check_reason,
    enter,
    entering,
    entering_in,
    the_only,
)
from avtal.register.acts.numbers import refuse_taken
from avtal.register.acts.order import Who
from avtal.register.events.chain import Event
from avtal.register.events.kinds import CaseCorrected, FactsCorrected, VersionRegistered
from avtal.register.events.records import CaseFacts, HandlingFacts
from avtal.register.kinds import HandlingType
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_case_number, read_part
from avtal.register.ledger.handling import (
    check_day,
    check_open_title,
    check_parties,
    check_withheld,
    direction,
    party_of,
)
from avtal.register.ledger.queries import Row, Target
from avtal.register.opening import RegisterPlace

REMOVABLE: Mapping[str, str] = {
    "avsändare": "sender",
    "mottagare": "recipient",
    "svar": "answers",
    "nummer": "item",
    "sekretess": "secrecy",
    "utelämnande": "withheld",
}
"""What can be taken away again, by how a user names it: the columns."""


@dataclass(frozen=True)
class Correction:
    """What should stand instead, as far as it is not None.

    `remove` are columns, by REMOVABLE, that should say nothing.
    """

    title: str | None = None
    open_title: str | None = None
    sender: str | None = None
    recipient: str | None = None
    secrecy: str | None = None
    type: HandlingType | None = None
    day: date | None = None
    answers: str | None = None
    item: int | None = None
    withhold: bool = False
    remove: Collection[str] = ()

    def wanted(self) -> dict[str, Any]:
        """Return what should stand, by column, as the register has it."""
        plain = {
            "title": self.title,
            "open_title": self.open_title,
            "sender": self.sender,
            "recipient": self.recipient,
            "secrecy": self.secrecy,
            "type": self.type.value if self.type else None,
            "day": self.day.isoformat() if self.day else None,
            "answers": self.answers,
            "item": self.item,
        }
        found: dict[str, Any] = {name: value for name, value in plain.items() if value is not None}
        for name in self.remove:
            if name in found or (name == "withheld" and self.withhold):
                word = next(word for word, column in REMOVABLE.items() if column == name)
                raise EnvironmentProblem(
                    f"{word} ska både rättas och tas bort", "ange det ena eller det andra"
                )
            found[name] = None
        return found


def correct(
    place: RegisterPlace, address: str, correction: Correction, reason: str, who: Who
) -> Entered:
    """Enter a correction of what the register says of one handling; the old facts stay in it.

    Raises EnvironmentProblem where nothing would change, or the handling would not be right.
    """
    check_reason(reason)
    with entering(place, address, who) as (_, entry, target):
        row = the_only(target)
        wanted = correction.wanted()
        if correction.answers is not None:
            wanted["answers"] = _answered(entry.connection, target, correction.answers)
        new = _agreeing(row, wanted, withhold=correction.withhold)
        new = {name: value for name, value in new.items() if value != row[name]}
        if not new:
            raise EnvironmentProblem(
                "det finns inget att rätta: registret säger redan så",
                "ange det som ska stå i stället, till exempel --title",
            )
        _check(row, new, reason, who.now.date())
        if "item" in new:
            number = target.case["case_number"]
            _refuse_printed(row, queries.events(entry.connection, number))
            if new["item"] is not None:
                refuse_taken(queries.documents(entry.connection, number), new["item"])
        old = {name: row[name] for name in new}
        facts = [HandlingFacts.model_validate(one, strict=False) for one in (old, new)]
        data = FactsCorrected(document=row["id"], old=facts[0], new=facts[1], reason=reason)
        return enter(entry, target, data, [{**row, **new}])  # not by a title that is secret now


def _answered(connection: Connection, target: Target, answers: str) -> str:
    name = queries.find(connection, read_part(answers)).name
    if name == target.name:
        raise EnvironmentProblem(
            f"{target.name} kan inte vara ett svar på sig själv", "ange en annan handling"
        )
    return name


def _agreeing(row: Row, wanted: dict[str, Any], *, withhold: bool) -> dict[str, Any]:
    """Return what should stand, with what follows from it."""
    sender, recipient = (wanted.get(name, row[name]) for name in ("sender", "recipient"))
    found = dict(wanted)
    if {"sender", "recipient"} & wanted.keys():
        found["direction"] = direction(sender, recipient)
    if withhold:
        found["withheld"] = party_of(sender, recipient)
    if "secrecy" in found and found["secrecy"] is None:
        found.setdefault("open_title", None)
    return found


def _check(row: Row, new: Mapping[str, Any], reason: str, today: date) -> None:
    """Raise EnvironmentProblem where the handling would not be what its type must be."""
    now = {**row, **new}
    type = HandlingType(now["type"])
    if {"type", "sender", "recipient"} & new.keys():
        check_parties(type, now["sender"], now["recipient"])
    if {"type", "day"} & new.keys():
        check_day(type, date.fromisoformat(now["day"]), today)
    check_open_title(now["secrecy"], now["open_title"], now["title"])
    if now["withheld"]:
        shown = None if now["secrecy"] else now["title"]
        for party in (row["sender"], row["recipient"], now["sender"], now["recipient"]):
            check_withheld(party, shown, now["open_title"], reason)
    if "secrecy" in new and new["secrecy"] is None and row["key"]:
        raise EnvironmentProblem(
            "sekretessen för en handling som avtal har gjort står i innehållet, och kopian följer "
            "den",
            "ändra sekretessen i innehållet och registrera en ny version",
        )
    if now["open_title"] and not now["secrecy"]:
        raise EnvironmentProblem(
            "--open-title används bara när handlingen är hemlig", "ange --secrecy, eller --title"
        )


def _refuse_printed(row: Row, events: list[Event]) -> None:
    """Raise EnvironmentProblem where the number stands in the handling itself."""
    for event in events:
        if isinstance(event.data, VersionRegistered):
            for document in event.data.documents:
                if document.id == row["id"] and document.item is not None:
                    raise EnvironmentProblem(
                        f"handlingsnummer {document.item} står tryckt i handlingen",
                        "makulera den med avtal void, och registrera en ny version med rätt nummer",
                    )


def correct_case(
    place: RegisterPlace, address: str, facts: Mapping[str, str], reason: str, who: Who
) -> Entered:
    """Enter a correction of what the register says of a case; the old facts stay in it.

    `facts` are by the columns of the table of cases: title, municipality, name. Raises
    EnvironmentProblem where nothing would change, or nothing is registered of the content.
    """
    check_reason(reason)
    number = read_case_number(address)
    if "name" in facts and not is_id(facts["name"]):
        raise EnvironmentProblem(
            f"--folder {clean(facts['name'])}: det är inget namn på ett ärendes mapp",
            "skriv bara mappens namn, utan content/",
        )
    with entering_in(place, number, who) as (_, entry):
        case = queries.the_case(entry.connection, number)
        if case["title"] is None:
            raise EnvironmentProblem(
                f"ärendet {number} har bara filer, och varken titel, kommun eller mapp att rätta",
                f"ange vilken handling: '{number}@fil1'",
            )
        new = {name: value for name, value in facts.items() if value != case[name]}
        if not new:
            raise EnvironmentProblem(
                "det finns inget att rätta: registret säger redan så",
                "ange det som ska stå i stället: --title, --municipality eller --folder",
            )
        data = CaseCorrected(
            old=CaseFacts(**{name: case[name] for name in new}), new=CaseFacts(**new), reason=reason
        )
        entry.add(number, data)
    return Entered(number, (f"ärendet ”{clean(str({**case, **new}['title']))}”",), entry.head)
