"""Facts that are not confirmed are counted."""

from __future__ import annotations

from tests.conftest import Workspace
from tests.rules.telling import Told, told

HELP = "bekräfta dem och ta bort ursprung innan handlingarna registreras; de står i "

FOCUS = "- {id: fo_relation, titel: Våld i nära relationer, inriktning: vända"


def test_the_case_is_told_once_at_the_first_mark(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            f"{FOCUS}}}": f"{FOCUS}, ursprung: tolkad}}",
            "till: 2029-12-31}": "till: 2029-12-31, ursprung: påhittad}",
            "undertitel: ": "ursprung: påhittad\nundertitel: ",
        },
        "lagesbild.yaml": {"datum: 2026-03-23": "datum: 2026-03-23\nursprung: tolkad"},
    }
    assert told(workspace, edits) == [
        Told(
            "ursprung",
            "varning",
            "arende",
            "arende.yaml: ursprung: ⟦påhittad⟧",
            "ärendet har uppgifter som inte är bekräftade: 2 påhittade och 2 tolkade",
            f"{HELP}arende.yaml (3), lagesbild.yaml (1)",
        )
    ]


def test_several_inferred_facts_are_counted(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            f"{FOCUS}}}": f"{FOCUS}, ursprung: tolkad}}",
            "till: 2029-12-31}": "till: 2029-12-31, ursprung: tolkad}",
        }
    }
    assert [finding.message for finding in told(workspace, edits)] == [
        "ärendet har uppgifter som inte är bekräftade: 2 tolkade"
    ]
