"""Rules on the memo's proposals and dates."""

from __future__ import annotations

import pytest

from avtal.model.decision import DecisionKind
from tests.conftest import Workspace
from tests.rules.telling import Told, new_of, told

MEMO = "tjansteutlatande.yaml"


def test_the_meeting_is_not_before_the_memo(workspace: Workspace) -> None:
    route = (
        "beredning:\n"
        "  - {id: ber_rad, organ: brottsforebyggande_radet, datum: 2026-05-07, "
        "åtgärd: yttrar sig}\n"
        "  - {id: ber_au, organ: arbetsutskottet, datum: 2026-05-12, åtgärd: bereder}\n"
        "  - {id: ber_ks, organ: kommunstyrelsen, datum: 2026-05-25, åtgärd: lämnar förslag till "
        "kommunfullmäktige och beslutar för egen del}\n"
    )
    before = {MEMO: {"datum: 2026-06-15": "datum: 2026-04-30", route: ""}}
    assert told(workspace, before) == [
        Told(
            "regel 42",
            "varning",
            "tjansteutlatande",
            f"{MEMO}: sammanträde: {{organ: kommunfullmaktige, datum: ⟦2026-04-30⟧}}",
            "sammanträdet är 2026-04-30, före utlåtandets datum 2026-05-04",
            "rätta sammanträdets eller utlåtandets datum",
            (f"{MEMO}: datum: ⟦2026-05-04⟧: här står utlåtandets datum",),
        )
    ]


def test_the_meeting_may_be_on_the_day_of_the_memo(workspace: Workspace) -> None:
    edits = {MEMO: {"datum: 2024-11-12": "datum: 2024-10-21"}}
    assert told(workspace, edits, "minsta") == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("2026-05-07", "2026-04-30", "2026-04-30 ligger inte mellan 2026-05-04"),
        ("2026-05-07", "2026-05-13", "2026-05-12 ligger inte mellan 2026-05-13"),
        ("2026-05-25", "2026-06-16", "2026-06-16 ligger inte mellan 2026-05-12"),
        ("2026-05-07", "2026-05-04", None),
        ("2026-05-07", "2026-05-12", None),
        ("2026-05-25", "2026-06-15", None),
    ],
    ids=["before-memo", "not-in-order", "after-meeting", "on-memo", "same-day", "on-meeting"],
)
def test_the_preparation_lies_between_in_order(
    workspace: Workspace, old: str, new: str, wrong: str | None
) -> None:
    said = told(workspace, {MEMO: {f"datum: {old}": f"datum: {new}"}})
    if wrong is None:
        assert said == []
        return
    (finding,) = said
    assert (finding.code, finding.severity) == ("regel 42", "varning")
    assert finding.place.startswith(f"{MEMO}:   - {{id: ber_")
    assert f"datum: ⟦{wrong[:10]}⟧, åtgärd: " in finding.place
    assert finding.message == f"beredningen {wrong} och sammanträdet 2026-06-15"
    assert finding.help == "rätta datumet eller ordningen på beredningen"
    assert finding.about in {"ber_rad", "ber_au", "ber_ks"}
    before, meeting = finding.see
    assert before.endswith(": här står datumet före")
    assert meeting == (
        f"{MEMO}: sammanträde: {{organ: kommunfullmaktige, datum: ⟦2026-06-15⟧}}: här står "
        "sammanträdets datum"
    )


SENTENCES = {
    DecisionKind.APPROVE: "Kommunstyrelsen godkänner planen.",
    DecisionKind.ADOPT: "Kommunstyrelsen antar planen.",
    DecisionKind.ESTABLISH: "Kommunstyrelsen fastställer planen.",
    DecisionKind.INSTRUCT: "Kommunstyrelsen ger chefen i uppdrag att skriva.",
    DecisionKind.AUTHORISE: "Kommunstyrelsen bemyndigar chefen att skriva.",
    DecisionKind.REPEAL: "Kommunstyrelsen upphäver planen.",
    DecisionKind.FILE: "Kommunstyrelsen lägger planen till handlingarna.",
    DecisionKind.PROPOSE: "Kommunstyrelsen föreslår en plan.",
    DecisionKind.REMIT: "Kommunstyrelsen återremitterar planen.",
}


@pytest.mark.parametrize("secret", [False, True], ids=["open", "secret"])
@pytest.mark.parametrize("verb", list(DecisionKind), ids=lambda verb: verb.name.lower())
def test_the_text_of_a_decision_has_its_verb(
    workspace: Workspace, verb: DecisionKind, secret: bool
) -> None:
    """Each verb fits its own sentence and no other's."""
    mark = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2024-10-21, myndighet: Granviks kommun}"
    for kind, sentence in SENTENCES.items():
        text = f"{{text: {sentence}, {mark}}}" if secret else sentence
        line = f"⟦text⟧: {text}" if secret else f"text: ⟦{text}⟧"
        edits = {
            MEMO: {
                "- typ: godkänna": f"- typ: {verb}",
                "text: Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten.": (
                    f"text: {text}"
                ),
            }
        }
        said = told(workspace, edits, "minsta")
        wrong = Told(
            "regel 60",
            "råd",
            "B1",
            f"{MEMO}:       - typ: ⟦{verb}⟧",
            f"beslutspunkten har typen ”{verb}” men texten säger det inte",
            "ändra typen eller formuleringen",
            (f"{MEMO}:         {line}: här står texten",),
        )
        assert said == ([] if kind is verb else [wrong]), sentence
        (workspace.root / "content" / "minsta").rename(workspace.root / kind.name)


@pytest.mark.parametrize(
    ("verb", "sentence", "codes"),
    [
        ("anta", "Kommunstyrelsen godkänner antalet platser.", ["regel 60"]),
        ("anta", "Kommunstyrelsen beslutar att anta planen.", []),
        (
            "lägga till handlingarna",
            "Kommunstyrelsen godkänner tillägget.",
            ["regel 60"],
        ),
        ("uppdra", "Kommunstyrelsen uppdrar åt chefen att skriva.", []),
        ("godkänna", "Överenskommelsen **godkänns**.", []),
    ],
)
def test_the_verb_is_found_in_its_forms_and_not_in_other_words(
    workspace: Workspace, verb: str, sentence: str, codes: list[str]
) -> None:
    edits = {
        MEMO: {
            "- typ: godkänna": f"- typ: {verb}",
            "Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten.": sentence,
        }
    }
    said = [finding.code for finding in told(workspace, edits, "minsta")]
    assert sorted(said) == sorted(codes)


SENTENCE = "Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten."


@pytest.mark.parametrize(
    ("sentence", "sought", "message", "help"),
    [
        (
            "att godkänna överenskommelsen.",
            "att",
            "beslutspunkten är ingen hel mening; den börjar med ”att”",
            "börja med den som beslutar: Kommunstyrelsen …",
        ),
        (
            "Att godkänna överenskommelsen.",
            "Att",
            "beslutspunkten är ingen hel mening; den börjar med ”Att”",
            "börja med den som beslutar: Kommunstyrelsen …",
        ),
        (
            "godkänna överenskommelsen.",
            "godkänna",
            "beslutspunkten är ingen hel mening; den börjar med ”godkänna”",
            "börja med den som beslutar: Kommunstyrelsen …",
        ),
        (
            "Kommunstyrelsen godkänner överenskommelsen",
            "överenskommelsen",
            "beslutspunkten slutar inte med punkt",
            "sätt punkt efter sista ordet",
        ),
        (
            "Kommunstyrelsen godkänner åtgärder enligt föreliggande förslag.",
            "enligt föreliggande",
            "”enligt föreliggande” säger inget för den som bara läser protokollet",
            "skriv vad som beslutas, med handlingens eller åtgärdens namn",
        ),
        (
            "Kommunstyrelsen godkänner planen i enlighet med bilagan.",
            "i enlighet med bilagan",
            "”i enlighet med bilagan” säger inget för den som bara läser protokollet",
            "skriv vad som beslutas, med handlingens eller åtgärdens namn",
        ),
    ],
)
def test_a_decision_stands_alone(
    workspace: Workspace, sentence: str, sought: str, message: str, help: str
) -> None:
    place = f"{MEMO}:         text: {sentence.replace(sought, f'⟦{sought}⟧')}"
    assert told(workspace, {MEMO: {SENTENCE: sentence}}, "minsta") == [
        Told("regel 60", "råd", "B1", place, message, help)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunstyrelsen beslutar att godkänna överenskommelsen.",
        "Överenskommelsen godkänns.",
        "Kommunstyrelsen godkänner överenskommelsen enligt lag.",
    ],
)
def test_a_whole_sentence_may_be_built_in_many_ways(workspace: Workspace, sentence: str) -> None:
    said = told(workspace, {MEMO: {SENTENCE: sentence}}, "minsta")
    assert [one for one in said if one.code == "regel 60"] == []


@pytest.mark.parametrize("missing", ["overenskommelse", "tjansteutlatande"])
def test_a_case_without_one_of_them_has_no_such_findings(
    workspace: Workspace, missing: str
) -> None:
    titles = {
        "overenskommelse": "Samverkansöverenskommelse",
        "tjansteutlatande": "Tjänsteutlåtande",
    }
    line = f"  - {{id: {missing}, titel: {titles[missing]}}}\n"
    folder = workspace.case("minsta", edits={"arende.yaml": {line: ""}})
    (folder / f"{missing}.yaml").unlink()
    assert new_of(folder, "minsta") == []


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("Kommunfullmäktige godkänner överenskommelsen med Polismyndigheten.", "Kommunfullmäktige"),
        ("Socialnämnden godkänner överenskommelsen med Polismyndigheten.", "Socialnämnden"),
        ("Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten i Granvik.", None),
        ("Överenskommelsen med Polismyndigheten godkänns.", None),
    ],
)
def test_a_decision_point_is_that_of_its_body(
    workspace: Workspace, sentence: str, body: str | None
) -> None:
    old = "Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten."
    said = told(workspace, {MEMO: {old: sentence}}, "minsta")
    if body is None:
        assert said == []
        return
    (one,) = said
    assert (one.code, one.about, one.place) == (
        "regel 60",
        "B1",
        f"{MEMO}:         text: ⟦{body}⟧{sentence.removeprefix(body)}",
    )
    assert one.message == (
        f"beslutspunkten säger ”{body}” men står bland dem som kommunstyrelsen beslutar om"
    )
