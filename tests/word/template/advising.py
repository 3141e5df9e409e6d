"""Advice on small templates, and what it says."""

from __future__ import annotations

from avtal.problems import Problem
from avtal.word.template.check import check
from avtal.word.types.kinds import Thing

NOTHING = Thing("mall", "mall", {})


LANGUAGE = "välj Granska > Språk > Ange korrekturspråk > svenska (Sverige)"
FONT = "byt till Arial, Times New Roman, Courier New, Calibri eller Cambria"


def advice(data: bytes) -> list[Problem]:
    """Return the advice on a template."""
    report, _ = check("prov.docx", data, NOTHING)
    return [problem for problem in report.problems if problem.severity == "råd"]


LINE = '<w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr></w:pPr>'


def said(data: bytes) -> list[tuple[str, str]]:
    return [(problem.message, problem.help) for problem in advice(data)]
