"""Tags as Word and its authors make them: each works as meant, or is refused with its place."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import docx
import pytest

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.engine import compiling, preparing
from avtal.word.stories.text import paragraphs
from tests.word.making import (
    body,
    changed,
    holding,
    members,
    paragraph,
    problems,
    rendered,
    table,
    template,
)
from tests.work import worked

MARKS = (
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="{0}" w:name="b{0}"/><w:bookmarkEnd w:id="{0}"/>',
)
LINK = '<w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'


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


def told(data: bytes) -> list[tuple[str, str, str]]:
    return [(p.message, p.help, p.path.removeprefix("brödtext, ")) for p in problems(data)]


def test_a_block_that_is_never_closed_is_told_where_it_begins() -> None:
    texts = ["{%p for y in l %}", "{{ y }}", "{%p if y %}", "{%p endif %}", "{{ x }}"]
    assert told(holding(*texts)) == [
        ("for-taggen stängs aldrig", "skriv {%p endfor %} där den ska sluta",
         "stycke 1: {%p for y in l %}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "message", "place"),
    [
        (["{%p for y in l %}", "{%p if y %}", "{%p endfor %}"], "if-taggen stängs aldrig", 2),
        (["{%p if x %}", "{%p endfor %}"], "endfor stänger en if", 2),
        (["{%p endif %}"], "endif utan if", 1),
        (["{% else %}"], "else hör inte till någon if-tagg", 1),
        (["{% for y in l %}", "{% elif y %}{% endfor %}"], "elif hör inte till någon if-tagg", 2),
        (["{% if x %}a{% else %}b", "{% else %}c{% endif %}"],
         "else hör inte till någon if-tagg", 2),
        (["{% for y in l %}", "{{ y }}", "{% endfor %}"],
         "for och endfor hör ihop men står i olika stycken", 3),
        (["{%p if x %}", "a {% endif %}"],
         "if och endif hör ihop men börjar olika: {%p och {%", 2),
        ([table(("{%p for y in l %}", "{%p endfor %}"))],
         "for och endfor hör ihop men står i olika tabellceller", 2),
        ([table("{%tr if x %}"), table("{%tr endif %}")],
         "if och endif hör ihop men står i olika tabeller", 2),
        ([paragraph("{% if x %}", LINK.format("{% endif %}"))],
         "if och endif hör ihop men står på var sin sida om kanten till en länk", 1),
        (["{% for y in l %}" * 6 + "{% endfor %}" * 6],
         "mer än 5 slingor eller 20 villkor ligger inuti varandra", 1),
    ],
)  # fmt: skip
def test_blocks_enclose_whole_pieces(texts: list[str], message: str, place: int) -> None:
    found = [(problem.message, problem.path.split(":")[0]) for problem in problems(holding(*texts))]
    assert (message, f"brödtext, stycke {place}") in found


def test_what_stands_wrong_is_told_once() -> None:
    (problem,) = problems(holding("{%p if x %}{%p endif %}"))
    assert problem.message.startswith("texten ”{%p endif %}” skulle försvinna")
    assert [place for _, _, place in told(holding("{%tr if x %}", "{%tr endif %}"))] == [
        "stycke 1: {%tr if x %}", "stycke 2: {%tr endif %}",
    ]  # fmt: skip


def test_a_line_end_in_the_file_does_not_move_the_place() -> None:
    with pytest.raises(CaseError) as caught:
        rendered(holding("a\nb\nc", "{{ x }}", "{{ fel }}", "{{ x }}"), x="x")
    assert caught.value.problems[0].path == "brödtext, stycke 3: {{ fel }}"


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


TOO_MANY = "mallen har mer än 2000 taggar, eller mycket långa taggar"
UNREADABLE = "word/document.xml är skadad och går inte att läsa"
NESTED = "mer än 5 slingor eller 20 villkor ligger inuti varandra"
HEAVY: dict[str, tuple[Callable[[], bytes], dict[str, int]]] = {
    "unclosed": (lambda: holding(*(["{{ x "] * 6_000)), {TOO_MANY: 1}),
    "unclosed-in-one": (lambda: holding("{{ x " * 100_000), {"taggen stängs aldrig": 1}),
    "rows-outside": (
        lambda: holding(table("x"), *(["{%tr if x %}"] * 1_900)),
        {"taggen börjar med {%tr men står inte i en tabell": 1_900, NESTED: 1},
    ),
    "many-in-one": (
        lambda: holding("{%p if x %}" * 1_900 + "a" * 900_000),
        {f"texten ”{'{%p if x %}' * 3}{{%p if…” skulle försvinna, eftersom det står i samma stycke "
         "som taggen": 1, NESTED: 1},
    ),
    "too-many": (lambda: holding("{{ x }}" * 2_001), {TOO_MANY: 1}),
    "nested": (
        lambda: holding("<w:p><w:r>" * 120 + "<w:p/>" * 20_000 + "</w:r></w:p>" * 120, "}}"),
        {"”}}” står utanför en tagg": 1},
    ),
    "too-deep": (lambda: holding("<w:p>" * 1_000 + "</w:p>" * 1_000), {UNREADABLE: 1}),
    "too-long": (lambda: holding("a" * 1_000_001), {"word/document.xml är orimligt lång": 1}),
    "attributes": (
        lambda: holding("<w:p " + "".join(f' a{n}=""' for n in range(80_000)) + "/>"),
        {UNREADABLE: 1},
    ),
    "fields": (
        lambda: holding(
            "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 15_000 + "</w:p>"
        ),
        {"ett fält är tomt": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_template_is_refused_at_once(name: str) -> None:
    """Told once, before anything is compiled or filled, and with no part looked at many times."""
    make, expected = HEAVY[name]
    data = make()
    found, made = worked(lambda: problems(data))
    assert Counter(problem.message for problem in found) == expected
    assert not {"docxtpl.template", compiling.__name__, preparing.__name__} & set(made)
    assert made.total() < 6 * sum(map(len, members(data).values()))


def many(number: int) -> bytes:
    loops = ["{%p for y in l %}", "{{ y }}", "{%p endfor %}"] * number
    return rendered(holding(*loops, *["<w:p/>", '<w:p w:a="1"/>'] * (10 * number)), l=["å"])


def test_many_loops_and_paragraphs_are_no_hindrance() -> None:
    one, some, more = (worked(lambda n=n: many(n)) for n in (1, 100, 300))  # type: ignore[misc]
    assert body(more[0])[:300] == ["å"] * 300
    start, first, last = (made.total() for _, made in (one, some, more))
    assert last - start < 3.3 * (first - start)  # three times as many, no more


def test_a_paragraph_in_a_paragraph_is_refused_and_not_mended_silently() -> None:
    odd = '<w:p><w:pPr><w:p w:val="x"/></w:pPr><w:r><w:t>{{p x|stycken }}</w:t></w:r></w:p>'
    with pytest.raises(CaseError) as caught:
        rendered(holding(odd), x=parse("text"))
    (problem,) = caught.value.problems
    assert problem.message == "taggarna ger en text som Word inte kan öppna"
    assert problem.path == "brödtext, stycke 1: {{p x|stycken }}"


def test_what_is_left_of_tables_and_headers_is_what_word_can_open() -> None:
    data = holding(
        table("{%tr for y in l %}", "{{ y }}", "{%tr endfor %}"),
        table(table("x") + paragraph("{%p if x %}") + paragraph("{%p endif %}")),
    )
    data = changed("word/footer1.xml", "<w:p>", f"{paragraph('{%p if l %}')}<w:p>", data)
    data = changed("word/footer1.xml", "</w:ftr>", f"{paragraph('{%p endif %}')}</w:ftr>", data)
    document = docx.Document(io.BytesIO(rendered(data, x="x", l=[])))
    assert [len(found.rows) for found in document.tables] == [1]
    assert [node.tag.split("}")[1] for node in document.tables[0].cell(0, 0)._tc] == ["tbl", "p"]
    assert [p.text for p in document.sections[0].first_page_footer.paragraphs] == [""]


def test_a_bookmark_in_a_loop_stands_once() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="här"/>'
    data = holding(
        "{%p for y in l %}",
        paragraph(mark, "{{ y }}", '<w:bookmarkEnd w:id="7"/>'),
        "{%p endfor %}",
    )
    xml = docx.Document(io.BytesIO(rendered(data, l=["a", "b"]))).element.xml
    assert (xml.count("<w:bookmarkStart"), xml.count("<w:bookmarkEnd")) == (1, 1)


def test_headers_of_every_kind_are_filled() -> None:
    def sections(document: docx.document.Document) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[0].even_page_header.paragraphs[0].text = "jämn {{ x }}"
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "andra {{ x }}"

    data = rendered(template("a", change=sections), x="X")
    found = [(p.place, p.text) for p in paragraphs(data)]
    assert ("Sidhuvud, jämna sidor", "jämn X") in found
    assert ("Sidhuvud i avsnitt 2", "andra X") in found


@pytest.mark.parametrize("text", ["a {{ x }}} b", "a {{{ x }} b", "{ {% if x %}b{% endif %}} b"])
def test_a_brace_too_many_beside_a_tag_is_refused(text: str) -> None:
    assert problems(holding("före", text))[0].path.startswith("brödtext, stycke 2")


def test_a_brace_after_a_tag_is_told_as_such() -> None:
    (problem,) = problems(holding("a {{ x }}} b"))
    assert (problem.message, problem.help) == (
        "en klammer för mycket står intill {{ x }}",
        "ta bort den",
    )


def test_rows_may_be_repeated_within_rows() -> None:
    data = holding(
        table("{%tr for y in l %}", "{%tr for z in l %}", "{{ y }}{{ z }}", "{%tr endfor %}",
              "{%tr endfor %}")
    )  # fmt: skip
    assert body(rendered(data, l=["a", "b"])) == ["aa", "ab", "ba", "bb"]
