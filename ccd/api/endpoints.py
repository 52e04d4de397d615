"""Extensions and trunks: what signs in at Asterisk, and with which secret."""

from typing import Annotated

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.events import PhoneSet
from ccd.domain.plan import Block, Extension, Group, Route, Trunk
from ccd.domain.plan_kinds import Kind
from ccd.domain.spelled import Spelled
from ccd.services import phones
from ccd.services.phones import PhoneSettingsView, PhoneView

EXTENSION = {"number": "1001", "title": "An's desk"}
TRUNK = {
    "name": "carrier",
    "title": "The carrier's SIP trunk",
    "addresses": ["203.0.113.10"],
    "host": "203.0.113.10",
}

BLOCK = {"name": "nuisance", "patterns": ["1900."], "withheld": True, "answer": "busy"}
GROUP = {"name": "reception", "number": "600", "members": ["1001", "1002"], "in_turn": True}
ROUTE = {"name": "national", "patterns": ["0XXXXXXXXX"], "level": "national", "ways": ["carrier"]}

router = APIRouter()
router.include_router(reading_routes(Kind.EXTENSION, Extension))
router.include_router(changing_routes(Kind.EXTENSION, Extension, EXTENSION))
router.include_router(reading_routes(Kind.TRUNK, Trunk))
router.include_router(changing_routes(Kind.TRUNK, Trunk, TRUNK))
router.include_router(reading_routes(Kind.BLOCK, Block))
router.include_router(changing_routes(Kind.BLOCK, Block, BLOCK))
router.include_router(reading_routes(Kind.GROUP, Group))
router.include_router(changing_routes(Kind.GROUP, Group, GROUP))
router.include_router(reading_routes(Kind.ROUTE, Route))
router.include_router(changing_routes(Kind.ROUTE, Route, ROUTE))


class Credentials(BaseModel):
    """What a phone or a trunk signs in with (SIP digest)."""

    username: str
    secret: str


@router.get(
    "/extensions/{extension}/credentials", tags=["extensions"], summary="What the phone signs in with"
)
async def get_extension_credentials(services: Behind, extension: str) -> Credentials:
    taken(services.plan.find(Kind.EXTENSION, extension))
    return Credentials(username=extension, secret=taken(await services.plan.secret(extension)))


@router.get(
    "/extensions/{extension}/phone",
    tags=["extensions"],
    summary="Whether a phone is there, rings, talks",
)
async def get_phone(services: Behind, extension: str) -> PhoneView:
    return taken(phones.seen(services.engine.floor, extension))


class PhoneSettings(BaseModel):
    """`forward_to`: where its calls go, empty for nowhere else."""

    forward_to: Annotated[str, Spelled(r"^[0-9*#+]{0,20}$", "a number as the phone would dial it")] = Field(
        default="", examples=["1003"]
    )
    do_not_disturb: bool = False


@router.get(
    "/extensions/{extension}/settings",
    tags=["extensions"],
    summary="What was set at the phone: forwarding, do not disturb",
)
async def get_phone_settings(services: Behind, extension: str) -> PhoneSettingsView:
    return taken(phones.one(services.engine.floor, extension))


@router.put(
    "/extensions/{extension}/settings", tags=["extensions"], summary="Set both, as the phone itself may"
)
async def put_phone_settings(
    services: Behind, user: Asker, extension: str, wanted: PhoneSettings
) -> PhoneSettingsView:
    event = PhoneSet(extension, wanted.forward_to, wanted.do_not_disturb, user.name)
    return taken(await phones.change(services.engine, event))


@router.get(
    "/trunks/{trunk}/credentials",
    tags=["trunks"],
    summary="What the trunk signs in with; none for a trunk that is known by its addresses",
)
async def get_trunk_credentials(services: Behind, trunk: str) -> Credentials:
    taken(services.plan.find(Kind.TRUNK, trunk))
    return Credentials(username=trunk, secret=taken(await services.plan.secret(trunk)))


class Secret(BaseModel):
    """What the carrier has given."""

    secret: Annotated[
        str,
        Spelled(r"^[!-:<-~]{1,100}$", "letters, digits and signs, 100 at most, but no space and no ;"),
    ] = Field(examples=["s3cret"])


@router.put(
    "/trunks/{trunk}/credentials",
    tags=["trunks"],
    summary="The secret with which we sign in at the carrier",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def put_trunk_credentials(services: Behind, trunk: str, given: Secret) -> None:
    taken(await services.plan.put_secret(trunk, given.secret))
