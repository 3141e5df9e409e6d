"""The registers that earlier versions of avtal made, as they are put back for a test."""

from __future__ import annotations

import lzma
import os
import tarfile
from pathlib import Path

from sqlalchemy import create_engine

from avtal.register.opening import RegisterPlace
from tests.processes import Ran, run

HERE = Path(__file__).parent
NAMES = sorted({path.name.partition(".")[0] for path in HERE.glob("*.xz")})
"""What the kept registers are called, oldest first."""

SMALL, THREE, FILES = "KS 2024/12", "2026/KS 0042 170", "BUN 2025/7"
"""The cases that each of them has."""


class OldRegister:
    """A register in a folder, and maybe a database, that an earlier version has left there."""

    def __init__(self, name: str, root: Path, url: str | None = None) -> None:
        self.name = name
        self.root = root
        self.folder = root / "register"
        self.url = url

    @property
    def place(self) -> RegisterPlace:
        return RegisterPlace(self.folder, self.url)

    def put_back(self) -> OldRegister:
        """Put the kept register there."""
        with tarfile.open(HERE / f"{self.name}.tar.xz") as tar:
            tar.extractall(self.root, filter="fully_trusted")
        if self.url:
            for path in self.folder.glob("register.db*"):
                path.unlink()
            load_database(self.name, self.url)
        return self

    def run(self, *arguments: str | Path) -> Ran:
        """Run a command on the register, beside its folder."""
        place = ("--register", "register", *(("--db", self.url) if self.url else ()))
        return run(*arguments, *place, cwd=self.root, env={"TZ": "UTC"})

    def said(self, *arguments: str | Path) -> str:
        """Return what a command that goes well prints, the same wherever the register lies."""
        done = self.run(*arguments)
        assert done.exit_code == 0, done.out + done.err
        return done.out.replace(f"{self.root}{os.sep}", "")


def load_database(name: str, url: str) -> None:
    """Fill an empty database with a kept one."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET search_path TO public")
        sql = lzma.decompress((HERE / f"{name}.sql.xz").read_bytes()).decode()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(sql.encode())
    engine.dispose()


def backup_file(name: str, target: Path) -> Path:
    """Write the backup of a kept register as a file."""
    target.write_bytes(lzma.decompress((HERE / f"{name}.zip.xz").read_bytes()))
    return target
