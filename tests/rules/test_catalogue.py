"""The table of rules: every rule of the list is there once and is held by something."""

from __future__ import annotations

import re
import sys

import pytest

from avtal.case.kinds import BY_KEY
from avtal.model.profile import LAW_RULES
from avtal.rules.catalogue import BY_CODE, NUMBERED, RULES, UNNUMBERED
from avtal.rules.rule import Rule
from tests.conftest import REPOSITORY
from tests.processes import run
from tests.rules.held import HELD

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "tests.rules.held")


def test_the_rules_are_numbered_without_gaps() -> None:
    assert [int(rule.code) for rule in NUMBERED] == list(range(1, len(NUMBERED) + 1))


def test_a_rule_has_one_name() -> None:
    assert len(BY_CODE) == len(RULES)
    assert all(re.fullmatch(r"[a-zåäö]+", rule.code) for rule in UNNUMBERED)
    assert "undantag" not in BY_CODE  # what exemptions themselves are told under


def test_the_law_chooses_among_the_rules_that_it_may_choose() -> None:
    assert {rule.code for rule in RULES if rule.by_law} == {str(number) for number in LAW_RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_told_in_sentences_and_held_by_something(rule: Rule) -> None:
    held = [rule.held_by.sentence] if rule.held_by else []
    for text in (rule.says, rule.why, rule.remedy, *held):
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", text), text
        assert "  " not in text
        assert '"' not in text
    assert rule.checks or rule.held_by
    assert set(rule.documents) <= set(BY_KEY)
    for check in rule.checks:
        # Its first line tells which rule it is of, where that is one of the list.
        said = (check.function.__doc__ or "").partition(":")[0]
        assert said == rule.code or not rule.code.isdecimal()


def test_what_holds_without_a_check_is_proved_by_tests_that_name_the_rule() -> None:
    tests = REPOSITORY / "tests"
    marked = [path for path in tests.rglob("test_*.py") if "mark.holds(" in path.read_text("utf-8")]
    done = run("--collect-only", "-q", *marked, cwd=REPOSITORY, command=PYTEST)
    assert (done.exit_code, done.err) == (0, "")
    proved = {
        code
        for line in done.out.splitlines()
        if line.startswith(HELD)
        for code in line.removeprefix(HELD).split()
    }
    assert proved == {rule.code for rule in RULES if rule.held_by}
