"""What events of today look like; a change of that is a new format, and the old one stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from avtal.register.events.chain import Envelope
from avtal.register.events.formats import FORMAT
from avtal.register.events.kinds import KINDS
from tests.conftest import Golden


def test_the_form_of_events_has_a_number_of_its_own(golden: Golden) -> None:
    """Where this goes red: raise FORMAT and SCHEMA_VERSION, and add a step in `formats.py`.

    What has been written stays as it is; so do the files of the earlier numbers beside this.
    """
    schemas = {model.kind: model.model_json_schema() for model in KINDS}
    schemas["runt om"] = Envelope.model_json_schema()
    text = json.dumps(_without_words(schemas), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    golden(Path(__file__).with_name(f"format-{FORMAT}.json"), text)


def _without_words(schema: Any) -> Any:
    """Return a schema without what is told of it: docstrings may be mended."""
    if isinstance(schema, dict):
        told = {"description", "title"}
        return {
            name: _without_words(value)
            for name, value in schema.items()
            if not (name in told and isinstance(value, str))
        }
    return [_without_words(value) for value in schema] if isinstance(schema, list) else schema


def test_each_kind_has_a_name_of_its_own() -> None:
    assert len({model.kind for model in KINDS}) == len(KINDS)
