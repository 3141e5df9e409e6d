"""What changed in meaning: each field by its kind, lists by id, nothing missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.compare.content.fields import field_changes
from avtal.compare.content.kinds import NAMES, WEIGHTS
from avtal.compare.documents.printing import FactPrinter, Printing
from avtal.making.rendering import Ready, draft_stamp, prepare_case
from avtal.problems import CaseError, PathKey
from avtal.reading.tree import Tree
from tests.compare.content.changing import C1, C2, changes, texts
from tests.compare.placing import leaves
from tests.conftest import GOOD_CASES, Workspace
from tests.older import IN_FORMAT_1, PROMISES


def test_how_a_text_is_broken_into_lines_is_no_change(workspace: Workspace) -> None:
    edits = {
        "overenskommelse.yaml": {
            "arbete inom tre\n  fokusområden.": "arbete inom\n  tre fokusområden."
        }
    }
    assert changes(workspace, edits, "taby-2018") == []


def test_another_format_is_no_change(workspace: Workspace) -> None:
    """A version that was registered before reads as the same case after an upgrade."""
    assert changes(workspace, IN_FORMAT_1, "tre-parter") == []


def test_a_change_in_content_of_an_older_format_is_called_as_today(workspace: Workspace) -> None:
    old = {' kommunpolis, kontaktväg: "114 14': ' kommunpolis, väg: "114 15'}
    edits = {**IN_FORMAT_1, PROMISES: {**IN_FORMAT_1[PROMISES], **old}}
    del edits[PROMISES][" kommunpolis, kontaktväg:"]
    (change,) = changes(workspace, edits, "tre-parter")
    assert change.name == "medborgarlofte.kontakter.kon_polis.kontaktväg"
    assert change.after
    assert change.after.line == 76


def test_a_change_is_called_by_the_labels_that_lead_to_it(workspace: Workspace) -> None:
    edits = {
        "atgardsplan.yaml": {"Minst tre pass i veckan": "Minst ett pass i veckan"},
        "overenskommelse.yaml": {
            "uppsägningstid: 3": "uppsägningstid: 6",
            "målvärde: 15": "målvärde: 14",
            "Samverkansgruppen för minnesanteckningar": "Styrgruppen för minnesanteckningar",
        },
        "arende.yaml": {"kortnamn: polisen": "kortnamn: polisområdet"},
    }
    found = {one.name: one.label for one in changes(workspace, edits, "taby-2018")}
    goal = "G1 (Andel otrygga utomhus sena kvällar)"
    assert found == {
        "arende.parter.polis.kortnamn": "Ärendet › Parter › polis (lokalpolisområde Täby) › "
        "Kort namn",
        "atgardsplan.åtgärder.A1.mått": "Åtgärdsplan › Åtgärder › A1 (Trygghetspatrullering) › "
        "Mått",
        "overenskommelse.uppsägning.uppsägningstid": "Samverkansöverenskommelse › Uppsägning › "
        "Uppsägningstid, månader",
        "overenskommelse.fokusområden.F1.mål.G1.målvärde": "Samverkansöverenskommelse › "
        f"Fokusområden › F1 (Trygghet och säkerhet i offentlig miljö) › Mål › {goal} › Målvärde",
        "overenskommelse.dokumentation": "Samverkansöverenskommelse › Dokumentation",
    }


def test_a_mark_is_called_by_its_label_too(workspace: Workspace) -> None:
    edits = {
        "atgardsplan.yaml": {"gäller.\n  ursprung: påhittad\n": "gäller.\n  ursprung: tolkad\n"}
    }
    (found,) = changes(workspace, edits, "taby-2018")
    assert found.label == "Åtgärdsplan › Inledning › Ursprung"


def test_a_whole_thing_is_told_with_a_label_on_each_line(workspace: Workspace) -> None:
    last = "    uppföljning: U6\n"
    new = (
        "  - {id: A11, fokusområde: F3, titel: Råd, text: Råd ges., prevention: social, "
        "nivå: selektiv, leds_av: polis, ansvariga: [kommunpolis], start: 2019-02-04, "
        "klar: 2020-11-30, status: planerad, mått: Tio råd, budget: 1500}\n"
    )
    edits = {"atgardsplan.yaml": {f"{last}    ursprung: påhittad\n": f"{last}{new}"}}
    found = changes(workspace, edits, "taby-2018")
    (told,) = [one.new for one in found if one.kind == "added"]
    assert told == (
        "Id: A11\n"
        "Fokusområde: Organiserad brottslighet (F3)\n"
        "Titel: Råd\n"
        "Text: Råd ges.\n"
        "Prevention: social\n"
        "Nivå: selektiv\n"
        "Leds av: lokalpolisområde Täby (polis)\n"
        "Ansvariga: kommunpolis\n"
        "Start: 2019-02-04\n"
        "Klar: 2020-11-30\n"
        "Status: planerad\n"
        "Mått: Tio råd\n"
        "Budget, kronor: 1\N{NO-BREAK SPACE}500"
    )


def test_what_stands_elsewhere_has_moved(workspace: Workspace) -> None:
    (found,) = changes(workspace, {"overenskommelse.yaml": {C1 + C2: C2 + C1}}, "taby-2018")
    assert (found.kind, found.old, found.new) == ("order", "plats 2", "plats 1")


def test_what_has_moved_and_was_edited_is_both(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {C1 + C2: C2.replace("flera", "många") + C1}}
    found = changes(workspace, edits, "taby-2018")
    assert sorted((one.kind, one.name.rpartition(".")[2]) for one in found) == [
        ("order", "C2"),
        ("wording", "text"),
    ]


def test_an_entry_in_the_middle_is_added_and_nothing_moves(workspace: Workspace) -> None:
    new = "      - {id: C9, text: En ny orsak.}\n"
    (found,) = changes(workspace, {"overenskommelse.yaml": {C1 + C2: C1 + new + C2}}, "taby-2018")
    assert (found.kind, found.name) == ("added", "overenskommelse.fokusområden.F1.orsaker.C9")
    assert (found.old, found.new) == (None, "Id: C9\nText: En ny orsak.")


def test_the_gravest_stand_first(workspace: Workspace) -> None:
    agreement = {"tryggt och säkert": "säkert och tryggt", "målvärde: 15": "målvärde: 14"}
    term = "till: {}, ursprung: tolkad}}\n\nparter"
    facts = {
        "kortnamn: polisen": "kortnamn: polisområdet",
        term.format("2020-12-31"): term.format("2020-12-30"),
    }
    found = changes(
        workspace, {"overenskommelse.yaml": agreement, "arende.yaml": facts}, "taby-2018"
    )
    assert [one.about.value for one in found] == ["party", "term", "number", "wording"]
    assert set(NAMES) >= {one.value for one in WEIGHTS}


def test_two_exemptions_of_one_rule_are_not_confused(workspace: Workspace) -> None:
    """The first one goes: the second one is as it was."""
    gone = (
        "  - regel: 37\n    gäller: eriksson\n"
        "    skäl: Dagarna för förordnandet framgår inte av 2018 års tjänsteutlåtande.\n"
    )
    found = changes(workspace, {"arende.yaml": {gone: ""}}, "taby-2018")
    assert [(one.kind, one.name) for one in found] == [("removed", "arende.undantag.37:eriksson")]
    assert found[0].label == "Ärendet › Undantag › 37:eriksson (Leif Eriksson)"


def test_another_version_of_a_document_is_no_change_in_meaning(workspace: Workspace) -> None:
    edits = {"lagesbild.yaml": {'version: "1.0"': 'version: "1.1"'}}
    assert changes(workspace, edits, "taby-2018") == []


def test_a_person_without_a_name_is_called_by_the_function(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {"samordnaren, polischefen]": "polischefen]"}}
    (found,) = changes(workspace, edits, "taby-2018")
    assert found.new == (
        "Leif Eriksson (eriksson), chef för lokalpolisområde Täby utan känt namn (polischefen)"
    )


@pytest.mark.parametrize("name", GOOD_CASES)
def test_a_case_is_like_itself(workspace: Workspace, name: str) -> None:
    assert changes(workspace, {}, name) == []


def another(text: str, path: PathKey) -> str | None:
    """Return another value that the same field can have; None where it is an id or a fixed word."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    if re.fullmatch(r"\d+", text):
        return str(int(text) + 1)
    if path[-1] in {"text", "titel", "mått", "aktivitet", "budskap", "syfte", "bakgrund", "ämne"}:
        return None if text[:1] in "|>\"'" else f"{text.rstrip('.')} xyz"
    return None


def variants(case: Case) -> Iterator[tuple[str, PathKey, str]]:
    """Yield (file, path, the whole file with one value changed)."""
    for tree in case.trees.values():
        if "/profiler/" in tree.name:
            continue
        for path, mark in leaves(tree):
            new = another(tree.text[mark.start : mark.end], path)
            if new is not None:
                text = tree.text[: mark.start] + new + tree.text[mark.end :]
                yield Path(tree.name).name, path, text


@pytest.mark.parametrize("name", GOOD_CASES)
def test_no_changed_value_is_missed(workspace: Workspace, tmp_path: Path, name: str) -> None:
    """Each is told, at its line; and where it is printed, that document has changed."""
    folder = workspace.case(name)
    templates = workspace.root / "templates"
    before = prepare_case(folder, templates, Copy.FULL)
    printed = _printed(before)
    every = list(variants(before.case))
    assert len(every) > {"minsta": 10}.get(name, 100)
    tried = 0
    for file, path, text in every[:: {"minsta": 1}.get(name, 5)]:
        original = (folder / file).read_bytes()
        (folder / file).write_bytes(text.encode())
        try:
            after = load(folder)
        except CaseError:
            continue  # such a value is not allowed
        finally:
            (folder / file).write_bytes(original)
        tried += 1
        found = field_changes(before.case, after, Copy.FULL)
        assert found, (file, path)
        tree = next(t for t in after.trees.values() if Path(t.name).name == file)
        lines = {one.after.line for one in found if one.after and Path(one.after.file).name == file}
        ways = {_line(tree, path[:length]) for length in range(1, len(path) + 1)}
        assert ways & lines, (file, path)
        # To print a whole case takes its time, and its notes on secrets are no part of that.
        if tried % 4 or "sekretess" in path:
            continue
        facts = frozenset().union(*(one.after.facts for one in found if one.after))
        for key, printing in _printed(replace(before, case=after)).items():
            if printing.where(facts) and key in printed:
                assert texts(printing) != texts(printed[key]), (file, path, key)
    assert tried > len(every) / 20


def _line(tree: Tree, path: PathKey) -> int:
    mark, _ = tree.find(path)
    return tree.position(mark.key[0] if mark.key and mark.children else mark.start).line


def _printed(made: Ready) -> dict[str, Printing]:
    printer = FactPrinter(made)
    return {
        key: printer.printing(key, draft_stamp(made.case, key, Copy.FULL)) for key in made.templates
    }
