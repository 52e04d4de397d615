"""The tables, one noun per file.

House rules: names end in `Row`, columns say their unit, text has no length limit. Moments are BIGINT ms since
the epoch. Nothing refers by foreign key to a table folded from facts (calls, queue_visits, agent_states,
recordings), since a rebuild empties those; foreign keys hold together what people write. Each table is
imported here, so that `metadata` is whole.
"""

from ccd.storage.models.agent_states import AgentState, AgentStateRow
from ccd.storage.models.calls import CallRow
from ccd.storage.models.customers import CustomerNumberRow, CustomerRow
from ccd.storage.models.facts import FactRow
from ccd.storage.models.messages import MessageRow
from ccd.storage.models.phone_settings import PhoneSettingsRow
from ccd.storage.models.pins import PinRow
from ccd.storage.models.plan_items import PlanItemRow, SipSecretRow
from ccd.storage.models.queue_visits import QueueVisitRow
from ccd.storage.models.recordings import RecordingRow, RecordingState
from ccd.storage.models.row import Row, metadata
from ccd.storage.models.supervisions import SupervisionRow
from ccd.storage.models.tickets import TicketCallRow, TicketChangeRow, TicketRow
from ccd.storage.models.users import ApiTokenRow, Role, UserRow

__all__ = [
    "AgentState",
    "AgentStateRow",
    "ApiTokenRow",
    "CallRow",
    "CustomerNumberRow",
    "CustomerRow",
    "FactRow",
    "MessageRow",
    "PhoneSettingsRow",
    "PinRow",
    "PlanItemRow",
    "QueueVisitRow",
    "RecordingRow",
    "RecordingState",
    "Role",
    "Row",
    "SipSecretRow",
    "SupervisionRow",
    "TicketCallRow",
    "TicketChangeRow",
    "TicketRow",
    "UserRow",
    "metadata",
]
