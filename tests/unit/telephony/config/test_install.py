"""Generated files on disk: whole, secret, and reloaded when they changed."""

import stat
from pathlib import Path

import pytest

from ccd.telephony.config.install import install, write


def test_files_are_written_for_asterisk_alone(tmp_path: Path) -> None:
    assert write(tmp_path / "new", {"pjsip.conf": "a"}) == []
    file = tmp_path / "new" / "pjsip.conf"
    assert file.read_text() == "a"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [f.name for f in file.parent.iterdir()] == ["pjsip.conf"]


def test_what_is_the_same_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"pjsip.conf": "a", "queues.conf": "b"})
    before = (tmp_path / "pjsip.conf").stat().st_ino
    assert write(tmp_path, {"pjsip.conf": "a", "queues.conf": "c"}) == ["queues.conf"]
    assert (tmp_path / "pjsip.conf").stat().st_ino == before


def test_a_half_written_file_never_stands_in_for_the_old(tmp_path: Path) -> None:
    write(tmp_path, {"pjsip.conf": "old"})
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path, {"pjsip.conf": "new \ud800"})
    assert (tmp_path / "pjsip.conf").read_text() == "old"


async def test_what_changed_is_reloaded_where_asterisk_can(tmp_path: Path) -> None:
    reloaded: list[str] = []

    async def reload(module: str) -> None:
        reloaded.append(module)

    await install(tmp_path, {"pjsip.conf": "a", "manager.conf": "a"}, reload)
    assert reloaded == []
    await install(tmp_path, {"pjsip.conf": "b", "manager.conf": "b"}, reload)
    assert reloaded == ["res_pjsip.so"]
