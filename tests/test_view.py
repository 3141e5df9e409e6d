"""A case as templates see it: references are things, secrets are gone, numbers are relative."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from avtal.appendices import appendix_numbers, paper
from avtal.build import draft_stamp
from avtal.documents import DOCUMENTS
from avtal.model.action_plan import ActionPlan
from avtal.model.agreement import Agreement
from avtal.model.base import SecretMark
from avtal.model.follow_up import FollowUpPlan
from avtal.prose import Prose
from avtal.secrecy import secrecy_note, secret_marks
from avtal.source import Case, load
from avtal.stamp import Copy
from avtal.view import context
from avtal.word.values import OMITTED, note_of
from tests.conftest import Workspace

View = dict[str, Any]
Edits = Mapping[str, Mapping[str, str]]

MARK = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"
NOTE = "[sekretess: 18\u00a0kap. 1\u00a0§ OSL, 2026-04-28, Polismyndigheten]"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace for cases that are only read."""
    return Workspace(tmp_path_factory.mktemp("vy") / "arbete")


@pytest.fixture(scope="module")
def three(good: Workspace) -> Case:
    """Return the good case with three parties."""
    return load(good.case("tre-parter"))


@pytest.fixture(scope="module")
def small(good: Workspace) -> Case:
    """Return the smallest case."""
    return load(good.case("minsta"))


def view(case: Case, key: str = "tjansteutlatande", copy: Copy = Copy.FULL) -> View:
    """Return what a template of the case may print."""
    return context(case, key, draft_stamp(case, key, copy))


def changed(workspace: Workspace, edits: Edits, name: str = "tre-parter") -> Case:
    """Return a good case with these edits."""
    return load(workspace.case(name, edits=edits))


def text(prose: Any) -> str:
    """Return prose as one text, paragraphs set apart by a stroke."""
    assert isinstance(prose, Prose)
    return "|".join("".join(span.text for span in block.spans) for block in prose.blocks)


def said(value: Any) -> str:
    """Return a value as it is printed with its note."""
    words = text(value) if isinstance(value, Prose) else str(value)
    note = note_of(value)
    assert note is not None
    return f"{words} {note.text}"


# Things refer to each other in circles, which pytest cannot print: compare ids, not things.


def ids(things: list[View]) -> list[str]:
    """Return the ids of some things."""
    return [thing["id"] for thing in things]


def by_id(things: list[View], identity: str) -> View:
    """Return the one thing with this id."""
    (found,) = [thing for thing in things if thing["id"] == identity]
    return found


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
    assert [key for key, sentence in said.items() if sentence is None] == [
        *("tjansteutlatande", "medborgarlofte", "kommunikationsplan")
    ]
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
    plan = context(three, "atgardsplan", stamp)["stämpel"]
    assert (plan["nummer"], plan["kopia"]) == ("2026/KS\u00a00042\u00a0170", "offentlig")


def test_appendix_numbers_belong_to_each_document(three: Case) -> None:
    numbers = appendix_numbers(three, Copy.FULL)
    assert numbers["lagesbild"] == [("tjansteutlatande", 1), ("overenskommelse", 5)]
    assert numbers["polisunderlag"] == [("tjansteutlatande", 4)]
    assert "tjansteutlatande" not in numbers
    assert view(three, "lagesbild")["handling"]["bilaga_till"] == [
        {"nr": 1, "benämning": "tjänsteutlåtande"},
        {"nr": 5, "benämning": "samverkansöverenskommelse"},
    ]


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


def test_numbers_in_prose_are_those_of_the_document_it_stands_in(three: Case) -> None:
    memo = view(three, "tjansteutlatande")
    assert "en gemensam lokal lägesbild (bilaga\u00a01), som" in text(memo["ärendet"])
    assert "Polisens underlag (bilaga\u00a04) till" in text(memo["ärendet"])
    agreement = view(three, "overenskommelse")
    assert "en gemensam lokal lägesbild (bilaga\u00a05). Med" in text(agreement["bakgrund"])
    plan = view(three, "uppfoljningsplan")
    assert text(plan["redovisning"]).startswith(
        "Resultaten redovisas för styrgruppen enligt överenskommelsen "
        "(bilaga\u00a02 till tjänsteutlåtande) och för invånarna enligt kommunikationsplanen "
        "(bilaga\u00a07 till tjänsteutlåtande)."
    )
    links = [
        span.link for prose in (memo["ärendet"], plan["redovisning"]) for span in prose.spans()
    ]
    assert set(links) == {None}


def test_a_reference_to_what_is_no_appendix_is_left_as_text(workspace: Workspace) -> None:
    old = "Kommunen och polisen har kartlagt"
    edits = {"tjansteutlatande.yaml": {old: f"[Avtalet](bilaga:overenskommelse) finns. {old}"}}
    seen = view(changed(workspace, edits, "minsta"))
    assert text(seen["ärendet"]).startswith("Avtalet finns. Kommunen")
    assert {span.link for span in seen["ärendet"].spans()} == {None}


def test_other_links_are_kept(three: Case) -> None:
    links = {span.link for span in view(three)["överväganden"].spans()}
    assert links == {None, "https://bra.se/"}


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
        "hultmarker": "verkställande direktör",
    }
    # The picture is dated 2026-03-23, when she was still acting.
    assert titles("lagesbild") == {**memo, "saarimo": "T\u00a0f\u00a0säkerhetschef"}


# Secrets


def test_the_full_copy_shows_why_something_is_secret(three: Case) -> None:
    seen = view(three, "overenskommelse")
    cause = by_id(seen["alla"]["orsaker"], "ors_natverk")
    assert said(cause["text"]) == (
        "Pumphusnätverket värvar unga från två namngivna fritidsgårdar. [sekretess: 18\u00a0kap. "
        "2\u00a0§ offentlighets- och sekretesslagen (2009:400), 2026-04-28, Polismyndigheten]"
    )
    crime = by_id(seen["alla"]["kartläggning"], "kart_utpressning")
    for value in (crime["kategori"], crime["platser"], crime["konsekvens"], crime["år3"]):
        assert said(value).endswith(", 2026-03-16, Polismyndigheten]")
    information = seen["dokument"]["lagesbild"]["övrig_information"][1]
    assert said(information["text"]).endswith(" [sekretess: 18\u00a0kap. 1\u00a0§ offentlighets- "
        "och sekretesslagen (2009:400), 2026-03-16, Polismyndigheten]")  # fmt: skip


def test_the_public_copy_shows_nothing_of_it(three: Case) -> None:
    seen = view(three, "overenskommelse", Copy.PUBLIC)
    crime = seen["alla"]["kartläggning"][3]
    assert [name for name, value in crime.items() if value is not OMITTED] == ["utelämnad", "slag"]
    assert (crime["slag"], crime["utelämnad"]) == ("kartläggning", True)
    assert by_id(seen["alla"]["kartläggning"], "kart_relation")["utelämnad"] is False
    assert seen["dokument"]["lagesbild"]["övrig_information"][1]["text"] is OMITTED


def test_marks_are_found_everywhere(three: Case, small: Case) -> None:
    assert [mark.date.isoformat() for mark in secret_marks(three)] == [
        *("2026-03-10", "2026-03-16", "2026-03-16", "2026-04-28", "2026-04-28")
    ]
    assert secret_marks(small) == []


def test_a_document_that_is_secret_is_hidden_as_a_whole(workspace: Workspace) -> None:
    line = "titel: Åtgärdsplan mot brott i Lövåsa kommun, handlingsnummer: null"
    case = changed(workspace, {"arende.yaml": {line: f"{line}, {MARK}"}})
    plan = view(case, copy=Copy.PUBLIC)["dokument"]["atgardsplan"]
    assert [plan[name] is OMITTED for name in ("period", "inledning")] == [True, True]
    assert [action is OMITTED for action in plan["åtgärder"]] == [True]
    own = view(case, "atgardsplan")["handling"]
    assert own["titel"] == "Åtgärdsplan mot brott i Lövåsa kommun"
    assert own["sekretess"] == secrecy_note(paper_mark(case, "atgardsplan")) == NOTE
    # Its own pages say it once, on top; elsewhere each of its values brings the note.
    assert note_of(by_id(view(case, "atgardsplan")["åtgärder"], "atg_las")["titel"]) is None
    assert said(by_id(view(case)["alla"]["åtgärder"], "atg_las")["titel"]).endswith(NOTE)


def paper_mark(case: Case, key: str) -> SecretMark:
    """Return the secrecy mark of a document."""
    mark = paper(case, key).secrecy
    assert mark is not None
    return mark


def test_the_note_of_a_secret_party_stands_at_its_name(workspace: Workspace) -> None:
    line = "    diarienummer: LH 2026:17\n"
    case = changed(workspace, {"arende.yaml": {line: f"{line}    {MARK}\n"}})
    party = by_id(view(case)["ärende"]["parter"], "bolag")
    assert said(party["namn"]) == f"AB Lövåsahem {NOTE}"
    assert said(party["juridiskt_namn"]) == f"Aktiebolaget Lövåsahem {NOTE}"


def test_the_title_of_a_secret_function_or_appointment_has_its_note(workspace: Workspace) -> None:
    function = "{id: kommundirektor, titel: kommundirektör, part: kommun"
    held = "{funktion: kommundirektor, tillförordnad: ja, från: 2026-03-01, till: 2026-12-31"
    for old in (function, held):
        case = changed(workspace, {"arende.yaml": {f"{old}}}": f"{old}, {MARK}}}"}})
        person = by_id(view(case)["ärende"]["personer"], "backvall")
        assert said(person["titel"]) == f"T\u00a0f\u00a0kommundirektör {NOTE}"
        hidden = by_id(view(case, copy=Copy.PUBLIC)["ärende"]["personer"], "backvall")
        assert hidden["titel"] is OMITTED
        shutil.rmtree(workspace.root / "content" / "tre-parter")


def test_there_is_no_paper_of_another_name(three: Case) -> None:
    assert paper(three, "polisunderlag").open_title == "Underlag från Polismyndigheten"
    with pytest.raises(KeyError):
        paper(three, "protokoll")
