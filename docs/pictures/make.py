"""Make the pictures of the README with the program itself: `make pictures`.

Täby is registered, three facts and two versions are changed in a copy of its content, and the two
are compared. It needs LibreOffice, pdftoppm and Chromium, which `make test` installs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
WIDTH = 900
PAGE_HEIGHT = 870
REPORT_HEIGHT = 760

CHANGES = {
    "overenskommelse.yaml": {
        'version: "1.0"': 'version: "1.1"',
        "bilden varje kvartal.": "bilden varje månad.",
        "{datum: 2018-12-14, ort": "{datum: 2018-12-18, ort",
    },
    "atgardsplan.yaml": {
        'version: "1.0"': 'version: "1.1"',
        "mått: Tio besök per år": "mått: Tolv besök per år",
    },
}


def run(folder: Path, *command: str | Path) -> None:
    """Run a program; `avtal compare` ends with 1 where something differs."""
    done = subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.returncode)


def avtal(folder: Path, *arguments: str) -> None:
    """Run avtal on days that never change, in a name that is nobody's."""
    who = ("--by", "Registrator", "--date", "2018-11-20")
    run(folder, sys.executable, "-m", "avtal", *arguments, *who)


def edit(case: Path) -> None:
    """Change the facts."""
    for name, changes in CHANGES.items():
        text = (case / name).read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (case / name).write_text(text, "utf-8")


def page(folder: Path, document: Path) -> None:
    """Make a picture of the upper part of the first page of a document."""
    run(folder, "soffice", "--headless", "--convert-to", "pdf", document)
    size = (
        "-scale-to-x",
        str(WIDTH),
        "-scale-to-y",
        "-1",
        "-W",
        str(WIDTH),
        "-H",
        str(PAGE_HEIGHT),
    )
    pdf = folder / f"{document.stem}.pdf"
    run(folder, "pdftoppm", "-png", "-singlefile", *size, pdf, HERE / "overenskommelse")


def report(file: Path) -> None:
    """Make a picture of where a report tells what changed, as a browser shows it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page(viewport={"width": WIDTH, "height": REPORT_HEIGHT})
        opened.goto(file.as_uri())
        place = opened.get_by_role("heading", name="Ändringar i sak").bounding_box()
        assert place
        shown = {"x": 0, "y": place["y"] - 20, "width": WIDTH, "height": REPORT_HEIGHT}
        opened.screenshot(path=HERE / "jamforelse.png", full_page=True, clip=shown)
        browser.close()


def main() -> None:
    """Make both pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "templates"):
            shutil.copytree(REPOSITORY / part, folder / part)
        avtal(folder, "register", "content/taby-2018", "--purpose", "remiss", "--allocate")
        (document,) = (folder / "output" / "register").rglob("*_overenskommelse_v1.docx")
        page(folder, document)
        edit(folder / "content" / "taby-2018")
        avtal(folder, "compare", "KS 2018/211@1", "content/taby-2018")
        (found,) = (folder / "output").rglob("jamforelse.html")
        report(found)


if __name__ == "__main__":
    main()
