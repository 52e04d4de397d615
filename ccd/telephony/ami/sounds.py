"""Which sounds Asterisk has, as its console tells."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any

from ccd.telephony.ami.connection import RefusedError

Send = Callable[[dict[str, str]], Awaitable[Any]]

MUSIC = "music"
"""The folder, in the site's folder of sounds, that has one folder for each class of music."""


async def lacking(send: Send, sounds: Collection[str], classes: Collection[str]) -> tuple[set[str], set[str]]:
    """The sounds that are there in no language, and the classes of music without a single file.

    Asterisk looks at the disk whenever it is asked (`core show sounds`). It takes each folder of its sounds
    for a language: `custom/hello` is told as `hello` in the language `custom`. Raises OSError, TimeoutError.
    """
    there = set(await _console(send, "core show sounds"))
    silent = {sound for sound in sounds if sound not in there and not await _in_folder(send, sound, there)}
    return silent, {name for name in classes if not _plays(name, there)}


async def _in_folder(send: Send, sound: str, there: Collection[str]) -> bool:
    folder, _, name = sound.partition("/")
    return name in there and f"  Language {folder}:" in await _console(send, f"core show sound {name}")


def _plays(music: str, there: Iterable[str]) -> bool:
    return any(name.rpartition("/")[0] == f"{MUSIC}/{music}" for name in there)


async def _console(send: Send, command: str) -> list[str]:
    answer = await send({"Action": "Command", "Command": command})
    said = answer.get("Output")
    if said is None:
        raise RefusedError(
            f"Asterisk does not tell its sounds ({answer.get('Message')});"
            " in manager.conf the user needs `write = …,command`"
        )
    return [said] if isinstance(said, str) else said
