"""A template is prepared whole, or everything wrong in it is told at once."""

from __future__ import annotations

from collections import Counter

import pytest
from docx.document import Document

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.engine import compiling, preparing
from avtal.word.template.prepare import prepare
from tests.conftest import REPOSITORY
from tests.word.heavy import HEAVY
from tests.word.making import (
    W,
    changed,
    holding,
    members,
    packed,
    paragraph,
    problems,
    related,
    rendered,
    template,
)
from tests.work import count_work


def test_every_mistake_is_reported_with_its_heading() -> None:
    def heading(document: Document) -> None:
        document.add_paragraph("Bakgrund", style="Heading 1")
        document.add_paragraph("{{ x|okant }} och {{ y|datumm }}", style="Body Text")

    found = problems(template("{{ 1 + 1 }}", change=heading))
    assert [(problem.message, problem.help, problem.path) for problem in found] == [
        ("en tagg använder räkning, som inte är tillåtet i mallar",
         "använd bara fält, for, if, jämförelser och filter; se docs/templates.md",
         "brödtext, stycke 1: {{ 1 + 1 }}"),
        ("filtret ”okant” finns inte", found[1].help,
         "brödtext, stycke 3 under ”Bakgrund”: {{ x|okant }}"),
        ("filtret ”datumm” finns inte", "menade du ”datum”?",
         "brödtext, stycke 3 under ”Bakgrund”: {{ y|datumm }}"),
    ]  # fmt: skip


def test_all_templates_are_good_and_have_tags_in_headers_and_body() -> None:
    for path in sorted((REPOSITORY / "templates").glob("*.docx")):
        prepared = prepare(path.name, path.read_bytes())
        assert {"Brödtext", "Rubrik 1", "Punktlista", "Numrerad lista", "Hyperlänk"} <= set(
            prepared.styles
        )
        places = [part.label for part in prepared.parts]
        assert places == ["brödtext", "sidhuvud", "sidhuvud", "sidfot", "sidfot"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_document() -> None:
    date = '<w:p><w:fldSimple w:instr=" DATE "/></w:p>'
    data = holding("{{ 1 + 1 }}", "{{ x", date, "{{ x|okant }}", "slut }}")
    data = changed("word/header1.xml", "{{ b.nr }}", "{{ b.nr|okant }}", data)
    name = "{{ ärende.kommun.part.namn"
    data = changed("word/footer1.xml", f"{name} }}}}", name, data)
    places = [problem.path.split(":")[0] for problem in problems(data)]
    assert places == [
        *(f"brödtext, stycke {number}" for number in range(1, 6)),
        "sidhuvud, stycke 8",
        "sidfot, stycke 1",
    ]


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_template_is_refused_at_once(name: str) -> None:
    """Told once, before anything is compiled or filled, and with no part looked at many times."""
    make, expected = HEAVY[name]
    data = make()
    found, made = count_work(lambda: problems(data))
    assert Counter(problem.message for problem in found) == expected
    assert not {"docxtpl.template", compiling.__name__, preparing.__name__} & set(made)
    assert made.total() < 6 * sum(map(len, members(data).values()))


def test_a_tag_in_a_footnote_is_refused() -> None:
    note = paragraph("{{ x }}")
    notes = f"<w:footnotes {W}><w:footnote>{note}</w:footnote></w:footnotes>"
    found = members(related("footnotes", "footnotes.xml", outside=False))
    found["word/footnotes.xml"] = notes.encode()
    (problem,) = problems(packed(found))
    assert problem.message == "en tagg står i fotnoter, där den inte fylls i"


def test_a_style_without_an_id_is_not_there() -> None:
    data = changed("word/styles.xml", ' w:styleId="Brdtext"', "", template("{{p x|stycken }}"))
    with pytest.raises(CaseError) as caught:
        rendered(data, x=parse("text"))
    (problem,) = caught.value.problems
    assert problem.message == "mallen saknar formatet ”Brödtext”"
