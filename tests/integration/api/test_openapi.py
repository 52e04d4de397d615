"""The description of the API is complete, and its examples are true."""

from typing import Any

import httpx
import pytest

from ccd.api.app import create_app
from ccd.domain.plan_kinds import Kind
from ccd.storage.models import Role
from tests.integration.api.house import House


def described(house: House) -> dict[str, Any]:
    return create_app(house.services).openapi()


def test_every_route_says_what_it_does(house: House) -> None:
    routes = [route for methods in described(house)["paths"].values() for route in methods.values()]
    assert len({route["operationId"] for route in routes}) == len(routes)
    for route in routes:
        assert len(route["tags"]) == 1, route["operationId"]
        assert 5 < len(route["summary"]) < 90, route["operationId"]
        for parameter in route.get("parameters", ()):
            told = parameter["in"] == "path" or parameter.get("description")
            assert told, (route["operationId"], parameter["name"])


def test_every_body_has_an_example(house: House) -> None:
    """As a whole, or field by field where a field has no default."""
    openapi = described(house)
    for methods in openapi["paths"].values():
        for route in methods.values():
            if "requestBody" not in route:
                continue
            schema = route["requestBody"]["content"]["application/json"]["schema"]
            wanted = next((part for part in schema.get("anyOf", ()) if "$ref" in part), schema)
            model = openapi["components"]["schemas"][wanted["$ref"].rpartition("/")[2]]
            bare = [name for name in model.get("required", ()) if "examples" not in model["properties"][name]]
            assert schema.get("examples") or not bare, (route["operationId"], bare)


async def test_refusals_are_described_as_they_come(house: House) -> None:
    """In their own media type, and in the words of the examples."""
    guarded = described(house)["paths"]["/api/v1/queues/{queue}"]["get"]["responses"]
    admin, agent = house.client(Role.ADMIN), house.client(Role.AGENT)
    stranger = {"Authorization": "Bearer stranger"}
    refused = [
        await admin.get("/queues/support", headers=stranger),
        await agent.put("/queues/support", json={"name": "support"}),
        await admin.get("/queues/complaints"),
        await admin.post("/queues", json={"name": "support"}),
        await admin.put("/queues/support", json={"name": "support", "wrap_up_s": -1}),
    ]
    assert [answer.status_code for answer in refused] == [401, 403, 404, 409, 422]
    for answer in refused:
        (media_type, told), *more = guarded[str(answer.status_code)]["content"].items()
        assert (answer.headers["content-type"], more) == (media_type, [])
        assert answer.json() == told["example"]


def examples(house: House) -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, body)."""
    return [
        (method, path, body)
        for path, methods in described(house)["paths"].items()
        for method, route in methods.items()
        if "requestBody" in route
        for body in route["requestBody"]["content"]["application/json"]["schema"].get("examples", ())
    ]


async def test_examples_are_taken(house: House, admin: httpx.AsyncClient) -> None:
    found = examples(house)
    assert len(found) == 1 + 2 * len(Kind)  # the plan, and each kind by POST and by PUT
    for method, path, body in found:
        filled = path.format_map({kind.value: body.get("name", body.get("number")) for kind in Kind})
        answer = await admin.request(method, f"http://ccd{filled}", json=body)
        assert answer.status_code in (200, 201, 409), answer.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_no_page_that_needs_the_internet(admin: httpx.AsyncClient, path: str) -> None:
    assert (await admin.get(f"http://ccd{path}")).status_code == 404
