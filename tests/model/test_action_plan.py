"""The action plan: an action ends after it begins, and a plan is decided once."""

from __future__ import annotations

from avtal.model.action_plan import ActionPlan
from tests.model.contents import made, refused

FILE = "atgardsplan.yaml"
DECIDED = (
    "beslut: {typ: anta, organ: kommunstyrelsen, datum: 2026-04-13, paragraf: 1, "
    "utfall: enligt förslag}\n"
)
ELSEWHERE = (
    "beslutad_i_annat_ärende: {diarienummer: 2026/KS 0007 170, organ: kommunfullmäktige, "
    "datum: 2026-04-27, paragraf: 38}\n"
)


def test_an_action_is_not_done_before_it_begins() -> None:
    days = "start: 2026-02-02\n    klar: 2029-11-30"
    assert refused(ActionPlan, FILE, days, "start: 2029-12-01\n    klar: 2029-11-30") == (
        "åtgärden ska vara klar 2029-11-30 men börjar 2029-12-01",
        ("åtgärder", 0, "klar"),
    )
    plan = made(ActionPlan, FILE, {days: "start: 2029-11-30\n    klar: 2029-11-30"})
    assert plan.actions[0].start == plan.actions[0].due


def test_a_plan_is_decided_in_this_case_or_in_another() -> None:
    version = 'version: "1.1"\n'
    assert refused(ActionPlan, FILE, version, version + DECIDED + ELSEWHERE) == (
        "planen har både beslut och beslutad_i_annat_ärende",
        ("beslutad_i_annat_ärende",),
    )
    for one in (DECIDED, ELSEWHERE):
        plan = made(ActionPlan, FILE, {version: version + one})
        assert (plan.decision is None) == (one == ELSEWHERE)
