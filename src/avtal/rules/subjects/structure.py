"""Rules on how the documents and files of a case hang together."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.case.workspace import FACTS_FILE
from avtal.model.agreement import FocusAnalysis
from avtal.model.facts import FocusArea
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, by_construction, draft, when_read
from avtal.rules.subjects.language import typed_appendix_number


def appendices_in_a_ring(material: Material) -> Iterator[Finding]:
    """40: a document is not an appendix to itself, not by way of others either."""
    for key, document in material.case.documents.items():
        for number, appendix in enumerate(document.appendices):
            said = "handlingen är bilaga till sig själv"
            if appendix != key:
                said = f"”{appendix}” har i sin tur den här handlingen som bilaga"
            if key in _all_appendices(material, appendix):
                yield Finding(at(document, "bilagor", number), said, "ta bort den ur listan")


def _all_appendices(material: Material, key: str) -> set[str]:
    """Return the document, its appendices, theirs, and so on."""
    found = {key}
    queue = [key]
    for current in queue:
        document = material.case.documents.get(current)
        more = set(document.appendices if document else ()) - found
        found |= more
        queue += sorted(more)
    return found


def unlisted_attachment(material: Material) -> Iterator[Finding]:
    """39: an attachment is an appendix to some document."""
    listed = _listed(material)
    for attachment in material.facts.attachments:
        if attachment.id not in listed:
            yield Finding(
                at(attachment, "id"),
                f"”{attachment.title}” är inte bilaga till någon handling",
                "lägg till dess id under bilagor i den handling som har bilagan",
            )


def reference_without_number(material: Material) -> Iterator[Finding]:
    """41: what a text refers to as an appendix is one; the first document needs no number."""
    numbered = {*_listed(material), next(iter(material.case.documents))}
    for text in material.texts:
        targets = text.prose.appendices() if text.prose else ()
        for appendix in dict.fromkeys(target for target, _ in targets):
            if appendix in material.case.documents and appendix not in numbered:
                yield Finding(
                    text.at(f"bilaga:{appendix}"),
                    f"hänvisningen till ”{appendix}” får inget nummer, eftersom den inte är bilaga "
                    "till någon handling",
                    "lägg till den under bilagor i den handling som har bilagan",
                )


def _listed(material: Material) -> set[str]:
    documents = material.case.documents.values()
    return {key for document in documents for key in document.appendices}


def repeated_analysis(material: Material) -> Iterator[Finding]:
    """5: the problem, causes and goals of a focus area stand in one place."""
    seen: dict[str, Place] = {}
    for analysis in material.every(FocusAnalysis):
        place = at(analysis, "fokusområde")
        first = seen.setdefault(analysis.focus_area, place)
        if first is not place:
            file = material.location(first.model).file
            yield Finding(
                place,
                f"fokusområdet ”{analysis.focus_area}” har redan en analys i {file}",
                "ta bort den ena; problem, orsaker och mål står på ett ställe",
                (See(first, "här står den första"),),
            )


def focus_areas_in_order(material: Material) -> Iterator[Finding]:
    """5: the analyses of a document stand in the order that the case gives its focus areas."""
    places = {area.id: place for place, area in enumerate(material.facts.focus_areas)}
    before: dict[str | None, FocusAnalysis] = {}
    for analysis in material.every(FocusAnalysis):
        key = material.location(analysis).key
        last = before.get(key, analysis)
        if places[analysis.focus_area] < places[last.focus_area]:
            area = material.by_id(FocusArea)[analysis.focus_area]
            yield Finding(
                at(analysis, "fokusområde"),
                f"”{analysis.focus_area}” står efter ”{last.focus_area}” men före det i "
                f"{FACTS_FILE}",
                "flytta det så att fokusområdena står i samma ordning i båda filerna",
                (See(at(area, "id"), f"här står det i {FACTS_FILE}"),),
            )
        before[key] = analysis


RULES = (
    Rule(
        "5",
        "Fokusområdena har samma titlar och ordning överallt.",
        "Titlarna står bara i arende.yaml. En åtgärdsplan enligt lag får ha egna områden utöver "
        "överenskommelsens, men inget område har två analyser.",
        "Ändra titeln i arende.yaml; låt varje område stå på ett ställe och i samma ordning.",
        checks=(draft(repeated_analysis), draft(focus_areas_in_order)),
        held_by=by_construction("Varje handling hämtar titlarna ur arende.yaml."),
    ),
    Rule(
        "6",
        "Fokusområdena är numrerade 1, 2, 3 … utan luckor.",
        "Numret är platsen i listan fokusområden.",
        "Flytta området i listan.",
        held_by=by_construction("Numret är platsen i listan."),
    ),
    Rule(
        "39",
        "Bilagelistan är de handlingar som görs och bifogas: nummer, titel och ordning.",
        "Listan skrivs ut ur bilagor. En bifogad handling som ingen har till bilaga "
        "kommer aldrig med.",
        "Lägg till handlingens id under bilagor.",
        checks=(draft(unlisted_attachment),),
        held_by=by_construction("Bilagelistan görs av listan bilagor."),
    ),
    Rule(
        "40",
        "En bilaga visar sitt nummer, sin titel och vilken handling den är bilaga till.",
        "Numret är relativt: samma plan kan vara bilaga 4 till utlåtandet och bilaga 3 till "
        "överenskommelsen. Ingen handling är bilaga till sig själv, inte heller genom andra.",
        "Ta bort handlingen ur den lista den inte hör hemma i.",
        checks=(draft(appendices_in_a_ring),),
        held_by=by_construction("Numret är platsen i listan bilagor."),
    ),
    Rule(
        "41",
        "Varje hänvisning till en bilaga leder till en bilaga.",
        "En hänvisning genom id har alltid rätt nummer. Ett nummer som är skrivet för hand blir "
        "fel när ordningen ändras.",
        "Skriv [texten](bilaga:nyckel) och lägg till handlingen under bilagor.",
        checks=(advice(reference_without_number), advice(typed_appendix_number)),
        held_by=when_read("Att nyckeln finns kontrolleras när filen läses."),
        exact=False,
    ),
    Rule(
        "45",
        "Diarienumret följer kommunens mönster och är detsamma i alla handlingar.",
        "Numret är vägen till ärendet i diariet. Det står bara i arende.yaml. De andra parterna "
        "kan ha egna nummer.",
        "Rätta diarienumret, eller kommunens mönster, i arende.yaml.",
        held_by=when_read("Numret jämförs med mönstret när arende.yaml läses och står bara där."),
    ),
    Rule(
        "46",
        "Filens namn visar diarienummer och handling, och ingen annan fil har det.",
        "Den som hittar filen utanför sin mapp ska veta vilket ärende den hör till. Utkastets "
        "version står i handlingen, eftersom ett nytt utkast ersätter det gamla.",
        "Låt filnamnet vara; ändra diarienumret i arende.yaml om det är fel.",
        held_by=by_construction(
            "Filnamnet görs av diarienummer, plats, bilaga, handling och status."
        ),
    ),
    Rule(
        "47",
        "Varje handling visar vilken version den är.",
        "Den som har två papper framför sig ska kunna se vilket som gäller.",
        "Ändra version i handlingens fil när du ändrar dess innehåll.",
        held_by=by_construction("Version och status står i sidhuvudet på varje sida."),
    ),
    Rule(
        "48",
        "En registrerad version ändras aldrig.",
        "Det som har lämnats ut eller beslutats ska gå att visa upp som det var.",
        "Registrera en ny version i stället för att ändra den gamla.",
        held_by=by_construction(
            "En version skrivs en gång och är sedan skrivskyddad, och avtal verify märker varje "
            "ändring."
        ),
    ),
    Rule(
        "61",
        "Tjänsteutlåtandets sammanfattning räknar upp överenskommelsens fokusområden.",
        "Den som bara läser sammanfattningen ska veta vad beslutet gäller.",
        "Ändra fokusområdena i överenskommelsen; sammanfattningen följer med.",
        ("tjansteutlatande", "overenskommelse"),
        held_by=by_construction(
            "Listan i sammanfattningen görs av överenskommelsens fokusområden."
        ),
    ),
    Rule(
        "62",
        "Ett avsnitt som inte har något innehåll tas bort helt, med sin rubrik.",
        "En rubrik utan text ser ut som något som har glömts.",
        "Ta bort fältet, eller skriv texten.",
        held_by=by_construction(
            "Mallarna skriver ut en rubrik bara när det finns något under den."
        ),
    ),
)
