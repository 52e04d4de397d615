"""What must be true of a plan as a whole, so that it can be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ccd.domain.located import Problem, repeated
from ccd.domain.plan_agent import shared_numbers, unknown_seats
from ccd.domain.plan_callback import callback_problems
from ccd.domain.plan_codes import clashing_codes
from ccd.domain.plan_devices import mobile_problems
from ccd.domain.plan_did import unknown_flows
from ccd.domain.plan_draining import led_to_while_draining
from ccd.domain.plan_exits import unknown_hours
from ccd.domain.plan_groups import unknown_members
from ccd.domain.plan_kinds import repeated_keys
from ccd.domain.plan_nodes import dangling_names, endless_circles
from ccd.domain.plan_numbers import numbers_taken
from ccd.domain.plan_outbound import trunks_like_phones, unknown_trunks
from ccd.domain.plan_queue import wrong_members
from ccd.domain.plan_rotas import unreachable_people
from ccd.domain.plan_skills import unmet_skills
from ccd.domain.plan_team import unknown_people
from ccd.domain.plan_voicemail import unknown_phones

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

Check = Callable[["Plan"], Iterator[Problem]]


def repeated_reasons(plan: Plan) -> Iterator[Problem]:
    return repeated("break reason", plan.break_reasons, ("break_reasons",))


CHECKS: tuple[tuple[Check, ...], ...] = (
    (
        repeated_reasons,
        repeated_keys,
        shared_numbers,
        numbers_taken,
        trunks_like_phones,
        wrong_members,
        unknown_seats,
        unknown_hours,
        unknown_trunks,
        unknown_members,
        unknown_flows,
        unknown_people,
        unknown_phones,
        dangling_names,
    ),
    (endless_circles, clashing_codes),
    (unmet_skills, callback_problems, led_to_while_draining),
    (mobile_problems, unreachable_people),
)
"""Step by step: each may rely on those before."""
