"""Whatever is sent, ccd is not at fault: no answer is a 500."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccd.api.app import create_app
from ccd.storage.models import Role
from tests.integration.api.house import House, open_house
from tests.integration.storage.story import START_MS, answered_call

ENDLESS = "/api/v1/events"

words = st.one_of(
    st.sampled_from(["an", "support", "main", "1001", "carrier", "842838220000", "1", "c1", "%00", "../x"]),
    st.text(max_size=8),
    st.integers().map(str),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def requests(draw: st.DrawFn, openapi: dict[str, Any]) -> tuple[str, str, dict[str, str], bytes | None]:
    """(method, path, query, body); half of the bodies are near to what the route wants."""
    path = draw(st.sampled_from(sorted(openapi["paths"].keys() - {ENDLESS})))
    method = draw(st.sampled_from(sorted(openapi["paths"][path])))
    route = openapi["paths"][path][method]
    query = {}
    for parameter in route.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(draw(words), safe=""))
        elif draw(st.booleans()):
            query[parameter["name"]] = draw(words)
    return method, path, query, draw(bodies(openapi, route)) if "requestBody" in route else None


def bodies(openapi: dict[str, Any], route: dict[str, Any]) -> st.SearchStrategy[bytes]:
    schema = route["requestBody"]["content"]["application/json"]["schema"]
    schema = next((s for s in schema.get("anyOf", ()) if "$ref" in s), schema)
    fields = openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
    near = st.fixed_dictionaries({}, optional={field: values for field in fields})
    if examples := schema.get("examples"):
        near = near.map(lambda changed: examples[0] | changed)
    return (near | values).map(lambda body: json.dumps(body).encode()) | st.binary(max_size=20)


def test_no_request_is_answered_with_500(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        opened = open_house(tmp_path)
        house = runner.run(opened.__aenter__())
        runner.run(house.record(*answered_call("c1", "an"), at_ms=START_MS))
        openapi = create_app(house.services).openapi()
        client = house.client(Role.ADMIN)

        @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
        @given(requests(openapi))
        def no_500(request: tuple[str, str, dict[str, str], bytes | None]) -> None:
            method, path, query, body = request
            answer = runner.run(ask(client, method, path, query, body))
            assert answer.status_code < 500, answer.text
            if answer.is_error:
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.json()["status"] == answer.status_code

        try:
            no_500()
        finally:
            runner.run(close(client, house))
            runner.run(opened.__aexit__(None, None, None))


async def ask(
    client: httpx.AsyncClient, method: str, path: str, query: dict[str, str], body: bytes | None
) -> httpx.Response:
    url = httpx.URL("http://ccd").copy_with(raw_path=path.encode())
    headers = {"Content-Type": "application/json"}
    return await client.request(method, url, params=query, content=body, headers=headers)


async def close(client: httpx.AsyncClient, house: House) -> None:
    await house.stored()
    await client.aclose()


async def test_a_body_that_is_too_large_is_not_read(admin: httpx.AsyncClient) -> None:
    answer = await admin.put("/plan", content=b" " * 1_000_001)
    assert answer.status_code == 413


async def test_what_is_no_json_is_told_so(admin: httpx.AsyncClient) -> None:
    answer = await admin.put("/plan", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == ""


async def test_ways_that_lead_nowhere(admin: httpx.AsyncClient) -> None:
    for method, path, status in [("GET", "/nothing", 404), ("PUT", "/health", 405)]:
        answer = await admin.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
