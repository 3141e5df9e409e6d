"""What commands show of a register to anybody: nothing secret, and no hash that follows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from avtal.cli.app import COMMANDS
from avtal.model.approval import Purpose
from avtal.register.acts.corrections import Correction, correct
from avtal.register.acts.entries import note
from avtal.register.kinds import HandlingType, Noted
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, THREE, Desk

HIDDEN = (
    # of the content
    "Kopparsvansen", "Silvergädda", "Tistelkvarteret", "Trollviksladan", "Pumphusnätverket",
    # of the register
    "Guldabborren", "Skvallerbyttan", "hemlig-bilaga", "Efternamnet",
)  # fmt: skip
SECRECY = "18 kap. 1 § OSL, 2026-11-26, Lövåsa kommun"

PUBLIC: dict[str, list[tuple[str, ...]]] = {
    "log": [("log",), ("log", THREE), ("log", "--csv", "d.csv", "--jsonl", "d.jsonl")],
    "show": [
        ("show", THREE),
        *(
            ("show", f"{THREE}@{what}")
            for what in ("1", "2", "fil1", "fil2", "fil3", "1/lagesbild")
        ),
    ],
    "history": [
        ("history", THREE, "--copy", "offentlig"),
        ("history", THREE, "--copy", "offentlig", "--field", "overenskommelse.syfte"),
        ("history", THREE, "--copy", "offentlig", "--field", "lagesbild.metod"),
    ],
    "compare": [
        ("compare", f"{THREE}@1", f"{THREE}@2", "--copy", "offentlig", "--output", "jamforelse"),
        (
            *("compare", f"{THREE}@1/overenskommelse", f"{THREE}@2/overenskommelse"),
            *("--copy", "offentlig", "--output", "en"),
        ),
        ("compare", f"{THREE}@2", "content/tre-parter", "--copy", "offentlig", "--output", "ny"),
    ],
    "release": [
        *(("release", f"{THREE}@{what}", "--to", "Tidningen") for what in ("1", "2", "fil1")),
    ],
    "build": [("build", "content/tre-parter", "--copy", "offentlig", "--output", "utkast")],
    "batch": [("batch", "content/tre-parter", "--copy", "offentlig", "--output", "manga")],
    "verify": [("verify",), ("verify", "--rebuild")],
    "note": [
        ("note", f"{THREE}@fil1", "granskad"),
        ("note", f"{THREE}@fil3", "expedierad", "--to", "Skvallerbyttan"),
    ],
    "number": [("number", f"{THREE}@fil2", "91")],
    "correct": [("correct", f"{THREE}@fil1", "--document-date", "2026-11-20", "--reason", "fel")],
    "strike": [("strike", THREE, "NUMBER", "--reason", "fel")],
    "void": [("void", f"{THREE}@fil2", "--reason", "fel")],
    "backup": [("backup", "BACKUP")],
}
"""What has a public form, or answers of what is registered, and how it is asked."""

REFUSED = [PUBLIC["compare"][0], PUBLIC["history"][2]]
"""What would show a document that was found to be secret after it had been registered."""

ONCE = {"number", "correct", "void"}
"""What is done once, and refused where another test has done it."""

ABOUT_CONTENT = {
    "check", "rules", "missing", "upgrade", "templates", "prove",
}  # fmt: skip
"""Commands for who writes content and templates, which show no register."""

ENTERS = {"register", "register-file", "approve", "register-new", "restore", "register-upgrade"}
"""Commands that answer who enters something with what was entered, or with no handling at all."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk whose register has every kind of secret, in two versions and two files."""
    workspace = Workspace(tmp_path_factory.mktemp("hemligt") / "arbete")
    desk = Desk(workspace, "tre-parter")
    desk.reserve_no_numbers()
    desk.register(Purpose.REMISS)
    desk.register(Purpose.BASIS)
    desk.file(
        "hemlig-bilaga.txt", "Guldabborren är sedd", title="Om Guldabborren", secrecy=SECRECY,
        open_title="Underlag",
    )  # fmt: skip
    desk.file("brev.txt", "Hej", title="Brev", sender="Skvallerbyttan Efternamnet", withhold=True)
    wrong = Correction(title="Läget enligt Skvallerbyttan")
    correct(desk.place, f"{THREE}@1/lagesbild", wrong, "rubriken", ANNA)
    secret = Correction(secrecy=SECRECY, open_title="Lägesbild i delar")
    correct(desk.place, f"{THREE}@1/lagesbild", secret, "hemligt", ANNA)
    correct(desk.place, f"{THREE}@fil2", Correction(sender="Skvallerbyttan"), "namnet", ANNA)
    sent = {"type": HandlingType.SENT, "sender": None, "recipient": "Efternamnet"}
    desk.file("ut.txt", "Hej då", title="Svar", withhold=True, **sent)
    details = {"recipient": "Skvallerbyttan", "day": "2026-11-26"}
    note(desk.place, f"{THREE}@fil3", Noted.SENT, details, ANNA)
    return desk


def secret_hashes(desk: Desk) -> Iterator[str]:
    """Yield the hashes that follow from what is secret: of full copies, content and manifests."""
    for number in (1, 2):
        manifest = desk.manifest(number)
        yield manifest["content_sha256"]
        for one in manifest["documents"]:
            if one["public"] or one["secrecy"]:
                yield one["sha256"]
        yield from (one["sha256"] for one in manifest["sources"] if one["file"].endswith(".yaml"))
    yield json.loads((desk.store / "fil1" / "manifest.json").read_bytes())["sha256"]


def written(root: Path, before: set[Path]) -> Iterator[str]:
    """Yield what a command wrote outside the register, as text."""
    for path in sorted(set(root.rglob("*")) - before):
        if path.is_file() and path.suffix in {".csv", ".jsonl", ".json", ".html"}:
            yield path.read_text(encoding="utf-8")


def test_every_command_is_asked_or_shows_nothing_of_a_register() -> None:
    assert {command.name for command in COMMANDS} == PUBLIC.keys() | ABOUT_CONTENT | ENTERS


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_secret_is_shown(desk: Desk, name: str, form: tuple[str, ...]) -> None:
    root = desk.workspace.root
    change: dict[str, Callable[[], object]] = {
        "NUMBER": lambda: _noted(desk),
        "BACKUP": lambda: f"kopia{len(form)}.zip",
    }
    for words in PUBLIC[name]:
        before = set(root.rglob("*"))
        more = ("--output", f"ut{len(before)}") if name == "release" else ()
        asked = [str(change[word]()) if word in change else word for word in words]
        ran = run(*asked, *more, *form, cwd=root)
        once = {0, 2} if name in ONCE else {0, 1}
        assert ran.exit_code in ({2} if words in REFUSED else once), ran.err
        said = "\n".join([ran.out, ran.err, *written(root, before)])
        assert [word for word in HIDDEN if word in said] == []
        assert [one for one in secret_hashes(desk) if one in said or one[:12] in said] == []


def _noted(desk: Desk) -> int:
    """Enter something that can be struck, and return its number."""
    note(desk.place, f"{THREE}@fil1", Noted.REVIEWED, {"day": "2026-11-26"}, ANNA)
    return desk.events()[-1].sequence
