"""Every produced file and template follows the Office Open XML schemas that Word checks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.making.build import Built
from tests.conftest import GOOD_CASES, REPOSITORY
from tests.word.making import template


def findings(path: Path) -> list[str]:
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("case", GOOD_CASES)
@pytest.mark.parametrize("copy", list(Copy))
def test_documents(drafts: Mapping[tuple[str, Copy], Built], case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    found = {
        record.file: findings(built.folder / record.file) for record in built.manifest.documents
    }
    assert [file for file, wrong in found.items() if wrong] == []
    assert len(found) == len(load(built.folder.parents[2] / "content" / case).documents)


def test_templates() -> None:
    for path in sorted((REPOSITORY / "templates").glob("*.docx")):
        assert findings(path) == [], path.name


def test_the_validator_sees_what_word_would_refuse(tmp_path: Path) -> None:
    def misplace(document: object) -> None:
        body = document.element.body  # type: ignore[attr-defined]
        body.append(body[0])  # a paragraph after the section properties

    broken = tmp_path / "trasig.docx"
    broken.write_bytes(template("ett", "två", change=misplace))
    assert findings(broken) != []
