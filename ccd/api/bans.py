"""Addresses that are kept out of SIP."""

from fastapi import APIRouter, status

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import OneLine
from ccd.api.services import Behind
from ccd.services import bans
from ccd.services.bans import BanView

router = APIRouter(prefix="/bans", tags=["bans"])


@router.get("", summary="Addresses that are kept out, and until when")
async def list_bans(services: Behind) -> list[BanView]:
    return bans.listed(services.engine.floor)


@router.delete("/{address}", summary="Let an address in again", status_code=status.HTTP_204_NO_CONTENT)
async def end_ban(services: Behind, user: Asker, address: OneLine) -> None:
    taken(await bans.pardon(services.engine, address, user.name))
