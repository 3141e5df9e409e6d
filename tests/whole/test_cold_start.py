"""What a run loads, and what it does with what an earlier run kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Workspace
from tests.processes import run

DEAR = ("docxtpl", "docx", "lxml", "jinja2", "markupsafe", "sqlalchemy", "distributed", "rich")


def test_a_build_whose_templates_are_kept_loads_neither_word_nor_database(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.case("tre-parter")
    told = (
        "import sys; sys.argv = ['avtal', 'build', 'content/tre-parter']\n"
        "from avtal.cli.app import main\n"
        "try: main()\n"
        f"except SystemExit as end: print(end.code, [m for m in {DEAR} if m in sys.modules])"
    )
    new, kept = (
        run(
            cwd=workspace.root,
            command=[sys.executable, "-c", told],
            env={"AVTAL_CACHE": str(tmp_path / "cache")},
        )
        for _ in range(2)
    )
    assert "'docxtpl'" in new.out
    assert kept.out.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    "words", [["--help"], ["note", "x", "fel"], ["register-file", "x", "y", "--type", "fel"]]
)
def test_what_is_refused_at_once_loads_little(tmp_path: Path, words: list[str]) -> None:
    told = (
        f"import sys; sys.argv = ['avtal', *{words}]\n"
        "from avtal.cli.app import main\n"
        "try: main()\n"
        f"except SystemExit: print([m for m in {(*DEAR, 'pydantic')} if m in sys.modules])"
    )
    ran = run(cwd=tmp_path, command=[sys.executable, "-c", told])
    assert ran.out.splitlines()[-1] == "[]"


@pytest.mark.parametrize("kind", ["skadat", "tomt", "en mapp", "en länk", "andras"])
def test_what_is_kept_and_cannot_be_used_is_made_anew_without_a_word(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    workspace.case("minsta")
    cache = tmp_path / "cache"
    settings = {"AVTAL_CACHE": str(cache)}
    first = run("build", "content/minsta", cwd=workspace.root, env=settings)
    files = sorted((workspace.root / "output").rglob("*.docx"))
    before = [path.read_bytes() for path in files]
    for place in cache.glob("mall-*"):
        data = place.read_bytes()
        if kind == "skadat":
            place.write_bytes(data[:100] + bytes([data[100] ^ 255]) + data[101:])
        elif kind == "tomt":
            place.write_bytes(b"")
        elif kind == "en mapp":
            place.unlink()
            place.mkdir()
        elif kind == "en länk":
            place.unlink()
            place.symlink_to("/dev/null")
        else:
            cache.chmod(0o777)
    again = run("build", "content/minsta", cwd=workspace.root, env=settings)
    assert again == first
    assert [path.read_bytes() for path in files] == before
