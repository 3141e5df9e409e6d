"""What is entered on handlingar that are registered: nothing in them, or before them, changes.

What was entered and is wrong is corrected (`corrections.py`) or struck (`strikes.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from avtal.language.hints import suggest
from avtal.model.diarienummer import Diarienummer
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.numbers import read_item, read_items, refuse_taken
from avtal.register.acts.order import Who
from avtal.register.acts.revisions import read_version
from avtal.register.events.chain import Event
from avtal.register.events.kinds import (
    EventData,
    NoteEntered,
    NumbersRecorded,
    Voided,
)
from avtal.register.events.records import GivenNumber
from avtal.register.kinds import Noted
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_address, read_part
from avtal.register.ledger.entry import Head, LedgerEntry
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.queries import Row, Target
from avtal.register.ledger.words import status_noted
from avtal.register.opening import Register, RegisterPlace, changing

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
    """What was entered: on which handlingar, by their names in sentences, and the chain's end.

    `passed_over` are those that it was not entered on, since they are voided; `status` what those
    that it was entered on are now, where that was noted.
    """

    case_number: str
    on: tuple[str, ...]
    head: Head
    passed_over: tuple[str, ...] = ()
    status: str | None = None


def record_numbers(place: RegisterPlace, address: str, pairs: Sequence[str], who: Who) -> Entered:
    """Record handlingsnummer that were given after the registration; no file is touched.

    `pairs` are `KEY=N`, or one number where the address is a single handling. Raises
    EnvironmentProblem where a number is used already or a handling has one.
    """
    with entering(place, address, who) as (_, entry, target):
        everything = queries.documents(entry.connection, target.case["case_number"])
        wanted = _read_pairs(target, pairs)
        for row, item in wanted:
            _refuse_number(row, item, everything)
        numbers = tuple(GivenNumber(document=row["id"], item=item) for row, item in wanted)
        return enter(entry, target, NumbersRecorded(numbers=numbers), [row for row, _ in wanted])


def note(
    place: RegisterPlace, address: str, noted: Noted, details: Mapping[str, str | None], who: Who
) -> Entered:
    """Enter what happened with a handling, or with all of a version.

    `details` are by the names in NEEDS, beside `day` and `note`. Raises EnvironmentProblem where
    something is lacking or does not belong there.
    """
    given = {name: value for name, value in details.items() if value is not None}
    _check_details(noted, given)
    with entering(place, address, who) as (register, entry, target):
        standing = [row for row in target.documents if row["voided"] is None]
        if not standing:
            raise EnvironmentProblem(
                f"{target.name} är makulerad, och inget mer antecknas på den",
                "avtal show visar när och varför; var makuleringen fel, stryk den med avtal strike",
            )
        if "replaced_by" in given:
            other = queries.find(entry.connection, read_address(given["replaced_by"]))
            _check_replacing(other, standing)
            given["replaced_by"] = other.name
        if "body" in given:
            given["body"] = _the_body(register, entry, target, given["body"])
        data = NoteEntered(documents=_ids(standing), status=noted, **given)
        _refuse_repeated(data, queries.events(entry.connection, target.case["case_number"]))
        done = enter(entry, target, data, standing)
        voided = [row for row in target.documents if row["voided"] is not None]
        passed_over = tuple(open_name(row) for row in voided)
        return replace(done, passed_over=passed_over, status=status_noted(data))


def _check_replacing(other: Target, replaced: Sequence[Row]) -> None:
    """Raise EnvironmentProblem where something would be replaced by itself, or by nothing."""
    if {row["id"] for row in other.documents} & set(_ids(replaced)):
        raise EnvironmentProblem(
            f"{other.name} kan inte ersätta sig själv", "ange det som gäller i stället"
        )
    if all(row["voided"] is not None for row in other.documents):
        raise EnvironmentProblem(
            f"{other.name} är makulerad och ersätter inget", "ange det som gäller i stället"
        )


def _refuse_repeated(data: NoteEntered, events: Sequence[Event]) -> None:
    """Raise EnvironmentProblem where the same decision is noted already, word for word."""
    for event in queries.standing(events):
        if data.status is Noted.DECIDED and event.data == data:
            raise EnvironmentProblem(
                f"det är redan antecknat, i händelse {event.sequence}",
                f"avtal show '{event.case_number}' visar det; är det fel, stryk det med avtal "
                "strike",
            )


def _the_body(register: Register, entry: LedgerEntry, target: Target, given: str) -> str:
    """Return a body of the case by its name, given that or its id.

    A case without content, or with one that this program cannot read, has any.
    """
    last = queries.last_version(entry.connection, target.case["case_number"])
    if last is None:
        return given
    folder = register.store.version(target.case["folder"], last["number"])
    content = read_version(folder, last["manifest_sha256"]).content
    if content is None:
        return given
    names = {one.name: (one.name.casefold(), one.id.casefold()) for one in content.facts.bodies}
    for name, called in names.items():
        if given.casefold() in called:
            return name
    raise EnvironmentProblem(
        f"--body {clean(given)}: ärendet har inget sådant organ",
        suggest(given, names, none="inga organ står i arende.yaml"),
    )


def void(place: RegisterPlace, address: str, reason: str, who: Who) -> Entered:
    """Strike out handlingar, which keep their numbers and files. Raises EnvironmentProblem."""
    check_reason(reason)
    with entering(place, address, who) as (_, entry, target):
        standing = [row for row in target.documents if row["voided"] is None]
        if not standing:
            raise EnvironmentProblem(
                f"{target.name} är redan makulerad", "avtal show visar när och varför"
            )
        data = Voided(documents=_ids(standing), status="makulerad", reason=reason)
        return enter(entry, target, data, standing)


@contextmanager
def entering(
    place: RegisterPlace, address: str, who: Who
) -> Iterator[tuple[Register, LedgerEntry, Target]]:
    """Give an entry and what it is about; the case's turn is held, as for who allocates numbers."""
    wanted = read_part(address)
    with entering_in(place, wanted.case_number, who) as (register, entry):
        yield register, entry, queries.find(entry.connection, wanted)


@contextmanager
def entering_in(
    place: RegisterPlace, case_number: str, who: Who
) -> Iterator[tuple[Register, LedgerEntry]]:
    """Give an entry in a case, whose turn is held."""
    with (
        changing(place) as register,
        register.store.turn(Diarienummer(case_number).slug()),
        register.ledger.entry(who.at, who.by) as entry,
    ):
        yield register, entry


def enter(entry: LedgerEntry, target: Target, data: EventData, on: Sequence[Row]) -> Entered:
    """Enter something on handlingar, and return what was."""
    number = target.case["case_number"]
    entry.add(number, data)
    return Entered(number, tuple(open_name(row) for row in on), entry.head)


def _ids(handlingar: Sequence[Row]) -> tuple[int, ...]:
    return tuple(row["id"] for row in handlingar)


def the_only(target: Target) -> Row:
    """Return the one handling that is meant. Raises EnvironmentProblem where there are several."""
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
        return [(the_only(target), read_item(pairs[0]))]
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
            f"är det fel, rätta det: avtal correct '{row['case_number']}@"
            f"{row['version'] or 'fil' + str(row['filing'])}"
            f"{'/' + row['key'] if row['key'] else ''}' --item {item} --reason TEXT",
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
    if "until" in given and given["until"] < given.get("day", ""):
        raise EnvironmentProblem(
            f"--until {given['until']} är före {given['day']}, dagen då det hände", "rätta dagen"
        )
    strange = given.keys() - {*needed, *MAY_HAVE.get(noted, ()), "day", "note"}
    for name in sorted(strange):
        raise EnvironmentProblem(
            f"{OPTIONS[name]} hör inte till {noted.value}", f"ta bort {OPTIONS[name]}"
        )


def check_reason(reason: str) -> None:
    """Raise EnvironmentProblem where nothing is said."""
    if not reason.strip():
        raise EnvironmentProblem("skälet är tomt", "skriv --reason och varför")
