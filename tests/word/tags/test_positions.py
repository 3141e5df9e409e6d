"""Tags as Word and its authors make them: each works as meant, or is refused with its place."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK

from avtal.problems import CaseError
from tests.word.making import LINK, body, holding, paragraph, problems, rendered, table, template

MARKS = (
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="{0}" w:name="b{0}"/><w:bookmarkEnd w:id="{0}"/>',
)


def test_a_tag_in_forty_runs_works() -> None:
    text = "{{ x|versaler }} och {%if x%}mer{% endif %}"
    runs = [piece for n, c in enumerate(text) for piece in (*(m.format(n) for m in MARKS), c)]
    assert body(rendered(holding(paragraph(*runs)), x="a & b")) == ["A & B och mer"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["{%p if x%}", "ja", "{%p endif%}"], ["ja"]),
        (["{{x}}"], ["X"]),
        (["{% if x == “X” %}ja{% endif %}"], ["ja"]),
        (["{% if 1 &lt; 2 %}ja{% endif %}"], ["ja"]),
        (["{{ u\u0308 }}"], ["ü"]),
        (["a{# {fritt} &amp; #}b", "{#p bort #}"], ["ab"]),
        (["{x} och 50 % {y}"], ["{x} och 50 % {y}"]),
        ([paragraph(LINK.format("{{ x }}"))], ["X"]),
        ([paragraph("<w:r><w:t>{{ x</w:t><w:tab/><w:t> }}</w:t></w:r>")], ["X"]),
        ([paragraph("{{ x", '<w:r><w:t xml:space="preserve"/></w:r>', " }}")], ["X"]),
        ([table("{%tr for y in l %}", table("{{ y }}"), "{%tr endfor %}")], ["a", "", "b", ""]),
    ],
)
def test_a_tag_that_is_written_freely_works(texts: list[str], expected: list[str]) -> None:
    assert body(rendered(holding(*texts), x="X", l=["a", "b"], ü="ü")) == expected


HAND = "skriv om taggen för hand, med vanliga blanksteg"
PLUS = ("taggen har - eller + intill klammern", "skriv taggen utan - och +")
CLOSE = ("taggen stängs aldrig", "avsluta den med }}, %} eller #}")
TIGHT = "skriv klamrarna tätt ihop: {{ … }} eller {% … %}"


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        *((tag, *PLUS) for tag in ("{{- x }}", "{{ x -}}", "{%+ if x %}", "{# x -#}")),
        ("{% p if x %}", "taggen ska börja med {%p", "skriv {%p … %}, utan blanksteg före"),
        ("{%P if x %}", "taggen ska börja med {%p", "skriv {%p … %}, utan blanksteg före"),
        ("{{P x|stycken }}", "taggen ska börja med {{p", "skriv små bokstäver"),
        ("{{\u00a0x }}", "taggen innehåller ett fast blanksteg", HAND),
        ("{%p\u00a0if x %}", "taggen innehåller ett fast blanksteg", HAND),
        ("{{ x\u200b }}", "taggen innehåller ett dolt tecken U+200B", HAND),
        ("{{ x\n|stor }}", "taggen innehåller ett dolt tecken U+000A", HAND),
        ("{% if x == \"a &amp; b\" %}", "tecknet & går inte att ha i en tagg",
         "skriv texten utanför taggen"),
        ('{%p if x == "5 %" %}', "tecknen % och } går inte att ha i taggen",
         "skriv texten utanför taggen"),
        ("{# {%p if x %} #}", "en tagg står inne i en annan", "stäng den första taggen före nästa"),
        ("{{ " + "x" * 500 + " }}", "taggen är längre än 500 tecken",
         "förenkla den, eller dela upp den"),
        ("{%tr if x %}", "taggen börjar med {%tr men står inte i en tabell",
         "skriv {%p, eller flytta taggen till en egen tabellrad"),
        ("{{tr x }}", "taggar som börjar med {{tr stöds inte", "se docs/templates.md"),
        ("text {#p x #}",
         "texten ”text” skulle försvinna, eftersom det står i samma stycke som taggen",
         "låt taggen stå ensam i stycket"),
        ("{% raw %}", "taggen ”raw” finns inte", "använd bara for och if; se docs/templates.md"),
        ("{# x", *CLOSE),
        (paragraph("{{ x", LINK.format(" }}")), "en länk eller ett fält börjar inne i taggen",
         "skriv om taggen för hand"),
        (paragraph("<w:r><w:t>{{ x</w:t><w:br/><w:t> }}</w:t></w:r>"),
         "en brytning står inne i taggen", "flytta det, och skriv om taggen för hand"),
        (table(("{%tr if x %}", table("") + paragraph(""))),
         "en tabell skulle försvinna, eftersom det står i samma tabellrad som taggen",
         "låt taggen stå ensam i raden"),
    ],
)  # fmt: skip
def test_a_tag_that_would_go_wrong_is_refused(text: str, message: str, help: str) -> None:
    found = problems(holding("före", text))
    assert (found[0].message, found[0].help) == (message, help)
    assert found[0].path.startswith("brödtext, stycke 2: {")


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["x }}"], "”}}” står utanför en tagg"),
        (["50 -%} text"], "”%}” står utanför en tagg"),
        (["Mål { f.nr }: { f.titel }"],
         "”{ f.nr }” har enkla klamrar och skulle skrivas ut som det står"),
        (["{titel|stor}"], "”{titel|stor}” har enkla klamrar och skulle skrivas ut som det står"),
        (["{ { x } }"], "”{ {” står utanför en tagg"),
        (["{ % if x % }"], "”{ %” står utanför en tagg"),
        (["slut {"], "en ensam klammer står först eller sist i stycket"),
        (["} början"], "en ensam klammer står först eller sist i stycket"),
        (['<w:p><w:bookmarkStart w:id="1" w:name="{{ x }}"/></w:p>'],
         "en tagg står i ett bokmärkes namn"),
        (['<w:p><w:hyperlink w:anchor="{{ x }}"/></w:p>'], "en tagg står i en länk"),
        (["<w:p><w:r><w:instrText>REF {{ x }}</w:instrText></w:r></w:p>"],
         "en tagg står i en fältkod"),
        (["<w:p><w:t>{{ x }}</w:t></w:p>"], "en tagg står i något annat än vanlig text"),
        (['<w:p><x:t xmlns:x="math">{{ x }}</x:t></w:p>'], "en tagg står i en formel"),
    ],
)  # fmt: skip
def test_braces_that_are_no_tag_or_stand_elsewhere_are_refused(
    texts: list[str], message: str
) -> None:
    (problem,) = problems(holding("före", *texts))
    assert (problem.message, problem.path) == (message, "brödtext, stycke 2")


def test_a_line_end_in_the_file_does_not_move_the_place() -> None:
    with pytest.raises(CaseError) as caught:
        rendered(holding("a\nb\nc", "{{ x }}", "{{ fel }}", "{{ x }}"), x="x")
    assert caught.value.problems[0].path == "brödtext, stycke 3: {{ fel }}"


@pytest.mark.parametrize("text", ["a {{ x }}} b", "a {{{ x }} b", "{ {% if x %}b{% endif %}} b"])
def test_a_brace_too_many_beside_a_tag_is_refused(text: str) -> None:
    assert problems(holding("före", text))[0].path.startswith("brödtext, stycke 2")


def test_a_brace_after_a_tag_is_told_as_such() -> None:
    (problem,) = problems(holding("a {{ x }}} b"))
    assert (problem.message, problem.help) == (
        "en klammer för mycket står intill {{ x }}",
        "ta bort den",
    )


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ x|stycken }}", "filtret stycken behöver en tagg som börjar med {{p", "skriv {{p … }}"),
        ("{{ x|löptext }}", "filtret löptext behöver en tagg som börjar med {{r", "skriv {{r … }}"),
        ("{{p x }}", "en tagg som börjar med {{p behöver filtret stycken",
         "lägg till |stycken, eller skriv taggen utan p"),
        ("Se {{p x|stycken }}",
         "texten ”Se” skulle försvinna, eftersom det står i samma stycke som taggen",
         "låt taggen stå ensam i stycket"),
    ],
)  # fmt: skip
def test_a_tag_that_would_lose_text_or_break_the_file_is_refused(
    tag: str, message: str, help: str
) -> None:
    (problem,) = problems(template("text", tag))
    assert (problem.message, problem.help) == (message, help)
    assert problem.path.startswith("brödtext, stycke 2: ")


def test_what_else_a_tag_would_take_with_it_is_named() -> None:
    def page_break(document: Document) -> None:
        document.add_paragraph("{%p if x %}").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("{%p endif %}")

    (problem,) = problems(template("text", change=page_break))
    assert problem.message == (
        "en brytning skulle försvinna, eftersom det står i samma stycke som taggen"
    )


def test_text_beside_a_row_tag_is_refused() -> None:
    def table(document: Document) -> None:
        rows = document.add_table(2, 2).rows
        rows[0].cells[0].text, rows[0].cells[1].text = "{%tr for x in y %}", "glömd"
        rows[1].cells[0].text = "{%tr endfor %}"

    (problem,) = problems(template("text", change=table))
    assert problem.message == (
        "texten ”glömd” skulle försvinna, eftersom det står i samma tabellrad som taggen"
    )


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ x", "taggen stängs aldrig"),
        ("{{ x }", "taggen stängs aldrig"),
        ("{# x", "taggen stängs aldrig"),
    ],
)
def test_a_badly_written_tag_is_named(tag: str, message: str) -> None:
    (problem,) = problems(template("text", tag))
    assert problem.message == message
    assert problem.path.startswith("brödtext, stycke")
