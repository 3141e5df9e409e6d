"""What the communication plan tells, and when (rules 31 to 33)."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

AGREEMENT = "overenskommelse.yaml"
ITEMS = "kommunikationsplan.yaml"
PLAN = "atgardsplan.yaml"
PROMISES = "medborgarlofte.yaml"
TABY = "taby-2018"


def test_every_item_is_about_something(workspace: Workspace) -> None:
    assert told(workspace, {ITEMS: {"gäller: [A8]": "gäller: []"}}, TABY) == [
        Told(
            "regel 31",
            "varning",
            "K6",
            f"{ITEMS}:     gäller: ⟦[]⟧",
            "insatsen ”K6” säger inte vad den gäller",
            "ange det löfte, den åtgärd, den uppföljning eller den handling som den berättar om, "
            "med id",
        )
    ]


CANCELLED = {
    "    klar: 2020-11-30\n    status: planerad\n    mått: Tio besök": (
        "    klar: 2020-11-30\n    status: avbruten\n    mått: Tio besök"
    )
}


def test_what_is_cancelled_is_not_told_of(workspace: Workspace) -> None:
    assert [one for one in told(workspace, {PLAN: CANCELLED}, TABY) if one.about == "K6"] == [
        Told(
            "regel 31",
            "råd",
            "K6",
            f"{ITEMS}:     ⟦gäller⟧: [A8]",
            "insatsen ”K6” är planerad men gäller bara det som är avbrutet",
            "ta bort insatsen eller ändra dess status, eller ange något annat som den gäller",
            (f"{PLAN}:     status: ⟦avbruten⟧: här är åtgärden ”A8” avbruten",),
        )
    ]


@pytest.mark.parametrize(
    "edit",
    [
        {"gäller: [A8]": "gäller: [A8, A9]"},
        {"tillstandschef\n    status: planerad": "tillstandschef\n    status: avbruten"},
        {"tillstandschef\n    status: planerad": "tillstandschef\n    status: genomförd"},
    ],
    ids=["about-more", "cancelled-too", "told-already"],
)
def test_an_item_may_be_about_what_is_cancelled_too(
    workspace: Workspace, edit: dict[str, str]
) -> None:
    """K3 is about the cancelled action and three others."""
    said = told(workspace, {PLAN: CANCELLED, ITEMS: edit}, TABY)
    assert [one for one in said if one.code == "regel 31"] == []


ALL_REPORTED = "[U5, L2, L1, L3, L4]"
ALL_TOLD = "[L2, L1, L3, L4]\n"
WITHOUT = {ALL_TOLD: "[L2, L1, L3]\n", "gäller: [L4, A10]": "gäller: [A10]"}


@pytest.mark.parametrize(
    ("edits", "message", "help"),
    [
        (
            {ALL_REPORTED: "[U5, L2, L1, L3]"},
            "ingen insats i kommunikationsplanen redovisar hur det gick med löftet ”L4”",
            "lägg till ”L4” under gäller vid en insats efter uppföljningen, tillsammans med "
            "uppföljningens id",
        ),
        (
            WITHOUT,
            "löftet ”L4” är med i kommunikationsplanen först när det följs upp",
            "lägg till ”L4” under gäller vid en insats som berättar om löftet när det börjar gälla",
        ),
        (
            {ALL_REPORTED: "[U5, L2, L1, L3]", **WITHOUT},
            "löftet ”L4” är inte med i någon insats i kommunikationsplanen",
            "lägg till ”L4” under gäller vid en insats som berättar om löftet, och vid en som "
            "redovisar resultatet",
        ),
    ],
    ids=["not-reported", "not-told", "neither"],
)
def test_every_promise_is_told_and_reported(
    workspace: Workspace, edits: dict[str, str], message: str, help: str
) -> None:
    assert told(workspace, {ITEMS: edits}, TABY) == [
        Told(
            "regel 32",
            "råd",
            "L4",
            f"{PROMISES}:   - id: ⟦L4⟧",
            message,
            help,
            (f"{ITEMS}: ⟦insatser⟧:: här står insatserna",),
        )
    ]


@pytest.mark.parametrize(
    "edits",
    [
        {ALL_REPORTED: "[U5, medborgarlofte]"},
        {ALL_TOLD: "[medborgarlofte]\n"},
        {ALL_REPORTED: "[U5, L2, L1, L3]", "datum: 2019-10-07": "datum: 2020-05-12"},
    ],
    ids=["all-reported", "all-told", "after-its-follow-up"],
)
def test_a_promise_may_be_told_of_in_other_ways(
    workspace: Workspace, edits: dict[str, str]
) -> None:
    """With all the others, or after the day of its follow-up; K2 tells of it first."""
    assert told(workspace, {ITEMS: edits}, TABY) == []


def test_what_is_cancelled_tells_nothing(workspace: Workspace) -> None:
    old = "kanaler: [webb, pressmeddelande]\n    ansvarig: kommunikator\n    status: "
    last = f"[invånare, förtroendevalda, media]\n    {old}"
    edits = {ITEMS: {f"{last}planerad": f"{last}avbruten"}}
    said = [(one.code, one.about) for one in told(workspace, edits, TABY)]
    assert said == [("regel 32", "L4")]  # the others are reported in K7 as well


@pytest.mark.parametrize(("day", "right"), [("2018-12-18", False), ("2018-12-17", True)])
def test_the_agreement_is_told_of_when_it_is_signed(
    workspace: Workspace, day: str, right: bool
) -> None:
    edits = {AGREEMENT: {"underskrift: {datum: 2018-12-14": f"underskrift: {{datum: {day}"}}
    wrong = Told(
        "regel 33",
        "varning",
        "K1",
        f"{ITEMS}:     datum: ⟦2018-12-17⟧",
        f"insatsen ”K1” har datum 2018-12-17, före underskriften {day}",
        "flytta insatsen, eller rätta det andra datumet",
        (
            f"{AGREEMENT}: underskrift: {{datum: ⟦{day}⟧, ort: Täby, sätt: papper, exemplar: 2, "
            f"ursprung: påhittad}}: här står dagen {day}",
        ),
    )
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


@pytest.mark.parametrize(("day", "right"), [("2018-11-30", False), ("2018-12-03", True)])
def test_what_is_not_signed_is_not_told_of_before_the_decision(
    workspace: Workspace, day: str, right: bool
) -> None:
    wrong = Told(
        "regel 33",
        "varning",
        "K1",
        f"{ITEMS}:     datum: ⟦{day}⟧",
        f"insatsen ”K1” har datum {day}, före beslutet 2018-12-03",
        "flytta insatsen, eller rätta det andra datumet",
        (
            "tjansteutlatande.yaml: sammanträde: {organ: kommunstyrelsen, datum: ⟦2018-12-03⟧, "
            "ursprung: tolkad}: här står dagen 2018-12-03",
        ),
    )
    edits = {
        AGREEMENT: {"underskrift: {datum: 2018-12-14": "underskrift: {datum: null"},
        ITEMS: {"    datum: 2018-12-17\n": f"    datum: {day}\n"},
    }
    said = [one for one in told(workspace, edits, TABY) if one.code == "regel 33"]
    assert said == ([] if right else [wrong])


@pytest.mark.parametrize(("day", "right"), [("2019-09-09", False), ("2019-09-10", True)])
def test_a_follow_up_is_told_of_when_it_is_done(
    workspace: Workspace, day: str, right: bool
) -> None:
    wrong = Told(
        "regel 33",
        "varning",
        "K7",
        f"{ITEMS}:     datum: ⟦{day}⟧",
        f"insatsen ”K7” har datum {day}, före uppföljningen ”U3” 2019-09-10",
        "flytta insatsen, eller rätta det andra datumet",
        (
            f"{AGREEMENT}:   - {{id: U3, datum: ⟦2019-09-10⟧, organ: samverkansgrupp, ämne: "
            "Uppföljning av åtgärder inom fokusområde 1 och 2, resultat: lägesrapport, ursprung: "
            "påhittad}: här står dagen 2019-09-10",
        ),
    )
    edits = {ITEMS: {"datum: 2019-09-23": f"datum: {day}"}}
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


def test_several_days_are_told_together(workspace: Workspace) -> None:
    (said,) = told(workspace, {ITEMS: {"datum: 2029-12-10": "datum: 2026-09-02"}})
    assert said.message == (
        "insatsen ”kom_slut” har datum 2026-09-02, före uppföljningen ”upp_slut_2029” 2029-10-16, "
        "uppföljningen ”upp_ks_2029” 2029-11-26 och underskriften 2026-09-03"
    )
    assert len(said.see) == 3


@pytest.mark.parametrize(
    "edits",
    [
        {AGREEMENT: {"underskrift: {datum: 2018-12-14": "underskrift: {datum: null"}},
        {
            AGREEMENT: {"underskrift: {datum: 2018-12-14": "underskrift: {datum: 2018-12-18"},
            ITEMS: {
                "[webb, pressmeddelande]\n    ansvarig: kommunikator\n    status: planerad\n"
                "    ursprung: påhittad\n  - id: K2": "[webb, pressmeddelande]\n    ansvarig: "
                "kommunikator\n    status: avbruten\n    ursprung: påhittad\n  - id: K2"
            },
        },
        {ITEMS: {"datum: 2019-09-23": "återkommer: varje halvår"}},
    ],
    ids=["unsigned", "cancelled", "recurring"],
)
def test_without_a_day_nothing_is_too_early(
    workspace: Workspace, edits: dict[str, dict[str, str]]
) -> None:
    said = told(workspace, edits, TABY)
    assert [one for one in said if one.code == "regel 33"] == []
