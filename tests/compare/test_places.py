"""Where changes show: never said to be nowhere of one that makes a document another."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.compare.sides.side import Side, from_case
from tests.compare.conftest import Edits
from tests.compare.content.changing import C1, C2
from tests.compare.placing import Compared, OneByOne, compared
from tests.conftest import GOOD_CASES, REPOSITORY, Workspace

GOOD = REPOSITORY / "content" / "taby-2018"


@pytest.fixture(scope="module", params=GOOD_CASES)
def one_by_one(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> OneByOne:
    return OneByOne(Workspace(tmp_path_factory.mktemp("ett") / "arbete"), request.param)


PARTS = 40
"""Into how many parts all values of a case are divided."""


@pytest.mark.parametrize(
    "part",
    [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS))],
)
def test_a_change_shows_where_the_documents_differ(one_by_one: OneByOne, part: int) -> None:
    tried = 0
    for file, path, text in list(one_by_one.every())[part::PARTS]:
        new = one_by_one.with_file(file, text)
        if new is None:
            continue  # such a value is not allowed
        tried += 1
        found = compared(one_by_one.old, new)
        shown = {place.key for where in found.changes.values() for place in where.places}
        assert shown == found.differing, (file, path)
        seen = {where.seen for where in found.changes.values()}
        assert seen <= ({"shown"} if found.differing else {"nowhere", "stamp"}), (file, path)
        _hold_places(found)
    assert tried


def _hold_places(found: Compared) -> None:
    """Assert that each change names paragraphs that differ, each once."""
    changed = {
        (beside.pair.key, row.unit.line.place())
        for beside in found.documents
        for row in beside.rows
        if row.differs
    }
    for where in found.changes.values():
        named = [(place.key, place.place) for place in where.places]
        assert len(named) == len(set(named))
        assert set(named) <= changed


def sides(workspace: Workspace, edits: Edits, name: str = "taby-2018") -> tuple[Side, Side]:
    """Return a good case, and the same with edits."""
    spaces = workspace, Workspace(workspace.root / "nu")
    old, new = spaces[0].case(name), spaces[1].case(name, edits=edits)
    made = [
        from_case(folder, space.root / "templates", Copy.FULL, "fall", "fall")
        for folder, space in zip((old, new), spaces, strict=True)
    ]
    return made[0], made[1]


GOVERNED: dict[str, tuple[Edits, str, set[str]]] = {
    "another signs": (
        {"overenskommelse.yaml": {
            "undertecknare: [eriksson, samordnaren": "undertecknare: [hallqvist, samordnaren"
        }},
        "overenskommelse.undertecknare",
        {"overenskommelse"},
    ),
    "they sign in another order": (
        {"overenskommelse.yaml": {
            "[eriksson, samordnaren, polischefen]": "[samordnaren, eriksson, polischefen]"
        }},
        "overenskommelse.undertecknare",
        {"overenskommelse"},
    ),
    "another signs the memo": (
        {"tjansteutlatande.yaml": {"[eriksson, hallqvist]": "[eriksson]"}},
        "tjansteutlatande.undertecknare",
        {"tjansteutlatande"},
    ),
    "how it is signed": (
        {"overenskommelse.yaml": {
            "sätt: papper, exemplar: 2": "sätt: e-underskrift"
        }},
        "overenskommelse.underskrift.sätt",
        {"overenskommelse"},
    ),
    "the law": (
        {"arende.yaml": {"lagprofil: fore-2023": "lagprofil: lag-2023-196"}},
        "arende.lagprofil",
        {"overenskommelse"},
    ),
    "the order of appendices": (
        {"overenskommelse.yaml": {
            "[medborgarlofte, lagesbild,": "[lagesbild, medborgarlofte,"
        }},
        "overenskommelse.bilagor",
        {"overenskommelse", "medborgarlofte", "lagesbild"},
    ),
    "who is acting": (
        {"arende.yaml": {
            "{funktion: ts_chef, tillförordnad: ja": "{funktion: ts_chef, tillförordnad: nej"
        }},
        "arende.personer.hallqvist.förordnanden.ts_chef.tillförordnad",
        {"tjansteutlatande"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", GOVERNED)
def test_what_is_not_printed_itself_shows_where_it_governs(
    workspace: Workspace, which: str
) -> None:
    edits, name, documents = GOVERNED[which]
    found = compared(*sides(workspace, edits))
    where = found.changes[name]
    assert where.seen == "shown"
    assert {place.key for place in where.places} >= documents
    assert {place.key for place in where.places} <= found.differing


def test_a_new_signer_whom_no_other_version_knows_shows(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            "  - {id: nilsson, namn": "  - {id: berg, namn: Eva Berg, titel: chef, part: kommun}\n"
            "  - {id: nilsson, namn"
        },
        "overenskommelse.yaml": {"[eriksson, samordnaren,": "[berg, samordnaren,"},
    }
    found = compared(*sides(workspace, edits))
    for name in ("overenskommelse.undertecknare", "arende.personer.berg"):
        where = found.changes[name]
        assert {place.key for place in where.places} == {"overenskommelse"}, name


def test_a_document_that_another_one_governs_is_named_too(workspace: Workspace) -> None:
    """An action leaves the action plan, and the plan for communication refers to fewer."""
    actions = (GOOD / "atgardsplan.yaml").read_text(encoding="utf-8")
    start, end = actions.index("  - id: A7\n"), actions.index("  - id: A8\n")
    edits = {"atgardsplan.yaml": {actions[start:end]: ""}}
    found = compared(*sides(workspace, edits))
    shown = {place.key for where in found.changes.values() for place in where.places}
    assert shown == found.differing >= {"atgardsplan", "kommunikationsplan"}


def test_a_paragraph_that_is_as_it_was_is_not_named(workspace: Workspace) -> None:
    """The plan prints the cause that has moved, and is another for a reason of its own."""
    edits = {
        "overenskommelse.yaml": {C1 + C2: C2 + C1},
        "atgardsplan.yaml": {"Minst tre pass i veckan": "Minst fyra pass i veckan"},
    }
    found = compared(*sides(workspace, edits))
    assert "atgardsplan" in found.differing
    moved = found.changes["overenskommelse.fokusområden.F1.orsaker.C2"]
    assert {place.key for place in moved.places} == {"overenskommelse"}
    _hold_places(found)


def test_a_changed_law_profile_is_told_with_what_it_rewrites(workspace: Workspace) -> None:
    old, new = workspace, Workspace(workspace.root / "nu")
    folders = [space.case("taby-2018") for space in (old, new)]
    profile = new.root / "content" / "profiler" / "fore-2023.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("nationella direktiv", "riktlinjer"), encoding="utf-8")
    made = [
        from_case(folder, space.root / "templates", Copy.FULL, "fall", "fall")
        for folder, space in zip(folders, (old, new), strict=True)
    ]
    found = compared(made[0], made[1])
    (change,) = found.found
    assert change.name == "lagprofil.stöd.overenskommelse.text"
    assert change.label.startswith("Lagprofilen › Rättsligt stöd › overenskommelse (")
    assert change.after
    assert change.after.file == "content/profiler/fore-2023.yaml"
    assert {place.key for place in found.changes[change.name].places} == {"overenskommelse"}


def test_what_only_numbers_a_document_shows_in_its_stamp(workspace: Workspace) -> None:
    edits = {"arende.yaml": {"handlingsnummer: 19": "handlingsnummer: 20"}}
    found = compared(*sides(workspace, edits))
    where = found.changes["arende.handlingar.tjansteutlatande.handlingsnummer"]
    assert where.seen in {"stamp", "shown"}
    assert (where.seen == "shown") == bool(found.differing)
