"""The documents of a case share what they are given; only a thin layer is each one's own."""

from __future__ import annotations

from dataclasses import replace

from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.making.rendering import draft_stamp
from avtal.templates.layer import COMMON_NAMES, CaseViews
from avtal.templates.rows import rows_of
from avtal.templates.view import CaseView
from tests.conftest import Workspace
from tests.templates.viewing import MARK, by_id, changed, view
from tests.work import count_work


def test_documents_share_what_they_are_given(three: Case) -> None:
    views = CaseViews(three)
    seen = [
        views.of(key, draft_stamp(three, key, Copy.FULL)).values
        for key in ("tjansteutlatande", "overenskommelse", "atgardsplan")
    ]
    first, *others = seen
    for other in others:
        assert other["ärende"] is first["ärende"]
        assert other["alla"] is first["alla"]
        assert other["stämpel"] is not first["stämpel"]
    public = draft_stamp(three, "tjansteutlatande", Copy.PUBLIC)
    assert views.of("tjansteutlatande", public).values["ärende"] is not first["ärende"]


def test_more_documents_cost_only_their_layer(three: Case) -> None:
    views = CaseViews(three)

    def give(key: str) -> None:
        views.of(key, draft_stamp(three, key, Copy.FULL))

    _, first = count_work(lambda: give("tjansteutlatande"))
    _, second = count_work(lambda: give("overenskommelse"))
    assert second[CaseView.__module__] < first[CaseView.__module__] / 50
    assert second[rows_of.__module__] == 0


def test_what_one_document_is_given_is_not_changed_by_the_next(three: Case) -> None:
    """The picture is dated when a person was still acting; its view is another."""
    views = CaseViews(three)
    of_memo = views.of("tjansteutlatande", draft_stamp(three, "tjansteutlatande", Copy.FULL))
    before = by_id(of_memo.values["ärende"]["personer"], "saarimo")["titel"]
    of_picture = views.of("lagesbild", draft_stamp(three, "lagesbild", Copy.FULL))
    other = by_id(of_picture.values["ärende"]["personer"], "saarimo")["titel"]
    assert (before, other) == ("säkerhetschef", "T\u00a0f\u00a0säkerhetschef")
    assert by_id(of_memo.values["ärende"]["personer"], "saarimo")["titel"] == before


def test_a_secret_document_says_so_once_and_others_at_each_value(workspace: Workspace) -> None:
    line = "titel: Åtgärdsplan mot brott i Lövåsa kommun,"
    case = changed(workspace, {"arende.yaml": {line: f"{line} {MARK},"}})
    own = view(case, "atgardsplan")["dokument"]["atgardsplan"]["åtgärder"][0]["titel"]
    other = view(case, "tjansteutlatande")["dokument"]["atgardsplan"]["åtgärder"][0]["titel"]
    assert not hasattr(own, "note")
    assert other.note.text.startswith("[sekretess: 18")


def test_the_same_document_under_another_stamp_has_that_stamp(three: Case) -> None:
    views, stamp = CaseViews(three), draft_stamp(three, "tjansteutlatande", Copy.FULL)
    assert views.of("tjansteutlatande", stamp).values["stämpel"]["kopia"] is None
    naming = replace(stamp, names_copy=True)
    assert views.of("tjansteutlatande", naming).values["stämpel"]["kopia"] == "fullständig"


def test_a_mapping_leads_to_what_it_shows(three: Case) -> None:
    seen = CaseViews(three).of("atgardsplan", draft_stamp(three, "atgardsplan", Copy.FULL))
    plan = three.documents["atgardsplan"]
    assert seen.owner(seen.values) is plan
    assert seen.owner(seen.values["stämpel"]) is plan
    assert seen.owner(seen.values["handling"]) is three.index.things["atgardsplan"].model
    area = seen.values["ärende"]["fokusområden"][0]
    assert seen.owner(area) is three.facts.focus_areas[0]
    assert seen.owner({}) is None


def test_the_common_names_are_those_that_every_template_gets(three: Case) -> None:
    for key in three.documents:
        assert set(COMMON_NAMES) <= set(view(three, key))
