"""A real LibreOffice opens every document, and a real PDF shows what is on each page."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree

from avtal.case.stamp import Copy
from avtal.making.build import Built
from avtal.word.stories.reading import Paragraph
from avtal.word.stories.text import paragraphs
from tests.conftest import GOOD_CASES

pytestmark = pytest.mark.system

Drafts = Mapping[tuple[str, Copy], Built]

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def convert(files: list[Path], kind: str, target: Path) -> list[Path]:
    """Convert with one LibreOffice for all files; every result must exist."""
    profile = (target / "profil").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(target), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    made = [target / f"{path.stem}.{kind}" for path in files]
    assert [path.name for path in made if not path.exists()] == []
    return made


@pytest.fixture(scope="module")
def opened(drafts: Drafts, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Path]:
    """Return the flat ODF of every document, by the document's path."""
    files = [
        built.folder / record.file
        for built in drafts.values()
        for record in built.manifest.documents
    ]
    by_folder: dict[Path, list[Path]] = {}
    for path in files:
        by_folder.setdefault(path.parent, []).append(path)
    made: dict[Path, Path] = {}
    for number, group in enumerate(by_folder.values()):
        target = tmp_path_factory.mktemp(f"odf{number}")
        made |= dict(zip(group, convert(group, "fodt", target), strict=True))
    return made


@pytest.fixture(scope="module")
def printed(drafts: Drafts, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return the text of each page of the full drafts, by file name."""
    pages = {}
    for case in GOOD_CASES:
        built = drafts[case, Copy.FULL]
        target = tmp_path_factory.mktemp("pdf")
        files = [built.folder / record.file for record in built.manifest.documents]
        for pdf in convert(files, "pdf", target):
            text = subprocess.run(
                ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"],
                check=True,
                capture_output=True,
            ).stdout.decode()
            pages[pdf.stem] = text.split("\f")[:-1]
    return pages


def test_libreoffice_sees_the_same_text(drafts: Drafts, opened: Mapping[Path, Path]) -> None:
    assert len(opened) == sum(len(built.manifest.documents) for built in drafts.values())
    for path, odf in opened.items():
        root = etree.fromstring(odf.read_bytes(), etree.XMLParser(huge_tree=True))
        ours = list(paragraphs(path.read_bytes()))
        body = root.find(f".//{_OFFICE}body/{_OFFICE}text")
        assert body is not None
        assert _odf_texts(body) == [_plain(p) for p in ours if p.place == "Brödtext"], path.name
        frames = [
            *root.iter(f"{_STYLE}header", f"{_STYLE}header-first"),
            *root.iter(f"{_STYLE}footer", f"{_STYLE}footer-first"),
        ]
        theirs = Counter(text for frame in frames for text in _odf_texts(frame) if text)
        assert set(theirs) == {_plain(p) for p in ours if p.place != "Brödtext"}, path.name


def _plain(paragraph: Paragraph) -> str:
    return paragraph.text


def _odf_texts(root: etree._Element) -> list[str]:
    return ["".join(_pieces(node)) for node in root.iter(f"{_TEXT}p", f"{_TEXT}h")]


def _pieces(node: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph, without fields and list labels."""
    yield node.text or ""
    for child in node:
        name = etree.QName(child).localname
        if name == "tab":
            yield "\t"
        elif name == "s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif name == "line-break":
            yield "\n"
        elif name in {"span", "a"}:
            yield from _pieces(child)
        elif name not in {"page-number", "page-count", "soft-page-break", "p", "h"}:
            assert name.startswith("bookmark"), name
        yield child.tail or ""


def test_every_page_says_which_paper_it_is(printed: Mapping[str, list[str]]) -> None:
    for name, pages in printed.items():
        number = {"KS": "KS 2018/211", "2026": "2026/KS 0042 170", "utan": "[saknas]"}
        dnr = number[re.split("[-_]", name)[0]]
        for place, text in enumerate(pages, 1):
            plain = text.replace("\u00a0", " ")
            assert f"Sida {place} ({len(pages)})" in plain, (name, place)
            assert re.search(rf"Dnr\s+{re.escape(dnr)}", plain), (name, place)
            assert "UTKAST" in plain, (name, place)


def test_the_promises_of_taby_are_one_page(printed: Mapping[str, list[str]]) -> None:
    assert len(printed["KS-2018-211_02_bilaga-2_medborgarlofte_utkast"]) == 1


def test_a_signature_block_never_splits_over_pages(printed: Mapping[str, list[str]]) -> None:
    blocks = 0
    for name, pages in printed.items():
        for place, text in enumerate(pages, 1):
            lines, names = text.count("Ort och datum"), text.count("Namnförtydligande")
            if lines:
                assert lines == names, (name, place)
            blocks += names
    assert blocks == 12


def test_a_table_that_goes_on_repeats_its_header(printed: Mapping[str, list[str]]) -> None:
    pages = printed["2026-KS-0042-170_03_bilaga-3_atgardsplan_utkast"]
    rows = [page for page in pages if re.search(r"^ *\d+\. .* \d{4}-\d\d-\d\d", page, re.M)]
    assert len(rows) >= 4
    for page in rows:
        assert re.search("Åtgärd +Orsak +Mål +Ansvarig +Tid +Uppföljning +Status", page)
