"""The place that is measured: an office whose agents are reached by `Queue()` and by `ccd`, one at a time."""

import json
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

from tests.benchmarks.agents import register_all
from tests.office.asterisk import ENGINE
from tests.office.office import Office, opened
from tests.office.ports import free_ports
from tests.phones import Phone

CROWD = {f"agent{n}": str(n) for n in range(1001, 1401)}
LONE = {"lone": "2000"}
RTP_FIRST, RTP_LAST = 20000, 23999
"""Two ports for each leg, of which a thousand who wait and a hundred pairs have twelve hundred."""


_BREAK = {"reason": "other"}


class Side(Enum):
    """Who brings callers and agents together."""

    QUEUE = "Queue()"
    CCD = "ccd"


NUMBERS = {
    ("crowd", Side.QUEUE): "7001",
    ("crowd", Side.CCD): "842838220001",
    ("lone", Side.QUEUE): "7002",
    ("lone", Side.CCD): "842838220002",
}
"""What callers dial, by queue and side."""


class CallCentre:
    """Two queues: `crowd`, whose hundreds of agents are all at `agents_port`, and `lone`, with one agent."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.agents_port = free_ports().sip
        self.asterisk_pid = 0
        self.lone_phone: Phone
        self.trunk: Phone

    async def prepare(self) -> None:
        """Phones registered, agents signed in, numbers for `Queue()` added."""
        office = self.office
        secrets = {e: (await office.get(f"/extensions/{e}/credentials"))["secret"] for e in CROWD.values()}
        await register_all(secrets, office.sip, self.agents_port)
        self.trunk = await office.trunk()
        self.lone_phone = await office.phone(LONE["lone"])
        await office.sign_in(*CROWD, *LONE)
        for queue in ("crowd", "lone"):
            number = NUMBERS[queue, Side.QUEUE]
            for step, what in enumerate(("Answer()", f"Queue({queue})", "Hangup()"), 1):
                await office.asterisk.console(
                    f"dialplan add extension {number},{step},{what} into ccd-inbound"
                )
        self.asterisk_pid = pid_of_container(office.name)

    async def serve_by(self, side: Side) -> None:
        """From here on. For `Queue()` the daemon is away: members stay as it has mirrored them, and Asterisk
        has no AMI client to tell anything."""
        await self.office.daemon.stop()
        if side is Side.CCD:
            await self.office.daemon.start()
            await self.office.ready()

    async def let_lone_serve(self, side: Side, *, serve: bool) -> None:
        """Ready, or on break."""
        if side is Side.CCD:
            await self.office.post("/agents/lone/ready" if serve else "/agents/lone/break", _BREAK)
        else:
            word = "unpause" if serve else "pause"
            await self.office.asterisk.console(f"queue {word} member PJSIP/{LONE['lone']} queue lone")

    async def stored_answers(self, queue: str) -> int:
        """Calls of the queue that an agent answered, read from the database once every fact is stored."""
        await self.office.get("/calls", limit=1)
        with closing(sqlite3.connect(self.office.folder / "ccd.sqlite")) as db:
            sql = "SELECT count(*) FROM calls WHERE queue = ? AND outcome = 'answered'"
            (count,) = db.execute(sql, (queue,)).fetchone()
        return int(count)


@asynccontextmanager
async def open_call_centre(folder: Path) -> AsyncIterator[CallCentre]:
    plan = folder / "plan.yaml"
    plan.write_text(json.dumps(_plan()))  # JSON is YAML
    office = Office(folder / "office", replace(free_ports(), rtp_first=RTP_FIRST, rtp_last=RTP_LAST))
    async with opened(office, plan):
        centre = CallCentre(office)
        await centre.prepare()
        yield centre


def _plan() -> dict[str, Any]:
    """The defaults of the plan but for recordings and wrap-up; the flow is a queue and nothing else."""
    members = {"crowd": CROWD, "lone": LONE}
    return {
        "country": "VN",
        "trunks": [{"name": "carrier", "addresses": ["127.0.0.1/32"]}],
        "extensions": [{"number": number} for number in (*CROWD.values(), *LONE.values())],
        "agents": [{"name": name, "extension": number} for name, number in (CROWD | LONE).items()],
        "queues": [
            {"name": queue, "members": list(members[queue]), "wrap_up_s": 0, "recording": False}
            for queue in members
        ],
        "flows": [
            {"name": queue, "start": "wait", "nodes": {"wait": {"kind": "queue", "queue": queue}}}
            for queue in members
        ],
        "dids": [{"number": NUMBERS[queue, Side.CCD], "flow": queue} for queue in members],
    }


def pid_of_container(name: str) -> int:
    inspect = [str(ENGINE), "inspect", "--format", "{{.State.Pid}}", name]
    return int(subprocess.run(inspect, capture_output=True, text=True, check=True).stdout)
