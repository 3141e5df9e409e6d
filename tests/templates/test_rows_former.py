"""A name that a field had before can still be printed, as the field of today, and is advised on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from avtal.case.kinds import BY_KEY
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.language.prose import Note
from avtal.making.build import build
from avtal.making.rendering import draft_stamp
from avtal.model.promise import Contact, Promises
from avtal.templates import folder as folder_module
from avtal.templates.fields import field_rows
from avtal.templates.folder import check_folder
from avtal.templates.layer import CaseViews
from avtal.templates.rows import rows_of
from avtal.templates.types import type_given_to
from avtal.templates.view import fact_of
from avtal.word.template.check import check
from avtal.word.values.marked import Trace, note_of
from tests.conftest import Workspace
from tests.documents import files, read_text
from tests.older import IN_FORMAT_1, old_template
from tests.templates.viewing import MARK, changed, view
from tests.word.making import template

LOOP = ("{%p for k in kontakter %}", "{%p endfor %}")
ADVICE = (
    "råd",
    "kontakt.väg heter numera kontakt.kontaktväg",
    "skriv kontaktväg i stället för väg; det gamla namnet läses också",
)


def test_a_former_name_is_the_field_of_today() -> None:
    rows = {row.name: row for row in rows_of(Contact)}
    old, new = rows["väg"], rows["kontaktväg"]
    assert (old.now, new.now) == (("kontaktväg",), ())
    assert (old.type, old.read, old.about) == (new.type, new.read, new.about)


@pytest.mark.parametrize("content", ["old", "new"])
def test_an_old_template_prints_what_the_new_one_does(workspace: Workspace, content: str) -> None:
    case = workspace.case("tre-parter", edits=IN_FORMAT_1 if content == "old" else None)
    meant = [build(case, workspace.root / "nu", None, copy) for copy in Copy]
    old_template(workspace.root / "templates")
    made = [build(case, workspace.root / "förr", None, copy) for copy in Copy]
    assert list(map(files, made)) == list(map(files, meant))
    assert "114 14, eller 112" in read_text(files(made[0])["medborgarlofte"])
    # A build says nothing of it.
    assert [one.findings for one in made] == [one.findings for one in meant]


@pytest.mark.parametrize("copy", list(Copy))
def test_the_old_name_is_as_secret_as_the_new(workspace: Workspace, copy: Copy) -> None:
    words = 'kommunpolis, kontaktväg: "114 14, eller 112 när det är bråttom"'
    edits = {"medborgarlofte.yaml": {f"{words}}}": f"{words}, {MARK}}}"}}
    contact = view(changed(workspace, edits), "medborgarlofte", copy)["kontakter"][1]
    assert contact["väg"] == contact["kontaktväg"]
    assert note_of(contact["väg"]) == note_of(contact["kontaktväg"])
    assert ("114 14" in contact["väg"]) is (copy is Copy.FULL)
    assert isinstance(note_of(contact["väg"]), Note) is (copy is Copy.FULL)


def test_a_secret_contact_is_left_out_by_an_old_template_too(workspace: Workspace) -> None:
    words = 'kommunpolis, kontaktväg: "114 14, eller 112 när det är bråttom"'
    edits = {"medborgarlofte.yaml": {f"{words}}}": f"{words}, {MARK}}}"}}
    old_template(workspace.root / "templates")
    made = build(
        workspace.case("tre-parter", edits=edits), workspace.root / "ut", None, Copy.PUBLIC
    )
    assert "114 14" not in read_text(files(made)["medborgarlofte"])


def test_the_old_name_is_traced_as_the_field_of_today(workspace: Workspace) -> None:
    case = load(workspace.case("tre-parter"))
    trace = Trace(marks={})
    stamp = draft_stamp(case, "medborgarlofte", Copy.FULL)
    seen = CaseViews(case, trace).of("medborgarlofte", stamp).values
    promises = case.documents["medborgarlofte"]
    assert isinstance(promises, Promises)
    fact = fact_of(promises.contacts[0], "kontaktväg")
    assert trace.marks is not None
    for name in ("väg", "kontaktväg"):
        assert note_of(seen["kontakter"][0][name]) == trace.note(fact)


# --- what is said of it


def _said(*texts: str) -> list[tuple[str, str, str, str]]:
    report, ready = check("mall.docx", template(*texts), type_given_to("medborgarlofte"))
    assert ready
    return [
        (one.severity, one.message, one.help, one.path)
        for one in report.problems
        if one.path.startswith("brödtext")
    ]


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ([LOOP[0], "{{ k.väg }}", LOOP[1]], ["stycke 2: {{ k.väg }}"]),
        ([LOOP[0], "{{ k.väg|stor }} {{ k.väg }}", LOOP[1]],
         ["stycke 2: {{ k.väg|stor }}", "stycke 2: {{ k.väg }}"]),
        ([LOOP[0], "{% if k.väg %}x{% endif %}", LOOP[1]], ["stycke 2: {% if k.väg %}"]),
        ([LOOP[0], '{% if k.väg == "x" and k.kontaktväg %}x{% endif %}', LOOP[1]],
         ['stycke 2: {% if k.väg == "x" and k.kontaktväg %}']),
        (["{%p for k in kontakter if k.väg %}", "x", LOOP[1]],
         ["stycke 1: {%p for k in kontakter if k.väg %}"]),
        (['{%p for k in kontakter|sorterade("väg") %}', "x", LOOP[1]],
         ['stycke 1: {%p for k in kontakter|sorterade("väg") %}']),
        (['{{ kontakter|lista("väg") }}'], ['stycke 1: {{ kontakter|lista("väg") }}']),
        (['{{ alla.kontakter|rad("väg") }}'], ['stycke 1: {{ alla.kontakter|rad("väg") }}']),
    ],
)  # fmt: skip
def test_every_tag_with_an_old_name_is_told_the_new_one(
    texts: list[str], places: list[str]
) -> None:
    assert _said(*texts) == [(*ADVICE, f"brödtext, {place}") for place in places]


def test_the_new_name_is_told_nothing() -> None:
    assert _said(LOOP[0], "{{ k.kontaktväg }}", LOOP[1]) == []


def test_a_misspelt_name_is_never_thought_to_be_the_old_one() -> None:
    report, _ = check(
        "mall.docx", template(LOOP[0], "{{ k.vag }}", LOOP[1]), type_given_to("medborgarlofte")
    )
    (wrong,) = [one for one in report.problems if one.severity == "fel"]
    assert wrong.help == ("här finns: funktion, id, kontaktväg, nr, slag, utelämnad")


def test_only_the_names_of_today_are_listed() -> None:
    listed = [row.name for row in field_rows(list(BY_KEY), {})]
    assert "kontaktväg" in listed
    assert "väg" not in listed


@pytest.fixture(params=[False, True], ids=["not kept", "kept"])
def cache(request: pytest.FixtureRequest, tmp_path: Path, workspace: Workspace) -> Path | None:
    """Return no cache, or one that an earlier run has filled."""
    old_template(workspace.root / "templates")
    folder = tmp_path / "cache"
    if not request.param:
        return None
    check_folder(workspace.root / "templates", folder)
    folder_module._known.cache_clear()  # as in another process
    return folder


def test_a_folder_is_told_where_in_word_and_that_the_field_is_printed(
    workspace: Workspace, cache: Path | None
) -> None:
    checked = check_folder(workspace.root / "templates", cache)
    assert [(p.severity, p.message, p.help, p.file, p.path) for p in checked.problems] == [
        (
            *ADVICE,
            "templates/medborgarlofte.docx",
            "brödtext, stycke 44 under ”Kontakt”: {{ k.väg }}",
        )
    ]
    assert ("Contact", "kontaktväg") in checked.reports["medborgarlofte"].prints
    assert checked.errors == ()


# --- a field that was split


SPLIT = """
import sys
from avtal.model.derived import Derived
from avtal.model.promise import Contact
about = "Den som svarar, och hur."
both = lambda contact: f"{contact.function}: {contact.way}"
Contact.derived = (Derived("svar", about, str, both, now=("funktion", "kontaktväg")),)
from avtal.templates.fields import field_rows
from avtal.templates.types import type_given_to
from avtal.word.template.check import check
report, ready = check("mall.docx", sys.stdin.buffer.read(), type_given_to("medborgarlofte"))
assert ready
print([one.message for one in report.problems if one.path.startswith("brödtext")])
print([one.help for one in report.problems if one.path.startswith("brödtext")])
print(sorted(field for thing, field in report.prints if thing == "Contact"))
print([row.name for row in field_rows(["medborgarlofte"], {}) if row.name == "svar"])
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.making.rendering import draft_stamp
from avtal.templates.layer import CaseViews
from pathlib import Path
case = load(Path(sys.argv[1]))
seen = CaseViews(case).of("medborgarlofte", draft_stamp(case, "medborgarlofte", Copy.FULL))
print(seen.values["kontakter"][0]["svar"])
"""
"""What a field that became two leaves behind, in a process of its own: models are made once."""


def test_what_is_left_of_a_field_that_was_split_is_told_what_it_became(
    workspace: Workspace,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPLIT, workspace.case("tre-parter")],
        input=template(LOOP[0], "{{ k.svar }}", LOOP[1]),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.stdout.decode().splitlines() == [
        "['kontakt.svar heter numera kontakt.funktion och kontakt.kontaktväg']",
        "['skriv funktion eller kontaktväg i stället för svar; det gamla namnet läses också']",
        "['funktion', 'kontaktväg']",
        "[]",
        "samordnare: 0980-31 92 20, trygghet@example.se",
    ], done.stderr.decode()
