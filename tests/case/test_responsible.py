"""Who is asked for what is not known: the function that the thing itself names, or the handler."""

from __future__ import annotations

import pytest

from avtal.case.load import Case, load
from avtal.case.responsible import Responsible
from avtal.model.base import Model
from tests.conftest import Workspace
from tests.model.walking import walk
from tests.templates.viewing import Edits, changed


def things(case: Case) -> dict[str, Model]:
    """Return every thing of the case by id."""
    return {identity: place.model for identity, place in case.index.things.items()}


@pytest.mark.parametrize(
    ("identity", "owner"),
    [
        ("atg_las", "förvaltningschef i AB Lövåsahem"),
        ("atg_vandring", "brottsförebyggande samordnare, kommunpolis och boendesamordnare"),
        ("kom_relation", "kommunikatör"),
        ("lof_las", "förvaltningschef i AB Lövåsahem"),
        ("rask", "kommunstyrelsens ordförande"),
        ("backvall", "kommundirektör"),
        ("viklander", "utredare"),
        ("polis", "handläggaren (utredare)"),
        ("mal_stod", "handläggaren (utredare)"),
        ("kart_inbrott", "handläggaren (utredare)"),
        ("und_ungdom", "handläggaren (utredare)"),
    ],
)
def test_who_is_responsible(three: Case, identity: str, owner: str) -> None:
    assert Responsible(three).of([things(three)[identity]]) == owner


def test_what_lies_in_a_thing_belongs_to_who_has_the_thing(three: Case) -> None:
    (appointment, *_) = [model for _, model in walk(things(three)["lindhagen"])][1:]
    assert Responsible(three).of([appointment]) == "chef för lokalpolisområde Mellanåsen"
    action = things(three)["atg_las"]
    assert Responsible(three).of([three.facts, action]) == "förvaltningschef i AB Lövåsahem"


def test_each_appointment_belongs_to_its_own_function(three: Case) -> None:
    person = things(three)["backvall"]
    appointments = [model for _, model in walk(person)][1:]
    owners = [Responsible(three).of([held, person]) for held in appointments]
    assert owners == ["kommundirektör", "ekonomichef"]


FUNCTION = "  - {id: boendesamordnare, titel: boendesamordnare, part: bolag}\n"
NUMBER = "    diarienummer: LH 2026:17\n"
REGION: Edits = {
    "arende.yaml": {
        FUNCTION: FUNCTION + "  - {id: chef, titel: regionens säkerhetschef, part: region}\n",
        NUMBER: NUMBER + "  - {id: region, typ: region, namn: Regionen, kortnamn: regionen}\n",
    },
    "lagesbild.yaml": {
        'typ: register, ägare: kommun, period: "2025"}': "typ: register, ägare: region, period: e}",
        "typ: statistik, ägare: polis": "typ: statistik, ägare: region",
    },
}
"""A party with one function, which owns the sources of mal_stod and kart_relation."""


@pytest.mark.parametrize("identity", ["region", "mal_stod", "kart_relation"])
def test_a_party_with_one_function_is_that_function(workspace: Workspace, identity: str) -> None:
    case = changed(workspace, REGION)
    assert Responsible(case).of([things(case)[identity]]) == "regionens säkerhetschef"


def test_a_function_that_bears_a_promise_twice_stands_once(workspace: Workspace) -> None:
    bearing = "    åtgärder: [atg_vardar]\n    mått_från: atg_vardar\n"
    both = bearing.replace("[atg_vardar]", "[atg_vardar, atg_vandring]")
    case = changed(workspace, {"medborgarlofte.yaml": {bearing: both}})
    assert Responsible(case).of([things(case)["lof_vardar"]]) == (
        "boendesamordnare, brottsförebyggande samordnare och kommunpolis"
    )


def test_the_handler_is_known_by_title_else_by_name(workspace: Workspace) -> None:
    edits = {"arende.yaml": {"    titel: utredare\n": ""}}
    case = changed(workspace, edits)
    assert Responsible(case).of([case.facts]) == "handläggaren (Östen Viklander)"


def test_the_handler_may_be_unknown(small: Case) -> None:
    assert Responsible(small).of([small.facts]) == "handläggaren"


def test_a_case_without_memo_has_a_handler_all_the_same(workspace: Workspace) -> None:
    folder = workspace.case(
        "minsta",
        edits={"arende.yaml": {"  - {id: tjansteutlatande, titel: Tjänsteutlåtande}\n": ""}},
    )
    (folder / "tjansteutlatande.yaml").unlink()
    case = load(folder)
    assert Responsible(case).of([case.facts]) == "handläggaren"
