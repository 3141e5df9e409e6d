"""Rules on parties and on people, their titles, appointments and mandates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from avtal.language.phrases import whole
from avtal.model.description import described
from avtal.model.memo import DecisionPoint
from avtal.model.parties import Function, PartyKind, Person
from avtal.model.references import PERSON
from avtal.problems import clean
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval, by_construction, when_read


class _Named(NamedTuple):
    """A person named by a document, the day on which titles are read there, and its own date."""

    place: Place
    person: Person
    day: date
    written: date


def _named(material: Material) -> Iterator[_Named]:
    people = material.by_id(Person)
    for model in material.models:
        key = material.location(model).key
        if key is None:
            continue
        for alias, field in described(type(model)).items():
            if not field.refers_to or PERSON not in field.refers_to.kinds:
                continue
            value = getattr(model, field.name)
            document = material.case.documents[key]
            days = (document.reference_date, document.date)
            if isinstance(value, tuple):
                for number, identity in enumerate(value):
                    yield _Named(at(model, alias, number), people[identity], *days)
            elif value is not None:
                yield _Named(at(model, alias), people[value], *days)


def police_through_its_unit(material: Material) -> Iterator[Finding]:
    """2: the legal name of the police says which part of Polismyndigheten acts."""
    for party in material.facts.parties:
        name = party.legal_name or party.name
        if party.type is PartyKind.POLICE and " genom " not in name:
            yield Finding(
                at(party, "juridiskt_namn" if party.legal_name else "namn"),
                f"polisens juridiska namn är ”{clean(name)}”, och inte ”Polismyndigheten genom …”",
                "skriv ”Polismyndigheten genom …”, med enhetens namn, i juridiskt_namn",
            )


def mandate(material: Material) -> Iterator[Finding]:
    """35: the municipality's signatories may sign, by a decision point or by another mandate."""
    agreement = material.agreement
    given = {function for point in material.every(DecisionPoint) for function in point.mandate}
    given |= {entry.function for entry in agreement.mandates}
    people = material.by_id(Person)
    for number, signatory in enumerate(agreement.signatories):
        person = people[signatory]
        day = agreement.reference_date
        held = {entry.function for entry in person.appointments if entry.holds(day)}
        written = {entry.function for entry in person.appointments if entry.holds(agreement.date)}
        # Where the mandate was held when the agreement was written, or nothing is held, the dates
        # of the appointment are what is wrong: rules 37 and 38 say so.
        told = written & given or (person.appointments and not held and not person.title)
        if person.party in material.municipal and not held & given and not told:
            yield Finding(
                at(agreement, "undertecknare", number),
                f"”{signatory}” har ingen behörighet att underteckna för kommunen",
                "lägg till funktionen under fullmakt vid en beslutspunkt i tjansteutlatande.yaml, "
                "eller under behörighet här, med reglemente eller beslut",
                about=signatory,
            )


def every_party_signs(material: Material) -> Iterator[Finding]:
    """36: somebody signs the agreement for each party; the name may still be unknown."""
    people = material.by_id(Person)
    signing = {people[signatory].party for signatory in material.agreement.signatories}
    for party in material.facts.parties:
        if party.id not in signing:
            yield Finding(
                at(material.agreement, "undertecknare"),
                f"ingen undertecknar för ”{party.id}” ({party.name})",
                "lägg till en person för parten; är namnet inte känt, skriv namn: null",
                (See(at(party, "id"), "här står parten"),),
                about=party.id,
            )


def appointment_on_the_day(material: Material) -> Iterator[Finding]:
    """37: whom a document names has an appointment on its day, or a title without one.

    Where an appointment ends between the writing of the agreement and its signing, rule 38 says it.
    """
    for place, person, day, written in _named(material):
        if not person.appointments or person.title:
            continue
        if not person.appointment_on(day) and not person.appointment_on(written):
            yield Finding(
                place,
                f"”{person.id}” har inget förordnande {day}, och får därför ingen titel",
                "rätta datumen under förordnanden hos personen, eller ange en annan person",
                (See(at(person, "förordnanden"), "här står personens förordnanden"),),
                about=person.id,
            )


def acting_is_dated(material: Material) -> Iterator[Finding]:
    """37: an acting title comes from a dated appointment, never from the title itself."""
    acting = _acting(material.words.phrases.acting.words)
    for person in material.facts.people:
        found = acting.search(person.title or "")
        if found:
            yield Finding(
                at(person, "titel", sought=found.group()),
                f"titeln har ”{found.group()}” men inget slutdatum",
                "ta bort titel och skriv ett förordnande med funktion, tillförordnad: ja, från "
                "och till",
            )


def function_is_not_acting(material: Material) -> Iterator[Finding]:
    """37: a function is never acting, only the person who has it for a time."""
    acting = _acting(material.words.phrases.acting.words)
    for function in material.facts.functions:
        found = acting.search(function.title)
        if found:
            yield Finding(
                at(function, "titel", sought=found.group()),
                f"funktionen ”{function.id}” har ”{found.group()}” i titeln, och det står då kvar "
                "när förordnandet är slut",
                f"ta bort ”{found.group()}” ur titeln, och skriv tillförordnad: ja, från och till "
                "vid personens förordnande",
            )


def acting_has_an_end(material: Material) -> Iterator[Finding]:
    """37: an appointment as acting has a last day; one finding for each person."""
    for person in material.facts.people:
        for held in person.appointments:
            if held.acting and held.end is None:
                yield Finding(
                    at(held, "tillförordnad"),
                    f"”{person.id}” är tillförordnad utan slutdatum",
                    "ange till; är dagen inte känd, gör ett undantag med skälet",
                    about=person.id,
                )
                break


def appointment_with_the_party(material: Material) -> Iterator[Finding]:
    """37: a person holds functions of the party that the person represents."""
    functions = material.by_id(Function)
    for person in material.facts.people:
        for held in person.appointments:
            function = functions[held.function]
            if function.party != person.party:
                yield Finding(
                    at(held, "funktion"),
                    f"”{person.id}” företräder ”{person.party}” men har en funktion hos "
                    f"”{function.party}”",
                    "rätta funktionen, eller personens part",
                    (
                        See(at(person, "part"), "här står personens part"),
                        See(at(function, "part"), "här står funktionens part"),
                    ),
                )


def appointment_ends_before_signing(material: Material) -> Iterator[Finding]:
    """38: a signatory's appointment does not end between the writing and the signing."""
    agreement = material.agreement
    signing = agreement.signing.date
    people = material.by_id(Person)
    for number, signatory in enumerate(agreement.signatories):
        for held in people[signatory].appointments:
            if signing and held.end and held.holds(agreement.date) and held.end < signing:
                yield Finding(
                    at(agreement, "undertecknare", number),
                    f"”{signatory}” har ett förordnande som slutar {held.end}, före underskriften "
                    f"{signing}",
                    "kontrollera att rätt person undertecknar och med vilken titel",
                    (See(at(held, "till"), "här slutar förordnandet"),),
                    about=signatory,
                )


_SHORT = r"t\.? ?f\b\.?"


@cache
def _acting(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^{_SHORT}(?= )|\({_SHORT}\)|{whole(words)}", re.IGNORECASE)


RULES = (
    Rule(
        "1",
        "Parternas namn är desamma, i samma ordning, överallt.",
        "Namnen står bara i arende.yaml. Alla handlingar hämtar dem därifrån.",
        "Ändra namnet i arende.yaml.",
        held_by=by_construction("Varje handling hämtar parterna ur arende.yaml."),
    ),
    Rule(
        "2",
        "Varje part har ett juridiskt namn; polisens är Polismyndigheten genom en enhet.",
        "Polismyndigheten är sedan 2015 en enda myndighet. Ett lokalpolisområde är en enhet i den "
        "och kan inte vara part i eget namn.",
        "Skriv Polismyndigheten genom … med enhetens namn som juridiskt_namn.",
        ("overenskommelse",),
        (advice(police_through_its_unit),),
        held_by=when_read(
            "Att polisens juridiska namn börjar med Polismyndigheten kontrolleras när filen läses."
        ),
    ),
    Rule(
        "35",
        "De som undertecknar för kommunen har behörighet till det.",
        "Vem som får underteckna följer av en beslutspunkt, av reglementet eller av ett stående "
        "beslut. Utan det är underskriften inte kommunens.",
        "Ge funktionen fullmakt i en beslutspunkt, eller skriv stödet under behörighet i "
        "overenskommelse.yaml.",
        ("overenskommelse", "tjansteutlatande"),
        (advice(mandate),),
    ),
    Rule(
        "36",
        "Någon undertecknar överenskommelsen för varje part.",
        "En överenskommelse som en part inte undertecknar är inte sluten med den parten.",
        "Lägg till en undertecknare; namnet får vara null till dess det är känt.",
        ("overenskommelse",),
        (approval(every_party_signs),),
    ),
    Rule(
        "37",
        "Titlar, och T f, följer förordnandet den dag handlingen har.",
        "Den som är tillförordnad är det mellan två datum. Skrivs titeln för hand står T f kvar "
        "när förordnandet är slut.",
        "Rätta förordnandets datum, eller ange den som hade funktionen den dagen.",
        (),
        (
            approval(appointment_on_the_day),
            approval(acting_is_dated),
            approval(function_is_not_acting),
            advice(acting_has_an_end),
            advice(appointment_with_the_party),
        ),
    ),
    Rule(
        "38",
        "Ingen undertecknares förordnande slutar före underskriften.",
        "Den som undertecknar ska ha funktionen den dagen. Slutar förordnandet dessförinnan får "
        "personen en annan titel, eller ingen behörighet.",
        "Kontrollera vem som har funktionen den dag då överenskommelsen undertecknas.",
        ("overenskommelse",),
        (advice(appointment_ends_before_signing),),
    ),
)
