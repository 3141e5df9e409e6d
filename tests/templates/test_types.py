"""What is typed is what templates are given: for every good case, document and copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from avtal.case.kinds import DOCUMENTS
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.language.prose import Prose
from avtal.templates.layer import COMMON_NAMES
from avtal.templates.types import type_given_to
from avtal.word.types.kinds import MISSING, Choice, ListOf, Plain, Thing, Type, options
from avtal.word.values.marked import Omitted
from avtal.word.values.mistakes import ValueKind
from tests.conftest import GOOD_CASES, Workspace
from tests.templates.viewing import Edits, view

KINDS: tuple[tuple[type, ValueKind], ...] = (
    (bool, ValueKind.FLAG),
    (int, ValueKind.WHOLE),
    (Decimal, ValueKind.NUMBER),
    (date, ValueKind.DAY),
    (Prose, ValueKind.PROSE),
    (str, ValueKind.TEXT),
)


# What no good case has: a standing mandate to sign, and a plan that was decided in another case.
RARE: Mapping[str, Edits] = {
    "tre-parter": {
        "overenskommelse.yaml": {
            "\nunderskrift:": "\nbehörighet: [{funktion: kommundirektor, stöd: Reglementet 12 §}]\n"
            "\nunderskrift:"
        },
        "atgardsplan.yaml": {
            'version: "1.1"\n': 'version: "1.1"\nbeslutad_i_annat_ärende: {diarienummer: 2026/KS '
            "0007 170, organ: kommunfullmäktige, datum: 2026-04-27, paragraf: 38}\n"
        },
    }
}


class Conformity:
    """Compares values with types; `wrong` are the places where they differ, `met` what was seen."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.met: set[tuple[str, str]] = set()
        self.gone: set[tuple[str, str]] = set()
        self._seen: set[tuple[int, str]] = set()

    def compare(self, value: Any, type: Type, path: str) -> None:
        """Note where a value is not of the type."""
        if isinstance(value, Omitted):
            return
        if isinstance(value, dict):
            self._thing(value, [o for o in options(type) if isinstance(o, Thing)], path)
        elif isinstance(value, list):
            entries = [option.entry for option in options(type) if isinstance(option, ListOf)]
            if len(entries) != 1:
                self.wrong.append(f"{path} is a list")
            for entry in value:
                self.compare(entry, entries[0], f"{path}[]")
        elif not any(self._plain(value, option) for option in options(type)):
            self.wrong.append(f"{path} is {value!r}, not {type}")

    def _plain(self, value: Any, option: Type) -> bool:
        if value is None:
            return option == MISSING
        if isinstance(option, Choice):
            return value in option.values
        kind = next(kind for known, kind in KINDS if isinstance(value, known))
        return isinstance(option, Plain) and option.kind is kind and value not in option.never

    def _thing(self, value: dict[str, Any], things: list[Thing], path: str) -> None:
        fitting = [thing for thing in things if self._has_the_fields(value, thing)]
        if len(fitting) != 1:
            self.wrong.append(f"{path} has {sorted(value)}")
            return
        (thing,) = fitting
        if (id(value), thing.name) in self._seen:
            return
        self._seen.add((id(value), thing.name))
        for name, field in thing.fields.items():
            if name in value:
                self.met.add((thing.name, name))
                self.compare(value[name], field.type, f"{path}.{name}")
            else:
                self.gone.add((thing.name, name))

    def _has_the_fields(self, value: dict[str, Any], thing: Thing) -> bool:
        if not thing.fields:  # a mapping with keys of the editor's own
            return all(key.isdecimal() for key in value)
        needed = {name for name, field in thing.fields.items() if field.only is None}
        told = thing.fields.get("slag")
        if told and isinstance(told.type, Choice) and value.get("slag") not in told.type.values:
            return False
        return needed <= set(value) <= set(thing.fields)


def conformity(workspace: Workspace) -> Conformity:
    """Return how all documents of all good cases compare, in both copies."""
    found = Conformity()
    contexts = []  # kept, so that no two things get the same id
    for name in GOOD_CASES:
        case = load(workspace.case(name, edits=RARE.get(name)))
        for key in case.documents:
            for copy in Copy:
                contexts.append(view(case, key, copy))
                found.compare(contexts[-1], type_given_to(key), f"{name}/{key}")
    return found


def typed() -> Iterator[tuple[str, str]]:
    """Yield every (thing, field) that a template can reach."""
    queue = [type_given_to(row.key) for row in DOCUMENTS]
    seen = set()
    for thing in queue:
        if thing.name in seen:
            continue
        seen.add(thing.name)
        for name, field in thing.fields.items():
            yield thing.name, name
            queue += things(field.type)


def things(type: Type) -> Iterator[Thing]:
    """Yield the things that a type leads to."""
    for option in options(type):
        if isinstance(option, ListOf):
            yield from things(option.entry)
        elif isinstance(option, Thing):
            yield option


def test_every_value_is_of_its_type_and_every_typed_field_can_be_there(
    workspace: Workspace,
) -> None:
    found = conformity(workspace)
    assert found.wrong == []
    assert set(typed()) == found.met
    # The smallest table of these cases has three years, the largest five.
    assert {name for _, name in found.gone} == {"år4", "år5"}


def test_a_wrong_type_is_noticed() -> None:
    found = Conformity()
    stamp = type_given_to("atgardsplan").fields["stämpel"].type
    values = {"nummer": 1, "version": "1", "datum": date(2018, 1, 1), "status": "klar"}
    found.compare({**values, "kopia": None}, stamp, "stämpel")
    assert [text.split(" is ")[0] for text in found.wrong] == ["stämpel.nummer", "stämpel.status"]
    found.compare(values, stamp, "stämpel")
    assert found.wrong[2:] == ["stämpel has ['datum', 'nummer', 'status', 'version']"]


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row.key)
def test_a_document_has_its_own_fields_and_those_of_all(row: Any) -> None:
    own = {info.alias for info in row.model.model_fields.values()} - {"ursprung"}
    derived = {one.name for one in row.model.derived}
    assert set(type_given_to(row.key).fields) == own | derived | set(COMMON_NAMES)
    documents = type_given_to(row.key).fields["dokument"].type
    assert isinstance(documents, Thing)
    missing = {key for key, field in documents.fields.items() if MISSING in options(field.type)}
    assert missing == {other.key for other in DOCUMENTS} - {row.key}
