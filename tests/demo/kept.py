"""What an office remembers of the demo's calls."""

from datetime import datetime
from typing import Any

from tests.demo.scenes import AGENT_HZ, CALLER, CALLER_HZ
from tests.demo.story import Story
from tests.office.office import Office
from tests.office.recording import listen_to


async def show(story: Story, office: Office) -> None:
    calls = (await office.get("/calls", caller=CALLER, limit=3))["items"]
    for call in reversed(calls):
        story.title(f"What was kept of call {call['call_id']}")
        _show_call(call)
        if call["outcome"] == "answered":
            await _show_rest(office, call)
    story.title("The API")
    print(f"  address  {office.api.base_url}  (description: {office.api.base_url}openapi.json)")
    print(f"  token    {office.api.headers['Authorization'].split()[-1]}")


def _show_call(call: dict[str, Any]) -> None:
    began = datetime.fromtimestamp(call["started_at_ms"] / 1000).astimezone()
    print(f"  call     {call['caller_e164']} ({call['caller_name']}) to {call['did']} at {began:%H:%M:%S %Z}")
    print(f"           {call['outcome']}, ended by {call['ended_by']}")
    if call["agent"]:
        print(
            f"           queue {call['queue']}, agent {call['agent']}, "
            f"waited {call['wait_ms'] / 1000:.1f} s, talked {call['talk_ms'] / 1000:.1f} s"
        )


async def _show_rest(office: Office, call: dict[str, Any]) -> None:
    customer = await office.get(f"/customers/{call['customer_id']}")
    print(f"  customer {customer['id']}: {customer['name']}, {', '.join(customer['numbers'])}")
    ticket = await office.get(f"/tickets/{call['ticket_id']}")
    print(f"  ticket   {ticket['id']}: {ticket['status']}, queue {ticket['queue']}, agent {ticket['agent']}")
    recording = await office.get(f"/recordings/{call['call_id']}")
    file = office.folder / "recordings" / recording["path"]
    heard = listen_to(file, {CALLER_HZ, AGENT_HZ})
    print(f"  sound    {file}")
    print(f"           {heard.length_s:.1f} s, SHA-256 {recording['sha256']}")
    print(f"           tones found: left (caller) {_hz(heard.caller)}, right (agent) {_hz(heard.agent)}")


def _hz(tones: set[int]) -> str:
    return ", ".join(f"{hz} Hz" for hz in sorted(tones)) or "none"
