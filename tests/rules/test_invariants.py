"""Rules that hold by construction: what is printed from one place agrees in every document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from avtal.case.appendices import paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.making.build import Built, build
from avtal.making.rendering import Renderer, draft_stamp
from avtal.model.agreement import Agreement
from avtal.word.stories.reading import Paragraph
from avtal.word.stories.text import paragraphs
from avtal.word.template.prepare import prepare
from tests.conftest import GOOD_CASES, REPOSITORY, Workspace
from tests.documents import files, read_text

Drafts = Mapping[tuple[str, Copy], Built]
ALL = [(case, copy) for case in GOOD_CASES for copy in Copy]


def _case(built: Built) -> Case:
    """Return the case that was built."""
    return load(built.folder.parents[2] / "content" / built.manifest.case)


def _body(data: bytes) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs(data) if paragraph.place == "Brödtext"]


def _read(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\u00a0", " ")


def _texts(data: bytes, style: str) -> list[str]:
    return [_read(paragraph) for paragraph in _body(data) if paragraph.style == style]


def _below(data: bytes, heading: str, style: str = "") -> list[str]:
    """Return the texts, of a style if one is given, between a heading 1 and the next one."""
    found: list[str] = []
    inside = False
    for paragraph in _body(data):
        if paragraph.style == "Rubrik 1":
            inside = paragraph.text == heading
        elif inside and style in {"", paragraph.style}:
            found.append(_read(paragraph))
    return found


def _agreed(agreement: bytes) -> list[str]:
    """Return the headings of the focus areas of an agreement."""
    return _below(agreement, "Fokusområden", "Rubrik 2")


@pytest.mark.holds("1")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_parties_come_from_one_place(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    facts = _case(built).facts
    legal = [party.legal_name or party.name for party in facts.parties]
    agreement = files(built)["overenskommelse"]
    introduced = _below(agreement, "Parter")
    for party, text in zip(facts.parties, introduced, strict=True):
        start = f"{party.legal_name or party.name}, nedan kallad {party.short_name}"
        assert text.removesuffix(f" (diarienummer {party.case_number})") == start
    assert list(dict.fromkeys(_texts(agreement, "Signaturpart"))) == legal
    for data in files(built).values():
        first, *_ = [p.text for p in paragraphs(data) if p.place == "Sidhuvud, första sidan"]
        assert first == facts.municipality_name


def test_a_new_name_of_a_party_is_new_in_every_document(workspace: Workspace) -> None:
    edits = {"arende.yaml": {"kortnamn: bostadsbolaget": "kortnamn: hyresbolaget"}}
    folder = workspace.case("tre-parter", edits=edits)
    made = files(build(folder, workspace.root / "output", None, Copy.FULL))
    assert "Hyresbolaget" in _below(made["overenskommelse"], "Åtaganden", "Rubrik 2")
    assert "Hyresbolaget lovar" in _texts(made["medborgarlofte"], "Rubrik 1")
    headings = [
        text for data in made.values() for n in "123" for text in _texts(data, f"Rubrik {n}")
    ]
    assert not any("bostadsbolaget" in text.lower() for text in headings)


@pytest.mark.holds("5")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_focus_areas_come_from_one_place(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    case, made = _case(built), files(built)
    titles = {area.id: area.title for area in case.facts.focus_areas}
    agreement = case.documents["overenskommelse"]
    assert isinstance(agreement, Agreement)
    in_agreement = [titles[analysis.focus_area] for analysis in agreement.analyses]
    assert _agreed(made["overenskommelse"]) == in_agreement
    for key, style in (("atgardsplan", "Rubrik 1"), ("lagesbild", "Rubrik 2")):
        if key in made:
            assert [title for _, title in _numbered(made[key], style)] == list(titles.values())


def _numbered(data: bytes, style: str) -> list[tuple[int, str]]:
    """Return (number, title) of every heading of a focus area."""
    found = (re.fullmatch(r"Fokusområde (\d+): (.+)", text) for text in _texts(data, style))
    return [(int(match.group(1)), match.group(2)) for match in found if match]


@pytest.mark.holds("6")
@pytest.mark.parametrize("copy", Copy)
@pytest.mark.parametrize(("name", "count"), [("taby-2018", 3), ("tre-parter", 5)])
def test_focus_areas_are_numbered_without_gaps(
    drafts: Drafts, name: str, count: int, copy: Copy
) -> None:
    made = files(drafts[name, copy])
    numbers = list(range(1, count + 1))
    assert [number for number, _ in _numbered(made["atgardsplan"], "Rubrik 1")] == numbers
    assert [number for number, _ in _numbered(made["lagesbild"], "Rubrik 2")] == numbers


@pytest.mark.holds("61")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_the_summary_lists_the_focus_areas_of_the_agreement(
    drafts: Drafts, name: str, copy: Copy
) -> None:
    made = files(drafts[name, copy])
    _, listed = "\n".join(_below(made["tjansteutlatande"], "Sammanfattning")).split(
        "Fokusområden i överenskommelsen:\n"
    )
    assert listed.split("\n") == _agreed(made["overenskommelse"])


@pytest.mark.holds("39")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_appendix_lists_are_what_is_appended(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    case = _case(built)
    for key, data in files(built).items():
        listed = re.findall(r"^Bilaga (\d+)\t(.+)$", read_text(data), re.MULTILINE)
        appended = [paper(case, appendix) for appendix in case.documents[key].appendices]
        assert [int(number) for number, _ in listed] == list(range(1, len(appended) + 1))
        for (_, said), listing in zip(listed, appended, strict=True):
            hidden = copy is Copy.PUBLIC and listing.secrecy is not None
            assert said.startswith((listing.open_title or "") if hidden else listing.title)


@pytest.mark.holds("40")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_appendices_say_their_number(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    made = files(built)
    subject = built.manifest.documents[0].key  # its heading is the title of the case
    for record in built.manifest.documents:
        first = [
            p.text for p in paragraphs(made[record.key]) if p.place == "Sidhuvud, första sidan"
        ]
        said = [text.replace("\u00a0", " ") for text in first if text.startswith("Bilaga")]
        numbers = [(entry.number, BY_KEY[entry.document].noun) for entry in record.appendix]
        assert said == [f"Bilaga {number} till {noun}" for number, noun in numbers]
        if record.key != subject:
            assert _texts(made[record.key], "Rubrik") == [record.title]


@pytest.mark.holds("46")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_file_names_are_unique_and_carry_the_number(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    names = [record.file for record in built.manifest.documents]
    assert len({file.lower() for file in names}) == len(names)
    number = built.manifest.case_number
    start = re.sub(r"[ /]", "-", number) if number else "utan-dnr"
    for record in built.manifest.documents:
        assert record.file.startswith(f"{start}_")
        assert f"_{record.key}_utkast" in record.file


@pytest.mark.holds("47")
@pytest.mark.parametrize(("name", "copy"), ALL)
def test_every_page_says_the_version(drafts: Drafts, name: str, copy: Copy) -> None:
    built = drafts[name, copy]
    made = files(built)
    for record in built.manifest.documents:
        for place in ("Sidhuvud, första sidan", "Sidhuvud"):
            head = " ".join(p.text for p in paragraphs(made[record.key]) if p.place == place)
            assert re.search(rf"Version\s{re.escape(record.version)}, UTKAST", head), place


def _alone(data: bytes) -> list[str]:
    """Return the headings that have nothing below them before the next one of their level."""
    found = []
    above: tuple[int, str] | None = None
    for paragraph in _body(data):
        match = re.fullmatch(r"Rubrik (\d)", paragraph.style)
        level = int(match.group(1)) if match else 9
        if above and level <= above[0]:
            found.append(above[1])
        above = (level, paragraph.text) if match else None
    return [*found, *([above[1]] if above else [])]


@pytest.mark.parametrize(("name", "copy"), ALL)
def test_no_heading_stands_alone(drafts: Drafts, name: str, copy: Copy) -> None:
    for key, data in files(drafts[name, copy]).items():
        assert sum(p.style.startswith("Rubrik ") for p in _body(data)) > 1, key
        assert _alone(data) == [], key


# Other things refer to what stands in these.
_REFERRED_TO = {"analyses", "calendar"}


def _without_one_part(case: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield the case without one optional part of a document, for each of them that it has."""
    for key, document in case.documents.items():
        for name, info in type(document).model_fields.items():
            default = info.get_default()
            if info.is_required() or name in _REFERRED_TO or getattr(document, name) == default:
                continue
            bare = document.model_copy(update={name: default})
            yield key, name, replace(case, documents={**case.documents, key: bare})


@pytest.mark.holds("62")
@pytest.mark.parametrize("copy", Copy)
def test_what_is_left_out_leaves_no_heading(three: Case, copy: Copy) -> None:
    tried = list(_without_one_part(three))
    assert len(tried) > 15
    for key, name, case in tried:
        file = f"{key}.docx"
        template = prepare(file, (REPOSITORY / "templates" / file).read_bytes())
        data = Renderer(case, {key: template}).render(key, draft_stamp(case, key, copy)).data
        assert _alone(data) == [], (key, name)
