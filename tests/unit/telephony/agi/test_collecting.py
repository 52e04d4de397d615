"""The caller is asked for keys, and has his time for them."""

from ccd.domain.events import DigitsEntered
from ccd.domain.orders import CollectDigits
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import Asterisk

COLLECT = CollectDigits("c1", ("ccd/menu",), max_digits=1, timeout_s=5)
READ = 'EXEC Read "CCD_DIGITS,ccd/menu,1,,1,5.000"'
DIGITS = 'GET FULL VARIABLE "${READSTATUS},${CCD_DIGITS}"'


async def play(call: Asterisk, *dialogue: tuple[str, str]) -> None:
    for command, answer in dialogue:
        await call.does(command, answer)


async def test_a_missing_prompt_does_not_take_the_caller_his_time(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    sessions.perform(COLLECT)
    await play(call, (READ, "200 result=0"), (DIGITS, "200 result=1 (ERROR,)"))
    await play(call, ('EXEC Read "CCD_DIGITS,,1,,1,5.000"', "200 result=0"), (DIGITS, "200 result=1 (OK,7)"))
    assert await inbox.next() == DigitsEntered("c1", "7")


async def test_several_digits_may_begin_in_an_early_prompt(call: Asterisk, sessions: Sessions) -> None:
    sessions.perform(CollectDigits("c1", ("a", "b"), max_digits=4, timeout_s=2))
    await call.does('SET VARIABLE "TIMEOUT(digit)" 2.000')
    await call.does('EXEC Read "CCD_DIGITS,a&b,4,,1,2.000"')
