"""Tags are checked against types: everything that some content would make fail is told at once."""

from __future__ import annotations

from bisect import bisect_left

import pytest

from avtal.word.template.check import check
from avtal.word.types.kinds import (
    DAY,
    FLAG,
    MISSING,
    NUMBER,
    PROSE,
    TEXT,
    WHOLE,
    Choice,
    Field,
    ListOf,
    Plain,
    Thing,
    Type,
    one_of,
)
from avtal.word.values.mistakes import ValueKind
from tests.word.making import changed, holding, members, paragraph, table, template
from tests.word.tags.test_positions import HEAVY
from tests.work import worked


def thing(name: str, **fields: Type) -> Thing:
    return Thing(name, name, {field: Field(type) for field, type in fields.items()})


MEETING = thing("möte", slag=Choice(("möte",), open=True), datum=DAY, namn=TEXT)
PARTY = thing("part", id=Plain(ValueKind.TEXT, frozenset({"alla"})), namn=TEXT, typ=TEXT)
ALL = thing("alla", id=Choice(("alla",), open=True), namn=TEXT)
YEARS = Choice((2, 3), "antal")
ACTION = thing(
    "åtgärd",
    slag=Choice(("åtgärd",), open=True),
    namn=TEXT,
    nr=WHOLE,
    text=PROSE,
    status=Choice(("klar", "pågår")),
    budget=one_of((NUMBER, MISSING)),
    möte=one_of((MEETING, MISSING)),
    leds_av=one_of((PARTY, ALL)),
    hemlig=FLAG,
)
GIVEN = thing(
    "mall",
    titel=TEXT,
    datum=DAY,
    inledning=PROSE,
    antal=YEARS,
    åtgärder=ListOf(ACTION),
    ord=ListOf(TEXT),
    gäller=ListOf(one_of((MEETING, ACTION))),
    kanske=one_of((ListOf(TEXT), MISSING)),
    möte=MEETING,
    år=Thing(
        "år", "år", {"år2": Field(TEXT), "år3": Field(TEXT, "", Choice((3,), "antal"))}
    ),
)  # fmt: skip
# What the headers of the template that tests build on print.
OF_THE_HEADER = ("sidhuvud", "sidfot")


def told(data: bytes) -> list[tuple[str, str, str]]:
    """Return (message, help, place) of what is wrong in the body."""
    report, _ = check("prov.docx", data, GIVEN)
    return [
        (problem.message, problem.help, problem.path.removeprefix("brödtext, stycke "))
        for problem in report.problems
        if problem.severity == "fel" and problem.path.startswith("brödtext")
    ]


def said(*texts: str) -> list[str]:
    """Return the sentences about a template with these paragraphs."""
    return [message for message, _, _ in told(template(*texts))]


def in_loop(text: str) -> str:
    return f"{{% for å in åtgärder %}}{text}{{% endfor %}}"


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ titl }}", "namnet ”titl” finns inte", "menade du ”titel”?"),
        ("{{ möte.dautm|datum }}", "fältet ”dautm” finns inte här", "menade du ”datum”?"),
        ("{{ titel.namn }}", "fältet ”namn” finns inte här: en text har inga fält",
         "kontrollera vad som står före punkten"),
        ("{{ datum }}", "ett datum skrivs utan filter", "lägg till |datum eller |kortdatum"),
        ("{{ inledning }}", "en text med stycken skrivs utan filter",
         "lägg till |stycken och börja taggen med {{p, eller |löptext och {{r"),
        ("{{ ord }}", "en lista kan inte skrivas ut",
         "skriv ut ett av dess fält eller gå igenom den"),
        ("{{ möte }}", "en grupp kan inte skrivas ut",
         "skriv ut ett av dess fält eller gå igenom den"),
        ("{{ titel|datum }}", "filtret behöver ett datum men får en text", "byt filter eller fält"),
        ("{{ titel|antal }}", "filtret antal behöver en lista men får en text",
         "byt filter eller fält"),
        ("{{r titel|löptext }}", "filtret behöver en text med stycken",
         "skriv fältet utan stycken eller löptext"),
        ('{{p inledning|stycken("Tabeltext") }}', "mallen saknar formatet ”Tabeltext”",
         "menade du ”Tabelltext”?"),
        ('{{ åtgärder|lista("nam") }}', "fältet ”nam” finns inte här", "menade du ”namn”?"),
        ('{{ åtgärder|rad("text") }}', "en text med stycken skrivs utan filter",
         "lägg till |stycken och börja taggen med {{p, eller |löptext och {{r"),
        ("{{ åtgärder|lista }}", "en grupp kan inte skrivas ut",
         "skriv ut ett av dess fält eller gå igenom den"),
        ('{% for a in åtgärder|sorterade("start") %}{% endfor %}',
         "fältet ”start” finns inte här", "menade du ”status”?"),
        ('{% for a in åtgärder|sorterade("text") %}{% endfor %}',
         "fältet ”text” går inte att sortera efter", "välj en text, ett tal eller ett datum"),
        ('{% for a in ord|sorterade("x") %}{% endfor %}',
         "filtret sorterade behöver en lista av saker men får en lista", "byt filter eller fält"),
        ("{% for a in titel %}{% endfor %}", "en for-tagg behöver en lista men får en text",
         "byt fält"),
        ("{% for a in kanske %}{% endfor %}", "”kanske” kan saknas, och går då inte att gå igenom",
         "fråga först om det finns: {% if kanske %} … {% endif %}"),
        ("{{ kanske|antal }}", "”kanske” kan saknas, och filtret antal behöver en lista",
         "fråga först om det finns: {% if kanske %} … {% endif %}"),
        ('{{ "x" if titel }}', "en if inne i en tagg saknar else",
         'skriv {{ fält if villkor else "…" }}'),
        ("{{ loop.index }}", "namnet ”loop” finns inte", "”loop” finns bara mellan for och endfor"),
        ("{% for a in ord %}{{ loop.indx }}{% endfor %}", "fältet ”indx” finns inte här",
         "menade du ”index”?"),
        ("{% for a in ord %}{% endfor %}{{ a }}", "namnet ”a” finns inte",
         "”a” finns bara mellan for och endfor"),
        ("{{ år.år3 }}", "fältet ”år3” finns bara när antal är 3",
         "fråga först: {% if antal == 3 %}"),
        ("{% if datum == möte %}{% endif %}", "en grupp går inte att jämföra",
         'jämför ett av fälten: {% if a.id == "…" %}'),
        ("{% if ord == ord %}{% endif %}", "en lista går inte att jämföra",
         "gå igenom listan med for, eller fråga efter |antal"),
        ('{% if datum == "2018-12-03" %}{% endif %}',
         "”datum”, ett datum, är aldrig lika med ”2018-12-03”, en text",
         "ett datum kan bara jämföras med ett annat datum"),
        ('{% if antal == "3" %}{% endif %}', "”antal”, ett tal, är aldrig lika med ”3”, en text",
         "skriv talet utan citattecken"),
        ('{% if antal > "2" %}{% endif %}',
         "”antal”, ett tal, går inte att jämföra med ”2”, en text",
         "skriv talet utan citattecken"),
        ("{% if titel > 3 %}{% endif %}",
         "”titel”, en text, går inte att jämföra med ”3”, ett tal",
         "jämför tal med tal och text med text"),
        ("{% for a in ord recursive %}{% endfor %}", "recursive är inte tillåtet i mallar",
         "ta bort ordet recursive"),
        ("{% if antal == 7 %}{% endif %}", "”antal” är aldrig ”7”", "det kan vara: 2, 3"),
        ("{% if titel in datum %}{% endif %}",
         "in behöver en lista eller en text men får ett datum", "byt fält"),
        ('{% if "x" in kanske %}{% endif %}', "”kanske” kan saknas, och går då inte att jämföra",
         "fråga först om det finns: {% if kanske and … %}"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    ((said, what_to_do, place),) = told(template("text", tag))
    assert (said, what_to_do) == (message, help)
    assert place.startswith("2: {")


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ å.möte.namn }}", "”å.möte” kan saknas, och har då inget fält ”namn”",
         "fråga först om det finns: {% if å.möte %} … {% endif %}"),
        ("{{ å.leds_av.typ }}",
         "fältet ”typ” finns inte alltid här: ”å.leds_av” kan också vara alla",
         'fråga först: {% if å.leds_av.id != "alla" %}'),
        ('{% if å.status == "klart" %}{% endif %}', "”å.status” är aldrig ”klart”",
         "menade du ”klar”?"),
        ("{% if å.budget > 3 %}{% endif %}", "”å.budget” kan saknas, och går då inte att jämföra",
         "fråga först om det finns: {% if å.budget and … %}"),
        ('{% if å.hemlig == "ja" %}{% endif %}',
         "”å.hemlig”, ett ja eller nej, är aldrig lika med ”ja”, en text",
         "skriv bara fältet: {% if fält %}"),
        ("{{ å.hemlig }}", "ett ja eller nej kan inte skrivas ut",
         "fråga efter det: {% if fält %}"),
        ("{{ å.budget|talord }}", "filtret behöver ett heltal men får ett tal",
         "byt filter eller fält"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_always_there_is_told(tag: str, message: str, help: str) -> None:
    ((said, what_to_do, _),) = told(template(in_loop(tag)))
    assert (said, what_to_do) == (message, help)


GUARDED = [
    "{% if å.möte %}{{ å.möte.namn }}{% endif %}",
    "{% if not å.möte %}inget{% else %}{{ å.möte.namn }}{% endif %}",
    "{% if not å.möte %}inget{% elif å.möte.namn %}{{ å.möte.datum|datum }}{% endif %}",
    '{% if å.möte and å.möte.namn == "x" %}{{ å.möte.namn }}{% endif %}',
    '{% if not å.möte or å.möte.namn == "x" %}x{% endif %}',
    "{{ å.möte.namn if å.möte else 'inget' }}",
    '{% if å.leds_av.id == "alla" %}alla{% else %}{{ å.leds_av.typ }}{% endif %}',
    '{% if å.leds_av.id != "alla" %}{{ å.leds_av.typ }}{% endif %}',
    '{% if "alla" != å.leds_av.id %}{{ å.leds_av.typ }}{% endif %}',
    "{% if å.budget == 0 or å.budget %}{{ å.budget|tal }}{% endif %}",
    "{% if å.budget and 3 < å.budget %}mycket{% endif %}",
]


@pytest.mark.parametrize("text", GUARDED)
def test_a_field_that_was_asked_for_may_be_used(text: str) -> None:
    assert said(in_loop(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% for å in åtgärder if å.möte %}{{ å.möte.namn }}{% endfor %}",
        "{% if antal == 3 %}{{ år.år3 }}{% endif %}",
        "{% if antal > 2 %}{{ år.år3 }}{% endif %}",
        "{% if antal == 2 %}{{ år.år2 }}{% else %}{{ år.år3 }}{% endif %}",
        '{% for g in gäller %}{% if g.slag == "möte" %}{{ g.datum|datum }}'
        "{% else %}{{ g.nr }}{% endif %}{% endfor %}",
        "{% for g in gäller %}{{ g.namn }}{% endfor %}",
        "{% if kanske %}{{ kanske|lista }}{% endif %}",
        "{% if ord|antal > 1 %}{{ ord|antal|talord }}{% endif %}",
        '{% for å in åtgärder|sorterade("nr") %}{{ å.nr }}{{ loop.index }}{% endfor %}',
    ],
)
def test_what_is_right_is_let_through(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if å.möte or titel %}{{ å.möte.namn }}{% endif %}",
        "{% if å.möte %}{% endif %}{{ å.möte.namn }}",
        "{% if å.möte %}{% else %}{{ å.möte.namn }}{% endif %}",
        "{% if å.möte %}{% for å in åtgärder %}{{ å.möte.namn }}{% endfor %}{% endif %}",
    ],
)
def test_a_question_that_says_nothing_of_the_field_does_not_help(text: str) -> None:
    assert len(said(in_loop(text))) == 1


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


def test_what_is_named_and_what_is_printed_is_known() -> None:
    report, _ = check(
        "prov.docx",
        template('{% if titel %}{{ antal }}{% endif %}{{ åtgärder|lista("namn") }}'),
        GIVEN,
    )
    body = {use for use in report.uses if use[0] in ("mall", "åtgärd")}
    assert body == {
        ("mall", "titel"), ("mall", "antal"), ("mall", "åtgärder"), ("åtgärd", "namn"),
    }  # fmt: skip
    assert body - report.prints == {("mall", "titel")}


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


@pytest.mark.parametrize(
    "condition",
    [
        "".join("(" for _ in range(30)) + "titel" + " and titel) or titel)" * 15,
        "not " * 110 + "titel",
        " and ".join(["titel"] * 45),
    ],
)
def test_an_involved_condition_takes_no_time(condition: str) -> None:
    assert len(condition) < 480
    assert said(f"{{% if {condition} %}}x{{% endif %}}") == []


def test_a_long_template_takes_no_time() -> None:
    blocks = ["{% if titel %}{{ antal }}{% endif %}"] * 600
    assert said("".join(blocks)) == []


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_template_is_judged_at_once(name: str) -> None:
    data = HEAVY[name][0]()
    checked, made = worked(lambda: check("prov.docx", data, GIVEN))
    assert checked.report.problems
    assert "docxtpl.template" not in made
    assert made.total() < 6 * sum(map(len, members(data).values()))
