"""What a user writes to name something registered, and what is said of what names nothing."""

from __future__ import annotations

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.ledger.address import Address, read_address, read_case_number, read_part
from tests.register.registering import SMALL


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (SMALL, Address(SMALL)),
        (f" {SMALL} @3", Address(SMALL, version=3)),
        (f"{SMALL}@v12", Address(SMALL, version=12)),
        (f"{SMALL}@fil2", Address(SMALL, filing=2)),
        (f"{SMALL}@latest", Address(SMALL, word="latest")),
        (f"{SMALL}@beslutsunderlag", Address(SMALL, word="beslutsunderlag")),
        (f"{SMALL}@1/lagesbild", Address(SMALL, version=1, key="lagesbild")),
        (f"{SMALL}@remiss/lagesbild", Address(SMALL, word="remiss", key="lagesbild")),
    ],
)
def test_what_can_be_named(text: str, address: Address) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("hej@1", "”hej” är inget diarienummer", "skriv det inom citattecken"),
        (f"{SMALL}@0", "”0” är ingen version", f"'{SMALL}@1' eller '{SMALL}@remiss'"),
        (f"{SMALL}@v", "”v” är ingen version", "latest"),
        (f"{SMALL}@fil", "”fil” är ingen version", "latest"),
        (f"{SMALL}@", "”” är ingen version", "latest"),
        (f"{SMALL}@1/läges bild", "”läges bild” är ingen handling", f"'{SMALL}@1/"),
        (
            f"{SMALL}@fil1/lagesbild",
            f"”{SMALL}@fil1/lagesbild” är en fil och har inga delar",
            f"skriv '{SMALL}@fil1'",
        ),
    ],
)
def test_what_names_nothing_is_told(text: str, message: str, help: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        read_address(text)
    assert caught.value.message == message
    assert help in caught.value.help


def test_something_in_a_case_is_not_the_case() -> None:
    assert read_part(f"{SMALL}@1") == Address(SMALL, version=1)
    with pytest.raises(EnvironmentProblem) as caught:
        read_part(SMALL)
    assert caught.value.message == f"{SMALL} är hela ärendet"
    assert f"'{SMALL}@1' eller '{SMALL}@fil1'" in caught.value.help


@pytest.mark.parametrize(
    ("what", "slug"),
    [("@1", "KS-2024-12_v1"), ("@fil3", "KS-2024-12_fil3"), ("@remiss", "KS-2024-12_remiss")],
)
def test_names_for_files(what: str, slug: str) -> None:
    assert read_address(SMALL + what).slug() == slug


def test_a_case_number_is_read_as_it_is_printed() -> None:
    assert read_case_number(f"  {SMALL}\n") == SMALL
