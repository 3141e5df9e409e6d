"""docs/falt.md: what stands in its last column can be read by people, and copied into a file."""

from __future__ import annotations

import re

import pytest

from avtal.case.field_reference import reference, written
from avtal.reading.events import read

ROWS = [line.split(" | ") for line in reference().splitlines() if line.startswith("| `")]


def test_the_label_stands_first() -> None:
    assert len(ROWS) > 200
    wrong = [row[0] for row in ROWS if not re.match(r"\*\*[A-ZÅÄÖ][^*]+\.\*\* \S", row[3])]
    assert wrong == []


def test_the_example_stands_last_as_it_is_written_in_a_file() -> None:
    (told,) = [row[3] for row in ROWS if row[0] == "| `uppsägning.uppsägningstid`"]
    assert told == (
        "**Uppsägningstid, månader.** Tiden från uppsägningen tills överenskommelsen upphör. "
        "Exempel: `3`. |"
    )


def test_every_example_is_yaml_for_itself() -> None:
    examples = [found for row in ROWS for found in re.findall(r"Exempel: `([^`]+)`\.? \|$", row[3])]
    assert len(examples) > 150
    for example in examples:
        value = read("prov.yaml", f"fält: {example}\n".encode()).value
        assert isinstance(value, dict)
        assert written(value["fält"]) == example


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3", "3"),
        ("2023:196", '"2023:196"'),
        ("{nämnd} {år}/{löpnummer}", '"{nämnd} {år}/{löpnummer}"'),
        (["L1", "L2"], "[L1, L2]"),
        ({"2016": "377", "2017": "391"}, "{2016: 377, 2017: 391}"),
    ],
)
def test_how_a_value_is_written(value: object, text: str) -> None:
    assert written(value) == text
