"""The command line as a real process: exit codes, streams, JSON, Swedish."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Workspace
from tests.processes import AVTAL, Ran, run

ENVELOPE = ["schema", "command", "exit_code", "problems", "result"]
PROBLEM = [
    "code", "severity", "about", "file", "line", "column", "path", "message", "help", "related",
]  # fmt: skip


def _envelope(text: str) -> dict[str, Any]:
    """Return the envelope, whose keys and whose problems' keys are those of the contract."""
    read: dict[str, Any] = json.loads(text)
    assert list(read) == ENVELOPE
    assert read["schema"] == "avtal/1"
    for problem in read["problems"]:
        assert list(problem) == PROBLEM
    return read


WARNING = """\
varning [regel 11, F1]: fokusområdet ”F1” har inga mål
  --> content/minsta/overenskommelse.yaml:12:18  (fokusområden.0.fokusområde)
    |
 12 |   - fokusområde: F1
    |                  ^^
   = hjälp: skriv minst ett mål under mål, med indikator, utgångsvärde, målvärde och måldatum

varning [regel 10, F1]: fokusområdet ”F1” har inga orsaker
  --> content/minsta/overenskommelse.yaml:12:18  (fokusområden.0.fokusområde)
    |
 12 |   - fokusområde: F1
    |                  ^^
   = hjälp: skriv minst en trolig orsak till problemet under orsaker

Dessutom 2 råd och 0 undantag; avtal check visar dem.

"""


# A case that is good


def test_a_good_case_gives_a_list_on_stdout_and_warnings_on_stderr(workspace: Workspace) -> None:
    workspace.case("minsta")
    ran = run("build", "content/minsta", cwd=workspace.root)
    assert ran == Ran(
        0,
        "2 handlingar (utkast, fullständig kopia):\n"
        "  output/minsta/utkast/utan-dnr_00_tjansteutlatande_utkast.docx  Tjänsteutlåtande\n"
        "  output/minsta/utkast/utan-dnr_01_overenskommelse_utkast.docx  "
        "Samverkansöverenskommelse\n",
        WARNING,
    )
    folder = workspace.root / "output" / "minsta" / "utkast"
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json",
        "utan-dnr_00_tjansteutlatande_utkast.docx",
        "utan-dnr_01_overenskommelse_utkast.docx",
    ]


def test_the_options_are_obeyed(workspace: Workspace) -> None:
    workspace.case("minsta")
    (workspace.root / "templates").rename(workspace.root / "mallar")
    options = ["--output", "ut", "--templates", "mallar", "--copy", "offentlig"]
    ran = run("build", *options, "content/minsta", cwd=workspace.root)
    assert (ran.exit_code, ran.out.splitlines()[0]) == (
        0,
        "2 handlingar (utkast, offentlig kopia):",
    )
    assert (workspace.root / "ut" / "minsta" / "utkast-offentlig" / "manifest.json").exists()
    assert not (workspace.root / "output").exists()


def test_json_of_a_good_case(workspace: Workspace) -> None:
    workspace.case("minsta")
    ran = run("build", "content/minsta", "--json", cwd=workspace.root)
    read = _envelope(ran.out)
    assert (ran.exit_code, ran.err) == (0, "")
    assert (read["command"], read["exit_code"]) == ("build", 0)
    assert [(one["code"], one["severity"], one["about"]) for one in read["problems"]] == [
        ("regel 11", "varning", "F1"),
        ("regel 10", "varning", "F1"),
        ("regel 35", "råd", "direktoren"),
        ("regel 55", "råd", "tjansteutlatande"),
    ]
    assert read["problems"][1] == {
        "code": "regel 10",
        "severity": "varning",
        "about": "F1",
        "file": "content/minsta/overenskommelse.yaml",
        "line": 12,
        "column": 18,
        "path": "fokusområden.0.fokusområde",
        "message": "fokusområdet ”F1” har inga orsaker",
        "help": "skriv minst en trolig orsak till problemet under orsaker",
        "related": [],
    }
    folder = workspace.root / read["result"]["folder"]
    assert list(read["result"]) == ["folder", "manifest"]
    assert read["result"]["manifest"] == json.loads((folder / "manifest.json").read_bytes())


# A case that is wrong


WRONG = {
    "arende.yaml": {"part: kommun}\n  - {id: polischefen": "part: komun}\n  - {id: polischefen"},
    "overenskommelse.yaml": {"datum: 2024-10-21": "datum: 2024-13-21"},
}


def test_a_wrong_case_gives_every_problem_on_stderr_and_exit_code_1(workspace: Workspace) -> None:
    workspace.case("minsta", edits=WRONG)
    ran = run("build", "content/minsta", cwd=workspace.root)
    assert ran == Ran(
        1,
        "",
        """\
fel: ”komun” finns inte; här ska stå id för part
  --> content/minsta/arende.yaml:28:40  (personer.0.part)
    |
 28 |   - {id: direktoren, namn: null, part: komun}
    |                                        ^^^^^
   = hjälp: menade du ”kommun”?

fel: datumet ”2024-13-21” finns inte i kalendern
  --> content/minsta/overenskommelse.yaml:1:8  (datum)
   |
 1 | datum: 2024-13-21
   |        ^^^^^^^^^^
   = hjälp: skriv år-månad-dag, till exempel 2018-12-03

2 fel; inga handlingar har gjorts.
""",
    )
    assert not (workspace.root / "output").exists()


def test_json_of_a_wrong_case_holds_the_places(workspace: Workspace) -> None:
    workspace.case("minsta", edits=WRONG)
    ran = run("build", "content/minsta", "--json", cwd=workspace.root)
    read = _envelope(ran.out)
    assert (ran.exit_code, ran.err) == (1, "")
    assert (read["command"], read["exit_code"], read["result"]) == ("build", 1, None)
    assert [(p["file"], p["line"], p["column"], p["path"]) for p in read["problems"]] == [
        ("content/minsta/arende.yaml", 28, 40, "personer.0.part"),
        ("content/minsta/overenskommelse.yaml", 1, 8, "datum"),
    ]
    assert {problem["severity"] for problem in read["problems"]} == {"fel"}


def test_json_holds_related_places(workspace: Workspace) -> None:
    workspace.case("minsta", edits={"arende.yaml": {"id: polischefen": "id: direktoren"}})
    read = _envelope(run("build", "content/minsta", "--json", cwd=workspace.root).out)
    duplicate = next(p for p in read["problems"] if p["code"] == "dubblett")
    assert duplicate["related"] == [
        {
            "file": "content/minsta/arende.yaml",
            "line": 28,
            "column": 10,
            "message": "(person med samma id)",
        }
    ]


def test_a_wrong_template_has_no_line_but_a_place(workspace: Workspace) -> None:
    workspace.case("minsta")
    (workspace.root / "templates" / "overenskommelse.docx").unlink()
    ran = run("build", "content/minsta", cwd=workspace.root)
    assert ran == Ran(
        1,
        "",
        "fel: mallen finns inte\n"
        "  --> templates/overenskommelse.docx\n"
        "   = hjälp: lägg mallen overenskommelse.docx i mappen "
        f"{workspace.root / 'templates'}\n\n"
        "1 fel; inga handlingar har gjorts.\n",
    )


def test_usage_errors_come_as_json_too(workspace: Workspace) -> None:
    ran = run("build", "--json", cwd=workspace.root)
    read = _envelope(ran.out)
    assert (ran.exit_code, ran.err) == (2, "")
    assert (read["command"], read["exit_code"], read["result"]) == ("build", 2, None)
    assert read["problems"] == [
        {
            "code": "miljö",
            "severity": "fel",
            "about": None,
            "file": None,
            "line": None,
            "column": None,
            "path": None,
            "message": "ÄRENDE saknas",
            "help": "skriv mappen med ärendets innehåll sist: python -m avtal build "
            "content/taby-2018",
            "related": [],
        }
    ]


# Streams


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "latin-1", "C", "C-without-utf8-mode"],
)
def test_what_is_piped_is_utf8(workspace: Workspace, env: dict[str, str]) -> None:
    workspace.case("minsta")
    ran = run("build", "content/minsta", cwd=workspace.root, env=env)
    assert (ran.exit_code, ran.err) == (0, WARNING)
    assert ran.out.splitlines()[0] == "2 handlingar (utkast, fullständig kopia):"


ALSO = "Dessutom 0 råd och 2 undantag; avtal check visar dem.\n\n"


@pytest.mark.parametrize("arguments", [["build", "content/minsta"], ["build", "x", "--json"]])
def test_a_reader_that_goes_away_gives_no_traceback(
    workspace: Workspace, arguments: list[str]
) -> None:
    workspace.case("tre-parter").rename(workspace.root / "content" / "minsta")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*AVTAL, *arguments],
        cwd=workspace.root,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    said = "" if "--json" in arguments else ALSO
    assert (done.returncode, done.stderr.decode()) == (2, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ("--help > /dev/full", "disken är full"),
        ("build --help > /dev/full", "disken är full"),
        ("--version > /dev/full", "disken är full"),
        ("build content/nope --json > /dev/full", "disken är full"),
        ("--version >&-", "utmatningen är stängd"),
        ("build --help >&-", "utmatningen är stängd"),
        ("build content/minsta --json >&-", "utmatningen är stängd"),
        ("build content/nope --json >&-", "utmatningen är stängd"),
    ],
)
def test_a_result_that_cannot_be_written_is_told(
    workspace: Workspace, shell: str, told: str
) -> None:
    workspace.case("minsta")
    command = ["sh", "-c", f'"{sys.executable}" -m avtal {shell}']
    assert run(cwd=workspace.root, command=command) == Ran(
        2, "", f"fel: resultatet kan inte skrivas ut: {told}\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("case", "exit_code", "lines"), [("minsta", 0, 3), ("trasigt", 1, 0), ("nope", 2, 0)]
)
def test_the_exit_code_stands_though_nobody_can_be_told(
    workspace: Workspace, closed: str, case: str, exit_code: int, lines: int
) -> None:
    workspace.case("minsta")
    (workspace.root / "content" / "trasigt").mkdir()
    command = ["sh", "-c", f'"{sys.executable}" -m avtal build content/{case} {closed}']
    ran = run(cwd=workspace.root, command=command)
    assert (ran.exit_code, len(ran.out.splitlines()), ran.err) == (exit_code, lines, "")


# Interrupts and our own mistakes


def _opened_for_writing(pipe: Path, reader: subprocess.Popen[bytes]) -> int:
    """Return the pipe as a file number, once the reader has opened it."""
    while reader.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads it yet
            time.sleep(0.01)
    pytest.fail(f"the build ended before it read the manifest: {reader.communicate()}")


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_control_c_gives_one_sentence(workspace: Workspace, as_json: bool) -> None:
    workspace.case("minsta")
    drafts = workspace.root / "output" / "minsta" / "utkast"
    drafts.mkdir(parents=True)
    os.mkfifo(drafts / "manifest.json")  # the build stands still when it reads this manifest
    options = ["--json"] if as_json else []
    process = subprocess.Popen(
        [*AVTAL, "build", "content/minsta", *options],
        cwd=workspace.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A run in the background ignores SIGINT, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    pipe = _opened_for_writing(drafts / "manifest.json", process)
    time.sleep(0.3)  # until it waits for what to read: a signal just before that is not seen
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(pipe)
    assert process.returncode == 2
    assert [path.name for path in drafts.iterdir()] == ["manifest.json"]
    if as_json:
        read = _envelope(out.decode())
        assert [p["message"] for p in read["problems"]] == ["avbrutet; inget är halvskrivet"]
    else:
        assert (out, err.decode()) == (b"", "\nfel: avbrutet; inget är halvskrivet\n\n")


def test_our_own_mistakes_keep_their_traceback(workspace: Workspace) -> None:
    broken = (
        "import avtal.making.build, avtal.cli.app\n"
        "def build(*arguments):\n"
        "    return {}['saknas']\n"
        "avtal.making.build.build = build\n"
        "avtal.cli.app.main()\n"
    )
    ran = run("build", "x", "--json", cwd=workspace.root, command=[sys.executable, "-c", broken])
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err.startswith("Traceback (most recent call last):\n")
    assert ran.err.endswith("KeyError: 'saknas'\n")


def test_an_interruption_while_the_program_is_loaded_is_a_sentence_too() -> None:
    """The interruption comes as the command line's module is looked for."""
    code = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'avtal.cli.app':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from avtal.__main__ import main\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        2,
        "",
        "fel: avbrutet; inget är halvskrivet\n",
    )
