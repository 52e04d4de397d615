"""Every route for every role, said again in the words of the rule and asked over HTTP."""

from typing import Any

import httpx
import pytest

from ccd.api import PREFIX
from ccd.api.access import ACCESS
from ccd.api.app import create_app
from ccd.storage.models import Role
from tests.integration.api.house import House

OPEN = {"get_health", "get_ready"}
AGENTS_ROUTES = {
    "get_agent",
    "sign_agent_in",
    "sign_agent_out",
    "send_agent_on_break",
    "make_agent_ready",
    "extend_wrap_up",
    "put_agent_pin",
    "delete_agent_pin",
}
AGENTS_WORK = {
    "list_calls",
    "get_call",
    "list_customers",
    "get_customer",
    "list_tickets",
    "get_ticket",
    "change_ticket_status",
    "change_ticket_note",
    "follow_events",
    "list_messages",
    "get_message",
    "get_message_audio",
    "mark_message_heard",
    "move_message",
    "delete_message",
}
SECRET = {"get_extension_credentials", "get_trunk_credentials"}
SUPERVISORS_CHANGES = {
    "change_customer",
    "hold_recording",
    "put_voicemail_pin",
    "put_phone_settings",
    "override_hours",
    "cancel_callback",
    "restore_hours",
    "supervise_call",
}
ABOUT_A_LIVE_CALL = {"start_recording", "pause_recording", "resume_recording"}
"""For an agent only those of his own calls, and there is none (test_live_recording)."""

PARAMS = {
    "address": "203.0.113.7",
    "agent": "an",
    "team": "day",
    "hours": "office",
    "queue": "support",
    "extension": "1001",
    "trunk": "carrier",
    "route": "national",
    "group": "reception",
    "rota": "night",
    "block": "nuisance",
    "flow": "main",
    "did": "842838220000",
    "call_id": "c",
    "recording": "c",
    "voicemail": "desk",
    "message": "c",
    "customer_id": "1",
    "ticket_id": "1",
}


def rule(role: Role, operation: str, *, himself: bool) -> bool:
    """A supervisor reads everything but secrets and works with agents and tickets; an agent does his own
    work; the rest is the admin's."""
    if role is Role.ADMIN:
        return True
    if role is Role.AGENT:
        return operation in AGENTS_WORK or (operation in AGENTS_ROUTES and himself)
    reads = operation.startswith(("get_", "list_")) and operation not in SECRET
    return reads or operation in AGENTS_WORK | AGENTS_ROUTES | SUPERVISORS_CHANGES | ABOUT_A_LIVE_CALL


def operations(house: House) -> list[tuple[str, str, str]]:
    """(operation, method, path) of every route there is."""
    paths: dict[str, dict[str, Any]] = create_app(house.services).openapi()["paths"]
    return [
        (route["operationId"], method, path.removeprefix(PREFIX))
        for path, methods in paths.items()
        for method, route in methods.items()
    ]


def test_every_route_is_in_the_table_and_nothing_else(house: House) -> None:
    assert {operation for operation, _, _ in operations(house)} == set(ACCESS) | OPEN


async def ask(client: httpx.AsyncClient, method: str, path: str, agent: str) -> int:
    """A request that comes no further than the door: what it carries is no good."""
    path = path.format(**PARAMS | {"agent": agent})
    answer = await client.request(method, path, json={"?": 0}, headers={"Last-Event-ID": "?"})
    return answer.status_code


@pytest.mark.parametrize("role", list(Role))
async def test_each_route_lets_in_whom_the_rule_lets_in(house: House, role: Role) -> None:
    async with house.client(role) as client:
        for operation, method, path in operations(house):
            if operation in OPEN:
                continue
            for agent in ("an", "binh"):
                allowed = rule(role, operation, himself=agent == "an")
                status = await ask(client, method, path, agent)
                assert (status != 403) == allowed, (operation, role, agent)
                assert status not in (401, 500), (operation, role)


async def test_without_a_valid_token_only_the_open_ones_answer(house: House) -> None:
    for authorization in ("", "Bearer ", "Bearer ccd_wrong", "Basic YTpi", "Bearer ÿ"):
        async with house.client(None) as client:
            client.headers["Authorization"] = authorization
            for operation, method, path in operations(house):
                status = await ask(client, method, path, "an")
                assert status == (200 if operation in OPEN else 401), (operation, authorization)


async def test_who_is_not_let_in_is_told_what_he_needs(house: House, nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/queues")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "ccd user token" in answer.json()["detail"]
    async with house.client(Role.AGENT) as agent:
        detail = (await agent.get("/queues")).json()["detail"]
    assert detail == "This is for supervisors and admins; agent is agent."


async def test_ready_says_what_is_wrong(house: House, nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "wrong": {}})
    house.wrong["asterisk"] = "connection refused; is Asterisk running?"
    answer = await nobody.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "wrong": house.wrong})
