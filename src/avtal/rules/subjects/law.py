"""Rules on the law profile, and on what the law asks of the picture and the organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avtal.case.kinds import BY_KEY
from avtal.model.agreement import CooperationBody
from avtal.model.parties import Body, Function
from avtal.model.phrases import Phrases
from avtal.model.profile import AGE_OF_PICTURE
from avtal.model.situation import MappedCrime
from avtal.problems import clean
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval, approval_or_reason, when_read
from avtal.rules.subjects.terms import within_months


def profile_in_force(material: Material) -> Iterator[Finding]:
    """The law profile holds on the date of the first document."""
    profile = material.case.profile
    key, document = next(iter(material.case.documents.items()))
    if not profile.holds(document.date):
        name = material.facts.law_profile
        late = profile.in_force_to is not None and document.date > profile.in_force_to
        yield Finding(
            at(material.facts, "lagprofil"),
            f"lagprofilen ”{name}” gällde inte {document.date}, datumet i "
            f"{BY_KEY[key].content_file}",
            "välj en annan profil ur content/profiler eller rätta datumet",
            (
                See(at(document, "datum"), "här står datumet"),
                See(
                    at(profile, "gäller_till" if late else "gäller_från"),
                    f"här {'slutar' if late else 'börjar'} tiden för profilen {profile.name}",
                ),
            ),
        )


def picture_has_its_parts(material: Material) -> Iterator[Finding]:
    """49: the mapping says the extent of the crimes, and there is other information."""
    source = material.case.profile.source(49)
    for row in material.every(MappedCrime):
        if all(value is None for value in row.values.values()):
            yield Finding(
                at(row, "värden"),
                f"kartläggningen ”{row.id}” säger inte hur omfattande brotten är, vilket "
                f"lägesbilden ska göra enligt {source}",
                "fyll i värden för minst ett år, eller ta bort raden",
            )
    if not material.picture.information:
        yield Finding(
            at(material.picture, "övrig_information"),
            f"lägesbilden saknar övrig information, som den ska ha enligt {source}",
            "lägg till övrig_information med minst en uppgift, till exempel ur en dialog",
        )


def picture_of_the_whole(material: Material) -> Iterator[Finding]:
    """50: the area of the picture is the whole municipality."""
    area, name = material.picture.area, material.facts.municipality_name
    parts = {part.casefold() for part in re.split(r", | och | samt ", area)}
    called = {name.casefold(), _KIND.sub("", name).casefold(), "kommunen"}
    whole = material.words.phrases.whole.finder.search(area) and (
        name in area or "kommunen" in area.casefold()
    )
    if parts.isdisjoint(called | {f"hela {one}" for one in called}) and not whole:
        yield Finding(
            at(material.picture, "område"),
            f"området är ”{clean(area)}”, men lägesbilden ska gälla hela {name} enligt "
            f"{material.case.profile.source(50)}",
            f"skriv område: {name}; om fler områden ingår, räkna upp dem med komma",
        )


_KIND = re.compile(r"s? (?:kommun|stad)$", re.IGNORECASE)


def coordinator_and_council(material: Material) -> Iterator[Finding]:
    """53: somebody in the municipality coordinates, and a council handles strategic questions."""
    source, phrases = material.case.profile.source(53), material.words.phrases
    if not (
        any(
            function.party in material.municipal and _coordinates(function.title, phrases)
            for function in material.every(Function)
        )
        or any(phrases.coordination.finder.search(text.words) for text in material.texts)
    ):
        yield Finding(
            at(material.facts, "funktioner"),
            "ingen av kommunens funktioner ser ut att samordna det brottsförebyggande arbetet, "
            f"vilket någon ska göra enligt {source}",
            "lägg till funktionen, till exempel brottsförebyggande samordnare, eller skriv i "
            "överenskommelsen vem som är samordningsfunktion",
        )
    bodies = (*material.every(Body), *material.every(CooperationBody))
    if not any(_is_council(body.name, phrases) for body in bodies):
        yield Finding(
            at(material.agreement, "organisation"),
            "inget organ ser ut att vara ett brottsförebyggande råd eller liknande, som kommunen "
            f"ska verka för enligt {source}",
            "lägg till rådet under organisation; heter det något annat, gör ett undantag",
        )


def _coordinates(title: str, phrases: Phrases) -> bool:
    """Tell whether a title is that of a coordinator, or of a strategist of such questions."""
    if phrases.coordinators.finder.search(title):
        return True
    return all(
        words.finder.search(title) for words in (phrases.strategists, phrases.strategic_questions)
    )


def _is_council(name: str, phrases: Phrases) -> bool:
    """Tell whether the name of a body has a word for a council, and not only one like it."""
    found = phrases.councils.finder.finditer(name)
    return not all(phrases.no_councils.finder.fullmatch(one.group()) for one in found)


def picture_is_fresh(material: Material) -> Iterator[Finding]:
    """54: the picture is not older at the decision than the profile allows."""
    profile, picture, meeting = material.case.profile, material.picture, material.memo.meeting
    months = profile.picture_months
    assert months is not None  # a profile that has the rule has the limit
    if not within_months(picture.date, meeting.date, months):
        yield Finding(
            at(picture, "datum"),
            f"lägesbilden är från {picture.date}, mer än {months} månader före sammanträdet "
            f"{meeting.date}; se {profile.source(AGE_OF_PICTURE)}",
            "följ upp lägesbilden och ge den ett nytt datum före beslutet",
            (See(at(meeting, "datum"), "här står sammanträdets datum"),),
        )


RULES = (
    Rule(
        "lagprofil",
        "Lagprofilen gällde det datum som ärendets första handling har.",
        "Profilen väljer rättsligt stöd och de regler som lagen kräver.",
        "Välj en annan profil i arende.yaml.",
        checks=(approval(profile_in_force),),
    ),
    Rule(
        "49",
        "Lägesbilden har en kartläggning med omfattning och konsekvenser, övrig information och en "
        "analys.",
        "Lagen säger vad en lägesbild ska innehålla. Utan någon av delarna vilar åtgärdsplanen på "
        "ett underlag som inte är fullständigt.",
        "Fyll i den del som saknas i lagesbild.yaml.",
        ("lagesbild",),
        (approval(picture_has_its_parts),),
        held_by=when_read("Att konsekvenser och analys finns kontrolleras när filen läses."),
        by_law=True,
    ),
    Rule(
        "50",
        "Lägesbilden gäller hela kommunen.",
        "Lagen gäller kommunens hela geografiska område. En bild av en del av den räcker inte som "
        "underlag för kommunens åtgärdsplan.",
        "Skriv kommunens namn under område i lagesbild.yaml.",
        ("lagesbild",),
        (approval_or_reason(picture_of_the_whole),),
        by_law=True,
        exact=False,
    ),
    Rule(
        "53",
        "Kommunens samordningsfunktion och ett brottsförebyggande råd är namngivna.",
        "Lagen kräver att någon samordnar och att strategiska frågor behandlas i ett råd eller "
        "liknande. Den som läser ska veta vart man vänder sig. Regeln letar efter ord i "
        "funktionernas titlar och organens namn.",
        "Lägg till funktionen i arende.yaml och rådet under organisation i overenskommelse.yaml.",
        ("overenskommelse", "atgardsplan"),
        (advice(coordinator_and_council),),
        by_law=True,
        exact=False,
    ),
    Rule(
        "54",
        "Lägesbilden är inte för gammal när beslutet fattas.",
        "Ett beslut som bygger på en gammal bild möter gårdagens problem. Hur gammal den får vara "
        "står i lagprofilen.",
        "Uppdatera lägesbilden före beslutet.",
        ("lagesbild", "tjansteutlatande"),
        (advice(picture_is_fresh),),
        by_law=True,
    ),
)
