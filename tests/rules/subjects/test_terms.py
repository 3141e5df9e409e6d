"""Rules on the term of the agreement: what must lie within it, signing, notice, commitments."""

from __future__ import annotations

from datetime import date

import pytest

from avtal.rules.subjects.terms import within_months
from tests.conftest import Workspace
from tests.rules.telling import Told, told

FACTS = "arende.yaml"
PLAN = "atgardsplan.yaml"
AGREEMENT = "overenskommelse.yaml"
PERIOD_HELP = "rätta den period som är fel; ska de skilja sig, skriv ett undantag med skälet"


@pytest.mark.parametrize(
    ("last", "within"),
    [
        (date(2026, 6, 15), True),
        (date(2028, 6, 14), True),
        (date(2028, 6, 15), True),
        (date(2028, 6, 16), False),
        (date(2028, 7, 1), False),
        (date(2020, 1, 1), True),
    ],
)
def test_the_same_day_of_the_month_is_within(last: date, within: bool) -> None:
    assert within_months(date(2026, 6, 15), last, 24) is within


def test_a_short_month_ends_on_its_last_day() -> None:
    assert within_months(date(2026, 1, 31), date(2026, 2, 28), 1)
    assert not within_months(date(2026, 1, 31), date(2026, 3, 1), 1)


# --- rule 3


def test_a_plan_that_ends_after_the_term_is_told(workspace: Workspace) -> None:
    edits = {PLAN: {"till: 2020-12-31, ursprung": "till: 2021-01-01, ursprung"}}
    assert told(workspace, edits, "taby-2018") == [
        Told(
            "regel 3",
            "råd",
            "atgardsplan",
            "atgardsplan.yaml: period: {från: 2019-01-01, till: ⟦2021-01-01⟧, ursprung: tolkad}",
            "åtgärdsplanen gäller till 2021-01-01, efter avtalstidens slut 2020-12-31",
            PERIOD_HELP,
            (
                "arende.yaml: avtalstid: {från: 2019-01-01, till: ⟦2020-12-31⟧, ursprung: tolkad}"
                ": här står avtalstiden",
            ),
        )
    ]


def test_a_term_that_is_moved_gives_one_finding_for_each_period(workspace: Workspace) -> None:
    edits = {
        FACTS: {
            "avtalstid: {från: 2019-01-01, till: 2020-12-31": (
                "avtalstid: {från: 2019-02-01, till: 2020-11-30"
            )
        }
    }
    said = {
        one.code: (one.about, one.message, len(one.see))
        for one in told(workspace, edits, "taby-2018")
        if one.code in {"regel 3", "regel 4"}
    }
    both = (
        "gäller från 2019-01-01, före avtalstidens början 2019-02-01 och gäller till 2020-12-31, "
        "efter avtalstidens slut 2020-11-30"
    )
    assert said == {
        "regel 3": ("atgardsplan", f"åtgärdsplanen {both}", 2),
        "regel 4": ("medborgarlofte", f"löftena {both}", 2),
    }


def test_a_plan_may_be_shorter_than_the_term(workspace: Workspace) -> None:
    edits = {
        PLAN: {
            "{från: 2019-01-01, till: 2020-12-31, ursprung": (
                "{från: 2019-01-02, till: 2020-12-30, ursprung"
            )
        }
    }
    assert told(workspace, edits, "taby-2018") == []


# --- rule 4


def test_promises_that_begin_before_the_term_are_told(workspace: Workspace) -> None:
    edits = {"medborgarlofte.yaml": {"{från: 2027-01-01": "{från: 2026-12-31"}}
    assert told(workspace, edits) == [
        Told(
            "regel 4",
            "råd",
            "medborgarlofte",
            "medborgarlofte.yaml: period: {från: ⟦2026-12-31⟧, till: 2028-12-31}",
            "löftena gäller från 2026-12-31, före avtalstidens början 2027-01-01",
            PERIOD_HELP,
            (
                "arende.yaml: avtalstid: {från: ⟦2027-01-01⟧, till: 2029-12-31}"
                ": här står avtalstiden",
            ),
        )
    ]


def test_promises_may_last_the_whole_term(workspace: Workspace) -> None:
    edits = {"medborgarlofte.yaml": {"till: 2028-12-31": "till: 2029-12-31"}}
    assert told(workspace, edits) == []


# --- rule 43


def _signed(day: str) -> dict[str, dict[str, str]]:
    return {AGREEMENT: {"underskrift: {datum: 2026-09-03": f"underskrift: {{datum: {day}"}}


def test_a_signing_before_the_decision_is_told(workspace: Workspace) -> None:
    assert told(workspace, _signed("2026-06-12")) == [
        Told(
            "regel 43",
            "råd",
            "overenskommelse",
            "overenskommelse.yaml: underskrift: "
            "{datum: ⟦2026-06-12⟧, ort: null, sätt: e-underskrift}",
            "överenskommelsen undertecknas 2026-06-12, före beslutet 2026-06-15",
            "rätta dagen för underskriften eller dagen för beslutet",
            (
                "tjansteutlatande.yaml: sammanträde: "
                "{organ: kommunfullmaktige, datum: ⟦2026-06-15⟧}: här står dagen för beslutet",
            ),
        )
    ]


@pytest.mark.parametrize("day", ["2026-06-15", "2026-12-30", "null"])
def test_a_signing_between_decision_and_term_is_right(workspace: Workspace, day: str) -> None:
    """The signing is made known on the last of these days."""
    known = {"kommunikationsplan.yaml": {"datum: 2026-09-07": "datum: 2026-12-30"}}
    assert told(workspace, {**_signed(day), **known}) == []


def test_a_signing_after_the_term_has_begun_is_told(workspace: Workspace) -> None:
    said = [one for one in told(workspace, _signed("2027-01-04")) if one.code == "regel 43"]
    assert said == [
        Told(
            "regel 43",
            "råd",
            "overenskommelse",
            "overenskommelse.yaml: underskrift: "
            "{datum: ⟦2027-01-04⟧, ort: null, sätt: e-underskrift}",
            "överenskommelsen undertecknas 2027-01-04, när avtalstiden redan har börjat 2027-01-01",
            "rätta dagen för underskriften eller avtalstidens början",
            (
                "arende.yaml: avtalstid: {från: ⟦2027-01-01⟧, till: 2029-12-31}"
                ": här börjar avtalstiden",
            ),
        )
    ]


def test_the_first_day_of_the_term_is_early_enough(workspace: Workspace) -> None:
    said = told(workspace, _signed("2027-01-01"))
    assert [one for one in said if one.code == "regel 43"] == []


def test_without_a_day_of_signing_the_decision_is_told(workspace: Workspace) -> None:
    edits = {"tjansteutlatande.yaml": {"datum: 2024-11-12": "datum: 2025-01-14"}}
    assert told(workspace, edits, "minsta") == [
        Told(
            "regel 43",
            "råd",
            "overenskommelse",
            "tjansteutlatande.yaml: sammanträde: {organ: kommunstyrelsen, datum: ⟦2025-01-14⟧}",
            "beslutet är 2025-01-14, när avtalstiden redan har börjat 2025-01-01",
            "rätta dagen för beslutet eller avtalstidens början",
            (
                "arende.yaml: avtalstid: {från: ⟦2025-01-01⟧, till: 2026-12-31}"
                ": här börjar avtalstiden",
            ),
        )
    ]


@pytest.mark.parametrize(
    ("outcome", "counts"), [("enligt förslag", True), ("med ändring", True), ("avslag", False)]
)
def test_a_decision_that_has_been_taken_counts_before_the_meeting(
    workspace: Workspace, outcome: str, counts: bool
) -> None:
    taken = (
        "beslut: {typ: godkänna, organ: kommunfullmaktige, datum: 2026-09-07, paragraf: 1, "
        f"utfall: {outcome}}}\n"
    )
    edits = {AGREEMENT: {'version: "1.2"\n': f'version: "1.2"\n{taken}'}}
    said = [one.message for one in told(workspace, edits) if one.code == "regel 43"]
    wrong = "överenskommelsen undertecknas 2026-09-03, före beslutet 2026-09-07"
    assert said == ([wrong] if counts else [])


# --- rule 63


def test_a_party_without_a_commitment_of_its_own_is_told(workspace: Workspace) -> None:
    edits = {AGREEMENT: {"id: ata_bolag\n    part: bolag": "id: ata_bolag\n    part: kommun"}}
    assert told(workspace, edits) == [
        Told(
            "regel 63",
            "råd",
            "bolag",
            "overenskommelse.yaml: ⟦åtaganden⟧:",
            "”bolag” (AB Lövåsahem) har inget eget åtagande, men andra parter har det",
            "lägg till ett åtagande för parten, eller låt alla åtaganden vara gemensamma",
            ("arende.yaml:   - id: ⟦bolag⟧: här står parten",),
        )
    ]


def test_commitments_that_are_all_joint_are_enough(workspace: Workspace) -> None:
    edits = {
        AGREEMENT: {
            f"id: ata_{party}\n    part: {party}": f"id: ata_{party}\n    part: gemensamt"
            for party in ("kommun", "polis", "bolag")
        }
    }
    assert told(workspace, edits) == []


# --- rule 64


def test_a_notice_as_long_as_the_term_is_told(workspace: Workspace) -> None:
    edits = {AGREEMENT: {"uppsägningstid: 6": "uppsägningstid: 36"}}
    assert told(workspace, edits) == [
        Told(
            "regel 64",
            "råd",
            "overenskommelse",
            "overenskommelse.yaml:   uppsägningstid: ⟦36⟧",
            "uppsägningstiden 36 månader är lika lång som avtalstiden 2027-01-01–2029-12-31 eller "
            "längre",
            "korta uppsägningstiden, eller ta bort uppsägning",
            (
                "arende.yaml: avtalstid: {från: 2027-01-01, till: ⟦2029-12-31⟧}"
                ": här slutar avtalstiden",
            ),
        )
    ]


@pytest.mark.parametrize(("months", "codes"), [(35, []), (999_999_999_999, ["regel 64"])])
def test_a_notice_may_be_a_month_shorter_and_of_any_length(
    workspace: Workspace, months: int, codes: list[str]
) -> None:
    edits = {AGREEMENT: {"uppsägningstid: 6": f"uppsägningstid: {months}"}}
    assert [one.code for one in told(workspace, edits)] == codes
