"""What a focus area rests on: its problem, causes and goals (rules 8 to 13)."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told, told_of

AGREEMENT = "overenskommelse.yaml"
PLAN = "atgardsplan.yaml"
PICTURE = "lagesbild.yaml"
TABY = "taby-2018"


def test_every_focus_area_is_analysed(workspace: Workspace) -> None:
    last = "  - {id: F1, titel: Trygghet i centrum}\n"
    edits = {"arende.yaml": {last: f"{last}  - {{id: F2, titel: Trafik}}\n"}}
    assert told(workspace, edits, "minsta") == [
        Told(
            "regel 8",
            "varning",
            "F2",
            "arende.yaml:   - {id: ⟦F2⟧, titel: Trafik}",
            "fokusområdet ”F2” har varken problem, orsaker eller mål",
            "lägg till det under fokusområden i overenskommelse.yaml",
        )
    ]


def test_without_a_home_for_analyses_none_is_asked_for(workspace: Workspace) -> None:
    line = "  - {id: overenskommelse, titel: Samverkansöverenskommelse}\n"
    folder = workspace.case("minsta", edits={"arende.yaml": {line: ""}})
    (folder / AGREEMENT).unlink()
    assert [one for one in told_of(folder) if one.code == "regel 8"] == []


def test_an_analysis_may_stand_in_the_plan(workspace: Workspace) -> None:
    """The help names each place that the case has; an area of the plan's own needs no other."""
    last = "inriktning: bibehålla}\n"
    edits = {"arende.yaml": {last: f"{last}  - {{id: fo_ny, titel: Nattlivet}}\n"}}
    (said,) = [one for one in told(workspace, edits) if one.code == "regel 8"]
    assert said.about == "fo_ny"
    assert said.help == (
        "lägg till det under fokusområden i overenskommelse.yaml eller egna_fokusområden i "
        "atgardsplan.yaml"
    )


def test_a_problem_has_a_source(workspace: Workspace) -> None:
    edits = {
        AGREEMENT: {"      källor: [S2, S3, S4]\n": "", "      kartläggning: [M3]\n": ""},
    }
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 8",
            "varning",
            "F2",
            f"{AGREEMENT}:       text: ⟦Fler unga uppger att de har blivit erbjudna eller använt "
            "narkotika.⟧",
            "problemet i fokusområdet ”F2” har ingen källa",
            "lägg till källor eller kartläggning efter texten, med id ur lagesbild.yaml",
        )
    ]


@pytest.mark.parametrize("left_out", ["källor: [S2, S3, S4]", "kartläggning: [M3]"])
def test_a_source_may_be_that_of_a_row(workspace: Workspace, left_out: str) -> None:
    assert told(workspace, {AGREEMENT: {f"      {left_out}\n": ""}}, TABY) == []


CAUSES = """\
    orsaker:
      - {id: ors_gata, text: Gatorna är raka och breda och inbjuder till höga hastigheter.}
      - {id: ors_skjuts, text: Många vårdnadshavare skjutsar barnen ända fram till skolan.}
"""


def test_every_focus_area_has_a_cause(workspace: Workspace) -> None:
    """The actions then have no cause to meet, and rule 15 need not say so."""
    edits = {
        PLAN: {
            CAUSES: "",
            "    orsaker: [ors_gata]\n": "",
            "    orsaker: [ors_skjuts]\n": "    orsaker: []\n",
        }
    }
    assert told(workspace, edits) == [
        Told(
            "regel 10",
            "varning",
            "fo_trafik",
            f"{PLAN}:   - fokusområde: ⟦fo_trafik⟧",
            "fokusområdet ”fo_trafik” har inga orsaker",
            "skriv minst en trolig orsak till problemet under orsaker",
        )
    ]


GOAL = """\
    mål:
      - id: mal_fart
        text: Andelen fordon som håller hastigheten vid skolorna ska inte bli lägre än i dag.
        indikator: Andel fordon som håller tillåten hastighet vid skolor
        enhet: procent
        utgångsvärde: 78
        utgångsdatum: 2025-10-10
        målvärde: 78
        måldatum: 2029-10-12
        riktning: bibehålla
        källa: kal_fart
"""


def test_every_focus_area_has_a_goal(workspace: Workspace) -> None:
    edits = {
        PLAN: {
            GOAL: "    mål: []\n",
            "    orsaker: [ors_gata]\n    mål: [mal_fart]\n": "    orsaker: [ors_gata]\n",
            "    orsaker: [ors_skjuts]\n    mål: [mal_fart]\n": "    orsaker: [ors_skjuts]\n",
        }
    }
    assert told(workspace, edits) == [
        Told(
            "regel 11",
            "varning",
            "fo_trafik",
            f"{PLAN}:   - fokusområde: ⟦fo_trafik⟧",
            "fokusområdet ”fo_trafik” har inga mål",
            "skriv minst ett mål under mål, med indikator, utgångsvärde, målvärde och måldatum",
        )
    ]


@pytest.mark.parametrize(
    ("edits", "place", "missing"),
    [
        ({"utgångsvärde: 22": "utgångsvärde: null"}, "utgångsvärde: ⟦null⟧", "utgångsvärde"),
        ({"målvärde: 17": "målvärde: null"}, "målvärde: ⟦null⟧", "målvärde"),
        ({"måldatum: 2020-05-29": "måldatum: null"}, "måldatum: ⟦null⟧", "måldatum"),
        (
            {"målvärde: 17": "målvärde: null", "måldatum: 2020-05-29": "måldatum: null"},
            "målvärde: ⟦null⟧",
            "målvärde och måldatum",
        ),
    ],
    ids=["baseline", "target", "date", "several"],
)
def test_a_goal_is_complete(
    workspace: Workspace, edits: dict[str, str], place: str, missing: str
) -> None:
    assert told(workspace, {AGREEMENT: edits}, TABY) == [
        Told(
            "regel 11",
            "varning",
            "G3",
            f"{AGREEMENT}:         {place}",
            f"målet ”G3” saknar {missing}",
            f"ange {missing} i stället för null",
        )
    ]


@pytest.mark.parametrize(
    ("goal", "old", "new", "said"),
    [
        ("G3", "17", "22", "ska minska men har målvärdet 22, samma som utgångsvärdet"),
        ("G3", "17", "22,5", "ska minska men går från 22 till 22,5"),
        ("G3", "17", "21,9", ""),
        ("G2", "90", "60", "ska öka men har målvärdet 60, samma som utgångsvärdet"),
        ("G2", "90", "59", "ska öka men går från 60 till 59"),
        ("G2", "90", "61", ""),
    ],
)
def test_a_target_lies_in_its_direction(
    workspace: Workspace, goal: str, old: str, new: str, said: str
) -> None:
    edits = {AGREEMENT: {f"målvärde: {old}\n": f"målvärde: {new}\n"}}
    baseline = {"G2": "60", "G3": "22"}[goal]
    wrong = Told(
        "regel 12",
        "varning",
        goal,
        f"{AGREEMENT}:         målvärde: ⟦{new}⟧",
        f"målet ”{goal}” {said}",
        "rätta målvärde, utgångsvärde eller riktning",
        (f"{AGREEMENT}:         utgångsvärde: ⟦{baseline}⟧: här står utgångsvärdet",),
    )
    assert told(workspace, edits, TABY) == ([wrong] if said else [])


def test_what_is_kept_has_its_baseline_for_a_target(workspace: Workspace) -> None:
    """It may be meant as a margin, so this is advice; the good case has the same value twice."""
    assert told(workspace, {PLAN: {"målvärde: 78": "målvärde: 75"}}) == [
        Told(
            "regel 12",
            "råd",
            "mal_fart",
            f"{PLAN}:         målvärde: ⟦75⟧",
            "målet ”mal_fart” ska bibehålla värdet men går från 78 till 75",
            "skriv samma värde, eller ändra riktning till öka eller minska",
            (f"{PLAN}:         utgångsvärde: ⟦78⟧: här står utgångsvärdet",),
        )
    ]


@pytest.mark.parametrize(("day", "right"), [("2018-05-31", False), ("2018-06-01", True)])
def test_a_goal_is_reached_after_its_baseline(workspace: Workspace, day: str, right: bool) -> None:
    edits = {AGREEMENT: {"måldatum: 2020-05-29": f"måldatum: {day}"}}
    wrong = Told(
        "regel 12",
        "varning",
        "G3",
        f"{AGREEMENT}:         måldatum: ⟦{day}⟧",
        f"målet ”G3” ska vara nått {day}, men utgångsvärdet är från 2018-05-31",
        "rätta måldatum eller utgångsdatum; målet ska nås efter utgångsläget",
        (f"{AGREEMENT}:         utgångsdatum: ⟦2018-05-31⟧: här står utgångsdatumet",),
    )
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


def test_without_dates_or_values_nothing_is_compared(workspace: Workspace) -> None:
    edits = {AGREEMENT: {"utgångsdatum: 2018-05-31": "utgångsdatum: null"}}
    assert told(workspace, edits, TABY) == []


def test_a_goal_has_a_source_to_be_measured_in(workspace: Workspace) -> None:
    assert told(workspace, {AGREEMENT: {"        källa: S6\n": ""}}, TABY) == [
        Told(
            "regel 13",
            "råd",
            "G4",
            f"{AGREEMENT}:         indikator: ⟦Gemensamma tillsynsbesök per år⟧",
            "målet ”G4” säger inte i vilken källa indikatorn mäts",
            "lägg till källa med ett id ur lagesbild.yaml",
        )
    ]


@pytest.mark.parametrize(
    ("period", "late"),
    [
        ("2021–2022", True),
        ("hösten 2020", True),
        ("juni 2020", True),
        ("maj 2020", False),
        ("2020", False),
        ("läsåret 2020/2021", False),
        ("våren och hösten 2020", False),
        ("hösten 2020 eller tidigare", False),
        ("vartannat år", False),
    ],
)
def test_a_goal_can_be_measured_before_its_date(
    workspace: Workspace, period: str, late: bool
) -> None:
    """The goal is to be reached 2020-05-29; what cannot be read for certain is left alone."""
    old = "    ägare: kommun\n    period: våren 2018\n"
    edits = {PICTURE: {old: f"    ägare: kommun\n    period: {period}\n"}}
    wrong = Told(
        "regel 13",
        "råd",
        "G3",
        f"{AGREEMENT}:         måldatum: ⟦2020-05-29⟧",
        f"målet ”G3” ska vara nått 2020-05-29, men källan ”S4” gäller tiden {period}",
        "rätta måldatum, välj en annan källa eller rätta källans period",
        (f"{PICTURE}:     period: ⟦{period}⟧: här står källans period",),
    )
    assert told(workspace, edits, TABY) == ([wrong] if late else [])
