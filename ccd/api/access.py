"""Who may do what: the one table. A route that is not in it lets nobody in."""

from enum import StrEnum

from ccd.storage.models import Role
from ccd.storage.users import User


class Access(StrEnum):
    ADMIN = "admins"
    SUPERVISOR = "supervisors and admins"
    OWN = "supervisors, admins, and the agent himself"
    ANYONE = "every user"


A = Access
ACCESS: dict[str, Access] = {
    "get_plan": A.SUPERVISOR,
    "get_plan_warnings": A.SUPERVISOR,
    "replace_plan": A.ADMIN,
    "list_queues": A.SUPERVISOR,
    "get_queue": A.SUPERVISOR,
    "get_live_queue": A.SUPERVISOR,
    "create_queue": A.ADMIN,
    "put_queue": A.ADMIN,
    "delete_queue": A.ADMIN,
    "stop_draining_queue": A.ADMIN,
    "put_member": A.ADMIN,
    "delete_member": A.ADMIN,
    "list_agents": A.SUPERVISOR,
    "get_agent": A.OWN,
    "create_agent": A.ADMIN,
    "put_agent": A.ADMIN,
    "delete_agent": A.ADMIN,
    "sign_agent_in": A.OWN,
    "sign_agent_out": A.OWN,
    "send_agent_on_break": A.OWN,
    "make_agent_ready": A.OWN,
    "extend_wrap_up": A.OWN,
    "put_agent_pin": A.OWN,
    "delete_agent_pin": A.OWN,
    "list_bans": A.SUPERVISOR,
    "end_ban": A.ADMIN,
    "list_teams": A.SUPERVISOR,
    "get_team": A.SUPERVISOR,
    "create_team": A.ADMIN,
    "put_team": A.ADMIN,
    "delete_team": A.ADMIN,
    "list_extensions": A.SUPERVISOR,
    "get_extension": A.SUPERVISOR,
    "get_extension_credentials": A.ADMIN,
    "get_phone": A.SUPERVISOR,
    "get_phone_settings": A.SUPERVISOR,
    "put_phone_settings": A.SUPERVISOR,
    "create_extension": A.ADMIN,
    "put_extension": A.ADMIN,
    "delete_extension": A.ADMIN,
    "list_trunks": A.SUPERVISOR,
    "get_trunk": A.SUPERVISOR,
    "get_trunk_credentials": A.ADMIN,
    "create_trunk": A.ADMIN,
    "put_trunk": A.ADMIN,
    "delete_trunk": A.ADMIN,
    "list_hours": A.SUPERVISOR,
    "get_hours": A.SUPERVISOR,
    "get_opening": A.SUPERVISOR,
    "create_hours": A.ADMIN,
    "put_hours": A.ADMIN,
    "delete_hours": A.ADMIN,
    "override_hours": A.SUPERVISOR,
    "restore_hours": A.SUPERVISOR,
    "list_blocks": A.SUPERVISOR,
    "get_block": A.SUPERVISOR,
    "create_block": A.ADMIN,
    "put_block": A.ADMIN,
    "delete_block": A.ADMIN,
    "list_groups": A.SUPERVISOR,
    "get_group": A.SUPERVISOR,
    "create_group": A.ADMIN,
    "put_group": A.ADMIN,
    "delete_group": A.ADMIN,
    "list_rotas": A.SUPERVISOR,
    "get_rota": A.SUPERVISOR,
    "get_on_call": A.SUPERVISOR,
    "create_rota": A.ADMIN,
    "put_rota": A.ADMIN,
    "delete_rota": A.ADMIN,
    "list_routes": A.SUPERVISOR,
    "get_route": A.SUPERVISOR,
    "create_route": A.ADMIN,
    "put_route": A.ADMIN,
    "delete_route": A.ADMIN,
    "put_trunk_credentials": A.ADMIN,
    "list_flows": A.SUPERVISOR,
    "get_flow": A.SUPERVISOR,
    "create_flow": A.ADMIN,
    "put_flow": A.ADMIN,
    "delete_flow": A.ADMIN,
    "list_dids": A.SUPERVISOR,
    "get_did": A.SUPERVISOR,
    "create_did": A.ADMIN,
    "put_did": A.ADMIN,
    "delete_did": A.ADMIN,
    "list_callbacks": A.SUPERVISOR,
    "cancel_callback": A.SUPERVISOR,
    "list_calls": A.ANYONE,
    "get_call": A.ANYONE,
    "start_recording": A.OWN,
    "pause_recording": A.OWN,
    "resume_recording": A.OWN,
    "supervise_call": A.SUPERVISOR,
    "list_supervisions": A.SUPERVISOR,
    "list_customers": A.ANYONE,
    "get_customer": A.ANYONE,
    "change_customer": A.SUPERVISOR,
    "list_tickets": A.ANYONE,
    "get_ticket": A.ANYONE,
    "change_ticket_status": A.ANYONE,
    "change_ticket_note": A.ANYONE,
    "list_voicemails": A.SUPERVISOR,
    "get_voicemail": A.SUPERVISOR,
    "create_voicemail": A.ADMIN,
    "put_voicemail": A.ADMIN,
    "delete_voicemail": A.ADMIN,
    "put_voicemail_pin": A.SUPERVISOR,
    "list_messages": A.ANYONE,
    "get_message": A.ANYONE,
    "get_message_audio": A.ANYONE,
    "mark_message_heard": A.ANYONE,
    "move_message": A.ANYONE,
    "delete_message": A.ANYONE,
    "list_recordings": A.SUPERVISOR,
    "get_recording": A.SUPERVISOR,
    "get_recording_audio": A.SUPERVISOR,
    "hold_recording": A.SUPERVISOR,
    "release_recording": A.ADMIN,
    "delete_recording": A.ADMIN,
    "follow_events": A.ANYONE,
}


def may(user: User, operation: str, agent: str | None) -> bool:
    """`agent` is the one whom the request is about, if it is about one."""
    match ACCESS[operation]:
        case Access.ADMIN:
            return user.role is Role.ADMIN
        case Access.SUPERVISOR:
            return user.role is not Role.AGENT
        case Access.OWN:
            return user.role is not Role.AGENT or (agent is not None and user.agent == agent)
        case Access.ANYONE:
            return True
