"""What the dialplan knows by itself."""

from ccd.domain.plan import Plan
from ccd.settings import Settings
from ccd.telephony.config.dialplan import render_dialplan


def test_a_number_that_leads_to_no_queue_has_no_queue_of_its_own() -> None:
    flow = {"name": "closed", "start": "bye", "nodes": {"bye": {"kind": "hang_up"}}}
    plan = Plan.model_validate({"flows": [flow], "dids": [{"number": "842838220000", "flow": "closed"}]})
    assert "842838220000" not in render_dialplan(plan, Settings())


def test_the_last_resort_is_the_first_queue() -> None:
    plan = Plan.model_validate({"queues": [{"name": "support"}, {"name": "sales"}]})
    assert "CCD_LAST_QUEUE = support\n" in render_dialplan(plan, Settings())
    assert "CCD_LAST_QUEUE = \n" in render_dialplan(Plan(), Settings())


def test_the_safety_net_follows_a_number_to_its_queue() -> None:
    flow = {"name": "main", "start": "wait", "nodes": {"wait": {"kind": "queue", "queue": "support"}}}
    dids = [
        {"number": "100", "target": {"kind": "flow", "flow": "main"}},
        {"number": "200", "target": {"kind": "queue", "queue": "support"}},
    ]
    plan = Plan.model_validate({"queues": [{"name": "support"}], "flows": [flow], "dids": dids})
    for number in ("100", "200"):
        assert f"exten => {number},1,Set(CCD_QUEUE=support)" in render_dialplan(plan, Settings())


def test_a_key_of_a_queue_ends_the_ringing_and_goes_on_with_our_verdict() -> None:
    bye = {"kind": "hang_up"}
    plan = Plan.model_validate(
        {"queues": [{"name": "support", "keys": {"1": bye, "#": bye}}, {"name": "sales"}]}
    )
    text = render_dialplan(plan, Settings())
    assert (
        "[ccd-keys-support]\nexten => 1,1,Goto(ccd-steer,s,judge)\nexten => #,1,Goto(ccd-steer,s,judge)\n"
        in text
    )
    assert "ccd-keys-sales" not in text
