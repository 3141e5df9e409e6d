"""A filter that is given what it does not take is told, whatever content would do."""

from __future__ import annotations

import pytest

from tests.word.types.judging import assert_told, assert_told_in_loop


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
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
        ("{{ kanske|antal }}", "”kanske” kan saknas, och filtret antal behöver en lista",
         "fråga först om det finns: {% if kanske %} … {% endif %}"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    assert_told(tag, message, help)


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ å.budget|talord }}", "filtret behöver ett heltal men får ett tal",
         "byt filter eller fält"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_always_there_is_told(tag: str, message: str, help: str) -> None:
    assert_told_in_loop(tag, message, help)
