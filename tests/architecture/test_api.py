"""Every route of the API has its line in the table of who may."""

from typing import cast

from ccd.api.access import ACCESS
from ccd.api.app import create_app
from ccd.api.services import Services

WITHOUT_A_TOKEN = {"get_health", "get_ready"}
"""For those who watch the process from outside; they tell nothing about callers or people."""


def test_every_route_says_who_may() -> None:
    description = create_app(cast(Services, None)).openapi()
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    guarded = {operation["operationId"] for operation in operations if operation.get("security")}
    open_to_all = {operation["operationId"] for operation in operations} - guarded
    assert guarded == set(ACCESS)
    assert open_to_all == WITHOUT_A_TOKEN
