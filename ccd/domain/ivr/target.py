"""Where a caller may be sent from outside a flow: a node that stands alone.

A DID has one instead of a flow, and whatever else sends callers on. Such a node names other things of the
plan, never a node beside it. Calls find theirs under a readable name, as if it were a node of a flow:
`flow="DID 842838220000", node="target"` (`ccd/domain/plan_nodes.py`).
"""

from typing import Annotated

from pydantic import Field

from ccd.domain.ivr.nodes import (
    BookCallback,
    CallGroup,
    CallOut,
    EnterFlow,
    EnterQueue,
    HangUp,
    LeaveMessage,
    OnCall,
    RingExtension,
)

Target = Annotated[
    EnterQueue
    | RingExtension
    | CallGroup
    | CallOut
    | OnCall
    | BookCallback
    | LeaveMessage
    | HangUp
    | EnterFlow,
    Field(discriminator="kind"),
]
