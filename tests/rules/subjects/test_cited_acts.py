"""Rule 55: the acts that the texts cite are in force, and the memo cites the one it rests on."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
HELP = "hänvisa till den lag som gällde då; nämns den som historia, gör ett undantag med det skälet"
ACT = "lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete"


def _citing(act: str) -> dict[str, dict[str, str]]:
    old = "Grunden är dåvarande Rikspolisstyrelsens nationella direktiv"
    return {MEMO: {old: f"Se ({act}). {old}"}}


def test_an_act_that_is_no_longer_in_force_is_told_once_in_a_document(workspace: Workspace) -> None:
    edits = _citing("1991:900")
    edits[MEMO]["Vad parterna lovar"] = "Se (1991:900). Vad parterna lovar"
    assert told(workspace, edits, "taby-2018") == [
        Told(
            "regel 55",
            "råd",
            "1991:900",
            f"{MEMO}:   Se ⟦(1991:900)⟧. Grunden är dåvarande Rikspolisstyrelsens nationella "
            "direktiv om samverkan mellan polismyndigheter",
            "kommunallagen (1991:900) slutade gälla 2017-12-31, men handlingen är från 2018-11-12",
            HELP,
            (f"{MEMO}: datum: ⟦2018-11-12⟧: här står handlingens datum",),
        )
    ]


def test_an_act_that_is_cited_as_history_may_be_accepted(workspace: Workspace) -> None:
    entry = "  - {regel: 55, gäller: 1991:900, skäl: Lagen nämns som historia.}\n"
    edits = {**_citing("1991:900"), "arende.yaml": {"undantag:\n": f"undantag:\n{entry}"}}
    said = told(workspace, edits, "taby-2018")
    assert [(one.severity, one.help) for one in said] == [("undantag", "Lagen nämns som historia.")]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("2017:725", None),
        ("2009:400", None),
        ("2018:2088", None),
        ("2019:1", "lagen (2019:1) är från 2019"),
        ("2023:196", "lagen (2023:196) är från 2023"),
        ("2018:12345", None),
    ],
)
def test_an_act_is_known_by_the_profile_or_by_its_year(
    workspace: Workspace, act: str, said: str | None
) -> None:
    found = [one.message for one in told(workspace, _citing(act), "taby-2018")]
    assert found == ([f"{said}, men handlingen är från 2018-11-12"] if said else [])


@pytest.mark.parametrize(
    ("day", "said"),
    [("2017-12-29", "kommunallagen (2017:725) började gälla 2018-01-01"), ("2018-01-01", None)],
)
def test_an_act_holds_from_its_first_day(workspace: Workspace, day: str, said: str | None) -> None:
    edits = _citing("2017:725")
    edits[MEMO]["datum: 2018-11-12"] = f"datum: {day}"
    found = [one.message for one in told(workspace, edits, "taby-2018") if one.code == "regel 55"]
    assert found == ([f"{said}, men handlingen är från {day}"] if said else [])


def test_the_act_of_the_profile_is_cited_from_its_first_day(workspace: Workspace) -> None:
    """The date that counts is that of the citing document, not of the case."""
    old = "Lägesbilden har tagits fram i tre steg:"
    edits = {
        "lagesbild.yaml": {
            old: f"Grunden är lagen (2023:196). {old}",
            "datum: 2026-03-23": "datum: 2023-06-30",
        }
    }
    found = [one for one in told(workspace, edits) if one.code == "regel 55"]
    assert [(one.about, one.message) for one in found] == [
        ("2023:196", f"{ACT} började gälla 2023-07-01, men handlingen är från 2023-06-30")
    ]


def test_a_profile_chosen_for_the_wrong_time_is_told_once(workspace: Workspace) -> None:
    edits = {
        MEMO: {
            "Kommunen och polisen har kartlagt": "Lagen (2023:196) gäller. Polisen har kartlagt",
            "datum: 2024-10-21": "datum: 2023-06-30",
        }
    }
    assert [one.code for one in told(workspace, edits, "minsta")] == ["lagprofil"]


def test_a_memo_that_does_not_cite_the_act_is_told(workspace: Workspace) -> None:
    edits = {MEMO: {"Kommunen ska enligt lagen (2023:196) om": "Kommunen ska enligt lagen om"}}
    assert told(workspace, edits) == [
        Told(
            "regel 55",
            "råd",
            "tjansteutlatande",
            f"{MEMO}:   ⟦Kommunen ska enligt lagen om kommuners ansvar för brottsförebyggande "
            "arbete besluta om⟧",
            f"tjänsteutlåtandet nämner inte {ACT}, som ärendet vilar på",
            "nämn lagen med sitt nummer (2023:196), till exempel under juridik",
        )
    ]


def test_the_sentence_about_the_legal_basis_may_cite_the_act(workspace: Workspace) -> None:
    profile = workspace.root / "content" / "profiler" / "lag-2023-196.yaml"
    basis = "  - {handling: tjansteutlatande, text: Ärendet rör lagen (2023:196).}\n"
    profile.write_text(profile.read_text(encoding="utf-8") + basis, encoding="utf-8")
    edits = {MEMO: {"Kommunen ska enligt lagen (2023:196) om": "Kommunen ska enligt lagen om"}}
    assert told(workspace, edits) == []
