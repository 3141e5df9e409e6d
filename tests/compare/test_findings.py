"""What the rules say of two cases: what is new, what is gone, what is said otherwise."""

from __future__ import annotations

from avtal.compare.findings import finding_changes
from avtal.problems import Position, Problem, Severity


def finding(message: str, about: str = "A1", severity: Severity = "råd", line: int = 1) -> Problem:
    return Problem("29", message, "a.yaml", Position(line, 1), severity=severity, about=about)


def test_where_a_finding_stands_is_no_change() -> None:
    assert not finding_changes([finding("tre")], [finding("tre", line=7)])


def test_a_finding_whose_count_moved_has_changed() -> None:
    was, now = finding("3 åtgärder saknar mått"), finding("4 åtgärder saknar mått")
    found = finding_changes([was], [now])
    assert (found.appeared, found.gone, found.changed) == ((), (), ((was, now),))


def test_a_finding_that_is_accepted_now_has_changed() -> None:
    was, now = finding("tre"), finding("tre", severity="undantag")
    assert finding_changes([was], [now]).changed == ((was, now),)


def test_findings_of_other_things_are_new_and_gone() -> None:
    was, now = finding("tre"), finding("tre", about="A2")
    found = finding_changes([was], [now])
    assert (found.appeared, found.gone, found.changed) == ((now,), (was,), ())


def test_one_of_two_that_say_the_same_is_gone() -> None:
    found = finding_changes([finding("tre"), finding("tre", line=2)], [finding("tre")])
    assert (len(found.gone), found.appeared, found.changed) == (1, (), ())
