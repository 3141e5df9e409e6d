"""In the full copy every place that shows something secret says so."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.making.build import Built, build
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.documents import files, read_text, unmarked
from tests.making.drafts import Drafts
from tests.making.test_build_public import MARK, variants

__all__ = ["variants"]

NOTE = "[sekretess: 18 kap. 1 § OSL, 2026-04-28, Polismyndigheten]"


def _unmarked(full: Built, public: Built) -> list[str]:
    """Return the paragraphs and table rows that only the full copy has, and that have no note."""
    found = []
    for key, data in files(full).items():
        theirs = files(public).get(key)
        if theirs is None:  # secret as a whole: its header says so
            assert "[sekretess: " in outline(data).split("[Brödtext]")[0]
            continue
        found += [f"{key}: {line}" for line in unmarked(data, theirs)]
    return found


def test_what_only_the_full_copy_shows_has_a_note(drafts: Drafts) -> None:
    full, public = drafts["tre-parter", Copy.FULL], drafts["tre-parter", Copy.PUBLIC]
    assert _unmarked(full, public) == []


def test_so_has_every_kind_of_thing(variants: tuple[Built, Built, Built]) -> None:
    full, public, _ = variants
    assert _unmarked(full, public) == []


def test_a_row_or_paragraph_has_one_note_for_each_thing(drafts: Drafts) -> None:
    outlines = [outline(data) for data in files(drafts["tre-parter", Copy.FULL]).values()]
    lines = [line for text in outlines for line in text.splitlines() if "[sekretess: " in line]
    counts = {line.count("[sekretess: ") for line in lines}
    assert len(lines) > 8
    # Row 8 of the action plan shows a secret action and a secret cause.
    assert counts == {1, 2}


@pytest.mark.parametrize(
    ("file", "line", "shown"),
    [
        (
            "tjansteutlatande.yaml",
            "{id: und_ungdom, titel: Ungdomsrådets yttrande, datum: 2026-04-16",
            f"Ungdomsrådets yttrande {NOTE}, 2026-04-16",
        ),
        (
            "tjansteutlatande.yaml",
            "{id: ber_au, organ: arbetsutskottet, datum: 2026-05-12, åtgärd: bereder",
            f"2026-05-12: bereder {NOTE}",
        ),
        (
            "medborgarlofte.yaml",
            "{id: kon_bolag, funktion: boendesamordnare, "
            'kontaktväg: "0980-31 92 40, boende@example.se"',
            f"Boendesamordnare: 0980-31 92 40, boende@example.se {NOTE}",
        ),
        (
            "lagesbild.yaml",
            "{fokusområde: fo_trafik, poäng: 9, motiv: Läget är gott men barnens skolväg är viktig "
            "för många.",
            f"Läget är gott men barnens skolväg är viktig för många. {NOTE}",
        ),
    ],
    ids=["basis-document", "preparation", "contact", "priority"],
)
def test_any_entry_of_a_list_can_be_secret(
    workspace: Workspace, file: str, line: str, shown: str
) -> None:
    folder = workspace.case("tre-parter", edits={file: {f"{line}}}": f"{line}, {MARK}}}"}})
    key = file.removesuffix(".yaml")
    full = build(folder, workspace.root / "ut", None, Copy.FULL)
    assert shown in read_text(files(full)[key]).replace("\u00a0", " ")
    public = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    secret = shown.removesuffix(NOTE).split(f" {NOTE}")[0].split(": ")[-1].strip()
    assert secret not in read_text(files(public)[key])
    assert "[uppgift utelämnad]" in read_text(files(public)[key])


def test_only_a_document_that_shows_a_secret_says_which_copy_it_is(workspace: Workspace) -> None:
    """Marking one thing in one document changes no other."""
    line = "Statistiken visar anmälda brott."
    plain = files(build(workspace.case("taby-2018"), workspace.root / "a", None, Copy.FULL))
    picture = workspace.root / "content" / "taby-2018" / "lagesbild.yaml"
    old = picture.read_text(encoding="utf-8")
    start = old.index("begränsningar: >")
    assert line in old[start:]
    marked = old[:start] + f"begränsningar:\n  text: {line}\n  {MARK}\n"
    picture.write_text(marked, encoding="utf-8")
    built = {copy: files(build(picture.parent, workspace.root / "b", None, copy)) for copy in Copy}
    for copy, made in built.items():
        changed = {key for key, data in made.items() if data != plain[key]}
        assert changed == {"lagesbild"}
        assert f"{copy.value.capitalize()} kopia" in outline(made["lagesbild"])
