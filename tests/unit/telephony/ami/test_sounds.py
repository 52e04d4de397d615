"""What the console tells of sounds, as Asterisk 22 does."""

import pytest

from ccd.telephony.ami.connection import RefusedError
from ccd.telephony.ami.sounds import lacking

CONSOLE = {
    "core show sounds": ["Available audio files:", "vm-goodbye", "ccd/welcome", "hello", "music/jazz/a"],
    "core show sound hello": ["Indexed Information for hello:", "  Language custom:", "    Format: slin"],
    "core show sound vm-goodbye": ["Indexed Information for vm-goodbye:", "  Language en:"],
}


async def asterisk(action: dict[str, str]) -> dict[str, object]:
    return {"Response": "Success", "Output": CONSOLE[action["Command"]]}


async def test_the_folder_of_the_site_is_told_as_a_language() -> None:
    wanted = {"ccd/welcome", "custom/hello", "custom/vm-goodbye", "custom/hallo", "vm-goodbye", "welcome"}
    silent, empty = await lacking(asterisk, wanted, {"jazz", "blues", "jaz"})
    assert silent == {"custom/vm-goodbye", "custom/hallo", "welcome"}
    assert empty == {"blues", "jaz"}


async def test_who_may_not_ask_is_told_what_to_change() -> None:
    async def forbidden(_: dict[str, str]) -> dict[str, object]:
        return {"Response": "Error", "Message": "Permission denied"}

    with pytest.raises(RefusedError, match=r"Permission denied.*`write = …,command`"):
        await lacking(forbidden, {"custom/hello"}, set())
