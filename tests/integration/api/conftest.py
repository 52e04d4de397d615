"""Each test has a centre of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from ccd.storage.models import Role
from tests.integration.api.house import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


@pytest.fixture
async def admin(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.client(Role.ADMIN) as client:
        yield client


@pytest.fixture
async def supervisor(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.client(Role.SUPERVISOR) as client:
        yield client


@pytest.fixture
async def agent(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """The agent `an`."""
    async with house.client(Role.AGENT) as client:
        yield client


@pytest.fixture
async def nobody(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with house.client(None) as client:
        yield client
