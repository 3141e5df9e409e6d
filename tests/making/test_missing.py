"""What is not known: every null and every “[saknas]”, with the documents that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest

from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.making.missing import Worklist, missing
from avtal.making.rendering import Renderer, draft_stamp, prepare_case
from avtal.model.base import Model
from avtal.model.description import FieldDescription, described
from avtal.model.marks import NeededBefore
from avtal.model.situation import SituationPicture
from avtal.problems import CaseError, EnvironmentProblem
from avtal.templates.rows import model_classes
from avtal.templates.view import fact_of
from avtal.word.values.marked import Trace
from tests.conftest import GOOD_CASES, Workspace
from tests.documents import read_text
from tests.templates.viewing import Edits

DECISION, SIGNING, NEVER = NeededBefore.DECISION, NeededBefore.SIGNING, NeededBefore.NEVER


def rows(found: Worklist) -> dict[str, tuple[NeededBefore, tuple[str, ...]]]:
    """Return by path when each fact is needed and which documents show that it is missing."""
    return {one.place.path: (one.needed_before, one.documents) for one in found.missing}


def added(workspace: Workspace, edits: Edits) -> dict[str, tuple[NeededBefore, tuple[str, ...]]]:
    """Return what the case with three parties misses after these edits and not before."""
    before = missing(workspace.case("tre-parter")).missing
    places = {(one.place.file, one.place.path) for one in before}
    folder = workspace.root / "content" / "tre-parter"
    folder.rename(folder.with_name("forut"))
    found = missing(workspace.case("tre-parter", edits=edits))
    new = [one for one in found.missing if (one.place.file, one.place.path) not in places]
    return rows(replace(found, missing=new))


# The trace


UNKNOWN_EVERYWHERE: Edits = {
    "arende.yaml": {
        "diarienummer: 2026/KS 0042 170": "diarienummer: null",
        "namn: Fredrika Hultmarker": "namn: null",
        "namn: Östen Viklander": "namn: null",
        "titel: utredare": "titel: null",
        "inriktning: stärka": "inriktning: null",
    },
    "overenskommelse.yaml": {
        "underskrift: {datum: 2026-09-03, ort: null, sätt: e-underskrift}": "underskrift: "
        "{datum: null, ort: null, sätt: papper, exemplar: 3}",
        "utgångsvärde: 61.5": "utgångsvärde: null",
        "måldatum: 2029-09-28\n        riktning: öka\n        källa: kal_hyresgast": "måldatum: "
        "null\n        riktning: öka\n        källa: null",
    },
    "atgardsplan.yaml": {
        "budget: 640000\n    uppföljning: upp_ar_2027": "budget: null\n    uppföljning: null",
        "resultat: I april 2026 var elva trapphus klara.": "resultat: null",
    },
    "medborgarlofte.yaml": {
        "    åtgärder: [atg_foraldrar]\n    eget_mått: Alla vårdnadshavare i årskurs 6 får en "
        "inbjudan varje läsår\n    måttets_skäl: Åtgärden räknar kurser, löftet vilka som får en "
        "inbjudan.": "    åtgärder: []\n    eget_mått: null",
    },
}


@pytest.mark.parametrize("copy", list(Copy))
@pytest.mark.parametrize("name", [*GOOD_CASES, "okänt"])
def test_a_document_is_the_same_whether_it_is_traced_or_not(
    workspace: Workspace, name: str, copy: Copy
) -> None:
    known = name in GOOD_CASES
    folder = workspace.case(
        name if known else "tre-parter", edits=None if known else UNKNOWN_EVERYWHERE
    )
    made = prepare_case(folder, workspace.root / "templates", copy)
    tracing = Renderer(made.case, made.templates, Trace())
    for key in made.templates:
        stamp = draft_stamp(made.case, key, copy)
        data = made.renderer.render(key, stamp).data
        traced = tracing.render(key, stamp)
        assert traced.data == data, key
        assert bool(traced.shown.printed) == ("[saknas]" in read_text(data).lower()), key


def test_nothing_is_told_of_what_is_secret_in_a_public_copy(workspace: Workspace) -> None:
    mark = "{lagrum: 18 kap. 1 § OSL, datum: 2026-03-10, myndighet: Polismyndigheten}"
    folder = workspace.case(
        "tre-parter",
        edits={
            "lagesbild.yaml": {
                "  - id: kart_narkotika\n": f"  - id: kart_narkotika\n    sekretess: {mark}\n",
                "    platser: Resecentrum och kommunikationer dit\n": "    platser: null\n",
                " narkotikabrott där\n  den misstänkta är under 18 år,": " ett slags brott,",
            }
        },
    )
    for copy, shown in ((Copy.FULL, 1), (Copy.PUBLIC, 0)):
        made = prepare_case(folder, workspace.root / "templates", copy)
        tracing = Renderer(made.case, made.templates, Trace())
        told = tracing.render("lagesbild", draft_stamp(made.case, "lagesbild", copy)).shown
        picture = made.case.documents["lagesbild"]
        assert isinstance(picture, SituationPicture)
        secret = picture.mapping[2]
        facts = {fact_of(secret, str(info.alias)) for info in type(secret).model_fields.values()}
        facts.add(fact_of(secret, "värden", "2023"))
        assert len(facts & told.printed) == shown
        assert bool(facts & told.asked) == bool(shown)


# Which facts, and where


def test_every_null_is_listed_once_at_its_place(workspace: Workspace) -> None:
    found = missing(workspace.case("taby-2018"))
    assert [
        (one.place.file, one.place.position and one.place.position.line, one.place.path)
        for one in found.missing
    ] == [
        ("content/taby-2018/arende.yaml", 68, "personer.4.namn"),
        ("content/taby-2018/arende.yaml", 63, "personer.3.namn"),
        ("content/taby-2018/arende.yaml", 56, "personer.1.förordnanden.0.från"),
        ("content/taby-2018/arende.yaml", 56, "personer.1.förordnanden.0.till"),
        ("content/taby-2018/arende.yaml", 61, "personer.2.förordnanden.0.från"),
        ("content/taby-2018/arende.yaml", 61, "personer.2.förordnanden.0.till"),
    ]


def test_everything_unknown_is_found_with_its_documents(workspace: Workspace, three: Case) -> None:
    everything = tuple(three.documents)
    goal = "fokusområden.0.mål.0"
    assert added(workspace, UNKNOWN_EVERYWHERE) == {
        "diarienummer": (DECISION, everything),
        "personer.3.namn": (DECISION, ("tjansteutlatande",)),
        "personer.3.titel": (NEVER, ("tjansteutlatande",)),
        "personer.5.namn": (SIGNING, ("overenskommelse", "medborgarlofte")),
        "fokusområden.0.inriktning": (NEVER, ("overenskommelse",)),
        "underskrift.datum": (SIGNING, ("overenskommelse",)),
        f"{goal}.utgångsvärde": (DECISION, ("overenskommelse", "uppfoljningsplan")),
        f"{goal}.måldatum": (DECISION, ("overenskommelse", "uppfoljningsplan")),
        f"{goal}.källa": (NEVER, ("overenskommelse", "uppfoljningsplan")),
        "åtgärder.0.budget": (NEVER, ("atgardsplan",)),
        "åtgärder.0.uppföljning": (DECISION, ("atgardsplan",)),
        "åtgärder.0.resultat": (NEVER, ("atgardsplan",)),
        "löften.1.åtgärder": (DECISION, ("medborgarlofte",)),
        "löften.1.eget_mått": (DECISION, ("medborgarlofte",)),
    }


def test_what_is_left_out_is_listed_only_where_a_document_says_that_it_is_missing(
    workspace: Workspace,
) -> None:
    """The measure of the promise is left out, and so are its source, reason and follow-up."""
    measure = (
        "    eget_mått: En mottagning i veckan, utom i juli\n    måttets_skäl: Åtgärden räknar "
        "bostadsbolagets kvällar, löftet polisens mottagningar.\n    uppföljning: upp_ar_2028\n"
    )
    new = added(workspace, {"medborgarlofte.yaml": {measure: ""}})
    assert new == {"löften.2.eget_mått": (DECISION, ("medborgarlofte",))}


def test_marks_are_no_facts(workspace: Workspace) -> None:
    edits = {
        "overenskommelse.yaml": {
            "  - id: ata_polis\n": "  - id: ata_polis\n    sekretess: null\n    ursprung: null\n",
            "  text: |\n    En part kan säga upp": "  ursprung: null\n  text: |\n    En part kan "
            "säga upp",
        }
    }
    assert added(workspace, edits) == {}


def test_a_fact_that_no_document_prints_is_never_needed(workspace: Workspace) -> None:
    new = added(workspace, {"arende.yaml": {"handlingsnummer: 7}": "handlingsnummer: null}"}})
    assert new == {"handlingar.6.handlingsnummer": (NEVER, ())}


def put(workspace: Workspace, key: str, old: str, new: str) -> None:
    """Write something else in the one paragraph of a template's tables that holds a text."""
    path = str(workspace.root / "templates" / f"{key}.docx")
    template = docx.Document(path)
    cells = [cell for table in template.tables for row in table.rows for cell in row.cells]
    (paragraph,) = [p for cell in cells for p in cell.paragraphs if old in p.text]
    for run in paragraph.runs:
        run.text = ""
    paragraph.runs[0].text = new
    template.save(path)


BASELINE: Edits = {"overenskommelse.yaml": {"utgångsvärde: 61.5": "utgångsvärde: null"}}


def test_it_is_the_template_that_says_what_is_printed(workspace: Workspace) -> None:
    unreached = "{% if m.enhet == m.id %}{{ m.utgångsvärde }}{% endif %}"
    put(workspace, "overenskommelse", "m.utgångsvärde", unreached)
    new = added(workspace, BASELINE)
    assert new == {"fokusområden.0.mål.0.utgångsvärde": (DECISION, ("uppfoljningsplan",))}


def test_what_must_be_there_is_needed_where_a_template_leaves_it_out(
    workspace: Workspace,
) -> None:
    names = "{% for p in ärende.personer %}{% if p.namn %}{{ p.namn }}{% endif %}{% endfor %}"
    put(workspace, "uppfoljningsplan", "m.utgångsvärde", names)
    new = added(workspace, {"arende.yaml": {"namn: Idris Lindhagen": "namn: null"}})
    documents = ("overenskommelse", "uppfoljningsplan", "medborgarlofte")
    assert new == {"personer.4.namn": (DECISION, documents)}


def test_a_number_that_can_be_recorded_afterwards_is_never_needed(workspace: Workspace) -> None:
    numbers = "{% for h in ärende.handlingar %}{{ h.handlingsnummer }} {% endfor %}"
    put(workspace, "overenskommelse", "m.utgångsvärde", numbers)
    found = rows(missing(workspace.case("tre-parter")))
    assert found["handlingar.3.handlingsnummer"] == (NEVER, ("overenskommelse",))


def test_other_templates_can_be_given(workspace: Workspace) -> None:
    folder = workspace.case("minsta")
    (workspace.root / "templates").rename(workspace.root / "mallar")
    with pytest.raises(EnvironmentProblem):
        missing(folder)
    assert len(missing(folder, workspace.root / "mallar").missing) == 7


def test_what_is_missing_is_told_as_people_say_it(workspace: Workspace) -> None:
    baseline = "fokusområden.0.mål.0.utgångsvärde"
    year = {"lagesbild.yaml": {"2024: 188, 2025: 203": "2024: 188, 2025: null"}}
    found = missing(workspace.case("tre-parter", edits={**BASELINE, **year})).missing
    said = {one.place.path: one.place.message for one in found}
    assert said[baseline] == (
        "Utgångsvärde – mål ”Andel hyresgäster som är trygga sena kv…” (mal_trygga)"
    )
    assert said["kartläggning.1.värden.2025"] == (
        "Värden per år › 2025 – kartläggning ”Inbrott i källare och förråd” (kart_inbrott)"
    )
    assert said["underskrift.ort"].startswith("Underskrift › Ort – ”Samverkansöverenskommelse")


# When it is needed


def test_a_name_is_needed_before_the_decision_by_a_document_that_is_not_signed(
    workspace: Workspace,
) -> None:
    """Both sign; one is the handler of the memo too, which prints the name."""
    found = rows(missing(workspace.case("minsta")))
    assert found["personer.0.namn"] == (DECISION, ("tjansteutlatande", "overenskommelse"))
    assert found["personer.1.namn"] == (SIGNING, ("overenskommelse",))


def test_a_title_that_the_memo_leaves_out_is_needed_when_the_agreement_is_signed(
    workspace: Workspace,
) -> None:
    found = rows(missing(workspace.case("minsta")))
    assert found["personer.0.titel"] == (SIGNING, ("tjansteutlatande", "overenskommelse"))


def test_the_most_urgent_stands_first_then_by_owner_and_place(workspace: Workspace) -> None:
    found = missing(workspace.case("tre-parter", edits=UNKNOWN_EVERYWHERE)).missing
    stages = list(NeededBefore)
    order = [stages.index(one.needed_before) for one in found]
    assert order == sorted(order)
    needed = [one for one in found if one.needed_before is DECISION]
    assert [(one.owner, one.place.path) for one in needed] == [
        ("förvaltningschef i AB Lövåsahem", "åtgärder.0.uppföljning"),
        ("handläggaren", "diarienummer"),
        ("handläggaren", "personer.3.namn"),
        ("handläggaren", "löften.1.åtgärder"),
        ("handläggaren", "löften.1.eget_mått"),
        ("handläggaren", "fokusområden.0.mål.0.utgångsvärde"),
        ("handläggaren", "fokusområden.0.mål.0.måldatum"),
    ]


def facts() -> Iterator[tuple[type[Model], FieldDescription]]:
    """Yield the fields of a case that are no marks on others, with their models."""
    for model in model_classes():
        yield from ((model, field) for field in described(model).values() if not field.is_mark)


def test_it_is_decided_of_every_field_that_must_be_there_when_it_is_needed() -> None:
    """A new field that must be there but may be null is marked with what it is needed before."""
    must = [(model, f) for model, f in facts() if f.required and f.may_be_unknown]
    assert len(must) > 8
    assert [(m.__name__, f.name) for m, f in must if f.needed_before is None] == []


def test_only_what_may_be_unknown_is_needed_before_something() -> None:
    wrong = [f.name for _, f in facts() if f.needed_before and not f.may_be_unknown]
    assert wrong == []


# What is wrong


def test_a_case_that_is_wrong_has_no_worklist(workspace: Workspace) -> None:
    edits = {"arende.yaml": {"namn: null, part: polis": "namn: null, part: polisen"}}
    folder = workspace.case("minsta", edits=edits)
    (workspace.root / "templates" / "overenskommelse.docx").unlink()
    with pytest.raises(CaseError) as caught:
        missing(folder)
    assert [problem.message for problem in caught.value.problems] == [
        "”polisen” finns inte; här ska stå id för part",
        "mallen finns inte",
    ]


def test_every_tag_that_cannot_be_rendered_is_told(workspace: Workspace) -> None:
    for key in ("tjansteutlatande", "overenskommelse"):
        path = str(workspace.root / "templates" / f"{key}.docx")
        template = docx.Document(path)
        template.paragraphs[0].insert_paragraph_before("{{ finns_inte }}")
        template.save(path)
    with pytest.raises(CaseError) as caught:
        missing(workspace.case("minsta"))
    assert [(problem.file, problem.message) for problem in caught.value.problems] == [
        ("templates/tjansteutlatande.docx", "namnet ”finns_inte” finns inte"),
        ("templates/overenskommelse.docx", "namnet ”finns_inte” finns inte"),
    ]
