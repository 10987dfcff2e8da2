"""A workspace lies on a disk of its own machine: drives of the network are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtdocs.errors import UsageError
from qtdocs.ledger import refuse_network_drive

LOCAL = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
/dev/sdb1 /mnt/u\\040盘 vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("server:/share", "nfs4"),
        ("server:/share", "nfs"),
        ("//server/share", "cifs"),
        ("//server/share", "smb3"),
        ("user@host:/", "fuse.sshfs"),
        ("drive:", "fuse.rclone"),
        ("https://dav.example.com/", "davfs"),
    ],
)
def test_network_drive_is_refused_by_name(source: str, kind: str) -> None:
    mounts = f"{LOCAL}{source} /mnt/share {kind} rw,vers=4.2 0 0\n"
    with pytest.raises(UsageError) as caught:
        refuse_network_drive(Path("/mnt/share/活动/2026"), mounts=mounts)
    assert caught.value.exit_code == 2
    assert str(caught.value) == (
        f"“/mnt/share/活动/2026”在网络盘上（{kind}，{source}）。几台电脑同时写网络盘会损坏台账，所以不在网络盘上建工作区。"
        "请把工作区放在本机硬盘上；要给别人用，请运行 qtdocs backup 备份成一个文件再交给对方。"
    )
    with pytest.raises(UsageError):
        refuse_network_drive(Path("/mnt/share"), mounts=mounts)
    refuse_network_drive(Path("/mnt/shared/2026"), mounts=mounts)
    refuse_network_drive(Path("/mnt"), mounts=mounts)


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "zfs", "ntfs3", "fuseblk", "vfat", "exfat", "tmpfs", "overlay", "apfs"]
)
def test_disk_of_this_machine_is_fine(kind: str) -> None:
    refuse_network_drive(Path("/data/活动"), mounts=f"{LOCAL}/dev/sdc1 /data {kind} rw 0 0\n")


def test_nearest_mount_counts() -> None:
    nested = "server:/home /home nfs4 rw 0 0\n/dev/sdc1 /home/zhang/本地 ext4 rw 0 0\n"
    mounts = f"{LOCAL}{nested}//s/x /home/zhang/本地/共享 cifs rw 0 0\n"
    with pytest.raises(UsageError, match="nfs4，server:/home"):
        refuse_network_drive(Path("/home/zhang/活动"), mounts=mounts)
    refuse_network_drive(Path("/home/zhang/本地/活动"), mounts=mounts)
    with pytest.raises(UsageError, match="cifs，//s/x"):
        refuse_network_drive(Path("/home/zhang/本地/共享/活动"), mounts=mounts)


def test_last_mount_over_the_same_folder_counts() -> None:
    twice = "server:/x /data nfs4 rw 0 0\n/dev/sdb1 /data ext4 rw 0 0\n"
    refuse_network_drive(Path("/data/活动"), mounts=LOCAL + twice)
    with pytest.raises(UsageError):
        refuse_network_drive(Path("/data/活动"), mounts=LOCAL + "".join(reversed(twice.splitlines(keepends=True))))


def test_names_with_blanks_are_understood() -> None:
    mounts = f"{LOCAL}//server/share /mnt/共享\\040盘 cifs rw 0 0\n"
    with pytest.raises(UsageError):
        refuse_network_drive(Path("/mnt/共享 盘/活动"), mounts=mounts)
    refuse_network_drive(Path("/mnt/u 盘/活动"), mounts=mounts)


def test_link_is_followed_to_where_the_folder_really_lies(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "真")
    mounts = f"{LOCAL}server:/x {(tmp_path / '真').resolve()} nfs4 rw 0 0\n"
    with pytest.raises(UsageError):
        refuse_network_drive(tmp_path / "link" / "活动", mounts=mounts)


@pytest.mark.parametrize("mounts", ["", "nonsense", "a b", LOCAL])
def test_table_that_says_nothing_refuses_nothing(tmp_path: Path, mounts: str) -> None:
    refuse_network_drive(tmp_path / "活动", mounts=mounts)


def test_table_of_this_machine_lets_a_temporary_folder_pass(tmp_path: Path) -> None:
    refuse_network_drive(tmp_path / "活动")
