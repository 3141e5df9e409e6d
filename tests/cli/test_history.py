"""`avtal history` as it is typed: every version, a field through all of them, a document."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from avtal.model.approval import Purpose
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a case with two registered versions."""
    desk = Desk(Workspace(tmp_path / "arbete"))
    desk.register()
    desk.rewrite("1.1")
    desk.register(Purpose.REMISS, note="andra")
    return desk


def test_history(desk: Desk) -> None:
    here = desk.workspace.root
    ran = run("history", "KS 2024/12", cwd=here)
    assert ran.exit_code == 0
    first, second = re.findall(r"^Version \d.*$", ran.out, re.MULTILINE)
    when = r"\d{4}-\d\d-\d\d \d\d\.\d\d"
    said = rf"Version 1, registrerad {when} av Anna Registrator: remiss 2026-11-26"
    assert re.fullmatch(said, first)
    assert "overenskommelse.syfte" in ran.out.partition(second)[2]
    field = run("history", "KS 2024/12", "--field", "overenskommelse.syfte", "--json", cwd=here)
    versions = json.loads(field.out)["result"]["versions"]
    assert versions[1]["value"] == "Ordalydelsen i version 1.1."
    assert [len(one["changes"]) for one in versions] == [0, 1]
    assert versions[1]["changes"][0]["old"] == versions[0]["value"]
    assert "value" in versions[1]
    assert "label" not in versions[1]
    told = run("history", "KS 2024/12", "--field", "overenskommelse.syfte", cwd=here)
    assert told.out.count("Ordalydelsen i version 1.1.") == 1
    assert "    ny: Ordalydelsen i version 1.1.\n" in told.out
    silent = run("history", "KS 2024/12", "--field", "arende.titel", cwd=here)
    assert re.findall("Ärendet › Titel: (.*)", silent.out)[1:] == ["oförändrat"]
    memo = run("history", "KS 2024/12", "--document", "tjansteutlatande", cwd=here)
    assert memo.out.count("gjord för versionen") == 1
    for wrong, said in (
        (["--field", "overenskommelse.sifte"], "menade du ”syfte”?"),
        (["--field", "overenskomelse.syfte"], "menade du ”overenskommelse”?"),
        (["--document", "agenda"], "handlingen ”agenda” finns inte"),
    ):
        refused = run("history", "KS 2024/12", *wrong, cwd=here)
        assert (refused.exit_code, said in refused.err) == (2, True), refused.err
    assert run("history", "KS 1999/1", cwd=here).exit_code == 2
