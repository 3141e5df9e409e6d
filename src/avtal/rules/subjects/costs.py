"""Rules on what the actions cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avtal.language.swedish import group_digits
from avtal.model.base import plain
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval


def cost_is_the_sum(material: Material) -> Iterator[Finding]:
    """24: the cost that the memo gives is the sum of the budgets, secret actions included."""
    memo, total = material.memo, _total(material)
    if memo.cost is not None and memo.cost != total:
        sums = f"åtgärdernas budgetar är sammanlagt {group_digits(total)} kronor"
        help = f"skriv {total} och rätta texten under ekonomi, eller rätta budgeten vid en åtgärd"
        if all(action.budget is None for action in material.plan.actions):
            sums = "ingen åtgärd har en budget"
            help = "ange budget vid åtgärderna, eller ta bort kostnad"
        yield Finding(
            at(memo, "kostnad"),
            f"kostnaden är {group_digits(memo.cost)} kronor, men {sums}",
            help,
            (See(at(material.plan, "åtgärder"), "här står åtgärderna"),),
        )


def _total(material: Material) -> int:
    return sum(action.budget or 0 for action in material.plan.actions)


def cost_is_in_the_text(material: Material) -> Iterator[Finding]:
    """24: the text on economy gives the cost in figures, or rounded to millions or thousands.

    A wrong cost is told with its text.
    """
    memo = material.memo
    if memo.cost is None or memo.cost != _total(material):
        return
    figure = r"\s?".join(group_digits(memo.cost).split())
    text = words(plain(memo.economy)) if memo.economy else ""
    exact = re.search(rf"(?<!\d)(?<!\d\s){figure}(?!\s?\d)", text)
    if not exact and not _rounded(text, memo.cost):
        yield Finding(
            at(memo, "kostnad"),
            f"texten under ekonomi nämner inte kostnaden {group_digits(memo.cost)} kronor",
            "skriv beloppet i texten med siffror, eller rätta kostnad",
            (See(at(memo, "ekonomi"), "här står texten"),) if memo.economy else (),
        )


_THOUSAND, _MILLION = 1_000, 1_000_000
_ROUNDED = re.compile(
    r"(?<![\d,])(\d{1,3}(?:\s?\d{3})*)(?:,(\d{1,3}))?\s?(?:(miljon|mnkr|mkr)|tkr\b|tusen kronor)",
    re.IGNORECASE,
)


def _rounded(text: str, cost: int) -> bool:
    """Tell whether the text has the cost in millions or thousands, to the decimals it gives."""
    for whole, decimals, million in _ROUNDED.findall(text):
        step = (_MILLION if million else _THOUSAND) / 10 ** len(decimals)
        if abs(int("".join(whole.split()) + decimals) * step - cost) <= step / 2:
            return True
    return False


RULES = (
    Rule(
        "24",
        "Den kostnad som tjänsteutlåtandet anger är summan av åtgärdernas budgetar.",
        "Den som beslutar läser beloppet i utlåtandet. Ändras en åtgärds budget ska beloppet följa "
        "med. Hemliga åtgärder räknas också.",
        "Rätta kostnad och texten under ekonomi, eller åtgärdernas budget.",
        ("tjansteutlatande", "atgardsplan"),
        (approval(cost_is_the_sum), advice(cost_is_in_the_text)),
    ),
)
