"""What is secret: a note in the full copy, nothing in the public one."""

from __future__ import annotations

import shutil

from avtal.case.appendices import paper
from avtal.case.load import Case
from avtal.case.secrecy import secrecy_note
from avtal.case.stamp import Copy
from avtal.model.base import SecretMark
from avtal.word.values.marked import OMITTED, note_of
from tests.conftest import Workspace
from tests.templates.viewing import MARK, by_id, changed, said, view

NOTE = "[sekretess: 18\u00a0kap.\u00a01\u00a0§ OSL, 2026-04-28, Polismyndigheten]"


def test_the_full_copy_shows_why_something_is_secret(three: Case) -> None:
    seen = view(three, "overenskommelse")
    cause = by_id(seen["alla"]["orsaker"], "ors_natverk")
    assert said(cause["text"]) == (
        "Pumphusnätverket värvar unga från två namngivna fritidsgårdar. "
        "[sekretess: 18\u00a0kap.\u00a02\u00a0§ offentlighets- och sekretesslagen (2009:400), "
        "2026-04-28, Polismyndigheten]"
    )
    crime = by_id(seen["alla"]["kartläggning"], "kart_utpressning")
    for value in (crime["kategori"], crime["platser"], crime["konsekvens"], crime["år3"]):
        assert said(value).endswith(", 2026-03-16, Polismyndigheten]")
    information = seen["dokument"]["lagesbild"]["övrig_information"][1]
    assert said(information["text"]).endswith(
        " [sekretess: 18\u00a0kap.\u00a01\u00a0§ offentlighets- och sekretesslagen (2009:400), "
        "2026-03-16, Polismyndigheten]"
    )


def test_the_public_copy_shows_nothing_of_it(three: Case) -> None:
    seen = view(three, "overenskommelse", Copy.PUBLIC)
    crime = seen["alla"]["kartläggning"][3]
    assert [name for name, value in crime.items() if value is not OMITTED] == ["utelämnad", "slag"]
    assert (crime["slag"], crime["utelämnad"]) == ("kartläggning", True)
    assert by_id(seen["alla"]["kartläggning"], "kart_relation")["utelämnad"] is False
    assert seen["dokument"]["lagesbild"]["övrig_information"][1]["text"] is OMITTED


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


def test_the_dates_of_a_secret_appointment_do_not_show(workspace: Workspace) -> None:
    """A title that comes and goes with them would tell."""
    held = "{funktion: kommundirektor, tillförordnad: ja, från: 2026-03-01, till: "
    for end in ("2026-12-31", "2026-04-30"):
        edits = {"arende.yaml": {f"{held}2026-12-31}}": f"{held}{end}, {MARK}}}"}}
        case = changed(workspace, edits)
        person = by_id(view(case, copy=Copy.PUBLIC)["ärende"]["personer"], "backvall")
        assert person["titel"] is OMITTED
        shutil.rmtree(workspace.root / "content" / "tre-parter")


def test_one_omission_stands_for_all_that_a_secret_document_holds(workspace: Workspace) -> None:
    line = "titel: Åtgärdsplan mot brott i Lövåsa kommun, handlingsnummer: null"
    case = changed(workspace, {"arende.yaml": {line: f"{line}, {MARK}"}})
    seen = view(case, "uppfoljningsplan", Copy.PUBLIC)
    assert seen["alla"]["åtgärder"] == [OMITTED]
    assert {tuple(occasion["åtgärder"]) for occasion in seen["alla"]["uppföljningar"]} == {
        (OMITTED,)
    }
