from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.facts import Mode
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect, Verdict
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.reaching import address_of
from ccd.telephony.agi.wire import encode

DANGEROUS = [",", "&", "(", ")", '"', "\\", "$", "{", "}", "[", "]", "|", ";", "'", "\n", "\0", "^", "%", "="]


def test_the_words_of_each_command() -> None:
    execute = {
        commands.remember_place("support", 1795396411000, 2, "jazz"): (
            "MSet",
            "CCD_QUEUE=support,CCD_ENTERED_MS=1795396411000,CCD_VISIT=2,CHANNEL(musicclass)=jazz,EXITCONTEXT=ccd-keys-support",
        ),
        commands.play(("ccd/welcome", "beep")): ("Playback", "ccd/welcome&beep"),
        commands.collect(("a", "b"), 1, 5): ("Read", "CCD_DIGITS,a&b,1,,1,5.000"),
        commands.collect((), 1, 0.5): ("Read", "CCD_DIGITS,,1,,1,0.500"),
        commands.record(Path("/var/ccd"), "2026/11/23/c1.wav"): (
            "MixMonitor",
            ",bi(MIXMONITOR_FILENAME)r(/var/ccd/2026/11/23/c1.caller.sln)t(/var/ccd/2026/11/23/c1.other.sln)",
        ),
        commands.connect(
            Connect("c1", (PhoneLeg("1002"), PhoneLeg("1003")), 30, feature_codes=True),
            ["PJSIP/1002", "PJSIP/1003"],
        ): ("Dial", "PJSIP/1002&PJSIP/1003,30,gitkTK"),
        commands.connect(
            Connect("c1", (OutsideLeg("0901", "carrier", confirm=True),), 5), ["Local/0901.carrier.0.@x"]
        ): ("Dial", "Local/0901.carrier.0.@x,5,gitk"),
        commands.connect(Connect("c1", (OutsideLeg("0901", "carrier"),), 5), ["PJSIP/0901@carrier"]): (
            "Dial",
            "PJSIP/0901@carrier,5,gio(0901)",
        ),
        commands.dial(["PJSIP/1001"], 15, "jazz"): ("Dial", "PJSIP/1001,15,dgitkm(jazz)"),
        commands.dial(["PJSIP/1001", "PJSIP/1002"], 15, "jazz"): (
            "Dial",
            "PJSIP/1001&PJSIP/1002,15,dgitkm(jazz)",
        ),
        commands.ring_mobiles("1795396316.0"): (
            "MSet",
            "__CCD_RINGS_FOR=1795396316.0,SHARED(CCD_UNACCEPTED)=,_TRANSFER_CONTEXT=ccd-internal",
        ),
        commands.connect(
            Connect("c1", (OutsideLeg("44", "carrier"),), 5, talk_most_s=3600, dialled="0044"), ["PJSIP/0"]
        ): (
            "Dial",
            "PJSIP/0,5,gio(0044)L(3600000:60000)",
        ),
        commands.connect(Connect("c1", (OutsideLeg("0044", "carrier"),), 5, talk_most_s=10), ["PJSIP/0"]): (
            "Dial",
            "PJSIP/0,5,gio(0044)L(10000:5000)",
        ),
    }
    assert {words: words[1:] for words in execute} == execute
    assert {words[0] for words in execute} == {"EXEC"}


def test_variables_are_set_as_they_are() -> None:
    # SET VARIABLE takes any text and evaluates nothing.
    assert commands.remember_call('${x},"y') == ("SET", "VARIABLE", "CCD_CALL_ID", '${x},"y')
    second = OutsideLeg("*31#0901", "backup")
    mobile = OutsideLeg("0901", "carrier", "8428", confirm=True, others=(second,), talk_most_s=3)
    ways = ("SET", "VARIABLE", "__CCD_WAYS_2", "3000:1500&0901@carrier@8428&*31#0901@backup@")
    assert commands.ways_to_mobile(mobile, 2) == ways
    assert commands.ways_to_mobile(second, 1)[-1] == "&*31#0901@backup@"
    assert commands.leave_verdict(Verdict.QUEUE) == ("SET", "VARIABLE", "CCD_VERDICT", "queue")


def everything_said_with(text: str) -> list[Words]:
    said: list[Words] = []
    commands_with: list[Callable[[], Words]] = [
        lambda: commands.remember_place(text, 1, 1, "default"),
        lambda: commands.remember_place("support", 1, 1, text),
        lambda: commands.play((text,)),
        lambda: commands.collect((text,), 1, 1),
        lambda: commands.record(Path("/r"), f"{text}.wav"),
        lambda: commands.record(Path("/r", text), "c1.wav"),
        lambda: commands.dial([address_of(PhoneLeg(text))], 1, "default"),
        lambda: commands.dial([address_of(PhoneLeg(text, after_s=5))], 1, "default"),
        lambda: commands.dial(["PJSIP/1001"], 1, text),
        lambda: commands.dial([address_of(OutsideLeg("0901", text))], 1, "default"),
        lambda: commands.dial([address_of(OutsideLeg(text, "carrier"))], 1, "default"),
        lambda: commands.dial([address_of(OutsideLeg(text, "carrier", confirm=True))], 1, "default"),
        lambda: commands.ring_mobiles(text),
    ]
    for command in commands_with:
        try:
            said.append(command())
        except ValueError:
            continue
    return said


@pytest.mark.parametrize("character", DANGEROUS)
def test_what_the_dialplan_would_take_for_its_own_is_refused(character: str) -> None:
    assert everything_said_with(f"a{character}b") == []


@pytest.mark.parametrize("command", [lambda name: commands.spy(name, Mode.LISTEN), commands.sound_tone])
def test_a_channel_is_named_whole(command: Callable[[str], Words]) -> None:
    detour = "Local/*31#0901.carrier.0.1001.1@ccd-mobile-00000001;1"
    assert detour in command(detour)[-1]
    for name in ("", "PJSIP/1001-1&PJSIP/1002-1", "PJSIP/1001-1,qw", "${X}", "a;b", "a;1b", "a)b"):
        with pytest.raises(ValueError, match="no channel"):
            command(name)


@pytest.mark.parametrize("character", DANGEROUS)
def test_what_would_be_another_way_to_a_mobile_is_refused(character: str) -> None:
    for leg in (
        OutsideLeg("0901", f"a{character}b"),
        OutsideLeg(f"0{character}1", "carrier"),
        OutsideLeg("0901", "carrier", f"0{character}1"),
    ):
        with pytest.raises(ValueError, match="is no"):
            commands.ways_to_mobile(leg, 1)


@given(st.text(max_size=20))
def test_a_word_that_is_let_through_changes_no_other_argument(text: str) -> None:
    for _, _, argument in everything_said_with(text):
        assert argument.count(",") <= 5
        assert not set('$\\"\n\r\0;|&') & set(argument)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Trần Thị Bình", "Trần Thị Bình"),
        ('"Al" <x>, ${CHANNEL(name)}', '"Al" <x>, ${CHANNEL(name)}'),
        ("two\r\nlines\0", "two  lines "),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_is_shown_as_it_is_and_never_a_second_line(name: str, shown: str) -> None:
    words = commands.show_name(name)
    assert words == ("SET", "VARIABLE", "CALLERID(name)", shown)
    assert encode(words).count(b"\n") == 1
