"""Rules on people, their titles and their appointments."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.agreement import Agreement
from avtal.model.base import walk
from avtal.model.references import PERSON, reference_fields
from avtal.rules.finding import Finding
from avtal.source import Case


def every_party_signs(case: Case) -> Iterator[Finding]:
    """36: somebody signs the agreement for each party; the name may still be unknown."""
    people = {person.id: person for person in case.facts.people}
    for key, document in case.documents.items():
        if not isinstance(document, Agreement):
            continue
        signing = {people[signatory].party for signatory in document.signatories}
        for party in case.facts.parties:
            if party.id not in signing:
                yield Finding(
                    BY_KEY[key].content_file,
                    ("undertecknare",),
                    f"ingen undertecknar för ”{party.id}” ({party.name})",
                    "lägg till en person för parten; är namnet inte känt, skriv namn: null",
                )


def appointment_on_the_day(case: Case) -> Iterator[Finding]:
    """37: whom a document names has an appointment on its day, or a title without one."""
    people = {person.id: person for person in case.facts.people}
    for key, document in case.documents.items():
        day = document.reference_date
        for path, model in walk(document):
            for name, ref in reference_fields(type(model)).items():
                if PERSON not in ref.kinds:
                    continue
                alias = type(model).model_fields[name].alias or name
                value = getattr(model, name)
                named = enumerate(value) if isinstance(value, tuple) else [(None, value)]
                for number, identity in named:
                    person = people[identity]
                    if not person.appointments or person.title or person.appointment_on(day):
                        continue
                    yield Finding(
                        BY_KEY[key].content_file,
                        (*path, alias) if number is None else (*path, alias, number),
                        f"”{identity}” har inget förordnande {day}, och får därför ingen titel",
                        "rätta datumen under förordnanden hos personen, eller ange en annan person",
                    )
