"""Rules on finished documents: broken by a template of one's own, never by ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from avtal.case.stamp import Copy
from avtal.making.build import Built, build
from avtal.rules.printed import Printed, printed_findings
from avtal.word.stories.plain import PrintedParagraph
from tests.conftest import Workspace
from tests.processes import run
from tests.templates.test_folder import changed

HEADER = PrintedParagraph(
    "Sidhuvud, första sidan", "Sidhuvud", "Bilaga 2 till utlåtande\tVersion 1.0"
)
TITLE = PrintedParagraph("Brödtext", "Rubrik", "Åtgärdsplan")


def body(*lines: str) -> tuple[PrintedParagraph, ...]:
    """Return paragraphs written as an outline: `Rubrik 1 | Bakgrund`."""
    parts = [line.partition(" | ") for line in lines]
    return tuple(PrintedParagraph("Brödtext", style, text) for style, _, text in parts)


def told(*paragraphs: PrintedParagraph, listed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    printed = Printed("atgardsplan", "mallar/x.docx", "Åtgärdsplan", "1.0", [2], listed, paragraphs)
    return [(one.code, one.message) for one in printed_findings(printed)]


def test_our_own_templates_break_none(drafts: Mapping[tuple[str, Copy], Built]) -> None:
    for built in drafts.values():
        assert [one for one in built.findings if one.file.endswith(".docx")] == []


def test_a_document_that_says_what_it_is_is_left_alone() -> None:
    text = body("Rubrik 1 | Mål", "Rubrik 2 | Första", "Brödtext | Text.", "Rubrik 1 | Bilagor",
                "Bilagerad | Bilaga 1\tGemensam lokal\u00a0lägesbild")  # fmt: skip
    assert told(HEADER, TITLE, *text, listed=("Gemensam lokal lägesbild",)) == []


@pytest.mark.parametrize(
    ("paragraphs", "listed", "wrong"),
    [
        ((HEADER, TITLE), ("Lägesbild",),
         ("regel 39", "bilagan ”Lägesbild” står inte i handlingens bilagelista")),
        ((HEADER,), (), ("regel 40", "handlingen visar inte sin titel, ”Åtgärdsplan”")),
        ((TITLE, *body("Brödtext | Bilaga 22 Version 1.0")), (),
         ("regel 40", "handlingen visar inte att den är bilaga 2")),
        ((TITLE, *body("Brödtext | bilaga 2, version 11.0")), (),
         ("regel 47", "handlingen visar inte sin version, 1.0")),
        ((HEADER, TITLE, *body("Rubrik 1 | Ekonomi")), (),
         ("regel 62", "under rubriken ”Ekonomi” står ingenting")),
        ((HEADER, TITLE, *body("Rubrik 2 | Ekonomi", "Rubrik 1 | Barn", "Brödtext | Text.")), (),
         ("regel 62", "under rubriken ”Ekonomi” står ingenting")),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_told(
    paragraphs: tuple[PrintedParagraph, ...], listed: tuple[str, ...], wrong: tuple[str, str]
) -> None:
    assert told(*paragraphs, listed=listed) == [wrong]


def test_a_build_warns_and_a_check_for_a_decision_stops(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "overenskommelse.docx"
    changed(template, "{{ stämpel.version }}", "{{ stämpel.status }}", part="header")
    case = workspace.case("minsta")
    built = build(case, workspace.root / "ut", None, Copy.FULL)
    (warning,) = [one for one in built.findings if one.file.endswith(".docx")]
    assert (warning.severity, warning.code, warning.about) == (
        "varning",
        "regel 47",
        "overenskommelse",
    )
    assert warning.file == "templates/overenskommelse.docx"
    assert _told(workspace.root) == [False, True]


def _told(root: Path) -> list[bool]:
    """Tell whether a check for a draft, and one for a decision, misses the version."""
    stages = ("utkast", "faststallande")
    ran = [run("check", "content/minsta", "--stage", stage, cwd=root).out for stage in stages]
    return ["visar inte sin version" in out for out in ran]
