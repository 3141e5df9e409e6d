"""Rules on the law profile, and on what the law asks of the picture and the organisation."""

from __future__ import annotations

import pytest

from tests.conftest import CASES, Workspace
from tests.rules.telling import Edits, Told, told

FACTS = "arende.yaml"
MEMO = "tjansteutlatande.yaml"
PICTURE = "lagesbild.yaml"
AGREEMENT = "overenskommelse.yaml"
ACT = "lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete"
SECTION_4 = f"4 § {ACT}"


def _of(code: str, said: list[Told]) -> list[Told]:
    return [one for one in said if one.code == code]


# --- the profile


def test_the_law_profile_holds_on_the_date_of_the_first_document(workspace: Workspace) -> None:
    edits = {FACTS: {"lagprofil: lag-2023-196": "lagprofil: fore-2023"}}
    assert told(workspace, edits) == [
        Told(
            "lagprofil",
            "varning",
            "arende",
            "arende.yaml: lagprofil: ⟦fore-2023⟧",
            "lagprofilen ”fore-2023” gällde inte 2026-05-04, datumet i tjansteutlatande.yaml",
            "välj en annan profil ur content/profiler eller rätta datumet",
            (
                "tjansteutlatande.yaml: datum: ⟦2026-05-04⟧: här står datumet",
                "fore-2023.yaml: gäller_till: ⟦2023-06-30⟧: här slutar tiden för profilen Tiden "
                "före lagen om kommuners ansvar för brottsförebyggande arbete",
            ),
        )
    ]


@pytest.mark.parametrize(
    ("profile", "day", "see"),
    [
        ("fore-2023", "1998-01-01", None),
        ("fore-2023", "2023-06-30", None),
        ("fore-2023", "2023-07-01", "gäller_till: ⟦2023-06-30⟧"),
        ("lag-2023-196", "2023-06-30", "gäller_från: ⟦2023-07-01⟧"),
        ("lag-2023-196", "2023-07-01", None),
    ],
)
def test_the_first_and_last_day_of_a_profile_are_included(
    workspace: Workspace, profile: str, day: str, see: str | None
) -> None:
    edits = {
        FACTS: {"lagprofil: lag-2023-196": f"lagprofil: {profile}"},
        MEMO: {"datum: 2024-10-21": f"datum: {day}"},
    }
    said = _of("lagprofil", told(workspace, edits, "minsta"))
    assert len(said) == (see is not None)
    assert all(f"{profile}.yaml: {see}" in one.see[1] for one in said)


def test_a_case_before_the_law_is_not_judged_by_it(workspace: Workspace) -> None:
    edits = {PICTURE: {"område: Täby kommun": "område: Täby centrum"}}
    assert told(workspace, edits, "taby-2018") == []


# --- rule 49


def test_a_mapping_without_figures_is_told(workspace: Workspace) -> None:
    edits = {
        PICTURE: {
            "{2021: 34, 2022: 31, 2023: 33, 2024: 30, 2025: 32}": (
                "{2021: null, 2022: null, 2023: null, 2024: null, 2025: null}"
            )
        }
    }
    assert _of("regel 49", told(workspace, edits)) == [
        Told(
            "regel 49",
            "varning",
            "kart_trafik",
            "lagesbild.yaml:     ⟦värden⟧: "
            "{2021: null, 2022: null, 2023: null, 2024: null, 2025: null}",
            "kartläggningen ”kart_trafik” säger inte hur omfattande brotten är, vilket lägesbilden "
            f"ska göra enligt {SECTION_4}",
            "fyll i värden för minst ett år, eller ta bort raden",
        )
    ]


def test_figures_of_one_year_are_enough(workspace: Workspace) -> None:
    edits = {
        PICTURE: {
            "{2021: 34, 2022: 31, 2023: 33, 2024: 30, 2025: 32}": (
                "{2021: null, 2022: null, 2023: null, 2024: null, 2025: 32}"
            )
        }
    }
    assert _of("regel 49", told(workspace, edits)) == []


def test_a_picture_without_other_information_is_told(workspace: Workspace) -> None:
    text = (CASES / "good" / "tre-parter" / PICTURE).read_text(encoding="utf-8")
    start, end = text.index("övrig_information:"), text.index("analys: |")
    said = told(workspace, {PICTURE: {text[start:end]: ""}})
    assert _of("regel 49", said) == [
        Told(
            "regel 49",
            "varning",
            "lagesbild",
            "lagesbild.yaml: ⟦d⟧atum: 2026-03-23",
            f"lägesbilden saknar övrig information, som den ska ha enligt {SECTION_4}",
            "lägg till övrig_information med minst en uppgift, till exempel ur en dialog",
        )
    ]


# --- rule 50


def test_a_picture_of_a_part_of_the_municipality_is_told(workspace: Workspace) -> None:
    edits = {PICTURE: {"område: Lövåsa kommun": "område: centrala Lövåsa"}}
    assert told(workspace, edits) == [
        Told(
            "regel 50",
            "varning",
            "lagesbild",
            "lagesbild.yaml: område: ⟦centrala Lövåsa⟧",
            "området är ”centrala Lövåsa”, men lägesbilden ska gälla hela Lövåsa kommun enligt "
            f"{SECTION_4}",
            "skriv område: Lövåsa kommun; om fler områden ingår, räkna upp dem med komma",
        )
    ]


@pytest.mark.parametrize(
    ("area", "whole"),
    [
        ("hela Lövåsa kommun", True),
        ("Hela kommunen", True),
        ("Kommunen", True),
        ("Lövåsa", True),
        ("hela Lövåsa", True),
        ("Lövåsa kommun som helhet", True),
        ("Granvik och Lövåsa", True),
        ("lövåsa kommun", True),
        ("Lövåsa kommun och Granviks kommun", True),
        ("Granviks kommun, Lövåsa kommun", True),
        ("centrala delen av Lövåsa kommun", False),
        ("hela centrum", False),
        ("hela Lövåsa centrum", False),
        ("Lövåsa tätort", False),
        ("Granviks kommun", False),
    ],
)
def test_the_area_may_say_that_it_is_the_whole(
    workspace: Workspace, area: str, whole: bool
) -> None:
    said = told(workspace, {PICTURE: {"område: Lövåsa kommun": f"område: {area}"}})
    assert [one.code for one in said] == ([] if whole else ["regel 50"])


@pytest.mark.parametrize("area", ["Lund", "hela Lund"])
def test_a_name_in_the_genitive_is_that_of_the_whole(workspace: Workspace, area: str) -> None:
    edits = {
        PICTURE: {"område: Lövåsa kommun": f"område: {area}"},
        FACTS: {"    namn: Lövåsa kommun\n": "    namn: Lunds kommun\n"},
    }
    assert _of("regel 50", told(workspace, edits)) == []


def test_a_picture_of_a_part_is_accepted_with_a_reason(workspace: Workspace) -> None:
    accepted = "undantag:\n  - {regel: 50, gäller: lagesbild, skäl: Resten har en egen bild.}\n"
    edits = {
        PICTURE: {"område: Lövåsa kommun": "område: centrala Lövåsa"},
        FACTS: {"undantag:\n": accepted},
    }
    assert [(one.code, one.severity) for one in told(workspace, edits)] == [
        ("regel 50", "undantag")
    ]


# --- rule 53


def test_a_municipality_without_a_coordinator_is_told(workspace: Workspace) -> None:
    """The police has a brottsoffersamordnare and the company a boendesamordnare."""
    edits = {FACTS: {"titel: brottsförebyggande samordnare": "titel: säkerhetsansvarig"}}
    assert _of("regel 53", told(workspace, edits)) == [
        Told(
            "regel 53",
            "råd",
            "arende",
            "arende.yaml: ⟦funktioner⟧:",
            "ingen av kommunens funktioner ser ut att samordna det brottsförebyggande arbetet, "
            f"vilket någon ska göra enligt 7 och 8 §§ {ACT}",
            "lägg till funktionen, till exempel brottsförebyggande samordnare, eller skriv i "
            "överenskommelsen vem som är samordningsfunktion",
        )
    ]


@pytest.mark.parametrize(
    ("title", "coordinates"),
    [
        ("trygghetsstrateg", True),
        ("brotts- och säkerhetsstrateg", True),
        ("strateg för trygghet", True),
        ("kommunikationsstrateg", False),
        ("trygghetsvärd", False),
    ],
)
def test_a_strategist_of_safety_coordinates(
    workspace: Workspace, title: str, coordinates: bool
) -> None:
    edits = {FACTS: {"titel: brottsförebyggande samordnare": f"titel: {title}"}}
    said = [one.code for one in _of("regel 53", told(workspace, edits))]
    assert said == ([] if coordinates else ["regel 53"])


def test_a_text_may_say_who_coordinates(workspace: Workspace) -> None:
    edits = {
        FACTS: {"titel: brottsförebyggande samordnare": "titel: säkerhetsansvarig"},
        AGREEMENT: {
            "Kommunen har en brottsförebyggande samordnare,": (
                "Kommunens säkerhetschef är samordningsfunktion enligt lagen,"
            )
        },
    }
    assert _of("regel 53", told(workspace, edits)) == []


def test_a_cooperation_without_a_council_is_told(workspace: Workspace) -> None:
    edits = {AGREEMENT: {"namn: lokala brottsförebyggande rådet": "namn: polisområdet"}}
    assert told(workspace, edits) == [
        Told(
            "regel 53",
            "råd",
            "overenskommelse",
            "overenskommelse.yaml: ⟦organisation⟧:",
            "inget organ ser ut att vara ett brottsförebyggande råd eller liknande, som kommunen "
            f"ska verka för enligt 7 och 8 §§ {ACT}",
            "lägg till rådet under organisation; heter det något annat, gör ett undantag",
        )
    ]


@pytest.mark.parametrize("name", ["trygghetsrådet", "Lövåsa BRÅ", "forum för trygghet", "ett råd"])
def test_a_council_may_have_other_names(workspace: Workspace, name: str) -> None:
    edits = {AGREEMENT: {"namn: lokala brottsförebyggande rådet": f"namn: {name}"}}
    assert told(workspace, edits) == []


# --- rule 54


def _picture_of(day: str) -> Edits:
    return {PICTURE: {"datum: 2026-03-23": f"datum: {day}"}}


def test_a_picture_that_is_too_old_is_told(workspace: Workspace) -> None:
    assert _of("regel 54", told(workspace, _picture_of("2024-06-14"))) == [
        Told(
            "regel 54",
            "råd",
            "lagesbild",
            "lagesbild.yaml: datum: ⟦2024-06-14⟧",
            "lägesbilden är från 2024-06-14, mer än 24 månader före sammanträdet 2026-06-15; "
            f"se 6 § {ACT}",
            "följ upp lägesbilden och ge den ett nytt datum före beslutet",
            (
                "tjansteutlatande.yaml: sammanträde: "
                "{organ: kommunfullmaktige, datum: ⟦2026-06-15⟧}: här står sammanträdets datum",
            ),
        )
    ]


def test_a_picture_may_be_as_old_as_the_profile_says(workspace: Workspace) -> None:
    assert _of("regel 54", told(workspace, _picture_of("2024-06-15"))) == []
