"""What the actions cost, in the plan and in the memo (rule 24)."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
PLAN = "atgardsplan.yaml"


def test_the_cost_is_the_sum_of_the_budgets(workspace: Workspace) -> None:
    assert told(workspace, {PLAN: {"budget: 130000": "budget: 130001"}}) == [
        Told(
            "regel 24",
            "varning",
            "tjansteutlatande",
            f"{MEMO}: kostnad: ⟦1406807⟧",
            "kostnaden är 1\u00a0406\u00a0807 kronor, men åtgärdernas budgetar är sammanlagt "
            "1\u00a0406\u00a0808 kronor",
            "skriv 1406808 och rätta texten under ekonomi, eller rätta budgeten vid en åtgärd",
            (f"{PLAN}: ⟦åtgärder⟧:: här står åtgärderna",),
        )
    ]


def test_secret_actions_cost_too(workspace: Workspace) -> None:
    """The budget is moved from an open action to a secret one."""
    edits = {
        PLAN: {
            "    mått: Tre skolor\n    budget: 130000\n": "    mått: Tre skolor\n",
            "    mått: Två pass i månaden inom Silvergädda\n": (
                "    mått: Två pass i månaden inom Silvergädda\n    budget: 130000\n"
            ),
        }
    }
    assert told(workspace, edits) == []


def test_a_memo_need_not_give_the_cost(workspace: Workspace) -> None:
    edits = {MEMO: {"kostnad: 1406807\n": ""}, PLAN: {"budget: 130000": "budget: 1"}}
    assert told(workspace, edits) == []


@pytest.mark.parametrize(
    ("figure", "right"),
    [
        ("1\u00a0406\u00a0807", True),
        ("1406807", True),
        ("1 406 806", False),
        ("11 406 807", False),
        ("2 1 406 807", False),
        ("1 406 807 000", False),
    ],
)
def test_the_cost_stands_in_the_text(workspace: Workspace, figure: str, right: bool) -> None:
    said = told(workspace, {MEMO: {"1 406 807 kronor": f"{figure} kronor"}})
    first = f"Åtgärderna kostar sammanlagt {figure} kronor under åren 2026–2029 utöver det som ryms"
    wrong = Told(
        "regel 24",
        "råd",
        "tjansteutlatande",
        f"{MEMO}: kostnad: ⟦1406807⟧",
        "texten under ekonomi nämner inte kostnaden 1\u00a0406\u00a0807 kronor",
        "skriv beloppet i texten med siffror, eller rätta kostnad",
        (f"{MEMO}:   ⟦{first} i parternas⟧: här står texten",),
    )
    assert said == ([] if right else [wrong])


@pytest.mark.parametrize(
    ("amount", "right"),
    [
        ("1,4 miljoner kronor", True),
        ("1,4 mnkr", True),
        ("1,41 mkr", True),
        ("1 407 tkr", True),
        ("1407 tusen kronor", True),
        ("1,5 miljoner kronor", False),
        ("1,40 mnkr", False),
        ("1 406 tkr", False),
        ("21,4 mnkr", False),
        ("1,4 kronor", False),
    ],
)
def test_the_cost_may_be_rounded_in_the_text(
    workspace: Workspace, amount: str, right: bool
) -> None:
    said = told(workspace, {MEMO: {"1 406 807 kronor": amount}})
    assert [(one.code, one.severity) for one in said] == ([] if right else [("regel 24", "råd")])


def test_a_cost_without_any_budget_is_told(workspace: Workspace) -> None:
    edits = {MEMO: {"sammanträde:": "kostnad: 50000\nsammanträde:"}}
    assert told(workspace, edits, "taby-2018") == [
        Told(
            "regel 24",
            "varning",
            "tjansteutlatande",
            f"{MEMO}: kostnad: ⟦50000⟧",
            "kostnaden är 50\u00a0000 kronor, men ingen åtgärd har en budget",
            "ange budget vid åtgärderna, eller ta bort kostnad",
            (f"{PLAN}: ⟦åtgärder⟧:: här står åtgärderna",),
        )
    ]


def test_a_wrong_cost_is_told_once(workspace: Workspace) -> None:
    said = told(workspace, {MEMO: {"kostnad: 1406807": "kostnad: 1406806"}})
    assert [(one.code, one.severity) for one in said] == [("regel 24", "varning")]
