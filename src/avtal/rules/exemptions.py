"""Findings that the case accepts with a reason; an exemption that meets none is one itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from avtal.language.hints import ask, nearest, suggest
from avtal.model.exemption import Exemption
from avtal.problems import Problem, clean
from avtal.rules.finding import Finding, See, at
from avtal.rules.rule import Rule, Stage


class Exemptions:
    """The exemptions of a case, and which of them have met a finding."""

    def __init__(self, given: Sequence[Exemption]) -> None:
        self._given = given
        self._first: dict[tuple[str, str], int] = {}
        for number, exemption in enumerate(given):
            self._first.setdefault((exemption.rule, exemption.about), number)
        self._met: set[int] = set()
        self._said: dict[str, set[str]] = {}

    def apply(self, problem: Problem, rule: Rule, *, excusable: bool) -> Problem:
        """Return the problem, marked and with the reason for its help where it is accepted."""
        self._said.setdefault(rule.code, set()).add(problem.about)
        number = self._first.get((rule.code, problem.about)) if excusable else None
        if number is None:
            return problem
        self._met.add(number)
        return replace(problem, severity="undantag", help=self._given[number].reason)

    def unmet(self, rules: Mapping[str, Rule]) -> Iterator[tuple[Stage, Finding]]:
        """Yield what is wrong with each exemption that has met no finding, once all are applied."""
        for number, exemption in enumerate(self._given):
            first = self._first[exemption.rule, exemption.about]
            if first != number:
                yield Stage.ADVICE, _repeated(exemption, self._given[first])
            elif number not in self._met:
                yield self._fault(exemption, rules)

    def _fault(self, exemption: Exemption, rules: Mapping[str, Rule]) -> tuple[Stage, Finding]:
        rule = rules.get(exemption.rule)
        name = clean(exemption.rule)
        said = self._said.get(exemption.rule, set())
        about = clean(exemption.about)
        help = f"ta bort undantaget och rätta det som regeln säger; se avtal rules {name}"
        if rule is None:
            message, help = f"regel ”{name}” finns inte", suggest(exemption.rule, rules)
        elif not any(check.excusable for check in rule.checks):
            message = f"regel {name} går inte att göra undantag från"
        elif exemption.about in said:
            message = f"det som regel {name} säger om ”{about}” går inte att göra undantag från"
        else:
            message = f"regel {name} har inget att säga om ”{about}”"
            help = ask(nearest(exemption.about, said)) or "ta bort undantaget; det behövs inte"
            return Stage.ADVICE, Finding(at(exemption, "gäller"), message, help)
        return Stage.APPROVAL, Finding(at(exemption, "regel"), message, help)


def _repeated(exemption: Exemption, first: Exemption) -> Finding:
    return Finding(
        at(exemption, "gäller"),
        f"undantaget från regel {clean(exemption.rule)} för ”{clean(exemption.about)}” står två "
        "gånger",
        "ta bort det ena",
        (See(at(first, "gäller"), "här står det första"),),
    )
