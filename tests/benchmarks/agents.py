"""Several hundred phones that are registered at one address, where something else answers for them."""

from collections.abc import Mapping

from tests.phones.account import Account
from tests.phones.message import Request, response_to
from tests.phones.registration import Registration
from tests.phones.transaction import Place, Received, Wire

EXPIRES_S = 3600


async def register_all(secrets: Mapping[str, str], server: Place, port: int) -> None:
    """`secrets` by extension. From `port` on loopback, which is free again afterwards: Asterisk takes the
    address it sees for the phone's. Raises RegistrationFailed, TimeoutError."""
    wire = Wire(_on_request, lambda request, received: None)
    await wire.open("127.0.0.1", port)
    try:
        for extension, secret in secrets.items():
            account = Account(extension, secret, server, server[0])
            await Registration(account, wire).ask(EXPIRES_S, timeout_s=5)
        await wire.settled()
    finally:
        await wire.close()


def _on_request(request: Request, received: Received) -> None:
    """Asterisk asks each phone at once whether it is there."""
    received.respond(response_to(request, 200, to_tag="agents"))
