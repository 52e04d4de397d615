"""Who asks: a bearer token, and the table of `access.py`."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ccd.api.access import ACCESS, may
from ccd.api.errors import NotAllowed, NotSignedIn, RefusalError
from ccd.api.services import Behind, Services
from ccd.services import users
from ccd.storage.users import User

_bearer = HTTPBearer(auto_error=False, description="A token from `ccd user add` or `ccd user token`.")


async def authorise(
    request: Request,
    services: Behind,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> User:
    """Who asks. Raises RefusalError when nobody knows, or when he may not."""
    if credentials is None:
        raise RefusalError(
            NotSignedIn("Send a token: `Authorization: Bearer …`; `ccd user token` makes one.")
        )
    user = await users.identify(services.database, credentials.credentials, services.clock.now_ms())
    if user is None:
        raise RefusalError(NotSignedIn("This token is not (or no longer) valid; `ccd user token` makes one."))
    operation = request.scope["route"].name
    if not may(user, operation, _whose(request, services, user)):
        raise RefusalError(NotAllowed(f"This is for {ACCESS[operation]}; {user.name} is {user.role.value}."))
    return user


def _whose(request: Request, services: Services, user: User) -> str | None:
    """The agent whom the request is about: named in the path, or by the call that he talks in."""
    floor = services.engine.floor
    if call := floor.calls.get(request.path_params.get("call_id", "")):
        at_phones = (floor.agent_at(phone) for phone in (call.phone, *call.parties.talking))
        talking = {call.agent, *(agent.name for agent in at_phones if agent)}
        return user.agent if user.agent in talking else None
    return request.path_params.get("agent")


Asker = Annotated[User, Depends(authorise)]
