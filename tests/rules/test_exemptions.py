"""Findings that the case accepts with a reason."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.making.build import build
from tests.conftest import Workspace
from tests.rules.telling import Told, told

ARENDE = "arende.yaml"
PLACE = "tjansteutlatande.yaml:       - typ: ⟦anta⟧"
SAID = "beslutspunkten har typen ”anta” men texten säger det inte"
# Rule 60 has something to say about B1, and rule 36 about the police.
WRONG_VERB = {"tjansteutlatande.yaml": {"- typ: godkänna": "- typ: anta"}}
UNSIGNED = {"overenskommelse.yaml": {"[direktoren, polischefen]": "[direktoren]"}}


def _exempted(*lines: str) -> dict[str, dict[str, str]]:
    """Return edits that give the smallest case these exemptions."""
    return {ARENDE: {"handlingar:\n": "".join(["undantag:\n", *lines, "\nhandlingar:\n"])}}


def test_an_accepted_finding_says_why(workspace: Workspace) -> None:
    edits = _exempted("  - {regel: 60, gäller: B1, skäl: Formuleringen är kommunens egen.}\n")
    assert told(workspace, {**edits, **WRONG_VERB}, "minsta") == [
        Told(
            "regel 60",
            "undantag",
            "B1",
            PLACE,
            SAID,
            "Formuleringen är kommunens egen.",
            (
                "tjansteutlatande.yaml:         text: ⟦Kommunstyrelsen godkänner överenskommelsen "
                "med Polismyndigheten.⟧: här står texten",
            ),
        )
    ]


@pytest.mark.parametrize("written", ["regel 60", "Regel 60"])
def test_the_rule_may_be_written_as_a_finding_prints_it(workspace: Workspace, written: str) -> None:
    edits = _exempted(f"  - {{regel: {written}, gäller: B1, skäl: Så är det.}}\n")
    (one,) = told(workspace, {**edits, **WRONG_VERB}, "minsta")
    assert (one.code, one.severity) == ("regel 60", "undantag")


@pytest.mark.parametrize(
    ("about", "help"),
    [
        ("b1", "menade du ”B1”?"),
        ("overenskommelse", "ta bort undantaget; det behövs inte"),
    ],
)
def test_an_exemption_that_meets_nothing_is_told(
    workspace: Workspace, about: str, help: str
) -> None:
    edits = _exempted(f"  - {{regel: 60, gäller: {about}, skäl: Så är det.}}\n")
    first, second = told(workspace, {**edits, **WRONG_VERB}, "minsta")
    assert first == Told(
        "undantag",
        "råd",
        "arende",
        f"{ARENDE}:   - {{regel: 60, gäller: ⟦{about}⟧, skäl: Så är det.}}",
        f"regel 60 har inget att säga om ”{about}”",
        help,
    )
    assert (second.severity, second.message) == ("råd", SAID)


def test_a_rule_that_was_misspelt_is_asked_about(workspace: Workspace) -> None:
    edits = _exempted("  - {regel: lagprofl, gäller: arende, skäl: Så är det.}\n")
    assert told(workspace, edits, "minsta") == [
        Told(
            "undantag",
            "varning",
            "arende",
            f"{ARENDE}:   - {{regel: ⟦lagprofl⟧, gäller: arende, skäl: Så är det.}}",
            "regel ”lagprofl” finns inte",
            "menade du ”lagprofil”?",
        )
    ]


def test_what_must_be_so_cannot_be_excepted(workspace: Workspace) -> None:
    edits = _exempted("  - {regel: 36, gäller: polis, skäl: Polisen skriver på sedan.}\n")
    first, second = told(workspace, {**edits, **UNSIGNED}, "minsta")
    assert first == Told(
        "undantag",
        "varning",
        "arende",
        f"{ARENDE}:   - {{regel: ⟦36⟧, gäller: polis, skäl: Polisen skriver på sedan.}}",
        "regel 36 går inte att göra undantag från",
        "ta bort undantaget och rätta det som regeln säger; se avtal rules 36",
    )
    assert (second.code, second.severity, second.about) == ("regel 36", "varning", "polis")


def test_a_rule_may_allow_exceptions_from_one_thing_that_it_says_only(
    workspace: Workspace,
) -> None:
    """Rule 58: a name may be accepted, a personnummer may not."""
    edits = _exempted("  - {regel: 58, gäller: tjansteutlatande, skäl: Så är det.}\n")
    old = "Kommunen och polisen har kartlagt"
    edits["tjansteutlatande.yaml"] = {old: f"Det gäller 811218-9876. {old}"}
    first, second = told(workspace, edits, "minsta")
    assert first.message == (
        "det som regel 58 säger om ”tjansteutlatande” går inte att göra undantag från"
    )
    assert (second.code, second.severity) == ("regel 58", "varning")
    (workspace.root / "content" / "minsta").rename(workspace.root / "first")
    edits = _exempted("  - {regel: 58, gäller: Anna Svensson, skäl: Så är det.}\n")
    edits["tjansteutlatande.yaml"] = {old: f"Det gäller Anna Svensson. {old}"}
    assert [one.severity for one in told(workspace, edits, "minsta")] == ["undantag"]


def test_a_finding_is_excepted_once(workspace: Workspace) -> None:
    line = "  - {regel: 60, gäller: B1, skäl: Så är det.}\n"
    first, second = told(workspace, {**_exempted(line, line), **WRONG_VERB}, "minsta")
    marked = line.rstrip().replace("B1", "⟦B1⟧")
    assert first == Told(
        "undantag",
        "råd",
        "arende",
        f"{ARENDE}: {marked}",
        "undantaget från regel 60 för ”B1” står två gånger",
        "ta bort det ena",
        (f"{ARENDE}: {marked}: här står det första",),
    )
    assert second.severity == "undantag"


def test_one_thing_may_be_excepted_and_another_not(workspace: Workspace) -> None:
    point = "      - typ: godkänna\n        id: B1\n"
    more = "      - {typ: upphäva, id: B0, text: Kommunstyrelsen godkänner en plan.}\n"
    edits = _exempted("  - {regel: 60, gäller: B0, skäl: Så är det.}\n")
    edits["tjansteutlatande.yaml"] = {point: more + point.replace("godkänna", "anta")}
    said = told(workspace, edits, "minsta")
    assert [(one.about, one.severity) for one in said] == [("B0", "undantag"), ("B1", "råd")]


def test_an_accepted_finding_of_a_draft_is_told_beside_it(workspace: Workspace) -> None:
    edits = _exempted("  - {regel: 60, gäller: B1, skäl: Så är det.}\n")
    folder = workspace.case("minsta", edits={**edits, **WRONG_VERB})
    built = build(folder, workspace.root / "output", None, Copy.FULL)
    assert ("regel 60", "undantag") in {(one.code, one.severity) for one in built.findings}
