"""Private persons in what becomes public."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
PICTURE = "lagesbild.yaml"
OLD = "Kommunen och polisen har samverkat i många år."
REST = " Nu tillkommer AB Lövåsahem som **tredje part**,"


def _said(workspace: Workspace, sentence: str) -> list[Told]:
    return told(workspace, {MEMO: {OLD: sentence}})


@pytest.mark.parametrize(
    "number",
    [
        "811218-9876",
        "8112189876",
        "19811218-9876",
        "198112189876",
        "811218+9876",
        "811218 9876",
        "811218 - 9876",
        "81 12 18-9876",
        "1981 12 18 \u2013 9876",
        "200701012395",  # twelve digits are no mobile number
        "701063-2391",  # a samordningsnummer
        "000229-0005",  # a leap day in 2000, not in 1900
    ],
)
def test_a_personnummer_is_told_and_not_repeated(workspace: Workspace, number: str) -> None:
    assert _said(workspace, f"Anmälan av {number} kom in.") == [
        Told(
            "regel 58",
            "varning",
            "tjansteutlatande",
            f"{MEMO}:   Anmälan av ⟦{number}⟧ kom in.{REST}",
            "texten har ett personnummer eller samordningsnummer",
            "ta bort det; handlingen ska gå att läsa utan att någon enskild pekas ut",
        )
    ]


@pytest.mark.parametrize(
    "number",
    [
        "811218-9875",  # the check digit is wrong
        "811318-9875",  # no such month
        "810229-9871",  # no leap year
        "556016-0680",  # an organisationsnummer
        "0980-31 92 15",
        "2811218-9876",
        "811218-98761",
        "2026/KS 0042 170:4",
        "1 406 807",
        "81 12 18 9876",  # a row of figures
        "0701012395",  # a mobile number, whatever its last digit
    ],
)
def test_other_numbers_are_not(workspace: Workspace, number: str) -> None:
    assert _said(workspace, f"Anmälan av {number} kom in.") == []


def test_several_in_a_text_are_counted(workspace: Workspace) -> None:
    (said,) = _said(workspace, "Av 811218-9876 och 701063-2391.")
    assert said.message == "texten har ett personnummer eller samordningsnummer (och 1 till)"


def test_one_is_found_in_a_line_and_in_a_secret_text_too(workspace: Workspace) -> None:
    edits = {
        "atgardsplan.yaml": {
            "Silvergädda har hittills gett fem orosanmälningar.": "Den gav 811218-9876."
        },
        "kommunikationsplan.yaml": {"budskap: Visa oss var du är otrygg.": "budskap: 8112189876"},
    }
    said = told(workspace, edits)
    assert [one.about for one in said if one.code == "regel 58"] == ["atg_insats", "kom_vandring"]


def test_one_is_found_in_the_reason_of_an_exemption(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {"skäl: Planen är kommunens": "skäl: För 811218-9876 är planen kommunens"}
    }
    assert [one.code for one in told(workspace, edits)] == ["regel 58"]


def test_a_telephone_number_is_none(workspace: Workspace) -> None:
    edits = {"arende.yaml": {"telefon: 0980-31 92 15": "telefon: 811218-9876"}}
    assert told(workspace, edits) == []


# Small numbers


def test_a_table_with_small_numbers_is_told_once(workspace: Workspace) -> None:
    edits = {
        PICTURE: {
            "{2021: 34, 2022: 31, 2023: 33, 2024: 30, 2025: 32}": (
                "{2021: 4, 2022: 31, 2023: 1, 2024: 30, 2025: 32}"
            ),
            "{2021: 96, 2022: 101, 2023: 99, 2024: 112, 2025: 118}": (
                "{2021: 96, 2022: 2, 2023: 99, 2024: 112, 2025: 118}"
            ),
        }
    }
    assert told(workspace, edits) == [
        Told(
            "regel 58",
            "råd",
            "kartläggning",
            f"{PICTURE}:     värden: {{2021: 96, 2022: ⟦2⟧, 2023: 99, 2024: 112, 2025: 118}}",
            "kartläggningen har öppna rader med färre än fem brott: ”kart_relation” och "
            "”kart_trafik”",
            "pröva om någon enskild kan kännas igen: slå ihop rader, lägg till sekretess eller gör "
            "ett undantag med skäl",
        )
    ]


@pytest.mark.parametrize("value", ["0", "5", "null"])
def test_none_and_five_are_not_small(workspace: Workspace, value: str) -> None:
    edits = {PICTURE: {"{2021: 34, 2022: 31": f"{{2021: {value}, 2022: 31"}}
    assert told(workspace, edits) == []


# Names


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Boende, bland andra Anna Svensson, klagar.", "Anna Svensson"),
        ("Anna-Karin Berg-Ek klagar.", "Anna-Karin Berg-Ek"),
        ("Nu säger Per Berg att det är bra.", "Per Berg"),
        ("Läraren Erik Dahls klagomål kom in.", "Erik Dahls"),
    ],
)
def test_a_name_of_a_private_person_is_told(workspace: Workspace, sentence: str, name: str) -> None:
    assert _said(workspace, sentence) == [
        Told(
            "regel 58",
            "råd",
            name,
            f"{MEMO}:   {sentence.replace(name, f'⟦{name}⟧')}{REST}",
            f"”{name}” ser ut som namnet på en enskild person",
            "ta bort namnet, lägg till sekretess, eller skriv in den som har ett uppdrag under "
            "personer i arende.yaml",
        )
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vi mötte Erik. Sedan gick vi.",
        "Vi mötte Erik och Anna.",
        "Vandringen gick till Erik Dahlbergs allé.",
        "Vandringen gick till Anna Lindhs plats.",
        "Eleverna går på Karl Johansskolan.",
        "Hela Lövåsa deltog.",
        "Eleverna går på Eva Braun-gymnasiet.",
        "Maria Magdalena församling deltog.",
        "Kostnaden Per Capita sjönk.",
    ],
)
def test_places_and_single_names_are_not(workspace: Workspace, sentence: str) -> None:
    assert _said(workspace, sentence) == []


def test_whoever_acts_in_the_case_may_be_named(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {"namn: Fredrika Hultmarker": "namn: Frida Hultmarker"},
        MEMO: {OLD: "Frida Hultmarkers yttrande finns. Frida Hultmarker har skrivit."},
    }
    assert told(workspace, edits) == []


def test_a_name_is_told_once_in_a_document(workspace: Workspace) -> None:
    """One person can be accepted and not the other."""
    said = told(workspace, {MEMO: {OLD: "Anna Ek, Erik Ek och Anna Ek klagar."}})
    assert [(one.about, one.see) for one in said] == [("Anna Ek", ()), ("Erik Ek", ())]


def test_a_name_in_a_secret_text_does_not_become_public(workspace: Workspace) -> None:
    old = "Silvergädda har hittills gett fem orosanmälningar."
    assert told(workspace, {"atgardsplan.yaml": {old: "Anna Svensson är oroad."}}) == []
