"""What the columns of the ledger are called in a sentence."""

from __future__ import annotations

from avtal.register.ledger.schema import STATE
from avtal.register.ledger.words import WORDS


def test_every_column_has_a_word() -> None:
    assert {column.name for table in STATE for column in table.columns} == set(WORDS)
