"""A prepared template is plain data: kept, sent to another process, and as good as new."""

from __future__ import annotations

import pickle

import pytest

from avtal.language.prose import parse
from avtal.word.engine.fill import fill
from avtal.word.engine.prepared import Template
from avtal.word.template.prepare import prepare
from tests.word.making import HEADER, PROPERTIES, template

TEXTS = ["{%p for y in l %}", "{{ loop.index }} {{ y|stor }}", "{%p endfor %}", "{{p x|stycken }}"]
VALUES = {**HEADER, "l": ["å", "ä"], "x": parse("1. ett\n2. två")}


@pytest.fixture(scope="module")
def prepared() -> Template:
    return prepare("prov.docx", template(*TEXTS))


def test_what_was_kept_makes_the_same_document(prepared: Template) -> None:
    again = Template.from_bytes("annan.docx", prepared.data, prepared.to_bytes())
    assert (again.name, again.parts, again.numbering) == (
        "annan.docx",
        prepared.parts,
        prepared.numbering,
    )
    assert fill(again, VALUES, PROPERTIES).data == fill(prepared, VALUES, PROPERTIES).data


def test_what_was_sent_is_the_same_template(prepared: Template) -> None:
    sent = pickle.loads(pickle.dumps(prepared))
    assert sent == prepared
    assert fill(sent, VALUES, PROPERTIES).data == fill(prepared, VALUES, PROPERTIES).data


def test_one_without_lists_of_its_own_is_kept_too() -> None:
    plain = prepare("prov.docx", template("{{ x }}"))
    assert plain.numbering is None
    assert pickle.loads(pickle.dumps(plain)) == plain


def test_the_code_of_a_part_reaches_nothing_but_what_it_is_given(prepared: Template) -> None:
    for function in prepared.functions:
        reached = set(function.__globals__) | set(function.__globals__["__builtins__"])
        assert reached == {"__builtins__", "str", "list", "len", "enumerate"}
