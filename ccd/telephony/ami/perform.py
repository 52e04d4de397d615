"""Orders into AMI actions. Pure."""

import re
from collections.abc import Mapping

from ccd.domain.orders import CallAgent, Membership, MirrorMember

Action = Mapping[str, str]

FOR_CALLBACK = "callback "
"""Before the channel in the id of the action that rings it."""

EXPECTED_REFUSALS = frozenset(
    {
        "Unable to add interface: Already there",
        "Unable to remove interface: Not there",
        "Unable to remove interface from queue: No such queue",
    }
)
"""Answers to the actions below that say: it is so already."""

_LINE_ENDS = re.compile(r"[\r\n\0]")


def actions(order: MirrorMember) -> tuple[Action, ...]:
    """What makes it so, whatever was before."""
    member = {"Queue": order.queue, "Interface": f"PJSIP/{order.extension}"}
    if order.membership is Membership.ABSENT:
        return ({"Action": "QueueRemove", **member},)
    paused = "true" if order.membership is Membership.PAUSED else "false"
    return (
        {"Action": "QueueAdd", **member, "MemberName": order.agent, "Paused": paused},
        {"Action": "QueuePause", **member, "Paused": paused},
    )


def call_agent(order: CallAgent) -> Action:
    """What is in the variable and in the name is plain: our own id, digits, an extension. The ring time is in
    milliseconds."""
    return {
        "Action": "Originate",
        "Channel": f"PJSIP/{order.phone.extension}",
        "Context": "ccd-callback",
        "Exten": "s",
        "Priority": "1",
        "Timeout": str(order.timeout_s * 1000),
        "CallerID": f'"Callback" <{order.number}>',
        "Variable": f"CCD_CALL_ID={order.call_id}",
        "ChannelId": order.channel_id,
        "ActionID": FOR_CALLBACK + order.channel_id,
        "Async": "true",
    }


def checked(action: Action) -> Action:
    """The same. ValueError: a name or value holds a line end or NUL, and would be a second header."""
    for name, value in action.items():
        if _LINE_ENDS.search(name) or _LINE_ENDS.search(value) or ":" in name:
            raise ValueError(f"not an AMI header: {name!r}: {value!r}")
    return action
