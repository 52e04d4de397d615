"""Extensions and trunks: what signs in at Asterisk, and with which secret."""

from fastapi import APIRouter
from pydantic import BaseModel

from ccd.api.errors import taken
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.plan import Extension, Trunk
from ccd.domain.plan_parts import Kind

EXTENSION = {"number": "1001", "title": "An's desk"}
TRUNK = {"name": "carrier", "title": "The carrier's SIP trunk", "addresses": ["203.0.113.10"]}

router = APIRouter()
router.include_router(reading_routes(Kind.EXTENSION, Extension))
router.include_router(changing_routes(Kind.EXTENSION, Extension, EXTENSION))
router.include_router(reading_routes(Kind.TRUNK, Trunk))
router.include_router(changing_routes(Kind.TRUNK, Trunk, TRUNK))


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
    "/trunks/{trunk}/credentials",
    tags=["trunks"],
    summary="What the trunk signs in with; none for a trunk that is known by its addresses",
)
async def get_trunk_credentials(services: Behind, trunk: str) -> Credentials:
    taken(services.plan.find(Kind.TRUNK, trunk))
    return Credentials(username=trunk, secret=taken(await services.plan.secret(trunk)))
