"""The tags of a part against the types of what it is given: everything wrong is told once."""

from __future__ import annotations

import pytest

from avtal.word.template.check import check
from avtal.word.types.kinds import DAY, Field, Thing
from tests.word.making import template
from tests.word.types.judging import GIVEN, assert_told, assert_told_in_loop, said
from tests.work import count_work


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ titl }}", "namnet ”titl” finns inte", "menade du ”titel”?"),
        ("{{ datum }}", "ett datum skrivs utan filter", "lägg till |datum eller |kortdatum"),
        ("{{ inledning }}", "en text med stycken skrivs utan filter",
         "lägg till |stycken och börja taggen med {{p, eller |löptext och {{r"),
        ("{{ ord }}", "en lista kan inte skrivas ut",
         "skriv ut ett av dess fält eller gå igenom den"),
        ("{{ möte }}", "en grupp kan inte skrivas ut",
         "skriv ut ett av dess fält eller gå igenom den"),
        ("{% for a in titel %}{% endfor %}", "en for-tagg behöver en lista men får en text",
         "byt fält"),
        ("{% for a in kanske %}{% endfor %}", "”kanske” kan saknas, och går då inte att gå igenom",
         "fråga först om det finns: {% if kanske %} … {% endif %}"),
        ("{{ loop.index }}", "namnet ”loop” finns inte", "”loop” finns bara mellan for och endfor"),
        ("{% for a in ord %}{% endfor %}{{ a }}", "namnet ”a” finns inte",
         "”a” finns bara mellan for och endfor"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    assert_told(tag, message, help)


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ å.hemlig }}", "ett ja eller nej kan inte skrivas ut",
         "fråga efter det: {% if fält %}"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_always_there_is_told(tag: str, message: str, help: str) -> None:
    assert_told_in_loop(tag, message, help)


def test_a_former_name_at_the_top_is_read_and_told_the_new_one() -> None:
    old = Field(DAY, now=("datum",))
    given = Thing("mall", "mall", {"datum": Field(DAY), "dag": old})
    texts = ["{{ dag|datum }}", "{% for dag in datum %}{{ dag }}{% endfor %}", "{{ dga|datum }}"]
    report, _ = check("prov.docx", template(*texts), given)
    assert [
        (one.severity, one.message, one.help)
        for one in report.problems
        if one.path.startswith(("brödtext, stycke 1", "brödtext, stycke 3"))
    ] == [
        ("fel", "namnet ”dga” finns inte", "här finns: datum"),
        ("råd", "dag heter numera datum", "skriv datum i stället för dag; det gamla namnet läses "
         "också"),
    ]  # fmt: skip
    assert report.prints >= {("mall", "datum")}
    assert ("mall", "dag") not in report.uses


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


@pytest.mark.parametrize(
    "condition",
    [
        "".join("(" for _ in range(30)) + "titel" + " and titel) or titel)" * 15,
        "not " * 110 + "titel",
        " and ".join(["titel"] * 45),
    ],
)
def test_an_involved_condition_is_little_work(condition: str) -> None:
    assert len(condition) < 480
    found, made = count_work(lambda: said(f"{{% if {condition} %}}x{{% endif %}}"))
    assert found == []
    _, plain = count_work(lambda: said("{% if titel %}x{% endif %}"))
    assert made.total() < 2 * plain.total()


def test_three_times_the_tags_are_three_times_the_work() -> None:
    def work(number: int) -> int:
        blocks = ["{% if titel %}{{ antal }}{% endif %}"] * number
        found, made = count_work(lambda: said("".join(blocks)))
        assert found == []
        return made.total()

    assert work(600) < 3.3 * work(200)
