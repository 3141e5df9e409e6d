"""Strike what should not have been entered: it stays to be read, and counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import Entered, check_reason, entering_in
from avtal.register.acts.order import Who
from avtal.register.events.chain import Event
from avtal.register.events.kinds import STRIKABLE, EntryStruck
from avtal.register.events.records import RestoredHandling
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_case_number
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.projection import status_after, status_changes
from avtal.register.ledger.queries import Row, standing
from avtal.register.opening import RegisterPlace


def strike(place: RegisterPlace, address: str, number: int, reason: str, who: Who) -> Entered:
    """Strike an event of a case, by the number that `avtal show` gives it.

    Its handlingar are what they are without it. Raises EnvironmentProblem where there is no such
    event, it is struck already, or it is of a kind that is mended otherwise.
    """
    check_reason(reason)
    case_number = read_case_number(address)
    with entering_in(place, case_number, who) as (_, entry):
        events = queries.events(entry.connection, case_number)
        if not events:  # content can be approved before anything is registered
            queries.the_case(entry.connection, case_number)
        event = _the_event(events, case_number, number)
        left = [one for one in standing(events) if one.sequence != number]
        rows = {row["id"]: row for row in queries.documents(entry.connection, case_number)}
        handlingar = _restored(event, left)
        data = EntryStruck(event=number, handlingar=handlingar, reason=reason)
        entry.add(case_number, data)
    on = tuple(open_name(rows[one.document]) for one in handlingar)
    return Entered(case_number, on or ("ärendet",), entry.head)


def _the_event(events: Sequence[Event], case_number: str, number: int) -> Event:
    event = next((one for one in events if one.sequence == number), None)
    if event is None:
        raise EnvironmentProblem(
            f"ärendet {case_number} har ingen händelse {number}",
            f"avtal show '{case_number}' visar händelserna och deras nummer",
        )
    if event not in standing(events):
        raise EnvironmentProblem(
            f"händelse {number} är redan struken",
            f"avtal show '{case_number}' visar när och varför",
        )
    if not isinstance(event.data, STRIKABLE):
        raise EnvironmentProblem(
            f"händelse {number} ({event.kind}) kan inte strykas",
            "en handling makuleras med avtal void; en uppgift om den rättas med avtal correct",
        )
    return event


def _restored(event: Event, left: Iterable[Event]) -> tuple[RestoredHandling, ...]:
    """Return what the handlingar of an event are by the events that are left."""
    said: dict[int, list[Row]] = {}
    for one in left:
        for document, values in status_changes(one):
            said.setdefault(document, []).append(values)
    return tuple(
        RestoredHandling(document=one, **status_after(said[one]))
        for one in sorted(event.data.about)
    )
