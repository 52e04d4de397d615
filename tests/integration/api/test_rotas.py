"""Rotas over HTTP."""

from ccd.storage.models import Role
from tests.integration.api.house import House


async def test_rotas_are_planned_and_say_who_is_on_call(house: House) -> None:
    async with house.client(Role.ADMIN) as admin, house.client(Role.SUPERVISOR) as supervisor:
        extension = (await admin.get("/extensions")).json()[0]["number"]
        people = [{"number": extension, "title": "Chi"}]
        weeks = {"name": "night", "zone": "UTC", "weeks": [people]}
        assert (await admin.post("/rotas", json=weeks)).status_code == 201
        shown = {"rota": "night", "people": people, "until_ms": None, "then": [], "gap_from_ms": None}
        assert (await supervisor.get("/rotas/night/now")).json() == shown
        gone = {
            **weeks,
            "weeks": [],
            "dates": [{"first": "2000-01-01", "last": "2000-01-02", "people": people}],
        }
        assert (await admin.put("/rotas/night", json=gone)).status_code == 200
        nobody = (await supervisor.get("/rotas/night/now")).json()
        assert nobody["people"] == []
        assert nobody["gap_from_ms"] > 0
        assert (await admin.delete(f"/extensions/{extension}")).status_code == 409
        assert (await admin.delete("/rotas/night")).status_code == 204
        assert (await supervisor.get("/rotas/night/now")).status_code == 404


async def test_a_gap_is_refused_with_its_place(house: House) -> None:
    async with house.client(Role.ADMIN) as admin:
        refused = await admin.post(
            "/rotas", json={"name": "night", "zone": "UTC", "weeks": [{"mon-sat": ["1001"]}]}
        )
        assert refused.status_code == 422
        assert "nobody is on call on sun" in refused.text
