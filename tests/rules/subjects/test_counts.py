"""Numbers that are typed in texts."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
AGREEMENT = "overenskommelse.yaml"
PLAN = "atgardsplan.yaml"
HISTORY = "Kommunen och polisen har samverkat i många år."
HELP = "rätta talet i texten, eller det som räknas"


def _told(place: str, phrase: str | None, message: str, see: str) -> Told:
    return Told(
        "regel 7", "råd", str(phrase), place, message, HELP, (f"{see}: här står det som räknas",)
    )


@pytest.mark.parametrize(("said", "true"), [("fem", False), ("fyra", True), ("4", True)])
def test_the_agreement_says_how_many_focus_areas_it_has(
    workspace: Workspace, said: str, true: bool
) -> None:
    """The case has five focus areas; four of them are in the agreement."""
    old, new = "tryggheten inom fyra fokusområden", f"tryggheten inom {said} fokusområden"
    found = told(workspace, {AGREEMENT: {old: new}})
    place = (
        f"{AGREEMENT}:   Syftet är att minska brottsligheten och öka tryggheten inom "
        f"⟦{said} fokusområden⟧. Parterna ska"
    )
    message = f"texten säger ”{said} fokusområden” men överenskommelsen har 4"
    wrong = _told(place, f"{said} fokusområden", message, f"{AGREEMENT}: ⟦fokusområden⟧:")
    assert found == ([] if true else [wrong])


def test_both_are_two_that_were_named_before(workspace: Workspace) -> None:
    old, new = "tryggheten inom fyra fokusområden", "tryggheten inom båda fokusområdena"
    assert told(workspace, {AGREEMENT: {old: new}}) == []


@pytest.mark.parametrize(("said", "count"), [("fyra", 0), ("fem", 0), ("tre", 1)])
def test_the_memo_may_count_those_of_the_case_too(
    workspace: Workspace, said: str, count: int
) -> None:
    old, new = "prioriterar fyra fokusområden", f"prioriterar {said} gemensamma fokusområden"
    assert len(told(workspace, {MEMO: {old: new}})) == count


def test_a_focus_area_that_is_added_is_missed_in_every_text_that_counts(
    workspace: Workspace,
) -> None:
    """The number and the noun stand on different lines of the file; the mark is on the first."""
    area = "  - {id: F3, titel: Organiserad brottslighet}\n"
    edits = {
        "arende.yaml": {area: f"{area}  - {{id: F4, titel: Våld i hemmet}}\n"},
        AGREEMENT: {
            "\norganisation:\n": (
                "  - fokusområde: F4\n    problem: {text: Våldet ökar.}\n\norganisation:\n"
            )
        },
    }
    said = [one for one in told(workspace, edits, "taby-2018") if one.code == "regel 7"]
    assert [(one.place, one.message) for one in said] == [
        (
            f"{AGREEMENT}:   Syftet är att bevara ett tryggt och säkert Täby genom ett inriktat "
            "och samordnat arbete inom ⟦tre⟧",
            "texten säger ”tre fokusområden” men överenskommelsen har 4",
        ),
        (
            f"{MEMO}:   en gemensam lokal lägesbild. Parterna prioriterar ⟦tre fokusområden⟧ för "
            "gemensamma insatser.",
            "texten säger ”tre fokusområden” men överenskommelsen har 4",
        ),
    ]


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("båda parter", "båda parter"),
        ("båda parterna", "båda parterna"),
        ("de fyra parterna", "fyra parterna"),
        ("4 parter", "4 parter"),
        ("alla tre parter", None),
        ("två av parterna", None),
        ("minst två parter", None),
        ("två eller flera parter", None),
        ("en till två parter", None),
        ("de två första parterna", None),
        ("1–2 parter", None),
    ],
)
def test_the_number_of_parties(workspace: Workspace, said: str, phrase: str | None) -> None:
    old = "undertecknas av alla tre parterna. Styrgruppen får"
    found = told(workspace, {AGREEMENT: {old: f"undertecknas av {said}. Styrgruppen får"}})
    marked = said.replace(phrase, f"⟦{phrase}⟧") if phrase else said
    place = f"{AGREEMENT}:   Ändringar och tillägg görs skriftligt och undertecknas av {marked}."
    wrong = _told(
        f"{place} Styrgruppen får",
        phrase,
        f"texten säger ”{phrase}” men ärendet har 3",
        "arende.yaml: ⟦parter⟧:",
    )
    assert found == ([wrong] if phrase else [])


@pytest.mark.parametrize(
    ("said", "true"),
    [("sju löften", True), ("två löften", True), ("fyra löften", False), ("båda löftena", True)],
)
def test_the_number_of_promises_of_all_or_of_a_giver(
    workspace: Workspace, said: str, true: bool
) -> None:
    file = "kommunikationsplan.yaml"
    found = told(workspace, {file: {"alla säger samma sak": f"alla vet vilka {said} det är"}})
    message = f"texten säger ”{said}” men medborgarlöftet har 7"
    place = f"{file}:   Planen visar hur parterna berättar om dem, så att alla vet vilka"
    see = "medborgarlofte.yaml: ⟦löften⟧:"
    wrong = _told(f"{place} ⟦{said}⟧ det är.", said, message, see)
    assert found == ([] if true else [wrong])


@pytest.mark.parametrize(("said", "true"), [("18", False), ("17", True), ("fem", True)])
def test_the_number_of_actions_of_all_or_of_an_area(
    workspace: Workspace, said: str, true: bool
) -> None:
    old = "Planen visar vad kommunen gör för att förebygga brott"
    new = f"Planen har {said} åtgärder för att förebygga brott"
    found = told(workspace, {PLAN: {old: new}})
    place = f"{PLAN}:   Planen har ⟦{said} åtgärder⟧ för att förebygga brott, ensam och tillsammans"
    message = f"texten säger ”{said} åtgärder” men åtgärdsplanen har 17"
    wrong = _told(f"{place} med polisen och", f"{said} åtgärder", message, f"{PLAN}: ⟦åtgärder⟧:")
    assert found == ([] if true else [wrong])


def test_the_text_of_one_action_may_count_its_own(workspace: Workspace) -> None:
    old = "Polisen utbildar kontaktpersoner och bostadsbolaget sätter upp skyltar."
    assert told(workspace, {PLAN: {old: "Polisen gör nio åtgärder i husen."}}) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "I den förra överenskommelsen fanns sex fokusområden.",
        "Tidigare fanns fem löften.",
        "Parterna hade sex fokusområden.",
        "Parterna valde bland tio fokusområden.",
        "Två av sex fokusområden är nya.",
        "Några av fem parter är nya.",
        "Statistiken gäller i fyra år tillbaka.",
        "Statistiken gäller i fyra år.",
        "Överenskommelsen gäller i fyra år till.",
    ],
)
def test_a_number_of_something_else_is_not_told(workspace: Workspace, sentence: str) -> None:
    assert told(workspace, {MEMO: {HISTORY: sentence}}) == []


def test_a_part_of_the_actions_is_not_all_of_them(workspace: Workspace) -> None:
    old = "Planen visar vad kommunen gör för att förebygga brott"
    assert told(workspace, {PLAN: {old: "Tre av fyrtio åtgärder är klara"}}) == []


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Överenskommelsen består av sex fokusområden.", "sex fokusområden"),
        ("Avtalet gäller under fyra år.", "fyra år"),
        ("Överenskommelsen mellan parterna löper i fyra år.", "fyra år"),
    ],
)
def test_a_number_of_all_is_told(workspace: Workspace, sentence: str, phrase: str) -> None:
    (said,) = told(workspace, {MEMO: {HISTORY: sentence}})
    assert (said.code, said.about) == ("regel 7", phrase)


def test_a_number_is_told_once_in_a_document_with_its_other_places(workspace: Workspace) -> None:
    """Another number is another finding, which an exemption from the first does not accept."""
    file = "kommunikationsplan.yaml"
    edits = {
        "arende.yaml": {
            "undantag:\n": "undantag:\n  - {regel: 7, gäller: fem parter, skäl: Två är nya.}\n"
        },
        file: {
            "budskap: Visa oss var du är otrygg.": "budskap: Fem parter arbetar.",
            "budskap: Tre parter arbetar tillsammans i tre år.": "budskap: Fem parter, sex parter.",
        },
    }
    said = told(workspace, edits)
    assert sorted((one.about, one.severity, len(one.see)) for one in said) == [
        ("fem parter", "undantag", 2),
        ("sex parter", "råd", 1),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "codes"),
    [
        (PLAN, "Planen visar vad kommunen", "Planen har två fokusområden; kommunen", []),
        (AGREEMENT, "inom fyra fokusområden", "inom två fokusområden", ["regel 7"]),
    ],
)
def test_only_the_plan_counts_the_areas_that_are_its_own(
    workspace: Workspace, file: str, old: str, new: str, codes: list[str]
) -> None:
    area = "inriktning: bibehålla}\n"
    own = "  - fokusområde: fo_trafik\n"
    edits = {
        "arende.yaml": {area: f"{area}  - {{id: fo_ny, titel: Brott i båthamnar}}\n"},
        PLAN: {own: f"  - fokusområde: fo_ny\n    problem: {{text: Stölderna ökar.}}\n{own}"},
    }
    edits[file] = {**edits.get(file, {}), old: new}
    about = [one.code for one in told(workspace, edits) if one.about == "två fokusområden"]
    assert about == codes


@pytest.mark.parametrize(("said", "true"), [("två", False), ("tre", True)])
def test_how_long_the_agreement_is_said_to_hold(
    workspace: Workspace, said: str, true: bool
) -> None:
    file = "kommunikationsplan.yaml"
    old = "budskap: Tre parter arbetar tillsammans i tre år."
    found = told(workspace, {file: {old: f"budskap: Överenskommelsen gäller i {said} år."}})
    wrong = _told(
        f"{file}:     budskap: Överenskommelsen gäller i ⟦två år⟧.",
        "två år",
        "texten säger ”två år” men avtalstiden är 2027-01-01–2029-12-31",
        "arende.yaml: ⟦avtalstid⟧: {från: 2027-01-01, till: 2029-12-31}",
    )
    assert found == ([] if true else [wrong])


# Figures of the picture


def _figure(workspace: Workspace, sentence: str, name: str = "tre-parter") -> list[Told]:
    """Return what is said of a sentence in the memo."""
    return told(workspace, {MEMO: {HISTORY: sentence}}, name)


def test_a_typed_figure_that_is_not_that_of_the_picture_is_told(workspace: Workspace) -> None:
    said = _figure(workspace, "År 2025 anmäldes 208 inbrott i källare och förråd i kommunen.")
    row = "{2021: 142, 2022: 156, 2023: 171, 2024: 188, 2025: ⟦203⟧}"
    assert said == [
        Told(
            "regel 59",
            "råd",
            "kart_inbrott",
            f"{MEMO}:   År 2025 anmäldes ⟦208⟧ inbrott i källare och förråd i kommunen. Nu "
            "tillkommer AB Lövåsahem som **tredje part**,",
            "texten säger 208 men lägesbilden har 203 för 2025 i ”Inbrott i källare och förråd”",
            "rätta talet i texten eller i lägesbilden",
            (f"lagesbild.yaml:     värden: {row}: här står 203 för 2025",),
        )
    ]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Bedrägerier mot personer över 65 år var 119 under 2025.", 0),
        ("Bedrägerier mot personer över 65 år var 118 under 2025.", 1),
        ("Trafikbrott vid skolor gick från 34 år 2021 till 32 år 2025.", 0),
        ("Trafikbrott vid skolor gick från 34 år 2021 till 35 år 2025.", 1),
        ("Anmälda brott totalt var 2 148 år 2025.", 0),
        ("Anmälda brott totalt var 2 184 år 2025.", 1),
        ("Våld i nära relationer ökade med 6 från 2024.", 0),
        ("Våld i nära relationer ökade 5 procent under 2025.", 0),
        ("Våld i nära relationer ska vara högst 90 år 2025.", 0),
        ("Våld i nära relationer rör 300 personer.", 0),
        ("Våld i nära relationer och trafikbrott vid skolor var 150 år 2025.", 0),
        ("Våld i nära relationer ökar, enligt 12 kommuner och 14 regioner år 2025.", 0),
        ("Under 2030 hölls 14 möten om våld i nära relationer.", 0),
        ("År 2025 hölls 4 möten om trafikbrott vid skolor.", 0),
        ("År 2025 greps 12 personer för trafikbrott vid skolor.", 0),
        ("Under 2025 fick 3 områden kameror mot trafikbrott vid skolor.", 0),
        ("År 2025 gick polisen till 3 områden med trafikbrott vid skolor.", 0),
        ("Under 2025 anmäldes 12 trafikbrott vid skolor.", 1),
        ("Under 2025 kom 12 anmälningar om trafikbrott vid skolor.", 1),
        ("Under 2025 kom 12 anmälda trafikbrott vid skolor.", 1),
        ("Under 2025 kom 12 fall av trafikbrott vid skolor.", 1),
        ("Av trafikbrott vid skolor kom 12 anmälda brott 2025.", 1),
        ("Narkotikabrott där den misstänkta är under 18 år var 60 år 2023.", 0),
    ],
)
def test_only_what_clearly_contradicts_is_told(
    workspace: Workspace, sentence: str, count: int
) -> None:
    """The picture does not know the figure of 2023 for narcotics."""
    codes = [one.code for one in _figure(workspace, sentence)]
    assert codes == ["regel 59"] * count
