"""The report in a real browser: accessible, by keyboard, narrow, on paper, without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from avtal.case.stamp import Copy
from avtal.compare.comparison import Comparison, compare
from avtal.compare.output import write_comparison
from avtal.compare.redlines.engine import Engine
from avtal.compare.sides.named import Reading, read_side
from avtal.register.opening import RegisterPlace
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from tests.compare.ordering import order
from tests.compare.received import Received
from tests.conftest import Workspace, edit_file

pytestmark = pytest.mark.system

EDITS = (
    ("arende.yaml", "till: 2020-12-31, ursprung: tolkad}\n\nparter",
     "till: 2021-12-31, ursprung: tolkad}\n\nparter"),
    ("overenskommelse.yaml", "färre brott och ökad trygghet", "färre brott & <ökad> trygghet"),
    ("overenskommelse.yaml", "målvärde: 15", "målvärde: 14"),
    ("overenskommelse.yaml",
     "      - {id: C1, text: Få vuxna rör sig vid centrum efter stängning.}\n"
     "      - {id: C2, text: Belysning och sikt är dålig på flera gångstråk.}\n",
     "      - {id: C2, text: Belysning och sikt är dålig på flera gångstråk.}\n"
     "      - {id: C1, text: Få vuxna rör sig vid centrum efter stängning.}\n"),
    ("atgardsplan.yaml", "Minst tre pass i veckan", "Minst fyra pass i veckan"),
)  # fmt: skip


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> tuple[Comparison, Path]:
    """Return two versions of the Täby case compared, and the report."""
    root = tmp_path_factory.mktemp("rapport")
    folders = [Workspace(root / name).case("taby-2018") for name in ("förr", "nu")]
    for edit in EDITS:
        edit_file(folders[1] / edit[0], *edit[1:])
    return made(root, folders[0], folders[1], engine)


def made(root: Path, old: Path, new: Path, engine: Engine, **more: Any) -> tuple[Comparison, Path]:
    ordered = order(**more)
    reading = Reading(Copy.FULL, None, RegisterPlace(root / "register"), None)
    sides = [read_side(str(path), reading) for path in (old, new)]
    found = compare(sides[0], sides[1], engine, ordered)
    written = write_comparison(found, ordered, root / "jamforelse" / "a_b", ())
    return found, written.folder / "jamforelse.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the Chromium of the system."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, comparison: tuple[Comparison, Path]) -> Iterator[Page]:
    """Return the report, opened; it asks for nothing outside itself."""
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(comparison[1].as_uri())
    yield opened
    assert asked == [comparison[1].as_uri()]
    opened.close()


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_is_accessible_and_fits_at_every_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.vh') &&"
        " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []


def test_the_check_of_accessibility_can_fail(page: Page) -> None:
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {"color-contrast", "html-has-lang"} <= {name for name, _ in violations(page)}


def test_it_works_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    page.keyboard.press("Tab")  # the first of the filters
    assert page.evaluate("document.activeElement.type") == "checkbox"
    shown = "[...document.querySelectorAll('.change')].filter(e => !e.hidden).length"
    every = page.evaluate(shown)
    kind = page.evaluate("document.activeElement.parentElement.textContent.trim()")
    page.keyboard.press("Space")
    assert page.evaluate(shown) < every
    hidden = page.evaluate(
        "[...document.querySelectorAll('.change')].filter(e => e.hidden).map(e => e.dataset.kind)"
    )
    assert set(hidden) == {kind}
    assert page.locator("[role=status]").inner_text().startswith(f"{page.evaluate(shown)} av")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_only_what_changed_is_shown_at_first(page: Page) -> None:
    visible = (
        "[...document.querySelectorAll('table.side tbody tr')].filter(e => e.offsetParent)"
        ".map(e => [e.className, !!e.querySelector('.heading')])"
    )
    first = page.evaluate(visible)
    assert {kind for kind, _ in first} <= {"edited", "old", "new", "same", "story"}
    # What is the same stands there as the heading of what follows.
    assert all(is_heading for kind, is_heading in first if kind == "same")
    assert any(is_heading for _, is_heading in first)
    assert violations(page) == []
    page.get_by_role("checkbox", name="hela texterna").check()
    assert len(page.evaluate(visible)) > 3 * len(first)
    assert violations(page) == []


def test_rows_stand_under_the_part_of_the_document_that_they_are_in(page: Page) -> None:
    whole = page.locator("table[data-key=overenskommelse]")
    parts = whole.locator(".story").all_text_contents()
    assert parts == list(dict.fromkeys(parts))
    assert "Sidhuvud" in parts
    assert parts[-1] == "Brödtext"
    for table in page.locator("table.side").all():
        assert table.locator("tbody tr").first.get_attribute("class") == "story"


def test_a_place_is_a_link_to_the_very_paragraph(page: Page) -> None:
    links = page.locator(".change .where + ul a")
    assert links.count() > 5
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        assert target is not None
        assert page.locator(f"tr{target}:is(.edited, .old, .new)").count() == 1, target


def test_weights_are_seen_without_colour(page: Page) -> None:
    headings = page.locator(".group h3").all_inner_texts()
    assert headings[0].startswith("TYNGST")
    widths = page.evaluate(
        "[...document.querySelectorAll('.group')].map(e => getComputedStyle(e).borderLeftWidth)"
    )
    assert len(set(widths)) == len(widths) > 1


def test_what_changed_is_printed_first(page: Page) -> None:
    page.get_by_role("checkbox", name="hela texterna").check()
    page.emulate_media(media="print")
    top = "document.querySelector('{}').getBoundingClientRect().top".format
    places = [page.evaluate(top(one)) for one in ("#andringar", "#handling-1", "#texterna")]
    assert places == sorted(places)


def test_every_word_of_both_versions_is_seen_without_script(
    browser: Browser, comparison: tuple[Comparison, Path], tmp_path: Path
) -> None:
    found, path = comparison
    # What is for screen readers only is no word of the documents.
    text = path.read_text(encoding="utf-8").replace("</style>", ".vh { display: none }</style>")
    (tmp_path / "rapport.html").write_text(text, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((tmp_path / "rapport.html").as_uri())
    seen = set(words(opened.locator("main").inner_text()))
    for version in (found.old, found.new):
        for document in version.documents.values():
            for story in stories(open_received(document.data)).values():
                for paragraph in story:
                    missing = [word for word in words(paragraph.text) if word not in seen]
                    assert missing == [], paragraph
    assert opened.locator(".filters").count() == 0
    for one in found.documents:
        for side, label in (("old", "Tidigare"), ("new", "Ny")):
            cells = f"[data-key={one.pair.key}] td:is([data-label={label}], [colspan]) .cell"
            shown = words(" ".join(opened.locator(cells).all_inner_texts()))
            assert shown == told(one.rows, side), one.pair.key
    context.close()


def words(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()


def told(rows: Any, side: str) -> list[str]:
    return [
        word
        for row in rows
        if getattr(row, side) is not None
        for cell in getattr(row, side).printed
        for word in words(cell)
    ]


def test_marks_do_not_rely_on_colour(page: Page) -> None:
    for tag, line in (("ins", "underline"), ("del", "line-through")):
        style = f"getComputedStyle(document.querySelector('{tag}')).textDecorationLine"
        assert page.evaluate(style) == line
    assert page.locator("del .vh").first.text_content() == "[borttaget: "


def test_links_lead_to_the_redlines_and_the_places(
    page: Page, comparison: tuple[Comparison, Path]
) -> None:
    folder = comparison[1].parent
    links = page.eval_on_selector_all("a.redline", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) == sum(one.redline is not None for one in comparison[0].documents)
    assert all((folder / link).is_file() for link in links)
    assert len(links) >= 2
    inner = page.eval_on_selector_all("a[href^='#']", "all => all.map(a => a.hash.slice(1))")
    assert [one for one in inner if page.locator(f"[id='{one}']").count() != 1] == []


def test_identities_are_there(page: Page, comparison: tuple[Comparison, Path]) -> None:
    text = page.locator("#jamfort").inner_text()
    for side in (comparison[0].old, comparison[0].new):
        assert side.name in text
        for document in side.documents.values():
            assert document.sha256 in text
        assert all(value in text for _, value in side.facts)


def test_on_paper(page: Page, tmp_path: Path) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator("del").first.is_visible()
    page.pdf(path=str(tmp_path / "rapport.pdf"), prefer_css_page_size=True)
    assert (tmp_path / "rapport.pdf").stat().st_size > 10_000


def test_nothing_in_a_document_becomes_part_of_the_page(
    browser: Browser, engine: Engine, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "w")
    old = workspace.case()
    new = Workspace(tmp_path / "v").case(
        edits={"overenskommelse.yaml": {
            "syfte: Syftet är": "syfte: <script>window.x=1</script>{{ 7*7 }} Syftet är"
        }}
    )  # fmt: skip
    _, path = made(tmp_path, old, new, engine)
    opened = browser.new_page()
    opened.goto(path.as_uri())
    assert opened.evaluate("window.x") is None
    assert "<script>window.x=1</script>{{ 7*7 }}" in opened.locator("main").inner_text()
    opened.close()


def test_a_worklist_can_be_filled_in(browser: Browser, engine: Engine, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    case = workspace.case()
    second = tmp_path / "overenskommelse 2.docx"
    reading = Reading(Copy.FULL, None, RegisterPlace(tmp_path / "register"), None)
    document = read_side(str(case), reading).documents["overenskommelse"]
    second.write_bytes(
        Received(document.data)
        .track("möten och registrerar dem", "möten\u202e")
        .comment("upp överenskommelsen varje år", "Varför inte oftare?")
        .join_with_next("Kommunen och polisen har ett gemensamt")
        .to_bytes()
    )
    _, path = made(tmp_path, case, second, engine)
    opened = browser.new_page()
    opened.goto(path.as_uri())
    assert violations(opened) == []
    assert opened.locator(".task").count() == 3
    assert "möten·" in opened.locator(".task ins").first.inner_text()
    assert "\u202e" not in opened.content()  # a sign that turns the text around it
    joined = opened.locator(".task", has_text="stycket fogas ihop med nästa")
    assert "¶" in joined.locator("del").inner_text()
    # A screen reader says in words what the sign stands for.
    assert joined.locator("del .vh").all_text_contents() == ["[borttaget: ", "styckets slut", "]"]
    assert joined.locator("del [aria-hidden=true]").text_content() == "¶"
    assert "Varför inte oftare?" in opened.locator("#arbetslista").inner_text()
    opened.locator(".task").first.get_by_label("avböj").check()
    opened.locator(".task").first.get_by_label("Anteckning").fill("Nej, vi vill ha det kvar.")
    opened.close()
