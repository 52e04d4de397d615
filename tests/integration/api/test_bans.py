"""Who is kept out of SIP."""

import httpx

from ccd.domain.bans import TRIES_MOST
from ccd.domain.events import SignInFailed
from tests.integration.api.house import House


async def test_bans_are_listed_and_ended(
    house: House, admin: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    assert (await supervisor.get("/bans")).json() == []
    for address in ("203.0.113.7", "2001:db8::7"):
        await house.tell(*[SignInFailed(address, "1001")] * TRIES_MOST)
    bans = (await supervisor.get("/bans")).json()
    assert [ban["address"] for ban in bans] == ["203.0.113.7", "2001:db8::7"]
    assert (await supervisor.delete("/bans/203.0.113.7")).status_code == 403
    assert (await admin.delete("/bans/2001:db8::7")).status_code == 204
    assert [ban["address"] for ban in (await supervisor.get("/bans")).json()] == ["203.0.113.7"]
    answer = await admin.delete("/bans/2001:db8::7")
    assert (answer.status_code, answer.json()["detail"]) == (409, "2001:db8::7 is not banned.")
