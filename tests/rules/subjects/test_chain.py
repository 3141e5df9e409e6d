"""From focus area, cause and goal to action (rules 14 to 17)."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, said_of_the_good_case, told

AGREEMENT = "overenskommelse.yaml"
PLAN = "atgardsplan.yaml"
TABY = "taby-2018"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (TABY, set()),
        ("tre-parter", {("regel 29", "fo_relation")}),  # accepted with a reason
        ("minsta", {("regel 10", "F1"), ("regel 11", "F1")}),
    ],
)
def test_a_good_case_is_left_alone(name: str, expected: set[tuple[str, str]]) -> None:
    """The rules 8 to 34 say only what is true and useful."""
    codes = {f"regel {number}" for number in range(8, 35)}
    said = {(code, about) for code, about, _ in said_of_the_good_case(name) if code in codes}
    assert said == expected


def test_every_focus_area_has_an_action(workspace: Workspace) -> None:
    """That the area has no analysis is another mistake, and that it has no promise follows."""
    last = "  - {id: F3, titel: Organiserad brottslighet}\n"
    edits = {"arende.yaml": {last: f"{last}  - {{id: F4, titel: Trafik}}\n"}}
    action, analysis = told(workspace, edits, TABY)
    assert action == Told(
        "regel 14",
        "varning",
        "F4",
        "arende.yaml:   - {id: ⟦F4⟧, titel: Trafik}",
        "fokusområdet ”F4” har ingen åtgärd",
        "lägg till en åtgärd i fokusområdet i atgardsplan.yaml",
    )
    assert analysis.code == "regel 8"


def cancelled(start: str, due: str, status: str = "planerad") -> dict[str, str]:
    dates = f"    start: {start}\n    klar: {due}\n    status: "
    return {f"{dates}{status}\n": f"{dates}avbruten\n"}


def test_what_is_cancelled_is_not_done(workspace: Workspace) -> None:
    """The causes and goals of the area then need no findings of their own."""
    one = cancelled("2026-04-20", "2028-09-29", "pågår")
    both = {PLAN: {**one, **cancelled("2027-08-16", "2029-06-13")}}
    assert told(workspace, both) == [
        Told(
            "regel 14",
            "varning",
            "fo_trafik",
            "arende.yaml:   - {id: ⟦fo_trafik⟧, titel: Säker trafik vid skolor, inriktning: "
            "bibehålla}",
            "fokusområdet ”fo_trafik” har bara avbrutna åtgärder",
            "lägg till en åtgärd i fokusområdet i atgardsplan.yaml",
            (f"{PLAN}:     status: ⟦avbruten⟧: här är åtgärden ”atg_gupp” avbruten",),
        )
    ]


AIMS = "    orsaker: [C1, C2]\n    mål: [G1]\n"
HELP = "ange orsaker och mål som hör till ”F1”"


@pytest.mark.parametrize(
    ("new", "place", "said", "help"),
    [
        ("    mål: [G1]\n", "  - id: ⟦A3⟧", "möter ingen orsak", "ange orsaker som hör till ”F1”"),
        (
            "    orsaker: [C1, C2]\n    mål: []\n",
            "    mål: ⟦[]⟧",
            "tjänar inget mål",
            "ange mål som hör till ”F1”",
        ),
        ("", "  - id: ⟦A3⟧", "möter ingen orsak och tjänar inget mål", HELP),
    ],
    ids=["no-cause", "no-goal", "neither"],
)
def test_every_action_has_a_cause_and_a_goal(
    workspace: Workspace, new: str, place: str, said: str, help: str
) -> None:
    assert told(workspace, {PLAN: {AIMS: new}}, TABY) == [
        Told("regel 15", "varning", "A3", f"{PLAN}: {place}", f"åtgärden ”A3” {said}", help)
    ]


C3 = "  - {id: ⟦C3⟧, text: Narkotika är lätt att få tag på genom sociala medier och bekanta.}"


@pytest.mark.parametrize(
    ("new", "severity", "said", "help"),
    [
        ("[⟦C3⟧]\n    mål: [G1]", "varning", "pekar på ”C3”", "ange orsaker"),
        ("[C1, ⟦C3⟧]\n    mål: [G1]", "råd", "pekar på ”C3”", "ange orsaker"),
        (
            "[⟦C3⟧]\n    mål: []",
            "varning",
            "tjänar inget mål och pekar på ”C3”",
            "ange orsaker och mål",
        ),
    ],
    ids=["instead", "beside", "and-no-goal"],
)
def test_an_action_points_to_its_own_focus_area(
    workspace: Workspace, new: str, severity: str, said: str, help: str
) -> None:
    plain = new.replace("⟦", "").replace("⟧", "")
    edits = {PLAN: {AIMS: f"    orsaker: {plain}\n"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 15",
            severity,
            "A3",
            f"{PLAN}:     orsaker: {new.splitlines()[0]}",
            f"åtgärden ”A3” {said}, som inte hör till ”F1”",
            f"{help} som hör till ”F1”, eller ändra åtgärdens fokusområde",
            (f"{AGREEMENT}:     {C3}: ”C3” hör till ”F2”",),
        )
    ]


def test_an_action_that_changes_area_is_told_once(workspace: Workspace) -> None:
    edits = {PLAN: {"- id: A7\n    fokusområde: F2": "- id: A7\n    fokusområde: F1"}}
    (said,) = told(workspace, edits, TABY)
    assert (said.place, said.message) == (
        f"{PLAN}:     orsaker: [⟦C3⟧]",
        "åtgärden ”A7” pekar på ”C3” och ”G3”, som inte hör till ”F1”",
    )
    assert [see[-20:] for see in said.see] == [": ”C3” hör till ”F2”", ": ”G3” hör till ”F2”"]


def test_every_cause_is_met(workspace: Workspace) -> None:
    edits = {PLAN: {"    orsaker: [C6]\n": "    orsaker: [C5]\n"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 16",
            "råd",
            "C6",
            f"{AGREEMENT}:       - {{id: ⟦C6⟧, text: Medarbetare saknar rutiner för att upptäcka "
            "otillåten påverkan.}",
            "ingen åtgärd möter orsaken ”C6”",
            "lägg till ”C6” under orsaker vid en åtgärd, eller ta bort orsaken",
        )
    ]


def test_a_cause_is_not_met_by_what_is_cancelled(workspace: Workspace) -> None:
    said = told(workspace, {PLAN: cancelled("2019-04-01", "2019-12-13")}, TABY)
    assert [(one.code, one.message, one.see) for one in said] == [
        (
            "regel 16",
            "bara avbrutna åtgärder möter orsaken ”C6”",
            (f"{PLAN}:     status: ⟦avbruten⟧: här är åtgärden ”A9” avbruten",),
        )
    ]


def test_what_is_cancelled_does_not_stand_in_the_way(workspace: Workspace) -> None:
    """Another action, further down, meets the same cause and serves the same goal."""
    assert told(workspace, {PLAN: cancelled("2026-08-17", "2029-06-13")}) == []


def test_a_cause_that_its_action_lost_is_told_once(workspace: Workspace) -> None:
    said = told(workspace, {PLAN: {"    orsaker: [C4]\n": ""}}, TABY)
    assert [(one.code, one.about) for one in said] == [("regel 15", "A5")]


def test_every_goal_is_served(workspace: Workspace) -> None:
    edits = {PLAN: {"    mål: [G1, G2]\n": "    mål: [G1]\n"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 17",
            "råd",
            "G2",
            f"{AGREEMENT}:       - id: ⟦G2⟧",
            "ingen åtgärd tjänar målet ”G2”",
            "lägg till ”G2” under mål vid en åtgärd, eller ta bort målet",
        )
    ]


def test_a_goal_is_not_served_by_what_is_cancelled(workspace: Workspace) -> None:
    """The promise that the action carries is told of too, by rule 25."""
    edits = {
        PLAN: {
            "2020-11-30\n    status: planerad\n    mått: Tio nya": "2020-11-30\n    "
            "status: avbruten\n    mått: Tio nya"
        }
    }
    said = [one for one in told(workspace, edits, TABY) if one.code != "regel 25"]
    assert [(one.code, one.message, one.see) for one in said] == [
        (
            "regel 17",
            "bara avbrutna åtgärder tjänar målet ”G5”",
            (f"{PLAN}:     status: ⟦avbruten⟧: här är åtgärden ”A10” avbruten",),
        )
    ]
