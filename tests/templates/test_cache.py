"""What is known of templates is kept, and believed only where it is whole, ours and still true."""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import pytest

from avtal.problems import Problem
from avtal.templates import cache as template_cache
from avtal.templates.cache import KeptTemplate
from avtal.word.engine.fill import fill
from avtal.word.template.prepare import prepare
from avtal.word.types.report import Report
from tests.word.making import HEADER, PROPERTIES, rendered, template

DATA = template("{{ x }}")
PROBLEM = Problem("mall", "något", "mall.docx", path="brödtext", help="gör", severity="råd")
REPORT = Report((PROBLEM,), frozenset({("Action", "titel")}), frozenset({("Action", "mått")}))
KEPT = KeptTemplate(REPORT, prepare("mall.docx", DATA))


def _entry(folder: Path) -> Path:
    return template_cache.entry(folder, "atgardsplan", DATA)


def _read(place: Path, name: str = "mall.docx") -> KeptTemplate | None:
    return template_cache.read(place, name, DATA)


def test_what_was_written_is_read_under_the_name_of_today(tmp_path: Path) -> None:
    place = _entry(tmp_path / "ny" / "mapp")
    assert _read(place) is None
    template_cache.write(place, KEPT)
    found = _read(place)
    assert found is not None
    assert (found.report, found.template) == (REPORT, KEPT.template)
    assert found.template is not None
    assert fill(found.template, {**HEADER, "x": "å"}, PROPERTIES).data == rendered(DATA, x="å")
    moved = _read(place, "annan/mall.docx")
    assert moved is not None
    assert moved.report.problems[0].file == "annan/mall.docx"
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_what_cannot_be_filled_is_kept_without_a_template(tmp_path: Path) -> None:
    template_cache.write(_entry(tmp_path), KeptTemplate(REPORT, None))
    assert _read(_entry(tmp_path)) == KeptTemplate(REPORT, None)


@pytest.mark.parametrize("what", ["program_hash", "_versions"])
def test_another_template_or_document_or_program_is_another_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    places = {
        template_cache.entry(tmp_path, "atgardsplan", b"mall"),
        template_cache.entry(tmp_path, "lagesbild", b"mall"),
        template_cache.entry(tmp_path, "atgardsplan", b"mallen"),
    }
    monkeypatch.setattr(template_cache, what, lambda: "något annat")
    places.add(template_cache.entry(tmp_path, "atgardsplan", b"mall"))
    assert len(places) == 4


def test_a_byte_changed_in_any_folder_of_the_program_makes_it_another(tmp_path: Path) -> None:
    source = Path(template_cache.__file__).parents[1]
    shutil.copytree(source, tmp_path / "avtal", ignore=shutil.ignore_patterns("*.pyc"))
    # What a wheel carries beside the program, and what an editor leaves, make it no other.
    (tmp_path / "avtal" / "shipped").mkdir()
    (tmp_path / "avtal" / "shipped" / "mall.docx").write_bytes(b"mall")
    (tmp_path / "avtal" / ".#problems.py").symlink_to("borta")
    code = (
        "from pathlib import Path; import avtal; from avtal.templates import cache\n"
        "made = cache.program_hash.__wrapped__\n"
        "files = Path(avtal.__file__).parent.rglob('*.py')\n"
        f"found = [made()]; assert found == [{template_cache.program_hash()!r}]\n"
        "for path in {p.parent: p for p in files}.values():\n"
        "    whole = path.read_bytes()\n"
        "    path.write_bytes(whole[:-1] + b'#')\n"
        "    found.append(made())\n"
        "    path.write_bytes(whole)\n"
        "print(len(found), len(set(found)), made() == found[0], avtal.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    hashes, different, same_again, place = done.stdout.split(maxsplit=3)
    assert Path(place.strip()).is_relative_to(tmp_path)
    folders = {path.parent for path in source.rglob("*.py")}
    assert hashes == different
    assert int(hashes) == len(folders) + 1
    assert same_again == "True"


def test_every_byte_that_is_changed_or_lost_makes_an_entry_worthless(tmp_path: Path) -> None:
    place = _entry(tmp_path)
    template_cache.write(place, KEPT)
    whole = place.read_bytes()
    broken = [b"", b"\xff\xfe", whole[:-1], whole[:40], whole + b"\0"]
    for at in range(0, len(whole), max(len(whole) // 200, 1)):
        broken.append(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    for content in broken:
        place.write_bytes(content)
        assert _read(place) is None
    template_cache.write(place, KEPT)
    assert _read(place) is not None


def test_a_whole_entry_of_another_form_is_as_none(tmp_path: Path) -> None:
    place = _entry(tmp_path)
    for content in (marshal.dumps(None), marshal.dumps((1, 2)), b"x"):
        place.write_bytes(hashlib.sha256(content).digest() + content)
        assert _read(place) is None


def test_an_entry_of_unreasonable_size_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template_cache.write(_entry(tmp_path), KEPT)
    monkeypatch.setattr(template_cache, "_LARGEST", 100)
    assert _read(_entry(tmp_path)) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has the profile's own rights")
@pytest.mark.parametrize("what", ["mapp", "mappen ovanför", "fil", "länk"])
def test_what_others_can_write_is_not_believed(tmp_path: Path, what: str) -> None:
    above = tmp_path / "ovan"
    folder = above / "mapp"
    template_cache.write(_entry(folder), KEPT)
    assert _read(_entry(folder)) is not None
    if what == "länk":
        (tmp_path / "öppen").mkdir()
        above.rename(tmp_path / "öppen" / "ovan")
        above.symlink_to(tmp_path / "öppen" / "ovan")
        (tmp_path / "öppen").chmod(0o777)
    else:
        place = {"mapp": folder, "mappen ovanför": above, "fil": _entry(folder)}[what]
        place.chmod(0o666 if what == "fil" else 0o777)
    assert _read(_entry(folder)) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has the profile's own rights")
def test_nothing_is_put_where_others_can_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    template_cache.write(_entry(tmp_path / "mapp"), KEPT)
    assert not list((tmp_path / "mapp").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_what_is_kept_is_the_users_own_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        template_cache.write(_entry(tmp_path / "ovan" / "mapp"), KEPT)
    finally:
        os.umask(before)
    folder = tmp_path / "ovan" / "mapp"
    modes = [path.stat().st_mode & 0o777 for path in (folder.parent, folder, _entry(folder))]
    assert modes == [0o700, 0o700, 0o600]
    assert _read(_entry(folder)) is not None


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"ingen mapp")
    place = _entry(tmp_path / "fil")
    template_cache.write(place, KEPT)
    assert _read(place) is None


def test_many_may_write_and_read_at_once(tmp_path: Path) -> None:
    place = _entry(tmp_path)

    def both(_: int) -> bool:
        template_cache.write(place, KEPT)
        return _read(place) is not None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(both, range(64)))
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


def test_what_is_kept_reads_neither_word_nor_jinja(tmp_path: Path) -> None:
    template_cache.write(_entry(tmp_path), KEPT)
    code = (
        "import sys; from pathlib import Path; from avtal.templates import cache\n"
        f"kept = cache.read(Path({str(_entry(tmp_path))!r}), 'm', b'')\n"
        "assert kept is not None and kept.template is not None\n"
        "print({'docx', 'docxtpl', 'jinja2', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_has_not_been_used_for_long_is_removed(tmp_path: Path) -> None:
    places = [template_cache.entry(tmp_path, "atgardsplan", str(n).encode()) for n in range(202)]
    template_cache.write(places[0], KeptTemplate(REPORT, None))
    for age, place in enumerate(reversed(places[:-1])):
        place.write_bytes(places[0].read_bytes())
        place.chmod(0o600)
        os.utime(place, (1_000_000 - age, 1_000_000 - age))
    beside = tmp_path / "annat.json"
    beside.write_bytes(b"en annans")
    assert _read(places[0]) is not None  # used now, so it is kept
    template_cache.write(places[-1], KEPT)
    gone = [number for number, place in enumerate(places) if not place.exists()]
    assert gone == [1, 2]
    assert beside.exists()


def test_the_versions_are_those_that_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read off the folders that installers leave, if each reader has just one of them."""
    own = {name: distribution(name) for name in ("docxtpl", "jinja2", "lxml", "python_docx")}
    expected = {f"{name}-{one.version}" for name, one in own.items()}
    template_cache._versions.cache_clear()
    assert set(template_cache._versions()) > expected
    # Four folders, of three readers: one lies twice, and one lies as older installers leave it.
    for name, one in own.items():
        folder = f"{name}.egg-info" if name == "python_docx" else f"{name}-{one.version}.dist-info"
        file = "PKG-INFO" if name == "python_docx" else "METADATA"
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(str(one.read_text("METADATA")), encoding="utf-8")
    (tmp_path / "lxml-4.0.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    template_cache._versions.cache_clear()
    found = set(template_cache._versions())
    template_cache._versions.cache_clear()
    assert f"python_docx-{own['python_docx'].version}" in found
