"""What a redline needs after the comparing."""

from __future__ import annotations

from avtal.word.package.parts import Package, W
from avtal.word.package.received import open_received
from avtal.word.stories.redlining import mend_boxes, separate_notes, track_changes
from tests.compare.agreements import Agreement, Text
from tests.word.stories.marking import DEL, document, paragraph, run, texts

SETTINGS, NOTES, MAIN = "word/settings.xml", "word/footnotes.xml", "word/document.xml"


def opened(*blocks: Text) -> Package:
    return open_received(Agreement(blocks).to_bytes())


def test_word_goes_on_tracking_changes() -> None:
    package = opened(Text("ett"))
    settings = package.xml[SETTINGS]
    for name in ("zoom", "defaultTabStop"):
        settings.append(settings.makeelement(f"{W}{name}"))
    assert track_changes(package) == SETTINGS
    names = [str(child.tag).removeprefix(W) for child in settings]
    assert names == ["zoom", "trackRevisions", "defaultTabStop"]  # as the schema has them
    assert track_changes(package) is None


def test_each_mark_of_a_note_gets_its_own_note() -> None:
    package = opened(Text("ett", note="noten"), Text("två", note="en annan"))
    assert separate_notes(package) == []
    first, second = package.xml[MAIN].iter(f"{W}footnoteReference")
    second.set(f"{W}id", first.get(f"{W}id", ""))
    assert separate_notes(package) == [MAIN, NOTES]
    assert first.get(f"{W}id") != second.get(f"{W}id")
    notes = {one.get(f"{W}id"): one for one in package.xml[NOTES].iter(f"{W}footnote")}
    said = ["".join(map(str, notes[mark.get(f"{W}id")].itertext())) for mark in (first, second)]
    assert said == ["noten", "noten"]
    assert len(notes) == 5  # two that Word draws lines with, and three notes


def test_a_box_comes_and_goes_with_what_it_looks_like() -> None:
    kind = '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_t202"/>'
    shape = (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" type="#_x0000_t202"><v:textbox>'
        f"<w:txbxContent>{paragraph(run('rutan', 'delText'))}</w:txbxContent></v:textbox></v:shape>"
    )
    shell = f"<w:r><w:pict>{kind}</w:pict></w:r>"
    box = f"{DEL}<w:r><w:delText>ord</w:delText><w:pict>{shape}</w:pict></w:r></w:del>"
    package = document(paragraph(shell + box))
    assert texts(package) == [""]  # what only says how shapes look shows nothing
    mend_boxes(package)
    root = package.xml[MAIN]
    (picture,) = root.iter(f"{W}pict")
    assert [str(child.tag).rpartition("}")[2] for child in picture] == ["shapetype", "shape"]
    assert [one.text for one in root.iter(f"{W}t")] == ["rutan"]  # it goes with the box
    assert [one.text for one in root.iter(f"{W}delText")] == ["ord"]
