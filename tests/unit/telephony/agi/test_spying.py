"""What a listening supervisor's channel is told, and what is made of the answers."""

from ccd.domain.events import SpyEnded
from ccd.domain.facts import Mode
from ccd.domain.orders import Spy
from ccd.telephony.agi import spying
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.spying import spy
from ccd.telephony.agi.wire import Answer

PEER = ("GET", "FULL", "VARIABLE", "${IMPORT(17.1,BRIDGEPEER)}")
NAME_KEYS = ("SET", "VARIABLE", "SPY_EXIT_CONTEXT", "ccd-spy-keys")
FORGET = ("SET", "CONTEXT", "ccd-steer")
KEY = ("GET", "FULL", "VARIABLE", "${CONTEXT},${EXTEN}")
AN = "PJSIP/1001-00000007"


class Asterisk:
    """Answers `values` in turn to what asks for one, and remembers what it was told."""

    def __init__(self, *values: str) -> None:
        self.told: list[Words] = []
        self._values = list(values)

    async def ask(self, words: Words) -> Answer:
        self.told.append(words)
        return Answer(200, "1", self._values.pop(0) if words[0] == "GET" else "")


async def test_a_key_ends_it() -> None:
    asterisk = Asterisk(AN, "ccd-spy-keys,5")
    ended = await spy(asterisk.ask, Spy("b1", "17.1", Mode.LISTEN, at_other_end=True, tone=False))
    assert (ended.call_id, ended.key) == ("b1", "5")
    assert asterisk.told == [PEER, NAME_KEYS, FORGET, ("EXEC", "ChanSpy", f"{AN},uqEX"), KEY]


async def test_the_tone_comes_first_and_the_mode_is_taken() -> None:
    asterisk = Asterisk("ccd-steer,5")
    ended = await spy(asterisk.ask, Spy("b1", "17.1", Mode.BARGE, at_other_end=False, tone=True))
    assert ended == SpyEnded("b1", "", heard=False), "it ended at once, so nobody was heard"
    assert asterisk.told == [
        ("EXEC", "Originate", "Local/s@ccd-tone/n,app,Playback,ccd/codes/tone,,5,av(CCD_TONE_FOR=17.1)"),
        NAME_KEYS,
        FORGET,
        ("EXEC", "ChanSpy", "17.1,uqEXB"),
        KEY,
    ]


async def test_who_is_bridged_in_a_moment_is_waited_for() -> None:
    asterisk = Asterisk("", "", f"{AN},PJSIP/1002-00000009", "ccd-steer,s")
    await spy(asterisk.ask, Spy("b1", "17.1", Mode.WHISPER, at_other_end=True, tone=False))
    pause = ("EXEC", "Wait", "0.1")
    assert asterisk.told[:5] == [PEER, pause, PEER, pause, PEER]
    assert ("EXEC", "ChanSpy", f"{AN},uqEXw") in asterisk.told


async def test_nobody_is_there() -> None:
    asterisk = Asterisk(*[""] * spying.PEER_TRIES)
    ended = await spy(asterisk.ask, Spy("b1", "17.1", Mode.LISTEN, at_other_end=True, tone=True))
    assert ended == SpyEnded("b1", "", heard=False)
    assert not [words for words in asterisk.told if "ChanSpy" in words]
