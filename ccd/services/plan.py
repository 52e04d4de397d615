"""The plan, and its changes: whole or not at all."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from pydantic import ValidationError

from ccd.domain.draining import still_to_serve
from ccd.domain.events import PlanChanged
from ccd.domain.plan import Member, Plan
from ccd.domain.plan_draining import is_draining
from ccd.domain.plan_items import find_item, users_of, with_item, without_item
from ccd.domain.plan_kinds import Kind, PlanItem, key_of
from ccd.domain.refused import Refused
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services.problems import invalid
from ccd.services.refusals import NotFound
from ccd.storage.database import Database
from ccd.storage.plan_items import load_plan, load_plan_to_change, store_plan
from ccd.storage.sip_secrets import load_secrets, replace_secret

Install = Callable[[Plan, Mapping[str, str]], Awaitable[None]]
"""Has Asterisk take a plan and its SIP secrets (by endpoint)."""

Edit = Callable[[Plan], Plan | Refused]
"""May raise ValidationError."""


class PlanService:
    """Changes come one after another, so that Asterisk and the floor hear of them in the order in which they
    are stored."""

    def __init__(self, database: Database, engine: Engine, install: Install, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._install = install
        self._clock = clock
        self._one_change = asyncio.Lock()

    @property
    def current(self) -> Plan:
        """What the floor works by."""
        return self._engine.floor.plan

    def find(self, kind: Kind, key: str) -> PlanItem | NotFound:
        return find_item(self.current, kind, key) or _not_found(kind, key)

    async def replace(self, plan: Plan, by: str) -> Plan | Refused:
        return await self.change(lambda _: plan, by)

    async def add(self, kind: Kind, item: PlanItem, by: str) -> Plan | Refused:
        """Refused when there is one of that name."""

        def edit(plan: Plan) -> Plan | Refused:
            if find_item(plan, kind, key_of(item)):
                return Refused(f"There is {_article(kind)} {key_of(item)} already.")
            return with_item(plan, kind, item)

        return await self.change(edit, by)

    async def put(self, kind: Kind, item: PlanItem, by: str) -> Plan | Refused:
        """In the place of the one of that name, or new."""
        return await self.change(lambda plan: with_item(plan, kind, item), by)

    async def delete(self, kind: Kind, key: str, by: str) -> Plan | Refused:
        """Refused while others of the plan need it."""

        def edit(plan: Plan) -> Plan | Refused:
            if find_item(plan, kind, key) is None:
                return _not_found(kind, key)
            if users := users_of(plan, kind, key):
                who = ", ".join(users)
                return Refused(f"The {kind.word} {key} is still used by {who}. Change that first.")
            return without_item(plan, kind, key)

        return await self.change(edit, by)

    async def drain(self, queue: str, by: str) -> Plan | Refused:
        """From now on it lets nobody in. It is for `Draining` to delete it when it is empty."""

        def edit(plan: Plan) -> Plan | Refused:
            if users := users_of(plan, Kind.QUEUE, queue):
                where = f"Callers are led to queue {queue} by {', '.join(users)}."
                return Refused(f"{where} Lead them elsewhere first; who waits already may stay.")
            return _let_in(plan, queue, nobody=True)

        return await self.change(edit, by)

    async def call_draining_off(self, queue: str, by: str) -> Plan | Refused:
        def edit(plan: Plan) -> Plan | Refused:
            if queue in plan.queues_by_name and not is_draining(plan, queue):
                return Refused(f"Queue {queue} is not being drained.")
            return _let_in(plan, queue, nobody=False)

        return await self.change(edit, by)

    async def delete_if_drained(self, queue: str) -> bool:
        """Whether the queue is gone. Raises StorageAway, StorageFault."""

        def edit(plan: Plan) -> Plan | Refused:
            calls = self._engine.floor.calls.values()
            if not is_draining(plan, queue) or still_to_serve(calls, queue):
                return plan
            return without_item(plan, Kind.QUEUE, queue)

        after = await self.change(edit, "drain")
        return isinstance(after, Plan) and queue not in after.queues_by_name

    async def set_member(self, queue: str, agent: str, member: bool, by: str) -> Plan | Refused:
        """Make an agent a member of a queue, or no member; asking for what is so already changes nothing."""

        def edit(plan: Plan) -> Plan | Refused:
            found = plan.queues_by_name.get(queue)
            if found is None:
                return _not_found(Kind.QUEUE, queue)
            if agent not in plan.agents_by_name:
                return _not_found(Kind.AGENT, agent)
            if member == (agent in found.member_names):
                return plan
            others = tuple(m for m in found.members if m.agent != agent)
            members = (*others, Member(agent=agent)) if member else others
            return with_item(plan, Kind.QUEUE, found.model_copy(update={"members": members}))

        return await self.change(edit, by)

    async def secret(self, endpoint: str) -> str | NotFound:
        async with self._database.read() as tx:
            found = (await load_secrets(tx)).get(endpoint)
        return found or NotFound(f"There is no secret for {endpoint}.")

    async def put_secret(self, trunk: str, secret: str) -> Plan | Refused:
        """In the place of the one that was made up, for a trunk that signs in at its carrier."""
        async with self._one_change:
            async with self._database.begin() as tx:
                plan = await load_plan_to_change(tx)
                if not any(t.name == trunk and t.username for t in plan.trunks):
                    return NotFound(f"There is no trunk {trunk} with a `username` at its carrier.")
                await replace_secret(tx, trunk, secret)
                secrets = await load_secrets(tx)
            await self._install(plan, secrets)
            return plan

    async def change(self, edit: Edit, by: str) -> Plan | Refused:
        """Store what `edit` makes of the plan, then have Asterisk and the floor take it. What is refused or
        raises leaves everything as it was."""
        async with self._one_change:
            async with self._database.begin() as tx:
                before = await load_plan_to_change(tx)
                after = self._edited(before, edit)
                if isinstance(after, Refused) or after == before:
                    return after
                await store_plan(tx, after, self._clock.now_ms(), by)
                secrets = await load_secrets(tx)
            try:
                await self._install(after, secrets)
            finally:
                refused = await self._engine.ask(PlanChanged(after, by))
            return refused or after

    async def take_stored(self, by: str) -> None:
        """Have Asterisk and the floor take the plan that is stored, whoever stored it.

        Raises StorageAway, StorageFault, ValidationError (what is stored is no plan), OSError.
        """
        async with self._one_change:
            async with self._database.read() as tx:
                plan, secrets = await load_plan(tx), await load_secrets(tx)
            await self._install(plan, secrets)
            await self._engine.ask(PlanChanged(plan, by))

    def _edited(self, before: Plan, edit: Edit) -> Plan | Refused:
        try:
            after = edit(before)
        except ValidationError as error:
            return invalid(error.errors(), None)
        if isinstance(after, Plan):
            for name in before.queues_by_name.keys() - after.queues_by_name.keys():
                if waiting := len(self._engine.floor.waiting(name)):
                    return Refused(f"{waiting} callers wait in queue {name}. Empty it first, or drain it.")
        return after


def _let_in(plan: Plan, queue: str, *, nobody: bool) -> Plan | Refused:
    found = plan.queues_by_name.get(queue)
    if found is None:
        return _not_found(Kind.QUEUE, queue)
    return with_item(plan, Kind.QUEUE, found.model_copy(update={"draining": nobody}))


def _not_found(kind: Kind, key: str) -> NotFound:
    return NotFound(f"There is no {kind.word} {key}.")


def _article(kind: Kind) -> str:
    return f"{'an' if kind in (Kind.EXTENSION, Kind.AGENT) else 'a'} {kind.word}"
