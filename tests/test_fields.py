"""No field of a model is there for nothing: each is printed by a template or checked by a rule."""

from __future__ import annotations

import re

from avtal.view import model_classes
from avtal.word.template import prepare
from tests.conftest import REPOSITORY

# Fields that no tag names, and what uses them instead.
USED_OTHERWISE = {
    "ursprung": "rules/origin.py counts what is not confirmed",
    "sekretess": "view.py prints the note, or leaves the value out",
    "öppen_titel": "view.py shows it in place of a secret title",
    "lagrum": "view.py prints it in the secrecy note",
    "myndighet": "view.py prints it in the secrecy note",
    "lagprofil": "source.py reads the profile",
    "diarienummermönster": "case.py checks the diarienummer",
    "handlingsmönster": "view.py writes the handlingsnummer",
    "handlingsnummer": "view.py prints it in stämpel.nummer",
    "funktioner": "what references lead to",
    "personer": "what references lead to",
    "handlingar": "build.py makes them",
    "bifogade": "what the lists of appendices name",
    "bilagor": "view.py prints them as handling.bilagor",
    "förordnanden": "view.py prints the title that holds on the day",
    "funktion": "view.py prints the title of the appointment",
    "tillförordnad": "view.py prints T f",
    "fullmakt": "rule 35",
    "behörighet": "rule 35",
    "stöd": "rule 35: the ground of a mandate is there for those who read the content",
    "undantag": "rules/exemptions.py marks what is accepted",
    "regel": "rules/exemptions.py",
    "skäl": "rules/exemptions.py",
    "kostnad": "rule 24",
    "måttets_skäl": "rule 26",
    "beslutad_i_annat_ärende": "rule 51",
    "värden": "printed as år1, år2 and so on",
}


def printed() -> set[str]:
    """Return every name that stands in a tag of a template, as a field or a filter's field."""
    names: set[str] = set()
    for path in (REPOSITORY / "templates").glob("*.docx"):
        for part in prepare(path.name, path.read_bytes()).parts:
            for place in part.tags:
                names |= set(re.findall(r"\.(\w+)", place.tag))
                names |= set(re.findall(r'\("(\w+)"\)', place.tag))
                names |= set(re.findall(r"(?:\{\{[pr]?|in|if|elif) (\w+)", place.tag))
    return names


def test_every_field_is_printed_or_checked() -> None:
    fields = {
        info.alias or name for model in model_classes() for name, info in model.model_fields.items()
    }
    assert fields - printed() - set(USED_OTHERWISE) == set()


def test_the_exceptions_are_needed() -> None:
    fields = {
        info.alias or name for model in model_classes() for name, info in model.model_fields.items()
    }
    assert set(USED_OTHERWISE) - fields == set()
    assert set(USED_OTHERWISE) & printed() <= {"bilagor", "sekretess", "handlingar", "funktion"}
