"""Which function a fact belongs to, so that somebody can be asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from avtal.case.load import Case
from avtal.language.swedish import listing
from avtal.model.action_plan import Action
from avtal.model.agreement import Goal
from avtal.model.base import Model
from avtal.model.communication import CommunicationItem
from avtal.model.memo import Memo
from avtal.model.parties import Appointment, Party, Person
from avtal.model.promise import Promise
from avtal.model.situation import MappedCrime, Source

HANDLER = "handläggaren"
"""Who is asked where the content does not say."""


class Responsible:
    """Who is responsible for the things of one case, by title of function."""

    def __init__(self, case: Case) -> None:
        facts = case.facts
        # Appointments are read on the date of the first document, as the law profile is.
        self.day = next(iter(case.documents.values())).reference_date
        self.titles = {function.id: function.title for function in facts.functions}
        self.functions: dict[str, list[str]] = {}
        for function in facts.functions:
            self.functions.setdefault(function.party, []).append(function.id)
        self.things = case.index.things
        self.handler = self._handler(case)

    def of(self, chain: Sequence[Model]) -> str:
        """Return who is responsible for a fact, by the model that has it and those around it.

        The innermost that says who is followed (`_named`). Where none does it is the handler of
        the memo, with title or name where they are known.
        """
        titles = next(filter(None, map(self._named, chain)), ())
        return listing(titles) or self.handler

    def _named(self, model: Model) -> Sequence[str]:
        """Return the titles that a thing itself names as responsible, none where it does not say.

        | Thing | Responsible |
        |---|---|
        | åtgärd | its `ansvariga` |
        | kommunikationsinsats | its `ansvarig` |
        | löfte | the `ansvariga` of the actions that bear it |
        | förordnande | the function it is an appointment to |
        | person | the function held on the day, else the title without appointment |
        | part | its function, if it has only one |
        | kartläggning, mål | the party that owns the source, as above |
        """
        match model:
            case Action():
                return self._titles(model.responsible)
            case CommunicationItem():
                return self._titles([model.responsible])
            case Promise():
                return self._titles(
                    function
                    for action in (self.things[name].model for name in model.actions)
                    if isinstance(action, Action)
                    for function in action.responsible
                )
            case Appointment():
                return self._titles([model.function])
            case Person():
                return self._of_person(model)
            case Party():
                return self._of_party(model.id)
            case MappedCrime() | Goal():
                source = self.things[model.source].model if model.source else None
                return self._of_party(source.owner) if isinstance(source, Source) else ()
        return ()

    def _titles(self, functions: Iterable[str]) -> Sequence[str]:
        return [self.titles[function] for function in dict.fromkeys(functions)]

    def _of_person(self, person: Person) -> Sequence[str]:
        held = person.appointment_on(self.day)
        if held:
            return self._titles([held.function])
        return [person.title] if person.title else ()

    def _of_party(self, party: str) -> Sequence[str]:
        functions = self.functions.get(party, [])
        return self._titles(functions) if len(functions) == 1 else ()

    def _handler(self, case: Case) -> str:
        people = {person.id: person for person in case.facts.people}
        for document in case.documents.values():
            if isinstance(document, Memo):
                person = people[document.handler]
                known = next(iter(self._of_person(person)), person.name)
                return f"{HANDLER} ({known})" if known else HANDLER
        return HANDLER
