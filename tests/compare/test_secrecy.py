"""A comparison of public copies shows nothing that is secret; one of full copies says so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from avtal.word.package.assembly import unpack
from tests.conftest import Workspace, edit_file
from tests.processes import run

SECRET = ("Tistelkvarteret", "Trollviksladan", "Pumphusnätverket", "Silvergädda", "Kopparsvansen")
"""Words that stand only in what is secret in the good case with three parties."""

EDITS = (
    ("lagesbild.yaml", "Två handlare i Tistelkvarteret", "Tre handlare i Tistelkvarteret"),
    ("lagesbild.yaml", "sker vid Trollviksladan på", "sker öppet vid Trollviksladan på"),
    ("atgardsplan.yaml", "Två pass i månaden inom Silvergädda", "Nio pass i månaden"),
    ("atgardsplan.yaml", "har hittills gett fem", "har hittills gett sju"),
    ("overenskommelse.yaml", "Pumphusnätverket värvar unga", "Pumphusnätverket värvar barn"),
    ("arende.yaml", "om ärendet Kopparsvansen", "om fallet Kopparsvansen"),
)
JSON = (("--json",),)
BOTH = ((), *JSON)
OPEN = ("overenskommelse.yaml", "i skolan upptäcks för sent", "i skolan märks för sent")


@pytest.fixture
def cases(workspace: Workspace, tmp_path: Path) -> tuple[Path, Path]:
    """Return the case with secrets, and the same after edits of everything that is secret."""
    old = workspace.case("tre-parter")
    new = Workspace(tmp_path / "nytt").case("tre-parter")
    for edit in EDITS:
        edit_file(new / edit[0], *edit[1:])
    return old, new


def compared(
    cases: tuple[Path, Path], copy: str, output: Path, forms: tuple[tuple[str, ...], ...] = JSON
) -> tuple[Any, str]:
    """Return the result, and every word that was printed or written."""
    words = []
    for form in forms:
        ran = run("compare", *cases, "--copy", copy, "--output", output, *form, cwd=output.parent)
        assert ran.exit_code in {0, 1}, ran.err
        words += [ran.out, ran.err]
    for path in sorted(output.rglob("*")):
        if path.suffix == ".docx":
            words += [
                part.decode("utf-8", "replace") for part in unpack(path.read_bytes()).values()
            ]
        elif path.is_file():
            words.append(path.read_text(encoding="utf-8"))
    return json.loads(ran.out), "\n".join(words)


def test_what_is_secret_is_not_there(cases: tuple[Path, Path], tmp_path: Path) -> None:
    edit_file(cases[1] / OPEN[0], *OPEN[1:])
    envelope, words = compared(cases, "offentlig", tmp_path / "ut", BOTH)
    assert [word for word in SECRET if word in words] == []
    fields = [one["field"] for one in envelope["result"]["changes"]]
    assert fields == ["overenskommelse.fokusområden.fo_unga.orsaker.ors_franvaro.text"]
    assert envelope["result"]["findings"] == {"appeared": [], "gone": [], "changed": []}
    # Where something stands in a file tells how much stands before it.
    assert {(one["before"], one["after"]) for one in envelope["result"]["changes"]} == {
        (None, None)
    }
    assert "SHA-256" not in json.dumps(envelope["result"]["new"]["identity"])
    assert "Jämförelse av offentliga kopior." in words
    assert (tmp_path / "ut" / "tre-parter" / "jamforelse-offentlig").is_dir()
    assert not (tmp_path / "ut" / "tre-parter" / "jamforelse").exists()


def test_an_open_field_beside_a_secret_text_does_not_tell_the_text(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = workspace.case("tre-parter")
    new = Workspace(tmp_path / "nytt").case("tre-parter")
    source = "        myndighet: Polismyndigheten\n    källa: {}\n  - id: upg_fart"
    edit_file(new / "lagesbild.yaml", source.format("kal_medarbetare"), source.format("kal_dialog"))
    envelope, words = compared((old, new), "offentlig", tmp_path / "ut")
    fields = [one["field"] for one in envelope["result"]["changes"]]
    assert fields == ["lagesbild.övrig_information.upg_ladan.källa"]
    assert [word for word in (*SECRET, "Medarbetare uppger") if word in words] == []


def test_a_change_of_secrets_alone_is_none_to_the_public(
    cases: tuple[Path, Path], tmp_path: Path
) -> None:
    envelope, words = compared(cases, "offentlig", tmp_path / "ut", BOTH)
    assert (envelope["exit_code"], envelope["result"]["differs"]) == (0, False)
    assert [word for word in SECRET if word in words] == []


def test_full_copies_tell_it_all_and_say_so(cases: tuple[Path, Path], tmp_path: Path) -> None:
    envelope, words = compared(cases, "fullstandig", tmp_path / "ut")
    assert [word for word in SECRET if word not in words] == []
    assert len(envelope["result"]["changes"]) == len(EDITS)
    page = next((tmp_path / "ut").rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert (
        "Jämförelse av fullständiga kopior. Den kan innehålla sekretessbelagda uppgifter." in page
    )


def test_what_has_become_secret_is_taken_away_in_public(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = workspace.case("tre-parter")
    new = Workspace(tmp_path / "nytt").case("tre-parter")
    secret = (
        "\n        sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-03-16, myndighet: Polisen}}"
    )
    cause = "      - {id: ors_franvaro, text: Hög frånvaro i skolan upptäcks för sent."
    edit_file(new / "overenskommelse.yaml", cause + "}", f"{cause},{secret}")
    envelope, words = compared((old, new), "offentlig", tmp_path / "ut")
    (change,) = envelope["result"]["changes"]
    assert (change["kind"], change["new"]) == ("removed", None)
    assert "Hög frånvaro" in change["old"]
    # Who hands the comparison out is told that it shows what is secret now.
    assert envelope["result"]["shows_now_secret"] is True
    assert "pröva sekretessen innan jämförelsen lämnas ut" in words
    back, words = compared((new, old), "offentlig", tmp_path / "åter")
    assert (back["result"]["shows_now_secret"], "pröva sekretessen" in words) == (False, False)


def test_history_of_what_is_secret(cases: tuple[Path, Path], tmp_path: Path) -> None:
    root = cases[0].parent.parent
    register = ("register", "content/tre-parter", "--purpose", "remiss", "--by", "R", "--allocate")
    assert run("register-new", cwd=root).exit_code == 0
    ran = run(*register, cwd=root)
    assert ran.exit_code == 0, ran.err
    number = "2026/KS 0042 170"
    renamed = ("--title", "Läget i Tistelkvarteret", "--open-title", "Lägesbild i delar")
    more = ("--secrecy", "18 kap. 1 § OSL", "--reason", "Fel rubrik.", "--by", "R")
    corrected = run("correct", f"{number}@1/lagesbild", *renamed, *more, cwd=root)
    assert corrected.exit_code == 0, corrected.err
    told = {
        copy: [run("history", number, "--copy", copy, *form, cwd=root).out for form in BOTH]
        for copy in ("fullstandig", "offentlig")
    }
    assert "Läget i Tistelkvarteret" in told["fullstandig"][0]
    assert [word for word in SECRET if word in "".join(told["offentlig"])] == []
    assert "Lägesbild i delar" in told["offentlig"][0]
    sums = [
        {one["key"]: one["sha256"] for one in json.loads(text)["result"]["versions"][0]["made"]}
        for _, text in told.values()
    ]
    # The sum of what has secrets in it can confirm a guess of them.
    assert sums[0]["atgardsplan"] != sums[1]["atgardsplan"]
    found_out = ("history", number, "--field", "lagesbild.metod", "--copy", "offentlig")
    ran = run(*found_out, cwd=root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert "lagesbild är hemlig i version 1" in ran.err
    field = ("history", number, "--field", "atgardsplan.åtgärder.atg_insats.mått")
    full = run(*field, cwd=root)
    assert "Silvergädda" in full.out
    public = run(*field, "--copy", "offentlig", cwd=root)
    assert (public.exit_code, "Silvergädda" in public.out + public.err) == (2, False)


def test_registered_public_copies(workspace: Workspace, tmp_path: Path) -> None:
    case = workspace.case("tre-parter")
    root = workspace.root
    register = ("register", "content/tre-parter", "--purpose", "remiss", "--by", "R", "--allocate")
    assert run("register-new", cwd=root).exit_code == 0
    assert run(*register, cwd=root).exit_code == 0
    edit_file(case / OPEN[0], *OPEN[1:])
    for file, old, new in EDITS:
        edit_file(case / file, old, new)
    for path in case.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'(?m)^(version: ".*)"', r'\1.9"', text, count=1)
        path.write_text(re.sub(r"handlingsnummer: \d+", "handlingsnummer: null", text), "utf-8")
    done = run(*register, cwd=root)
    assert done.exit_code == 0, done.err
    number = "2026/KS 0042 170"
    ran = run("compare", f"{number}@1", f"{number}@2", "--copy", "offentlig", "--json", cwd=root)
    assert ran.exit_code == 1, ran.err
    envelope = json.loads(ran.out)
    fields = {one["field"] for one in envelope["result"]["changes"]}
    assert "overenskommelse.fokusområden.fo_unga.orsaker.ors_franvaro.text" in fields
    page = next((root / "output").rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert [word for word in SECRET if word in page + ran.out] == []
    redlines = [one["redline"] for one in envelope["result"]["documents"] if one["redline"]]
    assert any("overenskommelse" in name for name in redlines)
    folder = Path(envelope["result"]["folder"])
    for name in redlines:
        parts = unpack((root / folder / name).read_bytes()).values()
        assert not any(word.encode() in part for part in parts for word in SECRET)
