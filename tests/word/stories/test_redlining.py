"""What documents need before they are compared, and their redline after."""

from __future__ import annotations

from avtal.word.package.parts import Package, W
from avtal.word.package.received import open_received
from avtal.word.stories.redlining import separate_notes, track_changes, without_controls
from tests.compare.agreements import Agreement, Text
from tests.word.stories.marking import texts

SETTINGS, NOTES, MAIN = "word/settings.xml", "word/footnotes.xml", "word/document.xml"


def opened(*blocks: Text) -> Package:
    return open_received(Agreement(blocks).to_bytes())


def test_what_a_control_holds_takes_its_place() -> None:
    package = opened(Text("ett"), Text("två", control=True), Text("tre"))
    plain = without_controls(package)
    assert texts(plain) == ["ett", "två", "tre"]
    assert list(plain.xml[MAIN].iter(f"{W}sdt")) == []
    assert len(list(package.xml[MAIN].iter(f"{W}sdt"))) == 1  # which is as it was


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
