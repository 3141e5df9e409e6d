"""What `avtal compare` says of a redline that is right to every word and not in all else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.processes import run
from tests.word.surface.paper import paper, paragraph
from tests.word.surface.paper import run as run_of


def test_a_redline_that_is_otherwise_than_the_versions_says_so(tmp_path: Path) -> None:
    """The program that compares loses at what a list starts over."""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    starts = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbers = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
        'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>{}</w:num>'
    ).format
    for name, text, start in (("a", "Ett mål.", ""), ("b", "Ett löfte.", starts)):
        data = paper(paragraph(run_of(text), listed), numbering=numbers(start))
        (tmp_path / f"{name}.docx").write_bytes(data)
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path)
    assert "En sak som inte är ord är inte rätt i den, se rapporten." in ran.out
    ((report, redline),) = [(one, *one.parent.glob("*.docx")) for one in tmp_path.rglob("*.html")]
    page = report.read_text(encoding="utf-8")
    assert "En sak som inte är ord är inte rätt i den, se nedan." in page
    text = re.sub("<[^>]*>", "", page)
    assert "det ska vara ”4.” men är ”1.”." in text
    proved = run("prove", "a.docx", "b.docx", redline, cwd=tmp_path)
    assert (proved.exit_code, "ska vara: 4." in proved.out) == (1, True)
