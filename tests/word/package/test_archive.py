"""A zip file is read within bounds, and no other file is."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from tests.word.making import problems, with_part

GOOD = (REPOSITORY / "templates" / "tjansteutlatande.docx").read_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "filen är inte en Word-mall (.docx)"),
        (b"%PDF-1.7 inte word", "filen är inte en Word-mall (.docx)"),
        (GOOD[: len(GOOD) // 2], "filen är inte en Word-mall (.docx)"),
        (with_part("word/bomb.bin", b"\0" * 60_000_000), "mallen är orimligt stor uppackad"),
    ],
    ids=["tom", "pdf", "avklippt", "bomb"],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_template_is_refused(data: bytes, message: str) -> None:
    (problem,) = problems(data)
    assert (problem.file, problem.message) == ("prov.docx", message)
