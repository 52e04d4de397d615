"""Addresses that are kept out because too many sign-ins failed there."""

from ccd.domain.centre import Centre
from ccd.domain.events import AddressPardoned
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.views import View


class BanView(View):
    address: str
    until_ms: int


def listed(centre: Centre) -> list[BanView]:
    """The one that ends first comes first."""
    bans = sorted(centre.bans.until_ms.items(), key=lambda ban: (ban[1], ban[0]))
    return [BanView(address=address, until_ms=until_ms) for address, until_ms in bans]


async def pardon(engine: Engine, address: str, by: str) -> Refused | None:
    return await engine.ask(AddressPardoned(address, by))
