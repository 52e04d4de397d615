"""The kinds of node: one per file, and the table that names them.

A node is a frozen model with `kind`, and answers five questions. `targets()`: the nodes of its flow it may
lead to, by the field that says so. `refers()`: what else of the plan it names, as (kind, name), by the field.
`waits`: does the caller act or wait here, or end, so that a circle through it is no endless loop?
`enter()`: the first step. `resume(digits, attempt)`: the step after a `Say` or `Ring` (digits "") or an `Ask`
came back for the `attempt`-th time.
"""

from typing import Annotated

from pydantic import Field

from ccd.domain.ivr.nodes.callback import BookCallback
from ccd.domain.ivr.nodes.extension import RingExtension
from ccd.domain.ivr.nodes.flow import EnterFlow
from ccd.domain.ivr.nodes.group import CallGroup
from ccd.domain.ivr.nodes.hang_up import HangUp
from ccd.domain.ivr.nodes.hours import CheckHours
from ccd.domain.ivr.nodes.language import ChooseLanguage
from ccd.domain.ivr.nodes.menu import Menu
from ccd.domain.ivr.nodes.on_call import OnCall
from ccd.domain.ivr.nodes.outside import CallOut
from ccd.domain.ivr.nodes.play import Play
from ccd.domain.ivr.nodes.queue import EnterQueue
from ccd.domain.ivr.nodes.voicemail import LeaveMessage

NODES = {
    "play": Play,
    "menu": Menu,
    "queue": EnterQueue,
    "extension": RingExtension,
    "group": CallGroup,
    "outside": CallOut,
    "on_call": OnCall,
    "flow": EnterFlow,
    "hours": CheckHours,
    "language": ChooseLanguage,
    "voicemail": LeaveMessage,
    "callback": BookCallback,
    "hang_up": HangUp,
}

__all__ = [
    "NODES",
    "BookCallback",
    "CallGroup",
    "CallOut",
    "CheckHours",
    "ChooseLanguage",
    "EnterFlow",
    "EnterQueue",
    "HangUp",
    "LeaveMessage",
    "Menu",
    "Node",
    "OnCall",
    "Play",
    "RingExtension",
]

Node = Annotated[
    Play
    | Menu
    | EnterQueue
    | RingExtension
    | CallGroup
    | CallOut
    | OnCall
    | EnterFlow
    | CheckHours
    | ChooseLanguage
    | BookCallback
    | LeaveMessage
    | HangUp,
    Field(discriminator="kind"),
]
