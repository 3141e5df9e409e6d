"""`avtal compare` and `avtal prove` of what looks the same and is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.compare.documents.test_unseen import PAIRS, paper_of
from tests.compare.documents.test_unseen import text as word_text
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import Desk
from tests.word.surface.paper import paper, paragraph


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("hidden", "hidden", ["dold text", "”inte”", "tidigare: synlig", "ny: vit på vitt"]),
        ("link", "link", ["länk", "https://a.se/1", "https://a.se/2"]),
        ("numbers", "number", ["nummer i en lista", "tidigare: 1.", "ny: 3."]),
        ("inserted", "inserted", ["infogad fil"]),
    ],
)
def test_what_looks_the_same_and_is_not(
    name: str, kind: str, words: list[str], tmp_path: Path
) -> None:
    for file, drawn in zip(("a.docx", "b.docx"), PAIRS[name], strict=True):
        (tmp_path / file).write_bytes(paper_of(drawn))
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "säger detsamma" not in ran.out
    _, heading, rest = ran.out.partition("Ser lika ut men är det inte:")
    assert heading
    assert all(word in rest for word in words), rest
    envelope = json.loads(run("compare", "a.docx", "b.docx", "--json", cwd=tmp_path).out)
    (one, *_) = envelope["result"]["unseen"]
    assert (one["kind"], one["grave"], one["document"]) == (kind, True, "b")
    page = next(tmp_path.rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert "Ser lika ut men är det inte" in page
    assert "allvarligt" in page


def test_a_hidden_word_in_a_file_with_tracked_changes_is_told(tmp_path: Path) -> None:
    tracked = (
        '<w:ins w:id="1" w:author="P" w:date="2026-01-01T10:00:00Z"><w:r><w:t>nytt</w:t></w:r>'
        "</w:ins>"
    )
    for file, look in (("a.docx", ""), ("b.docx", "<w:vanish/>")):
        body = word_text(look) + paragraph(tracked if look else "")
        (tmp_path / file).write_bytes(paper(body))
    envelope = json.loads(run("compare", "a.docx", "b.docx", "--json", cwd=tmp_path).out)
    assert [one["state"] for one in envelope["result"]["documents"]] == ["tracked"]
    assert [one["about"] for one in envelope["result"]["unseen"]] == ["inte"]


@pytest.mark.parametrize("name", PAIRS)
def test_a_redline_that_does_not_show_it_is_not_right(name: str, tmp_path: Path) -> None:
    for file, drawn in zip(("a.docx", "b.docx"), PAIRS[name], strict=True):
        (tmp_path / file).write_bytes(paper_of(drawn))
    ran = run("prove", "a.docx", "b.docx", "b.docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "Filen är rätt" not in ran.out
    told = json.loads(run("prove", "a.docx", "b.docx", "b.docx", "--json", cwd=tmp_path).out)
    assert {one["when"] for one in told["result"]["unseen"]} == {"rejected"}
    assert told["result"]["differing"]


@pytest.mark.parametrize("name", ["hidden", "link", "numbers"])
def test_our_own_redline_is_right_in_that_too_and_the_proof_warns(
    name: str, tmp_path: Path
) -> None:
    for file, drawn in zip(("a.docx", "b.docx"), PAIRS[name], strict=True):
        (tmp_path / file).write_bytes(paper_of(drawn))
    run("compare", "a.docx", "b.docx", cwd=tmp_path)
    (redline,) = tmp_path.rglob("*andringar.docx")
    ran = run("prove", "a.docx", "b.docx", redline, cwd=tmp_path)
    assert "TIDIGARE och NY skiljer också i det här, som ser lika ut:" in ran.out
    assert ran.exit_code == int("som inte syns är fel" in ran.out)


def test_an_inserted_file_has_no_redline_and_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(paper(paragraph("<w:r><w:t>Text.</w:t></w:r>")))
    (tmp_path / "b.docx").write_bytes(paper_of(PAIRS["inserted"][0]))
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "en infogad fil kan inte ändringsmarkeras" in ran.out


def test_one_document_alone_says_nothing_of_the_others(tmp_path: Path) -> None:
    desk = Desk(Workspace(tmp_path / "arbete"))
    desk.register()
    desk.rewrite("1.1")
    here = desk.workspace.root
    only = ("--only", "tjansteutlatande")
    ran = run("compare", "KS 2024/12@1", "content/minsta", *only, cwd=here)
    assert ran.exit_code == 0, ran.out
    assert "Tjänsteutlåtande säger detsamma" in ran.out
    assert "Annat har inte jämförts." in ran.out
    assert "Versionerna säger detsamma" not in ran.out


def test_a_name_of_a_file_is_shown_as_it_can_be(tmp_path: Path) -> None:
    for name, look in (("a", ""), ("b", "<w:vanish/>")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ett\x1b[31mtvå\x9b.docx").write_bytes(paper(word_text(look)))
    ran = run("compare", "a", "b", cwd=tmp_path)
    assert ran.exit_code == 1
    assert not set(ran.out) & {"\x1b", "\x9b"}
    page = next(tmp_path.rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert "ett[31mtvå" in page
