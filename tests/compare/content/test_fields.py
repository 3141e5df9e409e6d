"""What changed in meaning: each field by its kind, lists by id, nothing missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.compare.content.fields import Change, field_changes
from avtal.compare.content.kinds import NAMES, WEIGHTS, Subject
from avtal.compare.documents.printing import Printing, print_facts
from avtal.making.build import draft_stamp, prepare_case, render
from avtal.problems import CaseError, PathKey
from avtal.reading.tree import Mark, Tree
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from tests.compare.conftest import Edits
from tests.conftest import GOOD_CASES, Workspace


def changes(workspace: Workspace, edits: Edits, name: str = "minsta") -> list[Change]:
    """Return what differs between a good case and the same with edits."""
    old = load(Workspace(workspace.root / "förr").case(name))
    return field_changes(old, load(workspace.case(name, edits=edits)), Copy.FULL)


def told(found: list[Change]) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(one.about.value, one.kind, one.name, one.old, one.new) for one in found]


FIELDS: dict[str, tuple[str, Edits, tuple[str, str, str, str | None, str | None]]] = {
    "the name of a party": (
        "taby-2018",
        {"arende.yaml": {"    kortnamn: polisen\n": "    kortnamn: polismyndigheten\n"}},
        ("party", "party", "arende.parter.polis.kortnamn", "polisen", "polismyndigheten"),
    ),
    "who signs": (
        "taby-2018",
        {"arende.yaml": {"namn: Alexander Nilsson": "namn: Alex Nilsson"}},
        ("mandate", "mandate", "arende.personer.nilsson.namn", "Alexander Nilsson", "Alex Nilsson"),
    ),
    "the mandate to sign": (
        "taby-2018",
        {"tjansteutlatande.yaml": {
            "fullmakt: [kommundirektor, ts_samordnare]": "fullmakt: [kommundirektor]"
        }},
        ("mandate", "mandate", "tjansteutlatande.förslag.kommunstyrelsen.punkter.B2.fullmakt",
         "kommundirektör (kommundirektor), trygghets- och säkerhetssamordnare (ts_samordnare)",
         "kommundirektör (kommundirektor)"),
    ),
    "the term": (
        "taby-2018",
        {"arende.yaml": {
            "avtalstid: {från: 2019-01-01, till: 2020-12-31":
            "avtalstid: {från: 2019-01-01, till: 2020-12-30"
        }},
        ("term", "term", "arende.avtalstid.till", "2020-12-31", "2020-12-30"),
    ),
    "a commitment": (
        "taby-2018",
        {"atgardsplan.yaml": {"Minst tre pass i veckan": "Minst ett pass i veckan"}},
        ("commitment", "commitment", "atgardsplan.åtgärder.A1.mått",
         "Minst tre pass i veckan", "Minst ett pass i veckan"),
    ),
    "a number": (
        "taby-2018",
        {"overenskommelse.yaml": {"målvärde: 15": "målvärde: 1500"}},
        ("number", "number", "overenskommelse.fokusområden.F1.mål.G1.målvärde",
         "15", "1\u00a0500"),
    ),
    "a date": (
        "taby-2018",
        {"atgardsplan.yaml": {"start: 2019-01-14": "start: 2019-01-15"}},
        ("date", "date", "atgardsplan.åtgärder.A1.start", "2019-01-14", "2019-01-15"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", FIELDS)
def test_a_field_is_told_by_its_kind(workspace: Workspace, which: str) -> None:
    name, edits, expected = FIELDS[which]
    assert told(changes(workspace, edits, name)) == [expected]


PURPOSE = "Syftet är att bevara ett tryggt och säkert Täby genom ett inriktat och samordnat arbete"


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("tryggt och säkert Täby", "tryggt, säkert Täby", Subject.WORDING),
        ("inom tre\n", "inom fyra\n", Subject.NUMBER),
        ("bevara ett", "till 2021 bevara ett", Subject.DATE),
        ("bevara ett", "den 3 december bevara ett", Subject.DATE),
        ("bevara ett", "bevara 40", Subject.NUMBER),
    ],
)
def test_a_changed_number_or_date_in_a_text_is_no_mere_wording(
    workspace: Workspace, old: str, new: str, about: Subject
) -> None:
    (found,) = changes(workspace, {"overenskommelse.yaml": {old: new}}, "taby-2018")
    assert (found.about, found.name) == (about, "overenskommelse.syfte")
    assert "".join(mark.text for mark in found.marks if mark.op != "old") == found.new


def test_how_a_text_is_broken_into_lines_is_no_change(workspace: Workspace) -> None:
    edits = {
        "overenskommelse.yaml": {
            "arbete inom tre\n  fokusområden.": "arbete inom\n  tre fokusområden."
        }
    }
    assert changes(workspace, edits, "taby-2018") == []


C1 = "      - {id: C1, text: Få vuxna rör sig vid centrum efter stängning.}\n"
C2 = "      - {id: C2, text: Belysning och sikt är dålig på flera gångstråk.}\n"


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
    assert (found.old, found.new) == (None, "id: C9\ntext: En ny orsak.")


def test_a_removed_entry_is_told_in_full(workspace: Workspace) -> None:
    found = changes(
        workspace,
        {
            "overenskommelse.yaml": {C2: ""},
            "atgardsplan.yaml": {"    orsaker: [C2]\n": "    orsaker: [C1]\n",
                                 "    orsaker: [C1, C2]\n": "    orsaker: [C1]\n"},
        },
        "taby-2018",
    )  # fmt: skip
    removed = [one for one in found if one.kind == "removed"]
    assert [(one.new, one.old) for one in removed] == [
        (None, "id: C2\ntext: Belysning och sikt är dålig på flera gångstråk.")
    ]
    assert {one.name for one in found if one.kind != "removed"} == {
        "atgardsplan.åtgärder.A2.orsaker",
        "atgardsplan.åtgärder.A3.orsaker",
    }


def test_the_order_of_references_is_told_as_such(workspace: Workspace) -> None:
    edits = {
        "overenskommelse.yaml": {
            "[kommundirektor, lpo_chef, ts_chef]": "[lpo_chef, kommundirektor, ts_chef]"
        }
    }
    (found,) = changes(workspace, edits, "taby-2018")
    assert found.kind == "order"


def test_a_mark_that_falls_away_is_told(workspace: Workspace) -> None:
    edits = {
        "atgardsplan.yaml": {"gäller.\n  ursprung: påhittad\n": "gäller.\n  ursprung: tolkad\n"}
    }
    (found,) = changes(workspace, edits, "taby-2018")
    assert told([found])[0][2:] == ("atgardsplan.inledning.ursprung", "påhittad", "tolkad")


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


@pytest.mark.parametrize("name", GOOD_CASES)
def test_a_case_is_like_itself(workspace: Workspace, name: str) -> None:
    assert changes(workspace, {}, name) == []


def leaves(tree: Tree) -> Iterator[tuple[PathKey, Mark]]:
    """Yield every single value of a content file with its place."""
    stack: list[tuple[PathKey, Mark]] = [((), tree.mark)]
    while stack:
        path, mark = stack.pop()
        if mark.children:
            stack += [((*path, step), child) for step, child in mark.children.items()]
        elif path:
            yield path, mark


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
    printed = _printed(before.case, before.templates)
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
        for key, printing in _printed(after, before.templates).items():
            if printing.where(facts) and key in printed:
                assert texts(printing) != texts(printed[key]), (file, path, key)
    assert tried > len(every) / 20


def _line(tree: Tree, path: PathKey) -> int:
    mark, _ = tree.find(path)
    return tree.position(mark.key[0] if mark.key and mark.children else mark.start).line


def _printed(case: Case, templates: object) -> dict[str, Printing]:
    assert isinstance(templates, dict)
    return {
        key: print_facts(case, key, draft_stamp(case, key, Copy.FULL), template)
        for key, template in templates.items()
    }


def texts(printing: Printing) -> list[str]:
    return [line.text for line in printing.lines]


@pytest.mark.parametrize("name", GOOD_CASES)
@pytest.mark.parametrize("copy", list(Copy))
def test_marked_lines_are_those_of_the_document(
    workspace: Workspace, name: str, copy: Copy
) -> None:
    made = prepare_case(workspace.case(name), workspace.root / "templates", copy)
    for key, template in made.templates.items():
        stamp = draft_stamp(made.case, key, copy)
        data = render(made.case, key, stamp, template)
        read = stories(open_received(data)).values()
        # A full copy prints notes on what is secret, which marked lines go without.
        plain = [re.sub(r" \[sekretess: [^]]*\]", "", one.text) for story in read for one in story]
        marked = texts(print_facts(made.case, key, stamp, template))
        if copy is Copy.PUBLIC or name != "tre-parter":
            assert marked == plain, key
        assert len(marked) == len(plain), key
