"""Opening hours over HTTP."""

from ccd.storage.models import Role
from tests.integration.api.house import House

ALWAYS = {"name": "shop", "zone": "UTC", "open": {"mon-sun": ["00:00-24:00"]}}


async def test_hours_are_planned_seen_and_set_by_hand(house: House) -> None:
    async with house.client(Role.ADMIN) as admin, house.client(Role.SUPERVISOR) as supervisor:
        assert (await admin.post("/hours", json=ALWAYS)).status_code == 201
        by_plan = {"hours": "shop", "state": "open", "by": "", "until_ms": None}
        assert (await supervisor.get("/hours/shop/now")).json() == by_plan
        set_to = {"state": "closed", "until": "2100-01-01T00:00:00Z"}
        answer = await supervisor.post("/hours/shop/override", json=set_to)
        assert answer.json() == {
            **by_plan,
            "state": "closed",
            "by": "supervisor",
            "until_ms": 4_102_444_800_000,
        }
        past = await supervisor.post("/hours/shop/override", json={"state": "open", "until": 1})
        assert (past.status_code, "past" in past.json()["detail"]) == (409, True)
        assert (await supervisor.delete("/hours/shop/override")).json() == by_plan
        assert (await supervisor.get("/hours/night/now")).status_code == 404


async def test_hours_that_are_used_are_not_deleted(house: House) -> None:
    async with house.client(Role.ADMIN) as admin:
        await admin.post("/hours", json=ALWAYS)
        (did, *_) = (await admin.get("/dids")).json()
        closed = {"hours": "shop", "target": {"kind": "hang_up"}}
        answer = await admin.put(f"/dids/{did['number']}", json={**did, "when_closed": closed})
        assert answer.status_code == 200, answer.text
        refused = await admin.delete("/hours/shop")
        assert refused.status_code == 409
        assert f"DID {did['number']}" in refused.json()["detail"]
        unknown = await admin.put(
            f"/dids/{did['number']}", json={**did, "when_closed": {**closed, "hours": "x"}}
        )
        assert unknown.status_code == 422
        assert "there are no hours x" in unknown.text
