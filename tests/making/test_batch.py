"""Many cases at once: each whole or not at all, whatever happens to the others."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import docx
import pytest

from avtal.files.digests import sha256
from tests.conftest import Workspace, edit_file
from tests.processes import AVTAL, run

DRAFTS = "utkast"


def _cases(workspace: Workspace, number: int) -> list[str]:
    """Lay the smallest case into the workspace under many names."""
    workspace.case("minsta")
    content = workspace.root / "content"
    names = [f"arende-{each:02d}" for each in range(number)]
    for name in names:
        shutil.copytree(content / "minsta", content / name)
    shutil.rmtree(content / "minsta")
    return [f"content/{name}" for name in names]


def _made(root: Path, output: str = "output") -> dict[str, str]:
    """Return the hash of every file that was made, by its path below output."""
    return {
        path.relative_to(root / output).as_posix(): sha256(path.read_bytes())
        for path in sorted((root / output).rglob("*"))
        if path.is_file() and not path.name.endswith(".avtal-lock")
    }


def _whole(root: Path, cases: list[str]) -> None:
    """See that each case has its drafts, as its manifest lists them, and nothing half-made."""
    left = [path for path in (root / "output").rglob(".*") if not path.name.endswith("-lock")]
    assert left == []
    for case in cases:
        folder = root / "output" / Path(case).name / DRAFTS
        manifest = json.loads((folder / "manifest.json").read_bytes())
        hashes = {one["file"]: one["sha256"] for one in manifest["documents"]}
        assert hashes == {path.name: sha256(path.read_bytes()) for path in folder.glob("*.docx")}


def _json(root: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = run("batch", *arguments, "--json", cwd=root)
    assert ran.err == ""
    read: dict[str, Any] = json.loads(ran.out)
    assert (read["command"], read["exit_code"]) == ("batch", ran.exit_code)
    return ran.exit_code, read


def _results(read: dict[str, Any]) -> list[str]:
    return [row["result"] for row in read["result"]["cases"]]


def test_every_case_is_as_a_build_makes_it(workspace: Workspace) -> None:
    names = ("minsta", "taby-2018", "tre-parter")
    for name in names:
        workspace.case(name)
        ran = run("build", f"content/{name}", "--output", "var-for-sig", cwd=workspace.root)
        assert ran.exit_code == 0
    ran = run("batch", "content", "--workers", "2", cwd=workspace.root)
    assert (ran.exit_code, ran.err) == (0, "")
    assert _made(workspace.root) == _made(workspace.root, "var-for-sig")
    lines = ran.out.splitlines()
    documents = sum(name.endswith(".docx") for name in _made(workspace.root))
    assert lines[0] == "Ärenden        Antal   Handlingar   Varningar   Fel"
    assert lines[2].split()[:3] == ["gjorda", "3", str(documents)]
    assert lines[4] == "med fel            0            0           0     0"
    assert re.fullmatch(r"Det tog \d+,\d s\.", lines[-1])


def test_what_is_wrong_with_some_is_told_last_and_harms_no_other(workspace: Workspace) -> None:
    cases = _cases(workspace, 5)
    edit_file(workspace.root / cases[1] / "overenskommelse.yaml", "bakgrund:", "bakgrud:")
    (workspace.root / cases[3] / "arende.yaml").unlink()
    ran = run("batch", *cases, "content/finns-inte", "--workers", "2", cwd=workspace.root)
    assert ran.exit_code == 2
    _whole(workspace.root, [cases[0], cases[2], cases[4]])
    assert sorted(path.name for path in (workspace.root / "output").iterdir()) == [
        Path(cases[each]).name for each in (0, 2, 4)
    ]
    headings = [line for line in ran.err.splitlines() if line.endswith(":") and "content" in line]
    assert headings == [f"{cases[1]}:", f"{cases[3]}:", "content/finns-inte:"]
    assert "fel: okänt fält ”bakgrud”" in ran.err
    assert f"--> {cases[1]}/overenskommelse.yaml:" in ran.err
    assert "fel: ärendet ”content/finns-inte” finns inte" in ran.err.replace(
        str(workspace.root) + "/", ""
    )
    exit_code, read = _json(workspace.root, *cases)
    assert (exit_code, _results(read)) == (
        1, ["redan gjort", "fel", "redan gjort", "fel", "redan gjort"]
    )  # fmt: skip
    assert {problem["file"] for problem in read["problems"]} == {
        f"{cases[1]}/overenskommelse.yaml", f"{cases[3]}/arende.yaml"
    }  # fmt: skip


def test_what_is_made_of_the_same_is_not_made_again(workspace: Workspace) -> None:
    cases = _cases(workspace, 4)
    assert _results(_json(workspace.root, *cases)[1]) == ["gjort"] * 4
    before = {path: path.stat().st_mtime_ns for path in (workspace.root / "output").rglob("*.docx")}
    assert _results(_json(workspace.root, *cases)[1]) == ["redan gjort"] * 4
    assert before == {path: path.stat().st_mtime_ns for path in before}
    text = workspace.root / cases[0] / "overenskommelse.yaml"
    text.write_bytes(text.read_bytes() + b"# en anteckning\n")
    for path in (workspace.root / "output" / Path(cases[1]).name / DRAFTS).glob("*.docx"):
        path.unlink()
    (workspace.root / cases[2] / "stray.yaml").write_text("x: 1\n", encoding="utf-8")
    exit_code, read = _json(workspace.root, *cases)
    assert (exit_code, _results(read)) == (1, ["gjort", "gjort", "fel", "redan gjort"])
    (workspace.root / cases[2] / "stray.yaml").unlink()
    profile = workspace.root / "content" / "profiler" / "lag-2023-196.yaml"
    profile.write_bytes(profile.read_bytes() + b"# en anteckning\n")
    assert _results(_json(workspace.root, *cases)[1]) == ["gjort"] * 4
    memo = str(workspace.root / "templates" / "tjansteutlatande.docx")
    docx.Document(memo).save(memo)
    assert _results(_json(workspace.root, *cases)[1]) == ["gjort"] * 4
    assert _results(_json(workspace.root, *cases)[1]) == ["redan gjort"] * 4


def test_what_was_made_with_other_words_is_made_again(workspace: Workspace) -> None:
    cases = _cases(workspace, 1)

    def result() -> str:
        (found,) = _results(_json(workspace.root, *cases)[1])
        return found

    assert (result(), result()) == ("gjort", "redan gjort")
    own = workspace.own_words("fornamn.yaml", "förnamn: {ord: [Nour]}\n")
    assert (result(), result()) == ("gjort", "redan gjort")
    own.write_text("förnamn: {ord: [Elif]}\n", encoding="utf-8")
    assert (result(), result()) == ("gjort", "redan gjort")
    stray = workspace.own_words("namn.yaml", "x: 1\n")
    assert result() == "fel"
    stray.unlink()
    own.unlink()
    assert (result(), result()) == ("gjort", "redan gjort")


def test_what_was_changed_by_hand_is_not_replaced(workspace: Workspace) -> None:
    cases = _cases(workspace, 2)
    _json(workspace.root, *cases)
    place = next((workspace.root / "output" / Path(cases[0]).name / DRAFTS).glob("*.docx"))
    place.write_bytes(place.read_bytes()[:-1] + b"\1")
    exit_code, read = _json(workspace.root, *cases)
    assert (exit_code, _results(read)) == (2, ["fel", "redan gjort"])
    assert "har ändrats sedan den gjordes" in read["problems"][0]["message"]


def test_public_copies_are_made_beside_and_with_secrets_always(workspace: Workspace) -> None:
    cases = _cases(workspace, 1)
    workspace.case("tre-parter")
    cases.append("content/tre-parter")
    for results in (["gjort", "gjort"], ["redan gjort", "gjort"]):
        assert _results(_json(workspace.root, *cases, "--copy", "offentlig")[1]) == results
    assert (workspace.root / "output" / "tre-parter" / "utkast-offentlig").is_dir()


def test_a_case_named_twice_is_made_once(workspace: Workspace) -> None:
    (case,) = _cases(workspace, 1)
    _, read = _json(workspace.root, case, f"{case}/", f"./{case}")
    assert [row["case"] for row in read["result"]["cases"]] == [case]


def test_cases_that_would_lie_in_one_place_are_refused(workspace: Workspace) -> None:
    (case,) = _cases(workspace, 1)
    shutil.copytree(workspace.root / "content", workspace.root / "annan" / "content")
    ran = run("batch", case, f"annan/{case}", cwd=workspace.root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert "skulle läggas i samma mapp" in ran.err
    assert not (workspace.root / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["content/profiler"], "här finns inget ärende att göra"),
        (["content/arende-00", "--workers", "0"], "fel: --workers kan inte vara ”0”"),
        (["content/arende-00", "--workers", "två"], "ett heltal från 1"),
        (["content/arende-00", "--workers", "2", "--scheduler", "tcp://localhost:1"],
         "--workers och --scheduler kan inte anges tillsammans"),
        (["content/arende-00", "--output", "content"], "bland innehåll och mallar"),
        (["content/arende-00", "--templates", "finns-inte"], "”finns-inte”, finns inte"),
        ([], "ÄRENDE"),
    ],
    ids=["ingen", "noll", "ord", "båda", "innehåll", "mallar", "inget"],
)  # fmt: skip
def test_what_cannot_be_meant_gets_a_sentence(
    workspace: Workspace, arguments: list[str], message: str
) -> None:
    _cases(workspace, 1)
    ran = run("batch", *arguments, cwd=workspace.root)
    assert ran.exit_code == 2
    assert message in ran.err.replace(str(workspace.root) + "/", "")
    assert "Traceback" not in ran.err
    assert not (workspace.root / "output").exists()


def _start(workspace: Workspace, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*AVTAL, "batch", *arguments],
        cwd=workspace.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A run in the background ignores SIGINT, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def _workers(parent: int) -> list[int]:
    """Return the processes that make cases for this one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(place.name))
    return found


def _wait_for(what: Any, process: subprocess.Popen[str]) -> Any:
    while process.poll() is None:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    pytest.fail(f"it ended first: {process.communicate()}")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_worker_that_dies_costs_no_case(workspace: Workspace) -> None:
    cases = _cases(workspace, 40)
    process = _start(workspace, *cases, "--workers", "2", "--json")
    _wait_for(lambda: list((workspace.root / "output").glob("*/utkast")), process)
    os.kill(_wait_for(lambda: _workers(process.pid), process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert [row["case"] for row in json.loads(out)["result"]["cases"]] == cases
    _whole(workspace.root, cases)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_batch_goes_on_where_it_was(workspace: Workspace, workers: str) -> None:
    cases = _cases(workspace, 40)
    process = _start(workspace, *cases, "--workers", workers)
    _wait_for(lambda: list((workspace.root / "output").glob("*/utkast")), process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.strip() == "fel: avbrutet; inget är halvskrivet"
    done = [path.parent.name for path in (workspace.root / "output").glob("*/utkast")]
    assert 0 < len(done) < len(cases)
    _whole(workspace.root, done)
    results = _results(_json(workspace.root, *cases)[1])
    assert results.count("redan gjort") == len(done)
    _whole(workspace.root, cases)


DEADLY = """\
import os, sys
def deadly(event, arguments):
    if event == "open" and "arende-01/arende.yaml" in str(arguments[0]):
        os._exit(9)
if any("spawn" in word or "dask" in word for word in sys.orig_argv):
    sys.addaudithook(deadly)
"""
"""What makes a process that makes cases end when it opens the second one."""


def test_a_case_that_takes_every_process_with_it_is_told_and_the_others_are_made(
    workspace: Workspace, tmp_path: Path
) -> None:
    cases = _cases(workspace, 6)
    (tmp_path / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    ran = run(
        "batch", *cases, "--workers", "2", cwd=workspace.root, env={"PYTHONPATH": str(tmp_path)}
    )
    assert ran.exit_code == 2
    assert f"\n{cases[1]}:\nfel: processen som gjorde ärendet dog\n" in ran.err
    assert ran.err.count("fel:") == 1
    _whole(workspace.root, [*cases[:1], *cases[2:]])


def test_a_fault_of_ours_is_told_and_harms_no_other(workspace: Workspace) -> None:
    cases = _cases(workspace, 2)
    code = (
        "import sys, avtal.making.build, avtal.cli.app\n"
        "build = avtal.making.build.build\n"
        "def broken(folder, *rest):\n"
        "    if folder.name.endswith('00'):\n"
        "        raise ZeroDivisionError('x')\n"
        "    return build(folder, *rest)\n"
        "avtal.making.build.build = broken\n"
        f"sys.argv = ['avtal', 'batch', *{cases!r}, '--workers', '1']\n"
        "avtal.cli.app.main()\n"
    )
    ran = run(cwd=workspace.root, command=[sys.executable, "-c", code])
    assert ran.exit_code == 2
    assert "fel: programfel: ZeroDivisionError: x" in ran.err
    assert "Traceback" in ran.err
    _whole(workspace.root, cases[1:])


def test_the_bar_is_shown_on_a_terminal_only(workspace: Workspace) -> None:
    import pty

    cases = _cases(workspace, 2)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*AVTAL, "batch", *cases, "--workers", "1"],
        cwd=workspace.root,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
        timeout=60,
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Gör handlingar" in shown
    assert "2/2" in shown
    assert "Gör handlingar" not in done.stdout.decode()
