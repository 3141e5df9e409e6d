"""Values as a reader sees them in a list of changes."""

from __future__ import annotations

from tests.compare.content.changing import C2, changes, told
from tests.conftest import Workspace


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
        (None, "Id: C2\nText: Belysning och sikt är dålig på flera gångstråk.")
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
