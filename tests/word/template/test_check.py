"""Everything that can be said of a template is told at once, in the order of the document."""

from __future__ import annotations

from bisect import bisect_left

import pytest

from avtal.word.template.check import check
from tests.word.heavy import HEAVY
from tests.word.making import changed, holding, members, paragraph, table, template
from tests.word.types.judging import GIVEN, assert_told, said, told
from tests.work import count_work


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ('{{ "x" if titel }}', "en if inne i en tagg saknar else",
         'skriv {{ fält if villkor else "…" }}'),
        ("{% for a in ord recursive %}{% endfor %}", "recursive är inte tillåtet i mallar",
         "ta bort ordet recursive"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    assert_told(tag, message, help)


def test_all_that_is_wrong_is_told_once_and_in_order() -> None:
    data = holding(
        "{{ fel1 }}",
        table("{%tr for å in åtgärder %}", ("{{ å.fel2 }}", "{{ å.namn }}"), "{%tr endfor %}"),
        "{{ 1 + 1 }}",
        "{{ titel titel }}",
        "{{ fel3 }} {{ fel3 }} {{ fel4.x.y|stor }}",
        "{%p for x in fel5 %}",
        "{{ x.vad.som.helst }}",
        "{%p endfor %}",
    )
    data = changed("word/footer1.xml", "{{ ärende.kommun.part.namn }}", "{{ fel6 }}", data)
    report, opened = check("prov.docx", data, GIVEN)
    wrong = [(p.message, p.path) for p in report.problems if p.severity == "fel"]
    assert opened is None
    body = [path.removeprefix("brödtext, stycke ") for _, path in wrong if "brödtext" in path]
    assert body == [
        "1: {{ fel1 }}",
        "3: {{ å.fel2 }}",
        "6: {{ 1 + 1 }}",
        "7: {{ titel titel }}",
        "8: {{ fel3 }}",
        "8: {{ fel3 }}",
        "8: {{ fel4.x.y|stor }}",
        "9: {%p for x in fel5 %}",
    ]
    assert ("namnet ”fel6” finns inte", "sidfot, stycke 1: {{ fel6 }}") in wrong


def test_where_blocks_do_not_hang_together_only_that_is_told() -> None:
    assert said("{%p for å in åtgärder %}", "{{ fel }}") == ["for-taggen stängs aldrig"]


def test_a_tag_in_the_text_is_told_with_the_heading_above_it() -> None:
    heading = paragraph('<w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>', "Bakgrund")
    ((_, _, place),) = told(holding(heading, "{{ fel }}"))
    assert place == "2 under ”Bakgrund”: {{ fel }}"


def test_a_style_that_only_some_texts_need_is_a_warning() -> None:
    name = '<w:name w:val="List Bullet"/>'
    data = changed("word/styles.xml", name, '<w:name w:val="Annat"/>', template("text"))
    assert "varning" not in {p.severity for p in check("prov.docx", data, GIVEN)[0].problems}
    data = changed("word/styles.xml", name, name.replace("List Bullet", "Annat"),
                   template("{{p inledning|stycken }}"))  # fmt: skip
    report, _ = check("prov.docx", data, GIVEN)
    warnings = [p.message for p in report.problems if p.severity == "varning"]
    assert warnings == [
        "formatet ”Punktlista” saknas, och behövs när en text har punkter, nummer eller länkar"
    ]


def test_a_file_that_cannot_be_read_is_told_as_before() -> None:
    report, opened = check("prov.docx", b"inte word", GIVEN)
    assert [p.message for p in report.problems] == ["filen är inte en Word-mall (.docx)"]
    assert opened is None


def test_tags_that_are_too_involved_only_together_are_told() -> None:
    def deep(depth: int) -> str:
        return f"{{{{ {'(' * depth}titel{')' * depth} }}}}"

    # As deep as can be read, which the depth of the stack decides.
    depth = bisect_left(range(230), True, key=lambda depth: said(deep(depth)) != []) - 1
    assert depth > 20
    assert said("{% if titel %}" * 20 + deep(depth) + "{% endif %}" * 20) == [
        "taggarna är orimligt invecklade tillsammans"
    ]


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_template_is_judged_at_once(name: str) -> None:
    data = HEAVY[name][0]()
    checked, made = count_work(lambda: check("prov.docx", data, GIVEN))
    assert checked.report.problems
    assert "docxtpl.template" not in made
    assert made.total() < 6 * sum(map(len, members(data).values()))
