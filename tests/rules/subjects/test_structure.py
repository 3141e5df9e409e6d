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
            "regel 40",
            "fel",
            "overenskommelse",
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
            "regel 39",
            "fel",
            "polisunderlag",
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


# A whole analysis of an area that the agreement has analysed; an action meets it.
ONE_MORE = """\
  - fokusområde: fo_unga
    problem:
      text: Unga dras in i brott.
      källor: [kal_statistik]
      kartläggning: [kart_narkotika]
    orsaker:
      - {id: ors_ny, text: Unga saknar sysselsättning.}
    mål:
      - id: mal_ny
        text: Fler elever ska må bra.
        indikator: Andel elever som mår bra
        enhet: procent
        utgångsvärde: 60
        utgångsdatum: 2025-10-10
        målvärde: 70
        måldatum: 2029-10-12
        riktning: öka
        källa: kal_drogvanor
"""


def test_a_focus_area_has_one_analysis(workspace: Workspace) -> None:
    start, causes, goals = "egna_fokusområden:\n", "[ors_franvaro, ors_natverk", "[mal_narkotika, m"
    edits = {
        "atgardsplan.yaml": {
            start: start + ONE_MORE,
            causes: causes.replace("[", "[ors_ny, "),
            goals: goals.replace("[", "[mal_ny, "),
        }
    }
    assert told(workspace, edits) == [
        Told(
            "regel 5",
            "fel",
            "fo_unga",
            "atgardsplan.yaml:   - fokusområde: ⟦fo_unga⟧",
            "fokusområdet ”fo_unga” har redan en analys i overenskommelse.yaml",
            "ta bort den ena; problem, orsaker och mål står på ett ställe",
            ("overenskommelse.yaml:   - fokusområde: ⟦fo_unga⟧: här står den första",),
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
    said = [one for one in told(workspace, edits, "taby-2018") if one.code == "regel 5"]
    assert said == [
        Told(
            "regel 5",
            "fel",
            "F2",
            "overenskommelse.yaml:   - fokusområde: ⟦F2⟧",
            "”F2” står efter ”F1” men före det i arende.yaml",
            "flytta det så att fokusområdena står i samma ordning i båda filerna",
            (
                "arende.yaml:   - {id: ⟦F2⟧, titel: Förebygga droganvändning bland barn och unga}: "
                "här står det i arende.yaml",
            ),
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
    new = f"[Avtalet](bilaga:overenskommelse) finns. {old}"
    edits = {"tjansteutlatande.yaml": {old: new}}
    assert told(workspace, edits, "minsta") == [
        Told(
            "regel 41",
            "råd",
            "tjansteutlatande",
            f"tjansteutlatande.yaml:   [Avtalet](⟦bilaga:overenskommelse⟧) finns. {old} "
            "brottsligheten i Granvik och enats om att arbeta tillsammans för",
            "hänvisningen till ”overenskommelse” får inget nummer, eftersom den inte är bilaga "
            "till någon handling",
            "lägg till den under bilagor i den handling som har bilagan",
        )
    ]


def test_a_reference_to_the_first_document_needs_no_number(workspace: Workspace) -> None:
    new = "Syftet, se [utlåtandet](bilaga:tjansteutlatande), är att brotten"
    edits = {"overenskommelse.yaml": {"Syftet är att brotten": new}}
    assert told(workspace, edits, "minsta") == []
