"""What is entered on handlingar that are registered: nothing in them, or before them, changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from avtal.language.hints import suggest
from avtal.model.diarienummer import Diarienummer
from avtal.problems import EnvironmentProblem
from avtal.register.acts.numbers import read_item, read_items, refuse_taken
from avtal.register.acts.order import Who
from avtal.register.events.kinds import (
    Correctable,
    EventData,
    FactsCorrected,
    GivenNumber,
    NoteEntered,
    NumbersRecorded,
    Voided,
)
from avtal.register.kinds import Noted
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_address, read_part
from avtal.register.ledger.database import Head, LedgerEntry
from avtal.register.ledger.handling import check_open_title, open_name
from avtal.register.ledger.queries import Row, Target
from avtal.register.opening import RegisterPlace, changing

OPTIONS: Mapping[str, str] = {
    "recipient": "--to",
    "body": "--body",
    "paragraph": "--paragraph",
    "outcome": "--outcome",
    "until": "--until",
    "replaced_by": "--replaced-by",
}
"""The options of a note, by the name that each has in the register."""


NEEDS: Mapping[Noted, Sequence[str]] = {
    Noted.SENT: ("recipient",),
    Noted.DECIDED: ("body", "paragraph", "outcome"),
    Noted.REMITTED: ("body",),
    Noted.EXTENDED: ("until",),
    Noted.REPLACED: ("replaced_by",),
    Noted.REPEALED: ("body",),
}
"""What must be told with a note, beside its day."""

MAY_HAVE: Mapping[Noted, Sequence[str]] = {
    Noted.REMITTED: ("paragraph",),
    Noted.REPEALED: ("paragraph",),
    Noted.EXTENDED: ("body", "paragraph"),
}
"""What may be told with a note, beside what must be and a text."""


@dataclass(frozen=True)
class Entered:
    """What was entered: on which handlingar, by their names in sentences, and the chain's end."""

    case_number: str
    on: tuple[str, ...]
    head: Head


def record_numbers(place: RegisterPlace, address: str, pairs: Sequence[str], who: Who) -> Entered:
    """Record handlingsnummer that were given after the registration; no file is touched.

    `pairs` are `KEY=N`, or one number where the address is a single handling. Raises
    EnvironmentProblem where a number is used already or a handling has one.
    """
    with _entry(place, address, who) as (entry, target):
        everything = queries.documents(entry.connection, target.case["case_number"])
        wanted = _read_pairs(target, pairs)
        for row, item in wanted:
            _refuse_number(row, item, everything)
        numbers = tuple(GivenNumber(document=row["id"], item=item) for row, item in wanted)
        return _enter(entry, target, NumbersRecorded(numbers=numbers), [row for row, _ in wanted])


def note(
    place: RegisterPlace, address: str, noted: Noted, details: Mapping[str, str | None], who: Who
) -> Entered:
    """Enter what happened with a handling, or with all of a version.

    `details` are by the names in NEEDS, beside `day` and `note`. Raises EnvironmentProblem where
    something is lacking or does not belong there.
    """
    given = {name: value for name, value in details.items() if value is not None}
    _check_details(noted, given)
    with _entry(place, address, who) as (entry, target):
        if "replaced_by" in given:
            other = read_address(given["replaced_by"])
            given["replaced_by"] = queries.find(entry.connection, other).name
        data = NoteEntered(documents=_ids(target.documents), status=noted, **given)
        return _enter(entry, target, data, target.documents)


def correct(
    place: RegisterPlace,
    address: str,
    fields: Mapping[Correctable, str | None],
    reason: str,
    who: Who,
) -> Entered:
    """Enter a correction of what the register says of one handling; the old facts stay in it.

    `fields` are title, open_title, sender, recipient and secrecy. Raises EnvironmentProblem where
    nothing would change.
    """
    _check_reason(reason)
    with _entry(place, address, who) as (entry, target):
        row = _the_only(target)
        new = {name: value for name, value in fields.items() if value not in {None, row[name]}}
        if not new:
            raise EnvironmentProblem(
                "det finns inget att rätta: registret säger redan så",
                "ange det som ska stå i stället, till exempel --title",
            )
        check_open_title(
            new.get("secrecy", row["secrecy"]), new.get("open_title", row["open_title"])
        )
        old = {name: row[name] for name in new}
        data = FactsCorrected(document=row["id"], old=old, new=new, reason=reason)
        return _enter(entry, target, data, target.documents)


def void(place: RegisterPlace, address: str, reason: str, who: Who) -> Entered:
    """Strike out handlingar, which keep their numbers and files. Raises EnvironmentProblem."""
    _check_reason(reason)
    with _entry(place, address, who) as (entry, target):
        standing = [row for row in target.documents if row["voided"] is None]
        if not standing:
            raise EnvironmentProblem(
                f"{target.name} är redan makulerad", "avtal show visar när och varför"
            )
        data = Voided(documents=_ids(standing), status="makulerad", reason=reason)
        return _enter(entry, target, data, standing)


@contextmanager
def _entry(place: RegisterPlace, address: str, who: Who) -> Iterator[tuple[LedgerEntry, Target]]:
    """Give an entry and what it is about; the case's turn is held, as for who allocates numbers."""
    wanted = read_part(address)
    with changing(place) as register:
        slug = Diarienummer(wanted.case_number).slug()
        with register.store.turn(slug), register.ledger.entry(who.at, who.by) as entry:
            yield entry, queries.find(entry.connection, wanted)


def _enter(entry: LedgerEntry, target: Target, data: EventData, on: Sequence[Row]) -> Entered:
    number = target.case["case_number"]
    entry.add(number, data)
    return Entered(number, tuple(open_name(row) for row in on), entry.head)


def _ids(handlingar: Sequence[Row]) -> tuple[int, ...]:
    return tuple(row["id"] for row in handlingar)


def _the_only(target: Target) -> Row:
    if len(target.documents) == 1:
        return target.documents[0]
    keys = [str(row["key"]) for row in target.documents]
    raise EnvironmentProblem(
        f"{target.name} har flera handlingar",
        f"ange vilken: '{target.name}/{keys[0]}'; där finns {', '.join(keys)}",
    )


def _read_pairs(target: Target, pairs: Sequence[str]) -> list[tuple[Row, int]]:
    """Return the handlingar and the numbers that they get."""
    if len(pairs) == 1 and "=" not in pairs[0]:
        return [(_the_only(target), read_item(pairs[0]))]
    by_key = {row["key"]: row for row in target.documents}
    found = []
    for key, item in read_items(pairs).items():
        if key not in by_key:
            raise EnvironmentProblem(
                f"{target.name} har ingen {key}", suggest(key, [str(one) for one in by_key])
            )
        found.append((by_key[key], item))
    return found


def _refuse_number(row: Row, item: int, everything: Sequence[Row]) -> None:
    if row["item"] is not None:
        raise EnvironmentProblem(
            f"{open_name(row)} har redan handlingsnummer {row['item']}",
            "ett nummer som har antecknats ändras inte; ange en handling som inte har något",
        )
    refuse_taken(everything, item)


def _check_details(noted: Noted, given: Mapping[str, str]) -> None:
    needed = NEEDS.get(noted, ())
    for name in needed:
        if name not in given:
            raise EnvironmentProblem(
                f"{noted.value} behöver {OPTIONS[name]}",
                f"lägg till {OPTIONS[name]}; se avtal note --help",
            )
    strange = given.keys() - {*needed, *MAY_HAVE.get(noted, ()), "day", "note"}
    for name in sorted(strange):
        raise EnvironmentProblem(
            f"{OPTIONS[name]} hör inte till {noted.value}", f"ta bort {OPTIONS[name]}"
        )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise EnvironmentProblem("skälet är tomt", "skriv --reason och varför")
