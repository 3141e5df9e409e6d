"""A tag that cannot be filled is told with two places: in Word, and in the content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.making.rendering import Renderer, draft_stamp
from avtal.problems import CaseError, Problem
from avtal.word.template.prepare import prepare
from tests.conftest import Workspace, edit_file
from tests.processes import run
from tests.word.making import changed, holding, paragraph, table, template


@pytest.fixture(scope="module")
def taby(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return load(Workspace(tmp_path_factory.mktemp("taby") / "arbete").case("taby-2018"))


def _refused(case: Case, key: str, data: bytes, copy: Copy = Copy.FULL) -> Problem:
    renderer = Renderer(case, {key: prepare("mall.docx", data)})
    stamp = draft_stamp(case, key, copy)
    with pytest.raises(CaseError) as caught:
        renderer.render(key, stamp)
    (problem,) = caught.value.problems
    return problem


def _places(case: Case, problem: Problem) -> list[str]:
    """Return each place in the content with the line that stands there."""
    trees = {tree.name: tree for tree in case.trees.values()}
    return [
        f"{Path(one.file).name} {one.message}: "
        f"{trees[one.file].text.splitlines()[one.position.line - 1].strip()}"
        for one in problem.related
    ]


LOOP = ("{%p for å in åtgärder %}", "{%p endfor %}")


def test_a_former_name_leads_to_the_field_of_today(three: Case) -> None:
    texts = ["{%p for k in kontakter %}", "{{ k.väg|tal }}", "{%p endfor %}"]
    problem = _refused(three, "medborgarlofte", template(*texts))
    assert _places(three, problem) == [
        "medborgarlofte.yaml kontakter.0.kontaktväg: - {id: kon_kommun, funktion: samordnare, "
        'kontaktväg: "0980-31 92 20, trygghet@example.se"}'
    ]


@pytest.mark.parametrize(
    ("key", "texts", "message", "tag", "places"),
    [
        ("overenskommelse", ["{{ datum|tal }}"], "filtret behöver ett tal men får ett datum",
         "stycke 1: {{ datum|tal }}", ["overenskommelse.yaml datum: datum: 2018-11-12"]),
        ("atgardsplan", [LOOP[0], "x", "{{ å.titel|datum }}", LOOP[1]],
         "filtret behöver ett datum men får en text", "stycke 3: {{ å.titel|datum }}",
         ["atgardsplan.yaml åtgärder.0.titel: titel: Trygghetspatrullering"]),
        ("atgardsplan", [LOOP[0], "{{ å.leds_av.namnn }}", LOOP[1]],
         "fältet ”namnn” finns inte här", "stycke 2: {{ å.leds_av.namnn }}",
         ["atgardsplan.yaml åtgärder.0.leds_av: leds_av: "]),
        ("overenskommelse", ['{{p bakgrund|stycken("Finns inte") }}'],
         "mallen saknar formatet ”Finns inte”", 'stycke 1: {{p bakgrund|stycken("Finns inte") }}',
         ["overenskommelse.yaml bakgrund: "]),
        ("tjansteutlatande", ["{% for p in ärende.personer %}{{ p.namn.x }}{% endfor %}"],
         "fältet ”x” finns inte här: en text har inga fält", "stycke 1: {{ p.namn.x }}",
         ["arende.yaml personer.0.namn: "]),
        ("lagesbild", ['{% for k in källor|sorterade("id") %}{{ k|tal }}{% endfor %}'],
         "filtret behöver ett tal men får en grupp", "stycke 1: {{ k|tal }}",
         ["lagesbild.yaml källor.0: "]),
        ("lagesbild", ["{% for k in källor.x %}{% endfor %}"],
         "fältet ”x” finns inte här: en lista har inga fält", "{% for k in källor.x %}",
         ["lagesbild.yaml källor: källor:"]),
        ("overenskommelse", ["{% if datum > handling.titel %}{% endif %}"],
         "en slinga eller jämförelse får ett värde av fel slag",
         "{% if datum > handling.titel %}",
         ["overenskommelse.yaml datum: datum: 2018-11-12", "arende.yaml handlingar.1.titel: "]),
        ("overenskommelse", ["{{ stämpel.version|datum }}"],
         "filtret behöver ett datum men får en text", "stycke 1: {{ stämpel.version|datum }}",
         ['overenskommelse.yaml version: version: "1.0"']),
        ("overenskommelse", ["{% if datum or finns.inte %}{% if bakgrund and finns.inte %}"
                             "{% endif %}{% endif %}"],
         "namnet ”finns” finns inte", "{% if bakgrund and finns.inte %}", []),
        ("overenskommelse", ["{{ stämpel.status|datum }}"],
         "filtret behöver ett datum men får en text", "stycke 1: {{ stämpel.status|datum }}", []),
    ],
)  # fmt: skip
def test_both_places_are_told(
    taby: Case, key: str, texts: Sequence[str], message: str, tag: str, places: Sequence[str]
) -> None:
    problem = _refused(taby, key, template(*texts))
    assert (problem.file, problem.message) == ("mall.docx", message)
    assert problem.path.startswith("brödtext, ")
    assert problem.path.endswith(tag)
    found = _places(taby, problem)
    assert len(found) == len(places)
    for place, beginning in zip(found, places, strict=True):
        assert place.startswith(beginning)


def test_the_tag_of_a_row_and_of_a_header_is_told_with_the_heading_above(taby: Case) -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p>'
    rows = table("{%tr for å in åtgärder %}", ("{{ å.id }}", "{{ å.nr }}{{ å.mått|tal }}"),
                 "{%tr endfor %}")  # fmt: skip
    problem = _refused(taby, "atgardsplan", holding(heading, rows))
    assert problem.path == "brödtext, stycke 4 under ”Plan”: {{ å.mått|tal }}"
    header = changed("word/header1.xml", "</w:hdr>", f"{paragraph('{{ datum|tal }}')}</w:hdr>")
    problem = _refused(taby, "atgardsplan", header)
    assert problem.path.startswith("sidhuvud, stycke ")
    assert [Path(one.file).name for one in problem.related] == ["atgardsplan.yaml"]


def test_the_terminal_shows_the_template_and_the_line_of_the_text(workspace: Workspace) -> None:
    case = workspace.case("minsta")
    edit_file(case / "overenskommelse.yaml", "bakgrund: ", "bakgrund: |\n  1. ett\n  2. två\n#")
    place = workspace.root / "templates" / "overenskommelse.docx"
    document = docx.Document(str(place))
    for style in document.styles.element.findall("{*}style"):
        if style.find("{*}name").get(f"{{{style.nsmap['w']}}}val") == "List Number":
            document.styles.element.remove(style)
    document.save(str(place))
    ran = run("build", "content/minsta", cwd=workspace.root)
    assert ran.exit_code == 1
    assert "fel: formatet ”Numrerad lista” saknas eller har ingen numrering" in ran.err
    assert "--> templates/overenskommelse.docx  (brödtext, stycke " in ran.err
    assert "   = se även: content/minsta/overenskommelse.yaml:" in ran.err
    assert " bakgrund\n" in ran.err
    assert "1 fel; inga handlingar har gjorts." in ran.err
    assert not (workspace.root / "output").exists()
