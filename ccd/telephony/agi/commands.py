"""What we say to Asterisk about a call: the words of each AGI command. Pure.

An application's argument is dialplan text, in which commas, parentheses, quotes and `${…}` mean something:
only plain words go into one, and ValueError refuses everything else.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from ccd.domain.facts import Mode
from ccd.domain.legs import OutsideLeg
from ccd.domain.orders import Connect, Verdict
from ccd.telephony.recording import RECORDING, mix_options

Words = tuple[str, ...]

_SPY_FLAGS = {Mode.LISTEN: "", Mode.WHISPER: "w", Mode.BARGE: "B"}
_PLAIN = re.compile(r"[\w./+@ -]*")
NAME_MOST = 80
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NUMBER = re.compile(r"[0-9*#+]+")
_CHANNEL = re.compile(r"[\w./+@*#-]+(;[12])?")
_TRUNK = re.compile(r"[\w-]+")

ANSWER: Words = ("ANSWER",)
NOTHING: Words = ("NOOP",)
ANY_KEY = "0123456789*#"
DAY_AND_TIME = "Q 'digits/at' IMp"
KEYS_CONTEXT = "ccd-keys-"
"""Of each queue, in the generated dialplan: the keys by which its callers leave."""

WARNED_MS = 60_000
"""So long before a conversation is cut off, but not in its first half."""

DIGITS_RESULT: Words = ("GET", "FULL", "VARIABLE", "${READSTATUS},${CCD_DIGITS}")
DIAL_RESULT: Words = ("GET", "FULL", "VARIABLE", "${DIALSTATUS},${DIALEDPEERNUMBER},${EXTEN}")
CONNECT_RESULT: Words = ("GET", "FULL", "VARIABLE", "${DIALSTATUS},${HANGUPCAUSE}")
UNACCEPTED: Words = ("GET", "FULL", "VARIABLE", "${SHARED(CCD_UNACCEPTED)}")
RECORD_STATUS: Words = ("GET", "VARIABLE", "RECORD_STATUS")
RECORDING_FILE: Words = ("GET", "VARIABLE", RECORDING)
FORGET_RECORDING: Words = ("SET", "VARIABLE", RECORDING, "")
SPY_KEYS = "ccd-spy-keys"
NAME_SPY_KEYS: Words = ("SET", "VARIABLE", "SPY_EXIT_CONTEXT", SPY_KEYS)
FORGET_SPY_KEY: Words = ("SET", "CONTEXT", "ccd-steer")
SPY_KEY: Words = ("GET", "FULL", "VARIABLE", "${CONTEXT},${EXTEN}")
ECHO: Words = ("EXEC", "Echo", "")
PICK_UP_ANY: Words = ("EXEC", "Pickup", "")
STOP_RECORDING: Words = ("EXEC", "StopMixMonitor", "")


def remember_call(call_id: str) -> Words:
    """The channel keeps this, and the place below, when we are gone."""
    return ("SET", "VARIABLE", "CCD_CALL_ID", call_id)


def remember_place(queue: str, entered_at_ms: int, visit: int, music: str, call_id: str = "") -> Words:
    """The music is what the dialplan plays while we are gone. With its call's id, if that is given."""
    return _execute(
        "MSet",
        *([f"CCD_CALL_ID={_plain(call_id)}"] if call_id else []),
        f"CCD_QUEUE={_plain(queue)}",
        f"CCD_ENTERED_MS={entered_at_ms}",
        f"CCD_VISIT={visit}",
        f"CHANNEL(musicclass)={_plain(music)}",
        f"EXITCONTEXT={KEYS_CONTEXT}{_plain(queue)}",
    )


def leave_cause(cause: int) -> Words:
    """Why the dialplan hangs up."""
    return ("SET", "VARIABLE", "CCD_CAUSE", str(cause))


def leave_prompt(prompt: str) -> Words:
    """What the caller hears before the dialplan hangs up."""
    return ("SET", "VARIABLE", "CCD_PROMPT", _plain(prompt))


def show_caller(number: str) -> Words:
    """To whom is called; names of our own people are not shown outside."""
    return _execute("MSet", f"CALLERID(num)={_number(number)}", "CALLERID(name)=")


def show_name(name: str) -> Words:
    """On phones that are rung. AGI evaluates nothing in a value, and `CALLERID(name)` takes it as it is."""
    return ("SET", "VARIABLE", "CALLERID(name)", _UNSEEN.sub(" ", name)[:NAME_MOST])


def leave_verdict(verdict: Verdict) -> Words:
    return ("SET", "VARIABLE", "CCD_VERDICT", verdict)


def play(prompts: Sequence[str]) -> Words:
    return _execute("Playback", _files(prompts))


def collect(prompts: Sequence[str], max_digits: int, timeout_s: float) -> Words:
    """`Read`, because it plays several files that a key interrupts, and no key falls between two commands.
    (Of keys that come while no command runs AMI alone tells.)"""
    return _execute("Read", "CCD_DIGITS", _files(prompts), str(max_digits), "", "1", f"{timeout_s:.3f}")


def time_between_digits(timeout_s: float) -> Words:
    """`Read` takes its own timeout between keys only when the last file plays; before, this one."""
    return ("SET", "VARIABLE", "TIMEOUT(digit)", f"{timeout_s:.3f}")


def stream(sound: str, keys: str = ANY_KEY) -> Words:
    """Until its end or one of the keys, whose code is the result."""
    return ("STREAM", "FILE", _plain(sound), keys)


def say_number(number: int) -> Words:
    return ("SAY", "NUMBER", str(number), ANY_KEY)


def say_digits(digits: str) -> Words:
    return ("SAY", "DIGITS", _number(digits), ANY_KEY)


def say_moment(at_s: int, zone: str) -> Words:
    """As Asterisk's own voicemail says it: today, yesterday or the day, then the time."""
    return ("SAY", "DATETIME", str(at_s), ANY_KEY, DAY_AND_TIME, *([zone] if zone else []))


def wait_for_key(timeout_s: float) -> Words:
    return ("WAIT", "FOR", "DIGIT", str(round(timeout_s * 1000)))


def speak(language: str) -> Words:
    return ("SET", "VARIABLE", "CHANNEL(language)", language)


def announce(said: str | int) -> Words:
    """`ControlPlayback`, because AMI can stop it (docs/asterisk.md); no key of the caller steers it."""
    if isinstance(said, int):
        return _execute("SayNumber", str(said))
    return _execute("ControlPlayback", _plain(said), "3000", "A", "B")


def start_music(music: str) -> Words:
    return ("SET", "MUSIC", "ON", music)


def record(folder: Path, path: str) -> Words:
    """Asterisk makes the folders."""
    _plain(str(folder / path))
    return _execute("MixMonitor", "", mix_options(folder, path))


def record_message(file: Path, silence_s: int, longest_s: int) -> Words:
    """With a beep; `k`: what was said before a hang-up is kept. Asterisk makes the folders."""
    return _execute("Record", _plain(str(file)), str(silence_s), str(longest_s), "k")


def dial(addresses: Sequence[str], timeout_s: int, music: str) -> Words:
    """All at once: the first who answers has the caller, and the other phones hear from Asterisk that it was
    answered elsewhere. `g`: the agent's hang-up brings the caller back to us; `i`: a phone that forwards is a
    phone that does not answer; `m`: the caller's music goes on until the answer; `t`, `k`: the agent may use
    feature codes to transfer and to park; `d`: a key that is in the channel's EXITCONTEXT ends the
    ringing, and is its EXTEN then."""
    return _execute("Dial", "&".join(addresses), str(timeout_s), f"dgitkm({_plain(music)})")


def connect(order: Connect, addresses: Sequence[str]) -> Words:
    """`g` and `i` as above; who is called hears and sends what he likes before the answer. Feature codes:
    `t`, `k` for those who are called, if all of them are our people, `T`, `K` for the caller. One of the
    outside must not steer us, and has no number of his own: without `o` displays would show `s`, where `Dial`
    stands. `L` (ms): the end, and how long before it the caller is warned; Asterisk keeps to it when we are
    away."""
    strangers = [leg.number for leg in order.legs if isinstance(leg, OutsideLeg) and not leg.confirm]
    options = "gi" + "tk" * (not strangers) + "TK" * order.feature_codes
    if strangers:
        options += f"o({_number(order.dialled or strangers[0])})"
    if order.talk_most_s:
        options += f"L({_limit(order.talk_most_s)})"
    return _execute("Dial", "&".join(addresses), str(order.timeout_s), options)


def _limit(talk_most_s: int) -> str:
    """For `Dial`'s option `L`, and empty for no limit."""
    most_ms = talk_most_s * 1000
    return f"{most_ms}:{min(WARNED_MS, most_ms // 2)}" if most_ms else ""


def contacts(extension: str) -> Words:
    """Where each of the phones is that are registered under the number."""
    return ("GET", "FULL", "VARIABLE", f"${{PJSIP_DIAL_CONTACTS({_number(extension)})}}")


def ring_mobiles(channel_id: str) -> Words:
    """For the detours of this `Dial`: where to leave word of who picked up. Where they send a call on,
    extensions are meant, as on phones."""
    return _execute(
        "MSet",
        f"__CCD_RINGS_FOR={_plain(channel_id)}",
        "SHARED(CCD_UNACCEPTED)=",
        "_TRANSFER_CONTEXT=ccd-internal",
    )


def ways_to_mobile(leg: OutsideLeg, place: int) -> Words:
    """For one of the detours: its ways in order, each with the number that is shown there, behind `Dial`'s
    limit of the talk (empty: none)."""
    ways = (_way(way) for way in (leg, *leg.others))
    return ("SET", "VARIABLE", f"__CCD_WAYS_{place}", "&".join([_limit(leg.talk_most_s), *ways]))


def _way(leg: OutsideLeg) -> str:
    if not _TRUNK.fullmatch(leg.trunk):
        raise ValueError(f"{leg.trunk!r} is no trunk's name")
    return f"{_number(leg.number)}@{leg.trunk}@{_number(leg.caller_id) if leg.caller_id else ''}"


def pick_up(extension: str) -> Words:
    """Whatever rings at that phone, and at no other one whose number begins so."""
    return _execute("PickupChan", f"PJSIP/{_plain(extension)}-", "p")


def bridged_with(channel_id: str) -> Words:
    """Asks for the name of the channel at the other end; empty when there is none."""
    return ("GET", "FULL", "VARIABLE", f"${{IMPORT({_plain(channel_id)},BRIDGEPEER)}}")


def wait(seconds: float) -> Words:
    return _execute("Wait", f"{seconds:g}")


def spy(channel: str, mode: Mode) -> Words:
    """`u`: this very channel; `E`: until it ends; `X`: or until a key that `ccd-spy-keys` has; `q`: without
    saying whom."""
    return _execute("ChanSpy", _channel(channel), f"uqEX{_SPY_FLAGS[mode]}")


def sound_tone(channel: str) -> Words:
    """Whispered to that channel, by nobody and without waiting for it."""
    tone = f"Local/s@ccd-tone/n,app,Playback,ccd/codes/tone,,5,av(CCD_TONE_FOR={_channel(channel)})"
    return ("EXEC", "Originate", tone)


def _execute(application: str, *arguments: str) -> Words:
    return ("EXEC", application, ",".join(arguments))


def _files(prompts: Sequence[str]) -> str:
    return "&".join(_plain(prompt) for prompt in prompts)


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is no number that can be dialled")
    return text


def _channel(name: str) -> str:
    """Or its unique id. That of a way to a mobile has a number in it, and ends in `;1`."""
    if not _CHANNEL.fullmatch(name):
        raise ValueError(f"{name!r} is no channel")
    return name


def _plain(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"{text!r} cannot be an argument of a dialplan application")
    return text
