"""Make a register in which everything has happened, with the program of today, as files to keep.

Run `python -m tests.register.old.make NAME` before the tables, the events or the content get a new
format, and commit the three files: they are what registers by that version of avtal look like, for
ever. Never make one again under the same name.
"""

from __future__ import annotations

import lzma
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from tests.conftest import REPOSITORY, Workspace
from tests.register.conftest import USER, Server, programs
from tests.register.registering import DECISION

HERE = Path(__file__).parent
SMALL, THREE, FILES = "KS 2024/12", "2026/KS 0042 170", "BUN 2025/7"

OWN_WORDS = """förnamn:
  ord: [Nour, Elif]
"""


class Maker:
    """A workspace in which a registrar has worked for a while, by the commands alone."""

    def __init__(self, root: Path) -> None:
        self.root = root / "arbete"
        workspace = Workspace(self.root)
        self.small, self.three = workspace.case("minsta"), workspace.case("tre-parter")
        workspace.own_words("fornamn.yaml", OWN_WORDS)
        self.register = self.root / "output" / "register"

    def run(self, *arguments: str | Path) -> None:
        """Run a command as a user does."""
        own = {"PYTHONPATH": str(REPOSITORY / "src"), "AVTAL_CACHE": str(self.root.parent)}
        environment = {**os.environ, **own}
        environment.pop("AVTAL_DB", None)
        command = [sys.executable, "-m", "avtal", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"

    def edit(self, path: Path, old: str, new: str) -> None:
        """Change a text that stands once in a content file."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} does not stand once in {path.name}"
        path.write_bytes(text.replace(old, new).encode())

    def case_of_two(self) -> None:
        """Two documents and what comes in: every kind of entry but those on decisions."""
        case, by = self.small, ("--by", "Anna Registrator")
        self.run("register-new")
        dnr = ("--dnr", SMALL)
        self.run("approve", case, "--as", "kommundirektor", "--by", "Ada Ek", *dnr)
        self.run(
            "register", case, *dnr, "--purpose", "remiss", "--date", "2026-05-04", "--to", "polis",
            "--reply-by", "2026-06-01", "--note", "Första remissen", *by,
        )  # fmt: skip
        reply = self.root / "svar.txt"
        reply.write_text("Polisen har inget att erinra.\n", encoding="utf-8")
        self.run(
            "register-file", SMALL, reply, "--title", "Svar", "--type", "inkommen", "--from",
            "Polisen", "--answers", f"{SMALL}@1", "--document-date", "2026-05-20", *by,
        )  # fmt: skip
        self.run("number", f"{SMALL}@fil1", "8", *by)
        self.run("correct", f"{SMALL}@fil1", "--title", "Yttrande", "--reason", "fel titel", *by)
        self.run(
            "correct", f"{SMALL}@fil1", "--document-date", "2026-05-21", "--item", "9",
            "--withhold", "--reason", "skrevs fel", *by,
        )  # fmt: skip
        self.run("note", f"{SMALL}@1", "granskad", "--date", "2026-05-22", *by)
        self.run("strike", SMALL, self._last(), "--reason", "gällde en annan version", *by)
        self._interrupt("KS-2024-12", "v2")
        text = (case / "overenskommelse.yaml").read_text(encoding="utf-8")
        text = text.replace('version: "1.0"', 'version: "1.1"', 1)
        lines = [
            "syfte: Parterna arbetar tillsammans för ett tryggare Granvik."
            if line.startswith("syfte:") else line
            for line in text.splitlines()
        ]  # fmt: skip
        (case / "overenskommelse.yaml").write_bytes(("\n".join(lines) + "\n").encode())
        self.run(
            "register", case, *dnr, "--purpose", "remiss", "--date", "2026-06-08",
            "--item", "overenskommelse=11", *by,
        )  # fmt: skip
        self.run("void", f"{SMALL}@1/overenskommelse", "--reason", "ersatt av version 2", *by)

    def _last(self) -> str:
        """Return the number of the last event."""
        folder = self.register / "register.db"
        with closing(sqlite3.connect(folder)) as connection:
            return str(connection.execute("SELECT length FROM ledger").fetchone()[0])

    def _interrupt(self, case: str, version: str) -> None:
        """Leave what a registration leaves that is cut off before it is entered."""
        left = self.register / case / version
        shutil.copytree(self.register / case / "v1", left)
        for path in (left, *left.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)

    def case_of_seven(self) -> None:
        """Seven documents with secrets, from a basis to signed."""
        case, by = self.three, ("--by", "Bo Arkiv")
        day = "--date"
        self.run(
            "register", case, "--purpose", "beslutsunderlag", day, "2026-05-04", "--allocate", *by
        )
        self.run("correct", THREE, "--title", "Samverkan i Lövåsa", "--reason", "kortare namn", *by)
        facts = case / "arende.yaml"
        text = facts.read_text(encoding="utf-8")
        text = re.sub(r"handlingsnummer: \d+", "handlingsnummer: null", text)
        text = re.sub(r"(?m)^titel: .*(\n  .*)?$", "titel: Samverkan i Lövåsa", text, count=1)
        facts.write_bytes(text.encode())
        self.edit(case / "tjansteutlatande.yaml", 'version: "1.0"', 'version: "1.1"')
        self.run("register", case, "--purpose", "remiss", day, "2026-05-05", "--to", "polis", *by)
        agreement = case / "overenskommelse.yaml"
        agreement.write_bytes((agreement.read_text(encoding="utf-8") + DECISION).encode())
        self.edit(agreement, 'version: "1.2"', 'version: "1.3"')
        self.run("register", case, "--purpose", "beslutad", day, "2026-06-16", *by)
        secret = self.root / "bilaga.pdf"
        secret.write_bytes(b"%PDF-1.4 hemligt\n")
        self.run(
            "register-file", THREE, secret, "--title", "Uppgifter om Kopparsvansen", "--type",
            "inkommen", "--from", "Polismyndigheten", "--secrecy",
            "18 kap. 1 § OSL, 2026-06-17, Polismyndigheten", "--open-title", "Underlag",
            "--allocate", "--document-date", "2026-06-17", *by,
        )  # fmt: skip
        self.run(
            "correct", f"{THREE}@fil1", "--title", "Uppgifter om Silversvansen", "--reason",
            "fel namn", *by,
        )  # fmt: skip
        scan = self.root / "underskrift.pdf"
        scan.write_bytes(b"%PDF-1.4 underskrift\n")
        self.run(
            "register-file", THREE, scan, "--title", "Undertecknad överenskommelse", "--type",
            "undertecknad", "--document-date", "2026-06-30", *by,
        )  # fmt: skip
        self.edit(agreement, 'version: "1.3"', 'version: "1.4"')
        self.edit(agreement, "ort: null", "ort: Lövåsa")
        self.run(
            "register", case, "--purpose", "undertecknad", day, "2026-06-30", "--allocate", *by
        )
        self.notes()
        self.run(
            "release", f"{THREE}@1", "--to", "Lövåsa Tidning", "--tried-by", "Cia Jurist",
            "--output", self.root / "utlamnat", "--note", "e-post", *by,
        )  # fmt: skip

    def notes(self) -> None:
        """Everything that can be noted."""
        agreement = f"{THREE}@1/overenskommelse"
        for address, status, *more in (
            (f"{THREE}@1", "granskad"),
            (agreement, "beslutad", "--body", "kommunfullmäktige", "--paragraph", "87",
             "--outcome", "enligt förslag"),
            (f"{THREE}@1", "expedierad", "--to", "Polisen"),
            (f"{THREE}@1/tjansteutlatande", "aterremitterad", "--body", "arbetsutskottet"),
            (agreement, "undertecknad"),
            (agreement, "forlangd", "--until", "2030-12-31", "--body", "kommunstyrelsen"),
            (f"{THREE}@1/medborgarlofte", "ersatt", "--replaced-by", f"{THREE}@fil2"),
            (f"{THREE}@1/kommunikationsplan", "upphavd", "--body", "kommunstyrelsen"),
            (f"{THREE}@1/lagesbild", "utgangen", "--note", "ny lägesbild tas fram"),
        ):  # fmt: skip
            self.run("note", address, status, *more, "--date", "2026-07-01", "--by", "Bo Arkiv")

    def case_of_files(self) -> None:
        """A case that has nothing but a file."""
        file = self.root / "protokoll.txt"
        file.write_text("§ 4\n", encoding="utf-8")
        self.run(
            "register-file", FILES, file, "--title", "=Protokoll”; § 4", "--type",
            "protokollsutdrag", "--document-date", "2025-03-03", "--new-case", "--item", "4",
            "--by", "Bo Arkiv",
        )  # fmt: skip


def _packed(register: Path, target: Path) -> None:
    with tarfile.open(target, "w:xz", preset=9) as tar:
        tar.add(register, "register")


def _dumped(backup: Path, maker: Maker, target: Path) -> None:
    """Read the backup back into PostgreSQL, and keep the database as SQL."""
    folder = Path(tempfile.mkdtemp(prefix="avtal-pg-"))
    server = Server(folder)
    server.start()
    try:
        url = server.database()
        maker.run("restore", backup, "--register", maker.root / "pg", "--db", url)
        name = url.partition("@/")[2].partition("?")[0]
        options = ["--inserts", "--no-owner", "-U", USER, "-h", str(folder), name]
        command = [str(programs() / "pg_dump"), *options]
        dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    finally:
        server.stop("immediate")
        shutil.rmtree(folder)
    # What a server or a client of another version does not know; none of it is of the register.
    said = [line for line in dump.splitlines() if not line.startswith(("SET ", "\\", "--"))]
    said = [line for line in said if line and "set_config" not in line]
    target.write_bytes(lzma.compress(("\n".join(said) + "\n").encode(), preset=9))


def main(name: str) -> None:
    """Make the three files."""
    assert not list(HERE.glob(f"{name}.*")), f"{name} is kept already"
    with tempfile.TemporaryDirectory() as folder:
        maker = Maker(Path(folder))
        maker.case_of_two()
        maker.case_of_seven()
        maker.case_of_files()
        backup = Path(folder) / "kopia.zip"
        maker.run("verify", "--rebuild")
        maker.run("backup", backup)
        _packed(maker.register, HERE / f"{name}.tar.xz")
        (HERE / f"{name}.zip.xz").write_bytes(lzma.compress(backup.read_bytes(), preset=9))
        _dumped(backup, maker, HERE / f"{name}.sql.xz")


if __name__ == "__main__":
    main(*sys.argv[1:])
