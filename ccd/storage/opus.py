"""WAV → Opus, by the programs of Debian's `opus-tools`."""

import asyncio
import os
import shutil
import wave
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

TOOLS = ("opusenc", "opusdec")
FRAME_BYTES, RATE = 4, 8000
SLACK_FRAMES = RATE // 10
"""How much longer or shorter the decoded sound may be: Opus has frames of 20 ms."""
TIMEOUT_S = 3600.0


class NotConverted(Exception):  # noqa: N818 the state, not the event
    """The original is as it was; the text says why."""


@dataclass(frozen=True, slots=True)
class OpusFile:
    file: Path
    size_bytes: int
    sha256: str


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


async def convert(wav: Path, kbit_s: int) -> OpusFile:
    """Beside the original, decoded again and as long as that. Raises NotConverted, OSError."""
    opus, part = wav.with_suffix(".opus"), wav.with_suffix(".opus-part")
    try:
        await _run("opusenc", "--quiet", "--speech", "--bitrate", str(kbit_s), str(wav), str(part))
        decoded = await _decoded_frames(part)
        expected = await asyncio.to_thread(_frames, wav)
        if abs(decoded - expected) > SLACK_FRAMES:
            raise NotConverted(f"{wav}: {decoded} frames came out of {expected}")
        digest = await asyncio.to_thread(_finish, part, opus)
    finally:
        part.unlink(missing_ok=True)
    return OpusFile(opus, opus.stat().st_size, digest)


async def _decoded_frames(opus: Path) -> int:
    arguments = ("--quiet", "--rate", str(RATE), str(opus), "-")
    process = await asyncio.create_subprocess_exec(
        "opusdec", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout
    size: int = 0
    async with asyncio.timeout(TIMEOUT_S):
        while piece := await process.stdout.read(1 << 16):
            size += len(piece)
        if await process.wait():
            raise NotConverted(f"{opus}: opusdec cannot read it")
    return size // FRAME_BYTES


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(TIMEOUT_S):
        said, _ = await process.communicate()
    if process.returncode:
        raise NotConverted(f"{' '.join(command)}: {said.decode(errors='replace').strip()[:200]}")


def _frames(wav: Path) -> int:
    with wave.open(str(wav)) as sound:
        frames: int = sound.getnframes()
    return frames


def _finish(part: Path, opus: Path) -> str:
    with part.open("rb") as sound:
        digest = file_digest(sound, "sha256").hexdigest()
        os.fsync(sound.fileno())
    part.replace(opus)
    return digest
