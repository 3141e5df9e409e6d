"""Every for and if is closed, and encloses whole pieces of the document."""

from __future__ import annotations

import pytest

from tests.word.making import LINK, body, holding, paragraph, problems, rendered, table, template


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{% for x in y %}", "for-taggen stängs aldrig"),
        ("{% endfor %}", "endfor utan for"),
    ],
)
def test_a_badly_written_tag_is_named(tag: str, message: str) -> None:
    (problem,) = problems(template("text", tag))
    assert problem.message == message
    assert problem.path.startswith("brödtext, stycke")


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


def test_rows_may_be_repeated_within_rows() -> None:
    data = holding(
        table("{%tr for y in l %}", "{%tr for z in l %}", "{{ y }}{{ z }}", "{%tr endfor %}",
              "{%tr endfor %}")
    )  # fmt: skip
    assert body(rendered(data, l=["a", "b"])) == ["aa", "ab", "ba", "bb"]


def test_a_row_in_a_loop_within_a_nested_table_is_no_row_of_the_outer_one() -> None:
    inner = table("{%tr for x in y %}", "{{ x }}", "{%tr endfor %}")
    (problem,) = problems(holding(table(inner + paragraph("{%p endfor %}"))))
    assert "endfor utan for" in problem.message
