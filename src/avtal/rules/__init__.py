"""What must agree between the parts of a case: rules in one explicit list.

Each rule is a plain function of the case that yields (file, path, message, help). The numbers are
those of the list of consistency rules; `utkast` blocks the draft, `faststallande` will block
registration and is shown as a warning until then, `rad` is advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from avtal.problems import Problem, sort_key
from avtal.rules import decisions, origin, people, structure
from avtal.rules.finding import Finding
from avtal.source import Case

Stage = Literal["utkast", "faststallande", "rad"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, when it blocks, and its function."""

    code: str
    stage: Stage
    check: Callable[[Case], Iterable[Finding]]


RULES = (
    Rule("bilaga", "utkast", structure.appendices_in_a_ring),
    Rule("bilaga", "utkast", structure.unlisted_attachment),
    Rule("fokusområde", "utkast", structure.repeated_analysis),
    Rule("fokusområde", "utkast", structure.focus_areas_in_order),
    Rule("lagprofil", "faststallande", structure.profile_in_force),
    Rule("regel 35", "rad", decisions.mandate),
    Rule("regel 36", "faststallande", people.every_party_signs),
    Rule("regel 37", "faststallande", people.appointment_on_the_day),
    Rule("regel 41", "rad", structure.reference_without_number),
    Rule("regel 42", "faststallande", decisions.dates_ascend),
    Rule("regel 60", "rad", decisions.verb_of_the_decision),
    Rule("ursprung", "faststallande", origin.unconfirmed),
)


def findings(case: Case) -> list[Problem]:
    """Return everything that the rules find, in order of file and place."""
    found = [
        case.problem(
            finding.file,
            finding.path,
            rule.code,
            finding.message,
            finding.help,
            severity="fel" if rule.stage == "utkast" else "varning",
        )
        for rule in RULES
        for finding in rule.check(case)
    ]
    return sorted(found, key=sort_key)
