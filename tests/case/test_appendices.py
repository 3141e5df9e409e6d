"""The numbers of appendices are those of the document that lists them, also in running text."""

from __future__ import annotations

import pytest

from avtal.case.appendices import appendix_numbers, paper
from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.making.build import build
from tests.conftest import Workspace
from tests.documents import files, read_text
from tests.templates.viewing import as_printed, changed, text, view


def test_appendix_numbers_belong_to_each_document(three: Case) -> None:
    numbers = appendix_numbers(three, Copy.FULL)
    assert numbers["lagesbild"] == [("tjansteutlatande", 1), ("overenskommelse", 5)]
    assert numbers["polisunderlag"] == [("tjansteutlatande", 4)]
    assert "tjansteutlatande" not in numbers
    assert view(three, "lagesbild")["handling"]["bilaga_till"] == [
        {"nr": 1, "benämning": "tjänsteutlåtande"},
        {"nr": 5, "benämning": "samverkansöverenskommelse"},
    ]


def test_numbers_in_prose_are_those_of_the_document_it_stands_in(three: Case) -> None:
    memo = as_printed(three, "ärendet")
    assert "en gemensam lokal lägesbild (bilaga\u00a01), som" in text(memo)
    assert "Polisens underlag (bilaga\u00a04) till" in text(memo)
    agreement = as_printed(three, "bakgrund", "overenskommelse")
    assert "en gemensam lokal lägesbild (bilaga\u00a05). Med" in text(agreement)
    plan = as_printed(three, "redovisning", "uppfoljningsplan")
    assert text(plan).startswith(
        "Resultaten redovisas för styrgruppen enligt överenskommelsen "
        "(bilaga\u00a02 till tjänsteutlåtandet) och för invånarna enligt kommunikationsplanen "
        "(bilaga\u00a07 till tjänsteutlåtandet)."
    )
    assert {span.link for prose in (memo, plan) for span in prose.spans()} == {None}


def test_a_reference_to_what_is_no_appendix_is_left_as_text(workspace: Workspace) -> None:
    old = "Kommunen och polisen har kartlagt"
    edits = {"tjansteutlatande.yaml": {old: f"[Avtalet](bilaga:overenskommelse) finns. {old}"}}
    seen = as_printed(changed(workspace, edits, "minsta"), "ärendet")
    assert text(seen).startswith("Avtalet finns. Kommunen")
    assert {span.link for span in seen.spans()} == {None}


def test_other_links_are_kept(three: Case) -> None:
    links = {span.link for span in as_printed(three, "överväganden").spans()}
    assert links == {None, "https://bra.se/"}


def test_there_is_no_paper_of_another_name(three: Case) -> None:
    assert paper(three, "polisunderlag").open_title == "Underlag från Polismyndigheten"
    with pytest.raises(KeyError):
        paper(three, "protokoll")


SECRET = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"


def test_a_reference_over_two_lines_or_partly_bold_has_one_number(workspace: Workspace) -> None:
    old = "[gemensam lokal lägesbild](bilaga:lagesbild) och"
    new = "[gemensam\n  lokal **läges**bild](bilaga:lagesbild) och"
    folder = workspace.case("taby-2018", edits={"tjansteutlatande.yaml": {old: new}})
    seen = as_printed(load(folder), "ärendet")
    text = "".join(span.text for span in seen.spans())
    assert "en gemensam lokal lägesbild (bilaga\u00a03) och enats" in text


def test_appendices_of_a_secret_document_are_not_told(workspace: Workspace) -> None:
    line = "titel: Samverkansöverenskommelse mellan Täby kommun och lokalpolisområde Täby}"
    edits = {"arende.yaml": {line: f"{line[:-1]}, {SECRET}}}"}}
    folder = workspace.case("taby-2018", edits=edits)
    built = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    assert "overenskommelse" not in files(built)
    for key, data in files(built).items():
        assert "till samverkansöverenskommelse" not in read_text(data), key
    assert "overenskommelse" not in (built.folder / "manifest.json").read_text(encoding="utf-8")
