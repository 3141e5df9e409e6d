"""What came back from the other party becomes a list to work through."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import settle
from avtal.word.stories.text import outline
from tests.compare.agreements import Agreement, Grid, Text
from tests.compare.received import AT, POLICE, Received
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import SMALL, THREE, Desk
from tests.word.surface.paper import paper, paragraph
from tests.word.surface.paper import run as run_of

TRACKED = "möten och registrerar dem"
COMMENTED = "upp överenskommelsen varje år"
UNTRACKED = "skriftligt och undertecknas"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a case that was sent for remiss."""
    desk = Desk(workspace)
    desk.register()
    return desk


def sent(desk: Desk) -> bytes:
    (file,) = (desk.store / "v1").glob("*overenskommelse*.docx")
    return file.read_bytes()


def compared(desk: Desk, data: bytes, *arguments: str, case: str = SMALL) -> Any:
    path = desk.workspace.root / "Svar från polisen.docx"
    path.write_bytes(data)
    ran = run("compare", f"{case}@1", path, *arguments, "--json", cwd=desk.workspace.root)
    envelope = json.loads(ran.out)
    assert envelope["exit_code"] == ran.exit_code, ran.err
    return envelope


def line_of(desk: Desk, words: str) -> int:
    lines = (desk.case / "overenskommelse.yaml").read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if words in line]
    return number


def test_what_was_done_is_told_with_its_place_and_origin(desk: Desk) -> None:
    data = (
        Received(sent(desk))
        .track(TRACKED, "NÅGOT ANNAT")
        .comment(COMMENTED, "Hur ska det läsas?")
        .change(UNTRACKED, "smuget in")
        .to_bytes()
    )
    envelope = compared(desk, data)
    assert envelope["exit_code"] == 1
    tasks = {task["kind"]: task for task in envelope["result"]["worklist"]}
    assert len(tasks) == len(envelope["result"]["worklist"]) == 3
    change = tasks["change"]
    assert (change["author"], change["at"], change["document"]) == (POLICE, AT, "overenskommelse")
    assert [mark for mark in change["marks"] if mark["op"] != "same"] == [
        {"op": "old", "text": TRACKED},
        {"op": "new", "text": "NÅGOT ANNAT"},
    ]
    file = "content/minsta/overenskommelse.yaml"
    assert change["sources"] == [{"file": file, "line": line_of(desk, TRACKED)}]
    comment = tasks["comment"]
    assert (comment["comment"], comment["about"]) == ("Hur ska det läsas?", COMMENTED)
    assert comment["sources"] == [{"file": file, "line": line_of(desk, COMMENTED)}]
    untracked = tasks["untracked"]
    assert any(mark == {"op": "old", "text": UNTRACKED} for mark in untracked["marks"])
    assert untracked["sources"] == [{"file": file, "line": line_of(desk, UNTRACKED)}]
    assert {task["decision"] for task in tasks.values()} == {None}


def test_tracked_text_is_neither_accepted_nor_rejected_unasked(desk: Desk) -> None:
    data = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    (one,) = compared(desk, data)["result"]["documents"]
    assert (one["state"], one["redline"], one["rows"]) == ("tracked", None, [])
    page = next(desk.workspace.root.rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert "--as accepted" in page
    for verdict, state, words in (
        ("accepted", "changed", "NÅGOT ANNAT"), ("rejected", "stamp", TRACKED)
    ):  # fmt: skip
        (one,) = compared(desk, data, "--as", verdict)["result"]["documents"]
        assert one["state"] in {state, "same"}
        assert (one["redline"] is not None) == (verdict == "accepted")
        read = settle(open_received(data), "accepted" if verdict == "accepted" else "rejected")
        assert any(words in p.text for story in stories(read).values() for p in story)


def test_a_paragraph_that_was_taken_out(desk: Desk) -> None:
    data = Received(sent(desk)).delete_paragraph(TRACKED).to_bytes()
    (task,) = compared(desk, data)["result"]["worklist"]
    assert {mark["op"] for mark in task["marks"]} == {"old"}
    assert task["sources"][0]["line"] == line_of(desk, TRACKED)
    assert TRACKED not in outline_of(data)


def outline_of(data: bytes) -> str:
    package = settle(open_received(data), "accepted")
    return "\n".join(p.text for story in stories(package).values() for p in story)


def test_comments_alone_are_listed_beside_the_comparison(desk: Desk) -> None:
    data = Received(sent(desk)).comment(COMMENTED, "Bra!").to_bytes()
    envelope = compared(desk, data)
    (one,) = envelope["result"]["documents"]
    assert (envelope["exit_code"], one["state"]) == (1, "same")
    (task,) = envelope["result"]["worklist"]
    assert task["kind"] == "comment"
    assert [source["line"] for source in task["sources"]] == [line_of(desk, COMMENTED)]


def test_a_document_without_marks_has_no_list(desk: Desk) -> None:
    envelope = compared(desk, Received(sent(desk)).change(UNTRACKED, "smuget in").to_bytes())
    (one,) = envelope["result"]["documents"]
    assert (one["state"], envelope["result"]["worklist"]) == ("changed", [])


def test_one_that_was_never_ours(desk: Desk, tmp_path: Path) -> None:
    theirs = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    first.write_bytes(sent(desk))
    second.write_bytes(theirs)
    ran = run("compare", first, second, "--json", cwd=tmp_path)
    (task,) = json.loads(ran.out)["result"]["worklist"]
    assert (task["kind"], task["sources"]) == ("change", [])


def test_the_list_in_the_terminal(desk: Desk) -> None:
    data = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    compared(desk, data)
    path = desk.workspace.root / "Svar från polisen.docx"
    ran = run("compare", f"{SMALL}@1", path, cwd=desk.workspace.root)
    assert f"1. spårad ändring av {POLICE} 2026-11-20 09.30: overenskommelse, under " in ran.out
    assert f"[-{TRACKED}-]{{+NÅGOT ANNAT+}}" in ran.out
    assert "[ ] godta   [ ] avböj   [ ] fråga" in ran.out
    assert outline(sent(desk)).count(TRACKED) == 1


WHO = f'w:id="9" w:author="{POLICE}" w:date="{AT}"'
NEW = f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr><w:ins {WHO}>{{}}</w:ins></w:p>"


def new_paragraph(text: str) -> str:
    return NEW.format(f"<w:r><w:t>{text}</w:t></w:r>")


def before(data: bytes, text: str, added: str) -> bytes:
    """Return a document with something before the paragraph that has a text."""
    received = Received(data)
    place = received.body.rindex("<w:p>", 0, received.body.index(f">{text}<"))
    received.body = received.body[:place] + added + received.body[place:]
    return received.to_bytes()


def test_a_new_paragraph_before_a_heading_has_its_own_place_and_no_origin(desk: Desk) -> None:
    data = before(sent(desk), "Syfte", new_paragraph("Nytt stycke."))
    (task,) = compared(desk, data)["result"]["worklist"]
    assert task["place"].startswith("under ”Bakgrund”, stycke ")
    assert (task["sources"], task["remarks"]) == ([], ["nytt stycke"])
    assert task["marks"] == [{"op": "new", "text": "Nytt stycke."}]


def test_a_new_heading_and_a_new_paragraph_first_in_the_document(desk: Desk) -> None:
    received = Received(sent(desk))
    heading = new_paragraph("Ny rubrik").replace("<w:rPr>", '<w:pStyle w:val="Rubrik1"/><w:rPr>')
    received.body = received.body.replace("<w:body>", f"<w:body>{new_paragraph('Först.')}", 1)
    data = before(received.to_bytes(), "Syfte", heading)
    first, second = compared(desk, data)["result"]["worklist"]
    assert (first["place"], first["sources"]) == ("först i texten, stycke 1", [])
    assert (second["place"], second["sources"]) == ("rubriken ”Ny rubrik”", [])


def test_tasks_stand_in_the_order_of_the_document(desk: Desk) -> None:
    """What is tracked, commented and neither is told as one reads: headers first, boxes last."""
    order = [COMMENTED, TRACKED, UNTRACKED]
    body = Received(sent(desk)).body
    order.sort(key=body.index)
    received = (
        Received(sent(desk))
        .comment(COMMENTED, "Hur ska det läsas?")
        .track(TRACKED, "NÅGOT ANNAT")
        .change(UNTRACKED, "smuget in")
    )
    header = next(name for name in received.members if name.startswith("word/header"))
    new = new_paragraph("I huvudet.").encode()
    received.members[header] = received.members[header].replace(b"</w:hdr>", new + b"</w:hdr>")
    tasks = compared(desk, received.to_bytes())["result"]["worklist"]
    assert [task["number"] for task in tasks] == [1, 2, 3, 4]
    assert "sidhuvud" in tasks[0]["place"]
    kinds = {COMMENTED: "comment", TRACKED: "change", UNTRACKED: "untracked"}
    assert [task["kind"] for task in tasks[1:]] == [kinds[one] for one in order]


def test_what_was_moved_says_from_where_and_to_where(desk: Desk) -> None:
    received = Received(sent(desk))
    moved = "Motparten flyttade det här stycket."
    ends = [
        new_paragraph(moved).replace("<w:ins ", f"<w:{kind} ").replace("</w:ins>", f"</w:{kind}>")
        for kind in ("moveFrom", "moveTo")
    ]
    ends[0] = ends[0].replace("w:t>", "w:delText>")
    received.body = received.body.replace("<w:body>", f"<w:body>{ends[1]}", 1)
    (task,) = compared(desk, before(received.to_bytes(), "Syfte", ends[0]))["result"]["worklist"][
        :1
    ]
    assert task["kind"] == "move"
    assert task["place"].startswith("under ”Bakgrund”, stycke ")
    assert task["moved_to"] == "först i texten, stycke 1"
    out = run("compare", f"{SMALL}@1", "Svar från polisen.docx", cwd=desk.workspace.root).out
    assert "    flyttat till: först i texten, stycke 1\n" in out


def test_a_row_that_was_taken_out_is_one_task_with_all_its_lines(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.register()
    received = Received(sent(desk))
    rows = re.findall("<w:tr>.*?</w:tr>", received.body)
    row = next(one for one in rows if re.sub("<[^>]*>", "", one).startswith("Styrgruppen"))
    gone = row.replace("</w:trPr>", f"<w:del {WHO}/></w:trPr>", 1)
    received.body = received.body.replace(row, gone)
    data = received.to_bytes()
    (task,) = compared(desk, data, "--only", "overenskommelse", case=THREE)["result"]["worklist"]
    cells = re.findall(r"<w:tc>.*?</w:tc>", row)
    words = " | ".join(re.sub("<[^>]*>", "", cell.replace("</w:p><w:p>", " ")) for cell in cells)
    assert "".join(mark["text"] for mark in task["marks"]) == words
    assert task["remarks"] == ["borttagen rad"]
    assert len(task["sources"]) >= len(cells)


def test_a_thread_is_one_task_with_its_answers_in_order(desk: Desk) -> None:
    data = Received(sent(desk)).comment(COMMENTED, "Varför?").to_bytes()
    members = unpack(data)
    w14, w15 = (f"http://schemas.microsoft.com/office/word/{one}/wordml" for one in (2010, 2012))
    answer = (
        '<w:comment w:id="9" w:author="Bo" w:date="2026-11-21T08:05:00Z"><w:p w14:paraId="2">'
        "<w:r><w:t>För att.</w:t></w:r></w:p></w:comment></w:comments>"
    )
    comments = members["word/comments.xml"].decode().replace("<w:p>", '<w:p w14:paraId="1">')
    comments = comments.replace("<w:comments ", f'<w:comments xmlns:w14="{w14}" ')
    members["word/comments.xml"] = comments.replace("</w:comments>", answer).encode()
    members["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="2" w15:paraIdParent="1"/></w15:commentsEx>'
    ).encode()
    links = "word/_rels/document.xml.rels"
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
    members[links] = members[links].replace(b"</Relationships>", link.encode())
    (task,) = compared(desk, zip_package(members))["result"]["worklist"]
    assert task["replies"] == [
        {"author": "Bo", "at": "2026-11-21T08:05:00Z", "comment": "För att."}
    ]
    assert task["resolved"]
    out = run("compare", f"{SMALL}@1", "Svar från polisen.docx", cwd=desk.workspace.root).out
    assert f"1. kommentar av {POLICE} 2026-11-20 09.30 (besvarad, markerad som löst): over" in out
    asked, answered = (
        out.index("”Varför?”"),
        out.index("svar av Bo 2026-11-21 08.05:\n    ”För att.”"),
    )
    assert asked < answered < out.index(f"om: ”{COMMENTED}”")


def test_hostile_names_times_and_words_do_not_reach_the_terminal(desk: Desk) -> None:
    evil = "\u009b2J\u202eond"
    data = Received(sent(desk)).comment(COMMENTED, f"{evil}\u2028text").to_bytes()
    members = unpack(data)
    comments = members["word/comments.xml"].decode()
    comments = comments.replace(POLICE, f"{evil}{'x' * 200}").replace(AT, evil)
    path = desk.workspace.root / "svar-overenskommelse.docx"
    path.write_bytes(zip_package({**members, "word/comments.xml": comments.encode()}))
    out = run("compare", f"{SMALL}@1", path, cwd=desk.workspace.root).out
    assert "1. kommentar av ·2J·ondxxx" in out
    assert "x" * 80 not in out
    assert all(one.isprintable() for one in out.split("\n"))


def test_who_is_not_named_is_unknown(desk: Desk) -> None:
    data = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    members = unpack(data)
    body = members["word/document.xml"].decode()
    body = body.replace(f'w:author="{POLICE}" w:date="{AT}"', 'w:author=" "')
    (task,) = compared(desk, zip_package({**members, "word/document.xml": body.encode()}))[
        "result"
    ]["worklist"]
    assert (task["author"], task["at"]) == ("okänd", None)


def test_a_new_paragraph_is_found_in_every_story(tmp_path: Path) -> None:
    texts = (
        Text("Brödet", note="Fotnoten", end_note="Slutnoten", box="Rutan"),
        Grid((("Cellen", "b"),)),
        Text("Slut"),
    )
    data = Agreement(texts, header="Huvudet", footer="Foten").to_bytes()
    (tmp_path / "a.docx").write_bytes(data)
    members = unpack(data)
    words = ("Brödet", "Cellen", "Fotnoten", "Slutnoten", "Rutan", "Huvudet", "Foten")
    for part in [one for one in members if one.startswith("word/") and one.endswith(".xml")]:
        text = members[part].decode()
        for word in [one for one in words if f">{one}<" in text]:
            place = text.rindex("<w:p>", 0, text.index(f">{word}<"))
            text = text[:place] + new_paragraph(f"Ny vid {word}") + text[place:]
        members[part] = text.encode()
    (tmp_path / "b.docx").write_bytes(zip_package(members))
    ran = run("compare", "a.docx", "b.docx", "--json", cwd=tmp_path)
    tasks = json.loads(ran.out)["result"]["worklist"]
    assert [(task["marks"][0]["text"], task["place"]) for task in tasks] == [
        ("Ny vid Huvudet", "sidhuvud, stycke 1"),
        ("Ny vid Foten", "sidfot, stycke 1"),
        ("Ny vid Brödet", "först i texten, stycke 1"),
        ("Ny vid Cellen", "först i texten, tabell 1, rad 1"),
        ("Ny vid Fotnoten", "fotnoter, stycke 1"),
        ("Ny vid Slutnoten", "slutnoter, stycke 1"),
        ("Ny vid Rutan", "textruta 1, stycke 1"),
    ]


STRAY = '<w:rPr><w:rPrChange w:id="1" w:author="A" w:date="2026-01-01T10:00:00Z"/></w:rPr>'


def test_a_change_that_cannot_be_placed_does_not_hide_the_others(tmp_path: Path) -> None:
    words = "Kommunen ska {}betala."
    (tmp_path / "a.docx").write_bytes(paper(paragraph(run_of(words.format("inte ")))))
    (tmp_path / "b.docx").write_bytes(paper(f"<w:p>{STRAY}{run_of(words.format(''))}</w:p>"))
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "Kommunen ska [-inte -]betala." in ran.out
    assert "spårade ändringar som inte kan visas" in ran.out
    page = next(tmp_path.rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert "betala." in page


def test_a_look_that_nobody_tracked_is_told_beside_what_was(tmp_path: Path) -> None:
    tracked = (
        '<w:ins w:id="1" w:author="P" w:date="2026-01-01T10:00:00Z"><w:r><w:t>nytt</w:t></w:r>'
        "</w:ins>"
    )
    body = paragraph(run_of("Struket villkor.", "{}")) + paragraph(run_of("Sist ") + "{}")
    (tmp_path / "a.docx").write_bytes(paper(body.format("", "")))
    (tmp_path / "b.docx").write_bytes(paper(body.format("<w:strike/>", tracked)))
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path)
    assert "formen skiljer också utan att det är spårat (genomstrykning)" in ran.out


def test_another_number_in_a_list_is_no_other_words(tmp_path: Path) -> None:
    start = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{}"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1 kronor"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="Krav"><w:name w:val="Krav"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph(run_of("Kommunen ska betala."), '<w:pStyle w:val="Krav"/>')
    for name, number in (("a", 1), ("b", 2)):
        data = paper(body, styles=style, numbering=start.format(number))
        (tmp_path / f"{name}.docx").write_bytes(data)
    out = run("compare", "a.docx", "b.docx", cwd=tmp_path).out
    assert "nummer i en lista: b, först i texten, stycke 1\n    [-1-]{+2+} kronor" in out
    assert "innebörd" not in out
    assert "tal eller belopp" not in out


def test_a_row_that_was_hidden_is_told_at_the_row(tmp_path: Path) -> None:
    data = Agreement((Text("Ansvar"), Grid((("a", "b"), ("c", "d"), ("e", "f"))), Text("Slut")))
    (tmp_path / "a.docx").write_bytes(data.to_bytes())
    received = Received(data.to_bytes())
    former = f"<w:trPrChange {WHO}><w:trPr/></w:trPrChange>"
    hidden = f"<w:tr><w:trPr><w:hidden/>{former}</w:trPr>"
    place = received.body.rindex("<w:tr>", 0, received.body.index(">c<"))
    received.body = received.body[:place] + hidden + received.body[place + len("<w:tr>") :]
    (tmp_path / "b.docx").write_bytes(received.to_bytes())
    out = run("compare", "a.docx", "b.docx", cwd=tmp_path).out
    assert (
        f"1. spårad formändring av {POLICE} 2026-11-20 09.30: b, först i texten, tabell 1, rad 2\n"
        "    blir dold text: i en dold rad\n    c | d\n"
    ) in out
