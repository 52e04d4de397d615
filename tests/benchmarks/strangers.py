"""What strangers cost, and what they learn: `python -m tests.benchmarks.strangers`.

A storm of wrong passwords comes from an address that is never kept out, then from one that is. And one phone
asks in turn as a user there is and as one there is not, with wrong passwords, and looks at the clock.
"""

import asyncio
import json
import random
import tempfile
import time
from itertools import product
from pathlib import Path
from statistics import median

from tests.benchmarks.call_centre import pid_of_container
from tests.benchmarks.processes import cpu_s
from tests.e2e.plans import small_office
from tests.office.office import Office, opened
from tests.office.ports import free_ports
from tests.phones import RegistrationFailed
from tests.phones.account import Account
from tests.phones.registration import Registration
from tests.phones.transaction import Wire
from tests.strangers import Trick, strangers

TRUSTED, BANNED = "127.0.0.71", "127.0.0.72"
NAMES = [str(n) for n in range(1001, 1100)]
RATES, SECONDS = (100, 300), 10
TRIES = 2000


async def main() -> None:
    env = {"CCD_ASTERISK__NEVER_BAN": json.dumps(["127.0.0.1/32", f"{TRUSTED}/32"])}
    with tempfile.TemporaryDirectory(prefix="ccd-bench-") as name:
        folder = Path(name)
        plan = folder / "plan.yaml"
        plan.write_text(json.dumps(small_office()))  # JSON is YAML
        async with opened(Office(folder / "office", free_ports(), env), plan) as office:
            await _ask_in_turn(office)
            async with strangers(Trick.REGISTER_STORM, folder, office.sip, BANNED, NAMES, 100):
                await office.fact("AddressBanned", address=BANNED)
            for (what, host), rate in product({"let try": TRUSTED, "kept out": BANNED}.items(), RATES):
                await _storm(office, folder, what, host, rate)


async def _storm(office: Office, folder: Path, what: str, host: str, rate: int) -> None:
    pids = pid_of_container(office.name), office.daemon.pid
    before = [cpu_s(pid) for pid in pids]
    async with strangers(Trick.REGISTER_STORM, folder, office.sip, host, NAMES, rate):
        await asyncio.sleep(SECONDS)
    asterisk, daemon = (100 * (cpu_s(pid) - s) / SECONDS for pid, s in zip(pids, before, strict=True))
    print(
        f"{rate} strangers/s, {what}: Asterisk {asterisk:.1f} % of a core "
        f"({10 * asterisk / rate:.2f} ms each), the daemon {daemon:.1f} % ({10 * daemon / rate:.2f} ms each)"
    )


async def _ask_in_turn(office: Office) -> None:
    """Of two tries, by a user there is and by one there is not, how often the first takes longer: one half
    where the time tells nothing."""
    wire = Wire(lambda request, received: None, lambda request, received: None)
    await wire.open(TRUSTED, 0)
    took_ms: dict[str, list[float]] = {"1001": [], "1009": []}
    try:
        for _ in range(TRIES):
            for user in random.sample(list(took_ms), 2):
                took_ms[user].append(await _try_ms(wire, Account(user, "guessed", office.sip, TRUSTED)))
    finally:
        await wire.close()
    known, unknown = took_ms.values()
    longer = sum(a > b for a, b in product(known, unknown)) / TRIES**2
    print(
        f"a wrong password for a user there is: {median(known):.3f} ms, there is not: "
        f"{median(unknown):.3f} ms (medians of {TRIES}); in {100 * longer:.1f} % of all pairs the first "
        "takes longer"
    )


async def _try_ms(wire: Wire, account: Account) -> float:
    began = time.perf_counter()
    try:
        await Registration(account, wire).ask(3600, timeout_s=5)
    except RegistrationFailed:
        return 1000 * (time.perf_counter() - began)
    raise AssertionError(f"{account} was let in")


if __name__ == "__main__":
    asyncio.run(main())
