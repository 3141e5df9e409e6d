"""Which volume a folder lies on: a register is not kept on one of the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.ledger.volumes import network_volume, volume_kind
from tests.conftest import Workspace
from tests.register.registering import Desk

MOUNTS = """\
22 1 0:20 / / rw,relatime - ext4 /dev/sda1 rw
23 22 0:21 / /srv rw - nfs4 server:/srv rw
24 23 0:22 / /srv/lokalt rw shared:1 - xfs /dev/sdb rw
25 22 0:23 / /mnt/gemensam\\040mapp rw - cifs //server/x rw
26 22 0:24 / /home/me/moln rw - fuse.sshfs me@server: rw
27 22 0:25 / /mnt/c rw - 9p drvfs rw
28 22 0:26 / /over rw - ext4 /dev/sdc rw
29 22 0:27 / /over rw - nfs server:/over rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me/output/register", "ext4"),
        ("/srv/register", "nfs4"),
        ("/srv/lokalt/register", "xfs"),
        ("/srvx", "ext4"),
        ("/mnt/gemensam mapp/register", "cifs"),
        ("/home/me/moln", "fuse.sshfs"),
        ("/mnt/c/avtal", "9p"),
        ("/over/register", "nfs"),
    ],
)
def test_the_volume_of_a_folder(folder: str, kind: str) -> None:
    assert volume_kind(Path(folder), MOUNTS) == kind


def test_a_register_on_a_network_volume_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 0:20 / / rw - ext4 /dev/sda1 rw\n23 22 0:21 / {workspace.root} rw - nfs4 s:/ rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("avtal.register.ledger.volumes._MOUNTS", mounts)
    assert network_volume(workspace.root / "output") == "nfs4"
    with pytest.raises(EnvironmentProblem) as caught:
        Desk(workspace)
    assert "det är en nätverksmapp (nfs4)" in caught.value.message
    assert "PostgreSQL (--db)" in caught.value.help
    assert not list(workspace.root.rglob("register.db"))
