"""Rules on how the documents and files of a case hang together."""

from __future__ import annotations

from tests.conftest import Workspace
from tests.rules.telling import Told, told


def test_the_good_case_has_no_findings(workspace: Workspace) -> None:
    assert told(workspace, {}) == []


def test_a_document_is_no_appendix_to_itself(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {"kommunikationsplan, lagesbild]": "overenskommelse]"}}
    assert told(workspace, edits) == [
        Told(
            "bilaga",
            "fel",
            "overenskommelse.yaml: bilagor: [atgardsplan, uppfoljningsplan, medborgarlofte, "
            "⟦overenskommelse⟧]",
            "handlingen är bilaga till sig själv",
            "ta bort den ur listan",
        )
    ]


def test_an_attachment_belongs_to_some_list_of_appendices(workspace: Workspace) -> None:
    edits = {"tjansteutlatande.yaml": {"polisunderlag, ": ""}}
    assert told(workspace, edits) == [
        Told(
            "bilaga",
            "fel",
            "arende.yaml:   - id: ⟦polisunderlag⟧",
            "”Underrättelseunderlag om ärendet Kopparsvansen” är inte bilaga till någon handling",
            "lägg till dess id under bilagor i den handling som har bilagan",
        )
    ]


def test_an_attachment_may_be_appendix_to_another_document(workspace: Workspace) -> None:
    edits = {
        "tjansteutlatande.yaml": {"polisunderlag, ": ""},
        "lagesbild.yaml": {"datum: 2026-03-23\n": "datum: 2026-03-23\nbilagor: [polisunderlag]\n"},
    }
    assert told(workspace, edits) == []


def test_a_focus_area_has_one_analysis(workspace: Workspace) -> None:
    old, new = (f"- fokusområde: {name}\n    problem" for name in ("fo_trafik", "fo_unga"))
    edits = {"atgardsplan.yaml": {old: new}}
    assert told(workspace, edits) == [
        Told(
            "fokusområde",
            "fel",
            "atgardsplan.yaml:   - fokusområde: ⟦fo_unga⟧",
            "fokusområdet ”fo_unga” har redan en analys i overenskommelse.yaml",
            "ta bort den ena; problem, orsaker och mål står på ett ställe",
        )
    ]


def test_focus_areas_stand_in_the_order_of_the_case(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            "  - {id: F1, titel: Trygghet och säkerhet i offentlig miljö}\n": "",
            "  - {id: F3, titel: Organiserad brottslighet}\n": (
                "  - {id: F3, titel: Organiserad brottslighet}\n"
                "  - {id: F1, titel: Trygghet och säkerhet i offentlig miljö}\n"
            ),
        }
    }
    said = [one for one in told(workspace, edits, "taby-2018") if one.code == "fokusområde"]
    assert said == [
        Told(
            "fokusområde",
            "fel",
            "overenskommelse.yaml:   - fokusområde: ⟦F2⟧",
            "”F2” står efter ”F1” men före det i arende.yaml",
            "flytta det så att fokusområdena står i samma ordning i båda filerna",
        )
    ]


def test_appendices_make_no_ring(workspace: Workspace) -> None:
    edits = {
        "lagesbild.yaml": {"datum: 2026-03-23\n": "datum: 2026-03-23\nbilagor: [atgardsplan]\n"}
    }
    edits["atgardsplan.yaml"] = {"datum: 2026-05-04\n": "datum: 2026-05-04\nbilagor: [lagesbild]\n"}
    said = [(one.place, one.message) for one in told(workspace, edits)]
    assert said == [
        (
            "atgardsplan.yaml: bilagor: [⟦lagesbild⟧]",
            "”lagesbild” har i sin tur den här handlingen som bilaga",
        ),
        (
            "lagesbild.yaml: bilagor: [⟦atgardsplan⟧]",
            "”atgardsplan” har i sin tur den här handlingen som bilaga",
        ),
    ]


def test_a_reference_to_what_is_no_appendix_is_told(workspace: Workspace) -> None:
    old = "Kommunen och polisen har kartlagt"
    edits = {"tjansteutlatande.yaml": {old: f"[Avtalet](bilaga:overenskommelse) finns. {old}"}}
    (said,) = [one for one in told(workspace, edits, "minsta") if one.code == "regel 41"]
    assert said.message == (
        "hänvisningen till ”overenskommelse” får inget nummer, eftersom den inte är bilaga till "
        "någon handling"
    )


def test_a_reference_to_the_first_document_needs_no_number(workspace: Workspace) -> None:
    new = "Syftet, se [utlåtandet](bilaga:tjansteutlatande), är att brotten"
    edits = {"overenskommelse.yaml": {"Syftet är att brotten": new}}
    assert [one.code for one in told(workspace, edits, "minsta")] == ["regel 35"]
