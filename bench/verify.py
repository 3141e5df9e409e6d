"""Measure proving a register against hashing its files and nothing more.

Prints ratios; absolute times depend on the machine and its disk. Run with `make bench`.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from measure import CASE, medians, row

from avtal.model.approval import Purpose
from avtal.register.acts.filing import Filing, register_file
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import RegistrationOrder, Who
from avtal.register.acts.versions import register_case
from avtal.register.kinds import HandlingType
from avtal.register.opening import RegisterPlace
from avtal.register.proof.verify import verify

SCANS, SCAN = 20, 10_000_000
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def fill(place: RegisterPlace, folder: Path) -> None:
    """Register the Täby case, and scans of ten megabytes each."""
    who = Who("bench", NOW)
    make_register(place)
    register_case(place, RegistrationOrder(CASE, Purpose.REMISS, NOW.date(), who))
    for number in range(SCANS):
        scan = folder / f"{number}.pdf"
        scan.write_bytes(number.to_bytes(1, "big") * SCAN)
        filing = Filing("KS 2018/211", scan, "Skanning", HandlingType.DRAWN_UP, NOW.date(), who)
        register_file(place, filing)
        scan.unlink()


def main() -> None:
    """Prove it all, and hash it all."""
    with tempfile.TemporaryDirectory() as root:
        place = RegisterPlace(Path(root) / "register")
        fill(place, Path(root))
        files = [
            path
            for path in place.folder.rglob("*")
            if path.is_file() and path.parent != place.folder
        ]

        def hashing() -> None:
            for path in files:
                with path.open("rb") as stream:
                    hashlib.file_digest(stream, "sha256").hexdigest()

        found = medians(hashing=hashing, verify=lambda: verify(place))
        proved = verify(place)
    assert (proved.files, proved.findings) == (len(files), 0)
    megabytes = proved.size / 1e6
    sys.stdout.write(f"\nProving {proved.files} files, {megabytes:.0f} MB, each read once\n")
    row(f"hash them ({megabytes / found['hashing']:.0f} MB/s)", found["hashing"], found["hashing"])
    row(f"verify ({megabytes / found['verify']:.0f} MB/s)", found["verify"], found["hashing"])


if __name__ == "__main__":
    main()
