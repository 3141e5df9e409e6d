"""Rules on people, their titles and their appointments."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.base import walk
from avtal.model.references import PERSON, reference_fields
from avtal.rules.finding import Finding
from avtal.source import Case


def appointment_on_the_day(case: Case) -> Iterator[Finding]:
    """37: whom a document names has an appointment on its day, or a title without one.

    Otherwise the title is left out in print, and nobody is told why.
    """
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
                        f"”{identity}” har inget förordnande {day}, och skrivs därför utan titel",
                        "rätta datumen under förordnanden hos personen, eller ange en annan person",
                    )
