"""Rules on the decision on the action plan, and on the time from it to the next follow-up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

FACTS = "arende.yaml"
MEMO = "tjansteutlatande.yaml"
PLAN = "atgardsplan.yaml"
AGREEMENT = "overenskommelse.yaml"
ACT = "lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete"


def _of(code: str, said: list[Told]) -> list[Told]:
    return [one for one in said if one.code == code]


# --- rule 51

ADOPTS = """\
      - id: bp_anta
        typ: anta
        text: >
          Kommunfullmäktige antar [åtgärdsplanen mot brott](bilaga:atgardsplan) i Lövåsa kommun för
          åren 2026–2029.
"""
NOT_ADOPTED = Told(
    "regel 51",
    "varning",
    "atgardsplan",
    f"{MEMO}: ⟦förslag⟧:",
    f"ingen beslutspunkt antar åtgärdsplanen, som kommunen ska besluta om enligt 5 § {ACT}",
    "lägg till en beslutspunkt av typen anta för kommunstyrelsen eller kommunfullmäktige, eller "
    "länka till planen i den punkt som antar den: [åtgärdsplanen](bilaga:atgardsplan); är den "
    "redan beslutad, skriv beslut eller beslutad_i_annat_ärende i atgardsplan.yaml",
    (
        "arende.yaml:   - {id: ⟦atgardsplan⟧, titel: Åtgärdsplan mot brott i Lövåsa kommun, "
        "handlingsnummer: null}: här står åtgärdsplanen bland handlingarna",
    ),
)


def test_a_plan_that_nobody_adopts_is_told(workspace: Workspace) -> None:
    """The point on the follow-up plan names the action plan too, but adopts another document."""
    assert told(workspace, {MEMO: {ADOPTS: ""}}) == [NOT_ADOPTED]


def test_a_point_that_names_the_plan_without_a_link_adopts_it(workspace: Workspace) -> None:
    plain = ADOPTS.replace("[åtgärdsplanen mot brott](bilaga:atgardsplan)", "åtgärdsplanen")
    assert _of("regel 51", told(workspace, {MEMO: {ADOPTS: plain}})) == []


AGREED = "[överenskommelsen](bilaga:overenskommelse)"
FOLLOWED = "[uppföljningsplanen](bilaga:uppfoljningsplan)"


@pytest.mark.parametrize(
    ("text", "adopts"),
    [
        (f"godkänner {AGREED} för åren 2027–2029 och antar åtgärdsplanen.", True),
        (f"godkänner {AGREED} och åtgärdsplanen.", True),
        (f"godkänner {AGREED} och antar förslaget till gemensam åtgärdsplan.", True),
        (f"antar, för egen del, kommunens lokala åtgärdsplan och godkänner {AGREED}.", True),
        (f"fastställer {FOLLOWED} för överenskommelsen och åtgärdsplanen.", False),
        (f"fastställer {FOLLOWED} till åtgärdsplanen och antar åtgärdsplanens mål.", False),
        (f"godkänner {AGREED}. Åtgärdsplanen ligger till grund för den.", False),
    ],
)
def test_a_point_that_links_to_something_else_may_adopt_the_plan_in_words(
    workspace: Workspace, text: str, adopts: bool
) -> None:
    point = (
        "      - id: bp_anta\n        typ: anta\n        text: >\n"
        f"          Kommunfullmäktige {text}\n"
    )
    said = _of("regel 51", told(workspace, {MEMO: {ADOPTS: point}}))
    assert said == ([] if adopts else [NOT_ADOPTED])


@pytest.mark.parametrize("verb", ["lägga till handlingarna", "föreslå", "återremittera"])
def test_other_decisions_on_the_plan_do_not_adopt_it(workspace: Workspace, verb: str) -> None:
    edits = {MEMO: {ADOPTS: ADOPTS.replace("typ: anta", f"typ: {verb}")}}
    assert _of("regel 51", told(workspace, edits)) == [NOT_ADOPTED]


def test_a_body_that_may_not_adopt_the_plan_is_told(workspace: Workspace) -> None:
    edits = {FACTS: {"namn: kommunfullmäktige}": "namn: kommunfullmäktiges presidium}"}}
    assert _of("regel 51", told(workspace, edits)) == [
        Told(
            "regel 51",
            "varning",
            "atgardsplan",
            f"{MEMO}:   - organ: ⟦kommunfullmaktige⟧",
            "åtgärdsplanen beslutas av ”kommunfullmäktiges presidium” men ska beslutas av "
            f"kommunstyrelsen eller kommunfullmäktige enligt 5 § {ACT}",
            "flytta beslutet till kommunstyrelsen eller kommunfullmäktige; bestämmer lagen något "
            "annat, rätta beslutande_organ i lagprofilen",
        )
    ]


def test_a_body_may_be_named_with_its_municipality(workspace: Workspace) -> None:
    edits = {FACTS: {"namn: kommunfullmäktige}": "namn: kommunfullmäktige i Lövåsa}"}}
    assert _of("regel 51", told(workspace, edits)) == []


ELSEWHERE = (
    "beslutad_i_annat_ärende: {diarienummer: 2026/KS 0007 170, organ: kommunfullmäktige, "
    "datum: 2026-04-27, paragraf: 31}\n"
)
TAKEN = (
    "beslut: {typ: anta, organ: kommunfullmaktige, datum: 2026-04-27, paragraf: 31, "
    "utfall: enligt förslag}\n"
)


@pytest.mark.parametrize(
    ("decision", "enough"),
    [
        (ELSEWHERE, True),
        (TAKEN, True),
        (TAKEN.replace("enligt förslag", "med ändring"), True),
        (TAKEN.replace("enligt förslag", "återremiss"), False),
        (TAKEN.replace("typ: anta", "typ: upphäva"), False),
    ],
)
def test_a_plan_may_be_decided_already(workspace: Workspace, decision: str, enough: bool) -> None:
    edits = {MEMO: {ADOPTS: ""}, PLAN: {'version: "1.1"\n': f'version: "1.1"\n{decision}'}}
    assert told(workspace, edits) == ([] if enough else [NOT_ADOPTED])


def test_the_body_that_decided_elsewhere_is_checked_too(workspace: Workspace) -> None:
    wrong = ELSEWHERE.replace("kommunfullmäktige", "socialnämnden")
    edits = {MEMO: {ADOPTS: ""}, PLAN: {'version: "1.1"\n': f'version: "1.1"\n{wrong}'}}
    (said,) = told(workspace, edits)
    assert (said.code, said.about) == ("regel 51", "atgardsplan")
    assert "organ: ⟦socialnämnden⟧, datum" in said.place


def test_any_body_may_adopt_the_plan_where_the_law_names_none(workspace: Workspace) -> None:
    profile = workspace.root / "content" / "profiler" / "lag-2023-196.yaml"
    text = profile.read_text(encoding="utf-8")
    named = "beslutande_organ: [kommunstyrelsen, kommunfullmäktige]\n"
    assert named in text
    profile.write_text(text.replace(named, ""), encoding="utf-8")
    edits = {FACTS: {"namn: kommunfullmäktige}": "namn: kommunfullmäktiges presidium}"}}
    assert _of("regel 51", told(workspace, edits)) == []


# --- rule 52

FOLLOW_UP = "datum: 2028-04-24, organ: kommunstyrelsen"
TOO_LATE = (
    "kalendern har ingen uppföljning i kommunstyrelsen inom 24 månader efter beslutet 2026-06-15, "
    f"vilket krävs enligt 6 § {ACT}"
)
FOLLOW_UP_HELP = (
    "lägg till en uppföljning i kalendern med kommunstyrelsen som organ, eller flytta nästa så "
    "att den kommer i tid"
)


def test_a_follow_up_that_comes_too_late_is_told(workspace: Workspace) -> None:
    edits = {AGREEMENT: {FOLLOW_UP: "datum: 2028-06-16, organ: kommunstyrelsen"}}
    (said,) = _of("regel 52", told(workspace, edits))
    assert said == Told(
        "regel 52",
        "råd",
        "atgardsplan",
        "overenskommelse.yaml:   - {id: upp_lag_2028, datum: ⟦2028-06-16⟧, organ: "
        "kommunstyrelsen, ämne: Uppföljning av lägesbild och åtgärdsplan enligt lagen, resultat: "
        "tjänsteutlåtande}",
        TOO_LATE,
        FOLLOW_UP_HELP,
        (
            "tjansteutlatande.yaml: sammanträde: {organ: kommunfullmaktige, datum: ⟦2026-06-15⟧}"
            ": härifrån räknas tiden",
        ),
    )


def test_the_last_day_of_the_interval_is_in_time(workspace: Workspace) -> None:
    edits = {AGREEMENT: {FOLLOW_UP: "datum: 2028-06-15, organ: kommunstyrelsen"}}
    assert _of("regel 52", told(workspace, edits)) == []


def test_a_group_does_not_follow_up_in_place_of_the_responsible_body(workspace: Workspace) -> None:
    edits = {AGREEMENT: {FOLLOW_UP: "datum: 2028-04-24, organ: samverkansgruppen"}}
    (said,) = _of("regel 52", told(workspace, edits))
    assert said.message == TOO_LATE
    assert "upp_ks_2029, datum: ⟦2029-11-26⟧" in said.place


def test_a_calendar_without_more_follow_ups_is_told_where_the_time_begins(
    workspace: Workspace,
) -> None:
    edits = {
        AGREEMENT: {
            FOLLOW_UP: "datum: 2028-04-24, organ: styrgruppen",
            "datum: 2029-11-26, organ: kommunstyrelsen": "datum: 2029-11-26, organ: styrgruppen",
        }
    }
    assert _of("regel 52", told(workspace, edits)) == [
        Told(
            "regel 52",
            "råd",
            "atgardsplan",
            f"{MEMO}: sammanträde: {{organ: kommunfullmaktige, datum: ⟦2026-06-15⟧}}",
            TOO_LATE,
            FOLLOW_UP_HELP,
        )
    ]


def test_no_follow_up_is_needed_after_the_time_of_the_plan(workspace: Workspace) -> None:
    """The plan ends before the second year after the decision has passed."""
    edits = {
        AGREEMENT: {
            FOLLOW_UP: "datum: 2028-04-24, organ: styrgruppen",
            "datum: 2029-11-26, organ: kommunstyrelsen": "datum: 2029-11-26, organ: styrgruppen",
        },
        PLAN: {"{från: 2026-01-01, till: 2029-12-31}": "{från: 2026-01-01, till: 2028-06-15}"},
    }
    assert _of("regel 52", told(workspace, edits)) == []


def test_the_time_is_counted_from_the_meeting_of_the_deciding_body(workspace: Workspace) -> None:
    """The executive board meets before the council; the plan is adopted there."""
    by_board = ADOPTS.replace("Kommunfullmäktige", "Kommunstyrelsen")
    first = "    punkter:\n      - id: bp_foresla\n"
    edits = {
        MEMO: {ADOPTS: "", first: first.replace("      - id", f"{by_board}      - id")},
        AGREEMENT: {FOLLOW_UP: "datum: 2028-05-26, organ: kommunstyrelsen"},
        "kommunikationsplan.yaml": {"datum: 2028-05-08": "datum: 2028-05-26"},
    }
    (said,) = told(workspace, edits)
    assert (said.code, "efter beslutet 2026-05-25" in said.message) == ("regel 52", True)
    assert "datum: ⟦2026-05-25⟧" in said.see[0]


def test_a_decision_by_the_wrong_body_does_not_start_the_time(workspace: Workspace) -> None:
    """More than two years lie between it and the follow-up; the council adopts the plan later."""
    wrong = ELSEWHERE.replace("kommunfullmäktige", "socialnämnden").replace("04-27", "03-16")
    assert told(workspace, {PLAN: {'version: "1.1"\n': f'version: "1.1"\n{wrong}'}}) == []


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2026, 10, 1), None),
        (date(2029, 12, 1), None),
        (date(2031, 11, 26), None),
        (date(2031, 11, 27), "uppföljningen ”upp_ks_2029” 2029-11-26"),
    ],
)
def test_seen_from_a_given_day_a_follow_up_that_is_due_is_told(
    workspace: Workspace, day: date, since: str | None
) -> None:
    said = _of("regel 52", told(workspace, {}, day=day))
    assert [one.message for one in said] == (
        [TOO_LATE.replace("beslutet 2026-06-15", since)] if since else []
    )
