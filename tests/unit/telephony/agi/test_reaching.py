"""Mobiles are rung by a detour, and what became of them is asked when `Dial` is over."""

import pytest

from ccd.domain.events import ConnectFinished, DialFinished, DialStatus
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect, RingAgent, RungPhone
from ccd.telephony.agi.reaching import address_of
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import CHANNEL, Asterisk

MOBILE = OutsideLeg("84901", "carrier", "84283", confirm=True, after_s=10, owner="1001")
DETOUR = "Local/84901.carrier.10.1001.{}@ccd-mobile/n"
PREPARED = f'EXEC MSet "__CCD_RINGS_FOR={CHANNEL},SHARED(CCD_UNACCEPTED)=,_TRANSFER_CONTEXT=ccd-internal"'
WAYS = 'SET VARIABLE __CCD_WAYS_{} "&84901@carrier@84283"'
UNACCEPTED = 'GET FULL VARIABLE "${SHARED(CCD_UNACCEPTED)}"'
RESULT = 'GET FULL VARIABLE "${DIALSTATUS},${DIALEDPEERNUMBER},${EXTEN}"'


@pytest.fixture
async def call(asterisk: Asterisk, inbox: Inbox) -> Asterisk:
    asterisk.introduce()
    await inbox.next()
    return asterisk


@pytest.mark.parametrize(
    ("leg", "address"),
    [
        (PhoneLeg("1001"), "PJSIP/1001"),
        (PhoneLeg("1001", 5), "Local/1001.5@ccd-later"),
        (OutsideLeg("*31#0901", "carrier"), "PJSIP/*31#0901@carrier"),
        (MOBILE, DETOUR.format(2)),
        (OutsideLeg("0901", "carrier", confirm=True), "Local/0901.carrier.0..2@ccd-mobile/n"),
    ],
)
def test_the_way_to_each(leg: PhoneLeg | OutsideLeg, address: str) -> None:
    assert address_of(leg, 2) == address


async def test_an_agent_takes_it_on_his_mobile(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.perform(RingAgent("c1", (RungPhone("anna", "1001", mobiles=(MOBILE,)),), 15, ""))
    await call.does(PREPARED)
    await call.does(WAYS.format(2))
    detour = DETOUR.format(2)
    await call.does(f'EXEC Dial "PJSIP/1001&{detour},15,dgitkm(default)"')
    await call.does(RESULT, f"200 result=1 (ANSWER,{detour.removeprefix('Local/')},)")
    hers, box = "1001/84901@carrier", "1002/84902@carrier"
    await call.does(UNACCEPTED, f"200 result=1 ( {hers} {box} ={hers})")
    finished = DialFinished("c1", ("anna",), DialStatus.ANSWER, None, True, "1001", "", "84901@carrier", box)
    assert await inbox.next() == finished


async def test_a_mobile_that_nobody_accepts(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.perform(Connect("c1", (MOBILE,), 15, feature_codes=True))
    await call.does("SET VARIABLE CCD_CALL_ID c1", "200 result=1")
    await call.does(PREPARED)
    await call.does(WAYS.format(1))
    await call.does(f'EXEC Dial "{DETOUR.format(1)},15,gitkTK"')
    await call.does('GET FULL VARIABLE "${DIALSTATUS},${HANGUPCAUSE}"', "200 result=1 (NOANSWER,19)")
    await call.does(UNACCEPTED, "200 result=1 ( 1001/84901@carrier)")
    finished = ConnectFinished("c1", DialStatus.NOANSWER, 19, True, "1001/84901@carrier")
    assert await inbox.next() == finished
