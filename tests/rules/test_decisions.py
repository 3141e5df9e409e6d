"""Rules on the memo's proposals and dates."""

from __future__ import annotations

import pytest

from avtal.model.case import DecisionKind
from tests.conftest import Workspace
from tests.rules.telling import Told, told, told_of

MEMO = "tjansteutlatande.yaml"


@pytest.mark.parametrize(
    ("mandate", "place", "person"),
    [
        ("ks_ordforande", "[rask, ⟦backvall⟧, lindhagen, hultmarker]", "backvall"),
        ("kommundirektor", "[⟦rask⟧, backvall, lindhagen, hultmarker]", "rask"),
    ],
)
def test_who_signs_for_the_municipality_has_a_mandate(
    workspace: Workspace, mandate: str, place: str, person: str
) -> None:
    edits = {MEMO: {"fullmakt: [ks_ordforande, kommundirektor]": f"fullmakt: [{mandate}]"}}
    assert told(workspace, edits) == [
        Told(
            "regel 35",
            "varning",
            f"overenskommelse.yaml: undertecknare: {place}",
            f"ingen beslutspunkt ger ”{person}” fullmakt att underteckna",
            "lägg till funktionen under fullmakt vid en punkt i tjansteutlatande.yaml",
        )
    ]


def test_the_mandate_may_stand_at_any_point(workspace: Workspace) -> None:
    edits = {
        MEMO: {
            "fullmakt: [ks_ordforande, kommundirektor]": "fullmakt: [kommundirektor]",
            "gemensamma lokala lägesbilden till handlingarna.\n": (
                "gemensamma lokala lägesbilden till handlingarna.\n"
                "        fullmakt: [ks_ordforande]\n"
            ),
        }
    }
    assert told(workspace, edits) == []


def test_other_parties_need_no_mandate(workspace: Workspace) -> None:
    edits = {
        MEMO: {"fullmakt: [ks_ordforande, kommundirektor]": "fullmakt: []"},
        "overenskommelse.yaml": {"[rask, backvall, lindhagen": "[lindhagen"},
    }
    assert [finding.code for finding in told(workspace, edits)] == ["regel 36"]


def test_the_meeting_is_not_before_the_memo(workspace: Workspace) -> None:
    route = (
        "beredning:\n"
        "  - {id: ber_rad, organ: brottsforebyggande_radet, datum: 2026-05-07, "
        "åtgärd: yttrar sig}\n"
        "  - {id: ber_au, organ: arbetsutskottet, datum: 2026-05-12, åtgärd: bereder}\n"
        "  - {id: ber_ks, organ: kommunstyrelsen, datum: 2026-05-25, åtgärd: lämnar förslag till "
        "kommunfullmäktige och beslutar för egen del}\n"
    )
    before = {MEMO: {"datum: 2026-06-15": "datum: 2026-05-03", route: ""}}
    assert told(workspace, before) == [
        Told(
            "regel 42",
            "varning",
            f"{MEMO}: sammanträde: {{organ: kommunfullmaktige, datum: ⟦2026-05-03⟧}}",
            "sammanträdet är 2026-05-03, före utlåtandets datum 2026-05-04",
            "rätta sammanträdets eller utlåtandets datum",
        )
    ]


def test_the_meeting_may_be_on_the_day_of_the_memo(workspace: Workspace) -> None:
    edits = {MEMO: {"datum: 2024-11-12": "datum: 2024-10-21"}}
    codes = [finding.code for finding in told(workspace, edits, "minsta")]
    assert codes == ["regel 35"]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("2026-05-07", "2026-05-03", "2026-05-03 ligger inte mellan 2026-05-04"),
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
        edits = {
            MEMO: {
                "- typ: godkänna": f"- typ: {verb}",
                "text: Kommunstyrelsen godkänner överenskommelsen med Polismyndigheten.": (
                    f"text: {text}"
                ),
            }
        }
        said = [finding for finding in told(workspace, edits, "minsta") if finding[0] != "regel 35"]
        wrong = Told(
            "regel 60",
            "varning",
            f"{MEMO}:       - typ: ⟦{verb}⟧",
            f"beslutspunkten har typen ”{verb}” men texten säger det inte",
            "ändra typen eller formuleringen",
        )
        assert said == ([] if kind is verb else [wrong]), sentence
        (workspace.root / "content" / "minsta").rename(workspace.root / kind.name)


@pytest.mark.parametrize(
    ("verb", "sentence", "codes"),
    [
        ("anta", "Kommunstyrelsen godkänner antalet platser.", ["regel 60", "regel 35"]),
        ("anta", "Kommunstyrelsen beslutar att anta planen.", ["regel 35"]),
        (
            "lägga till handlingarna",
            "Kommunstyrelsen godkänner tillägget.",
            ["regel 60", "regel 35"],
        ),
        ("uppdra", "Kommunstyrelsen uppdrar åt chefen att skriva.", ["regel 35"]),
        ("godkänna", "Överenskommelsen **godkänns**.", ["regel 35"]),
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
    assert told_of(folder) == []
