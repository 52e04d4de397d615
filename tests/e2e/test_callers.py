"""Who calls: names and numbers as the world sends them are text, and one person is one customer."""

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import GREETING
from tests.office.office import Office

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = [
    'quoted "Lan" \\ back',
    "${SHELL(touch /tmp/owned)}",
    "$[1+1] ${CALLERID(num)}",
    "a,b&c|d;e",
    "Nguyễn Thị Lan é",
    "Robert'); DROP TABLE calls;--",
]


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_text_and_nothing_else(office: Office, name: str) -> None:
    trunk = await office.trunk()
    call = await trunk.call(SUPPORT_DID, from_number="0903000001", from_name=name)
    await call.answered()
    await call.hears({GREETING})
    await call.hang_up()
    assert (await office.latest_call())["caller_name"] == name


async def test_of_an_endless_name_the_beginning_is_kept(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call(SUPPORT_DID, from_number="0903000001", from_name="x" * 200)
    await call.answered()
    await call.hang_up()
    assert (await office.latest_call())["caller_name"] == "x" * 79  # Asterisk's own bound


async def test_a_line_break_smuggled_into_the_name_brings_no_header(office: Office) -> None:
    trunk = await office.trunk()
    lie = '"x\r\nVariable: CCD_VERDICT=queue" <sip:0903000002@127.0.0.1>'
    call = await trunk.call(SUPPORT_DID, from_header_raw=lie)
    await call.hang_up()
    good = await trunk.call(SUPPORT_DID, from_number="0903000003")
    await good.answered()
    await good.hears({GREETING})
    await good.hang_up()
    assert (await office.latest_call())["caller_number"] == "0903000003"


async def test_every_spelling_of_a_number_is_one_customer(office: Office) -> None:
    trunk = await office.trunk()
    customers = set()
    for number in ("0901234567", "+84901234567", "0084901234567", "84901234567"):
        call = await trunk.call(SUPPORT_DID, from_number=number)
        await call.answered()
        await call.hang_up()
        record = await office.latest_call()
        assert record["caller_number"] == number
        customers.add((record["customer_id"], record["caller_e164"]))
    assert len(customers) == 1
    assert {e164 for _, e164 in customers} == {"+84901234567"}


@pytest.mark.parametrize("number", ["anonymous", "", "9" * 200, "unavailable", "12"])
async def test_who_hides_or_lies_about_his_number_is_no_customer(office: Office, number: str) -> None:
    trunk = await office.trunk()
    before = len((await office.get("/customers"))["items"])
    call = await trunk.call(SUPPORT_DID, from_number=number)
    await call.answered()
    await call.hears({GREETING})
    await call.hang_up()
    assert (await office.latest_call())["customer_id"] is None
    assert len((await office.get("/customers"))["items"]) == before


async def test_a_number_that_no_flow_serves_is_refused(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call("842838229999", from_number="0903000004")
    await call.ended()
    record = await office.latest_call(outcome="refused")
    assert (record["did"], record["caller_number"]) == ("842838229999", "0903000004")
