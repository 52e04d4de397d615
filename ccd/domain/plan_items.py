"""The plan seen as items that come and go one by one."""

from ccd.domain.plan import Plan, Team
from ccd.domain.plan_exits import users_of_hours
from ccd.domain.plan_kinds import Kind, PlanItem, items_of, key_of
from ccd.domain.plan_nodes import users_of_node
from ccd.domain.plan_outbound import users_of_trunk


def find_item(plan: Plan, kind: Kind, key: str) -> PlanItem | None:
    return next((item for item in items_of(plan, kind) if key_of(item) == key), None)


def with_item(plan: Plan, kind: Kind, item: PlanItem) -> Plan:
    """In the place of the item of that name, or at the end. Raises ValidationError."""
    key = key_of(item)
    items = items_of(plan, kind)
    if find_item(plan, kind, key):
        return _with(plan, kind, tuple(item if key_of(i) == key else i for i in items))
    return _with(plan, kind, (*items, item))


def without_item(plan: Plan, kind: Kind, key: str) -> Plan:
    """Raises ValidationError; ask `users_of` first and it does not."""
    return _with(plan, kind, tuple(i for i in items_of(plan, kind) if key_of(i) != key))


def users_of(plan: Plan, kind: Kind, key: str) -> list[str]:
    """Who stands in the way of a deletion: `queue support`, `flow main (node sales)`, …"""
    match kind:
        case Kind.EXTENSION:
            boxes = [f"voicemail {box.name}" for box in plan.voicemails if box.extension == key]
            sitting = boxes + [f"agent {a.name}" for a in plan.agents if a.extension == key]
            ringing = users_of_node(plan, kind, key)
            ringing += [f"group {g.name}" for g in plan.groups if key in g.extensions]
            ringing += [f"rota {r.name}" for r in plan.rotas if key in {p.number for _, p in r.everybody}]
            return sitting + ringing + [f"team {t.name}" for t in plan.teams if key in _by_extension(plan, t)]
        case Kind.AGENT:
            serving = [f"queue {q.name}" for q in plan.queues if key in q.member_names]
            return serving + [f"team {t.name}" for t in plan.teams if key in (*t.agents, *t.supervisors)]
        case Kind.QUEUE | Kind.HOURS | Kind.GROUP | Kind.ROTA | Kind.VOICEMAIL:
            return [
                *users_of_node(plan, kind, key),
                *(users_of_hours(plan, key) if kind is Kind.HOURS else ()),
            ]
        case Kind.FLOW:
            by_number = [f"DID {d.number}" for d in plan.dids if d.flow == key]
            return [*users_of_node(plan, kind, key), *by_number]
        case Kind.TRUNK:
            return users_of_trunk(plan, key)
        case Kind.ROUTE | Kind.BLOCK | Kind.DID | Kind.TEAM:
            return []


def _by_extension(plan: Plan, team: Team) -> set[str]:
    """Its supervisors who are no agents."""
    return set(team.supervisors) - set(plan.agents_by_name)


def _with(plan: Plan, kind: Kind, items: tuple[PlanItem, ...]) -> Plan:
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan(**{**fields, kind.field: items})
