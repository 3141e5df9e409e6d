"""What carries a promise, who gives it and how it is counted (rules 25 to 30)."""

from __future__ import annotations

import pytest

from avtal.case.load import load
from avtal.problems import CaseError
from tests.conftest import Workspace
from tests.rules.telling import Told, told

PICTURE = "lagesbild.yaml"
PLAN = "atgardsplan.yaml"
PROMISES = "medborgarlofte.yaml"
TABY = "taby-2018"


def test_every_promise_is_carried_by_an_action(workspace: Workspace) -> None:
    assert told(workspace, {PROMISES: {"åtgärder: [A10]": "åtgärder: []"}}, TABY) == [
        Told(
            "regel 25",
            "varning",
            "L4",
            f"{PROMISES}:     åtgärder: ⟦[]⟧",
            "löftet ”L4” bärs inte av någon åtgärd",
            "ange minst en åtgärd i ”F3” ur atgardsplan.yaml",
        )
    ]


@pytest.mark.parametrize(
    ("actions", "severity"),
    [("[⟦A10⟧]", "varning"), ("[A5, ⟦A10⟧]", "råd")],
    ids=["none-of-its-own", "one-besides"],
)
def test_a_promise_and_its_action_have_one_focus_area(
    workspace: Workspace, actions: str, severity: str
) -> None:
    """That the area of the action then has no promise is the same mistake, and not told."""
    plain = actions.replace("⟦", "").replace("⟧", "")
    old = "fokusområde: F3\n    åtgärder: [A10]"
    edits = {PROMISES: {old: f"fokusområde: F2\n    åtgärder: {plain}"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 25",
            severity,
            "L4",
            f"{PROMISES}:     åtgärder: {actions}",
            "löftet ”L4” hör till ”F2” men åtgärden ”A10” hör till ”F3”",
            "ange en åtgärd i ”F2”, eller rätta något av fokusområdena",
            (
                f"{PROMISES}:     fokusområde: ⟦F2⟧: här står löftets fokusområde",
                f"{PLAN}:     fokusområde: ⟦F3⟧: här står åtgärdens fokusområde",
            ),
        )
    ]


@pytest.mark.parametrize(
    ("dates", "promises"),
    [
        ("    start: 2019-02-04\n    klar: 2020-11-30\n    status: ", ["L4"]),
        ("    start: 2019-03-04\n    klar: 2020-10-30\n    status: ", []),
    ],
    ids=["the-only-one", "one-of-two"],
)
def test_a_promise_is_not_carried_by_what_is_cancelled(
    workspace: Workspace, dates: str, promises: list[str]
) -> None:
    edits = {PLAN: {f"{dates}planerad": f"{dates}avbruten"}}
    said = [one for one in told(workspace, edits, TABY) if one.code == "regel 25"]
    assert said == [
        Told(
            "regel 25",
            "råd",
            promise,
            f"{PROMISES}:     ⟦åtgärder⟧: [A10]",
            f"löftet ”{promise}” bärs bara av avbrutna åtgärder",
            "ange en annan åtgärd, eller ta bort löftet",
            (f"{PLAN}:     status: ⟦avbruten⟧: här är åtgärden ”A10” avbruten",),
        )
        for promise in promises
    ]


def test_every_promise_has_a_measure(workspace: Workspace) -> None:
    assert told(workspace, {PROMISES: {"    mått_från: A10\n": ""}}, TABY) == [
        Told(
            "regel 26",
            "råd",
            "L4",
            f"{PROMISES}:   - id: ⟦L4⟧",
            "löftet ”L4” har inget mått",
            "ange i mått_från den åtgärd vars mått löftet har, eller skriv eget_mått och "
            "måttets_skäl",
        )
    ]


@pytest.mark.parametrize("reason", ["", "    måttets_skäl: Åtgärden räknar annat.\n"])
def test_a_measure_of_its_own_has_a_reason(workspace: Workspace, reason: str) -> None:
    own = f"    eget_mått: Tio nya områden\n{reason}"
    wrong = Told(
        "regel 26",
        "råd",
        "L4",
        f"{PROMISES}:     eget_mått: ⟦Tio nya områden⟧",
        "löftet ”L4” har ett eget mått, utan skäl till att inte ta en åtgärds",
        "ange åtgärden i mått_från i stället, eller skriv varför i måttets_skäl",
    )
    said = told(workspace, {PROMISES: {"    mått_från: A10\n": own}}, TABY)
    assert said == ([] if reason else [wrong])


def test_a_reason_belongs_to_a_measure_of_its_own(workspace: Workspace) -> None:
    edits = {PROMISES: {"    mått_från: A10\n": "    mått_från: A10\n    måttets_skäl: Bra.\n"}}
    with pytest.raises(CaseError) as caught:
        load(workspace.case(TABY, edits=edits))
    (problem,) = caught.value.problems
    assert problem.message == "måttets_skäl anges bara vid ett eget mått"
    assert problem.help == "ta bort måttets_skäl eller lägg till eget_mått"
    assert problem.excerpt == "    måttets_skäl: Bra."


@pytest.mark.parametrize(("source", "right"), [("A9", False), ("A3", True)])
def test_a_measure_is_that_of_an_action_of_the_promise(
    workspace: Workspace, source: str, right: bool
) -> None:
    wrong = Told(
        "regel 26",
        "råd",
        "L2",
        f"{PROMISES}:     mått_från: ⟦A9⟧",
        "löftet ”L2” har måttet från ”A9”, som inte är en av löftets åtgärder",
        "välj bland: A2, A3; eller lägg till ”A9” i åtgärder",
        (f"{PLAN}:     mått: ⟦Alla chefer inom berörda förvaltningar⟧: här står måttet",),
    )
    said = told(workspace, {PROMISES: {"mått_från: A2": f"mått_från: {source}"}}, TABY)
    assert said == ([] if right else [wrong])


@pytest.mark.parametrize(
    ("file", "old", "new", "promise", "giver", "said"),
    [
        (PROMISES, "av: polis", "av: kommun", "L1", "kommun", "av ”kommun”, som"),
        (
            PLAN,
            "medverkande: [kommunpolis, socialchef]",
            "medverkande: [socialchef]",
            "L3",
            "gemensamt",
            "gemensamt, men ”polis”",
        ),
    ],
    ids=["one-giver", "jointly"],
)
def test_who_gives_a_promise_takes_part(
    workspace: Workspace, file: str, old: str, new: str, promise: str, giver: str, said: str
) -> None:
    action, leader = {"L1": ("A1", "polis"), "L3": ("A5", "kommun")}[promise]
    assert told(workspace, {file: {old: new}}, TABY) == [
        Told(
            "regel 27",
            "varning",
            promise,
            f"{PROMISES}:     av: ⟦{giver}⟧",
            f"löftet ”{promise}” ges {said} varken leder eller medverkar i löftets åtgärder",
            "ändra vem som lovar, eller lägg till en funktion hos parten vid någon av åtgärderna",
            (f"{PLAN}:     leds_av: ⟦{leader}⟧: här står vem som leder ”{action}”",),
        )
    ]


@pytest.mark.parametrize("giver", ["kommun", "polis", "gemensamt"])
def test_to_take_part_is_enough(workspace: Workspace, giver: str) -> None:
    """The municipality leads both actions of the promise; the police takes part in one."""
    edits = {PROMISES: {"- id: L2\n    av: kommun": f"- id: L2\n    av: {giver}"}}
    assert told(workspace, edits, TABY) == []


def test_all_take_part_in_what_is_led_jointly(workspace: Workspace) -> None:
    """That the municipality has no responsible function is what rule 18 says."""
    edits = {PLAN: {"ansvariga: [kommunpolis, ts_samordnare]": "ansvariga: [kommunpolis]"}}
    assert [one.code for one in told(workspace, edits, TABY)] == ["regel 18"]


ALONE = {
    "- id: L3\n    av: gemensamt": "- id: L3\n    av: kommun",
    "- id: L4\n    av: gemensamt": "- id: L4\n    av: kommun",
}


def test_every_party_gives_a_promise(workspace: Workspace) -> None:
    edits = {PROMISES: {**ALONE, "av: polis\n": "av: kommun\n"}}
    said = [one for one in told(workspace, edits, TABY) if one.code != "regel 27"]
    assert said == [
        Told(
            "regel 28",
            "råd",
            "polis",
            f"{PROMISES}: ⟦löften⟧:",
            "”polis” (lokalpolisområde Täby) ger inget löfte",
            "lägg till ett löfte av polis, eller ett gemensamt",
            ("arende.yaml:   - id: ⟦polis⟧: här står parten",),
        )
    ]


def test_a_party_may_give_its_promise_alone(workspace: Workspace) -> None:
    assert told(workspace, {PROMISES: ALONE}, TABY) == []


MOVED = {
    "fokusområde: fo_bedrageri\n    åtgärder: [atg_traffar]": (
        "fokusområde: fo_bostad\n    åtgärder: [atg_las]"
    ),
    "mått_från: atg_traffar": "mått_från: atg_las",
}
"""The only promise of a focus area goes to another."""


def test_a_focus_area_without_promise_is_told(workspace: Workspace) -> None:
    """The plan's own area has none either, and needs none."""
    assert told(workspace, {PROMISES: MOVED}) == [
        Told(
            "regel 29",
            "råd",
            "fo_bedrageri",
            f"{PROMISES}: ⟦löften⟧:",
            "fokusområdet ”fo_bedrageri” har inget löfte",
            "lägg till ett löfte, eller godta det med undantag och skäl i arende.yaml",
            (
                "arende.yaml:   - {id: ⟦fo_bedrageri⟧, titel: Bedrägerier mot äldre, inriktning: "
                "vända}: här står fokusområdet",
            ),
        )
    ]


SECRECY = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"
MEASURES = (
    "Åtta träffar per år",
    "Öppet två timmar varje vardag",
    "Alla matbutiker och bankkontor",
)


def test_a_secret_focus_area_needs_no_promise(workspace: Workspace) -> None:
    old = "titel: Bedrägerier mot äldre, inriktning: vända}"
    edits = {PROMISES: MOVED, "arende.yaml": {old: f"{old[:-1]}, {SECRECY}}}"}}
    assert [one.code for one in told(workspace, edits) if one.code == "regel 29"] == []


@pytest.mark.parametrize("secret", [2, 3], ids=["some", "all"])
def test_a_focus_area_of_secret_actions_needs_no_promise(workspace: Workspace, secret: int) -> None:
    marked = {f"mått: {text}\n": f"mått: {text}\n    {SECRECY}\n" for text in MEASURES[:secret]}
    said = told(workspace, {PROMISES: MOVED, PLAN: marked})
    found = [one.about for one in said if one.code == "regel 29"]
    assert found == ([] if secret == len(MEASURES) else ["fo_bedrageri"])


@pytest.mark.parametrize(
    ("measure", "right"),
    [
        ("Regelbundna pass", False),
        ("I ett lugnt tempo", False),
        ("Regelbundna pass i ett lugnt tempo", False),
        ("Regelbundna pass vid idrottsplatsen", False),
        ("Regelbundna pass nära Resecentrum", True),
        ("Regelbundna pass i Täby", False),
        ("Regelbundna pass i Täby kommun", False),
        ("Regelbundna pass i Täbys ytterområden", False),
        ("Pass med Polisen", False),
        ("Regelbundna pass i Täby centrum", True),
        ("Regelbundna pass kring Täby Kyrkby", True),
        ("Regelbundna pass på Stora torget", True),
        ("Regelbundna pass vid Hägernäs station", True),
        ("Regelbundna pass i december", True),
        ("Pass varje fredag", True),
        ("Minst tre pass", True),
        ("Minst 3 pass", True),
    ],
)
def test_a_promise_can_be_counted(workspace: Workspace, measure: str, right: bool) -> None:
    """A place counts where the picture names it, or where a preposition shows that it is one."""
    row = "    värden: {2015: 118, 2016: 124, 2017: 131}\n"
    edits = {
        PLAN: {"mått: Minst tre pass i veckan": f"mått: {measure}"},
        PICTURE: {row: f"{row}    platser: I och kring Resecentrum\n"},
    }
    wrong = Told(
        "regel 30",
        "råd",
        "L1",
        f"{PROMISES}:       ⟦Polisen patrullerar regelbundet, i målad polisbil och till fots, på "
        "de platser där behovet är⟧",
        "löftet ”L1” går inte att räkna: varken texten eller måttet har ett tal, ett datum eller "
        "en plats",
        "skriv hur mycket, hur ofta, när eller var, i löftet eller i måttet",
        (f"{PLAN}:     mått: ⟦{measure}⟧: här står måttet",),
    )
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


def test_the_number_may_stand_in_the_promise_itself(workspace: Workspace) -> None:
    edits = {
        PLAN: {"mått: Alla högstadieskolor varje läsår": "mått: Skolorna i kommunen"},
        PROMISES: {"till elever i årskurs 7": "på två av våra skolor"},
    }
    assert told(workspace, edits, TABY) == []


def test_a_measure_of_its_own_is_shown(workspace: Workspace) -> None:
    own = "    eget_mått: Fler områden\n    måttets_skäl: Åtgärden räknar annat.\n"
    (said,) = told(workspace, {PROMISES: {"    mått_från: A10\n": own}}, TABY)
    assert (said.code, said.see) == (
        "regel 30",
        (f"{PROMISES}:     eget_mått: ⟦Fler områden⟧: här står måttet",),
    )
