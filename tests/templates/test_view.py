"""A case as templates see it: references are things, secrets are gone, numbers are relative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from avtal.case.kinds import DOCUMENTS
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.making.rendering import draft_stamp
from avtal.model.action_plan import ActionPlan
from avtal.model.agreement import Agreement
from avtal.model.follow_up import FollowUpPlan
from avtal.templates.layer import CaseViews
from tests.templates.viewing import by_id, ids, said, text, view

# References


def test_references_are_the_things_themselves(three: Case) -> None:
    seen = view(three)
    action = by_id(seen["alla"]["åtgärder"], "atg_insats")
    assert action["fokusområde"] is by_id(seen["ärende"]["fokusområden"], "fo_unga")
    assert action["leds_av"] is by_id(seen["ärende"]["parter"], "polis")
    assert action["ansvariga"][0] is by_id(seen["ärende"]["funktioner"], "lpo_chef")
    assert ids(action["ansvariga"]) == ["lpo_chef"]
    assert action["orsaker"][0]["id"] == "ors_natverk"
    assert seen["handläggare"] is by_id(seen["ärende"]["personer"], "viklander")
    assert seen["handläggare"]["part"]["namn"] == "Lövåsa kommun"


def test_things_of_other_documents_are_the_same_things(three: Case) -> None:
    seen = view(three, "medborgarlofte")
    promise = seen["löften"][0]
    assert promise["åtgärder"][0] is by_id(
        seen["dokument"]["atgardsplan"]["åtgärder"], promise["åtgärder"][0]["id"]
    )


def test_the_things_that_refer_to_a_thing_stand_in_order(three: Case) -> None:
    seen = view(three)
    area = by_id(seen["ärende"]["fokusområden"], "fo_unga")
    plan = three.documents["atgardsplan"]
    assert isinstance(plan, ActionPlan)
    written = [action.id for action in plan.actions if action.focus_area == "fo_unga"]
    assert len(written) > 2
    assert ids(area["åtgärder"]) == written
    assert [thing["fokusområde"]["id"] for thing in area["löften"]] == ["fo_unga"] * len(
        area["löften"]
    )
    assert [a["problem"]["text"] for a in area["analyser"]] == [
        by["problem"]["text"]
        for by in seen["dokument"]["overenskommelse"]["fokusområden"]
        if by["fokusområde"]["id"] == "fo_unga"
    ]


def test_a_thing_without_references_has_empty_lists(three: Case) -> None:
    seen = view(three)
    area = by_id(seen["ärende"]["fokusområden"], "fo_trafik")
    assert (ids(area["löften"]), ids(area["åtgärder"])) == (
        [],
        [a["id"] for a in seen["alla"]["åtgärder"] if a["fokusområde"]["id"] == "fo_trafik"],
    )
    cause = by_id(seen["alla"]["orsaker"], "ors_skjuts")
    assert set(cause) == {"id", "text", "slag", "nr", "utelämnad", "åtgärder"}


def test_a_thing_that_refers_twice_stands_once(three: Case) -> None:
    """A promise is measured by one of its own actions: two fields, one reference back."""
    seen = view(three, "medborgarlofte")
    for promise in seen["löften"]:
        if promise["mått_från"]:
            assert ids(promise["mått_från"]["löften"]).count(promise["id"]) == 1


def test_jointly_is_a_party_with_its_own_lists(three: Case) -> None:
    seen = view(three, "overenskommelse")
    (joint,) = [entry["part"] for entry in seen["åtaganden"] if entry["part"]["id"] == "gemensamt"]
    assert (joint["namn"], joint["kortnamn"], joint["juridiskt_namn"]) == ("gemensamt",) * 3
    assert [text(entry["text"])[:20] for entry in joint["åtaganden"]] == ["Parterna håller läge"]
    assert "gemensamt" not in ids(seen["ärende"]["parter"])


def test_collections_hold_the_things_of_every_document_in_order(three: Case, small: Case) -> None:
    everything = view(three)["alla"]
    agreement, plan = three.documents["overenskommelse"], three.documents["uppfoljningsplan"]
    assert isinstance(agreement, Agreement)
    assert isinstance(plan, FollowUpPlan)
    assert ids(everything["uppföljningar"]) == [
        entry.id for entry in (*agreement.calendar, *plan.calendar)
    ]
    few = view(small)["alla"]
    assert set(few) == set(everything)
    assert [ids(few[name]) for name in ("åtgärder", "källor", "parter")] == [
        *([], [], ["kommun", "polis"])
    ]


# Values


def test_what_is_unknown_is_none(small: Case) -> None:
    seen = view(small)
    assert seen["handläggare"]["namn"] is None
    assert seen["beslut"] is None
    assert seen["ärende"]["diarienummer"] is None
    assert seen["lagstöd"] is None
    assert seen["stämpel"]["nummer"] is None
    assert {key: bool(document) for key, document in seen["dokument"].items()} == {
        row.key: row.key in small.documents for row in DOCUMENTS
    }


def test_the_fields_of_the_own_document_stand_at_the_top(three: Case) -> None:
    for key in three.documents:
        seen = view(three, key)
        assert set(seen["dokument"][key]) == set(seen) - {
            *("dokument", "ärende", "alla", "stämpel", "handling", "lagstöd")
        }
        assert seen["datum"] == three.documents[key].date
        assert "ursprung" not in seen


def test_things_in_lists_are_numbered_from_one(three: Case) -> None:
    seen = view(three)
    assert [area["nr"] for area in seen["ärende"]["fokusområden"]] == [1, 2, 3, 4, 5]
    points = [[point["nr"] for point in proposal["punkter"]] for proposal in seen["förslag"]]
    assert points == [[1, 2, 3, 4], [1, 2, 3, 4]]
    assert seen["sammanträde"].get("nr") is None


def test_values_are_plain(three: Case) -> None:
    seen = view(three, "lagesbild")
    municipality = seen["ärende"]["kommun"]
    assert type(seen["ärende"]["parter"][0]["typ"]) is str
    assert (municipality["diarienummermönster"], seen["ärende"]["diarienummer"]) == (
        "{år}/{nämnd} {löpnummer4} {klass}",
        "2026/KS 0042 170",
    )
    assert seen["år"] == {f"år{n}": str(2020 + n) for n in range(1, 6)}
    assert seen["antal_år"] == 5
    row = by_id(seen["kartläggning"], "kart_utpressning")
    assert [row[f"år{n}"] for n in range(1, 6)] == [3, 4, 7, 9, 11]
    assert row["slag"] == "kartläggning"


def test_the_legal_basis_is_that_of_the_document(three: Case) -> None:
    said = {key: view(three, key)["lagstöd"] for key in three.documents}
    based = {basis.document for basis in three.profile.bases}
    assert {key for key, sentence in said.items() if sentence} == based & set(three.documents)
    assert said["medborgarlofte"] is None
    assert (said["lagesbild"] or "").startswith("Lägesbilden är framtagen enligt 4 § lagen")


# Stamp and appendices


def test_the_stamp(three: Case) -> None:
    assert view(three)["stämpel"] == {
        "nummer": "2026/KS\u00a00042\u00a0170:9",
        "version": "1.0",
        "datum": date(2026, 5, 4),
        "status": "utkast",
        "kopia": None,
    }
    stamp = replace(draft_stamp(three, "atgardsplan", Copy.PUBLIC), names_copy=True)
    plan = CaseViews(three).of("atgardsplan", stamp).values["stämpel"]
    assert (plan["nummer"], plan["kopia"]) == ("2026/KS\u00a00042\u00a0170", "offentlig")


def test_the_appendix_list_names_sender_and_date_of_what_is_attached(three: Case) -> None:
    listed = view(three)["handling"]["bilagor"]
    assert [row["nr"] for row in listed] == [1, 2, 3, 4, 5, 6, 7]
    assert listed[0] == {
        "nr": 1,
        "titel": "Gemensam lokal lägesbild för Lövåsa kommun",
        "datum": None,
        "från": None,
    }
    assert said(listed[3]["titel"]).startswith(
        "Underrättelseunderlag om ärendet Kopparsvansen [sekretess: 18"
    )
    assert (listed[3]["datum"], listed[3]["från"]) == (
        date(2026, 3, 9),
        "lokalpolisområde Mellanåsen",
    )
    assert view(three, copy=Copy.PUBLIC)["handling"]["bilagor"][3] == {
        "nr": 4,
        "titel": "Underlag från Polismyndigheten",
        "datum": None,
        "från": None,
    }


# Titles


def test_titles_follow_the_appointment_on_the_day_of_the_document(three: Case) -> None:
    def titles(key: str) -> dict[str, str]:
        return {person["id"]: person["titel"] for person in view(three, key)["ärende"]["personer"]}

    memo = titles("tjansteutlatande")
    assert memo == {
        "rask": "kommunstyrelsens ordförande",
        "backvall": "T\u00a0f\u00a0kommundirektör",
        "saarimo": "säkerhetschef",
        "viklander": "utredare",
        "lindhagen": "chef för lokalpolisområde Mellanåsen",
        "hultmarker": "verkställande direktör i AB Lövåsahem",
    }
    # The picture is dated 2026-03-23, when she was still acting.
    assert titles("lagesbild") == {**memo, "saarimo": "T\u00a0f\u00a0säkerhetschef"}
