"""Every document is, member by member, the one that docxtpl makes of the same template."""

from __future__ import annotations

import functools
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.language.prose import parse
from avtal.word.engine.fill import fill
from avtal.word.engine.prepared import Template
from avtal.word.stories.text import parsed_paragraphs
from avtal.word.template.prepare import prepare
from avtal.word.values.marked import OMITTED
from tests.conftest import GOOD_CASES, REPOSITORY, Workspace
from tests.templates.viewing import view
from tests.word.engine.oracle import by_docxtpl, canonical, differences
from tests.word.making import HEADER, PNG, PROPERTIES, changed, holding, paragraph, table, template

NASTY = st.text(
    st.one_of(
        st.sampled_from("\n\t <>&\"'{}%#[]\\“”’/"),
        st.sampled_from("åäöÅé§–\u00a0\u2028\u00ad漢🚓\ufeff\u200b\x7f\x85"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufdd0"
                      "\ufdd1\ufdd2\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9\ufffe\uffff"),
    ),
    max_size=30,
).filter(lambda text: not any(each in text for each in ("{_{", "}_}", "{_%", "%_}")))  # fmt: skip
"""docxtpl would make tags of the four that are left out, also where they are data."""

WORDS = ("{{ x }}", "<b> & \"d\" 'e'", "rad\nrad\n", "\tled\t", "  två  ", "]]>", "a\n\tb", "")
TEXT = st.one_of(st.sampled_from(WORDS), NASTY)
ENTRY = st.fixed_dictionaries({"titel": TEXT, "värde": TEXT, "antal": st.integers(-5, 9)})
VALUES = st.fixed_dictionaries(
    {
        "x": TEXT,
        "y": TEXT,
        "saknas": st.sampled_from([None, OMITTED, "finns"]),
        "tal": st.integers(-3, 2_000_000),
        "texter": st.lists(TEXT, max_size=4),
        "saker": st.lists(
            st.fixed_dictionaries({"titel": TEXT, "inre": st.lists(ENTRY, max_size=3)}),
            max_size=3,
        ),
        "text": st.sampled_from(
            [
                parse("Ett *två* **tre**.\n\n- a & b\n- <c>\n\n1. ett\n2. två"),
                parse("x"),
                None,
                OMITTED,
            ]
        ),
    }
)


def _split(*pieces: str) -> str:
    """Return a paragraph with each piece in a run of its own, as Word leaves an edited tag."""
    runs = [
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
    ]
    return paragraph(*runs)


def _picture(document: Document) -> None:
    first, last = document.paragraphs[0], document.paragraphs[-1]
    last.insert_paragraph_before().add_run().add_picture(io.BytesIO(PNG), Cm(1))
    first.insert_paragraph_before().add_run().add_picture(io.BytesIO(PNG), Cm(1))


def _margins(data: bytes, tags: str) -> bytes:
    data = changed("word/header1.xml", "</w:hdr>", f"{tags}</w:hdr>", data)
    return changed("word/footer1.xml", "</w:ftr>", f"{tags}</w:ftr>", data)


_ROW = "{{ s.titel }}", "{{ s.inre|antal }}"
FORMS: dict[str, Callable[[], bytes]] = {
    "print": lambda: template(
        "a {{ x }} b{{y}} {{ tal }} {{ saknas }} {{ tal|tal }}{# ett # två #}"
    ),
    "split": lambda: holding(
        _split("{", "{ x", " }", "}"), _split("{% i", "f x %}", "ja", "{% endif %}")
    ),
    "look": lambda: holding(
        paragraph("<w:r><w:rPr><w:i/><w:b/></w:rPr><w:t>{{ x }}</w:t></w:r>", "{{ y }}"),
    ),
    "tab and break beside": lambda: holding(
        paragraph("<w:r><w:t>{{ x }}</w:t><w:tab/><w:t>{{ y }}</w:t><w:br/></w:r>")
    ),
    "inline": lambda: template(
        "{% if x and not y or tal > 3 %}{{ x }}{% elif y in texter %}två{% else %}tre{% endif %}."
        "{% for t in texter %}{{ loop.index }}/{{ loop.length }} {{ t }}{% if not loop.last %}, "
        "{% endif %}{% else %}inga{% endfor %}"
    ),
    "names of loops": lambda: template(
        "{% for x in texter %}{{ x }}{% for x in saker %}{{ x.titel }}{% endfor %}{{ x }}{% else %}"
        "{{ x }}{% endfor %}{{ x }}{% for c in x %}{{ c }}{% for x in x %}{{ x }}{% endfor %}"
        "{% endfor %}",
        "{% for s in saker %}{{ loop.index }}:{% for i in s.inre if i.antal > 0 %}{{ loop.index }}/"
        "{{ loop.length }}{% for t in texter %}{{ t }}{% else %}{{ loop.index }}{% endfor %}"
        "{% else %}{{ loop.length }}{% endfor %}{% if loop.last %}.{% endif %}{% endfor %}",
    ),
    "across runs": lambda: holding(
        paragraph("{% if x %}", "<w:r><w:tab/></w:r>", "{{ x }}{% endif %}", " slut")
    ),
    "expressions": lambda: template(
        '{{ x if tal >= 0 else y }}{{ "<>" }}{{ 7 }}{% if 0 <= tal < 9 != 3 %}låg{% endif %}',
        '{{ texter|lista }} {{ saker|rad("titel") }} {{ tal|talord }} {{ x|versaler|fast }}',
    ),
    "paragraphs": lambda: template(
        "{%p for s in saker if s.titel != x %}", "{{ s.titel }}", "{%p for i in s.inre %}",
        "{{ i.titel }}: {{ i.antal }}", "{%p if loop.first %}", "först", "{%p elif loop.last %}",
        "sist", "{%p else %}", "mellan", "{%p endif %}", "{%p endfor %}", "{%p else %}", "inga",
        "{%p endfor %}",
    ),
    "rows": lambda: holding(
        table(("Titel", "Antal"), "{%tr for s in saker %}", _ROW, "{%tr if s.inre %}", "har",
              "{%tr else %}", "har inte", "{%tr endif %}", "{%tr endfor %}")
    ),
    "rows only": lambda: holding(
        table("{%tr for s in saker %}", "{{ s.titel }}", "{%tr endfor %}"), "efter"
    ),
    "cells": lambda: holding(
        table((f"{paragraph('{%p for t in texter %}')}{paragraph('{{ t }}')}"
               f"{paragraph('{%p endfor %}')}", f"{paragraph('{{p text|stycken }}')}"))
    ),
    "nested tables": lambda: holding(
        paragraph("{%p for s in saker %}"),
        table(table("{%tr for i in s.inre %}", "{{ i.värde }}", "{%tr endfor %}")),
        paragraph("{%p endfor %}"),
    ),
    "condition round a table": lambda: holding(
        paragraph("{%p if saker %}"), table("{{ x }}"), paragraph("{%p else %}"), table("{{ y }}"),
        paragraph("{%p endif %}"),
    ),
    "sorted": lambda: template(
        '{%p for s in saker|sorterade("titel") %}', "{{ s.titel }}", "{%p endfor %}"
    ),
    "prose": lambda: template(
        "{{p text|stycken }}", '{{p text|stycken("Tabelltext") }}', "före {{r text|löptext }} efter"
    ),
    "headers and footers": lambda: _margins(
        template("{{ x }}"), paragraph("{{ x }}{% if y %} {{ y }}{% endif %}")
    ),
    "conditions in headers": lambda: _margins(
        template("x"), paragraph("{%p if x %}") + paragraph("{{ y }}") + paragraph("{%p endif %}")
    ),
    "pictures": lambda: template(
        "{%p for s in saker %}", "{{ s.titel }}", "{%p endfor %}", change=_picture
    ),
    "braces": lambda: template("{_{ x }_} {_% if %_} {{ x }}"),
    "bookmarks": lambda: holding(
        paragraph("{%p for t in texter %}"),
        paragraph('<w:bookmarkStart w:id="1" w:name="b"/>', "{{ t }}", '<w:bookmarkEnd w:id="1"/>'),
        paragraph("{%p endfor %}"),
    ),
    "quotes": lambda: template("{% if x == “finns” %}ja{% endif %}{{ texter|lista }}’s"),
    "whitespace": lambda: holding(
        '<w:p>\n  <w:r>\n <w:t xml:space="preserve"> {{ x }} \u2028 </w:t>\n</w:r>\n</w:p>\n'
    ),
}  # fmt: skip


@functools.cache
def _made(form: str) -> tuple[bytes, Template]:
    data = FORMS[form]()
    return data, prepare("mall.docx", data)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=6)
@given(values=VALUES)
def test_every_form_of_tag_gives_what_docxtpl_gives(form: str, values: dict[str, Any]) -> None:
    _is_alike(form, values)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=200)
@given(values=VALUES)
def test_every_form_of_tag_gives_it_for_many_values(form: str, values: dict[str, Any]) -> None:
    _is_alike(form, values)


def _is_alike(form: str, values: dict[str, Any]) -> None:
    data, prepared = _made(form)
    given = {**HEADER, **values}
    filled = fill(prepared, given, PROPERTIES)
    assert not differences(canonical(filled.data), by_docxtpl(data, given, PROPERTIES))
    assert list(filled.paragraphs) == parsed_paragraphs(filled.data)


@pytest.mark.parametrize("name", GOOD_CASES)
def test_every_document_of_every_case_is_what_docxtpl_makes(
    workspace: Workspace, name: str
) -> None:
    case = load(workspace.case(name))
    for key in case.documents:
        data = (REPOSITORY / "templates" / f"{key}.docx").read_bytes()
        prepared = prepare(key, data)
        for copy in Copy:
            values = view(case, key, copy)
            filled = fill(prepared, values, PROPERTIES)
            made = canonical(filled.data)
            assert not differences(made, by_docxtpl(data, values, PROPERTIES)), (key, copy)
            assert list(filled.paragraphs) == parsed_paragraphs(filled.data), (key, copy)


def test_threads_and_copies_of_a_template_give_the_same_bytes() -> None:
    _, prepared = _made("paragraphs")
    kept = Template.from_bytes("mall.docx", prepared.data, prepared.to_bytes())
    sent = pickle.loads(pickle.dumps(prepared))
    values = [
        {**HEADER, "x": "x", "saker": [{"titel": f"å {n}", "inre": []}] * (n % 5)}
        for n in range(200)
    ]
    alone = [fill(prepared, each, PROPERTIES).data for each in values]
    assert len(set(alone)) > 100
    for copy in (prepared, kept, sent):
        with ThreadPoolExecutor(8) as pool:
            together = pool.map(lambda each: fill(copy, each, PROPERTIES).data, values)  # noqa: B023
            assert list(together) == alone


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    data, prepared = _made("expressions")
    values = "{'x': 'å <', 'y': 'y', 'tal': 3, 'texter': ['a', 'b'], 'saker': [{'titel': 't'}]}"
    (tmp_path / "mall.docx").write_bytes(data)
    code = (
        "import sys; from pathlib import Path\n"
        "from avtal.word.engine.fill import fill; from avtal.word.template.prepare import prepare\n"
        "from tests.word.making import HEADER, PROPERTIES\n"
        f"data = Path({str(tmp_path / 'mall.docx')!r}).read_bytes()\n"
        f"made = fill(prepare('mall.docx', data), {{**HEADER, **{values}}}, PROPERTIES).data\n"
        "sys.stdout.buffer.write(made)"
    )
    here = fill(prepared, {**HEADER, **eval(values)}, PROPERTIES).data
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        assert made == here


def test_the_oracle_sees_a_difference() -> None:
    data, prepared = _made("print")
    given = {**HEADER, "x": "a", "y": "b", "tal": 1, "saknas": None}
    made = canonical(fill(prepared, given, PROPERTIES).data)
    other = by_docxtpl(data, {**given, "x": "a "}, PROPERTIES)
    assert [name for name in made if made[name] != other[name]] == ["word/document.xml"]
    assert docx.Document(io.BytesIO(fill(prepared, given, PROPERTIES).data)).paragraphs[0].text
