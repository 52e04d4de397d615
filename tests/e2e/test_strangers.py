"""Strangers knock at SIP: they learn nothing, get nowhere, and are kept out for a while if they go on, while
phones elsewhere work on. Each stranger has an address of loopback of his own."""

import asyncio
from pathlib import Path

import pytest

from ccd.domain.bans import TRIES_MOST
from tests.e2e.history import last_seq, nothing_is_lost, settled_facts, values_of
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office
from tests.phones import Phone, RegistrationFailed
from tests.phones.waiting import PATIENCE_S
from tests.strangers import Trick, strangers

PLAN = small_office()
NAMES = ("1001", "1002", "1003", "1004", "100", "admin", "carrier", "root", "test", "0901234567")
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def refusal(office: Office, host: str, user: str, secret: str = "guessed") -> str:
    """What the stranger is told when he tries to register. What he repeats would count: he is patient."""
    async with Phone(user, secret, server=office.sip, host=host, t1_s=8.0) as stranger:
        with pytest.raises(RegistrationFailed) as refused:
            await stranger.register()
    return str(refused.value).rpartition(": ")[2]


async def test_a_wrong_user_and_a_wrong_password_look_alike(office: Office) -> None:
    told = [await refusal(office, "127.0.0.61", user) for user in ("1001", "1009", "admin", "carrier")]
    assert set(told) == {"401 Unauthorized"}


async def test_nobody_calls_without_a_name(office: Office) -> None:
    before = last_seq(office)
    for user in ("anonymous", "1001", "0901234567"):
        async with Phone(user, server=office.sip, host="127.0.0.62") as stranger:
            call = await stranger.call(SUPPORT_DID)
            assert (await call.ended()).status == 401
    assert await office.asterisk.channels() == []
    assert last_seq(office) == before


async def test_who_goes_on_trying_is_kept_out(office: Office) -> None:
    """An agent talks all the while, and another phone registers. The ban outlives a restart of both."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0902000001")
    leg = await answer_and_talk(an, call)
    for _ in range(TRIES_MOST):
        assert await refusal(office, "127.0.0.63", "1001") == "401 Unauthorized"
    banned = await office.fact("AddressBanned", address="127.0.0.63")
    assert (banned["body"]["tries"], banned["body"]["account"]) == (TRIES_MOST, "1001")
    await is_told(office, "127.0.0.63", "403 Forbidden")
    assert [ban["address"] for ban in await office.get("/bans")] == ["127.0.0.63"]

    secret = (await office.get("/extensions/1001/credentials"))["secret"]
    assert await refusal(office, "127.0.0.63", "1001", secret) == "403 Forbidden"
    assert (await office.phone("1002")).is_registered
    await leg.hang_up()
    await call.ended()

    await office.daemon.kill()
    await office.asterisk.kill()
    await office.asterisk.process.start()
    await office.come_back()
    await office.asterisk.ready()
    assert await refusal(office, "127.0.0.63", "1001") == "403 Forbidden"
    assert (await office.api.delete("/bans/127.0.0.63")).status_code == 204
    await is_told(office, "127.0.0.63", "401 Unauthorized")
    assert await office.get("/bans") == []
    assert (await office.api.delete("/bans/127.0.0.63")).status_code == 409
    await nothing_is_lost(office)


async def test_a_scanner_that_answers_no_challenge_is_kept_out_too(office: Office) -> None:
    """It only asks which users there are."""
    host = "127.0.0.64"
    async with asyncio.timeout(PATIENCE_S):
        n = 0
        while host not in [ban["address"] for ban in await office.get("/bans")]:
            n += 1
            async with Phone(f"user{n}", server=office.sip, host=host) as scanner:
                await (await scanner.call("00441234567")).ended()


@pytest.mark.parametrize(
    ("trick", "host"), [(Trick.REGISTER_STORM, "127.0.0.65"), (Trick.SCANNER, "127.0.0.66")]
)
async def test_a_flood_is_kept_out_and_phones_elsewhere_work_on(
    office: Office, tmp_path: Path, trick: Trick, host: str
) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0902000002")
    leg = await answer_and_talk(an, call)
    async with strangers(trick, tmp_path, office.sip, host, NAMES, times_per_s=100):
        await office.fact("AddressBanned", address=host)
        await is_told(office, host, "403 Forbidden")
        await call.hears_only({AGENT}, for_s=1)
        await leg.hears_only({CALLER})
        assert (await office.phone("1002")).is_registered
        asked = await an.call("1003")
        assert (await asked.ended()).status == 480
    await leg.hang_up()
    await call.ended()
    assert values_of(await settled_facts(office), "AddressBanned", "address").count(host) == 1


async def is_told(office: Office, host: str, words: str) -> None:
    """As soon as Asterisk has taken the new list."""
    async with asyncio.timeout(PATIENCE_S):
        while await refusal(office, host, "nobody") != words:
            pass
