"""What a change of words is about: sentences that mean something else, and those that do not."""

from __future__ import annotations

import pytest

from avtal.compare.content.wording import weigh
from avtal.model.marks import Subject

GRAVE = (
    ("Den är inte rättsligt bindande.", "Den är rättsligt bindande."),
    ("Polisen lämnar uppgifter.", "Polisen lämnar ej uppgifter."),
    ("Uppgifter får lämnas ut.", "Uppgifter får aldrig lämnas ut."),
    ("Parterna har krav på varandra.", "Parterna har inga krav på varandra."),
    ("Avtalet upphör efter uppsägning.", "Avtalet upphör utan uppsägning."),
    ("Kommunen eller polisen kan säga upp avtalet.",
     "Varken kommunen eller polisen kan säga upp avtalet."),
    ("Överenskommelsen är bindande för parterna.",
     "Överenskommelsen saknar bindande verkan för parterna."),
    ("Parterna ska mötas varje kvartal.", "Parterna bör mötas varje kvartal."),
    ("Parterna ska mötas varje kvartal.", "Parterna kan mötas varje kvartal."),
    ("Polisen får lämna uppgifter.", "Polisen måste lämna uppgifter."),
    ("Kommunen skall samordna arbetet.", "Kommunen samordnar arbetet."),
    ("Uppgifter lämnas när lagen medger det.", "Uppgifter lämnas bara när lagen medger det."),
    ("Enbart kommunen får säga upp.", "Kommunen får säga upp."),
    ("Båda parterna godkänner ändringar.", "En av parterna godkänner ändringar."),
    ("Samtliga parter godkänner.", "Någon av parterna godkänner."),
    ("Minst tre pass i veckan.", "Högst tre pass i veckan."),
    ("Rapporten lämnas senast den 3 maj.", "Rapporten lämnas tidigast den 3 maj."),
    ("Rapporten lämnas senast den 3 maj.", "Rapporten lämnas den 3 maj."),
    ("Vardera parten bär sina kostnader.", "Kommunen bär alla kostnader."),
    ("Kommunen svarar för lokalen.", "Polisen svarar för lokalen."),
    ("Kommunen ersätter polisen för skador.", "Polisen ersätter kommunen för skador."),
    ("Samverkan sker i lokalen.", "Samverkan sker i lokalen. Kommunen står för hyran."),
    ("Parterna samarbetar.", "Parterna samarbetar. Vid avtalsbrott utgår vite."),
    ("Brott mot avtalet leder till omförhandling.", "Brott mot avtalet leder till skadestånd."),
    ("Polisen deltar i arbetet.", "Polisen åtar sig att delta i arbetet."),
    ("Kommunen betalar hyran för lokalen.", "Kommunen betalar hyran för lokalen och bilarna."),
    ("Den som är behörig undertecknar.", "Den som är obehörig undertecknar."),
    ("Avtalet är bindande.", "Avtalet är icke-bindande."),
    ("Kommunen och polisen undertecknar.", "Kommunen eller polisen undertecknar."),
    ("Parterna ska inte lämna uppgifter. Kommunen ska betala hyran.",
     "Parterna ska lämna uppgifter. Kommunen ska inte betala hyran."),
    ("Kommunen ska, men polisen ska inte, delta.", "Kommunen ska inte, men polisen ska, delta."),
    ("Syftet är samverkan.", "Syftet är samverkan. Parterna är skyldiga att rapportera."),
    ("Kommunen ansvarar för samordningen.", "Parterna ansvarar för samordningen."),
    ("Kommunen bekostar utbildningen.", "Utbildningen genomförs."),
    ("Det finns en skyldighet att rapportera.", "Det finns en möjlighet att rapportera."),
    ("Avtalet är inte bindande och parterna är fria att avsluta det när de önskar.",
     "Parterna är bundna av avtalet tills det löper ut."),
    ("Kommunen ersätter polisen med 500 kronor.", "Kommunen ersätter polisen med 5 000 kronor."),
)  # fmt: skip
"""Sentences before and after that bind otherwise, either way round."""

LIGHT = (
    ("Syftet är ett tryggt och säkert Täby.", "Syftet är ett tryggt, säkert Täby."),
    ("Vardera parten säger upp avtalet skriftligt.", "Varje part säger upp avtalet skriftligt."),
    ("Parterna skall mötas.", "Parterna ska mötas."),
    ("Den är inte bindande.", "Den är ej bindande."),
    ("Arbetet rör inte bara centrum utan också parkerna.", "Arbetet rör centrum och parkerna."),
    ("Uppgifterna lämnas enbart till polisen.", "Uppgifterna lämnas endast till polisen."),
    ("Alla parter deltar.", "Samtliga parter deltar."),
    ("Parterna ska mötas. De ska skriva minnesanteckningar.",
     "Parterna ska mötas och de ska skriva minnesanteckningar."),
    ("Det är inte klart. Gruppen arbetar vidare.", "Gruppen arbetar vidare. Det är inte klart."),
    ("Polisen lämnar inte uppgifter i dag.", "I dag lämnar polisen inte uppgifter."),
    ("Kommunen och polisen ansvarar för mötet.", "Polisen och kommunen ansvarar för mötet."),
    ("Gruppen ansvarar för att planera arbetet.", "Gruppen ansvarar för planeringen av arbetet."),
    ("Kommunen ansvarar för lokalen.", "Kommunen har ansvar för lokalen."),
    ("Kommunen svarar för lokalen.", "Kommunen ansvarar för lokalen."),
    ("Följs upp varje år.", "Följs upp årligen."),
    ("Belysningen är dålig på flera gångstråk.", "Belysningen är dålig på många gångstråk."),
    ("Få vuxna rör sig vid centrum efter stängning.", "Få vuxna rör sig vid centrum på natten."),
    ("Syftet är att bevara ett tryggt Täby.", "Ändamålet är att bevara ett tryggt Täby."),
    ("Polisen får information om läget.", "Polisen tar emot information om läget."),
    ("Ungdomar vistas i parken", "Ungdomar vistas i parken."),
    ("Bakgrund: det har skett inbrott.", "Bakgrunden är att det har skett inbrott."),
    ("Styrgruppen leder arbetet strategiskt.", "Styrgruppen leder det strategiska arbetet."),
    ("Samtal om droger hålls i skolan.", "Samtal om alkohol hålls i skolan."),
    ("Kommunen betalar hyran för lokalen.", "Hyran för lokalen betalas av kommunen."),
    ("Uppgifterna har vägts samman i en bild.", "Uppgifterna har vägts samman till en bild."),
    ("Trygghetspatrullering sker i centrum.", "Trygghetspatrullering genomförs i centrum."),
    ("Invånarna känner sig otrygga.", "Invånarna upplever otrygghet."),
    ("Rapporten publiceras på webben.", "Rapporten publiceras på kommunens webbplats."),
    ("Ingen part har invänt. Arbetet fortsätter.", "Arbetet fortsätter. Ingen part har invänt."),
    ("Alla känner till rutinen.", "Samtliga känner till rutinen."),
    ("Lägesbilden visar att våldet ökar.", "Lägesbilden visar att våldet har ökat."),
    ("Gruppen möts i kommunhuset.", "Gruppen träffas i kommunhuset."),
    ("Bostadsinbrotten minskar, inte minst i norr.", "Bostadsinbrotten minskar, särskilt i norr."),
    ("Kommunen har tagit fram en plan.", "Planen har tagits fram av kommunen."),
)  # fmt: skip
"""Sentences before and after that say the same to a lawyer."""

LATER_GRAVE = (
    ("Kommunen får inte ta ut avgift.", "Kommunen får ta ut avgift."),
    ("Parterna har rätt att säga upp avtalet.", "Parterna saknar rätt att säga upp avtalet."),
    ("Kostnader delas lika mellan parterna.", "Kostnader delas efter antal invånare."),
    ("Polisen har rätt att avstå.", "Polisen har ingen rätt att avstå."),
    ("Ingen av parterna har ekonomiskt ansvar.", "Parterna har ekonomiskt ansvar."),
    ("Ändringar görs skriftligt och undertecknas av båda parter.",
     "Ändringar görs skriftligt och undertecknas av part."),
    ("Kommunen ställer lokal till förfogande utan kostnad.",
     "Kommunen ställer lokal till förfogande."),
    ("Kommunen ställer lokal till förfogande utan kostnad.",
     "Kommunen ställer lokal till förfogande mot ersättning."),
    ("Tvist avgörs av parterna.", "Tvist avgörs inte av domstol utan av parterna."),
    ("Parten kan säga upp avtalet.", "Parten har möjlighet att säga upp avtalet."),
    ("Polisen avsätter resurser.", "Polisen avsätter resurser i mån av tillgång."),
    ("Gruppen möts högst två gånger.", "Gruppen möts två gånger."),
    ("Avtalet gäller även för underleverantörer.", "Avtalet gäller inte för underleverantörer."),
    ("Uppgifter lämnas ut när sekretess inte hindrar det.",
     "Uppgifter lämnas ut när sekretess hindrar det."),
    ("Polisen tar emot anmälan.", "Polisen tar inte emot anmälan."),
    ("Vid skada svarar den part som vållat den.", "Vid skada svarar kommunen."),
    ("Merkostnader bärs av kommunen.", "Merkostnader bärs av polisen."),
    ("Parterna behöver inte rapportera.", "Parterna behöver rapportera."),
    ("Kommunen är skyldig att ersätta skadan.", "Kommunen ersätter inte skadan."),
    ("Avtalet kan inte överlåtas.", "Avtalet kan överlåtas."),
    ("Rapport ska lämnas inom tre veckor.", "Rapport kan lämnas inom tre veckor."),
    ("Hälften av parterna måste vara överens.", "Alla parter måste vara överens."),
    ("Ingenting i avtalet hindrar samarbete.", "Avtalet hindrar samarbete."),
    ("Kommunen åtar sig att avsätta medel.", "Kommunen avser att avsätta medel."),
    ("Kommunen finansierar projektet.", "Polisen finansierar projektet."),
    ("Uppgifterna är offentliga.", "Uppgifterna är inte offentliga."),
    ("Frivilliga får delta.", "Frivilliga får inte delta."),
    ("Parterna ska rådgöra innan de går ut i medier.",
     "Parterna rådgör helst innan de går ut i medier."),
)  # fmt: skip
"""More of them, written when the words were settled."""

LATER_LIGHT = (
    ("Vem som ansvarar står i åtgärdsplanen, och kommunikationsplanen visar arbetet.",
     "Vem som ansvarar står i åtgärdsplanen."),
    ("Kommunen och polisen har gemensamma mål: färre brott och ökad trygghet.",
     "Kommunen och polisen har gemensamma mål: minskad brottslighet och ökad trygghet."),
    ("Parterna har tagit fram en lägesbild.", "En lägesbild har tagits fram av parterna."),
    ("Parterna ska arbeta med problemen tillsammans.",
     "Tillsammans ska parterna arbeta med problemen."),
    ("Gruppen består av kommundirektören och chefen för lokalpolisområdet.",
     "I gruppen ingår kommundirektören och chefen för lokalpolisområdet."),
    ("Invånare känner sig otrygga vid centrum och på mörka gångstråk.",
     "Invånare känner sig otrygga vid centrum och längs mörka gångstråk."),
    ("Fler unga uppger att de har blivit erbjudna narkotika.",
     "Fler unga säger att de har erbjudits narkotika."),
    ("Andelen ska minska.", "Andelen ska sjunka."),
    ("Samverkansgruppen för minnesanteckningar vid varje möte.",
     "Samverkansgruppen för anteckningar vid varje möte."),
    ("Kommunen registrerar dem i ärendet.", "De registreras i ärendet av kommunen."),
    ("Uppgifter om enskilda personer utbyts bara när lagen medger det.",
     "Uppgifter om enskilda utbyts endast när lagen medger det."),
    ("Det ska inte bara bli färre brott utan också mindre oro.",
     "Det ska inte bara bli färre brott utan även mindre oro."),
    ("Polisen lämnar statistik varje kvartal.", "Polisen lämnar statistik kvartalsvis."),
    ("Myndigheter delar för lite information om lokaler.",
     "Myndigheterna delar för lite information om lokaler."),
    ("Kommunen samordnar sina förvaltningar och avsätter tid.",
     "Kommunen avsätter tid och samordnar sina förvaltningar."),
    ("Parterna kan träffas digitalt.", "Parterna kan mötas digitalt."),
    ("Föräldrar känner ofta inte till tidiga tecken.",
     "Föräldrar känner ofta inte igen tidiga tecken."),
    ("Arbetet leds av styrgruppen, som träffas i april.",
     "Arbetet leds av styrgruppen. Den träffas i april."),
    ("Mötet hålls i Täby centrum", "Mötet hålls i Täby C"),
    ("Planen beskriver åtgärder, ansvar och tid.", "Planen beskriver åtgärder, tid och ansvar."),
    ("Någon gång per år besöks skolorna.", "Ibland besöks skolorna."),
    ("Kriminella nätverk begår stöldserier.", "Kriminella grupper begår stöldserier."),
    ("Personalen utbildas i hot och våld.", "Medarbetarna utbildas i hot och våld."),
    ("Parterna informerar gemensamt om löftet.", "Parterna berättar tillsammans om löftet."),
    ("Skötsel av gångstråk", "Skötsel av gångstråken"),
    ("Vi lovar att synas mer i centrum.", "Vi lovar att vara mer synliga i centrum."),
    ("Belysningen kontrolleras två gånger per år.", "Två gånger per år kontrolleras belysningen."),
    ("Ungdomsmottagningen är öppen kvällstid.", "Ungdomsmottagningen har kvällsöppet."),
    ("Syftet är att bevara ett tryggt och säkert Täby genom ett inriktat arbete.",
     "Syftet är att genom ett inriktat arbete bevara ett tryggt och säkert Täby."),
)  # fmt: skip

FIGURES = (
    ("2023:196", "2023:197", Subject.REFERENCE),
    ("lagen (2023:196)", "lagen (2009:400)", Subject.REFERENCE),
    ("SoL 2001:453", "SoL 2001:454", Subject.REFERENCE),
    ("SFS 2009:400", "SFS 2009:401", Subject.REFERENCE),
    ("KS 2018/211", "KS 2018/212", Subject.REFERENCE),
    ("A123.456/2018", "A123.457/2018", Subject.REFERENCE),
    ("Se KS 2018/211-19.", "Se KS 2018/211-20.", Subject.REFERENCE),
    ("18 kap. 1 § OSL", "18 kap. 2 § OSL", Subject.REFERENCE),
    ("§ 112", "§ 113", Subject.REFERENCE),
    ("enligt bilaga 2", "enligt bilaga 3", Subject.REFERENCE),
    ("under 2018", "under 2019", Subject.DATE),
    ("läsåret 2018/19", "läsåret 2019/20", Subject.DATE),
    ("läsåret 2018/2019", "läsåret 2019/2020", Subject.DATE),
    ("2000 kronor", "2001 kronor", Subject.NUMBER),
    ("den 3 december 2018", "den 4 december 2018", Subject.DATE),
    ("på tisdag", "på onsdag", Subject.DATE),
    ("1 950 platser", "1 951 platser", Subject.NUMBER),
    ("kl. 18.00", "kl. 19.00", Subject.DATE),
    ("12,5 procent", "13 procent", Subject.NUMBER),
    ("2018-11-12", "2018-11-13", Subject.DATE),
    ("förordning (EU) 2016/679", "förordning (EU) 2016/680", Subject.REFERENCE),
    ("inom tre områden", "inom fyra områden", Subject.NUMBER),
    ("dnr 12-2018", "dnr 13-2018", Subject.REFERENCE),
    ("hälften", "en tredjedel", Subject.NUMBER),
    ("KS 2018/211", "", Subject.REFERENCE),
)


@pytest.mark.parametrize(("old", "new"), [*GRAVE, *LATER_GRAVE])
def test_what_binds_otherwise_is_grave(old: str, new: str) -> None:
    assert (weigh(old, new), weigh(new, old)) == (Subject.SENSE, Subject.SENSE)


@pytest.mark.parametrize(("old", "new"), [*LIGHT, *LATER_LIGHT])
def test_what_is_only_put_otherwise_is_not(old: str, new: str) -> None:
    assert Subject.SENSE not in {weigh(old, new), weigh(new, old)}


@pytest.mark.parametrize(("old", "new", "about"), FIGURES)
def test_a_number_is_told_from_a_date_and_from_a_reference(
    old: str, new: str, about: Subject
) -> None:
    assert (weigh(old, new), weigh(new, old)) == (about, about)


def test_the_table_is_worth_its_name() -> None:
    assert min(len(GRAVE), len(LIGHT)) >= 30


def test_the_gravest_of_several_changes_counts() -> None:
    old = "Gruppen möts i maj. Tre personer deltar. Polisen lämnar uppgifter."
    new = "Gruppen möts i juni. Fyra personer deltar. Polisen lämnar inte uppgifter."
    assert weigh(old, new) is Subject.SENSE
    assert weigh(old.replace("uppgifter", "tips"), new.replace("inte uppgifter", "tips")) is (
        Subject.NUMBER
    )


def test_a_number_that_only_stands_elsewhere_is_no_change() -> None:
    old = "Tre personer deltar. Gruppen möts i maj."
    assert weigh(old, "Gruppen möts i maj. Tre personer deltar.") is Subject.WORDING
